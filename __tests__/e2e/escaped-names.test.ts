import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { failed, seen, setStage, verified } from '../support/action-fixture.ts'
import { githubClaims } from '../support/sigstore.ts'

suite('D-61: names that the certificate percent-encodes', () => {
  /** Fulcio percent-encodes the subject alternative name, and keeps its extensions and the predicate as they are. */
  const claimsOf = (file: string, ref: string) => {
    const claims = githubClaims({ workflow: `.github/workflows/${file}`, ref })
    return { ...claims, signer_identity: encodeURI(claims.signer_identity) }
  }
  const builds = [
    ['release.yml', 'refs/heads/größe', 'größe'],
    ['Docker Image.yml', 'refs/heads/main', 'main'],
    ['größe "1".yml', 'refs/heads/<x>', '<x>'],
  ] as const
  for (const [file, ref, branch] of builds) {
    test(`${file} on ${branch}`, async () => {
      await using stage = await setStage()
      stage.attest({ claims: claimsOf(file, ref) })
      const def = `repository: acme/app\n      branch: ${JSON.stringify(branch)}\n      signer_identity: ${JSON.stringify(file)}\n`
      const profile = `version: v1\ntype: profile\nname: p\nartifact:\n  - type: artifact_provenance\n    def:\n      ${def}`
      const run = await stage.run({ profile })
      assert.equal(seen(run), verified)
      assert.doesNotMatch(run.summary, /CALLING WORKFLOW/)
      assert.equal(seen(await stage.run({ branch, 'signer-identity': file })), verified)
      assert.equal(seen(await stage.run({ branch, 'signer-identity': `x${file}` })), failed('NO_MATCHING_PROVENANCE'))
    })
  }
})
