import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import type { Digest } from '../../src/model/index.ts'
import { coded, type Seen, serve } from '../support/loopback.ts'
import { startRegistry } from '../support/registry.ts'
import { descriptor, json, open, page, path, zeros } from '../support/registry-fixture.ts'

/** A registry whose referrers API answers like this. */
async function listing(answer: (seen: Seen, response: ServerResponse, count: number) => void) {
  const server = await serve(answer)
  const list = async () => {
    const listed = await open(server.host).referrers(path, zeros)
    assert.ok(listed !== 'unsupported')
    return listed
  }
  return { ...server, list }
}

suite('listing with the referrers API', () => {
  test('is read over all its pages, in order', async () => {
    await using server = await startRegistry({ pageSize: 2 })
    const digest = server.pushImage(path, 'latest') as Digest
    const attached = ['a', 'b', 'c', 'd', 'e'].map((name) => server.attach(path, digest, { name }))
    const list = await open(server.host).referrers(path, digest)
    assert.ok(list !== 'unsupported')
    assert.deepEqual(
      list.descriptors.map((one) => one.digest),
      attached,
    )
    assert.equal(list.incomplete, null)
  })
  for (const status of [400, 404, 405, 406, 415, 501]) {
    test(`R-14: ${status} means that there is none`, async () => {
      await using server = await serve((_, response) => response.writeHead(status).end())
      assert.equal(await open(server.host).referrers(path, zeros), 'unsupported')
    })
  }
  for (const status of [401, 403, 500, 503, 418, 204, 304]) {
    test(`R-14, A-06: ${status} is an error, never "nothing"`, async () => {
      await using server = await serve((_, response) => response.writeHead(status).end())
      await assert.rejects(
        open(server.host).referrers(path, zeros),
        coded('REGISTRY_ERROR', new RegExp(String(status))),
      )
    })
  }
  for (const body of ['', '{}', '[]', 'null', '"x"', '{"manifests":{}}', '<html>', '{"manifests":[']) {
    test(`R-10: 200 with ${body || 'nothing'} is malformed, never "nothing"`, async () => {
      await using server = await serve((_, response) => response.end(body))
      await assert.rejects(open(server.host).referrers(path, zeros), coded('REGISTRY_ERROR', /malformed/))
    })
  }
  test('R-11: any Content-Type will do', async () => {
    await using server = await listing((_, response) => {
      json(response, 200, page(0, 1), { 'Content-Type': 'text/plain' })
    })
    assert.equal((await server.list()).descriptors.length, 1)
  })
  test('A-13: an entry that cannot be used does not hide the others', async () => {
    const bad = [null, 7, {}, { ...descriptor(1), digest: 'sha512:00' }, { ...descriptor(1), Digest: zeros }]
    await using server = await listing((_, response) => json(response, 200, { manifests: [...bad, descriptor(2)] }))
    const list = await server.list()
    assert.deepEqual([list.descriptors.length, list.unusable, list.incomplete], [1, 5, null])
  })
  test('R-51: null is an empty list', async () => {
    await using server = await listing((_, response) => json(response, 200, { manifests: null }))
    assert.deepEqual(await server.list(), { descriptors: [], unusable: 0, incomplete: null })
  })
  test('lists a digest once', async () => {
    await using server = await listing((_, response) =>
      json(response, 200, { manifests: [descriptor(1), descriptor(1)] }),
    )
    assert.equal((await server.list()).descriptors.length, 1)
  })
  for (const [what, link] of [
    ['relative to the page', '<?last=1>; rel="next"'],
    ['by its path', `</v2/${path}/referrers/${zeros}?last=1>; rel=next`],
    ['among others', '<?x>; rel="first", <?last=1>; rel="next"'],
  ] as const) {
    test(`R-16: the next page may be linked ${what}`, async () => {
      await using server = await listing((seen, response) => {
        const last = seen.path.endsWith('?last=1')
        json(response, 200, last ? page(1, 2) : page(0, 1), last ? {} : { Link: link })
      })
      const list = await server.list()
      assert.deepEqual([list.descriptors.length, list.incomplete], [2, null])
    })
  }
  for (const link of [
    '<https://evil.com/x>; rel="next"',
    '<//evil.com/x>; rel=next',
    '<?x; rel="next"',
    '<http://u:p@127.0.0.1/x>; rel=next',
  ]) {
    test(`E-08: a list that goes on at ${link} is incomplete, and what was read is kept`, async () => {
      await using server = await listing((_, response) => json(response, 200, page(0, 3), { Link: link }))
      const { descriptors, incomplete } = await server.list()
      assert.equal(descriptors.length, 3)
      assert.ok(coded('REGISTRY_ERROR', /another host|malformed Link/)(incomplete))
      assert.equal(server.seen.length, 1)
    })
  }
  test('E-08: another port is another host', async () => {
    await using other = await serve((_, response) => json(response, 200, page(0, 1)))
    await using server = await listing((_, response) => {
      json(response, 200, page(0, 3), { Link: `<${other.origin}/x>; rel="next"` })
    })
    assert.ok(coded('REGISTRY_ERROR')((await server.list()).incomplete))
    assert.equal(other.seen.length, 0)
  })
  for (const [what, next] of [
    ['a page that links to itself', (seen: Seen) => seen.path],
    ['two pages that link to each other', (seen: Seen) => (seen.path.endsWith('?b') ? '?a' : '?b')],
  ] as const) {
    test(`E-07: ${what}`, async () => {
      await using server = await listing((seen, response) => {
        json(response, 200, page(0, 1), { Link: `<${next(seen)}>; rel="next"` })
      })
      assert.ok(coded('REGISTRY_ERROR', /circle/)((await server.list()).incomplete))
      assert.ok(server.seen.length <= 3)
    })
  }
  const pages = (total: number) =>
    listing((_, response, count) => {
      json(response, 200, page(count - 1, count), count < total ? { Link: `<?page=${count}>; rel="next"` } : {})
    })
  test('a hundred pages are read', async () => {
    await using server = await pages(limits.pages)
    const { descriptors, incomplete } = await server.list()
    assert.deepEqual([descriptors.length, incomplete], [100, null])
  })
  test('E-07: one more is not', async () => {
    await using server = await pages(limits.pages + 1)
    const { descriptors, incomplete } = await server.list()
    assert.equal(descriptors.length, 100)
    assert.ok(coded('LIMIT_EXCEEDED', /more than 100 pages/)(incomplete))
    assert.equal(server.seen.length, 100)
  })
  for (const [count, expected] of [
    [limits.listedBytes / limits.apiPageBytes, undefined],
    [limits.listedBytes / limits.apiPageBytes + 1, 'LIMIT_EXCEEDED'],
  ] as const) {
    test(`A-74: ${count} pages of 16 MiB, of which nothing is kept but what is needed`, async () => {
      const filled = (n: number) => {
        const body = JSON.stringify({ manifests: [{ ...descriptor(n), annotations: { fill: 'x'.repeat(9999) } }] })
        return Buffer.from(body + ' '.repeat(limits.apiPageBytes - body.length))
      }
      await using server = await listing((_, response, asked) => {
        json(response, 200, filled(asked), asked < count ? { Link: `<?page=${asked}>; rel="next"` } : {})
      })
      const { descriptors, incomplete } = await server.list()
      assert.deepEqual([descriptors.length, incomplete?.code], [limits.listedBytes / limits.apiPageBytes, expected])
      for (const { annotations } of descriptors) assert.deepEqual(annotations, {})
    })
  }
  test('ten thousand referrers are listed', async () => {
    await using server = await listing((_, response) => json(response, 200, page(0, limits.listedReferrers)))
    const { descriptors, incomplete } = await server.list()
    assert.deepEqual([descriptors.length, incomplete], [10_000, null])
  })
  test('E-07: one more is not, and the ten thousand are kept', async () => {
    await using server = await listing((_, response) => json(response, 200, page(0, limits.listedReferrers + 1)))
    const { descriptors, incomplete } = await server.list()
    assert.equal(descriptors.length, 10_000)
    assert.ok(coded('LIMIT_EXCEEDED', /more than 10000 referrers/)(incomplete))
  })
  for (const [what, fail] of [
    ['fails', (response: ServerResponse) => response.writeHead(500).end()],
    ['is malformed', (response: ServerResponse) => response.end('<html>')],
    ['is not there', (response: ServerResponse) => response.writeHead(404).end()],
    ['is not allowed', (response: ServerResponse) => response.writeHead(401).end()],
  ] as const) {
    test(`R-16: what came before a page that ${what} is kept, and not taken for all`, async () => {
      await using server = await listing((seen, response) => {
        if (seen.path.includes('?')) fail(response)
        else json(response, 200, page(0, 2), { Link: '<?2>; rel="next"' })
      })
      const { descriptors, incomplete } = await server.list()
      assert.equal(descriptors.length, 2)
      assert.ok(coded('REGISTRY_ERROR')(incomplete))
    })
  }
  const deleteSome =
    /^Delete (?:the ones|referrers) you do not need, because a valid attestation may be beyond the limit\.$/
  test('is asked for as the specification says', async () => {
    await using server = await listing((_, response) => json(response, 200, page(0, 1)))
    await server.list()
    assert.equal(server.seen[0]?.headers.accept, 'application/vnd.oci.image.index.v1+json')
  })
  test('E-07: the thousand, and one of them again, are the thousand', async () => {
    await using server = await listing((_, response) => {
      json(response, 200, { manifests: [...page(0, limits.attestations).manifests, descriptor(7)] })
    })
    const { descriptors, incomplete } = await server.list()
    assert.deepEqual([descriptors.length, incomplete], [1000, null])
  })
  test('what breaks it off is said, with what to do', async () => {
    await using many = await listing((_, response) => json(response, 200, page(0, limits.listedReferrers + 1)))
    const url = String.raw`^GET http://\S+/v2/acme/app/referrers/sha256:0+`
    assert.ok(
      coded(
        'LIMIT_EXCEEDED',
        new RegExp(`${url} lists more than 10000 referrers$`),
        deleteSome,
      )((await many.list()).incomplete),
    )
    await using long = await pages(limits.pages + 1)
    assert.ok(
      coded(
        'LIMIT_EXCEEDED',
        new RegExp(`${url} has more than 100 pages$`),
        deleteSome,
      )((await long.list()).incomplete),
    )
    await using rubbish = await serve((_, response) => response.end('{}'))
    await assert.rejects(
      open(rubbish.host).referrers(path, zeros),
      coded(
        'REGISTRY_ERROR',
        new RegExp(`${url}: malformed list of referrers \\("manifests" is missing\\)$`),
        /^The list of attestations cannot be read as a whole; is 127\.0\.0\.1:\d+ an OCI registry, and no proxy in between\?$/,
      ),
    )
    await using ill = await serve((_, response) => response.writeHead(500).end())
    await assert.rejects(
      open(ill.host).referrers(path, zeros),
      coded('REGISTRY_ERROR', new RegExp(`${url} answered 500$`)),
    )
  })
})
