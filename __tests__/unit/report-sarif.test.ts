import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Result } from 'sarif'
import { limits } from '../../src/core/limits.ts'
import { learnSecret } from '../../src/core/secrets.ts'
import type { Verdict } from '../../src/model/index.ts'
import { codeMessages } from '../../src/report/messages.ts'
import { sarifOf } from '../../src/report/sarif.ts'
import { holds } from '../support/properties.ts'
import { sarifMistakes } from '../support/sarif-schema.ts'
import { claim, codes, error, hostileTexts, image, rule, verdict, verdictFullOf } from '../support/verdicts.ts'

const position = { file: '.github/images.yml', line: 8, column: 15 }
const mismatch = rule('NO_MATCHING_PROVENANCE', { claims: [claim(false, { position })] })

function resultsOf(given: Verdict, workflowFile: string | null = null): Result[] {
  const log = sarifOf(given, { workflowFile })
  assert.deepEqual(sarifMistakes(log), [])
  return log.runs[0]?.results ?? assert.fail('no results')
}

const textOf = (result: Result | undefined): string => result?.message.text ?? ''
const uriOf = (result: Result | undefined) => result?.locations?.[0]?.physicalLocation?.artifactLocation
const regionOf = (result: Result | undefined) => result?.locations?.[0]?.physicalLocation?.region

test('a verified image: no result, so that code scanning closes what was open', () => {
  assert.deepEqual(resultsOf(verdict([image('VERIFIED')])), [])
})

test('a rule for every code, with its words; only what is said about the image is a security alert', () => {
  const rules = sarifOf(verdict([image('VERIFIED')]), { workflowFile: null }).runs[0]?.tool.driver.rules ?? []
  assert.deepEqual(
    rules.map(({ id }) => id),
    [...codes],
  )
  for (const { id, fullDescription, help, properties } of rules) {
    const words = codeMessages[id as keyof typeof codeMessages]
    assert.equal(fullDescription?.text, words.meaning)
    assert.equal(help?.text, words.next)
    assert.equal(properties?.tags?.includes('security'), properties?.['security-severity'] !== undefined)
  }
  const severe = rules.filter(({ properties }) => properties?.['security-severity']).map(({ id }) => id)
  assert.ok(severe.includes('NO_MATCHING_PROVENANCE') && !severe.includes('REGISTRY_ERROR'))
})

test('a result for each claim that was not met, at its value in the profile', () => {
  const claims = [claim(false, { position }), claim(false, { claim: 'event', position: { ...position, line: 9 } })]
  const rules = [rule('NO_MATCHING_PROVENANCE', { claims: [...claims, claim(true)] })]
  const [first, second, ...others] = resultsOf(verdict([image('NO_MATCHING_PROVENANCE', { rules })]))
  assert.deepEqual(others, [])
  assert.equal(first?.ruleId, 'NO_MATCHING_PROVENANCE')
  assert.equal(first?.level, 'error')
  assert.equal(
    textOf(first),
    'ghcr.io/acme/app:1.2.3: branch: expected "main", found "feature-x". What to do: Do what helps against NO_MATCHING_PROVENANCE.',
  )
  assert.deepEqual(uriOf(first), { uri: '.github/images.yml', uriBaseId: '%SRCROOT%' })
  assert.deepEqual(regionOf(first), { startLine: 8, startColumn: 15, endLine: 8, endColumn: 16 })
  assert.equal(regionOf(second)?.startLine, 9)
})

for (const code of codes.filter((each) => each !== 'VERIFIED')) {
  test(`${code}: one result of that rule, saying what to do`, () => {
    const [result, ...others] = resultsOf(verdict([image(code, { rules: [], hint: null })]))
    assert.deepEqual(others, [])
    assert.equal(result?.ruleId, code)
    assert.ok(textOf(result).includes(`What to do: ${codeMessages[code].next}`))
  })
}

test('without a profile the workflow stands in, and without that the name of the image', () => {
  const [inWorkflow] = resultsOf(verdict([image('NO_PROVENANCE')]), '.github/workflows/release.yml')
  assert.deepEqual(uriOf(inWorkflow), { uri: '.github/workflows/release.yml', uriBaseId: '%SRCROOT%' })
  assert.equal(regionOf(inWorkflow)?.startLine, 1)
  const [nowhere] = resultsOf(verdict([image('NO_PROVENANCE')]))
  assert.deepEqual(uriOf(nowhere), { uri: 'ghcr.io/acme/app' })
  const inline = { file: null, line: 7, column: 3 }
  assert.equal(regionOf(resultsOf(verdict([image('NO_PROVENANCE', { position: inline })]))[0])?.startLine, 1)
})

