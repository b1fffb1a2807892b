/** The claims about the source of a build: whose repository, which ref, which commit. */
import type { Expected } from '../../model/index.ts'
import { type Claim, equality, gitDigest } from './claim.ts'
import { literalPrefix, mapExpected, matches, patternText } from './glob.ts'
import { matchesName, ownerUri, pinsOwner, repositoryUri, withServer } from './repository-names.ts'

export const repository: Claim = {
  reads: 'certificate, Source Repository URI (…1.12)',
  how: '`owner/name`, short for its URL on `GITHUB_SERVER_URL`, or the URL; a trailing `/` or `.git` and the case of ASCII letters are ignored',
  word: ({ signer }) => signer.repository,
  accepts(expected, actual, _evidence, { serverUrl }) {
    const uri = repositoryOf(expected, serverUrl)
    return uri !== null && matchesName(uri, actual)
  },
  mistake(expected, { surroundings: { serverUrl } }) {
    if (repositoryOf(expected, serverUrl) !== null) return null
    return `is not a repository: write owner/name, or its URL, as in ${serverUrl}/owner/name.`
  },
  impliesActions: () => true,
  identifies(expected, { serverUrl }) {
    const uri = repositoryOf(expected, serverUrl)
    return uri !== null && pinsOwner(uri)
  },
}

/** The repository's URI, or the pattern of one; null where no repository can meet it. */
export function repositoryOf(expected: Expected, serverUrl: string): Expected | null {
  if (typeof expected === 'string') return repositoryUri(expected, serverUrl)
  const glob = withServer(expected.glob, serverUrl)
  const example = glob.replaceAll('**', 'x/x').replaceAll('*', 'x')
  return repositoryUri(example, serverUrl) === null ? null : { glob }
}

export const owner: Claim = {
  reads: 'certificate, Source Repository Owner URI (…1.16)',
  how: 'a name, short for its URL on `GITHUB_SERVER_URL`, or the URL; a trailing `/` and the case of ASCII letters are ignored',
  word: ({ signer }) => signer.owner,
  accepts(expected, actual, _evidence, { serverUrl }) {
    const uri = ownerOf(expected, serverUrl)
    return uri !== null && matchesName(uri, actual)
  },
  mistake(expected, { surroundings: { serverUrl } }) {
    if (ownerOf(expected, serverUrl) !== null) return null
    return `is not a repository owner: write its name, or its URL, as in ${serverUrl}/name.`
  },
  impliesActions: () => true,
  identifies: (expected) => typeof expected === 'string',
}

/** The owner's URI, or the pattern of one; null where no owner can meet it. */
export function ownerOf(expected: Expected, serverUrl: string): Expected | null {
  if (typeof expected === 'string') return ownerUri(expected, serverUrl)
  const glob = withServer(expected.glob, serverUrl)
  return ownerUri(glob.replaceAll('*', 'x'), serverUrl) === null ? null : { glob }
}

export const ref: Claim = {
  ...equality,
  reads: 'certificate, Source Repository Ref (…1.14)',
  how: 'equality with the full ref',
  word: ({ signer }) => signer.ref,
  mistake(expected) {
    const [text, prefix] = [patternText(expected), literalPrefix(expected)]
    if (text.startsWith('refs/') || (prefix !== text && 'refs/'.startsWith(prefix))) return null
    return `is not a full ref: write refs/heads/${text} for a branch, or refs/tags/${text} for a tag.`
  },
}

/** A claim of the ref's name alone, of one kind of ref. */
export function refName(noun: string, folder: string, example: string): Claim {
  return {
    ...equality,
    reads: ref.reads,
    how: `the ref is \`${folder}\` and this name, and no other kind of ref`,
    word: ref.word,
    accepts: (expected, actual) =>
      matches(
        mapExpected(expected, (name) => `${folder}${name}`),
        actual,
      ),
    mistake(expected) {
      const text = patternText(expected)
      if (text.startsWith('refs/')) return `is a full ref: write the name of the ${noun}, as in ${example}.`
      // What git-check-ref-format refuses can be no name.
      const name = typeof expected === 'string' ? text : text.replaceAll('*', 'x')
      if (!/[\s~^:?*[\\]|\.\.|^\/|\/$/.test(name)) return null
      const glob = /^[^\s~^:?[\\]+$/.test(text) && text.includes('*')
      return `is not a ${noun} name and can never match${glob ? ': did you mean { glob: … }?' : '.'}`
    },
  }
}

export const commit: Claim = {
  ...gitDigest('certificate, Source Repository Digest (…1.13)', ({ signer }) => signer.commit),
  how: 'equality with the full digest, in lower-case hex; `current`: the commit that this run is of (`GITHUB_SHA`)',
  current: (surroundings) => surroundings.commit,
}

export const workflowRepository: Claim = {
  ...repository,
  reads: `${repository.reads}, and the SLSA predicate's workflow`,
  predicated: (provenance) => provenance.repository,
}

export const workflowRef: Claim = {
  ...ref,
  reads: `${ref.reads}, and the SLSA predicate's workflow`,
  predicated: (provenance) => provenance.ref,
}
