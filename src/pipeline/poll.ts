/** Asking again while nothing is there yet, for registries are eventually consistent; and when to stop altogether. */
import { setTimeout as sleep } from 'node:timers/promises'
import { now } from '../core/clock.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { Stopwatch } from '../core/stopwatch.ts'

/** Until when to keep asking. */
export interface PollOptions {
  /** As `now` counts. */
  until: number
  /** After it no request is answered any more. */
  signal: AbortSignal
  /** Told how long was waited. */
  stopwatch: Stopwatch
}

const firstPauseMs = 1000

/**
 * Patience for so many seconds from now on, over all that a run asks. It ends in time for the last answer to become a
 * verdict before the deadline does.
 */
export function pollOptions(seconds: number, signal: AbortSignal, stopwatch: Stopwatch): PollOptions {
  return {
    until: now() + Math.min(seconds * 1000, limits.runMs - limits.judgeMs - limits.requestMs),
    signal,
    stopwatch,
  }
}

/**
 * Asks until the answer will do, or the time is up: at once, after a second, after two more, after four more.
 * @param ask - given how often it was called before
 * @returns the last answer, however the wait ended
 * @throws what `ask` throws
 */
export async function pollUntil<Answer>(
  ask: (round: number) => Promise<Answer>,
  isEnough: (answer: Answer) => boolean,
  { until, signal, stopwatch }: PollOptions,
): Promise<Answer> {
  for (let round = 0, pause = firstPauseMs; ; round++, pause *= 2) {
    const answer = await ask(round)
    const left = until - now()
    if (isEnough(answer) || left <= 0 || signal.aborted) return answer
    await stopwatch.time('wait', () => sleep(Math.min(pause, left)))
  }
}

/** Aborts with a `TIMEOUT` after so many milliseconds: when the step has taken as long as it may, or a part of it. */
export function deadline(ms: number): AbortSignal {
  const controller = new AbortController()
  const error = new CodedError('TIMEOUT', `The verification was not finished after ${Math.round(ms / 1000)} seconds.`, {
    hint: 'Re-run the job. If it keeps happening, re-run it with debug logging to see which request is slow.',
  })
  setTimeout(() => controller.abort(error), ms).unref()
  return controller.signal
}
