import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { CodedError } from '../../src/core/errors.ts'
import { limits } from '../../src/core/limits.ts'
import type { RuleType, Signer } from '../../src/model/index.ts'
import { readProfile } from '../../src/policy/profile/read-profile.ts'
import { cpuMsOf } from '../support/cpu.ts'
import { mistakesOf, policyOf, profileText, surroundings, verdictOn, verified } from '../support/policies.ts'
import { holds } from '../support/properties.ts'
import { actionsIssuer, githubClaims } from '../support/sigstore.ts'

type Def = Record<string, string>

const server = 'https://github.com'

/** What a rule says of an image that this signer attested: `VERIFIED`, or the claims that it does not meet. */
function judged(def: Def, signer: Signer, type: RuleType = 'artifact_signature'): string {
  const { code, rules } = verdictOn(policyOf(profileText(type, def)).rules, [verified(signer)])
  if (code === 'VERIFIED') return code
  return (rules[0]?.claims ?? [])
    .filter(({ ok }) => !ok)
    .map(({ claim }) => claim)
    .join(', ')
}

suite('C-16: a string of the policy is not a pattern', () => {
  const workflow = `${server}/acme/app/.github/workflows/release.yml`
  const signedBy = (san: string): Signer => ({ ...githubClaims(), signer_identity: san, signer_uri: san })
  const cases: [string, string][] = [
    [`${workflow}@refs/heads/main`, `${workflow}@refs/heads/main-evil`],
    [`${workflow}@refs/heads/main`, `${workflow}@refs/heads/mainx`],
    [workflow, workflow.replace('github.com', 'githubXcom')],
    [workflow, workflow.replace('release.yml', 'releaseXyml')],
    [workflow, `https://evil.example/?u=${workflow}`],
    [`'${workflow.replace('acme', '.*')}'`, workflow],
  ]
  for (const [asked, san] of cases) {
    test(`${asked} and ${san}`, () =>
      assert.equal(judged({ signer_identity: asked }, signedBy(san)), 'signer_identity'))
  }
  test('nor is what stands around the wildcards of a glob', () => {
    const glob = { signer_identity: `{ glob: '${server}/acme/*/.github/workflows/release.yml@refs/heads/main' }` }
    const by = (san: string) => judged(glob, signedBy(san), 'artifact_provenance')
    assert.equal(by(`${workflow}@refs/heads/main`), 'VERIFIED')
    assert.equal(by(`${workflow.replace('github.com', 'githubXcom')}@refs/heads/main`), 'signer_identity')
    assert.equal(by(`${workflow}@refs/heads/main-evil`), 'signer_identity')
  })
})

suite('D-02: repository alone allows any of its workflows, a signer pins one', () => {
  const preview = githubClaims({ workflow: '.github/workflows/pr-preview.yml', ref: 'refs/pull/9/merge' })
  test('the repository alone', () => assert.equal(judged({ repository: 'acme/app' }, preview), 'VERIFIED'))
  test('with the signer', () =>
    assert.equal(judged({ repository: 'acme/app', signer_identity: 'release.yml' }, preview), 'signer_identity'))
  test('with the branch', () => assert.equal(judged({ repository: 'acme/app', branch: 'main' }, preview), 'branch'))
})

suite('D-03: a pull request ref matches neither branch nor tag', () => {
  const refs = ['refs/pull/205/merge', 'refs/pull/205/head', 'refs/heads/gh-readonly-queue/main/pr-205-abc']
  const asked: [RuleType, Def, string][] = [
    ['artifact_signature', { branch: 'main' }, 'branch'],
    ['artifact_provenance', { branch: "{ glob: 'main*' }" }, 'branch'],
    ['artifact_provenance', { ref: 'refs/heads/main' }, 'ref'],
    ['artifact_provenance', { tag: "{ glob: '*' }" }, 'tag'],
    ['artifact_attestation_slsa', { workflow_repository: 'acme/app' }, 'workflow_ref'],
  ]
  for (const ref of refs)
    for (const [type, def, claim] of asked)
      test(`${ref} and ${type} ${JSON.stringify(def)}`, () =>
        assert.match(judged(def, githubClaims({ ref }), type), new RegExp(`^${claim}`)))
})

