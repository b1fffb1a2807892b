/** What a log recorded is held against what was signed, also where the library does not look. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed, provenance, seen, setStage, verified } from '../support/action-fixture.ts'
import { logEntryOf } from '../support/sigstore.ts'

test('C-100: dist rejects an intoto 0.0.1 entry over a different payload', async () => {
  await using stage = await setStage()
  const { sigstore, digest } = stage
  const bundle = sigstore.sign({ statement: provenance(digest), entry: 'intoto-0.0.1' })
  const files = (content: object) => ({ files: { 'a.json': JSON.stringify(content) } })
  assert.equal(seen(await stage.run({ bundle: 'a.json' }, files(bundle))), verified)

  const { canonicalizedBody, kindVersion, inclusionPromise } = logEntryOf(bundle)
  const body = JSON.parse(Buffer.from(canonicalizedBody, 'base64').toString())
  body.spec.content.payloadHash.value = '0'.repeat(64)
  bundle.verificationMaterial.tlogEntries = [
    sigstore.log(body, { kindVersion, promise: inclusionPromise !== undefined }),
  ]
  const run = await stage.run({ bundle: 'a.json' }, files(bundle))
  assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
  const [attestation] = run.report?.images[0]?.attestations ?? []
  assert.deepEqual(
    [attestation?.code, attestation?.message, attestation?.signer],
    ['BUNDLE_INVALID', 'the log entry is about another payload', {}],
  )
})
