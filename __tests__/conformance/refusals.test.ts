import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  artifact,
  attestedArtifact,
  type Call,
  claims,
  judged,
  signedArtifact,
  sigstore,
} from '../support/conformance.ts'
import {
  type Bundle,
  createSigstore,
  envelopeOf,
  type LogEntry,
  logEntryOf,
  slsaStatement,
} from '../support/sigstore.ts'
import { noted, signedAs } from './checkpoints.ts'

const minute = 60_000
const at = (minutes: number) => new Date(sigstore.clock.getTime() + minutes * minute)
const root = sigstore.trustedRoot()
/** Of the same name and another key each. */
const stranger = createSigstore({ clock: sigstore.clock })
const rekorV2 = { entry: 'hashedrekord-v2' } as const
const dsseV2 = { entry: 'dsse-v2' } as const
const otherArtifact = Buffer.from('another artifact\n')

/** A bundle of which a part was exchanged for that of another, equally good, bundle of the same signer. */
function spliced(make: () => Bundle, take: (from: Bundle, to: Bundle) => void): Bundle {
  const [bundle, other] = [make(), make()]
  take(other, bundle)
  return bundle
}

const entryOfOther = (from: Bundle, to: Bundle) => {
  to.verificationMaterial.tlogEntries = from.verificationMaterial.tlogEntries
}

const flipped = (base64: string, at: number) => {
  const bytes = Buffer.from(base64, 'base64')
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes.toString('base64')
}

const timestampsOf = (bundle: Bundle, ...timestamps: string[]): Bundle => {
  const rfc3161Timestamps = timestamps.map((signedTimestamp) => ({ signedTimestamp }))
  bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps }
  return bundle
}

const signatureOf = (bundle: Bundle) => Buffer.from(bundle.messageSignature?.signature ?? '', 'base64')
/** Timestamps over the bundle's own signature. */
const timed = (...minutes: number[]): Bundle => {
  const bundle = signedArtifact(rekorV2)
  const signature = signatureOf(bundle)
  return timestampsOf(bundle, ...minutes.map((count) => sigstore.timestamp(signature, { time: at(count) })))
}

const changedEntry = (change: (entry: LogEntry) => void, request = {}): Bundle =>
  signedArtifact({ ...request, tamper: (bundle) => change(logEntryOf(bundle)) })

const tsaValid = (start: Date, end: Date) => ({
  ...root,
  timestampAuthorities: root.timestampAuthorities.map((authority) => ({
    ...authority,
    validFor: { start: start.toISOString(), end: end.toISOString() },
  })),
})

const tlogValid = (validFor: { start?: string; end?: string }) => ({
  ...root,
  tlogs: root.tlogs.map((log) => ({ ...log, publicKey: { ...log.publicKey, validFor } })),
})

const statementOfType = (type: string | undefined) => ({
  ...slsaStatement({ digest: `sha256:${'0'.repeat(64)}`, claims }),
  _type: type,
})

type Cases = Record<string, [Call, RegExp]>

const identities: Cases = {
  'bundle-from-wrong-instance_fail': [{ bundle: signedArtifact({}, stranger) }, /UNTRUSTED/],
  'wrong identity': [
    { bundle: signedArtifact(), identity: `${claims.signer_identity}-evil` },
    /CLAIM_MISMATCH: signed by/,
  ],
  'wrong issuer': [{ bundle: signedArtifact(), issuer: 'https://issuer.example' }, /CLAIM_MISMATCH: the issuer/],
  'managed-key: no key is trusted': [
    {
      bundle: signedArtifact(),
      key: String(sigstore.issue().privateKey.export({ format: 'pem', type: 'pkcs8' })),
    },
    /--key: only certificates/,
  ],
}

