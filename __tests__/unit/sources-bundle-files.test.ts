import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'
import { CodedError } from '../../src/core/errors.ts'
import { limits } from '../../src/core/limits.ts'
import type { CollectedAttestations } from '../../src/model/index.ts'
import { readBundleFiles } from '../../src/sources/bundle-files.ts'
import { coded } from '../support/loopback.ts'

/** A workspace with these files. */
function workspaceWith(files: Record<string, string | Buffer>) {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'files-')))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}

/** What may be a bundle, for it says that it is one. */
const b = (id: number) => JSON.stringify({ mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', id })

/** The same of that many bytes. */
const sized = (length: number) => b(1).replace('{', () => `{${' '.repeat(length - b(1).length)}`)

const found = ({ attestations }: CollectedAttestations) =>
  attestations.map(({ location, content }) => [
    location,
    content.kind === 'bundle' ? Buffer.from(content.bundle).toString() : content.kind === 'unreadable' && content.code,
  ])

async function gather(files: Record<string, string | Buffer>, patterns: string[]) {
  using workspace = workspaceWith(files)
  return await readBundleFiles(patterns, workspace.path)
}

const refused = (files: Record<string, string | Buffer>, pattern: string, message: RegExp) =>
  assert.rejects(gather(files, [pattern]), coded('CONFIG_ERROR', message))

suite('reading bundle files', () => {
  test('one is handed on as it is, also where it cannot be parsed', async () => {
    const gathered = await gather({ 'a.json': '{"a":1,"a":2}' }, ['a.json'])
    assert.deepEqual(found(gathered), [['a.json', '{"a":1,"a":2}']])
    assert.deepEqual(gathered.sources, [
      { source: 'file', status: 'answered', found: 1, message: '1 bundle in 1 file' },
    ])
  })
  test('a .jsonl holds one a line, blank lines aside', async () => {
    const gathered = await gather({ 'a.jsonl': `${b(1)}\n\n  \t\r\n${b(2)}\r\n${b(3)}` }, ['a.jsonl'])
    assert.deepEqual(found(gathered), [
      ['a.jsonl:1', b(1)],
      ['a.jsonl:4', b(2)],
      ['a.jsonl:5', b(3)],
    ])
  })
  test('an empty file holds none, whatever it is called', async () => {
    for (const [name, text] of [
      ['a.jsonl', '\n\n'],
      ['a.json', ''],
      ['a', '\ufeff \r\n'],
    ] as const) {
      const { attestations, sources } = await gather({ [name]: text }, [name])
      assert.deepEqual([attestations, sources[0]?.found], [[], 0])
    }
  })
  test('globs are taken in their order, and files by name, each once', async () => {
    const files = { 'b/2.json': b(2), 'b/10.json': b(10), 'b/c/3.json': b(3), 'a.json': b(0) }
    const gathered = await gather(files, ['a.json', 'b/**/*.json', '*.json', './a.json'])
    assert.deepEqual(
      found(gathered).map(([location]) => location),
      ['a.json', 'b/10.json', 'b/2.json', 'b/c/3.json'],
    )
  })
  test('a path that is there is no glob', async () => {
    assert.deepEqual(found(await gather({ 'a[1].json': b(1), 'a1.json': b(2) }, ['a[1].json'])), [['a[1].json', b(1)]])
  })
  test('a path outside of the workspace is shown as it is', async () => {
    using elsewhere = workspaceWith({ 'a.json': b(1) })
    const file = join(elsewhere.path, 'a.json')
    assert.deepEqual(found(await gather({ 'b.json': '{}' }, [file])), [[file, b(1)]])
    assert.deepEqual(found(await gather({ 'b.json': '{}' }, [join(elsewhere.path, '*.json')])), [[file, b(1)]])
  })
  test('globs print no warning', () => {
    using workspace = workspaceWith({ 'a.json': b(1) })
    const module = JSON.stringify(new URL('../../src/sources/bundle-files.ts', import.meta.url).href)
    const script = `import { readBundleFiles } from ${module}
      const { attestations } = await readBundleFiles(['*.json'], process.cwd())
      console.log(attestations.length)`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: workspace.path,
      encoding: 'utf8',
    })
    assert.deepEqual([stdout, stderr], ['1\n', ''])
  })
})