suite('D-04: a short ref name matches one kind of ref', () => {
  const cases: [Def, string, string][] = [
    [{ branch: 'main' }, 'refs/tags/main', 'branch'],
    [{ branch: 'v1' }, 'refs/tags/v1', 'branch'],
    [{ tag: 'v1' }, 'refs/heads/v1', 'tag'],
    [{ tag: 'v1' }, 'refs/heads/refs/tags/v1', 'tag'],
    [{ ref: 'refs/tags/v1' }, 'refs/heads/refs/tags/v1', 'ref'],
    [{ branch: 'main' }, 'refs/heads/x/main', 'branch'],
  ]
  for (const [def, ref, claim] of cases)
    test(`${JSON.stringify(def)} and ${ref}`, () =>
      assert.equal(judged(def, githubClaims({ ref }), 'artifact_provenance'), claim))
})

suite('D-06: a repository registered again has a different id', () => {
  const again = githubClaims({ repositoryId: '999', ownerId: '888' })
  for (const [claim, value] of [
    ['repository_id', "'1001'"],
    ['owner_id', "'2002'"],
  ] as const)
    test(claim, () => {
      assert.equal(judged({ repository: 'acme/app' }, again), 'VERIFIED')
      assert.equal(judged({ repository: 'acme/app', [claim]: value }, again, 'artifact_provenance'), claim)
      assert.equal(
        judged({ repository: 'acme/app', [claim]: value }, githubClaims(), 'artifact_provenance'),
        'VERIFIED',
      )
    })
})

suite('D-07: a repository with a look-alike name does not match', () => {
  for (const repository of ['acme/app2', 'acme/ap', 'acme/app/../x', 'acm\u0435/app', 'acme/app%20', 'acme/app.gitx'])
    test(JSON.stringify(repository), () =>
      assert.equal(judged({ repository: 'acme/app' }, githubClaims({ repository })), 'repository'),
    )
  test('over http', () =>
    assert.equal(judged({ repository: 'acme/app' }, githubClaims({ serverUrl: 'http://github.com' })), 'repository'))
})

suite('D-08: an issuer matches exactly', () => {
  const others = [
    `${actionsIssuer}.evil.example`,
    `${actionsIssuer}/evil-enterprise`,
    `${actionsIssuer}/`,
    actionsIssuer.replace('https', 'http'),
    actionsIssuer.toUpperCase(),
    ` ${actionsIssuer}`,
    'https://gitlab.com',
    '',
  ]
  for (const issuer of others)
    test(`${JSON.stringify(issuer)} is another, named or implied`, () => {
      const signer = { ...githubClaims(), cert_issuer: issuer }
      assert.equal(judged({ cert_issuer: actionsIssuer }, signer), 'cert_issuer')
      assert.equal(judged({ repository: 'acme/app' }, signer), 'cert_issuer')
    })
})

suite('D-10: the runner is read from the certificate', () => {
  for (const runner of ['self-hosted', null, '', 'github-hosted ', 'GitHub-hosted'])
    test(JSON.stringify(runner), () => {
      const signer = { ...githubClaims(), runner_environment: runner }
      assert.equal(judged({ runner_environment: 'github-hosted' }, signer), 'runner_environment')
    })
})

test('D-11: a builder pinned to a tag does not match on a branch', () => {
  const builder = (ref: string) =>
    githubClaims({ signer: { repository: 'acme/workflows', workflow: '.github/workflows/build.yml', ref } })
  const pinned = { signer_identity: 'acme/workflows/.github/workflows/build.yml@refs/tags/v1.2.3' }
  assert.equal(judged(pinned, builder('refs/tags/v1.2.3')), 'VERIFIED')
  for (const ref of ['refs/heads/main', 'refs/heads/v1.2.3', 'refs/tags/v1.2', 'refs/tags/v1.2.30'])
    assert.equal(judged(pinned, builder(ref)), 'signer_identity', ref)
})

