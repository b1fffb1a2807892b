/**
 * Loaded before the action by `--require`: makes this process look like Node.js 16 to it, with nothing that came after.
 * That version, and no other, has to be able to say that it is too old.
 */
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: process.env.AS_NODE ?? '16.20.2' } })

for (const [holder, names] of [
  [Promise, ['withResolvers', 'try']],
  [Array, ['fromAsync']],
  [Array.prototype, ['toSorted', 'toReversed', 'toSpliced', 'with', 'findLast', 'findLastIndex']],
  [Object, ['groupBy']],
  [Map, ['groupBy']],
  [Set.prototype, ['union', 'difference', 'intersection', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom']],
  [String.prototype, ['isWellFormed', 'toWellFormed']],
  [URL, ['parse', 'canParse']],
  [globalThis, ['structuredClone', 'fetch', 'Iterator', 'navigator', 'WebSocket']],
]) {
  for (const name of names) delete holder[name]
}
