import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { proxySecrets, readProxies } from '../../src/http/proxy.ts'
import { coded } from '../support/loopback.ts'

/** Whether this host is asked without the proxy. */
function bypassed(noProxy: string, url: string): boolean {
  return readProxies({ HTTPS_PROXY: 'http://proxy.corp:3128', NO_PROXY: noProxy }).bypasses(new URL(url))
}

suite('R-80: NO_PROXY matches as in Go, curl and actions/toolkit', () => {
  const rows: [string, string[], string[]][] = [
    [
      'corp.example',
      [
        'https://corp.example',
        'https://registry.corp.example',
        'https://a.b.corp.example:8443',
        'https://REGISTRY.Corp.Example',
        'https://registry.corp.example.',
      ],
      ['https://notcorp.example', 'https://corp.example.org', 'https://corp.exampl', 'https://example'],
    ],
    ['.corp.example', ['https://registry.corp.example'], ['https://corp.example', 'https://notcorp.example']],
    ['*.corp.example', ['https://registry.corp.example'], ['https://corp.example', 'https://notcorp.example']],
    ['CORP.Example.', ['https://registry.corp.example'], ['https://notcorp.example']],
    ['registry', ['https://registry', 'https://a.registry'], ['https://myregistry']],
    ['corp.example:8443', ['https://r.corp.example:8443'], ['https://r.corp.example', 'https://r.corp.example:443']],
    ['corp.example:443', ['https://corp.example'], ['https://corp.example:8443']],
    ['*', ['https://anything.example', 'https://10.1.2.3', 'https://[fd00::1]'], []],
    ['other.example,*', ['https://anything.example'], []],
    ['größe.example', ['https://größe.example', 'https://r.xn--gre-6ka8i.example'], ['https://gre.example']],
    ['10.0.0.0/8', ['https://10.1.2.3', 'https://[::ffff:10.1.2.3]'], ['https://11.0.0.1', 'https://registry.example']],
    ['0.0.0.0/0', ['https://8.8.8.8'], ['https://registry.example']],
    ['192.168.1.0/25', ['https://192.168.1.127'], ['https://192.168.1.128']],
    ['10.1.2.3', ['https://10.1.2.3', 'https://10.1.2.3:5000'], ['https://10.1.2.30', 'https://110.1.2.3']],
    ['10.1.2.3:5000', ['https://10.1.2.3:5000'], ['https://10.1.2.3']],
    ['2.3', [], ['https://10.1.2.3']],
    ['10.0.0.1-10.0.0.9', ['https://10.0.0.9'], ['https://10.0.0.10']],
    ['fd00::1', ['https://[fd00:0:0::1]', 'https://[fd00::1]:5000'], ['https://[fd00::2]']],
    ['[fd00::1]', ['https://[fd00::1]'], ['https://[fd00::2]']],
    ['[fd00::1]:5000', ['https://[fd00::1]:5000'], ['https://[fd00::1]']],
    ['FD00::/8', ['https://[fd12::1]'], ['https://[fe12::1]']],
    [
      ' a.example ,\tb.example , ,c.example d.example',
      ['https://a.example', 'https://b.example', 'https://x.c.example', 'https://d.example'],
      ['https://e.example'],
    ],
    ['', [], ['https://a.example']],
  ]
  for (const [noProxy, without, through] of rows) {
    test(JSON.stringify(noProxy), () => {
      for (const url of without) assert.ok(bypassed(noProxy, url), `${url} is sent to the proxy`)
      for (const url of through) assert.ok(!bypassed(noProxy, url), `${url} is not sent to the proxy`)
    })
  }
  test('lower-case variables come first, and one that is empty is not set', () => {
    const both = { https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:1', no_proxy: 'a', NO_PROXY: 'b' }
    const { https, bypasses } = readProxies(both)
    assert.equal(https, 'http://lower:1/')
    assert.deepEqual([bypasses(new URL('https://a')), bypasses(new URL('https://b'))], [true, false])
    for (const empty of ['', ' \t']) {
      const upper = readProxies({ ...both, https_proxy: empty, no_proxy: empty })
      assert.equal(upper.https, 'http://upper:1/')
      assert.deepEqual([upper.bypasses(new URL('https://a')), upper.bypasses(new URL('https://b'))], [false, true])
    }
  })
  test('entries that name nothing are counted, and spoil no other', () => {
    const noProxy =
      'a.example,http://b.example,10.0.0.0/33,<local>,192.168.*,c.example:0,c.example:70000,10.0.0.9-10.0.0.1,192.168,d.example'
    const { unusable, bypasses } = readProxies({ HTTPS_PROXY: 'http://p', NO_PROXY: noProxy })
    assert.deepEqual(unusable, [2, 3, 4, 5, 6, 7, 8, 9])
    assert.ok(bypasses(new URL('https://d.example')))
    assert.deepEqual(readProxies({ NO_PROXY: noProxy }).unusable, [])
  })
})

suite('R-80: choosing the proxy', () => {
  const usable: [string, string | null][] = [
    ['proxy.corp:3128', 'http://proxy.corp:3128/'],
    ['proxy.corp', 'http://proxy.corp/'],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128/'],
    ['[fd00::1]:3128', 'http://[fd00::1]:3128/'],
    ['me:p%40ss@proxy.corp:3128', 'http://me:p%40ss@proxy.corp:3128/'],
    ['HTTP://proxy.corp:3128', 'http://proxy.corp:3128/'],
    ['https://proxy.corp:3128/', 'https://proxy.corp:3128/'],
    [' \thttp://proxy.corp:3128\t ', 'http://proxy.corp:3128/'],
    [' ', null],
    ['', null],
  ]
  for (const [text, url] of usable) {
    test(`${JSON.stringify(text)} is used`, () => assert.equal(readProxies({ HTTPS_PROXY: text }).https, url))
  }
  const password = 'canary-password'
  const refused: [string, RegExp][] = [
    [`http://me:${password}@proxy.corp:port`, /not a URL with a host and a valid port/],
    [`http://me:${password}@proxy.corp:99999`, /not a URL/],
    [`http://me:${password}@proxy.corp:0`, /not a URL/],
    [`me:${password}@`, /not a URL/],
    [`http://me:${password}@proxy.corp:3128\n`, /line break/],
    [`http://me:${password}@proxy\r\n.corp:3128`, /line break/],
    [`http://me:${password} @proxy.corp:3128`, /a space or a control character/],
    [`http://me:${password}\t@proxy.corp:3128`, /a space or a control character/],
    [`socks5://me:${password}@proxy.corp:1080`, /neither http nor https/],
    [`http://me:1#${password}@proxy.corp:3128`, /something behind its host and port/],
    [`http://me:1?${password}@proxy.corp:3128`, /something behind its host and port/],
    [`http://CORP\\me:${password}@proxy.corp:3128`, /something behind its host and port/],
    [`http://me:1/${password}@proxy.corp:3128`, /something behind its host and port/],
    [`http://me:%zz${password}@proxy.corp:3128`, /begins no escape/],
    [`http://me:%ff${password}@proxy.corp:3128`, /begins no escape/],
    [`http:/me:${password}`, /something behind/],
  ]
  for (const name of ['HTTPS_PROXY', 'https_proxy']) {
    for (const [text, why] of refused) {
      test(`${name}=${JSON.stringify(text)} is refused without its value`, () => {
        assert.throws(
          () => readProxies({ [name]: text }),
          (error: Error & { hint: string }) => {
            assert.ok(!`${error.message}${error.hint}${error.stack}`.includes(password))
            return coded(
              'CONFIG_ERROR',
              new RegExp(`^The variable ${name} cannot be used as a proxy: .*${why.source}`),
            )(error)
          },
        )
      })
    }
  }
  test('of http is for nothing, and refused for nothing', () => {
    assert.equal(readProxies({ HTTP_PROXY: 'http://me:x@:', http_proxy: '::' }).https, null)
  })
})

suite('H-80: the password of a proxy is masked in every spelling', () => {
  const basic = (login: string) => Buffer.from(login).toString('base64')
  const rows: [string, string[]][] = [
    ['http://me:pass-word@proxy:3128', ['pass-word', basic('me:pass-word')]],
    ['me:p%40ss@proxy:3128', ['p%40ss', 'p@ss', basic('me:p@ss')]],
    ['http://me:pa@ss@proxy:bad', ['pa@ss']],
    ['http://me:pass-word@proxy\n', ['pass-word']],
    ['http://CORP\\me:pass-word@proxy', ['pass-word']],
    ['http://some-token@proxy', ['some-token']],
    ['http://me:%zz@proxy', ['%zz']],
  ]
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']) {
    test(name, () => {
      for (const [value, secrets] of rows) {
        const known = proxySecrets({ [name]: value })
        for (const secret of secrets) assert.ok(known.includes(secret), `${secret} of ${value}: ${known}`)
      }
    })
  }
  test('and nothing where there is none', () => {
    assert.deepEqual(proxySecrets({ HTTPS_PROXY: 'http://proxy:3128', HTTP_PROXY: 'me:@proxy', ALL_PROXY: '' }), [])
  })
})
