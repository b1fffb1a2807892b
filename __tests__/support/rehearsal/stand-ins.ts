/** Stand-ins for the actions of others: what they do is done by the test, which they ask over loopback. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dump } from 'js-yaml'
import { type Loopback, serve } from '../loopback.ts'
import { json } from '../registry-fixture.ts'
import { type ActionInterface, actionInterfaces, type OtherAction } from './actions.ts'

/** A step that uses a stand-in. */
export interface StandInCall {
  /** The inputs that are not empty. */
  inputs: Record<string, string>
  /** The environment of the step. */
  env: Record<string, string>
}

/** Does what the action would do, and gives its outputs; what it throws fails the step. */
export type StandIn = (call: StandInCall) => Record<string, string> | Promise<Record<string, string>>

export type StandIns = Partial<Record<OtherAction, StandIn>>

/** The program of every stand-in: it asks the test what to do. */
const program = `const { appendFileSync } = require('node:fs')
async function main() {
  const response = await fetch(ORIGIN, { method: 'POST', body: JSON.stringify({ action: ACTION, env: process.env }) })
  const { outputs = {}, error } = await response.json()
  for (const [name, value] of Object.entries(outputs))
    appendFileSync(process.env.GITHUB_OUTPUT, name + '<<END_OF_OUTPUT\\n' + value + '\\nEND_OF_OUTPUT\\n')
  if (error === undefined) return
  console.log('::error::' + error)
  process.exitCode = 1
}
main()
`

/** Serves what the stand-ins ask. Ends when it is disposed of. */
export function serveStandIns(standIns: StandIns): Promise<Loopback> {
  const answer = async (body: string): Promise<object> => {
    const { action, env } = JSON.parse(body) as { action: OtherAction; env: Record<string, string> }
    const standIn = standIns[action]
    if (standIn === undefined) throw new Error(`${action} was run, and the test says nothing about it`)
    const known: ActionInterface = actionInterfaces[action]
    const inputs = inputsOf(env)
    for (const name of Object.keys(inputs))
      if (!known.inputs.includes(name)) throw new Error(`${action} has no input ${name}`)
    const outputs = await standIn({ inputs, env })
    for (const name of Object.keys(outputs))
      if (!known.outputs.includes(name)) throw new Error(`${action} has no output ${name}`)
    return { outputs }
  }
  return serve(
    ({ body }, response) =>
      void answer(body)
        .catch((error: Error) => ({ error: error.message }))
        .then((told) => json(response, 200, told)),
    // They post, and some of what they are given is secret.
    { mayHaveLogins: true },
  )
}

/** Writes the stand-in for an action into the folder, as a JavaScript action that asks this origin. */
export function writeStandIn(folder: string, action: OtherAction, origin: string): void {
  mkdirSync(folder, { recursive: true })
  const metadata = { name: action, description: 'A stand-in', runs: { using: 'node24', main: 'index.js' } }
  writeFileSync(join(folder, 'action.yml'), dump(metadata))
  const constants = `const ORIGIN = ${JSON.stringify(origin)}\nconst ACTION = ${JSON.stringify(action)}\n`
  writeFileSync(join(folder, 'index.js'), constants + program)
}

function inputsOf(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith('INPUT_') && value !== '' ? [[name.slice('INPUT_'.length).toLowerCase(), value]] : [],
    ),
  )
}
