import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { AmbiguousKey, parseJsonObject, shape } from '../../src/formats/strict-json.ts'

const read = shape('manifests', 'kind', 'os.version', 'docker-manifest-digest', 'logID')
const twin = (key: string, field: string) => ({
  name: 'SyntaxError',
  message: `the key ${JSON.stringify(key)} is read as "${field}" by programs written in Go, such as Docker and cosign`,
})

suite('B-50: reading the fields of a JSON shape', () => {
  test('are those that it names, and no others', () => {
    const fields = read(parseJsonObject(Buffer.from('{"manifests":[1],"kind":null,"x":{"Kind":1},"constructor":2}')))
    assert.deepEqual({ ...fields }, { manifests: [1], kind: null })
    assert.equal(fields['os.version'], undefined)
    assert.equal('toString' in fields, false)
  })
  for (const [key, field] of [
    ['Manifests', 'manifests'],
    ['MANIFESTS', 'manifests'],
    ['manife\u017fts', 'manifests'],
    ['manifest\u017f', 'manifests'],
    ['\u212aind', 'kind'],
    ['Kind', 'kind'],
    ['OS.version', 'os.version'],
    ['o\u017f.ver\u017fion', 'os.version'],
    ['doc\u212aer-manife\u017ft-digest', 'docker-manifest-digest'],
    ['logId', 'logID'],
  ] as const)
    test(`${JSON.stringify(key)} is ${field} to Go, wherever it stands`, () => {
      for (const object of [{ [key]: 1 }, { [key]: 1, [field]: 2 }, { [field]: 1, x: 2, [key]: 3 }])
        assert.throws(() => read(object), twin(key, field))
      assert.throws(() => read({ [key]: 1 }), AmbiguousKey)
    })
  for (const key of [
    ...['manifest', 'manifestss', ' manifests', 'manifests\0', 'manifests ', 'mani_fests', 'mani-fests'],
    // Equal under full folding, compatibility or the rules of Turkish, and to Go not.
    ...[
      'mani\ufb01ests',
      'man\u0131fests',
      'man\u0130fests',
      '\uff4danifests',
      'k\u0131nd',
      'mani\u0307fests',
      'kin\ud800',
    ],
  ])
    test(`${JSON.stringify(key)} is another key`, () => {
      assert.deepEqual({ ...read({ [key]: 1, manifests: 2 }) }, { manifests: 2 })
    })
  test('of all characters, the letters and two more are folded to an ASCII letter', () => {
    const folded: Record<string, string[]> = {}
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code)
      for (const letter of 'ask') {
        try {
          shape(letter)({ [character]: 1 })
        } catch {
          folded[letter] = [...(folded[letter] ?? []), character]
        }
      }
    }
    assert.deepEqual(folded, { a: ['A'], s: ['S', '\u017f'], k: ['K', '\u212a'] })
  })
})

test('B-50: fields that runtimes also read are read through a shape only', () => {
  const files = ['registry/manifest.ts', 'registry/referrers.ts', 'sources/referrers.ts', 'sources/buildkit.ts']
  for (const file of [...files, ...readdirSync('src/image').map((name) => `image/${name}`)]) {
    const imported = /^import \{([^}]*)\} from '\.\.\/json\.ts'$/m.exec(readFileSync(`src/${file}`, 'utf8'))?.[1] ?? ''
    assert.doesNotMatch(imported, /\bmember\b/, file)
  }
})