const artifacts: Cases = {
  'wrong artifact': [{ bundle: signedArtifact(), artifact: otherArtifact }, /SUBJECT_MISMATCH/],
  'wrong artifact, for a statement': [{ bundle: attestedArtifact(), artifact: otherArtifact }, /SUBJECT_MISMATCH/],
  'wrong digest, for a statement': [
    { bundle: attestedArtifact(), digest: `sha256:${'0'.repeat(64)}` },
    /SUBJECT_MISMATCH/,
  ],
  'a digest alone, for a message signature': [
    {
      bundle: signedArtifact(),
      digest: `sha256:${Buffer.from(sigstore.clock.toISOString()).toString('hex').padEnd(64, '0').slice(0, 64)}`,
    },
    /SUBJECT_MISMATCH/,
  ],
  'message-digest-mismatch_fail': [
    {
      bundle: signedArtifact({
        tamper: ({ messageSignature }) => {
          if (messageSignature)
            messageSignature.messageDigest.digest = flipped(messageSignature.messageDigest.digest, 0)
        },
      }),
    },
    /BUNDLE_INVALID|SUBJECT_MISMATCH/,
  ],
  'invalid-signature_fail': [
    {
      bundle: signedArtifact({
        tamper: ({ messageSignature }) => {
          if (messageSignature) messageSignature.signature = flipped(messageSignature.signature, 20)
        },
      }),
    },
    /BUNDLE_INVALID/,
  ],
  'dsse-mismatch-sig_fail': [
    {
      bundle: attestedArtifact({
        tamper: (bundle) => {
          const [signature] = envelopeOf(bundle).signatures
          if (signature) signature.sig = flipped(signature.sig, 20)
        },
      }),
    },
    /BUNDLE_INVALID/,
  ],
  'dsse-mismatch-envelope_fail': [
    {
      bundle: spliced(attestedArtifact, (_, bundle) => {
        const statement = slsaStatement({ digest: `sha256:${'1'.repeat(64)}`, claims })
        envelopeOf(bundle).payload = Buffer.from(JSON.stringify(statement)).toString('base64')
      }),
    },
    /BUNDLE_INVALID/,
  ],
  'dsse-statement-missing-type_fail': [
    { bundle: attestedArtifact({ statement: statementOfType(undefined) }) },
    /not an in-toto statement/,
  ],
  'dsse-statement-unknown-type_fail': [
    { bundle: attestedArtifact({ statement: statementOfType('https://in-toto.io/Statement/v9') }) },
    /not an in-toto statement/,
  ],
}