test('errors outside any image have a place too, and a red step without reason has a result', () => {
  const failed = verdict([], { verified: false, code: 'CONFIG_ERROR', errors: [error('CONFIG_ERROR')] })
  const [result] = resultsOf(failed)
  assert.equal(regionOf(result)?.startLine, 7)
  assert.equal(sarifOf(failed, { workflowFile: null }).runs[0]?.invocations?.[0]?.executionSuccessful, false)
  const [bare] = resultsOf(verdict([], { verified: false, code: 'INTERNAL_ERROR' }))
  assert.equal(bare?.ruleId, 'INTERNAL_ERROR')
  assert.deepEqual(uriOf(bare), { uri: '.github/workflows' })
})

test('the fingerprint stays when the line moves or another value is found, and tells images and claims apart', () => {
  const printOf = (reference: string, changes: object) => {
    const rules = [{ ...mismatch, claims: [claim(false, changes)] }]
    const [result] = resultsOf(verdict([image('NO_MATCHING_PROVENANCE', { reference, rules })]))
    return result?.partialFingerprints?.primaryLocationLineHash
  }
  const first = printOf('a', { position })
  assert.match(first ?? '', /^[0-9a-f]{32}$/)
  assert.equal(printOf('a', { position: { ...position, line: 80 }, actual: 'other' }), first)
  assert.notEqual(printOf('b', {}), first)
  assert.notEqual(printOf('a', { claim: 'repository' }), first)
  assert.notEqual(printOf('a', { expected: 'release' }), first)
})

test('in warn mode a failure is a warning; a mistake in the set-up stays an error', () => {
  const levels = codes
    .filter((code) => code !== 'VERIFIED')
    .map((code) => [code, resultsOf(verdict([image(code)], { mode: 'warn' }))[0]?.level])
  for (const [code, level] of levels) {
    assert.equal(level, code === 'CONFIG_ERROR' || code === 'INTERNAL_ERROR' ? 'error' : 'warning')
  }
})

test('at the bound every result is there, past it the worst are kept and the rest is counted', () => {
  const claims = (count: number) => Array.from({ length: count }, (_, index) => claim(false, { actual: `v${index}` }))
  const failed = (count: number) =>
    image('NO_MATCHING_PROVENANCE', { rules: [rule('NO_MATCHING_PROVENANCE', { claims: claims(count) })] })
  const at = sarifOf(verdict([failed(limits.sarifResults)]), { workflowFile: null }).runs[0]
  assert.equal(at?.results?.length, limits.sarifResults)
  assert.equal(at?.invocations?.[0]?.toolExecutionNotifications, undefined)
  const past = sarifOf(verdict([failed(limits.sarifResults), image('DIGEST_MISMATCH')]), { workflowFile: null }).runs[0]
  assert.equal(past?.results?.length, limits.sarifResults)
  assert.equal(past?.results?.[0]?.ruleId, 'DIGEST_MISMATCH')
  assert.equal(past?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text, '1 more in the JSON report.')
})

/** Link, placeholder, control character, bidi: nothing of it in a message (threats H-17). */
function assertInert(given: Verdict, workflowFile: string | null = null): void {
  for (const result of resultsOf(given, workflowFile)) {
    assert.match(textOf(result), /^[\x20-\x7e]{1,4000}$/)
    assert.doesNotMatch(textOf(result), /[[\]{}]/)
    assert.deepEqual(Object.keys(result.message), ['text'])
    assert.match(uriOf(result)?.uri ?? '', /^[A-Za-z0-9._~!'()*%/-]+$/)
    assert.doesNotMatch(uriOf(result)?.uri ?? '', /^\/|(?:^|\/)\.\.(?:\/|$)/)
  }
}

test('H-17: texts of others are text: no link, no placeholder, no path out of the repository', () => {
  for (const text of [...hostileTexts, '../../etc/passwd', '/etc/passwd', '[x](1)', '{0}', '..', '']) {
    for (const code of codes.filter((each) => each !== 'VERIFIED')) assertInert(verdictFullOf(text, code))
  }
  holds(fc.property(fc.string({ unit: 'binary' }), (text) => assertInert(verdictFullOf(text))))
})

test('H-80: where no file is known, the place is called by the image, and by no secret in its name', () => {
  learnSecret('hunter-2')
  const log = sarifOf(verdict([image('NO_PROVENANCE', { reference: 'hunter-2/app', repository: null })]), {
    workflowFile: null,
  })
  assert.equal(log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, '***/app')
})
