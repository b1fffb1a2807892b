/** What people call the places where attestations live. */
import type { Source } from '../model/index.ts'

export const sourceLabels: Readonly<Record<Source, string>> = {
  referrers: 'the referrers API of the registry',
  'referrers-tag': 'the referrers tag',
  'cosign-signature': 'the .sig tag of cosign',
  'cosign-attestation': 'the .att tag of cosign',
  buildkit: 'the BuildKit attestation manifests',
  github: 'the attestations API of GitHub',
  file: 'the bundle files',
}
