/** What of an image has to be attested: itself, each of its platforms, or either of the two (the input `platforms`). */
import { CodedError, toCodedError } from '../core/errors.ts'
import { listPlatforms, type Platform, type PlatformSubject, platformSubject } from '../image/platforms.ts'
import type { Image, ImageVerdict, Subject } from '../model/index.ts'
import { indexOrPlatforms, requireEveryPlatform } from '../policy/evaluation/platforms.ts'
import type { Registry } from '../registry/client.ts'
import { failedImage } from './verdict.ts'

/** The input `platforms`. */
export type PlatformScope = 'index' | 'each' | 'any'

export type Subjects =
  | { kind: 'itself'; itself: Subject }
  | { kind: 'each'; platforms: readonly ListedPlatform[] }
  | { kind: 'either'; itself: Subject; platforms: readonly ListedPlatform[] }
  /** The platforms cannot be listed. `itself` is null where they alone would count. */
  | { kind: 'unlisted'; itself: Subject | null; error: CodedError }

/** A platform of an index, or why its manifest cannot be had. */
export type ListedPlatform = { platform: Platform } & (PlatformSubject | { error: CodedError })

/** The image as what has to be attested. */
export function subjectOf(image: Image): Subject {
  return { ...image, platform: null, attestationManifests: [] }
}

/** The subjects of an image. One that is not an index is its own only platform. */
export async function subjectsOf(image: Image, scope: PlatformScope, registry: Registry): Promise<Subjects> {
  const itself = subjectOf(image)
  if (scope === 'index') return { kind: 'itself', itself }
  const platforms = await listedPlatforms(image, registry).catch(toCodedError)
  if (platforms === null) return { kind: 'itself', itself }
  if (platforms instanceof CodedError) {
    return { kind: 'unlisted', itself: scope === 'any' ? itself : null, error: platforms }
  }
  return scope === 'each' ? { kind: 'each', platforms } : { kind: 'either', itself, platforms }
}

/** The platforms of an index; null for an image that is not one. */
export async function listedPlatforms(image: Image, registry: Registry): Promise<ListedPlatform[] | null> {
  const platforms = await listPlatforms(registry, image)
  if (platforms === null) return null
  return Promise.all(
    platforms.map(async (platform): Promise<ListedPlatform> => {
      try {
        return { platform, ...(await platformSubject(registry, image, platform)) }
      } catch (error) {
        return { platform, error: toCodedError(error) }
      }
    }),
  )
}

/** Those on which there has to be a verdict. */
export function subjectsIn(subjects: Subjects): Subject[] {
  const platforms = 'platforms' in subjects ? subjects.platforms : []
  const itself = 'itself' in subjects && subjects.itself !== null ? [subjects.itself] : []
  return [...itself, ...platforms.flatMap((one) => ('subject' in one ? one.subject : []))]
}

/** The verdict on the image, from those on its subjects. */
export function imageVerdict(
  image: Image,
  subjects: Subjects,
  verdictOn: (subject: Subject) => ImageVerdict,
): ImageVerdict {
  const onPlatforms = (platforms: readonly ListedPlatform[]): ImageVerdict =>
    requireEveryPlatform(
      image,
      platforms.map((one) => ({
        platform: one.platform.name,
        artifactType: 'subject' in one ? one.artifactType : one.platform.artifactType,
        verdict: 'subject' in one ? verdictOn(one.subject) : failedImage(image.reference, image, one.error),
      })),
    )
  switch (subjects.kind) {
    case 'itself':
      return verdictOn(subjects.itself)
    case 'each':
      return onPlatforms(subjects.platforms)
    case 'either':
      return indexOrPlatforms(verdictOn(subjects.itself), onPlatforms(subjects.platforms))
    case 'unlisted': {
      const unlisted = failedImage(image.reference, image, subjects.error)
      return subjects.itself === null ? unlisted : indexOrPlatforms(verdictOn(subjects.itself), unlisted)
    }
  }
}