const entries: Cases = {
  'cve-2022-36056-swapped-tlog-entry_fail': [{ bundle: spliced(signedArtifact, entryOfOther) }, /BUNDLE_INVALID/],
  'wrong-hashedrekord-artifact_fail': [
    {
      bundle: spliced(signedArtifact, (_, bundle) => entryOfOther(signedArtifact({ message: otherArtifact }), bundle)),
    },
    /BUNDLE_INVALID/,
  ],
  'wrong-hashedrekord-key_fail': [{ bundle: signedArtifact({ logged: sigstore.issue() }) }, /not the one that signed/],
  'intoto-log-entry-mismatch_fail': [
    { bundle: spliced(() => attestedArtifact({ entry: 'intoto-0.0.2' }), entryOfOther) },
    /BUNDLE_INVALID/,
  ],
  'dsse-log-entry-mismatch_fail': [{ bundle: spliced(attestedArtifact, entryOfOther) }, /BUNDLE_INVALID/],
  'dsse-with-hashedrekord-mismatch-sig_fail': [
    { bundle: spliced(() => attestedArtifact({ entry: 'hashedrekord' }), entryOfOther) },
    /BUNDLE_INVALID/,
  ],
  'rekor2-mismatch_fail': [{ bundle: spliced(() => signedArtifact(rekorV2), entryOfOther) }, /BUNDLE_INVALID/],
  'rekor2-dsse-mismatch-sig_fail': [
    { bundle: spliced(() => attestedArtifact(dsseV2), entryOfOther) },
    /BUNDLE_INVALID/,
  ],
  'rekor2-dsse-mismatch-envelope_fail': [
    {
      bundle: spliced(
        () => attestedArtifact(dsseV2),
        (_, bundle) => {
          envelopeOf(bundle).payload = Buffer.from(
            JSON.stringify(slsaStatement({ digest: `sha256:${'1'.repeat(64)}`, claims })),
          ).toString('base64')
        },
      ),
    },
    /BUNDLE_INVALID/,
  ],
  'no-log-entry_fail': [{ bundle: signedArtifact({ entry: 'none', timestamp: true }) }, /BUNDLE_INVALID/],
  'no-inclusion-proof_fail': [{ bundle: signedArtifact({ proof: false }) }, /lacks what its version asks for/],
  'invalid-inclusion-proof_fail': [
    {
      bundle: changedEntry(({ inclusionProof }) => {
        if (inclusionProof) inclusionProof.hashes = inclusionProof.hashes.map((hash) => flipped(hash, 0))
      }),
    },
    /BUNDLE_INVALID/,
  ],
  'invalid-set_fail': [
    {
      bundle: changedEntry(({ inclusionPromise }) => {
        if (inclusionPromise) inclusionPromise.signedEntryTimestamp = flipped(inclusionPromise.signedEntryTimestamp, 20)
      }),
    },
    /BUNDLE_INVALID/,
  ],
  'integrated-time-in-future_fail': [
    { bundle: signedArtifact({ integratedTime: at(9), timestamp: false }) },
    /signed in the future/,
  ],
  'integrated-time-outside-certificate_fail': [
    { bundle: signedArtifact({ integratedTime: at(-30) }) },
    /BUNDLE_INVALID/,
  ],
  'changed integrated time': [
    {
      bundle: changedEntry((entry) => {
        entry.integratedTime = String(Number(entry.integratedTime) - 1)
      }),
    },
    /BUNDLE_INVALID/,
  ],
  'entry-of-another-log_fail': [
    { bundle: spliced(signedArtifact, (_, bundle) => entryOfOther(signedArtifact({}, stranger), bundle)) },
    /BUNDLE_INVALID/,
  ],
}

const checkpoints: Cases = {
  'checkpoint-bad-keyhint_fail': [
    {
      bundle: signedArtifact({
        tamper: signedAs((bytes) => Buffer.from(flipped(bytes.toString('base64'), 0), 'base64')),
      }),
    },
    /invalid checkpoint signature/,
  ],
  'invalid-checkpoint-signature_fail': [
    {
      bundle: signedArtifact({
        tamper: signedAs((bytes) => Buffer.from(flipped(bytes.toString('base64'), 40), 'base64')),
      }),
    },
    /invalid checkpoint signature/,
  ],
  'checkpoint-missing-log-signature_fail': [
    {
      bundle: changedEntry(({ inclusionProof }) => {
        if (inclusionProof)
          inclusionProof.checkpoint.envelope = `${inclusionProof.checkpoint.envelope.split('\n\n')[0]}\n\n`
      }),
    },
    /no signatures found in checkpoint/,
  ],
  'checkpoint-wrong-roothash_fail': [
    {
      bundle: signedArtifact({
        tamper: noted(([origin = '', size = '', hash = '']) => [origin, size, flipped(hash, 0)]),
      }),
    },
    /BUNDLE_INVALID/,
  ],
  'a checkpoint of another entry': [
    {
      bundle: spliced(signedArtifact, (from, to) => {
        const [theirs, ours] = [logEntryOf(from).inclusionProof, logEntryOf(to).inclusionProof]
        if (theirs && ours) ours.checkpoint = theirs.checkpoint
      }),
    },
    /BUNDLE_INVALID/,
  ],
  'checkpoint-missing-origin_fail': [
    { bundle: signedArtifact({ tamper: noted(([, ...rest]) => rest) }) },
    /BUNDLE_INVALID/,
  ],
  'checkpoint-missing-size_fail': [
    { bundle: signedArtifact({ tamper: noted(([origin = '', , hash = '']) => [origin, hash]) }) },
    /BUNDLE_INVALID/,
  ],
  'checkpoint-missing-roothash_fail': [
    { bundle: signedArtifact({ tamper: noted(([origin = '', size = '']) => [origin, size]) }) },
    /BUNDLE_INVALID/,
  ],
  'checkpoint of another size': [
    { bundle: signedArtifact({ tamper: noted(([origin = '', , hash = '']) => [origin, '3', hash]) }) },
    /BUNDLE_INVALID/,
  ],
}

