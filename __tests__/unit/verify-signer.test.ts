import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type CertificateRequest, emailClaims, githubClaims, newExtension, oldExtension } from '../support/sigstore.ts'
import { findSigned, outcome, sigstore } from '../support/verification-fixture.ts'

const claims = githubClaims()
const numbers = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]
const fulcio = (number: number) => `1.3.6.1.4.1.57264.1.${number}`

function certified(request: Partial<CertificateRequest>): string {
  return outcome(findSigned({ signer: sigstore.issue({ claims, ...request }) }))
}

function signerOf(request: Partial<CertificateRequest>) {
  const finding = findSigned({ signer: sigstore.issue({ claims, ...request }) })
  return finding.status === 'verified' ? finding.proof.signer : assert.fail(outcome(finding))
}

suite('readSigner requires one identity in printable ASCII', () => {
  const san = (value: string | Buffer, type: 'uri' | 'email' | 'dns' = 'uri') => ({ type, value: value as string })
  test('a URI', () => assert.equal(signerOf({}).identity_type, 'uri'))
  test('an e-mail address', () => {
    const person = emailClaims('dev@acme.example')
    assert.deepEqual(signerOf({ claims: person }), person)
  })
  test('C-13: none', () => assert.match(certified({ san: [] }), /^BUNDLE_INVALID: the certificate names no identity/))
  test('C-13: an empty one', () =>
    assert.match(certified({ san: san('') }), /^BUNDLE_INVALID: the identity in the certificate is empty/))
  test('C-13: an extension for names that holds none', () =>
    assert.equal(
      certified({ extensions: [{ oid: '2.5.29.17', critical: true, value: Buffer.from([0x30, 0]) }] }),
      'BUNDLE_INVALID: the certificate names 0 identities; exactly one is allowed',
    ))
  test('C-13: its first printable character and its last', () => {
    const value = 'https://github.com/ ~'
    assert.equal(signerOf({ san: san(value) }).signer_identity, value)
  })
  test('C-13: two URIs', () =>
    assert.match(
      certified({ san: [san('https://a.example'), san('https://b.example')] }),
      /^BUNDLE_INVALID: the certificate names 2 identities/,
    ))
  test('C-13: a URI and an e-mail address', () =>
    assert.match(
      certified({ san: [san('https://a.example'), san('a@b.example', 'email')] }),
      /^BUNDLE_INVALID: the certificate names 2/,
    ))
  test('C-13: another kind of name', () =>
    assert.match(certified({ san: san('a.example', 'dns') }), /^BUNDLE_INVALID: .*neither a URI nor/))
  test('C-12: bytes with the eighth bit set', () => {
    const raw = Buffer.from(claims.signer_identity).map((byte, index) => (index < 5 ? byte | 0x80 : byte))
    const value = Buffer.concat([Buffer.from([0x30, raw.length + 2, 0x86, raw.length]), raw])
    assert.match(
      certified({ extensions: [{ oid: '2.5.29.17', critical: true, value }] }),
      /^BUNDLE_INVALID: .*not printable ASCII/,
    )
  })
  for (const character of ['\0', '\n', '\x7f']) {
    test(`C-13: the character ${JSON.stringify(character)}`, () => {
      assert.match(certified({ san: san(`https://a.example/${character}`) }), /^BUNDLE_INVALID: .*not printable ASCII/)
    })
  }
})

suite('readSigner decodes each extension strictly and at most once', () => {
  for (const number of numbers) {
    test(`C-14: extension ${number} twice`, () => {
      const make = number < 8 ? oldExtension : newExtension
      assert.match(
        certified({ extensions: [make(number, 'a'), make(number, 'a')] }),
        /^BUNDLE_INVALID: the certificate has the extension .* twice/,
      )
    })
  }
  for (const number of numbers.filter((number) => number >= 8)) {
    test(`C-15: extension ${number} as bare text, with another tag, or with trailing bytes`, () => {
      const utf8 = newExtension(number, 'x').value
      for (const value of [
        Buffer.from('x'),
        Buffer.from([0x16, 1, 0x78]),
        Buffer.concat([utf8, Buffer.from([0])]),
        Buffer.alloc(0),
      ]) {
        assert.match(certified({ extensions: [{ oid: fulcio(number), value }] }), /^BUNDLE_INVALID/)
      }
    })
  }
  for (const [what, value] of Object.entries({
    'an IA5String': [0x16, 1, 0x78],
    'a context-specific tag of the same number': [0x8c, 1, 0x78],
    'a string in parts': [0x2c, 3, 0x0c, 1, 0x78],
  })) {
    test(`C-15: ${what} is no UTF8String`, () => {
      assert.equal(
        certified({ omit: [fulcio(11)], extensions: [{ oid: fulcio(11), value: Buffer.from(value) }] }),
        `BUNDLE_INVALID: the certificate's extension ${fulcio(11)} is not a UTF8String`,
      )
    })
  }
  test('a byte order mark is part of the claim, so that it is no other claim', () => {
    const marked = { runner_environment: '\ufeffgithub-hosted', workflow_name: '\ufeffRelease' }
    const { runner_environment, workflow_name } = signerOf({ claims: { ...claims, ...marked } })
    assert.deepEqual({ runner_environment, workflow_name }, marked)
  })
  test('invalid UTF-8', () => {
    assert.match(
      certified({ extensions: [{ oid: fulcio(11), value: Buffer.from([0x0c, 1, 0xff]) }] }),
      /^BUNDLE_INVALID: .*not valid UTF-8/,
    )
    assert.match(
      certified({ extensions: [{ oid: fulcio(4), value: Buffer.from([0xff]) }] }),
      /^BUNDLE_INVALID: .*not valid UTF-8/,
    )
  })
})

suite('readSigner reconciles old and new extensions', () => {
  const pairs: [number, number, string, string][] = [
    [1, 8, 'issuer', 'https://token.actions.githubusercontent.com.evil.example'],
    [2, 20, 'event', 'pull_request_target'],
    [3, 13, 'commit', '0000000000000000000000000000000000000000'],
    [5, 12, 'repository', 'evil/app'],
    [6, 14, 'ref', 'refs/heads/evil'],
  ]
  for (const [then, now, what, other] of pairs) {
    test(`C-14: ${what}: they must agree`, () => {
      assert.match(
        certified({ extensions: [oldExtension(then, other)] }),
        new RegExp(`^BUNDLE_INVALID: the certificate contradicts itself about the ${what}`),
      )
    })
    test(`D-14: ${what}: the old one stands in where the new one is absent`, () => {
      assert.deepEqual(signerOf({ omit: [fulcio(now)] }), signerOf({}))
    })
    test(`${what}: the new one is enough`, () => assert.deepEqual(signerOf({ omit: [fulcio(then)] }), signerOf({})))
    test(`${what}: absent where both are`, () => {
      const signer = signerOf({ omit: [fulcio(then), fulcio(now)] })
      const claim = what === 'issuer' ? 'cert_issuer' : (what as 'event' | 'commit' | 'repository' | 'ref')
      assert.equal(signer[claim], null)
    })
  }
  for (const [what, value, type] of [
    ['an e-mail address', 'https://evil.example/@acme.example', 'email'],
    ['a URI of another scheme', 'spiffe://evil.example/x', 'uri'],
    ['a URI with a server further on', 'urn:https://evil.example/x', 'uri'],
  ] as const) {
    test(`D-14: repository: ${what} names no server for the old one`, () => {
      assert.equal(signerOf({ omit: [fulcio(12)], san: { type, value } }).repository, 'acme/app')
    })
  }
})
