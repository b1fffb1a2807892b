/** The verdict on the whole step, and the exit status that follows from it. */
import type { CodedError } from '../core/errors.ts'
import type { Code, Image, ImageVerdict, Reference, Verdict } from '../model/index.ts'

/** What the verdict is made of. */
export type Outcome = Pick<Verdict, 'mode' | 'policy' | 'images' | 'errors' | 'warnings' | 'durations'>

/**
 * `VERIFIED` only where there is at least one image, every image is, and nothing else went wrong. Otherwise the code of
 * the first error, or of the first image that is not verified (contract, section 5).
 */
export function verdictOf(outcome: Outcome): Verdict {
  const [error] = outcome.errors
  const failed = outcome.images.find(({ code }) => code !== 'VERIFIED')
  const verified = error === undefined && failed === undefined && outcome.images.length > 0
  const code = verified ? 'VERIFIED' : (error?.code ?? failed?.code ?? 'INTERNAL_ERROR')
  return { verified, code, at: new Date(), ...outcome }
}

/** 0 only for `VERIFIED`, or in `warn` mode where nothing is misconfigured and the action itself did not break. */
export function exitStatus(verdict: Verdict): 0 | 1 {
  if (verdict.verified) return 0
  const codes: readonly Code[] = [...verdict.errors, ...verdict.images, verdict].map(({ code }) => code)
  const broken = codes.includes('CONFIG_ERROR') || codes.includes('INTERNAL_ERROR')
  return verdict.mode === 'warn' && !broken ? 0 : 1
}

/** The verdict when nothing could be begun. */
export function failedVerdict(errors: readonly CodedError[], mode: Verdict['mode']): Verdict {
  return verdictOf({ mode, policy: null, images: [], errors, warnings: [], durations: {} })
}

/** The verdict on a reference about which nothing could be found out. @param image - what it resolved to, if it did */
export function failedImage(reference: Reference, image: Image | null, error: CodedError): ImageVerdict {
  const { code, message, hint, position } = error
  return {
    reference: reference.given,
    repository: `${reference.registry}/${reference.path}`,
    digest: image?.digest ?? null,
    mediaType: image?.mediaType ?? null,
    code,
    message,
    hint,
    position,
    suggestedProfile: null,
    rules: [],
    attestations: [],
    sources: [],
  }
}
