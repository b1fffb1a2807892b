/** Doing several things at once, but not all of them. */

/**
 * Maps items in their order, at most `limit` at a time.
 * @throws what the first failing `map` throws; the ones under way are left to end
 */
export async function mapBounded<From, To>(
  items: readonly From[],
  limit: number,
  map: (item: From, index: number) => Promise<To>,
): Promise<To[]> {
  const results: To[] = []
  const queue = items.entries()
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await map(item, index)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work))
  return results
}

/** As `mapBounded`, with a promise for each item: what fails is one of them, and the others are mapped all the same. */
export function startBounded<From, To>(
  items: readonly From[],
  limit: number,
  map: (item: From) => Promise<To>,
): Promise<To>[] {
  const started = items.map((item) => ({ item, ...Promise.withResolvers<To>() }))
  void mapBounded(started, limit, ({ item, resolve, reject }) => map(item).then(resolve, reject))
  return started.map(({ promise }) => promise)
}
