import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import type { ClaimResult, ImageVerdict, Verdict } from '../../src/model/index.ts'
import { selfHostedRunnerWarnings } from '../../src/policy/guidance/warnings.ts'
import {
  type Annotation,
  annotationsOf as annotate,
  failedClaims,
  claimLine as lineOf,
} from '../../src/report/annotations.ts'
import { claimLabels, codeMessages } from '../../src/report/messages.ts'
import {
  attestation,
  claim,
  codes,
  error,
  hostileTexts,
  image,
  rule,
  signer,
  verdict,
  verdictFullOf,
} from '../support/verdicts.ts'

const position = { file: '.github/images.yml', line: 8, column: 15 }
const warning = { message: 'Any signer is accepted.', position: null }

/** Of a step whose workflow file is not known. */
function annotationsOf(given: Verdict): Annotation[] {
  return annotate(given, { workflowFile: null })
}

function claimLine(given: ClaimResult): string {
  return lineOf({ ...given, platform: null })
}

function failing(count: number): ImageVerdict[] {
  return Array.from({ length: count }, (_, index) => image('NO_PROVENANCE', { reference: `ghcr.io/acme/app:${index}` }))
}

test('a verified image needs no annotation', () => {
  assert.deepEqual(annotationsOf(verdict([image('VERIFIED')])), [])
})

test('a failed image: the code and the reference, each failed claim, what to do, and where in the profile', () => {
  assert.deepEqual(annotationsOf(verdict([image('NO_MATCHING_PROVENANCE', { position })])), [
    {
      level: 'error',
      title: 'NO_MATCHING_PROVENANCE: ghcr.io/acme/app:1.2.3',
      message: [
        'What is the matter: NO_MATCHING_PROVENANCE.',
        '- branch: expected "main", found "feature-x"',
        codeMessages.NO_MATCHING_PROVENANCE.nature,
        'What to do: Do what helps against NO_MATCHING_PROVENANCE.',
      ].join('\n'),
      ...position,
    },
  ])
})

for (const code of codes.filter((each) => each !== 'VERIFIED')) {
  test(`${code}: without a hint the annotation still says what to do`, () => {
    const [annotation, ...others] = annotationsOf(verdict([image(code, { hint: null })]))
    assert.equal(others.length, 0)
    assert.equal(annotation?.title, `${code}: ghcr.io/acme/app:1.2.3`)
    const { nature, next } = codeMessages[code]
    assert.ok(annotation?.message.endsWith(`\n${nature}\nWhat to do: ${next}`))
  })
}

test('in warn mode failures are warnings, except mistakes in the set-up and defects', () => {
  for (const code of codes.filter((each) => each !== 'VERIFIED')) {
    const level = code === 'CONFIG_ERROR' || code === 'INTERNAL_ERROR' ? 'error' : 'warning'
    assert.deepEqual(
      annotationsOf(verdict([image(code)], { mode: 'warn' })).map((annotation) => annotation.level),
      [level],
    )
  }
})

test('an error outside any image has the code as its title and its own position', () => {
  const annotations = annotationsOf(
    verdict([], { verified: false, code: 'CONFIG_ERROR', errors: [error('CONFIG_ERROR')] }),
  )
  assert.deepEqual(annotations, [
    {
      level: 'error',
      title: 'CONFIG_ERROR',
      message: `What went wrong: CONFIG_ERROR.\n${codeMessages.CONFIG_ERROR.nature}\nWhat to do: Do what helps against CONFIG_ERROR.`,
      file: '.github/images.yml',
      line: 7,
      column: 9,
    },
  ])
})

test('a red step without any reason still gets an annotation', () => {
  const [annotation] = annotationsOf(verdict([], { verified: false, code: 'INTERNAL_ERROR' }))
  assert.equal(annotation?.level, 'error')
  assert.equal(annotation?.title, 'INTERNAL_ERROR')
})

test('an annotation without a file has no line either', () => {
  const [annotation] = annotationsOf(
    verdict([image('NO_PROVENANCE', { position: { file: null, line: 3, column: 1 } })]),
  )
  assert.deepEqual(Object.keys(annotation ?? {}), ['level', 'title', 'message'])
})

test('a file whose name cannot be printed is named in the message', () => {
  const [annotation] = annotationsOf(verdict([image('NO_PROVENANCE', { position: { ...position, file: 'a\nb.yml' } })]))
  assert.equal(annotation?.file, undefined)
  assert.match(annotation?.message ?? '', /\nSee a\\x0ab\.yml, line 8, column 15\.$/)
})