suite('D-17: an event that runs untrusted code', () => {
  for (const event of ['pull_request_target', 'workflow_run', 'issue_comment', 'Push', ''])
    test(`${event || 'none'} is not among those that the SLSA rule means`, () => {
      const def = { workflow_repository: 'acme/app' }
      assert.match(judged(def, githubClaims({ event }), 'artifact_attestation_slsa'), /^event/)
      assert.equal(judged({ event: 'push' }, githubClaims({ event }), 'artifact_provenance'), 'event')
    })
})

test("D-21: another CI's certificate with GitHub's claims in it", () => {
  const signer = githubClaims({ issuer: 'https://gitlab.com' })
  for (const def of [{ repository: 'acme/app' }, { branch: 'main' }, { runner_environment: 'github-hosted' }] as Def[])
    assert.equal(judged(def, signer), 'cert_issuer')
})

suite('P9: a value of a profile keeps its spelling or is rejected', () => {
  const meant = (written: string): string | null => {
    const policy = readProfile(profileText('artifact_signature', { branch: written }), 'p.yaml', surroundings)
    if (Array.isArray(policy)) return null
    const { expected } = policy.rules[0]?.constraints.find(({ claim }) => claim === 'branch') ?? {}
    assert.equal(expected?.length, 1)
    assert.equal(typeof expected[0], 'string')
    return String(expected[0])
  }
  test('as it stands', () => {
    const odd = fc.constantFrom(
      '1.10',
      '1e10',
      '0123',
      '0x1f',
      'no',
      'on',
      '~',
      'null',
      '.inf',
      '2024-01-01',
      '1_000',
      '-',
    )
    holds(
      fc.property(fc.oneof(odd, fc.stringMatching(/^[0-9A-Za-z.+_~/-]{1,12}$/)), (text) => {
        const branch = meant(text)
        assert.ok(branch === null || branch === text, `${text} is ${branch}`)
      }),
      500,
    )
  })
  test('in quotes of either kind', () => {
    holds(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (text) => {
        for (const quoted of [JSON.stringify(text), `'${text.replaceAll("'", "''")}'`]) {
          const branch = meant(quoted)
          assert.ok(branch === null || branch === text, `${quoted} is ${JSON.stringify(branch)}`)
        }
      }),
      500,
    )
  })
})

test('P4: any string is a profile or has diagnostics, quickly', () => {
  const part = fc.oneof(
    fc.constantFrom(
      ...['version: v1\n', 'artifact:\n', '  - type: artifact_signature\n', '    def:\n', '      branch: main\n'],
      ...[
        '&a ',
        '*a',
        '<<: ',
        '!!js/function ',
        '? ',
        '| \n',
        '>-\n',
        '---\n',
        '...\n',
        '%YAML 1.1\n',
        '__proto__: ',
        '{',
        '[',
      ],
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  holds(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const ms = cpuMsOf(() => {
        const policy = readProfile(parts.join(''), 'p.yaml', surroundings)
        if (Array.isArray(policy))
          assert.ok(policy.every((one) => one instanceof CodedError && one.code === 'CONFIG_ERROR'))
      })
      assert.ok(ms < 1000)
    }),
    500,
  )
})

test('tag_regex is accepted at its bound and rejected one character past it', () => {
  const ofLength = (length: number) =>
    mistakesOf(profileText('artifact_signature', { branch: 'main' }, { tag_regex: 'a'.repeat(length) }))
  assert.deepEqual(ofLength(limits.tagRegexLength), [])
  assert.match(ofLength(limits.tagRegexLength + 1).join(), /tag_regex is longer than 512 characters/)
})
