import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { mapBounded, startBounded } from '../../src/core/concurrency.ts'

/** Work of which it is known how much was done at a time. */
function counted() {
  let [running, most] = [0, 0]
  return {
    most: () => most,
    work: async (item: number): Promise<number> => {
      most = Math.max(most, ++running)
      await nextTurn()
      running--
      if (item === 2) throw new Error('two')
      return item * 10
    },
  }
}

suite('mapping with bounded concurrency', () => {
  test('no more than the limit, in their order', async () => {
    const { work, most } = counted()
    assert.deepEqual(await mapBounded([1, 3, 4, 5, 6], 2, work), [10, 30, 40, 50, 60])
    assert.equal(most(), 2)
    assert.deepEqual(await mapBounded([], 2, work), [])
  })
  test('a promise for each: one that fails takes no other with it', async () => {
    const { work, most } = counted()
    const settled = await Promise.allSettled(startBounded([1, 2, 3, 4, 5], 2, work))
    assert.deepEqual(
      settled.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))),
      [10, 'Error: two', 30, 40, 50],
    )
    assert.equal(most(), 2)
  })
  test('what is known first is not held up by what is known later', async () => {
    const never = new Promise<number>(() => {})
    const [, second] = startBounded([1, 2], 2, (item) => (item === 1 ? never : Promise.resolve(item)))
    assert.equal(await second, 2)
  })
})
