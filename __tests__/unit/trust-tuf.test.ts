import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { type Get, instanceOfTuf } from '../../src/trust/tuf.ts'
import { temporaryFolder } from '../support/action.ts'
import { coded } from '../support/loopback.ts'
import { createSigstore } from '../support/sigstore.ts'
import { type Answer, getOf, roles, startTuf, type TufOptions, tufKey } from '../support/tuf.ts'

const trustedRoot = createSigstore().trustedRoot()

/** The instance of a repository that is like this, and what came of asking for it. */
async function load(options: TufOptions = {}, get: Get = getOf()) {
  await using tuf = await startTuf(trustedRoot, options)
  const cacheFolder = temporaryFolder()
  const [result] = await Promise.allSettled([instanceOfTuf(tuf.repository, { cacheFolder, get })])
  assert.deepEqual(readdirSync(cacheFolder), [], 'nothing is left behind in the cache folder')
  for (const { headers } of tuf.seen) assert.equal(headers.authorization, undefined)
  return { result, tuf }
}

async function loaded(options: TufOptions = {}) {
  const { result, tuf } = await load(options)
  if (result.status === 'rejected') throw result.reason
  assert.equal(result.value.name, 'test')
  assert.equal(result.value.authorities.length, 2)
  return { instance: result.value, tuf }
}

/** That it is refused as TRUST_ROOT_ERROR which names the repository's host, on one line of ASCII. */
async function refused(options: TufOptions, message: RegExp, hint: RegExp, get?: Get) {
  const { result, tuf } = await load(options, get)
  assert.equal(result.status, 'rejected')
  coded('TRUST_ROOT_ERROR', message, hint)(result.reason)
  assert.ok(result.reason.message.includes(tuf.host), result.reason.message)
  assert.match(`${result.reason.message}${result.reason.hint}`, /^[ -~]+$/)
  return tuf
}

const network = /trusted-root.*sigstore: bundled/
const clock = /clock right\?/
const stop = /Do not bypass this check/

suite('loading an instance from a TUF repository', () => {
  test('its rules follow from the target', async () => {
    const { instance } = await loaded()
    assert.deepEqual(instance.thresholds, { logEntry: true, certificateTimestamp: true })
  })
  test('newer root metadata is followed', async () => {
    const { tuf } = await loaded({ newRoot: {} })
    assert.equal(tuf.count('3.root.json'), 1)
  })
  test('an initial root that has expired leads to one that has not', async () => {
    await loaded({ expired: 'root', newRoot: {} })
  })
  test('two keys of two', async () => {
    await loaded({ keys: { targets: [tufKey(), tufKey()] }, thresholds: { targets: 2 } })
  })
  test('a URL with a slash at its end', async () => {
    await using tuf = await startTuf(trustedRoot)
    const repository = { ...tuf.repository, url: `${tuf.repository.url}/` }
    await instanceOfTuf(repository, { cacheFolder: temporaryFolder(), get: getOf() })
  })
})

suite('R-26, G-11: a TUF repository that cannot be read', () => {
  const twice =
    (answer: ReturnType<Answer>): Answer =>
    (count) =>
      count <= 2 ? answer : 'as it should'
  for (const answer of [429, 500, 503, 'truncated'] as const) {
    for (const file of ['timestamp.json', '1.snapshot.json', '1.targets.json', 'target']) {
      test(`${file}: ${answer} twice, then well`, async () => {
        const { tuf } = await loaded({ answers: { [file]: twice(answer) } })
        assert.equal(tuf.count(file), 3)
      })
      test(`${file}: ${answer} for good`, async () => {
        const message = answer === 'truncated' ? /ECONNRESET/ : new RegExp(`GET \\S+ answered ${answer}`)
        const tuf = await refused({ answers: { [file]: () => answer } }, message, network)
        assert.equal(tuf.count(file), limits.retries + 1)
      })
    }
  }
  test('503 for a newer root is not the end of the roots', async () => {
    await refused({ answers: { '2.root.json': () => 503 } }, /2\.root\.json answered 503/, network)
  })
  test('404 for the timestamp', async () => {
    await refused({ answers: { 'timestamp.json': () => 404 } }, /timestamp\.json answered 404/, network)
  })
  test('down', async () => {
    const { repository, ...tuf } = await startTuf(trustedRoot)
    await tuf[Symbol.asyncDispose]()
    const options = { cacheFolder: temporaryFolder(), get: getOf() }
    await assert.rejects(instanceOfTuf(repository, options), coded('TRUST_ROOT_ERROR', /ECONNREFUSED/, network))
  })
  test('slow: a request ends at its deadline', async () => {
    const get = getOf({ requestMs: 500 })
    await refused({ answers: { '1.targets.json': () => 'never' } }, /within 0\.5 s/, network, get)
  })
  test('slow: everything ends with the step', async () => {
    const get = getOf({ signal: AbortSignal.timeout(500) })
    await refused({ answers: { target: () => 'never' } }, /out of time/, network, get)
  })
})

