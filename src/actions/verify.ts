/** The whole step, as the runner sees it: inputs in, verdict out, exit status back. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { toCodedError } from '../core/errors.ts'
import { learnSecret } from '../core/secrets.ts'
import { type Proxies, proxySecrets, readProxies } from '../http/proxy.ts'
import type { Verdict } from '../model/index.ts'
import { exitStatus, failedVerdict } from '../pipeline/verdict.ts'
import { verifyImages } from '../pipeline/verify-images.ts'
import { announceUnverified, debugLine, maskSecrets, progressLine } from '../report/progress.ts'
import { checkInputNames } from './inputs/input-names.ts'
import { inputSecrets, type Presentation, readInputs, readPresentation } from './inputs/verify.ts'
import { readRunLocation, readTemporaryFolder, readWorkflowContext } from './workflow-context.ts'

/**
 * Runs the step and shows its verdict.
 * @returns the exit status
 * @throws where not even the outputs can be written
 */
export async function runVerify(env: NodeJS.ProcessEnv): Promise<0 | 1> {
  announceUnverified()
  // Before the first message: what is wrong with an input or a variable must not show it.
  maskSecrets()
  for (const secret of [...inputSecrets(env), ...proxySecrets(env)]) learnSecret(secret)
  // The reports are loaded while the first answers travel; where they cannot be, the process ends non-zero.
  const reporting = nextTurn().then(() => import('../report/write-reports.ts'))
  let presentation: Presentation = { mode: 'enforce', summary: true }
  let remarks: string[] = []
  let verdict: Verdict
  try {
    presentation = readPresentation(env)
    remarks = checkInputNames(env)
    tellUnusable(readProxies(env))
    const log = { secret: learnSecret, request: debugLine, progress: progressLine }
    verdict = await verifyImages(readInputs(env), readWorkflowContext(env), presentation.mode, log)
  } catch (error) {
    verdict = failedVerdict([toCodedError(error)], presentation.mode)
  }
  const warnings = [...remarks.map((message) => ({ message, position: null })), ...verdict.warnings]
  const { summary } = presentation
  const { writeReports } = await reporting
  await writeReports(
    { ...verdict, warnings },
    { summary, runnerTemp: readTemporaryFolder(env), whereabouts: readRunLocation(env) },
  )
  return exitStatus(verdict)
}

/** A log line and no annotation: most such entries are about hosts that this step never asks. */
function tellUnusable({ unusable }: Proxies): void {
  if (unusable.length === 0) return
  const which = unusable.length === 1 ? `entry ${unusable[0]} is` : `entries ${unusable.join(', ')} are`
  progressLine('NO_PROXY', `${which} ignored, not being a host name, an IP address or a range such as 10.0.0.0/8`)
}
