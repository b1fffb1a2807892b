import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { Updater } from 'tuf-js'
import { CodedError } from '../../src/core/errors.ts'
import { limits } from '../../src/core/limits.ts'
import { bundledInstance } from '../../src/trust/bundled.ts'
import { repositoryUrl } from '../../src/trust/instance-names.ts'
import { type InstanceRequest, trustFor } from '../../src/trust/load-instances.ts'
import { type Get, instanceOfTuf } from '../../src/trust/tuf.ts'
import {
  fetchPinnedRoot,
  githubRepository,
  githubTarget,
  publicGoodRepository,
} from '../../src/trust/tuf-repositories.ts'
import { temporaryFolder } from '../support/action.ts'
import { coded, serve } from '../support/loopback.ts'
import { createSigstore } from '../support/sigstore.ts'
import { getOf, startTuf } from '../support/tuf.ts'

const trustedRoot = createSigstore().trustedRoot()
/** Real files, which are not part of this repository: see `.ci/run`. */
const corpus = process.env.CORPUS ?? join(import.meta.dirname, '../../../shared/corpus')
const network = /trusted-root.*sigstore: bundled/

suite('validating the address of a TUF repository', () => {
  for (const url of [
    'https://tuf.example',
    'https://tuf.example:8443/a/b/',
    'http://localhost:80',
    'http://127.1.2.3',
    'http://[::1]:8',
  ]) {
    test(url, () => assert.equal(repositoryUrl(url).protocol, url.slice(0, url.indexOf('//'))))
  }
  const wrong = [
    'http://tuf.example',
    'http://10.0.0.1',
    'http://127.0.0.1.tuf.example',
    'ftp://tuf.example',
    'tuf.example',
    '',
  ]
  for (const url of [
    ...wrong,
    'https://me:hunter2@tuf.example',
    'https://tuf.example/?a=b',
    'https://tuf.example/#a',
  ]) {
    test(`refused: ${url}`, () => {
      assert.throws(() => repositoryUrl(url), coded('CONFIG_ERROR', /^Input sigstore: (?!.*hunter2)/, /loopback only/))
    })
  }
  test('nothing is asked before that', async () => {
    const get: Get = () => assert.fail('asked')
    const repository = { ...publicGoodRepository(), url: 'http://tuf.example' }
    await assert.rejects(instanceOfTuf(repository, { cacheFolder: temporaryFolder(), get }), coded('CONFIG_ERROR'))
  })
})

suite('loading a TUF root that is pinned by hash', () => {
  const sha256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'
  const fetchRoot = async (body: string | number) => {
    await using server = await serve((_, response) => {
      response.writeHead(typeof body === 'number' ? body : 200).end(typeof body === 'number' ? '' : body)
    })
    return await fetchPinnedRoot(new URL(`${server.origin}/3.root.json`), sha256, getOf())
  }
  test('is handed out', async () => {
    assert.equal((await fetchRoot('hello')).toString(), 'hello')
  })
  test('another is not', () =>
    assert.rejects(
      fetchRoot('hullo'),
      coded('TRUST_ROOT_ERROR', /3\.root\.json .*expected SHA-256 2cf24dba/, /Do not bypass this check/),
    ))
  test('one without end is not', () =>
    assert.rejects(
      fetchRoot('a'.repeat(limits.trustedRootBytes + 1)),
      coded('TRUST_ROOT_ERROR', /larger/, /Do not bypass this check/),
    ))
  test('nor is none', () =>
    assert.rejects(fetchRoot(404), coded('TRUST_ROOT_ERROR', /3\.root\.json answered 404/, network)))
})

