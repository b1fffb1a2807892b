import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { limits } from '../../src/core/limits.ts'
import { createGitHub } from '../../src/github/client.ts'
import type { CollectedAttestations } from '../../src/model/index.ts'
import { fetchFromGitHub } from '../../src/sources/github.ts'
import type { ApiList } from '../../src/sources/github-listings.ts'
import { type GitHubServer, refuse, startGitHub } from '../support/github.ts'
import { serve } from '../support/loopback.ts'
import { holds } from '../support/properties.ts'
import { json, zeros } from '../support/registry-fixture.ts'

const app: ApiList = { title: 'acme/app', names: ['repos/acme/app'] }
const lib: ApiList = { title: 'acme/lib', names: ['repos/acme/lib'] }
const owner: ApiList = { title: 'all of acme', names: ['orgs/acme', 'users/acme'] }

interface Asking {
  lists?: ApiList[]
  room?: number
}

function gather({ apiUrl }: Pick<GitHubServer, 'apiUrl'>, { lists = [app], room = limits.gatheredBytes }: Asking = {}) {
  const github = createGitHub({ apiUrl, serverUrl: 'https://github.com', token: null, retryBaseMs: 1 })
  return fetchFromGitHub(github, zeros, lists, room)
}

/** Each attestation as its text, or its code. */
const texts = ({ attestations }: CollectedAttestations) =>
  attestations.map(({ content }) =>
    content.kind === 'bundle'
      ? Buffer.from(content.bundle).toString()
      : 'code' in content
        ? content.code
        : content.kind,
  )

/** The source: how many, and what is said of it. */
function said({ sources: [source, ...others] }: CollectedAttestations): string {
  assert.equal(others.length, 0)
  assert.ok(source?.source === 'github')
  const { found } = source
  return source.status === 'answered'
    ? `${found}: ${source.message}`
    : `${found}: ${source.error.code}: ${source.error.message}`
}

/** A server whose one list has these entries. */
const listing = async (...entries: unknown[]) => {
  const server = await serve((_, response) => json(response, 200, { attestations: entries }))
  return { ...server, apiUrl: server.origin }
}

