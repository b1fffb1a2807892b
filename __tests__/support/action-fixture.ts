import { type ActionOptions, type ActionRun, runAction, temporaryFolder } from './action.ts'
import { type Registry, type RegistryOptions, startRegistry } from './registry.ts'
import {
  type Claims,
  createSigstore,
  githubClaims,
  type SigningOptions,
  type Sigstore,
  slsaStatement,
} from './sigstore.ts'

/** A registry with one image under `acme/app:latest`, and a Sigstore that the action is told to trust. */
export interface Stage extends AsyncDisposable {
  registry: Registry
  sigstore: Sigstore
  /** Of the image. */
  digest: string
  /** As the input names it. */
  image: string
  /** Signs provenance of this digest, by default the image's, and attaches it to the image. */
  attest(request?: SigningOptions & { about?: string }): string
  /** Runs dist on the image; unless told otherwise it asks the registry alone, once, and trusts the Sigstore. */
  run(inputs?: Record<string, string>, options?: ActionOptions): Promise<ActionRun>
}

export const path = 'acme/app'

/** Sets the stage. Nothing is attached to the image yet. */
export async function setStage(options: RegistryOptions = {}): Promise<Stage> {
  const registry = await startRegistry(options)
  const sigstore = createSigstore()
  const trustedRoot = sigstore.trustedRootFile(temporaryFolder())
  const digest = registry.pushImage(path, 'latest')
  const image = `${registry.host}/${path}:latest`
  return {
    registry,
    sigstore,
    digest,
    image,
    attest: ({ about = digest, ...signing } = {}) =>
      registry.attach(path, digest, sigstore.sign({ ...signing, statement: provenance(about, signing.claims) })),
    run: (inputs = {}, actionOptions = {}) =>
      runAction({ image, sources: 'registry', 'trusted-root': trustedRoot, wait: '0', ...inputs }, actionOptions),
    [Symbol.asyncDispose]: () => registry[Symbol.asyncDispose](),
  }
}

/** SLSA provenance of this digest, as the workflow with these claims writes it. */
export function provenance(digest: string, claims: Claims = githubClaims()): object {
  return slsaStatement({ digest, claims })
}

/** What a person sees first: exit status, code, and how many annotations of each level there are. */
export function seen(run: ActionRun): string {
  const count = (level: string) => run.annotations.filter((annotation) => annotation.level === level).length
  return `exit ${run.exitCode}, ${run.outputs.code}, verified=${run.outputs.verified}, ${count('error')} errors, ${count('warning')} warnings`
}

export const verified = 'exit 0, VERIFIED, verified=true, 0 errors, 0 warnings'

/** What is seen of a failure that has one annotation. */
export function failed(code: string, warnings = 0): string {
  return `exit 1, ${code}, verified=false, 1 errors, ${warnings} warnings`
}