suite('the known TUF repositories', () => {
  test('bundled: the public-good instance, without network', () => {
    const { thresholds, authorities } = bundledInstance()
    assert.deepEqual(thresholds, { logEntry: true, certificateTimestamp: true })
    assert.ok(authorities.length > 0)
  })
  test('the target of each GitHub server', () => {
    assert.equal(githubTarget('https://github.com'), 'trusted_root.json')
    assert.equal(githubTarget('https://octo-corp.ghe.com'), 'octo-corp.trusted_root.json')
    assert.equal(githubTarget('https://a.b.ghe.com'), 'trusted_root.json')
  })
  test('the public-good root leads on', () => {
    assert.doesNotThrow(() => openUpdater(publicGoodRepository().root))
  })
  const skip = existsSync(join(corpus, 'tuf'))
    ? false
    : `there is no folder tuf in ${corpus}: the real roots were NOT tested`
  test('the real public-good root is one', { skip }, () => {
    assert.doesNotThrow(() => openUpdater(readFileSync(join(corpus, 'tuf/tuf-repo-cdn.sigstore.dev.root.json'))))
  })
  test("GitHub's real root is the one that is pinned", { skip }, async () => {
    const body = readFileSync(join(corpus, 'tuf/tuf-repo.github.com.root.json'))
    const asked: string[] = []
    const get: Get = async (url) => {
      asked.push(url.href)
      return { status: 200, body }
    }
    const { root, target } = await githubRepository('https://octo.ghe.com', get)
    assert.deepEqual(asked, ['https://tuf-repo.github.com/3.root.json'])
    assert.equal(target, 'octo.trusted_root.json')
    assert.doesNotThrow(() => openUpdater(root))
  })
  const realRules = {
    'public-good': { logEntry: true, certificateTimestamp: true },
    github: { logEntry: false, certificateTimestamp: false },
  }
  for (const [name, rules] of Object.entries(realRules)) {
    test(`A-12: the rules of ${name} follow from its real trusted root`, { skip }, async () => {
      const target = readFileSync(join(corpus, 'trust', `${name}.trusted_root.json`))
      await using tuf = await startTuf({}, { target })
      const options = { cacheFolder: temporaryFolder(), get: getOf() }
      assert.deepEqual((await instanceOfTuf(tuf.repository, options)).thresholds, rules)
    })
  }

  function openUpdater(root: Buffer): Updater {
    const metadataDir = temporaryFolder()
    writeFileSync(join(metadataDir, 'root.json'), root)
    return new Updater({ metadataDir, metadataBaseUrl: 'https://tuf.example' })
  }
})

suite('loading the input sigstore', () => {
  const folder = temporaryFolder()
  const wanted = (sigstore: string, more: Partial<InstanceRequest> = {}): InstanceRequest => ({
    sigstore,
    tufRootFile: null,
    serverUrl: 'https://github.com',
    workspace: folder,
    temporaryFolder: folder,
    get: (url) => Promise.reject(new CodedError('TRUST_ROOT_ERROR', `GET ${url.href} failed`)),
    ...more,
  })
  test('bundled asks nobody', async () => {
    const { instances, fallback } = await trustFor(wanted('bundled', { get: () => assert.fail('asked') }))
    assert.deepEqual(
      instances.map(({ name }) => name),
      ['tuf-repo-cdn.sigstore.dev (bundled)'],
    )
    assert.equal(fallback, null)
  })
  test('another repository, with its root', async () => {
    await using tuf = await startTuf(trustedRoot)
    writeFileSync(join(folder, 'root.json'), tuf.repository.root)
    const { instances } = await trustFor(wanted(tuf.repository.url, { tufRootFile: 'root.json', get: getOf() }))
    assert.deepEqual(
      instances.map(({ name }) => name),
      [tuf.host],
    )
  })
  test('G-09: another repository, without', () =>
    assert.rejects(
      trustFor(wanted('https://tuf.example')),
      coded('CONFIG_ERROR', /^Input tuf-root is required for the TUF repository tuf\.example\.$/),
    ))
  test('a root that is not there', () => {
    const instances = trustFor(wanted('https://tuf.example', { tufRootFile: 'none.json' }))
    return assert.rejects(instances, coded('CONFIG_ERROR', /^Input tuf-root: the file "none.json" .*no such file/))
  })
  for (const root of ['no JSON', '{}', JSON.stringify({ signed: { _type: 'root' }, signatures: [] })]) {
    test(`a root that is none: ${root}`, () => {
      writeFileSync(join(folder, 'bad.json'), root)
      const instances = trustFor(wanted('https://tuf.example', { tufRootFile: 'bad.json' }))
      return assert.rejects(
        instances,
        coded('CONFIG_ERROR', /^Input tuf-root: the file is not TUF root metadata/, /tuf\.example/),
      )
    })
  }
  for (const sigstore of ['tuf-repo-cdn.sigstore.dev', 'tuf-repo.github.com']) {
    test(`${sigstore} that is down`, () =>
      assert.rejects(
        trustFor(wanted(sigstore)),
        coded('TRUST_ROOT_ERROR', new RegExp(`repository ${sigstore} could not be read`), network),
      ))
  }
  test('auto: public-good first, and TRUST_ROOT_ERROR without it', async () => {
    const asked: string[] = []
    const get: Get = (url) => {
      asked.push(url.host)
      return Promise.reject(new CodedError('TRUST_ROOT_ERROR', `GET ${url.href} failed`))
    }
    const failure = coded('TRUST_ROOT_ERROR', /repository tuf-repo-cdn\.sigstore\.dev could not be read/, network)
    await assert.rejects(trustFor(wanted('auto', { get })), failure)
    assert.deepEqual([...new Set(asked)], ['tuf-repo-cdn.sigstore.dev'])
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('tuf-')),
      [],
    )
  })
  test('neither a known name nor a URL', () =>
    assert.rejects(trustFor(wanted('staging')), coded('CONFIG_ERROR', /^Input sigstore/)))
})
