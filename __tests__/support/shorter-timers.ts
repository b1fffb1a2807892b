import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './action.ts'

/**
 * The environment of a run in which each timer of exactly so many milliseconds lasts as long as is said here instead.
 * For what happens after a bound; that the bound is what it is, another test holds to the millisecond.
 */
export function shorterTimers(lengths: Readonly<Record<number, number>>): { NODE_OPTIONS: string } {
  const preload = join(temporaryFolder(), 'shorter-timers.cjs')
  const replaced = `const real = setTimeout, lengths = ${JSON.stringify(lengths)}
globalThis.setTimeout = (work, ms, ...more) => real(work, lengths[ms] ?? ms, ...more)`
  writeFileSync(preload, replaced)
  return { NODE_OPTIONS: `--require ${preload}` }
}
