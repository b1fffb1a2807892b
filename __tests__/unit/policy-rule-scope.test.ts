import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import type { Reference } from '../../src/model/index.ts'
import { applicableRules, skippedRules, tagsMatter, tagsToAsk } from '../../src/policy/evaluation/rule-scope.ts'
import { tagRegexWork } from '../../src/policy/profile/tag-pattern.ts'
import { cpuMsOf } from '../support/cpu.ts'
import { mistakesOf, policyOf, profileText, verdictOn, verified } from '../support/policies.ts'
import { githubClaims } from '../support/sigstore.ts'

suite('choosing the rules that apply to an image', () => {
  const reference = (registry: string, path: string): Reference => ({
    given: '',
    registry,
    path,
    tag: 'latest',
    digest: null,
  })
  const applies = (
    params: Record<string, string>,
    path = 'acme/app',
    tags: readonly string[] = ['latest'],
    registry = 'ghcr.io',
  ) => {
    const { rules } = policyOf(profileText('artifact_signature', { branch: 'main' }, params))
    return applicableRules(rules, reference(registry, path), new Set(tags)).length === 1
  }
  const cases: [string, Record<string, string>, boolean, (string | undefined)?, (string[] | undefined)?, string?][] = [
    ['no parameters', {}, true],
    ['the path', { name: 'acme/app' }, true],
    ['the path without its owner', { name: 'app' }, true],
    ['registry and path', { name: 'ghcr.io/acme/app' }, true],
    ['another registry', { name: 'docker.io/acme/app' }, false],
    ['another name', { name: 'ap' }, false],
    ['the last of three segments', { name: 'app' }, false, 'acme/team/app'],
    ['the last two of three segments', { name: 'team/app' }, true, 'acme/team/app'],
    ['a tag that is carried', { tags: '[latest]' }, true],
    ['a tag that is not', { tags: '[v1]' }, false],
    ['all tags are needed', { tags: '[latest, v1]' }, false],
    ['all tags are there', { tags: '[latest, v1]' }, true, undefined, ['latest', 'v1', 'x']],
    ['a pattern matches the whole tag', { tag_regex: 'v[0-9]+' }, true, undefined, ['v12']],
    ['a pattern does not match a part', { tag_regex: 'v[0-9]+' }, false, undefined, ['v12-rc', 'xv1']],
    ['a pattern without any tag', { tag_regex: '.*' }, false, undefined, []],
    ...['my-app', 'my--app', 'a_b.c-d2', 'a__b', '2'].map((name): [string, Record<string, string>, boolean, string] => [
      `the name ${name}`,
      { name: `'${name}'` },
      true,
      `acme/${name}`,
    ]),
    ['a registry by its address alone', { name: "'[::1]/acme/app'" }, true, undefined, undefined, '[::1]'],
    ['a registry with its port', { name: 'localhost:5000/acme/app' }, true, undefined, undefined, 'localhost:5000'],
    ['a registry by its address', { name: "'[::1]:5000/acme/app'" }, true, undefined, undefined, '[::1]:5000'],
    [
      'a registry with another port',
      { name: 'localhost:5001/acme/app' },
      false,
      undefined,
      undefined,
      'localhost:5000',
    ],
  ]
  for (const [name, params, expected, path, tags, registry] of cases) {
    test(name, () => assert.equal(applies(params, path, tags, registry), expected))
  }
  const slow: [string, boolean][] = [
    ['(a+)+$', false],
    ['(a|aa)+$', false],
    ['(a+)+'.repeat(102), false],
    ['(a|aa)+'.repeat(73), false],
    ['(a*)*'.repeat(100), false],
    ['.*'.repeat(256), true],
    ['[\\p{L}a-z]*'.repeat(40), false],
    ['(a?){60}a{60}', false],
    [`${'a?'.repeat(127)}${'a'.repeat(127)}!`, true],
  ]
  for (const [pattern, expected] of slow) {
    test(`D-16: ${pattern.slice(0, 20)}, ${pattern.length} characters, on a tag of 128`, () => {
      const tag = `${'a'.repeat(127)}!`
      assert.ok(tagRegexWork(pattern) <= limits.tagRegexWork)
      const ms = cpuMsOf(() => assert.equal(applies({ tag_regex: `'${pattern}'` }, 'acme/app', [tag]), expected))
      assert.ok(ms < 2000)
    })
  }
  for (const pattern of ['a{1,1000}'.repeat(50), `(${'a'.repeat(100)}){1000}`, '((a{1,31}){1,31}x)'.repeat(28)]) {
    test(`D-16: ${pattern.slice(0, 20)}, which would be long if it were written out, is refused unread`, () => {
      const mistakes = mistakesOf(profileText('artifact_signature', { branch: 'main' }, { tag_regex: `'${pattern}'` }))
      assert.match(mistakes.join(), /^7:19 tag_regex repeats too much/)
    })
  }
  test('D-16: 65,536 characters once written out are fine, and more are not', () => {
    const mistakesIn = (count: number) =>
      mistakesOf(
        profileText('artifact_signature', { branch: 'main' }, { tag_regex: `'a{${count}}${'b'.repeat(506)}'` }),
      )
    assert.deepEqual(mistakesIn(128), [])
    assert.match(mistakesIn(129).join(), /repeats too much/)
  })
  test('counts that tags have are fine', () => {
    assert.ok(applies({ tag_regex: 'sha-[0-9a-f]{40}' }, 'acme/app', [`sha-${'a'.repeat(40)}`]))
    assert.ok(
      applies({ tag_regex: '"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{7,40}"' }, 'acme/app', ['2026-01-02-5ca1ab1e']),
    )
  })
  test('a pattern is compared with each tag, letter case included; a tag of the profile too', () => {
    assert.equal(applies({ tag_regex: 'V1' }, 'acme/app', ['v1']), false)
    assert.equal(applies({ tags: '[Latest]' }), false)
    assert.throws(() => applies({ name: 'App' }), /is not an image name/)
    assert.equal(applies({ tag_regex: 'v1|v2' }, 'acme/app', ['x', 'v2']), true)
  })
  test('every rule that applies must pass, and those that do not ask nothing', () => {
    const rule = (params: string, branch: string) =>
      `  - type: artifact_signature\n    params: ${params}\n    def: { branch: ${branch} }\n`
    const text = `version: v1\ntype: profile\nname: x\nartifact:\n${rule('{ tags: [latest] }', 'main')}${rule('{ tag_regex: l.* }', 'dev')}${rule('{ name: other }', 'no')}`
    const { rules } = policyOf(text)
    const chosen = applicableRules(rules, reference('ghcr.io', 'acme/app'), new Set(['latest']))
    assert.deepEqual(
      chosen.map(({ position }) => position?.line),
      [5, 8],
    )
    const of = (...refs: string[]) =>
      verdictOn(
        chosen,
        refs.map((ref) => verified(githubClaims({ ref }))),
      ).code
    assert.equal(of('refs/heads/main'), 'NO_MATCHING_PROVENANCE')
    assert.equal(of('refs/heads/dev'), 'NO_MATCHING_PROVENANCE')
    assert.equal(of('refs/heads/main', 'refs/heads/dev'), 'VERIFIED')
  })
  test('a tag beside a digest is asked for where a pattern wants tags', () => {
    const { rules } = policyOf(profileText('artifact_signature', { branch: 'main' }, { tag_regex: 'v.*' }))
    assert.deepEqual(tagsToAsk(rules, reference('ghcr.io', 'acme/app'), new Set(), ['v1']), ['v1'])
  })
  suite('B-60: a rule that names the image and is not applied is told', () => {
    const rule = (params: string) => `  - type: artifact_signature\n    params: ${params}\n    def: { branch: main }\n`
    const skipped = (params: string[], carried: string[], written = carried) => {
      const { rules } = policyOf(`version: v1\ntype: profile\nname: x\nartifact:\n${params.map(rule).join('')}`)
      const image = { ...reference('ghcr.io', 'acme/app'), given: 'IMAGE' }
      return skippedRules(rules, image, new Set(carried), new Set(written)).map((one) => [
        one.rule.position?.line,
        one.reason,
        one.warning?.message ?? null,
      ])
    }
    test('a pattern that has no tag to be matched with, with a warning', () =>
      assert.deepEqual(skipped(['{ tag_regex: v.* }', '{ name: other, tag_regex: v.* }'], []), [
        [
          5,
          'no tag matches its tag_regex',
          'artifact_signature: tag_regex is not applied to IMAGE, which names no tag.',
        ],
      ]))
    test('a pattern or tags that the written tag does not match: that is what they are for, and no warning', () =>
      assert.deepEqual(skipped(['{ tag_regex: v.* }', '{ tags: [v1] }', '{ name: app }'], ['latest']), [
        [5, 'no tag matches its tag_regex', null],
        [8, 'the digest does not carry the tag v1', null],
      ]))
    test('tags that the registry alone decides about, with a warning where another rule applies', () => {
      const [only] = skipped(['{ tags: [v1, v2] }'], [])
      assert.deepEqual(only, [5, 'the digest does not carry the tags v1, v2', null])
      const [beside] = skipped(['{ tags: [v1] }', '{ name: app }'], [])
      assert.match(
        String(beside?.[2]),
        /^artifact_signature: the rule is not applied to IMAGE: at the registry the digest does not carry the tag v1\. If .* name:tag@sha256/,
      )
      const [found] = skipped(['{ tags: [v1] }', '{ tags: [latest] }'], ['latest'], [])
      assert.match(String(found?.[2]), /the digest does not carry the tag v1/)
    })
    test('tags of which the digest carries a part, with a warning', () => {
      const [partly] = skipped(['{ tags: [v1, stable] }', '{ name: app }'], ['v1'])
      assert.match(String(partly?.[2]), /at the registry the digest does not carry the tag stable/)
    })
    test('many tags are counted', () => {
      const [many] = skipped(['{ tags: [a, b, c, d, e, f] }'], [])
      assert.equal(many?.[1], 'the digest does not carry the tag a and 5 others')
    })
    test('a rule that applies, and one for another image, are not', () =>
      assert.deepEqual(skipped(['{ tags: [v1] }', '{ tag_regex: v.* }', '{ name: other, tags: [v2] }'], ['v1']), []))
  })
  test('tags that the references do not tell are asked for, once, and only for images that the name fits', () => {
    const { rules } =
      policyOf(`${profileText('artifact_signature', { branch: 'main' }, { name: 'app', tags: '[latest, v1]' })}  - type: artifact_signature
    params: { name: other, tags: [v2] }
    def: { branch: main }
`)
    assert.deepEqual(tagsToAsk(rules, reference('ghcr.io', 'acme/app'), new Set(['latest']), []), ['v1'])
  })
  test('tags matter for an image that a rule about tags names, and for no other', () => {
    const { rules } =
      policyOf(`${profileText('artifact_signature', { branch: 'main' }, { name: 'app', tags: '[v1]' })}  - type: artifact_signature
    params: { name: other, tag_regex: v.* }
    def: { branch: main }
  - type: artifact_signature
    def: { branch: main }
`)
    const matter = (path: string) => tagsMatter(rules, reference('ghcr.io', path))
    assert.deepEqual(['acme/app', 'acme/other', 'acme/third'].map(matter), [true, true, false])
  })
})
