/** Every property over random inputs goes through here: how many inputs, and which, can be said from outside. */
import fc from 'fast-check'

/** `FC_RUNS=10` tries ten times as many inputs as usual; `FC_SEED`, which a failure prints, tries the same ones again. */
const { FC_RUNS = '1', FC_SEED } = process.env
const seed = FC_SEED === undefined ? {} : { seed: Number(FC_SEED) }

/**
 * Asserts that it holds for this many random inputs.
 * @throws {Error} with the seed, and the smallest input that it does not hold for
 */
export function holds<Inputs>(property: fc.IAsyncProperty<Inputs>, usually?: number): Promise<void>
export function holds<Inputs>(property: fc.IProperty<Inputs>, usually?: number): void
export function holds<Inputs>(property: fc.IRawProperty<Inputs>, usually = 100): Promise<void> | void {
  return fc.assert(property, { numRuns: Math.ceil(usually * Number(FC_RUNS)), ...seed })
}
