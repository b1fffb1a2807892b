/** Work that is not done again where it would come to the same; what it throws is remembered, too. */

type Outcome<To> = { value: To } | { error: unknown }

/** The last one: what belongs together comes one after the other, and memory is short. */
export function lastOnce<From extends object, To>(make: (from: From) => To): (from: From) => To {
  let last: { from: From; outcome: Outcome<To> } | null = null
  return (from) => {
    if (last?.from !== from) last = { from, outcome: outcomeOf(() => make(from)) }
    return resultOf(last.outcome)
  }
}

/** Every one, as long as somebody else has it. */
export function eachOnce<From extends object, To>(make: (from: From) => To): (from: From) => To {
  const made = new WeakMap<From, Outcome<To>>()
  return (from) => {
    const outcome = made.get(from) ?? outcomeOf(() => make(from))
    made.set(from, outcome)
    return resultOf(outcome)
  }
}

function outcomeOf<To>(make: () => To): Outcome<To> {
  try {
    return { value: make() }
  } catch (error) {
    // Until it is asked for its stack, an error keeps alive what it was thrown from: here, megabytes of parsed DER.
    if (error instanceof Error) void error.stack
    return { error }
  }
}

function resultOf<To>(outcome: Outcome<To>): To {
  if ('error' in outcome) throw outcome.error
  return outcome.value
}
