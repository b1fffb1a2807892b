import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { asGoWrites, identitySpellings, isSignerUri } from '../../src/formats/workflow-uri.ts'
import type { Signer } from '../../src/model/index.ts'
import { suggestProfile } from '../../src/policy/guidance/suggest.ts'
import { image, mistakesOf, policyOf, profileText, surroundings, verdictOn, verified } from '../support/policies.ts'
import { githubClaims, slsaStatement } from '../support/sigstore.ts'
import { digest } from '../support/verification-fixture.ts'

const host = 'https://github.com'

suite("D-61: decoding a workflow URI as Go's net/url encodes it", () => {
  const rows: [text: string, written: string | null][] = [
    ['/a/x.yml@refs/heads/main', '/a/x.yml@refs/heads/main'],
    ['/a/Docker Image.yml', '/a/Docker%20Image.yml'],
    ['/a/größe', '/a/gr%C3%B6%C3%9Fe'],
    ['/a/"{}<>|^`\\', '/a/%22%7B%7D%3C%3E%7C%5E%60%5C'],
    ["/a/-_.~$&+,:;=@!'()*[]", "/a/-_.~$&+,:;=@!'()*[]"],
    // One byte that may not stand there, and all is written anew.
    ["/a/!'()*[] ", '/a/%21%27%28%29%2A%5B%5D%20'],
    ['/a/a%2Fb', '/a/a%2Fb'],
    ['/a/a%2Fb ö', '/a/a/b%20%C3%B6'],
    ['/a/%c3%b6', '/a/%c3%b6'],
    ['/a/%c3%b6 x', '/a/%C3%B6%20x'],
    ['/a/a%20b', '/a/a%20b'],
    ['/a/a%2520b', '/a/a%2520b'],
    ['/a/100%', null],
    ['/a/100%zz', null],
    ['/a/a+b', '/a/a+b'],
    ['/a/a?b=ö c', '/a/a?b=ö c'],
    ['/a/a?', '/a/a?'],
    ['/a/fix#12', '/a/fix#12'],
    ['/a/fix#1 ö?', '/a/fix#1%20%C3%B6?'],
    ['/a/fix#', '/a/fix'],
    ['/a/fix#%', null],
    ['/a/x\u0000', null],
    ['/a/x\u007f', null],
    ['/a/x\ny', null],
    ['/a/\ud800', null],
    ['', null],
  ]
  for (const [text, written] of rows) {
    test(JSON.stringify(text), () => assert.equal(asGoWrites(host + text), written === null ? null : host + written))
  }
  test('only https URIs of a plain host', () => {
    for (const text of [
      'http://github.com/a b',
      'https://u@github.com/a',
      'spiffe://a/b',
      'https://gіthub.com/a',
      'a b',
    ])
      assert.equal(asGoWrites(text), null, text)
  })
})

/** As Fulcio writes it: the name through Go, the extensions as they are. */
function fulcio(workflow: string, ref = 'refs/heads/main', changes: Partial<Signer> = {}): Signer {
  const claims = githubClaims({ workflow: `.github/workflows/${workflow}`, ref })
  return { ...claims, signer_identity: asGoWrites(claims.signer_uri ?? '') ?? assert.fail('refused'), ...changes }
}

/** Provenance that keeps the text as it is. */
const attested = (signer: Signer, raw = signer.signer_uri ?? '') =>
  verified(signer, slsaStatement({ digest, claims: { ...signer, signer_uri: raw } }))

const codeOf = (claims: Record<string, string>, signer: Signer, raw?: string) => {
  const def = Object.fromEntries(Object.entries(claims).map(([claim, value]) => [claim, JSON.stringify(value)]))
  return verdictOn(policyOf(profileText('artifact_provenance', def)).rules, [attested(signer, raw)]).code
}

