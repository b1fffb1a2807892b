import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../support/action.ts'
import { setStage } from '../support/action-fixture.ts'

const script = join(import.meta.dirname, '..', '..', 'scripts', 'verify.ts')

/** What a developer sees, in a folder that npm was started from. */
function verify(folder: string, ...args: string[]): Promise<{ status: number | null; text: string }> {
  const env = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, INIT_CWD: folder, NO_COLOR: '1' }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { env, timeout: 60_000 })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, text }))
  })
}

test('npm run verify prints the verdict of dist in a terminal', async () => {
  await using stage = await setStage()
  stage.attest()
  const folder = temporaryFolder()
  const trust = ['--trusted-root', stage.sigstore.trustedRootFile(folder).split('/').at(-1) ?? '', '--wait', '0']

  const verified = await verify(folder, stage.image, ...trust, '--repository', 'acme/app', '--branch', 'main')
  assert.equal(verified.status, 0, verified.text)
  assert.match(verified.text, /^Verdict: VERIFIED/m)
  assert.doesNotMatch(verified.text, /^::/m)
  const [, report = ''] = /^Report: (.*)$/m.exec(verified.text) ?? []
  assert.equal(JSON.parse(readFileSync(report, 'utf8')).code, 'VERIFIED')

  writeFileSync(
    join(folder, 'profile.yaml'),
    'version: v1\ntype: profile\nname: x\nartifact:\n  - type: artifact_signature\n    def:\n      branch: dev\n',
  )
  const refused = await verify(folder, stage.image, ...trust, '--profile', 'profile.yaml')
  assert.equal(refused.status, 1)
  assert.match(
    refused.text,
    /^error profile\.yaml:7:15: NO_MATCHING_PROVENANCE: .*\n(?: {2}.*\n)* {2}- .*branch: expected "dev", found "refs\/heads\/main"/m,
  )
  assert.match(refused.text, /Suggested profile, if you expected this build:\n(?: {2}.*\n)* {8}branch: 'main'/)

  const [, suggestion = ''] = /if you expected this build:\n((?: {2}.*\n)+)/.exec(refused.text) ?? []
  writeFileSync(join(folder, 'profile.yaml'), suggestion.replaceAll(/^ {2}/gm, ''))
  const pasted = await verify(folder, stage.image, ...trust, '--profile', 'profile.yaml')
  assert.equal(pasted.status, 0, pasted.text)

  const unknown = await verify(folder, stage.image, ...trust)
  assert.equal(unknown.status, 1)
  assert.match(unknown.text, /CONFIG_ERROR.*so no signer is named/)
})

test('npm run verify rejects a wrong command line', async () => {
  const folder = temporaryFolder()
  const misspelt = await verify(folder, 'ghcr.io/acme/app', '--repositroy', 'acme/app')
  assert.equal(misspelt.status, 2)
  assert.match(misspelt.text, /--repositroy.*\n?.*Usage: npm run verify/s)
  const nothing = await verify(folder)
  assert.equal(nothing.status, 2)
  assert.match(nothing.text, /--signer-identity/)
})
