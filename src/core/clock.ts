/** Milliseconds of a clock that nobody sets. `performance` would load a module first, which the first request waits for. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