const timestamps: Cases = {
  'rekor2-no-timestamp_fail': [{ bundle: signedArtifact({ ...rekorV2, timestamp: false }) }, /BUNDLE_INVALID/],
  'rekor2-timestamp-outside-cert-validity_fail': [{ bundle: timed(-30) }, /BUNDLE_INVALID/],
  'rekor2-multiple-timestamps-one-outside-cert-validity_fail': [{ bundle: timed(0, -30) }, /BUNDLE_INVALID/],
  'rekor2-timestamp-payload-mismatch_fail': [
    {
      bundle: spliced(
        () => signedArtifact(rekorV2),
        (from, to) => {
          Object.assign(to.verificationMaterial, {
            timestampVerificationData: from.verificationMaterial.timestampVerificationData,
          })
        },
      ),
    },
    /BUNDLE_INVALID/,
  ],
  'rekor2-timestamp-with-incorrect-time_fail': [
    {
      bundle: spliced(
        () => signedArtifact(rekorV2),
        (_, bundle) => {
          const [token] = bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? []
          const bytes = Buffer.from(token?.signedTimestamp ?? '', 'base64')
          const where = bytes.indexOf(sigstore.clock.toISOString().replaceAll(/[-:T]|\.000Z/g, ''))
          bytes[where + 13] = bytes[where + 13] === 0x30 ? 0x31 : 0x30
          timestampsOf(bundle, bytes.toString('base64'))
        },
      ),
    },
    /BUNDLE_INVALID/,
  ],
  'rekor2-timestamp-untrusted-tsa_fail': [
    {
      bundle: spliced(
        () => signedArtifact(rekorV2),
        (_, bundle) => timestampsOf(bundle, stranger.timestamp(signatureOf(bundle))),
      ),
    },
    /BUNDLE_INVALID/,
  ],
  'rekor2-timestamp-outside-trust-root-tsa-validity_fail': [
    { bundle: timed(0), trustedRoot: tsaValid(at(-120), at(-60)) },
    /BUNDLE_INVALID/,
  ],
  'before the trust root lets the authority begin': [
    { bundle: timed(0), trustedRoot: tsaValid(at(1), at(60)) },
    /BUNDLE_INVALID/,
  ],
  'rekor2-timestamp-wrong-tsa-validity-borrow_fail': [
    {
      bundle: timed(0),
      trustedRoot: {
        ...root,
        timestampAuthorities: [
          ...tsaValid(at(-120), at(-60)).timestampAuthorities,
          {
            ...stranger.trustedRoot().timestampAuthorities[0],
            certChain: { certificates: [] },
            validFor: { start: at(-60).toISOString(), end: at(60).toISOString() },
          },
        ],
      },
    },
    /refused/,
  ],
  'duplicated timestamps': [
    {
      bundle: spliced(
        () => signedArtifact(rekorV2),
        (_, bundle) => {
          const token = sigstore.timestamp(signatureOf(bundle))
          timestampsOf(bundle, token, token)
        },
      ),
    },
    /duplicate timestamp/,
  ],
  'a malformed timestamp': [{ bundle: timestampsOf(signedArtifact(), 'MAA=') }, /BUNDLE_INVALID/],
}

