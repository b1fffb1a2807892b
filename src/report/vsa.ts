/**
 * The verdict as a SLSA Verification Summary (https://slsa.dev/spec/v1.1/verification_summary) in an in-toto
 * Statement, unsigned. docs/how-to/vsa.md says what stands in each field, and why.
 */
import { hexOf } from '../core/digest.ts'
import type { AttestationResult, Digest, ImageVerdict, PolicySource, RunLocation, Verdict } from '../model/index.ts'
import { plain } from '../text/escape.ts'

/** A reason why there is no summary, in a sentence, or the statement. */
export type Vsa = { status: 'none'; reason: string } | { status: 'made'; statement: object }

/** The summary of a verified verdict. Whatever it is about is said in its own words: what is missing is never made up. */
export function vsaOf(verdict: Verdict, whereabouts: RunLocation): Vsa {
  if (!verdict.verified || verdict.policy === null) return none('The images are not verified.')
  const verifier = whereabouts.action ?? whereabouts.repository
  if (verifier === null) return none('The runner does not say which repository and action this is.')
  const [repository, ...others] = new Set(verdict.images.map((image) => image.repository))
  const isOneImage = new Set(verdict.images.map(({ digest }) => digest)).size === 1
  // A summary is about one resource: one for two could be shown for either (the specification, resourceUri). But one
  // image may have been pushed to several repositories.
  if (!repository || (others.length > 0 && !isOneImage))
    return none('The images are of several repositories; run the step once for each.')
  const weak = verdict.images.flatMap(weaknessOf)[0]
  if (weak !== undefined) return none(weak)
  const subjects = unique(verdict.images.flatMap(subjectOf))
  const inputs = verdict.images.flatMap(satisfying)
  const complete = inputs.every(({ digest }) => digest !== null)
  if (subjects.length === 0 || inputs.length === 0 || !complete) return none('Not every digest is known.')
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: subjects,
    predicateType: 'https://slsa.dev/verification_summary/v1',
    predicate: {
      verifier: { id: verifier },
      timeVerified: verdict.at.toISOString(),
      resourceUri: packageUrl(repository),
      policy: policyOf(verdict.policy, verdict.images, verifier, whereabouts),
      inputAttestations: unique(inputs.map(inputOf)),
      verificationResult: 'PASSED',
      verifiedLevels: [`SLSA_BUILD_LEVEL_${Math.min(...verdict.images.map(levelOf))}`],
      slsaVersion: '1.1',
    },
  }
  return { status: 'made', statement }
}

function none(reason: string): Vsa {
  return { status: 'none', reason }
}

/** `PASSED` would vouch for a stranger: what is made of a rule that names nobody is no verification (threat A-60). */
function weaknessOf({ reference, rules }: ImageVerdict): string[] {
  return rules
    .filter(({ assurance }) => assurance !== 'named-signer')
    .map(({ type, assurance }) => {
      const what = assurance === 'none' ? 'verifies nothing' : 'accepts any signer'
      return `A rule for ${plain(reference)} (${type}) ${what}. Name the signer in every rule, for example with repository.`
    })
}

function subjectOf({ repository, digest }: ImageVerdict): object[] {
  return digest === null ? [] : [{ name: repository, digest: digestSet(digest) }]
}

/** What satisfied the rules, and nothing else of all that is attached. */
function satisfying({ rules, attestations }: ImageVerdict): AttestationResult[] {
  return rules.flatMap(({ satisfiedBy }) => (satisfiedBy === null ? [] : (attestations[satisfiedBy] ?? [])))
}

/**
 * Of several rules each is met, so the highest level that one of them shows holds; of several platforms that of the
 * lowest.
 */
function levelOf({ rules }: ImageVerdict): number {
  const platforms = [...Map.groupBy(rules, ({ platform }) => platform).values()]
  const levels = platforms.map((met) => Math.max(...met.map(({ buildLevel }) => buildLevel)))
  return levels.length === 0 ? 0 : Math.min(...levels)
}

function inputOf({ source, location, digest }: AttestationResult): object {
  const uri = encodeURI(location.toWellFormed())
  const scheme = URL.canParse(uri) && uri.startsWith('https://') ? '' : source === 'file' ? 'file:' : 'oci://'
  return { uri: `${scheme}${uri}`, ...(digest !== null && { digest: digestSet(digest) }) }
}

function policyOf(
  source: PolicySource,
  images: readonly ImageVerdict[],
  verifier: string,
  { repository }: RunLocation,
): object {
  const met = images.flatMap(({ rules }) =>
    rules.map(({ type, claims }) => ({ type, claims: claims.map(({ claim, expected }) => ({ claim, expected })) })),
  )
  const uri =
    source.kind === 'file'
      ? `${repository === null ? 'file:' : `git+${repository}#`}${encodeURI(source.path.toWellFormed())}`
      : `${verifier}#${source.kind}`
  return { uri, ...('digest' in source && { digest: digestSet(source.digest) }), annotations: { met: unique(met) } }
}

/** https://github.com/package-url/purl-spec/blob/main/types-doc/oci-definition.md */
function packageUrl(repository: string): string {
  const name = repository.split('/').at(-1) ?? ''
  return `pkg:oci/${encodeURIComponent(name)}?repository_url=${encodeURI(repository)}`
}

function digestSet(digest: Digest): { sha256: string } {
  return { sha256: hexOf(digest) }
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}
