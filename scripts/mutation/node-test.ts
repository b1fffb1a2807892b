/** Stands in for `node:test` in a process that runs the same tests once for every mutant. */

/** A test of a file that was loaded. */
export interface LoadedTest {
  /** The names of its suites and its own. */
  name: string
  run: () => unknown
}

type Body = () => unknown
type Declare = (name: string, ...rest: [Body] | [options: object, Body]) => void

/** In the order in which they are declared. */
export const loaded: LoadedTest[] = []

/** What the tests want done when all is over. */
export const leftovers: Body[] = []

const names: string[] = []

export const suite: Declare = (name, ...rest) => {
  names.push(name)
  try {
    bodyOf(rest)()
  } finally {
    names.pop()
  }
}

export const test: Declare = (name, ...rest) => {
  loaded.push({ name: [...names, name].join(' > '), run: bodyOf(rest) })
}

export const after = (body: Body): void => {
  leftovers.push(body)
}

function bodyOf(rest: [Body] | [object, Body]): Body {
  const body = rest.at(-1)
  if (typeof body !== 'function') throw new TypeError('a test without a body')
  return body as Body
}
