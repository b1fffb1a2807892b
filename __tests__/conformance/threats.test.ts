/** What @sigstore/verify accepts when it is asked alone, and this verifier must not. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  artifactDigest,
  attestedArtifact,
  type Call,
  claims,
  judged,
  runClient,
  runOn,
  signedArtifact,
  sigstore,
} from '../support/conformance.ts'
import {
  type CertificateRequest,
  fulcioOid,
  logEntryOf,
  newExtension,
  oids,
  oldExtension,
  toPem,
} from '../support/sigstore.ts'

const root = sigstore.trustedRoot()
const hours = (count: number) => new Date(sigstore.clock.getTime() + count * 60 * 60_000).toISOString()
const issued = (request: Partial<CertificateRequest>): Call => ({
  bundle: signedArtifact({ signer: sigstore.issue({ claims, ...request }) }),
})
/** Without the old extension for the repository, which the identity says the server of. */
const named = (value: string): Call => issued({ san: { type: 'uri', value }, omit: [fulcioOid(5)] })

/** Another spelling of the same identity, for a reader that drops the eighth bit. */
const highBits = (): Call => {
  const raw = Buffer.from(claims.signer_identity).map((byte, index) => (index < 5 ? byte | 0x80 : byte))
  const value = Buffer.concat([Buffer.from([0x30, raw.length + 2, 0x86, raw.length]), raw])
  return issued({ extensions: [{ oid: oids.subjectAlternativeName, critical: true, value }] })
}

const ended = {
  ...root,
  tlogs: root.tlogs.map((log) => ({
    ...log,
    publicKey: { ...log.publicKey, validFor: { start: hours(-3), end: hours(-2) } },
  })),
}

/** The entry of a good bundle, recorded anew with something else in place of the certificate. */
const relogged = (content: string): Call => {
  const bundle = signedArtifact()
  const body = JSON.parse(Buffer.from(logEntryOf(bundle).canonicalizedBody, 'base64').toString())
  body.spec.signature.publicKey.content = Buffer.from(content).toString('base64')
  bundle.verificationMaterial.tlogEntries = [sigstore.log(body)]
  return { bundle }
}

const proofOnly = { promise: false, timestamp: true } as const

const cases: [string, Call, RegExp][] = [
  ['A-11: a bundle without a log entry', { bundle: signedArtifact({ entry: 'none' }) }, /BUNDLE_INVALID/],
  [
    'B-01: a statement about another artifact',
    { bundle: attestedArtifact(), artifact: Buffer.from('another') },
    /SUBJECT_MISMATCH/,
  ],
  [
    'C-02: an entry made with another certificate',
    { bundle: signedArtifact({ logged: sigstore.issue() }) },
    /not the one that signed/,
  ],
  ['C-02: an entry made with rubbish', relogged('rubbish'), /does not hold exactly one certificate/],
  [
    'C-02: an entry made with two certificates',
    relogged(toPem(sigstore.issue().certificate).repeat(2)),
    /does not hold exactly one certificate/,
  ],
  ['C-11: a leaf without the code-signing usage', issued({ extendedKeyUsage: [] }), /not for code signing/],
  ['C-11: a leaf for serverAuth', issued({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] }), /not for code signing/],
  ['C-11: a leaf for encipherment', issued({ keyUsage: ['keyEncipherment'] }), /not for digital signatures/],
  [
    'C-11: a leaf with an unknown critical extension',
    issued({ extensions: [{ oid: '1.2.3.4', critical: true, value: Buffer.from([5, 0]) }] }),
    /unknown critical extension/,
  ],
  ['C-11: a leaf that is an authority', issued({ ca: true }), /that of an authority/],
  ['C-12: an identity with the eighth bit set', highBits(), /not printable ASCII/],
  [
    'C-14: the same claim twice',
    issued({
      extensions: [newExtension(12, 'https://github.com/evil/app'), newExtension(12, claims.repository ?? '')],
    }),
    /twice/,
  ],
  [
    'C-14: an issuer that contradicts itself',
    issued({ extensions: [oldExtension(1, 'https://evil.example')] }),
    /contradicts itself about the issuer/,
  ],
  [
    'C-14: a repository that contradicts itself',
    issued({ extensions: [oldExtension(5, 'evil/app')] }),
    /contradicts itself about the repository/,
  ],
  ['C-16: an identity that only begins like it', named(`${claims.signer_identity}-evil`), /CLAIM_MISMATCH/],
  [
    'C-16: an identity that a pattern would match',
    named(claims.signer_identity.replace('github.com', 'githubXcom')),
    /CLAIM_MISMATCH/,
  ],
  [
    'C-16: an identity that only contains it',
    named(`https://evil.example/?u=${claims.signer_identity}`),
    /CLAIM_MISMATCH/,
  ],
  [
    "C-19: a checkpoint signed after the end of the log's key",
    { bundle: signedArtifact(proofOnly), trustedRoot: ended },
    /key of the transparency log was not valid/,
  ],
  ...['+json;version=0.4', '.v9.9+json; evil', '+json;version=0.3; evil'].map((version): [string, Call, RegExp] => [
    `C-39: the media type ${version}`,
    { bundle: { ...signedArtifact(), mediaType: `application/vnd.dev.sigstore.bundle${version}` } },
    /unsupported bundle version/,
  ]),
]

suite('accepted by @sigstore/verify and rejected here', { concurrency: 2 }, () => {
  for (const [name, call, why] of cases) {
    test(name, async () => {
      const said = await judged(call)
      assert.match(said, /^refused: ./)
      assert.match(said, why)
    })
  }
  for (const option of ['identity', 'issuer'] as const) {
    test(`A-09: no ${option} is nobody's, and not anybody's`, async () => {
      assert.match(await judged({ bundle: signedArtifact(), [option]: '' }), /^refused: --certificate-.* is missing/)
    })
  }
  test('A-09: neither is asked for: nobody is', async () => {
    const { status, stderr } = await runClient(['verify-bundle', '--bundle', 'bundle.json', artifactDigest])
    assert.notEqual(status, 0)
    assert.match(stderr, /--certificate-identity is missing/)
  })
  test('C-22: an index that nobody signed is not shown; beside a promise it is refused', async () => {
    const forged = (request: object) =>
      signedArtifact({
        ...request,
        tamper: (bundle) => {
          logEntryOf(bundle).logIndex = '99999999'
        },
      })
    const { status, stdout } = await runOn({ bundle: forged(proofOnly) })
    assert.equal(status, 0)
    assert.match(stdout, /^signed by/)
    assert.doesNotMatch(stdout, /99999999/)
    assert.match(await judged({ bundle: forged({}) }), /^refused: BUNDLE_INVALID/)
  })
})
