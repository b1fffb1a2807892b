import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  artifactDigest,
  attestedArtifact,
  type Call,
  judged,
  signedArtifact,
  sigstore,
} from '../support/conformance.ts'
import { createSigstore } from '../support/sigstore.ts'
import { cosigned } from './checkpoints.ts'

const end = sigstore.clock.toISOString()
const root = sigstore.trustedRoot()
const rekorV2 = { entry: 'hashedrekord-v2' } as const

/** Of the public suite, by its names, and what belongs beside them. */
const cases: Record<string, Call> = {
  'happy-path-v0.1': { bundle: signedArtifact({ version: '0.1' }) },
  'happy-path-v0.1, with a proof': { bundle: signedArtifact({ version: '0.1', proof: true }) },
  'happy-path-v0.2': { bundle: signedArtifact({ version: '0.2' }) },
  'happy-path-v0.3': { bundle: signedArtifact() },
  'happy-path-intoto-in-dsse-v0.1': { bundle: attestedArtifact({ version: '0.1' }) },
  'happy-path-intoto-in-dsse-v0.3': { bundle: attestedArtifact() },
  'intoto-canonical-log-entry': { bundle: attestedArtifact({ entry: 'intoto-0.0.2' }) },
  'dsse-with-hashedrekord-happy-path': { bundle: attestedArtifact({ entry: 'hashedrekord' }) },
  'rekor2-happy-path': { bundle: signedArtifact(rekorV2) },
  'rekor2-dsse-happy-path': { bundle: attestedArtifact({ entry: 'dsse-v2' }) },
  'a promise and a timestamp': { bundle: signedArtifact({ timestamp: true }) },
  'the digest in place of the file, for a statement': {
    bundle: attestedArtifact(),
    digest: artifactDigest,
  },
  'sct-duplicate-intermediate-name': {
    bundle: signedArtifact(),
    trustedRoot: {
      ...root,
      certificateAuthorities: [
        ...createSigstore({ clock: sigstore.clock }).trustedRoot().certificateAuthorities,
        ...root.certificateAuthorities,
      ],
    },
  },
  'trust-root-tlog-validity-end-inclusive': {
    bundle: signedArtifact(rekorV2),
    trustedRoot: {
      ...root,
      tlogs: root.tlogs.map((log) => ({
        ...log,
        publicKey: { ...log.publicKey, validFor: { ...log.publicKey.validFor, end } },
      })),
    },
  },
  'trust-root-tsa-validity-end-inclusive': {
    bundle: signedArtifact(rekorV2),
    trustedRoot: {
      ...root,
      timestampAuthorities: root.timestampAuthorities.map((authority) => ({
        ...authority,
        validFor: { ...authority.validFor, end },
      })),
    },
  },
  'checkpoint-two-log-signatures': { bundle: signedArtifact({ ...rekorV2, tamper: cosigned('log', 'log') }) },
  'checkpoint-cosigned': { bundle: signedArtifact({ ...rekorV2, tamper: cosigned('log', 'witness') }) },
  'checkpoint-cosigned-twice': {
    bundle: signedArtifact({ ...rekorV2, tamper: cosigned('log', 'witness', 'witness') }),
  },
  'checkpoint-witness-first': { bundle: signedArtifact({ ...rekorV2, tamper: cosigned('witness', 'log') }) },
}

suite('conformance: what has to be accepted', { concurrency: 2 }, () => {
  for (const [name, call] of Object.entries(cases)) {
    test(name, async () => assert.equal(await judged(call), 'accepted'))
  }
})
