/** How many requests are under way at once, over all registries: one bound for the whole process. */
import { limits } from '../core/limits.ts'

const waiting: (() => void)[] = []
let free: number = limits.concurrentRequests

/**
 * Does the work as soon as one of `limits.concurrentRequests` slots is free, in the order of the calls. The slot is
 * held for one attempt only, so that nobody waits on somebody else's pause.
 * @throws what `work` throws, and `stopped()` where the signal ends the wait
 */
export async function withSlot<T>(
  stopped: () => Error,
  signal: AbortSignal | null,
  work: () => Promise<T>,
): Promise<T> {
  await takeSlot(stopped, signal)
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
}

function takeSlot(stopped: () => Error, signal: AbortSignal | null): Promise<void> {
  if (signal?.aborted) return Promise.reject(stopped())
  if (free > 0) {
    free--
    return Promise.resolve()
  }
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      waiting.splice(waiting.indexOf(turn), 1)
      reject(stopped())
    }
    const turn = () => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    waiting.push(turn)
  })
}
