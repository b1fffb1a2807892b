/** One output of the step. */
import { limits } from '../core/limits.ts'
import { maxSentence, plain } from '../text/escape.ts'
import { info, setOutput } from './workflow-commands.ts'

/**
 * Sets the output; outside of a workflow, where there is no file for it, says it in the log.
 * @throws {Error} where that file is missing or cannot be written to
 */
export function writeOutput(name: string, value: string): void {
  const file = process.env.GITHUB_OUTPUT
  if (file) setOutput(file, name, value)
  else info(`Output ${name}: ${plain(value, limits.images * maxSentence)}`)
}
