import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { RE2JS } from 're2js'
import { limits } from '../../src/core/limits.ts'
import { compatible } from '../../src/policy/claims/glob.ts'
import { tagPatterns } from '../../src/policy/profile/tag-pattern.ts'
import { cpuMsOf } from '../support/cpu.ts'
import { mistakesOf, policyOf } from '../support/policies.ts'

const profileOf = (...rules: string[]) => `version: v1\ntype: profile\nname: x\nartifact:\n${rules.join('')}`
const matching = (pattern: string) =>
  `  - type: artifact_signature\n    params: { tag_regex: '${pattern}' }\n    def: { repository: acme/app }\n`
const asking = (...claims: string[]) => `  - type: artifact_provenance\n    def:\n      ${claims.join('\n      ')}\n`
const listOf = (count: number, item: (index: number) => string) => [...Array(count).keys()].map(item)
suite('D-62: the size limit of a profile counts all its rules', () => {
  const patterns = (count: number) => profileOf(...listOf(count, (index) => matching(`v${index}`)))
  test('64 different tag_regex are fine, and one more is not', () => {
    assert.equal(limits.tagRegexes, 64)
    assert.deepEqual(mistakesOf(patterns(limits.tagRegexes)), [])
    const mistakes = mistakesOf(patterns(limits.tagRegexes + 1))
    assert.equal(mistakes.length, 1)
    assert.match(mistakes[0] ?? '', /^\d+:27 tag_regex exceeds the limit of 64 patterns in one profile: /)
  })
  test('the same tag_regex in many rules is one, compiled once, and remembers what it has answered', () => {
    const { rules } = policyOf(profileOf(...listOf(1000, () => matching('v[0-9]+'))))
    assert.equal(new Set(rules.map(({ applies }) => applies.tagRegex)).size, 1)
    const [rule] = rules
    for (const tag of ['v1', 'v1', 'x', 'x']) assert.equal(rule?.applies.tagRegex?.matches(tag), tag === 'v1')
  })
  test('one that is none is told at each of its places', () =>
    assert.deepEqual(mistakesOf(profileOf(matching('('), matching('('))), [
      '6:27 tag_regex is not a regular expression in RE2 syntax.',
      '9:27 tag_regex is not a regular expression in RE2 syntax.',
    ]))
  test('16,384 instructions of all tag_regex are fine, and more are not', () => {
    const compile = tagPatterns()
    const letters = listOf(509, () => 'a').join('')
    const sources = listOf(32, (index) => `${letters}${String.fromCharCode(65 + index)}`).map(RE2JS.quote)
    const sizes = sources.map((source) => RE2JS.compile(source).programSize())
    const room = limits.tagRegexInstructions - sizes.slice(1).reduce((sum, size) => sum + size, 0)
    const [first = ''] = sources
    const last = first.slice(first.length - (room - ((sizes[0] ?? 0) - first.length)))
    for (const source of [...sources.slice(1), last]) assert.equal(typeof compile(source), 'object')
    assert.match(String(compile('b')), /^makes the patterns of this profile too large in total: /)
    assert.match(String(compile('c')), /^makes the patterns of this profile too large in total: /)
    assert.equal(typeof compile(last), 'object')
  })
  test('16,384 characters of globs are fine, and one more is not', () => {
    const globs = (last: number) =>
      listOf(32, (index) => `{ glob: '${'*'.repeat(index === 31 ? last : 512)}' }`).join(', ')
    assert.equal(limits.globCharacters, 32 * 512)
    assert.deepEqual(mistakesOf(profileOf(asking(`build_type: [${globs(512)}]`))), [])
    const one = asking("workflow_ref: { glob: '**' }")
    assert.deepEqual(mistakesOf(profileOf(asking(`build_type: [${globs(510)}]`), one)), [])
    assert.deepEqual(mistakesOf(profileOf(asking(`build_type: [${globs(511)}]`), one)), [
      '10:21 The globs of the profile have more than 16384 characters.',
    ])
  })
  test('2,048 values are fine, and one more is not', () => {
    assert.equal(limits.profileValues, 8 * 256)
    const rule = asking(`build_type: [${listOf(256, (index) => `b${index}`)}]`)
    assert.deepEqual(mistakesOf(profileOf(...listOf(8, () => rule))), [])
    const mistakes = mistakesOf(profileOf(...listOf(8, () => rule), asking('build_type: b')))
    assert.deepEqual(mistakes, ['31:19 The profile has more than 2048 values in all its rules.'])
    const tags = (count: number) =>
      `  - type: artifact_signature\n    params: { tags: [${listOf(count, (index) => `t${index}`)}] }\n    def: { branch: b }\n`
    assert.deepEqual(mistakesOf(profileOf(tags(2047))), [])
    assert.deepEqual(mistakesOf(profileOf(tags(2048))), [
      '6:21 The profile has more than 2048 values in all its rules.',
    ])
  })
  test('a short glob and a short text are held against each other, long ones by how they begin', () => {
    const glob = { glob: 'refs/heads/*' }
    const text = (length: number) => `refs/heads/${'a/'.repeat(length)}`.slice(0, length)
    const bound = Math.floor(limits.globComparison / glob.glob.length)
    assert.equal(compatible(glob, text(bound)), false)
    assert.equal(compatible(text(bound + 1), glob), true)
    assert.equal(compatible(glob, 'refs/tags/v1'.repeat(100)), false)
  })
  const hard: Record<string, string> = {
    '246 long globs and 246 long refs': profileOf(
      asking(
        `ref: [${listOf(246, (index) => `{ glob: 'refs/heads/${'*a'.repeat(240)}b${index}' }`)}]`,
        `workflow_ref: [${listOf(246, (index) => `refs/heads/${'a'.repeat(480)}c${index}`)}]`,
      ),
    ),
    '246 globs and 246 refs': profileOf(
      asking(
        `ref: [${listOf(246, (index) => `{ glob: 'refs/heads/${'*a'.repeat(25)}b${index}' }`)}]`,
        `workflow_ref: [${listOf(246, (index) => `refs/heads/${'a'.repeat(50)}c${index}`)}]`,
      ),
    ),
    '1,000 tag_regex': profileOf(...listOf(1000, (index) => matching(`(?i)${'[\\p{L}]'.repeat(17)}${index}`))),
    '250 tag_regex that repeat': profileOf(...listOf(250, (index) => matching(`(a?){100}(b{1,9}){30}${index}`))),
  }
  for (const [name, text] of Object.entries(hard)) {
    test(`${name}: an answer soon`, () => {
      const taken = cpuMsOf(() => void mistakesOf(text))
      assert.ok(taken < 5000, `${taken} ms of CPU time`)
    })
  }
})
