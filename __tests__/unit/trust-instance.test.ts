import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { instanceOf } from '../../src/trust/instance.ts'
import { instancesOfFiles } from '../../src/trust/trusted-root-files.ts'
import { createSigstore, type TrustedRootJson } from '../support/sigstore.ts'

const sigstore = createSigstore()
const root = sigstore.trustedRoot()

suite('A-11: the thresholds of an instance follow from its trusted root alone', () => {
  test('logs, CT logs and a timestamp authority', () => {
    assert.deepEqual(instanceOf({ ...root }, 'a').thresholds, { logEntry: true, certificateTimestamp: true })
  })
  test('a timestamp authority alone', () => {
    assert.deepEqual(instanceOf({ ...root, tlogs: [], ctlogs: [] }, 'a').thresholds, {
      logEntry: false,
      certificateTimestamp: false,
    })
  })
})

suite('rejecting an unusable trusted root', () => {
  const refused: Record<string, [object, RegExp]> = {
    'no authority': [{ ...root, certificateAuthorities: [] }, /no certificate authority/],
    'an authority without certificate': [
      { ...root, certificateAuthorities: [{ certChain: { certificates: [] } }] },
      /no certificate/,
    ],
    'nobody to vouch for the time': [
      { ...root, tlogs: [], timestampAuthorities: [] },
      /no signing time can be trusted/,
    ],
    'another media type': [{ ...root, mediaType: 'application/json' }, /mediaType/],
    'a misspelt list': [{ ...root, ctlogs: undefined, ctLogs: root.ctlogs }, /unknown member "ctLogs"/],
    'a list that is none': [{ ...root, ctlogs: {} }, /ctlogs is not a list/],
    'a list of nothing': [{ ...root, tlogs: [null] }, /tlogs is not a list of objects/],
    'a date that is none': [
      {
        ...root,
        tlogs: root.tlogs.map((log) => ({ ...log, publicKey: { ...log.publicKey, validFor: { start: 'yesterday' } } })),
      },
      /no validFor\.start/,
    ],
    'no media type': [{ certificateAuthorities: root.certificateAuthorities }, /mediaType/],
    'C-20: a log key without validFor.start': [without('tlogs'), /no validFor\.start/],
    'C-20: a CT log key without validFor.start': [without('ctlogs'), /no validFor\.start/],
    'a certificate that is none': [
      { ...root, certificateAuthorities: [{ certChain: { certificates: [{ rawBytes: 'AAAA' }] } }] },
      /./,
    ],
  }
  for (const [name, [json, message]] of Object.entries(refused)) {
    test(name, () => assert.throws(() => instanceOf({ ...json }, 'a'), message))
  }
})

suite('loading the input trusted-root', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trust-'))
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return name
  }
  test('one instance a file, in their order, never merged', async () => {
    const other = createSigstore({ name: 'other.test' }).trustedRoot()
    const names = [file('a.json', JSON.stringify(root)), file('b.json', JSON.stringify(other))]
    const instances = await instancesOfFiles(names, folder)
    assert.deepEqual(
      instances.map(({ name, authorities }) => [name, authorities.length]),
      [
        ['a.json', 2],
        ['b.json', 2],
      ],
    )
  })
  test('one instance a line of a .jsonl file', async () => {
    const other = createSigstore({ name: 'other.test' }).trustedRoot()
    const name = file('both.jsonl', `${JSON.stringify(root)}\n\n${JSON.stringify(other)}\n`)
    const instances = await instancesOfFiles([name], folder)
    assert.deepEqual(
      instances.map(({ name, authorities }) => [name, authorities.length]),
      [
        ['both.jsonl:1', 2],
        ['both.jsonl:3', 2],
      ],
    )
  })
  const wrong: Record<string, string> = {
    'empty.jsonl': '\n',
    'half.jsonl': `${JSON.stringify(root)}\n{`,
    'missing.json': '',
    'empty.json': '',
    'broken.json': '{',
    'list.json': '[]',
    'twice.json': `{"mediaType":"x",${JSON.stringify(root).slice(1)}`,
    'large.json': ' '.repeat(limits.trustedRootBytes + 1),
  }
  for (const [name, content] of Object.entries(wrong)) {
    test(`${name} is a mistake that names the file`, async () => {
      if (name !== 'missing.json') file(name, content)
      await assert.rejects(instancesOfFiles([name], folder), (error: Error & { code?: string }) => {
        assert.equal(error.code, 'CONFIG_ERROR')
        assert.match(error.message, new RegExp(`^Input trusted-root: the file "${name}" cannot be used: `))
        return true
      })
    })
  }
})

function without(kind: 'tlogs' | 'ctlogs'): TrustedRootJson {
  return { ...root, [kind]: root[kind].map((log) => ({ ...log, publicKey: { ...log.publicKey, validFor: {} } })) }
}
