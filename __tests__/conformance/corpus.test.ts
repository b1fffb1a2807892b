/** Bundles that real builds signed; they are kept beside the repository, where CORPUS says. */
import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { judged } from '../support/conformance.ts'
import { actionsIssuer } from '../support/sigstore.ts'

const corpus = process.env.CORPUS ?? ''
const isThere = corpus !== '' && existsSync(join(corpus, 'bundles'))

const rootOf = (name: string): object =>
  JSON.parse(readFileSync(join(corpus, 'trust', `${name}.trusted_root.json`), 'utf8'))

/** The first bundle of a file, with what its certificate and its statement say. */
function read(file: string) {
  const text = readFileSync(join(corpus, 'bundles', file), 'utf8')
  const json = file.endsWith('.jsonl') ? (text.split('\n')[0] ?? '') : text
  const bundle = JSON.parse(json)
  const { certificate, x509CertificateChain } = bundle.verificationMaterial
  const { rawBytes } = certificate ?? x509CertificateChain.certificates[0]
  const name = new X509Certificate(Buffer.from(rawBytes, 'base64')).subjectAltName ?? ''
  const payload = Buffer.from(bundle.dsseEnvelope?.payload ?? '', 'base64').toString()
  const sha256 = /"sha256":\s*"([0-9a-f]{64})"/.exec(payload)?.[1] ?? '0'.repeat(64)
  return {
    bundle: json,
    identity: name.replace(/^(URI|email):/, ''),
    issuer: actionsIssuer,
    digest: `sha256:${sha256}`,
  }
}

suite('conformance: bundles of real builds', { skip: isThere ? false : 'CORPUS names no folder with bundles' }, () => {
  for (const [file, root] of [
    ['github-private-repository.jsonl', 'github'],
    ['reusable-workflow.json', 'public-good'],
    ['foreign-signer.jsonl', 'public-good'],
  ] as const) {
    test(`${file} is accepted for its own signer, issuer and digest, and refused for any other`, async () => {
      const call = { ...read(file), trustedRoot: rootOf(root) }
      assert.equal(await judged(call), 'accepted')
      assert.match(await judged({ ...call, digest: `sha256:${'0'.repeat(64)}` }), /^refused: SUBJECT_MISMATCH/)
      assert.match(await judged({ ...call, identity: `${call.identity}x` }), /^refused: CLAIM_MISMATCH/)
      assert.match(await judged({ ...call, issuer: 'https://issuer.example' }), /^refused: CLAIM_MISMATCH/)
      const other = rootOf(root === 'github' ? 'public-good' : 'github')
      assert.match(await judged({ ...call, trustedRoot: other }), /^refused: UNTRUSTED/)
    })
  }
  test('broken-log-promise.json is refused', async () => {
    assert.match(
      await judged({ ...read('broken-log-promise.json'), trustedRoot: rootOf('public-good') }),
      /^refused: BUNDLE_INVALID/,
    )
  })
  test('rekor-v2-dsse.json is refused: what it signs is no statement', async () => {
    const call = { ...read('rekor-v2-dsse.json'), issuer: 'https://github.com/login/oauth' }
    assert.match(await judged({ ...call, trustedRoot: rootOf('public-good') }), /^refused: .*its type is "text\/plain"/)
  })
})
