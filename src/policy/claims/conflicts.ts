/** Claims of one rule that no build can meet together, such as a branch and a tag. */
import { type CodedError, configError } from '../../core/errors.ts'
import type { Expected, PolicyContext } from '../../model/index.ts'
import { repositoryOfRun } from './build-claims.ts'
import type { ClaimRequirement } from './claim-table.ts'
import { compatible, mapExpected, shown } from './glob.ts'
import { asciiLowerCase } from './repository-names.ts'
import { ownerOf, repositoryOf } from './source-claims.ts'

/** What a claim's values say about one property of a build; empty where they leave it open. */
type Reading = (value: Expected, surroundings: PolicyContext) => Expected | null

/** Properties that several claims speak of, and how each says it. */
const properties: Readonly<Record<string, Readonly<Record<string, Reading>>>> = {
  ref: {
    ref: (value) => value,
    workflow_ref: (value) => value,
    branch: (value) => mapExpected(value, (name) => `refs/heads/${name}`),
    tag: (value) => mapExpected(value, (name) => `refs/tags/${name}`),
  },
  repository: {
    repository: (value, { serverUrl }) => folded(repositoryOf(value, serverUrl)),
    workflow_repository: (value, { serverUrl }) => folded(repositoryOf(value, serverUrl)),
    run: (value) => folded(repositoryOfRun(value)),
  },
  owner: {
    owner: (value, { serverUrl }) => folded(ownerOf(value, serverUrl)),
    repository: (value, { serverUrl }) => ownerOfUri(folded(repositoryOf(value, serverUrl))),
    workflow_repository: (value, { serverUrl }) => ownerOfUri(folded(repositoryOf(value, serverUrl))),
    run: (value) => ownerOfUri(folded(repositoryOfRun(value))),
  },
}

/** Each claim that excludes one before it, said where its value stands. */
export function conflicts(asked: readonly ClaimRequirement[], surroundings: PolicyContext): CodedError[] {
  const said = new Set<string>()
  return Object.values(properties).flatMap((readings) => {
    const read = asked.flatMap((one) => {
      const values = one.expected.map((value) => readings[one.claim]?.(value, surroundings) ?? null)
      return values.some((value) => value === null) ? [] : [{ one, values: values.filter((value) => value !== null) }]
    })
    return read.flatMap(({ one, values }, index) => {
      const other = read
        .slice(0, index)
        .find((before) => !values.some((value) => before.values.some((earlier) => compatible(value, earlier))))
      const pair = JSON.stringify([other?.one.claim, one.claim])
      if (other === undefined || said.has(pair)) return []
      said.add(pair)
      return [conflict(other.one, one)]
    })
  })
}

function conflict(first: ClaimRequirement, second: ClaimRequirement): CodedError {
  return configError(
    `${second.label} ${valuesOf(second)} and ${first.claim} ${valuesOf(first)} can never both match, so this rule cannot be satisfied.`,
    { position: second.position, hint: 'Remove one of them, or write two rules.' },
  )
}

function valuesOf({ expected }: ClaimRequirement): string {
  return expected
    .slice(0, 5)
    .map((value) => JSON.stringify(shown(value)))
    .join(' or ')
}

function folded(value: Expected | null): Expected | null {
  return value === null ? null : mapExpected(value, asciiLowerCase)
}

/** The owner's part of a repository's URI; null where a pattern leaves open where it ends. */
function ownerOfUri(uri: Expected | null): Expected | null {
  if (uri === null) return null
  const cut = (text: string): string => text.split('/').slice(0, 4).join('/')
  if (typeof uri === 'string') return cut(uri)
  return cut(uri.glob).includes('**') ? null : { glob: cut(uri.glob) }
}
