import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Signer } from '../../src/model/index.ts'
import { linksOf } from '../../src/report/links.ts'
import { publicGoodTrustedRoot } from '../../src/trust/tuf-repositories.ts'
import { githubClaims } from '../support/sigstore.ts'
import { hostileTexts, signer } from '../support/verdicts.ts'

const sha = '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e'
const run = 'https://github.com/acme/app/actions/runs/3003/attempts/1'
const commit = `https://github.com/acme/app/commit/${sha}`
const file = `https://github.com/acme/app/blob/${sha}/.github/workflows/release.yml`

const log = 'c0d23d6ad406973f9559f3ba2d1ca01f84147d8ffc5b8445c224f98b9591801d'

function urlsOf(signer: Signer | null, logEntry: { log: string; index: number } | null = null): string[] {
  return linksOf({ signer, logEntry }).map((html) => /^<a href="([^"]+)">[a-z ]+<\/a>$/.exec(html)?.[1] ?? html)
}

test('run, commit and workflow file, of what the certificate says', () => {
  assert.deepEqual(urlsOf(githubClaims()), [run, commit, file])
})

test('of a reusable workflow the caller has a link of its own', () => {
  const builder = 'https://github.com/acme/workflows/.github/workflows/build.yml@refs/tags/v1'
  const signer_digest = 'ab'.repeat(20)
  assert.deepEqual(urlsOf({ ...githubClaims(), signer_identity: builder, signer_digest }), [
    run,
    commit,
    `https://github.com/acme/workflows/blob/${signer_digest}/.github/workflows/build.yml`,
    file,
  ])
})

test('nothing is linked where nothing is verified, or where no server is named', () => {
  assert.deepEqual(urlsOf(null), [])
  assert.deepEqual(urlsOf({ ...githubClaims(), repository: null }), [])
})

test('H-03: a claim about another server, or in another form, has no link', () => {
  const changed = (changes: Partial<Signer>) => urlsOf({ ...githubClaims(), ...changes })
  for (const url of [
    'https://evil.example/acme/app/actions/runs/1',
    `${run}?x=1`,
    `${run}/../..`,
    'https://github.com/acme/app-evil/actions/runs/1',
    'https://gitlab.com/acme/app/actions/runs/3003/attempts/1',
    'javascript:alert(1)',
  ]) {
    assert.ok(!changed({ run: url }).some((link) => link === url || link.includes('evil')), url)
  }
  assert.deepEqual(changed({ commit: '../../evil' }), [run, file])
  assert.deepEqual(changed({ commit: `${sha}?x` }), [run, file])
  for (const repository of [
    'http://github.com/acme/app',
    'https://github.com/acme',
    'https://github.com/acme/app/x',
    'https://github.com/../app',
    'https://github.com:8443@evil.example/acme/app',
    'https://github.com/acme/app"onclick=1',
    'https://localhost/acme/app',
  ]) {
    assert.deepEqual(changed({ repository }), [], repository)
  }
  const sameLength = 'https://gitlab.com/acme/app/.github/workflows/release.yml@refs/heads/main'
  assert.deepEqual(changed({ signer_identity: sameLength, build_config: sameLength }), [run, commit])
  const evil = 'https://github.com.evil.example/acme/app/.github/workflows/release.yml@refs/heads/main'
  assert.deepEqual(changed({ signer_identity: evil, build_config: evil }), [run, commit])
  for (const text of hostileTexts) {
    const all = Object.fromEntries(Object.keys(signer()).map((name) => [name, text])) as unknown as Signer
    assert.deepEqual(urlsOf(all), [])
    for (const name of Object.keys(signer())) {
      for (const url of changed({ [name]: text })) assert.match(url, /^https:\/\/github\.com\/acme\/[A-Za-z0-9/._-]+$/)
    }
  }
})

test('C-22: a log entry of the public-good log has a link, one of another log has none', () => {
  assert.deepEqual(urlsOf(null, { log, index: 123 }), ['https://search.sigstore.dev/?logIndex=123'])
  assert.deepEqual(urlsOf(null, { log: 'ab'.repeat(32), index: 123 }), [])
  const { tlogs } = JSON.parse(Buffer.from(publicGoodTrustedRoot()).toString()) as {
    tlogs: { baseUrl: string; logId: { keyId: string } }[]
  }
  const rekor = tlogs.find(({ baseUrl }) => baseUrl === 'https://rekor.sigstore.dev')
  assert.equal(Buffer.from(rekor?.logId.keyId ?? '', 'base64').toString('hex'), log)
})