suite('an invalid bundle file is a CONFIG_ERROR that names it', () => {
  test('nothing there', () => refused({}, 'a.json', /"a\.json", which matches no file/))
  test('a glob without match', () => refused({ 'a.json': '' }, '*.jsonl', /"\*\.jsonl", which matches no file/))
  test('a directory', () => refused({ 'b/a.json': '' }, 'b', /"b", which is a directory/))
  test('a directory that a glob meets', () =>
    refused({ 'b.json/a.json': '' }, '*.json', /"b\.json", which is a directory/))
  test('an empty line', () => refused({ 'a.json': '' }, '', /directory/))
  test('a NUL in the path', () => refused({}, 'a\0.json', /cannot be read|matches no file/))
  test('H-13: a link to nowhere', async () => {
    using workspace = workspaceWith({})
    symlinkSync('/nowhere', join(workspace.path, 'a.json'))
    await assert.rejects(readBundleFiles(['a.json'], workspace.path), coded('CONFIG_ERROR', /"a\.json"/))
  })
  test('H-13: a named pipe, without waiting for anybody', { skip: process.platform === 'win32' }, async () => {
    using workspace = workspaceWith({})
    execFileSync('mkfifo', [join(workspace.path, 'a.json')])
    await assert.rejects(readBundleFiles(['a.json'], workspace.path), coded('CONFIG_ERROR', /is not a regular file/))
  })
  test('a file that cannot be read', async () => {
    using workspace = workspaceWith({})
    symlinkSync('a.json', join(workspace.path, 'a.json'))
    await assert.rejects(readBundleFiles(['a.json'], workspace.path), coded('CONFIG_ERROR', /cannot be read \(ELOOP\)/))
  })
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}.json`, b(n)]))
  test('a thousand files pass', async () => {
    assert.equal((await gather(many(limits.bundleFiles), ['*.json'])).attestations.length, 1000)
  })
  test('one more does not', () =>
    refused(many(limits.bundleFiles + 1), '*.json', /more than 1000 files with "\*\.json"/))
})

suite('limits of bundle files', () => {
  test('a file of 16 MiB is read', async () => {
    const gathered = await gather({ 'a.json': sized(limits.bundleBytes) }, ['a.json'])
    assert.equal(found(gathered)[0]?.[1] && String(found(gathered)[0]?.[1]).length, limits.bundleBytes)
  })
  for (const name of ['a.json', 'a.jsonl']) {
    test(`${name} of one byte more is LIMIT_EXCEEDED, and the next file is read`, async () => {
      const files = { [name]: sized(limits.bundleBytes + 1), 'b.json': b(1) }
      assert.deepEqual(found(await gather(files, [name, 'b.json'])), [
        [name, 'LIMIT_EXCEEDED'],
        ['b.json', b(1)],
      ])
    })
  }
  test('many lines of 20 KB are read, though they are more than 16 MiB together', async () => {
    const { sources } = await gather({ 'a.jsonl': `${sized(20_000)}\n`.repeat(900) }, ['a.jsonl'])
    assert.deepEqual([sources[0]?.status, sources[0]?.found], ['answered', 900])
  })
  test('a thousand lines are read', async () => {
    const { sources } = await gather({ 'a.jsonl': `${b(1)}\n`.repeat(limits.attestations) }, ['a.jsonl'])
    assert.deepEqual([sources[0]?.status, sources[0]?.found], ['answered', 1000])
  })
  test('E-07: of one more the source fails, and the thousand are kept', async () => {
    const files = {
      'a.jsonl': `${b(1)}\n`.repeat(limits.attestations),
      'b.json': b(1),
      'c.jsonl': `${b(1)}\n`.repeat(limits.attestations + 1),
    }
    for (const patterns of [['a.jsonl', 'b.json'], ['b.json', 'a.jsonl'], ['c.jsonl']]) {
      const { sources, attestations } = await gather(files, patterns)
      assert.equal(attestations.length, 1000)
      assert.ok(sources[0]?.status === 'failed' && coded('LIMIT_EXCEEDED', /more than 1000/)(sources[0].error))
    }
  })
  test('R-33: 128 MiB of files are read, and with more of them the source has failed', async () => {
    using workspace = workspaceWith({ 'z.json': b(1) })
    for (let n = 10; n < 18; n++) writeFileSync(join(workspace.path, `${n}.json`), sized(limits.bundleBytes))
    const { attestations, sources } = await readBundleFiles(['*.json'], workspace.path)
    assert.deepEqual(
      attestations.map(({ content }) => content.kind),
      Array(8).fill('bundle'),
    )
    assert.ok(sources[0]?.status === 'failed' && coded('LIMIT_EXCEEDED')(sources[0].error))
  })
})

/** As a tool for people writes it. */
const pretty = (id: number) => JSON.stringify(JSON.parse(b(id)), null, 2)

suite('the content of a bundle file decides its kind, not its name', () => {
  for (const name of [
    'app.sigstore',
    'app.sigstore.json',
    'x.intoto.sigstore',
    'x.build.slsa',
    'a',
    'a.JSON',
    'a.txt',
  ]) {
    test(`${name}: one bundle, or one a line`, async () => {
      assert.deepEqual(found(await gather({ [name]: b(1) }, [name])), [[name, b(1)]])
      assert.deepEqual(found(await gather({ [name]: `${b(1)}\n${b(2)}\n` }, ['*'])), [
        [`${name}:1`, b(1)],
        [`${name}:2`, b(2)],
      ])
    })
  }
  const odd = b(1).replace('{', '{"}\\"]{":"\\\\",\n')
  const forms: [string, string, [string, string][]][] = [
    ['over many lines', pretty(1), [['a.jsonl', pretty(1)]]],
    [
      'over many lines, CRLF',
      `${pretty(1).replaceAll('\n', '\r\n')}\r\n`,
      [['a.jsonl', pretty(1).replaceAll('\n', '\r\n')]],
    ],
    [
      'several over many lines, as jq writes them without -c',
      `${pretty(1)}\n${pretty(2)}\n`,
      [
        ['a.jsonl:1', pretty(1)],
        ['a.jsonl:5', pretty(2)],
      ],
    ],
    [
      'one behind the other',
      `${b(1)}${b(2)} ${b(3)}`,
      [
        ['a.jsonl:1', b(1)],
        ['a.jsonl:1', b(2)],
        ['a.jsonl:1', b(3)],
      ],
    ],
    ['behind a byte order mark', `\ufeff${b(1)}\n`, [['a.jsonl', b(1)]]],
    ['indented', `   ${b(1)}`, [['a.jsonl', b(1)]]],
    [
      'lines of which one is cut off',
      `{"a":\n${b(1)}\n  ${b(2)}`,
      [
        ['a.jsonl:1', '{"a":'],
        ['a.jsonl:2', b(1)],
        ['a.jsonl:3', b(2)],
      ],
    ],
    [
      'lines between brackets that are no JSON together',
      `{\n${b(1)}\n}`,
      [
        ['a.jsonl:1', '{'],
        ['a.jsonl:2', b(1)],
        ['a.jsonl:3', '}'],
      ],
    ],
    [
      'lines of which one has a quote too many',
      `{"a""}\n${b(1)}`,
      [
        ['a.jsonl:1', '{"a""}'],
        ['a.jsonl:2', b(1)],
      ],
    ],
    ['over many lines and cut off: once', pretty(1).slice(0, -2), [['a.jsonl', pretty(1).slice(0, -2)]]],
    ['brackets and escaped quotes in a string', odd, [['a.jsonl', odd]]],
  ]
  for (const [title, text, expected] of forms) {
    test(title, async () => {
      assert.deepEqual(found(await gather({ 'a.jsonl': text }, ['a.jsonl'])), expected)
    })
  }
})