const certificates: Cases = {
  'expired when it signed': [
    { bundle: signedArtifact({ signer: sigstore.issue({ notBefore: at(-30), notAfter: at(-20) }) }) },
    /BUNDLE_INVALID/,
  ],
  'missing-sct_fail': [{ bundle: signedArtifact({ signer: sigstore.issue({ sct: false }) }) }, /BUNDLE_INVALID/],
  'invalid-ct-key_fail': [
    { bundle: signedArtifact(), trustedRoot: { ...root, ctlogs: stranger.trustedRoot().ctlogs } },
    /BUNDLE_INVALID/,
  ],
  'an SCT from after the end of the CT log': [
    {
      bundle: signedArtifact(),
      trustedRoot: {
        ...root,
        ctlogs: root.ctlogs.map((log) => ({
          ...log,
          publicKey: { ...log.publicKey, validFor: { start: at(-120).toISOString(), end: at(-60).toISOString() } },
        })),
      },
    },
    /BUNDLE_INVALID/,
  ],
  'malformed DER': [
    {
      bundle: signedArtifact({
        tamper: ({ verificationMaterial }) =>
          Object.assign(verificationMaterial, { certificate: { rawBytes: 'MIIB' } }),
      }),
    },
    /BUNDLE_INVALID: its certificate cannot be read/,
  ],
  'DER with bytes behind it': [
    {
      bundle: signedArtifact({
        tamper: ({ verificationMaterial: { certificate } }) => {
          if (certificate)
            certificate.rawBytes = Buffer.concat([
              Buffer.from(certificate.rawBytes, 'base64'),
              Buffer.from([0]),
            ]).toString('base64')
        },
      }),
    },
    /BUNDLE_INVALID/,
  ],
  'the authority in place of the signer': [
    {
      bundle: signedArtifact({
        signer: {
          certificate: sigstore.keys.intermediate.certificate,
          privateKey: sigstore.keys.intermediate.privateKey,
        },
      }),
    },
    /BUNDLE_INVALID/,
  ],
}

const roots: Cases = {
  'C-20: trust-root-tlog-missing-validity-start_fail': [
    { bundle: signedArtifact(), trustedRoot: tlogValid({}) },
    /has no validFor\.start/,
  ],
  'C-20: trust-root-tlog-missing-validity-start_fail, with an end': [
    { bundle: signedArtifact(rekorV2), trustedRoot: tlogValid({ end: at(60).toISOString() }) },
    /has no validFor\.start/,
  ],
  'trust-root-tlog-validity-ended_fail': [
    {
      bundle: signedArtifact(rekorV2),
      trustedRoot: tlogValid({ start: at(-120).toISOString(), end: at(-60).toISOString() }),
    },
    /BUNDLE_INVALID/,
  ],
  'a trusted root without authorities': [
    { bundle: signedArtifact(), trustedRoot: { ...root, certificateAuthorities: [] } },
    /no certificate authority/,
  ],
  'no trusted root at all': [{ bundle: signedArtifact(), trustedRoot: {} }, /cannot be used/],
}

const rubbish: Cases = Object.fromEntries(
  ['', '{}', 'null', '[]', '{"mediaType":', '\0'].map((text) => [
    `the bundle ${JSON.stringify(text)}`,
    [{ bundle: text, artifact }, /BUNDLE_INVALID/] as [Call, RegExp],
  ]),
)

const groups = {
  identities,
  artifacts,
  'log entries': entries,
  checkpoints,
  timestamps,
  certificates,
  'trusted roots': roots,
  rubbish,
}
for (const [group, cases] of Object.entries(groups)) {
  suite(`conformance: what has to be refused: ${group}`, { concurrency: 2 }, () => {
    for (const [name, [call, why]] of Object.entries(cases)) {
      test(name, async () => {
        const said = await judged(call)
        assert.match(said, /^refused: ./)
        assert.match(said, why)
      })
    }
  })
}
