/** The claims about a build: who signed, which workflow and run, what for a runner, what the predicate says of it. */
import type { Expected } from '../../model/index.ts'
import { nearest } from '../../text/did-you-mean.ts'
import { type Claim, equality, oneOf } from './claim.ts'
import { durationOf, spanOf } from './duration.ts'
import { matches, patternText } from './glob.ts'
import { isIdentity, isWorkflow, parseIdentity, pinsSigner, withoutRef } from './identity.ts'
import { actionsIssuer, matchesName, pinsOwner } from './repository-names.ts'

export const signerIdentity: Claim = {
  reads:
    "certificate, the subject alternative name: the workflow that signed, which of a reusable workflow is not the caller's",
  how: 'the whole name; or it up to its `@ref`; or `owner/repo/.github/workflows/x.yml[@ref]`; or `.github/workflows/x.yml` or `x.yml`, a file of the source repository itself; or an e-mail address',
  word: ({ signer }) => signer.signer_identity,
  accepts(expected, _actual, { signer }, { serverUrl }) {
    const identity = parseIdentity(expected)
    return identity !== null && isIdentity(identity, signer, serverUrl, actionsIssuer(serverUrl))
  },
  mistake(expected) {
    if (parseIdentity(expected) !== null) return null
    return 'can never match: write a workflow (release.yml, or owner/repo/.github/workflows/release.yml@ref), a whole URI, or an e-mail address.'
  },
  impliesActions(expected) {
    const identity = parseIdentity(expected)
    return identity?.form === 'workflow' && identity.repository === null
  },
  identifies(expected) {
    const identity = parseIdentity(expected)
    return identity !== null && pinsSigner(identity)
  },
}

export const certIssuer: Claim = {
  ...equality,
  reads: 'certificate, Issuer (…1.8, or …1.1 in old ones)',
  word: ({ signer }) => signer.cert_issuer,
  mistake(expected) {
    if (typeof expected !== 'string' || URL.canParse(expected)) return null
    return 'is not an issuer URL. The issuer of GitHub Actions is https://token.actions.githubusercontent.com.'
  },
  impliesActions: () => false,
}

export const runnerEnvironment = oneOf(['github-hosted', 'self-hosted'], {
  reads: 'certificate, Runner Environment (…1.11)',
  word: ({ signer }) => signer.runner_environment,
})

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const events =
  'branch_protection_rule check_run check_suite create delete deployment deployment_status discussion discussion_comment dynamic fork gollum image_version issue_comment issues label merge_group milestone page_build public pull_request pull_request_review pull_request_review_comment pull_request_target push registry_package release repository_dispatch schedule status watch workflow_call workflow_dispatch workflow_run'.split(
    ' ',
  )

export const event: Claim = {
  ...equality,
  reads: 'certificate, Build Trigger (…1.20)',
  word: ({ signer }) => signer.event,
  oddity(expected, { github }) {
    if (!github || typeof expected !== 'string' || events.includes(expected)) return null
    const near = nearest(expected, events)
    return `is not a known GitHub event${near === null ? '.' : `. Did you mean ${near}?`}`
  },
}

export const buildConfig: Claim = {
  ...equality,
  reads: "certificate, Build Config URI (…1.18): the top-level workflow, which of a reusable one is the caller's",
  how: 'as `signer_identity` but for e-mail addresses',
  word: ({ signer }) => signer.build_config,
  accepts(expected, actual, { signer }, { serverUrl }) {
    const identity = parseIdentity(expected)
    return identity !== null && isWorkflow(identity, actual, signer.repository, serverUrl)
  },
  mistake(expected) {
    const form = parseIdentity(expected)?.form
    if (form === 'uri' || form === 'workflow') return null
    return 'can never match: write a workflow (release.yml, or owner/repo/.github/workflows/release.yml@ref), or a whole URI.'
  },
  identifies: (expected, surroundings) => signerIdentity.identifies(expected, surroundings),
}

const attempt = /\/attempts\/\d+$/
const runUrl = /^(https:\/\/[^/\s]+\/[^/\s]+\/[^/\s]+)\/actions\/runs\/\d+(?:\/attempts\/\d+)?$/

/** The source repository's URI out of a run's; null where it is no run's. */
export function repositoryOfRun(expected: Expected): string | null {
  return typeof expected === 'string' ? (runUrl.exec(expected)?.[1] ?? null) : null
}

export const run: Claim = {
  ...equality,
  reads: 'certificate, Run Invocation URI (…1.21)',
  how: "a run's URL; without `/attempts/N` any attempt of it; `current`: the run that this step is part of, in any attempt",
  word: ({ signer }) => signer.run,
  accepts: (expected, actual) =>
    matchesName(expected, actual) ||
    (!attempt.test(patternText(expected)) && matchesName(expected, actual.replace(attempt, ''))),
  mistake(expected, { surroundings: { serverUrl } }) {
    if (typeof expected !== 'string' || runUrl.test(expected)) return null
    return `is not the URL of a workflow run: write ${serverUrl}/owner/name/actions/runs/123, or current.`
  },
  current: ({ serverUrl, repository: name, runId }) =>
    name === null || runId === null ? null : `${serverUrl}/${name}/actions/runs/${runId}`,
  identifies: pinsOwner,
}

export const predicateType: Claim = {
  ...equality,
  reads: 'statement, `predicateType`',
  how: 'equality; left out, SLSA provenance v1 or v0.2. Another kind is `PREDICATE_MISMATCH`',
  word: (evidence) => evidence.predicateType,
  mistake(expected) {
    if (typeof expected !== 'string' || /[:/]/.test(expected)) return null
    return 'is not a predicate type: write its URI, as in https://slsa.dev/provenance/v1.'
  },
  impliesActions: () => false,
}

export const builderId: Claim = {
  ...equality,
  reads:
    "SLSA predicate, the builder's `id`; where it is a workflow, it must be the certificate's subject alternative name, too",
  how: 'the whole id; or it up to its `@ref`',
  word: ({ provenance }) => provenance?.builder_id ?? null,
  accepts(expected, actual) {
    const bare = withoutRef(actual)
    return matches(expected, actual) || (bare !== null && matches(expected, bare))
  },
  impliesActions: () => false,
  identifies: (expected) => patternText(expected).includes('/.github/workflows/') && pinsOwner(expected),
}

export const buildType: Claim = {
  ...equality,
  reads: 'SLSA predicate, `buildType`',
  word: ({ provenance }) => provenance?.build_type ?? null,
  impliesActions: () => false,
}

export const maxAge: Claim = {
  reads: 'the earliest trusted time of the signature',
  how: 'it lies at most so long before the run: a whole number and `m`, `h`, `d` or `w`',
  word: ({ signedAt }, { now }) => `${spanOf(now.getTime() - signedAt.getTime())}, signed at ${signedAt.toISOString()}`,
  accepts(expected, _actual, { signedAt }, { now }) {
    const most = durationOf(patternText(expected))
    return most !== null && now.getTime() - signedAt.getTime() <= most
  },
  mistake: (expected) =>
    durationOf(patternText(expected)) === null ? 'is not a duration: write 90d, or 12h (units: m, h, d, w).' : null,
  impliesActions: () => false,
  identifies: () => false,
}