suite('a file of another kind is named once, with what to do', () => {
  const envelope = JSON.stringify({
    payload: 'e30=',
    payloadType: 'application/vnd.in-toto+json',
    signatures: [{ sig: 'AA==' }],
  })
  const others: [string, string, RegExp, RegExp][] = [
    ['x.intoto.jsonl', `${envelope}\n`.repeat(50), /a DSSE envelope without the certificate/, /actions\/attest/],
    [
      'gcb.json',
      '{"image_summary":{},"provenance_summary":{"provenance":[]}}',
      /gcloud .* Google Cloud Build/,
      /gh attestation download/,
    ],
    ['cosign.bundle', '{"base64Signature":"","cert":"","rekorBundle":{}}', /old format/, /--new-bundle-format/],
    ['sig.json', '{"Base64Signature":"","Payload":""}', /cosign download signature/, /leave the input bundle empty/],
    [
      'api.json',
      `{"attestations":[{"bundle":${b(1)}}]}`,
      /answer of an attestations API/,
      /jq -c ".attestations\[\].bundle"/,
    ],
    ['one.json', `{"bundle":${b(1)}}`, /a bundle inside/, /jq -c \.bundle/],
    ['array.json', `[${b(1)},${b(2)}]`, /a JSON array/, /jq -c "\.\[\]"/],
    ['pretty-array.json', `[\n${b(1)},\n${b(2)}\n]`, /a JSON array/, /jq -c "\.\[\]"/],
    [
      'verified.json',
      `[{"attestation":{"bundle":${b(1)}},"verificationResult":{}}]`,
      /a JSON array/,
      /\.\[\]\.attestation\.bundle/,
    ],
    [
      'statement.json',
      '{"_type":"https://in-toto.io/Statement/v1","predicateType":"x","subject":[]}',
      /not signed/,
      /Sign it/,
    ],
    [
      'root.json',
      '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}',
      /a trusted root/,
      /input trusted-root/,
    ],
    ['sbom.spdx.json', '{"spdxVersion":"SPDX-2.3"}', /SBOM \(SPDX\)/, /gh attestation download/],
    ['sbom.cdx.json', '{"bomFormat":"CycloneDX"}', /SBOM \(CycloneDX\)/, /gh attestation download/],
    ['buildkit.json', '{"SLSA":{}}', /BuildKit/, /gh attestation download/],
    ['manifest.json', '{"schemaVersion":2,"mediaType":"x"}', /manifest of a registry/, /gh attestation download/],
    ['package.json', '{"name":"app"}', /it is other JSON/, /gh attestation download/],
    ['README.md', '# App\n\nText\n', /it is not JSON/, /gh attestation download/],
  ]
  for (const [name, text, what, todo] of others) {
    test(`${name}: ${what.source}`, async () => {
      await assert.rejects(gather({ [name]: text }, [name]), (error) => {
        assert.ok(coded('CONFIG_ERROR', what)(error))
        assert.ok(
          error instanceof CodedError && error.message.includes(`"${name}", which is not a Sigstore bundle: it is `),
        )
        assert.match(error.hint ?? '', todo)
        return true
      })
    })
  }
  test('UTF-16', () =>
    refused(
      { 'a.json': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(b(1), 'utf16le')]) },
      'a.json',
      /it is UTF-16/,
    ))
  test('beside files with bundles it is one bad attestation, and they are read', async () => {
    const files = { 'a.jsonl': `${envelope}\n`.repeat(50), 'b.json': b(1), 'c.md': '# c' }
    const { attestations, sources } = await gather(files, ['*'])
    assert.deepEqual(
      attestations.map(({ location, content }) => [location, content.kind === 'unreadable' ? content.message : '']),
      [
        [
          'a.jsonl',
          'the file is not a Sigstore bundle: it is a DSSE envelope without the certificate and log entry of a bundle, as slsa-github-generator and cosign download attestation write it',
        ],
        ['b.json', ''],
        ['c.md', 'the file is not a Sigstore bundle: it is not JSON'],
      ],
    )
    assert.equal(sources[0]?.found, 3)
  })
  test('a bundle among other lines is read, and each of the others is told', async () => {
    const gathered = await gather({ 'a.jsonl': `${envelope}\n${b(1)}\nrubbish` }, ['a.jsonl'])
    assert.deepEqual(found(gathered), [
      ['a.jsonl:1', envelope],
      ['a.jsonl:2', b(1)],
      ['a.jsonl:3', 'rubbish'],
    ])
  })
})
