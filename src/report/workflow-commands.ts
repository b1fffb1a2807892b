/**
 * What the runner understands of a step: lines on stdout, and lines in files that it names.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import { randomUUID } from 'node:crypto'
import { closeSync, constants, openSync, writeFileSync } from 'node:fs'
import { EOL } from 'node:os'
import { lastLook } from '../core/secrets.ts'

/** A line of the log. Text of others has been through `escape.ts`, so that it is none of the runner's commands. */
export function info(line: string): void {
  print(lastLook(line))
}

/** A workflow command; a property without value is left out. */
export function command(
  name: 'error' | 'warning' | 'debug' | 'group' | 'endgroup',
  message = '',
  properties: Readonly<Record<string, string | number | undefined>> = {},
): void {
  const given = Object.entries(properties).filter((entry) => entry[1] !== undefined)
  const list = given.map(([key, value]) => `${key}=${escapeProperty(lastLook(String(value)))}`).join(',')
  print(`::${name}${list === '' ? '' : ` ${list}`}::${escapeData(lastLook(message))}`)
}

/** Has the runner replace this secret in all output of the job: the one line that holds a secret. */
export function addMask(secret: string): void {
  print(`::add-mask::${escapeData(secret)}`)
}

function print(line: string): void {
  process.stdout.write(`${line}${EOL}`)
}

/**
 * Sets an output of the step, in the file that the runner names. Nobody knows the line that ends the value before it is
 * written (CVE-2022-35954; threats H-02).
 * @throws {Error} where that file is missing or cannot be written to
 */
export function setOutput(file: string, name: string, value: string): void {
  const end = `ghadelimiter_${randomUUID()}`
  const text = [`${name}<<${end}`, lastLook(value), end, ''].join(EOL)
  // Without O_CREAT: a file that the runner did not make is one that it does not read.
  const handle = openSync(file, constants.O_WRONLY | constants.O_APPEND)
  try {
    writeFileSync(handle, text)
  } finally {
    closeSync(handle)
  }
}

/** Only these characters end a line or begin an escape for the runner (CVE-2020-15228; threats H-01). */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