suite('R-27, G-07: expired TUF metadata', () => {
  for (const role of roles) {
    test(role, async () => {
      const message = new RegExp(`${role} metadata .* expired on 2020-01-02T03:04:05Z; this machine's clock says 20`)
      await refused({ expired: role }, message, clock)
    })
  }
})

suite('unverifiable TUF metadata stops the load', () => {
  const [key, stranger] = [tufKey(), tufKey()]
  const replace = (file: RegExp, change: (bytes: Buffer) => Buffer) => (files: Map<string, Buffer>) => {
    for (const [name, bytes] of files) if (file.test(name)) files.set(name, change(bytes))
  }
  const signTwice = (bytes: Buffer) => {
    const metadata = JSON.parse(bytes.toString())
    return Buffer.from(JSON.stringify({ ...metadata, signatures: [...metadata.signatures, ...metadata.signatures] }))
  }
  const cases: Record<string, [TufOptions, RegExp]> = {
    'G-01: a snapshot older than the timestamp says': [
      { served: { snapshot: 0 } },
      /TUF verification failed for 1\.snapshot\.json from \S+: Snapshot version doesn't match timestamp/,
    ],
    'G-01: targets older than the snapshot says': [{ served: { targets: 0 } }, /1\.targets\.json .* does not match/],
    'G-01: an old root as a new one': [{ newRoot: { version: 1 } }, /2\.root\.json .* Expected version 2, got 1/],
    'G-01: a root that skips a version': [{ newRoot: { version: 3 } }, /Expected version 2, got 3/],
    'a new root signed by a stranger': [{ newRoot: { signers: [stranger] } }, /root was signed by 0\/1 keys/],
    'a new root that nobody signed': [{ newRoot: { signers: [] } }, /root was signed by 0\/1 keys/],
    'a timestamp signed by a stranger': [{ signers: { timestamp: [stranger] } }, /timestamp was signed by 0\/1/],
    'a snapshot signed by a stranger': [{ signers: { snapshot: [stranger] } }, /snapshot was signed by 0\/1/],
    'targets signed by a stranger': [{ signers: { targets: [stranger] } }, /targets was signed by 0\/1/],
    'one key of two': [
      { keys: { targets: [key, tufKey()] }, thresholds: { targets: 2 }, signers: { targets: [key] } },
      /targets was signed by 1\/2/,
    ],
    'G-02: one key of two, twice': [
      { keys: { targets: [key, tufKey()] }, thresholds: { targets: 2 }, signers: { targets: [key, key] } },
      /multiple signatures/,
    ],
    'G-02: a signature twice': [{ tamper: replace(/timestamp/, signTwice) }, /multiple signatures/],
    'G-03: a threshold of none': [{ newRoot: { threshold: 0 } }, /threshold must be at least 1/],
    'a target of another hash': [
      { tamper: replace(/^targets\//, (bytes) => Buffer.from(bytes.map((byte) => byte ^ 1))) },
      /TUF verification failed for \S*trusted_root\.json from \S+: Expected hash/,
    ],
    'a target that is shorter': [
      { tamper: replace(/^targets\//, (bytes) => bytes.subarray(1)) },
      /TUF verification failed for \S*trusted_root\.json from /,
    ],
    'a target that is longer': [{ answers: { target: () => 'oversized' } }, /larger than allowed/],
    'a timestamp without end': [{ answers: { 'timestamp.json': () => 'oversized' } }, /larger than allowed/],
    'G-05: no JSON': [{ tamper: replace(/timestamp/, () => Buffer.from('<html>')) }, /not well-formed TUF metadata/],
    'G-05: null': [{ tamper: replace(/snapshot/, () => Buffer.from('null')) }, /not well-formed TUF metadata/],
    'G-05: a list': [{ tamper: replace(/1\.targets/, () => Buffer.from('[]')) }, /not well-formed TUF metadata/],
    'G-05: nested without end': [
      { tamper: replace(/timestamp/, () => Buffer.from('['.repeat(16_000))) },
      /not well-formed TUF metadata/,
    ],
    'metadata of another role': [
      { tamper: (files) => files.set('timestamp.json', files.get('1.targets.json') ?? Buffer.alloc(0)) },
      /expected 'timestamp', got targets/,
    ],
    'words of its own choice': [
      {
        tamper: replace(/timestamp/, () =>
          Buffer.from('{"signed":{"_type":"\\n::error::x.json is expired"},"signatures":[]}'),
        ),
      },
      /got \?::error::x\.json is expired/,
    ],
  }
  for (const [name, [options, message]] of Object.entries(cases)) {
    test(name, async () => {
      await refused(options, message, stop)
    })
  }
})

suite('an unusable TUF target', () => {
  const usable = /Sigstore.*trusted-root/
  test('oversized: it is not even asked for', async () => {
    const target = Buffer.alloc(limits.trustedRootBytes + 1, ' ')
    const tuf = await refused({ target }, /expected at most 4194304 bytes, got 4194305/, usable)
    assert.equal(tuf.count('target'), 0)
  })
  test('as large as it may be', async () => {
    const json = JSON.stringify(trustedRoot)
    await loaded({ target: Buffer.from(json.padEnd(limits.trustedRootBytes)) })
  })
  test('not there', async () => {
    await using tuf = await startTuf(trustedRoot)
    const repository = { ...tuf.repository, target: 'octo.trusted_root.json' }
    const loading = instanceOfTuf(repository, { cacheFolder: temporaryFolder(), get: getOf() })
    await assert.rejects(loading, coded('TRUST_ROOT_ERROR', /octo\.trusted_root\.json: .* does not name it/, usable))
  })
  test('no JSON', async () => {
    await refused({ target: Buffer.from('secret') }, /it is not a JSON object\.$/, usable)
  })
  test('C-20: a log key without validFor.start', async () => {
    const tlogs = trustedRoot.tlogs.map((log) => ({ ...log, publicKey: { ...log.publicKey, validFor: {} } }))
    await refused({ target: Buffer.from(JSON.stringify({ ...trustedRoot, tlogs })) }, /validFor\.start/, usable)
  })
})

suite('G-08, R-29: the temporary TUF folder', () => {
  test('is private, and holds the root that we pinned', async () => {
    await using tuf = await startTuf(trustedRoot)
    const cacheFolder = temporaryFolder()
    const modes: number[] = []
    const get: Get = (url, maxBytes) => {
      for (const name of readdirSync(cacheFolder)) modes.push(statSync(join(cacheFolder, name)).mode & 0o777)
      return getOf()(url, maxBytes)
    }
    await Promise.all([1, 2].map(() => instanceOfTuf(tuf.repository, { cacheFolder, get })))
    assert.deepEqual([...new Set(modes)], [0o700])
    assert.deepEqual(readdirSync(cacheFolder), [])
  })
  test('what lies in the folder already is not looked at', async () => {
    await using tuf = await startTuf(trustedRoot)
    const cacheFolder = temporaryFolder()
    for (const folder of [cacheFolder, join(cacheFolder, encodeURIComponent(`${tuf.host}/tuf`))]) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'root.json'), '{}')
    }
    await instanceOfTuf(tuf.repository, { cacheFolder, get: getOf() })
  })
  for (const file of ['timestamp.json', '1.targets.json', 'trusted_root.json']) {
    test(`R-28: cannot be written to when ${file} has come`, async () => {
      await using tuf = await startTuf(trustedRoot)
      const cacheFolder = temporaryFolder()
      const get: Get = async (url, maxBytes) => {
        const answer = await getOf()(url, maxBytes)
        if (url.pathname.endsWith(file))
          for (const name of readdirSync(cacheFolder)) rmSync(join(cacheFolder, name), { recursive: true })
        return answer
      }
      const loading = instanceOfTuf(tuf.repository, { cacheFolder, get })
      await assert.rejects(loading, coded('TRUST_ROOT_ERROR', /cannot be stored in /, /RUNNER_TEMP/))
    })
  }
  test('R-28: cannot be made', async () => {
    await using tuf = await startTuf(trustedRoot)
    const loading = instanceOfTuf(tuf.repository, { cacheFolder: '/dev/null/none', get: getOf() })
    await assert.rejects(loading, coded('TRUST_ROOT_ERROR', /cannot be stored in "\/dev\/null\/none"/, /RUNNER_TEMP/))
  })
})

suite('G-13: the environment does not change the TUF client', () => {
  test('in which root, mirror or cache is used', async (t) => {
    const home = temporaryFolder()
    const names = [
      'SIGSTORE_ROOT_FILE',
      'SIGSTORE_TUF_MIRROR',
      'TUF_ROOT',
      'TUF_MIRROR',
      'TUF_ROOT_JSON',
      'XDG_DATA_HOME',
      'HOME',
    ]
    const before = process.env
    t.after(() => {
      process.env = before
    })
    process.env = { ...before }
    for (const name of names) process.env[name] = home
    await loaded()
    assert.deepEqual(readdirSync(home), [])
  })
})