suite('F-02: reading each form of an entry of the GitHub API', () => {
  for (const form of ['inline', 'url', 'both'] as const) {
    test(form, async () => {
      await using github = await startGitHub()
      github.add('repos/acme/app', zeros, { a: 1 }, form)
      const gathered = await gather(github)
      assert.deepEqual(texts(gathered), ['{"a":1}'])
      assert.equal(said(gathered), '1: acme/app: 1')
      assert.equal(gathered.attestations[0]?.location, `repos/acme/app/attestations/${zeros}#1`)
      assert.equal(github.blobs.seen.length, form === 'url' ? 1 : 0)
    })
  }
  test('neither: an error of its own, and the others count', async () => {
    await using github = await startGitHub()
    github.add('repos/acme/app', zeros, { a: 1 }, 'neither')
    github.add('repos/acme/app', zeros, { a: 2 })
    const gathered = await gather(github)
    assert.deepEqual(texts(gathered), ['{"a":2}'])
    assert.match(said(gathered), /^1: GITHUB_API_ERROR: attestation without bundle/)
  })
  for (const entry of [null, 1, 'x', [], {}, { bundle: null, bundle_url: null }, { bundle_url: 7 }]) {
    test(`${JSON.stringify(entry)} is neither`, async () => {
      await using server = await listing(entry, { bundle: {} })
      assert.match(said(await gather(server)), /^1: GITHUB_API_ERROR: attestation without bundle/)
    })
  }
  test('a bundle that is none is handed on to be judged', async () => {
    await using server = await listing({ bundle: {} }, { bundle: 'x' }, { bundle: 7 }, { bundle: [] })
    assert.deepEqual(texts(await gather(server)), ['{}', '"x"', '7', '[]'])
  })
  test('A-13: one that is nested without end hides no other', async () => {
    const deep = `{"bundle":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    await using server = await serve((_, response) => response.end(`{"attestations":[${deep},{"bundle":{"a":1}}]}`))
    assert.deepEqual(texts(await gather({ apiUrl: server.origin })), ['BUNDLE_INVALID', '{"a":1}'])
  })
  test('D-15: what else is said of it does not count', async () => {
    await using server = await listing({ bundle: { a: 1 }, repository_id: 1, initiator: 'x', repository: 'acme/app' })
    assert.deepEqual(Object.keys((await gather(server)).attestations[0] ?? {}), ['source', 'location', 'content'])
  })
})

suite('merging several lists of the GitHub API', () => {
  test('are asked at the same time and put together', async () => {
    await using github = await startGitHub()
    github.add('repos/acme/app', zeros, { a: 1 })
    github.add('repos/acme/lib', zeros, { a: 2 }, 'url')
    github.add('orgs/acme', zeros, { a: 3 })
    const gathered = await gather(github, { lists: [app, lib, owner] })
    assert.deepEqual(texts(gathered), ['{"a":1}', '{"a":2}', '{"a":3}'])
    assert.equal(said(gathered), '3: acme/app: 1; acme/lib: 1; all of acme: 1')
  })
  test('count the same bundle once, inline or by its URL', async () => {
    await using github = await startGitHub()
    github.add('repos/acme/app', zeros, { a: 1 })
    github.add('orgs/acme', zeros, { a: 1 })
    github.add('repos/acme/lib', zeros, { a: 1 }, 'url')
    assert.deepEqual(texts(await gather(github, { lists: [app, lib, owner] })), ['{"a":1}'])
  })
  test('fetch a blob once, whatever the signature in its URL', async () => {
    await using github = await startGitHub()
    github.onApi(({ count, path }, response) => {
      const url = `${github.blobs.origin}/b?sig=${path.length}${count}`
      json(response, 200, { attestations: [{ bundle: null, bundle_url: url }] })
      return true
    })
    github.onBlob((_, response) => {
      response.end('{"a":1}')
      return true
    })
    assert.deepEqual(texts(await gather(github, { lists: [app, lib] })), ['{"a":1}'])
    assert.equal(github.blobs.seen.length, 1)
  })
  test('ask for a user where there is no such organization', async () => {
    await using github = await startGitHub()
    github.add('users/acme', zeros, { a: 1 })
    const gathered = await gather(github, { lists: [owner] })
    assert.deepEqual(texts(gathered), ['{"a":1}'])
    assert.deepEqual(
      github.api.seen.map(({ path }) => path.split('/')[1]),
      ['orgs', 'users'],
    )
  })
  test('F-06: that are absent are told to be, and found nothing', async () => {
    await using github = await startGitHub()
    const message = 'none, or not visible without a token'
    assert.equal(
      said(await gather(github, { lists: [app, owner] })),
      `0: acme/app: ${message}; all of acme: ${message}`,
    )
  })
  test('one that fails spoils no other', async () => {
    await using github = await startGitHub()
    github.add('repos/acme/lib', zeros, { a: 1 })
    github.onApi(({ path }, response) => {
      if (!path.startsWith('/repos/acme/app/')) return false
      refuse(response, 403, 'Resource not accessible by integration')
      return true
    })
    const gathered = await gather(github, { lists: [app, lib] })
    assert.deepEqual(texts(gathered), ['{"a":1}'])
    assert.match(said(gathered), /^1: GITHUB_API_ERROR: GET http.*\/repos\/acme\/app\/.* answered 403/)
  })
  test('what was read before a page failed is kept', async () => {
    await using github = await startGitHub({ pageSize: 1 })
    for (const a of [1, 2]) github.add('repos/acme/app', zeros, { a })
    github.onApi(({ path }, response) => {
      if (!path.includes('after=')) return false
      refuse(response, 422, 'Invalid cursor')
      return true
    })
    const gathered = await gather(github)
    assert.deepEqual(texts(gathered), ['{"a":1}'])
    assert.match(said(gathered), /^1: GITHUB_API_ERROR: .*422/)
  })
  test('R-21: a renamed repository is told', async () => {
    await using github = await startGitHub()
    github.add('repos/acme/app', zeros, { a: 1 })
    github.rename('repos/acme/app', 7)
    assert.equal(said(await gather(github)), '1: acme/app (it has another name by now): 1')
  })
})

suite('R-24: fetching bundles behind a URL', () => {
  test('one that has expired is listed once more, and then fetched', async () => {
    await using github = await startGitHub()
    for (const a of [1, 2]) github.add('repos/acme/app', zeros, { a }, 'url')
    github.onBlob(({ count }) => {
      if (github.blobs.seen.length === 1 && count === 1) github.expireSignatures()
      return false
    })
    assert.deepEqual(texts(await gather(github)), ['{"a":1}', '{"a":2}'])
    assert.equal(github.api.seen.length, 2)
  })
  for (const status of [403, 404]) {
    test(`one that stays ${status} is an error, and the others count`, async () => {
      await using github = await startGitHub()
      for (const a of [1, 2]) github.add('repos/acme/app', zeros, { a }, 'url')
      github.onBlob(({ path }, response) => {
        if (!path.includes('-0.json')) return false
        response.writeHead(status).end()
        return true
      })
      const gathered = await gather(github)
      assert.deepEqual(texts(gathered), ['{"a":2}'])
      assert.match(said(gathered), /^1: GITHUB_API_ERROR: the bundle of repos\/acme\/app\/.*#1 is not where/)
      assert.equal(github.api.seen.length, 2)
      assert.equal(github.blobs.seen.length, 3)
    })
  }
  test('the list cannot be read again', async () => {
    await using github = await startGitHub()
    github.add('repos/acme/app', zeros, { a: 1 }, 'url')
    github.onApi(({ count }, response) => {
      if (count === 1) return false
      refuse(response, 401, 'Bad credentials')
      return true
    })
    github.expireSignatures()
    github.onBlob((_, response) => {
      response.writeHead(403).end()
      return true
    })
    assert.match(said(await gather(github)), /^0: GITHUB_API_ERROR: the bundle of/)
  })
  test('one that is refused, or whose store is down, is an error', async () => {
    await using server = await listing({ bundle_url: 'ftp://x/y' }, { bundle: { a: 1 } })
    const gathered = await gather(server)
    assert.deepEqual(texts(gathered), ['{"a":1}'])
    assert.match(said(gathered), /^1: GITHUB_API_ERROR: .* refers to something that is neither/)
  })
  test('F-04: one that cannot be decoded, or is too large, is an attestation that cannot be read', async () => {
    await using github = await startGitHub()
    github.add('repos/acme/app', zeros, Buffer.from('rubbish'), 'url')
    github.add('repos/acme/app', zeros, Buffer.alloc(limits.bundleBytes + 1, '{'), 'url')
    github.add('repos/acme/app', zeros, Buffer.alloc(limits.bundleBytes, '{'), 'url')
    const gathered = await gather(github)
    assert.deepEqual(
      texts(gathered).map((text) => text.slice(0, 14)),
      ['BUNDLE_INVALID', 'LIMIT_EXCEEDED', '{'.repeat(14)],
    )
    assert.equal(said(gathered), '3: acme/app: 3')
  })
})

suite('E-07, A-13: limits of the GitHub source', () => {
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ bundle: { n: from + index } }))
  /** Two lists with so many entries, all on one page. */
  const two = async (one: unknown[], other: unknown[]) => {
    const server = await serve(({ path }, response) =>
      json(response, 200, { attestations: path.startsWith('/repos/acme/app/') ? one : other }),
    )
    return { ...server, apiUrl: server.origin }
  }
  test('1000 attestations are read', async () => {
    await using server = await two(many(0, 1000), [])
    assert.equal(said(await gather(server)), '1000: acme/app: 1000')
  })
  test('one more is not', async () => {
    await using server = await two(many(0, 1001), [])
    assert.match(said(await gather(server)), /^1000: LIMIT_EXCEEDED: more than 1000 attestations/)
  })
  test('no page is asked for behind that', async () => {
    await using server = await serve((_, response, count) => {
      const attestations = many(count * 100, 100)
      json(response, 200, { attestations }, { Link: `<?after=${count}>; rel="next"` })
    })
    assert.match(said(await gather({ apiUrl: server.origin })), /^1000: LIMIT_EXCEEDED/)
    assert.equal(server.seen.length, 11)
  })
  test('a list that is too long takes no room of another', async () => {
    await using server = await two(many(0, 1000), many(5000, 3))
    const gathered = await gather(server, { lists: [app, lib] })
    assert.ok(texts(gathered).includes('{"n":5002}'))
    assert.match(said(gathered), /^1000: LIMIT_EXCEEDED/)
  })
  test('the bytes in a list have a bound, and what is within it is kept', async () => {
    await using server = await two(many(0, 10), [])
    assert.equal(said(await gather(server, { room: 70 })), '10: acme/app: 10')
    assert.match(said(await gather(server, { room: 69 })), /^9: LIMIT_EXCEEDED: .*larger than 69 bytes/)
  })
  test('so have those behind URLs', async () => {
    await using github = await startGitHub()
    for (const a of [1, 2]) github.add('repos/acme/app', zeros, { a }, 'url')
    assert.equal(said(await gather(github, { room: 14 })), '2: acme/app: 2')
    assert.match(said(await gather(github, { room: 13 })), /^1: LIMIT_EXCEEDED: .*larger than 13 bytes/)
  })
  test('a list that is too large takes no room of another', async () => {
    await using server = await two([{ bundle: 'x'.repeat(100) }], many(0, 1))
    const gathered = await gather(server, { lists: [app, lib], room: 100 })
    assert.deepEqual(texts(gathered), ['{"n":0}'])
    assert.match(said(gathered), /^1: LIMIT_EXCEEDED/)
  })
  for (const count of [limits.apiLists, limits.apiLists + 1]) {
    test(`of ${count} lists no more than ${limits.apiLists} are asked for`, async () => {
      await using server = await listing()
      const lists = Array.from({ length: count }, (_, index): ApiList => ({ title: 'x', names: [`repos/x/${index}`] }))
      const gathered = await gather(server, { lists })
      assert.match(said(gathered), count > limits.apiLists ? /^0: LIMIT_EXCEEDED: the policy names/ : /^0: x: none/)
      assert.equal(server.seen.length, limits.apiLists)
    })
  }
})

suite('P4: the GitHub source turns any bytes into a typed result', () => {
  const ends = (gathered: CollectedAttestations) => {
    assert.match(said(gathered), /^\d+: (?:acme\/app: |GITHUB_API_ERROR: |LIMIT_EXCEEDED: )/)
    for (const { content } of gathered.attestations) assert.match(content.kind, /^(?:bundle|unreadable)$/)
  }
  test('as the answer of the API', async () => {
    let body: Uint8Array = Buffer.from('')
    await using server = await serve((_, response) => response.end(body))
    const value = fc.json().map((text) => Buffer.from(text))
    const list = fc.json().map((text) => Buffer.from(`{"attestations":[${text},{"bundle":${text}}]}`))
    await holds(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), value, list), async (bytes) => {
        body = bytes
        ends(await gather({ apiUrl: server.origin }))
      }),
      200,
    )
  })
  test('as its Link header', async () => {
    let link = ''
    await using server = await serve((_, response, count) =>
      json(response, 200, { attestations: [] }, count % 2 === 1 ? { Link: link } : {}),
    )
    await holds(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'<>;,="rel nxt?/:@#\\') }), async (text) => {
        link = text
        if (server.seen.length % 2 === 1) await fetch(server.origin)
        ends(await gather({ apiUrl: server.origin }))
      }),
      200,
    )
  })
  test('as a bundle_url', async () => {
    let url = ''
    await using server = await serve((seen, response) => {
      if (seen.path.includes('per_page')) json(response, 200, { attestations: [{ bundle_url: url }] })
      else response.writeHead(404).end()
    })
    // Everything there leads to this server, or nowhere.
    const near = fc.string().map((text) => `${server.origin}/${text}`)
    const odd = fc.string().filter((text) => !/^\s*https?:/i.test(text))
    await holds(
      fc.asyncProperty(fc.oneof(near, odd), async (text) => {
        url = text
        ends(await gather({ apiUrl: server.origin }))
      }),
      100,
    )
  })
  test('as a blob', async () => {
    let blob: Uint8Array = Buffer.from('')
    await using server = await serve((seen, response) => {
      if (seen.path === '/b') response.end(blob)
      else json(response, 200, { attestations: [{ bundle_url: `${server.origin}/b` }] })
    })
    await holds(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        blob = bytes
        ends(await gather({ apiUrl: server.origin }))
      }),
      200,
    )
  })
})
