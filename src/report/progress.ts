/** What is said before there is a verdict. It is loaded first, so it needs little: the reports come with `emit.ts`. */
import { tellSecretsTo } from '../core/secrets.ts'
import { plain, sentence } from '../text/escape.ts'
import { writeOutput } from './output.ts'
import { addMask, command, info } from './workflow-commands.ts'

/** Sets the output `verified` to false. Whatever happens later, no step reads an output that nobody wrote. */
export function announceUnverified(): void {
  writeOutput('verified', 'false')
}

/** Has the runner mask every secret that is learned from now on, in all output of the job. */
export function maskSecrets(): void {
  tellSecretsTo(addMask)
}

/**
 * A line while the run lasts: several images are looked at at the same time, so each says which one it is about.
 * @param about - which image, as the user wrote it
 */
export function progressLine(about: string, what: string): void {
  info(`${plain(about)}: ${sentence(what)}`)
}

/** A line that only a debug run shows. */
export function debugLine(line: string): void {
  command('debug', sentence(line))
}
