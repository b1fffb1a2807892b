/** What is attached to an image and is no attestation that can be verified, by what it says of itself. */

import { redact } from '../core/secrets.ts'
import type { AttestationKind, Digest } from '../model/index.ts'
import type { Descriptor, ManifestBody } from '../registry/manifest.ts'

/** What it says that it is, and the manifest that holds it. */
export interface Unread {
  type: string
  manifest: Digest
}

/** The longest type that is kept; no registered one is nearly as long. */
const longestType = 100

/** A layer of cosign's that was signed with a key, and so names nobody: without any certificate there is nothing to verify. */
export function isSignedWithKey(kind: AttestationKind, { annotations }: Descriptor): boolean {
  return kind !== 'bundle' && (annotations['dev.sigstore.cosign/certificate'] ?? '') === ''
}

export const signatureWithKey = 'cosign signature made with a key'

/** What a manifest without attestations says that it is. */
export function typeOf({ artifactType, config, layers, mediaType }: ManifestBody): string {
  const types = [artifactType, config?.mediaType, layers?.[0]?.mediaType, mediaType]
  const telling = types.find((type) => type && !saysNothing.test(type))
  return redact(telling ?? types.find((type) => type) ?? 'artifact without a type', longestType)
}

/** A manifest that names no artifactType is listed with the media type of its config, which may say nothing either. */
export const saysNothing = /^application\/vnd\.(?:oci\.(?:empty|image\.config)\.v1|docker\.container\.image\.v1)\+json$/
