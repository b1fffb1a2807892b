/**
 * Runs dist/index.js on a corpus of real provenance, each case as its `corpus.json` describes it, and compares what
 * comes out with what must: `npm run corpus -- FOLDER`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ActionRun, type ReportImage, runAction } from '../__tests__/support/action.ts'
import { startRegistry } from '../__tests__/support/registry.ts'

interface Case {
  id: string
  layout: string
  /** A file to take the bundles from, instead of the registry. */
  bundle?: string
  trustedRoot: string
  inputs?: Record<string, string>
  profile?: string
  expect: { code: string; attestation?: string; claim?: string }
}

interface Corpus {
  layouts: Record<string, { image: string }>
  cases: Case[]
}

process.exitCode = 1
const folder = process.argv[2]
if (folder === undefined) {
  console.error('Which corpus? Usage: npm run corpus -- FOLDER')
} else if (!existsSync(join(folder, 'corpus.json'))) {
  console.error(`There is no corpus at ${resolve(folder)}: corpus.json is missing.`)
} else if (!existsSync(join(import.meta.dirname, '..', 'dist', 'index.js'))) {
  console.error('There is no dist/index.js to run. Run "npm run build" first.')
} else if (await runAll(resolve(folder))) {
  process.exitCode = 0
}

async function runAll(folder: string): Promise<boolean> {
  const corpus: Corpus = JSON.parse(readFileSync(join(folder, 'corpus.json'), 'utf8'))
  let passed = 0
  const runs = corpus.cases.flatMap((each) => waysToTrust(folder, each).map((trust) => ({ each, trust })))
  for (const { each, trust } of runs) {
    const mistakes = await runCase(folder, corpus, each, trust)
    if (mistakes.length === 0) passed++
    const how = trust.sigstore === undefined ? '' : ` (sigstore: ${trust.sigstore})`
    console.log(`${mistakes.length === 0 ? 'ok    ' : 'FAILED'} ${each.id}${how}: ${each.expect.code}`)
    for (const mistake of mistakes) console.log(`         ${mistake}`)
  }
  if (corpus.cases.length === 0) console.log('The corpus has no cases.')
  console.log(`${passed} passed, ${runs.length - passed} failed`)
  return passed > 0 && passed === runs.length
}

/** By the case's own trusted root; where that is the public-good one, by the copy in this release, too. */
function waysToTrust(folder: string, { trustedRoot }: Case): Record<string, string>[] {
  const file = join(folder, trustedRoot)
  const { tlogs = [] } = JSON.parse(readFileSync(file, 'utf8')) as { tlogs?: { baseUrl: string }[] }
  const isPublicGood = tlogs.some(({ baseUrl }) => baseUrl === 'https://rekor.sigstore.dev')
  return [{ 'trusted-root': file }, ...(isPublicGood ? [{ sigstore: 'bundled' }] : [])]
}

/** What did not come out as it must. */
async function runCase(folder: string, corpus: Corpus, each: Case, trust: Record<string, string>): Promise<string[]> {
  await using registry = await startRegistry()
  const digest = registry.serveLayout(join(folder, 'layouts', each.layout), each.layout)
  const profileFile = 'profile.yml'
  const run = await runAction(
    {
      ...each.inputs,
      image: `${registry.host}/${each.layout}:latest`,
      ...trust,
      wait: '0',
      ...(each.bundle === undefined ? { sources: 'registry' } : { bundle: join(folder, each.bundle) }),
      ...(each.profile !== undefined && { profile: profileFile }),
    },
    { files: each.profile === undefined ? {} : { [profileFile]: each.profile } },
  )
  const image = run.report?.images[0]
  if (image === undefined) return [`the report names no image: ${run.report?.code ?? 'there is no report'}`, tail(run)]
  const mistakes = [
    ...differs('digest of the layout', corpus.layouts[each.layout]?.image, digest),
    ...differs('digest', digest, image.digest),
    ...differs('code', each.expect.code, image.code),
    ...differs('exit status', each.expect.code === 'VERIFIED' ? 0 : 1, run.exitCode),
    ...whatIsMissing(image, each.expect),
  ]
  return mistakes.length === 0 ? [] : [...mistakes, image.message, tail(run)].filter((line) => line !== '')
}

function differs(what: string, expected: unknown, actual: unknown): string[] {
  return expected === actual ? [] : [`${what}: expected ${expected}, got ${actual}`]
}

function whatIsMissing(image: ReportImage, { attestation, claim }: Case['expect']): string[] {
  const codes = image.attestations.map(({ code, message }) => `${code} (${message})`)
  const isThere = attestation === undefined || image.attestations.some(({ code }) => code === attestation)
  const failed = image.rules.flatMap(({ claims }) => claims.filter(({ ok }) => !ok).map((result) => result.claim))
  return [
    ...(isThere ? [] : [`attestation: expected ${attestation}, got ${codes.join('; ') || 'none'}`]),
    ...(claim === undefined || failed.includes(claim)
      ? []
      : [`failed claim: expected ${claim}, got ${failed.join(', ') || 'none'}`]),
  ]
}

function tail({ stdout, stderr }: ActionRun): string {
  return `${stdout}${stderr}`.trim().slice(-500)
}
