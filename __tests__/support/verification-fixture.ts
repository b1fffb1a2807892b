import { digestOf } from '../../src/core/digest.ts'
import type { Attestation, AttestationContent, Digest, Finding, Instance } from '../../src/model/index.ts'
import { instanceOf } from '../../src/trust/instance.ts'
import { verifyAttestation } from '../../src/verify/attestation.ts'
import {
  type Bundle,
  type Claims,
  createSigstore,
  githubClaims,
  type SignRequest,
  type Sigstore,
  slsaStatement,
} from './sigstore.ts'

/** The image that the attestations of unit tests are about. */
export const manifest = Buffer.from('{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json"}')
export const digest: Digest = digestOf(manifest)
export const otherDigest: Digest = digestOf(Buffer.from('another image'))

/** A Sigstore with logs, CT log and timestamp authority, as the public-good instance is one. */
export const sigstore: Sigstore = createSigstore()
export const instance: Instance = instanceOf({ ...sigstore.trustedRoot() }, sigstore.name)

/** A bundle as a source would hand it over. */
export function bundleContent(bundle: Bundle | object | string | Buffer): AttestationContent {
  const bytes =
    typeof bundle === 'string' || Buffer.isBuffer(bundle) ? Buffer.from(bundle) : Buffer.from(JSON.stringify(bundle))
  return { kind: 'bundle', bundle: bytes }
}

/** What verification finds out about this content. */
export function find(
  content: AttestationContent,
  instances: readonly Instance[] = [instance],
  now = new Date(),
): Finding {
  const attestation: Attestation = { source: 'referrers', location: 'somewhere', content }
  return verifyAttestation(attestation, { digest, manifest }, instances, now)
}

/** Signs provenance of the image, with whatever is to be different, and verifies it. */
export function findSigned(
  request: Partial<SignRequest> & { claims?: Claims } = {},
  from: Sigstore = sigstore,
): Finding {
  const instances = [instanceOf({ ...from.trustedRoot() }, from.name)]
  return find(bundleContent(signed(request, from)), instances)
}

/** A bundle of provenance of the image, with whatever is to be different. */
export function signed(request: Partial<SignRequest> & { claims?: Claims } = {}, from: Sigstore = sigstore): Bundle {
  const claims = request.claims ?? githubClaims()
  return from.sign({ statement: slsaStatement({ digest, claims }), ...request, claims } as SignRequest)
}

/** `VERIFIED`, or the code and message of the rejection. */
export function outcome(finding: Finding): string {
  if (finding.status === 'not-judged') return `not judged: ${finding.code}`
  return finding.status === 'verified' ? 'VERIFIED' : `${finding.code}: ${finding.message}`
}
