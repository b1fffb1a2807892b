/** The program that plays workflows: act, of the version that .ci/install-act installs. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const installer = join(import.meta.dirname, '..', '..', '..', '.ci', 'install-act')

const program: string | null = findProgram()

/** Why tests that need it are skipped; false where they are not. In CI they never are: there they fail without it. */
export const withoutAct: string | false =
  program === null &&
  process.env.CI !== 'true' &&
  'act is not installed: npm run rehearse installs it where Go is there'

/**
 * The path of act.
 * @throws {Error} where it is not installed
 */
export function actProgram(): string {
  if (program === null) throw new Error('act is not installed: run bash .ci/install-act')
  return program
}

function findProgram(): string | null {
  const { status, stdout } = spawnSync('bash', [installer, '--where'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}
