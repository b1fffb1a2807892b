/** When to ask again, and how long to wait before (threats R-01 to R-06). Pure: the clock and the dice are passed in. */
import { limits } from '../core/limits.ts'

/** Statuses after which the same request may succeed. */
export function isTransientStatus(status: number): boolean {
  return [429, 500, 502, 503, 504].includes(status)
}

/** The wait before retry `attempt` (from 0): doubled each time, and spread so that many clients do not come back at once. */
export function backoffMs(attempt: number, baseMs: number, random: number): number {
  return baseMs * 2 ** attempt * (0.5 + random / 2)
}

/**
 * The wait that a Retry-After header asks for, in milliseconds; null where it has none or makes no sense. Seconds and
 * the one date form that senders may write (RFC 9110, section 5.6.7) are known; a date that has passed is no wait.
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  const text = header.trim()
  if (/^[0-9]{1,10}$/.test(text)) return Number(text) * 1000
  if (!/^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$/.test(text)) return null
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

/** Whether a wait is longer than the action honours. */
export function isTooLong(waitMs: number): boolean {
  return waitMs > limits.retryAfterMs
}

/** The time at which a wait ends: `12:34:56 UTC`, with the date in front where it is not today. */
export function untilText(waitMs: number, now: number): string {
  const longest = 8.64e15
  const end = new Date(Math.min(now + waitMs, longest)).toISOString()
  const [day = '', time = ''] = end.split('T')
  const today = new Date(now).toISOString().startsWith(day)
  return `${today ? '' : `${day} `}${time.slice(0, 8)} UTC`
}