suite('D-61: the policy names a file and a branch without escapes', () => {
  const names: [file: string, ref: string][] = [
    ['Docker Image.yml', 'refs/heads/main'],
    ['release.yml', 'refs/heads/größe'],
    ['größe.yml', 'refs/tags/v1-β'],
    ['a"b{c}.yml', 'refs/heads/a<b>'],
    ['build (1).yml', 'refs/heads/ß'],
    ['a%20b c.yml', 'refs/heads/main'],
    ['100%25 done.yml', 'refs/heads/x'],
  ]
  for (const [file, ref] of names) {
    test(`${file}, ${ref}`, () => {
      const signer = fulcio(file, ref)
      for (const value of [
        file,
        `.github/workflows/${file}`,
        `${file}@${ref}`,
        `acme/app/.github/workflows/${file}@${ref}`,
        `https://github.com/acme/app/.github/workflows/${file}@${ref}`,
        signer.signer_identity,
      ]) {
        assert.equal(codeOf({ repository: 'acme/app', signer_identity: value, ref }, signer), 'VERIFIED', value)
      }
      assert.equal(codeOf({ repository: 'acme/app', build_config: file }, signer), 'VERIFIED')
      assert.equal(codeOf({ repository: 'acme/app', signer_identity: `x${file}` }, signer), 'NO_MATCHING_PROVENANCE')
    })
  }
  test('a profile is suggested in the names that people know', () => {
    const finding = attested(fulcio('Docker Image.yml', 'refs/heads/größe'))
    assert.ok(finding.status === 'verified')
    const suggested = suggestProfile(finding, image, surroundings) ?? ''
    assert.match(suggested, /signer_identity: '\.github\/workflows\/Docker Image\.yml'/)
  })
})

suite('D-61: names that differ after decoding do not match', () => {
  const main = 'refs/heads/main'
  const at = (file: string) => `https://github.com/acme/app/.github/workflows/${file}@${main}`
  const refused: [why: string, value: string, signer: Signer][] = [
    ['a literal %20 is no space', 'Docker Image.yml', fulcio('Docker%20Image.yml')],
    ['written twice', 'Docker%2520Image.yml', fulcio('Docker Image.yml')],
    ['%2F is no /', 'a.yml@refs/heads/x/y', fulcio('a.yml', 'refs/heads/x%2Fy')],
    ['a / that Go has made of %2F', 'a.yml@refs/heads/x/ö', fulcio('a.yml', 'refs/heads/x%2Fö')],
    ['+ is no space', 'a b.yml', fulcio('a+b.yml')],
    ['hex in the other case', 'gr%c3%b6.yml', fulcio('grö.yml')],
    ['composed and decomposed', 'gro\u0308.yml', fulcio('gr\u00f6.yml')],
    ['a letter that looks alike', 'rel\u0435ase.yml', fulcio('release.yml')],
    [
      'an extension that is not what the name was made of',
      'evil.yml',
      fulcio('release.yml', main, { signer_uri: at('evil.yml') }),
    ],
    [
      'an extension that another encoder would write so',
      'a b.yml',
      fulcio('a.yml', main, { signer_identity: at('a+b.yml'), signer_uri: at('a b.yml') }),
    ],
    [
      'a certificate without the extension: nobody knows what the name was made of',
      'a b.yml',
      fulcio('a b.yml', main, { signer_uri: null }),
    ],
  ]
  for (const [why, value, signer] of refused) {
    test(why, () => {
      const claims = { repository: 'acme/app', signer_identity: JSON.stringify(value) }
      const { rules } = policyOf(profileText('artifact_signature', claims))
      assert.equal(verdictOn(rules, [verified(signer)]).code, 'NO_MATCHING_PROVENANCE')
    })
  }
  test('a predicate that names another file contradicts, as one does that names this file in both spellings not', () => {
    const signer = fulcio('Docker Image.yml')
    const codes = ['Docker Image.yml', 'Docker%20Image.yml', 'Docker%2520Image.yml', 'Docker+Image.yml'].map((file) =>
      codeOf({ repository: 'acme/app' }, signer, at(file)),
    )
    assert.deepEqual(codes, ['VERIFIED', 'VERIFIED', 'NO_MATCHING_PROVENANCE', 'NO_MATCHING_PROVENANCE'])
    const literal = codeOf({ repository: 'acme/app' }, fulcio('Docker%20Image.yml'), at('Docker Image.yml'))
    assert.equal(literal, 'NO_MATCHING_PROVENANCE')
  })
  test('of a certificate without the extension the predicate need only fit', () => {
    const signer = fulcio('Docker Image.yml', main, { signer_uri: null })
    assert.deepEqual(identitySpellings(signer), [signer.signer_identity])
    assert.ok(isSignerUri(signer, signer.build_config ?? ''))
    assert.ok(!isSignerUri(signer, at('Docker_Image.yml')))
  })
  test('names that no file has are mistakes', () => {
    const values = [
      'a\\u0000.yml',
      'a\\nb.yml',
      'a\\u2028b.yml',
      ' a.yml',
      'https://gіthub.com/acme/app',
      'ö@acme.example',
    ]
    for (const value of [...values, 'a b@acme.example']) {
      const text = profileText('artifact_signature', { signer_identity: `"${value}"` })
      assert.match(mistakesOf(text).join(), /can never match/, value)
    }
  })
})
