import fc from 'fast-check'
import type { GithubRun } from './sigstore/claims.ts'
import { type Claims, githubClaims } from './sigstore.ts'

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
const run = fc.record({
  repository: fc.tuple(name, name).map((parts) => parts.join('/')),
  ref: fc.oneof(
    name.map((branch) => `refs/heads/${branch}`),
    name.map((tag) => `refs/tags/${tag}`),
  ),
  workflow: name.map((file) => `.github/workflows/${file}.yml`),
  event: fc.constantFrom('push', 'release', 'schedule', 'workflow_dispatch'),
  runner: fc.constantFrom('github-hosted', 'self-hosted'),
  repositoryId: fc.integer({ min: 1 }).map(String),
  ownerId: fc.integer({ min: 1 }).map(String),
  runId: fc.integer({ min: 1 }).map(String),
  runAttempt: fc.integer({ min: 1, max: 9 }).map(String),
  sha: fc.stringMatching(/^[0-9a-f]{40}$/),
  visibility: fc.constantFrom('public', 'private', 'internal'),
})
const reused = fc.option(
  fc.record({
    repository: fc.tuple(name, name).map((parts) => parts.join('/')),
    workflow: name.map((file) => `.github/workflows/${file}.yml`),
    ref: name.map((tag) => `refs/tags/${tag}`),
    sha: fc.stringMatching(/^[0-9a-f]{40}$/),
  }),
  { nil: null },
)
/** Any run of GitHub Actions, signed by its own workflow or by a reusable one. */
export const githubRuns: fc.Arbitrary<GithubRun> = fc
  .tuple(run, reused)
  .map(([github, signer]) => (signer === null ? github : { ...github, signer }))

/** The claims that Fulcio writes for any such run. */
export const certificates: fc.Arbitrary<Claims> = githubRuns.map(githubClaims)
