/**
 * Shows what the action does with six images: pushes each to a registry on loopback, signs with a private Sigstore,
 * and runs dist/index.js as the runner does. Exits 0 only if every scene comes out as it should.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { styleText } from 'node:util'
import { attest } from 'sigstore'
import { type ActionRun, type Annotation, runAction } from '../__tests__/support/action.ts'
import { type Registry, startRegistry } from '../__tests__/support/registry.ts'
import { type Claims, createSigstore, githubClaims, slsaStatement } from '../__tests__/support/sigstore.ts'
import { identityToken, serveSigstore } from '../__tests__/support/sigstore-servers.ts'

const root = join(import.meta.dirname, '..')
const output = join(root, 'demo-output')
const path = 'acme/app'
const profileFile = '.github/image-provenance.yml'
const trustedRootFile = 'trusted_root.json'
const profile = `version: v1
type: profile
name: release-images
artifact:
  - type: artifact_signature
    params:
      tags: [latest]
    def:
      is_signed: true
      is_verified: true
      repository: https://github.com/acme/app
      branch: main
      signer_identity: release.yml
      cert_issuer: https://token.actions.githubusercontent.com
      runner_environment: github-hosted
`

interface Stage {
  registry: Registry
  /** Signs provenance of this digest as the run with these claims, and attaches it to the subject. */
  attest(digest: string, claims: Claims, subject?: string): Promise<void>
}

interface Scene {
  name: string
  title: string
  expected: { code: string; exitCode: number }
  /** Sets the stage; gives the inputs that are this scene's own. */
  play(stage: Stage): Promise<Record<string, string>>
}

const scenes: Scene[] = [
  {
    name: 'verified',
    title: 'Built from main of acme/app by its release workflow',
    expected: { code: 'VERIFIED', exitCode: 0 },
    async play({ registry, attest }) {
      const digest = registry.pushImage(path, 'latest')
      await attest(digest, githubClaims())
      return { digest }
    },
  },
  {
    name: 'nothing-attached',
    title: 'Nothing is attached to the image',
    expected: { code: 'NO_PROVENANCE', exitCode: 1 },
    async play({ registry }) {
      registry.pushImage(path, 'latest')
      return { wait: '0' }
    },
  },
  {
    name: 'wrong-branch',
    title: 'Built by the right workflow, from a branch that is not main',
    expected: { code: 'NO_MATCHING_PROVENANCE', exitCode: 1 },
    async play({ registry, attest }) {
      await attest(registry.pushImage(path, 'latest'), githubClaims({ ref: 'refs/heads/experiment' }))
      return {}
    },
  },
  {
    name: 'other-repository',
    title: "Signed by another repository's workflow",
    expected: { code: 'NO_MATCHING_PROVENANCE', exitCode: 1 },
    async play({ registry, attest }) {
      await attest(registry.pushImage(path, 'latest'), githubClaims({ repository: 'mallory/app' }))
      return {}
    },
  },
  {
    name: 'copied-attestation',
    title: "Another image's attestation, copied over",
    expected: { code: 'NO_MATCHING_PROVENANCE', exitCode: 1 },
    async play({ registry, attest }) {
      const attested = registry.pushImage(path, 'attested', { seed: 'attested' })
      await attest(attested, githubClaims(), registry.pushImage(path, 'latest'))
      return {}
    },
  },
  {
    name: 'moved-tag',
    title: 'The tag was moved after the push',
    expected: { code: 'DIGEST_MISMATCH', exitCode: 1 },
    async play({ registry, attest }) {
      const digest = registry.pushImage(path, 'latest')
      await attest(digest, githubClaims())
      registry.pushImage(path, 'latest', { seed: 'moved' })
      return { digest }
    },
  },
]

process.exitCode = 1
if (!existsSync(join(root, 'dist', 'index.js'))) {
  console.error('There is no dist/index.js to show. Run "npm run build" first.')
} else if (await showAll()) {
  process.exitCode = 0
}

async function showAll(): Promise<boolean> {
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  const sigstore = createSigstore({ name: 'sigstore.demo' })
  await using servers = await serveSigstore(sigstore)
  const trustedRoot = JSON.stringify(sigstore.trustedRoot())
  const unexpected: string[] = []
  for (const [index, scene] of scenes.entries()) {
    await using registry = await startRegistry()
    const inputs = await scene.play({
      registry,
      async attest(digest, claims, subject = digest) {
        const statement = slsaStatement({ digest, claims, name: `${registry.host}/${path}` })
        const { fulcioURL, rekorURL, tsaServerURL } = servers
        const bundle = await attest(Buffer.from(JSON.stringify(statement)), 'application/vnd.in-toto+json', {
          ...{ fulcioURL, rekorURL, tsaServerURL },
          identityToken: identityToken(claims),
        })
        registry.attach(path, subject, bundle)
      },
    })
    const image = `${registry.host}/${path}:latest`
    const run = await runAction(
      { image, profile: profileFile, sources: 'registry', 'trusted-root': trustedRootFile, ...inputs },
      { files: { [profileFile]: profile, [trustedRootFile]: trustedRoot } },
    )
    keep(`${index + 1}-${scene.name}`, run)
    if (!show(`${index + 1}. ${scene.title}`, run, scene.expected)) unexpected.push(scene.name)
  }
  console.log(`Job summaries and reports are in ${relative(process.cwd(), output)}/`)
  if (unexpected.length > 0) console.log(`Not as expected: ${unexpected.join(', ')}`)
  else console.log(`All ${scenes.length} scenes came out as expected.`)
  return unexpected.length === 0
}

function keep(name: string, run: ActionRun): void {
  writeFileSync(join(output, `${name}.summary.md`), run.summary)
  writeFileSync(join(output, `${name}.report.json`), `${JSON.stringify(run.report, null, 2)}\n`)
}

/** Prints a scene; says whether it came out as expected. */
function show(title: string, run: ActionRun, expected: Scene['expected']): boolean {
  const code = run.report?.code ?? 'no report'
  const asExpected = code === expected.code && run.exitCode === expected.exitCode
  console.log(styleText('bold', title))
  for (const annotation of run.annotations) console.log(indent(describe(annotation)))
  console.log(`   ${styleText(run.exitCode === 0 ? 'green' : 'red', code)}, exit status ${run.exitCode ?? run.signal}`)
  if (!asExpected) {
    console.log(`   expected ${expected.code}, exit status ${expected.exitCode}`)
    console.log(indent(`${run.stdout}${run.stderr}`.trim()))
  }
  console.log()
  return asExpected
}

function describe({ level, title, file, line, col, message }: Annotation): string {
  const place = file === undefined ? '' : ` ${[file, line, col].filter((part) => part !== undefined).join(':')}`
  return `${level}${place}${title === undefined ? '' : ` ${title}`}\n${indent(message)}`
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '   ')
}