test('at the bound each failure has its annotation, one past it the last one counts', () => {
  const at = annotationsOf(verdict(failing(limits.annotations)))
  assert.equal(at.length, limits.annotations)
  assert.equal(at.at(-1)?.title, 'NO_PROVENANCE: ghcr.io/acme/app:9')
  const past = annotationsOf(verdict(failing(limits.annotations + 1)))
  assert.equal(past.length, limits.annotations)
  assert.equal(past.at(-1)?.title, '2 more failures')
})

test('64 failed images: ten annotations, the worst first, the last says how many more', () => {
  const annotations = annotationsOf(verdict([...failing(63), image('DIGEST_MISMATCH')]))
  assert.equal(annotations.length, 10)
  assert.equal(annotations[0]?.title, 'DIGEST_MISMATCH: ghcr.io/acme/app:1.2.3')
  assert.equal(annotations[9]?.level, 'error')
  assert.match(annotations[9]?.message ?? '', /^55 more failures in the report\./)
})

test('warnings: each once, after the failures, within their bound', () => {
  const same = verdict([image('VERIFIED')], { warnings: [warning, warning] })
  assert.deepEqual(annotationsOf(same), [
    { level: 'warning', title: 'Please check the policy', message: 'Any signer is accepted.' },
  ])
  const warnings = Array.from({ length: 30 }, (_, index) => ({ message: `warning ${index}`, position }))
  const many = annotationsOf(verdict(failing(1), { warnings }))
  assert.deepEqual(
    many.map(({ level }) => level),
    ['error', ...Array<string>(9).fill('warning')],
  )
  assert.equal(many.at(-1)?.message, '22 more warnings in the log of this step.')
})

test('in warn mode failures and warnings share the bound, and failures come first', () => {
  const warnings = Array.from({ length: 30 }, (_, index) => ({ message: `warning ${index}`, position }))
  const annotations = annotationsOf(verdict(failing(7), { mode: 'warn', warnings }))
  assert.equal(annotations.length, 10)
  assert.equal(annotations[6]?.title, 'NO_PROVENANCE: ghcr.io/acme/app:6')
  assert.equal(annotations[9]?.title, '28 more warnings')
  assert.equal(annotationsOf(verdict(failing(64), { mode: 'warn', warnings })).length, 10)
})

test('a place that could not be asked: a warning for a verified image, none beside a failure', () => {
  const sources: ImageVerdict['sources'] = [
    { platform: null, source: 'github', status: 'failed', found: 0, error: error('GITHUB_API_ERROR') },
    { platform: null, source: 'referrers', status: 'answered', found: 1, message: '' },
  ]
  const [remark, ...others] = annotationsOf(verdict([image('VERIFIED', { sources })]))
  assert.equal(others.length, 0)
  assert.equal(remark?.level, 'warning')
  assert.equal(remark?.title, 'GITHUB_API_ERROR: ghcr.io/acme/app:1.2.3')
  assert.match(
    remark?.message ?? '',
    /^The image is verified, but one place could not be read as a whole: the attestations API/,
  )
  assert.match(remark?.message ?? '', /\nWhat to do: Do what helps against GITHUB_API_ERROR\.$/)
  assert.equal(annotationsOf(verdict([image('NO_PROVENANCE', { sources })])).length, 1)
})

test('claims: by both their names, every value expected, and nothing where nothing was found', () => {
  assert.equal(claimLine(claim(false, { actual: null })), 'branch: expected "main", found nothing')
  assert.equal(
    claimLine(claim(false, { claim: 'event', expected: ['push', 'release'], actual: 'schedule' })),
    'triggering event (event): expected "push" or "release", found "schedule"',
  )
  const expected = Array.from({ length: 7 }, (_, index) => `v${index}`)
  assert.match(claimLine(claim(false, { expected })), /"v4" or 2 other values, found/)
  assert.match(claimLine(claim(false, { claim: 'constructor' })), /^constructor: /)
})

