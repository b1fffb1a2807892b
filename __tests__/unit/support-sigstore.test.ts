import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { bundleFromJSON } from '@sigstore/bundle'
import { X509Certificate as CoreCertificate } from '@sigstore/core'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier, type VerifierOptions } from '@sigstore/verify'
import { attest } from 'sigstore'
import {
  type Bundle,
  createSigstore,
  emailClaims,
  envelopeOf,
  fulcioOid,
  githubClaims,
  logEntryOf,
  newExtension,
  oids,
  type SignRequest,
  type Sigstore,
  slsaStatement,
  slsaStatementV02,
  toPem,
} from '../support/sigstore.ts'
import { identityToken, serveSigstore } from '../support/sigstore-servers.ts'

const digest = `sha256:${'ab'.repeat(32)}`
const claims = githubClaims()
const statement = slsaStatement({ digest, claims })
const message = Buffer.from('{"a manifest": true}')

function verify(sigstore: Sigstore, bundle: Bundle, options: VerifierOptions = {}) {
  const material = toTrustMaterial(TrustedRoot.fromJSON(sigstore.trustedRoot()))
  return new Verifier(material, options).verify(toSignedEntity(bundleFromJSON(bundle), message))
}

suite('a private Sigstore', () => {
  const sigstore = createSigstore()

  const variants: Record<string, SignRequest> = {
    'a statement': { statement },
    'a statement, proof alone': { statement, promise: false },
    'a statement with promise and timestamp': { statement, timestamp: true },
    'a statement v0.2': { statement: slsaStatementV02({ digest, claims }) },
    'a payload': { payload: Buffer.from('hello'), payloadType: 'text/plain' },
    'a message': { message },
    'a person': { statement, claims: emailClaims('dev@example.com') },
    'bundle 0.1': { statement, version: '0.1' },
    'bundle 0.1 with a proof': { statement, version: '0.1', proof: true },
    'bundle 0.2': { statement, version: '0.2' },
    'bundle 0.2 of a message': { message, version: '0.2' },
    'entry intoto 0.0.2': { statement, entry: 'intoto-0.0.2' },
    'entry hashedrekord of an envelope': { statement, entry: 'hashedrekord' },
    'entry dsse of Rekor v2': { statement, entry: 'dsse-v2' },
    'entry hashedrekord of Rekor v2': { message, entry: 'hashedrekord-v2' },
    'entry hashedrekord of Rekor v2, of an envelope': { statement, entry: 'hashedrekord-v2' },
  }
  for (const [name, request] of Object.entries(variants)) {
    test(`signs what verifies: ${name}`, () => {
      const bundle = sigstore.sign(request)
      assert.equal(
        verify(sigstore, bundle).identity?.subjectAlternativeName,
        request.claims?.signer_identity ?? claims.signer_identity,
      )
    })
  }

  test('signs without a log', () => {
    const offline = createSigstore({ name: 'private.test', log: false, ctLog: false })
    const bundle = offline.sign({ statement })
    assert.deepEqual(bundle.verificationMaterial.tlogEntries, [])
    verify(offline, bundle, { tlogThreshold: 0, ctlogThreshold: 0 })
    assert.deepEqual(offline.trustedRoot().tlogs, [])
    assert.deepEqual(offline.trustedRoot().ctlogs, [])
  })

  test('writes entries intoto 0.0.1, which the library does not know', () => {
    assert.throws(
      () => verify(sigstore, sigstore.sign({ statement, entry: 'intoto-0.0.1' })),
      /unsupported intoto version/,
    )
  })

  test('is trusted by nobody else', () => {
    assert.throws(() => verify(createSigstore(), sigstore.sign({ statement })), /certificate/)
  })

  test('has a clock', () => {
    const past = createSigstore({ clock: new Date('2025-03-04T05:06:07.890Z') })
    const bundle = past.sign({ statement, timestamp: true })
    verify(past, bundle)
    assert.equal(logEntryOf(bundle).integratedTime, String(Date.parse('2025-03-04T05:06:07Z') / 1000))
    const late = past.sign({ statement, integratedTime: new Date('2025-03-04T05:17:08Z') })
    assert.throws(() => verify(past, late), /certificate/)
  })

  test('writes its trusted root to a file', () => {
    const path = sigstore.trustedRootFile(mkdtempSync(join(tmpdir(), 'trusted-root-')))
    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), sigstore.trustedRoot())
  })

  test('lets a test tamper', () => {
    const bundle = sigstore.sign({
      statement,
      tamper(made) {
        envelopeOf(made).payload = Buffer.from('{}').toString('base64')
      },
    })
    assert.throws(() => verify(sigstore, bundle))
  })

  test('records another certificate than the signer’s', () => {
    const other = sigstore.issue()
    const bundle = sigstore.sign({ statement, logged: other })
    const body = JSON.parse(Buffer.from(logEntryOf(bundle).canonicalizedBody, 'base64').toString())
    const recorded = Buffer.from(body.spec.signatures[0].verifier, 'base64').toString()
    assert.deepEqual(new X509Certificate(recorded).raw, other.certificate)
    verify(sigstore, bundle)
  })
})

