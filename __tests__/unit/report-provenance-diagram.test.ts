import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import type { AttestationCode, ImageVerdict, Signer } from '../../src/model/index.ts'
import { provenanceDiagram } from '../../src/report/summary/provenance-diagram.ts'
import { holds } from '../support/properties.ts'
import { githubClaims } from '../support/sigstore.ts'
import { attestation, claim, codes, hostileTexts, image, rule, verdictFullOf } from '../support/verdicts.ts'

/** The picture as one reads it, without its entities. */
function draw(given: ImageVerdict): string {
  const picture = provenanceDiagram(given) ?? assert.fail('there is no picture')
  return picture.replaceAll(/#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))
}

/** Each arrow as `from how to`, with the claims against it. */
function stepsOf(given: ImageVerdict): string[] {
  return [...draw(given).matchAll(/^ {2}(\w+) (-->|--x|-\.->)\|"(.*)"\| (\w+)$/gm)].map(
    ([, from, arrow, words, to]) => `${from} ${arrow} ${to} ${words}`,
  )
}

function by(signer: Signer, code: AttestationCode = 'VERIFIED'): ImageVerdict {
  return image('VERIFIED', { attestations: [attestation(code, { signer })] })
}

function failing(...claims: string[]): ImageVerdict {
  const rules = [rule('NO_MATCHING_PROVENANCE', { claims: claims.map((name) => claim(false, { claim: name })) })]
  const attestations = [attestation('CLAIM_MISMATCH', { signer: githubClaims() })]
  return image('NO_MATCHING_PROVENANCE', { rules, attestations })
}

test('a verified image: from the commit to the digest, every step verified', () => {
  const drawn = draw(by(githubClaims()))
  assert.match(drawn, /^```mermaid\nflowchart TD\n/)
  assert.match(drawn, /source\["SOURCE<br\/>github\.com\/acme\/app<br\/>refs\/heads\/main<br\/>commit 5ca1ab1e5ca1"\]/)
  assert.match(drawn, /runner\["RUNNER<br\/>github-hosted<br\/>/)
  assert.match(drawn, /image\["IMAGE<br\/>ghcr\.io\/acme\/app<br\/>sha256:abababababab\.\.\."\]/)
  assert.deepEqual(stepsOf(by(githubClaims())), [
    'source --> workflow verified',
    'workflow --> runner verified',
    'runner --> attestation verified',
    'attestation --> image verified',
  ])
})

test('caller and signer are two where they differ', () => {
  const signer_identity = 'https://github.com/acme/workflows/.github/workflows/build.yml@refs/tags/v1'
  const given = by({ ...githubClaims(), signer_identity })
  assert.deepEqual(stepsOf(given).slice(0, 2), ['source --> caller verified', 'caller --> workflow verified'])
  const rules = [rule('NO_MATCHING_PROVENANCE', { claims: [claim(false, { claim: 'signer_identity' })] })]
  assert.deepEqual(stepsOf({ ...given, code: 'NO_MATCHING_PROVENANCE', rules }).slice(0, 2), [
    'source --> caller verified',
    'caller --x workflow contradicted: signing workflow',
  ])
})

suite('a mismatched claim crosses out its step of the diagram', () => {
  const expected: [string, number, string][] = [
    ['branch', 0, 'source --x workflow contradicted: branch'],
    ['repository', 0, 'source --x workflow contradicted: source repository'],
    ['signer_identity', 0, 'source --x workflow contradicted: signing workflow'],
    ['runner_environment', 1, 'workflow --x runner contradicted: runner'],
    ['run', 1, 'workflow --x runner contradicted: workflow run'],
    ['cert_issuer', 2, 'runner --x attestation contradicted: identity provider'],
    ['max_age', 2, 'runner --x attestation contradicted: age of the signature'],
    ['commit of the predicate', 2, 'runner --x attestation contradicted: commit of the <br/>predicate'],
  ]
  for (const [name, index, line] of expected) {
    test(name, () => {
      const steps = stepsOf(failing(name))
      assert.equal(steps[index], line)
      assert.equal(steps.filter((step) => step.includes('--x')).length, 1)
    })
  }
})

test('what the certificate does not say is not known', () => {
  const bare = { ...githubClaims(), runner_environment: null, repository: null, ref: null, commit: null, run: null }
  assert.deepEqual(stepsOf(by(bare)), [
    'source -.-> workflow unknown',
    'workflow -.-> runner unknown',
    'runner --> attestation verified',
    'attestation --> image verified',
  ])
})

suite('the diagram when no attestation reached the claims', () => {
  const picked = (...attestations: ImageVerdict['attestations'][number][]) => {
    const rules = [rule('NO_MATCHING_PROVENANCE', { compared: false, closest: null })]
    return stepsOf(image('NO_MATCHING_PROVENANCE', { rules, attestations }))
  }
  test('nothing attached', () => assert.deepEqual(picked(), ['anybody -.-> image unknown']))
  for (const code of ['LIMIT_EXCEEDED', 'BUNDLE_INVALID', 'UNTRUSTED'] as const) {
    test(code, () =>
      assert.deepEqual(picked(attestation(code)), [
        'anybody -.-> attestation unknown',
        'attestation -.-> image unknown',
      ]),
    )
  }
  test('SUBJECT_MISMATCH, by nobody known and by somebody', () => {
    const last = 'attestation --x image contradicted: another image'
    assert.deepEqual(picked(attestation('SUBJECT_MISMATCH')), ['anybody -.-> attestation unknown', last])
    const steps = picked(attestation('SUBJECT_MISMATCH', { signer: githubClaims() }))
    assert.deepEqual([steps.length, steps.at(0), steps.at(-1)], [4, 'source --> workflow verified', last])
  })
  test('PREDICATE_MISMATCH, which is nearer than rubbish', () => {
    const steps = picked(attestation('BUNDLE_INVALID'), attestation('PREDICATE_MISMATCH', { signer: githubClaims() }))
    assert.equal(steps[2], 'runner --x attestation contradicted: kind of statement')
  })
})

suite('the diagram of a failed image always shows a broken step', () => {
  const unmet = { compared: false, closest: null }
  test('one rule is met, and to another the attestation says nothing', () => {
    const rules = [rule('VERIFIED'), rule('NO_MATCHING_PROVENANCE', unmet)]
    const attestations = [attestation('VERIFIED', { signer: githubClaims() })]
    const steps = stepsOf(image('NO_MATCHING_PROVENANCE', { rules, attestations }))
    assert.equal(steps[2], 'runner --x attestation contradicted: not as the rule asks')
  })
  test('one platform is attested, and another is not', () => {
    const [arm64, amd64] = ['linux/arm64', 'linux/amd64']
    const rules = [rule('VERIFIED', { platform: amd64 }), rule('NO_PROVENANCE', { platform: arm64, ...unmet })]
    const attestations = [attestation('VERIFIED', { signer: githubClaims(), platform: amd64 })]
    const given = image('NO_PROVENANCE', { rules, attestations })
    assert.deepEqual(stepsOf(given), ['anybody -.-> image unknown'])
    assert.match(draw(given), /<br\/>linux\/arm64"\]/)
  })
})

test('there is no picture of what has no digest, or of what nothing was asked', () => {
  assert.equal(provenanceDiagram(image('VERIFIED', { digest: null })), null)
  for (const code of codes.filter((each) => !['VERIFIED', 'NO_MATCHING_PROVENANCE'].includes(each))) {
    assert.equal(provenanceDiagram(image(code)), null)
  }
})

test('the platform is in the picture', () => {
  const platform = 'linux/arm64'
  const given = { rules: [rule('VERIFIED', { platform })], attestations: [attestation('VERIFIED', { platform })] }
  assert.match(draw(image('VERIFIED', given)), /abab\.\.\.<br\/>linux\/arm64"\]/)
})

/** All that a line may be; what stands in a label is letters, digits, spaces, entities and our line breaks. */
const label = '(?:[A-Za-z0-9 ]|#\\d{2,3};|<br/>)*'
const line = new RegExp(
  `^(?:\`\`\`mermaid|flowchart TD|  [a-z]+\\["${label}"\\]|  [a-z]+ (?:-->|--x|-\\.->)\\|"${label}"\\| [a-z]+|  linkStyle \\d stroke:#[0-9a-f]{6},stroke-width:2px|\`\`\`)$`,
)

test('H-03: texts of others end no label and no block, and start nothing', () => {
  const check = (text: string) => {
    for (const each of verdictFullOf(text).images) {
      const picture = provenanceDiagram(each) ?? assert.fail('there is no picture')
      for (const each of picture.split('\n')) assert.match(each, line)
      assert.equal(picture.split('```').length, 3)
      assert.ok(picture.length < 20_000)
    }
  }
  for (const text of [
    ...hostileTexts,
    '%%{init: {}}%%',
    'x"]\nclick image href "https://evil.example"',
    '"`x`"',
    'fa:fa-x',
  ]) {
    check(text)
  }
  holds(fc.property(fc.string({ unit: 'binary' }), check), 500)
})
