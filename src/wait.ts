/** Asking again while nothing is there yet, for registries are eventually consistent; and when to stop altogether. */
import { setTimeout as sleep } from 'node:timers/promises'
import { CodedError } from './errors.ts'
import { limits } from './limits.ts'

/** How long to keep asking, and what ends the wait before its time. */
export interface Patience {
  seconds: number
  signal: AbortSignal
}

const firstPauseMs = 1000

/**
 * Asks until the answer holds something, or the time is up: at once, after a second, after two more, after four more.
 * @param isNothing - whether the answer is worth asking again; one that failed or holds anything at all is not
 * @throws what `ask` throws, and the signal's reason
 */
export async function askUntil<Answer>(
  ask: () => Promise<Answer>,
  isNothing: (answer: Answer) => boolean,
  { seconds, signal }: Patience,
): Promise<Answer> {
  const end = performance.now() + seconds * 1000
  for (let pause = firstPauseMs; ; pause *= 2) {
    const answer = await ask()
    const left = end - performance.now()
    if (!isNothing(answer) || left <= 0) return answer
    await sleep(Math.min(pause, left), undefined, { signal }).catch(() => signal.throwIfAborted())
  }
}

/** Aborts with a `TIMEOUT` when the whole step has taken as long as it may. */
export function deadline(): AbortSignal {
  const controller = new AbortController()
  const error = new CodedError('TIMEOUT', `The verification was not finished after ${limits.runMs / 60_000} minutes.`, {
    hint: 'Run the job again. If it keeps happening, see in a debug run which request takes so long.',
  })
  setTimeout(() => controller.abort(error), limits.runMs).unref()
  return controller.signal
}