suite('a certificate', () => {
  const sigstore = createSigstore()
  const parse = (certificate: Buffer) => ({
    node: new X509Certificate(toPem(certificate)),
    core: CoreCertificate.parse(toPem(certificate)),
  })

  test('carries the claims', () => {
    const { node, core } = parse(sigstore.issue({ claims }).certificate)
    assert.equal(node.subjectAltName, `URI:${claims.signer_identity}`)
    assert.deepEqual(node.keyUsage, [oids.codeSigning])
    assert.equal(node.ca, false)
    const text = (number: number) => core.extension(fulcioOid(number))?.value.toString()
    assert.equal(text(1), claims.cert_issuer)
    assert.equal(text(5), 'acme/app')
    assert.equal(text(12), `\x0c\x1b${claims.repository}`)
    assert.equal(core.extSCT?.signedCertificateTimestamps.length, 1)
    assert.equal(node.validToDate.getTime() - node.validFromDate.getTime(), 600_000)
    assert.ok(node.verify(sigstore.keys.intermediate.publicKey))
  })

  test('names a reusable workflow as its signer', () => {
    const signer = { repository: 'acme/shared', workflow: '.github/workflows/build.yml', ref: 'refs/tags/v1' }
    const reusable = githubClaims({ signer })
    assert.equal(reusable.signer_identity, 'https://github.com/acme/shared/.github/workflows/build.yml@refs/tags/v1')
    assert.equal(reusable.build_config, 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main')
    const { predicate } = slsaStatement({ digest, claims: reusable })
    assert.match(JSON.stringify(predicate), /"path":"\.github\/workflows\/release\.yml"/)
    assert.match(JSON.stringify(predicate), /"builder":{"id":"https:\/\/github\.com\/acme\/shared/)
  })

  test('is twisted as asked', () => {
    const twisted = sigstore.issue({
      claims,
      san: [
        { type: 'uri', value: 'https://a.example' },
        { type: 'email', value: 'b@example.com' },
      ],
      extensions: [newExtension(12, 'https://github.com/evil/app'), newExtension(12, 'https://github.com/acme/app')],
      omit: [fulcioOid(5)],
      keyUsage: ['keyCertSign'],
      extendedKeyUsage: [oids.timeStamping],
      ca: true,
      sct: false,
    })
    const { node, core } = parse(twisted.certificate)
    assert.equal(node.subjectAltName, 'URI:https://a.example, email:b@example.com')
    assert.deepEqual(node.keyUsage, [oids.timeStamping])
    assert.equal(node.ca, true)
    assert.equal(core.extKeyUsage?.digitalSignature, false)
    assert.equal(core.extension(fulcioOid(5)), undefined)
    assert.equal(core.extensions.filter(({ subs: [oid] }) => oid?.toOID() === fulcioOid(12)).length, 2)
    assert.equal(core.extSCT, undefined)
  })
})

suite('cosign’s layers', () => {
  const sigstore = createSigstore()

  test('hold an attestation', () => {
    const { envelope, annotations } = sigstore.cosignAttestation({ statement, claims })
    assert.deepEqual(Object.keys(annotations), [
      'dev.cosignproject.cosign/signature',
      'dev.sigstore.cosign/bundle',
      'dev.sigstore.cosign/certificate',
      'dev.sigstore.cosign/chain',
      'predicateType',
    ])
    assert.deepEqual(Object.keys(JSON.parse(envelope.toString())), ['payloadType', 'payload', 'signatures'])
    const { Payload } = JSON.parse(annotations['dev.sigstore.cosign/bundle'] ?? '')
    assert.deepEqual(Object.keys(Payload), ['body', 'integratedTime', 'logIndex', 'logID'])
  })

  test('hold a signature', () => {
    const { payload, annotations } = sigstore.cosignSignature({
      digest,
      reference: 'ghcr.io/acme/app',
      timestamp: true,
    })
    const { critical } = JSON.parse(payload.toString())
    assert.equal(critical.image['docker-manifest-digest'], digest)
    assert.match(annotations['dev.cosignproject.cosign/signature'] ?? '', /^ME/)
    assert.match(annotations['dev.sigstore.cosign/rfc3161timestamp'] ?? '', /^{"SignedRFC3161Timestamp":"MII/)
  })
})

suite('a private Sigstore, served', () => {
  test('signs for the client that everybody uses', async () => {
    const sigstore = createSigstore()
    await using servers = await serveSigstore(sigstore)
    const { fulcioURL, rekorURL, tsaServerURL } = servers
    const payload = Buffer.from(JSON.stringify(statement))
    const options = { fulcioURL, rekorURL, tsaServerURL, identityToken: identityToken(claims) }
    const bundle = await attest(payload, 'application/vnd.in-toto+json', options)
    const { rawBytes } = bundle.verificationMaterial.certificate ?? { rawBytes: '' }
    const issued = CoreCertificate.parse(`-----BEGIN CERTIFICATE-----\n${rawBytes}\n-----END CERTIFICATE-----`)
    const written = (certificate: CoreCertificate) =>
      certificate.extensions
        .filter(({ subs: [oid] }) => oid?.toOID().startsWith(fulcioOid(0).slice(0, -1)))
        .map((extension) => extension.toDER().toString('hex'))
        .sort()
    const own = CoreCertificate.parse(toPem(sigstore.issue({ claims }).certificate))
    assert.deepEqual(written(issued), written(own))
    const material = toTrustMaterial(TrustedRoot.fromJSON(sigstore.trustedRoot()))
    const signer = new Verifier(material).verify(toSignedEntity(bundleFromJSON(bundle)))
    assert.equal(signer.identity?.subjectAlternativeName, claims.signer_identity)
  })
})
