/**
 * The same function, whose result is made once for each key, however often and from however many places at a time it is
 * asked for.
 * @param keyOf - the argument itself where it is left out
 */
export function memoize<From, To>(make: (from: From) => To, keyOf: (from: From) => unknown = (from) => from) {
  const made = new Map<unknown, { value: To }>()
  return (from: From): To => {
    const key = keyOf(from)
    const known = made.get(key) ?? { value: make(from) }
    made.set(key, known)
    return known.value
  }
}