test('claims: the failed ones of the failed rules, each once and not too many', () => {
  const twice = image('NO_MATCHING_PROVENANCE', {
    rules: [
      rule('NO_MATCHING_PROVENANCE'),
      rule('NO_MATCHING_PROVENANCE'),
      rule('VERIFIED', { claims: [claim(false)] }),
    ],
  })
  assert.deepEqual(failedClaims(twice), [{ ...claim(false), platform: null }])
  const claims = Array.from({ length: 10 }, (_, index) => claim(false, { actual: `branch-${index}` }))
  const rules = [rule('NO_MATCHING_PROVENANCE', { claims })]
  const [annotation] = annotationsOf(verdict([image('NO_MATCHING_PROVENANCE', { rules })]))
  assert.match(annotation?.message ?? '', /found "branch-7"\n- and 2 more claims\nEither [^\n]+\nWhat to do/)
})

test('H-01, H-04: texts of others: printable lines, no command, no tag, none too long', () => {
  for (const text of hostileTexts) {
    for (const { title, message, file } of annotationsOf(verdictFullOf(text))) {
      for (const line of [title, file ?? '', ...message.split('\n')]) {
        assert.match(line, /^[\x20-\x3b\x3d-\x7e]*$/)
        assert.doesNotMatch(line, /^\s*::|##\[/)
        assert.ok(line.length <= 1100, `${line.length} characters`)
      }
    }
  }
})

for (const [name, word] of Object.entries(claimLabels)) {
  test(`${name}: what was expected of it and what was found stand in one line`, () => {
    const rules = [rule('NO_MATCHING_PROVENANCE', { claims: [claim(false, { claim: name })] })]
    const [annotation] = annotationsOf(verdict([image('NO_MATCHING_PROVENANCE', { rules })]))
    const title = word === name ? name : `${word} (${name})`
    assert.equal(annotation?.message.split('\n')[1], `- ${title}: expected "main", found "feature-x"`)
  })
}

test('of which platform a claim is said stands before it; the same claim of two platforms is two', () => {
  const claims = [claim(false)]
  const rules = ['linux/amd64', 'linux/arm64'].map((platform) => rule('NO_MATCHING_PROVENANCE', { claims, platform }))
  const [annotation] = annotationsOf(verdict([image('NO_MATCHING_PROVENANCE', { rules })]))
  assert.deepEqual(annotation?.message.split('\n').slice(1, 3), [
    '- linux/amd64: branch: expected "main", found "feature-x"',
    '- linux/arm64: branch: expected "main", found "feature-x"',
  ])
})

test('what no line of a profile is to blame for points at the workflow file, where that is known', () => {
  const workflowFile = '.github/workflows/release.yml'
  const filesOf = (given: Verdict) => annotate(given, { workflowFile }).map(({ file, line }) => [file, line])
  assert.deepEqual(filesOf(verdict([image('NO_PROVENANCE')])), [[workflowFile, undefined]])
  const inline = image('NO_PROVENANCE', { position: { file: null, line: 3, column: 1 } })
  assert.deepEqual(filesOf(verdict([inline])), [[workflowFile, undefined]])
  assert.deepEqual(filesOf(verdict([image('NO_PROVENANCE', { position })])), [[position.file, position.line]])
  assert.deepEqual(filesOf(verdict([image('VERIFIED')], { warnings: [warning] })), [[undefined, undefined]])
})

suite('a self-hosted runner that the policy does not mention', () => {
  const on = (runner_environment: string | null, changes: Partial<ImageVerdict> = {}) =>
    selfHostedRunnerWarnings(
      image('VERIFIED', {
        attestations: [attestation('VERIFIED', { signer: signer({ runner_environment }) })],
        ...changes,
      }),
    )
  test('is a warning', () => {
    const [remark, ...others] = on('self-hosted')
    assert.deepEqual(others, [])
    assert.match(
      remark?.message ?? '',
      /^ghcr\.io\/acme\/app:1\.2\.3: the image was built on a self-hosted runner, and the policy/,
    )
    assert.equal(remark?.position?.line, 5)
  })
  test('is none where the policy asks for the runner, or the image fails anyway', () => {
    const claims = [claim(true, { claim: 'runner_environment' })]
    assert.deepEqual(on('self-hosted', { rules: [rule('VERIFIED', { claims })] }), [])
    assert.deepEqual(on('self-hosted', { code: 'NO_MATCHING_PROVENANCE' }), [])
  })
  test('is none on a runner of GitHub, or where the certificate does not say', () => {
    assert.deepEqual([...on('github-hosted'), ...on(null)], [])
  })
})
