import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { attest } from 'sigstore'
import { limits } from '../../src/core/limits.ts'
import { failed, path, provenance, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { githubClaims, slsaStatement } from '../support/sigstore.ts'
import { identityToken, serveSigstore } from '../support/sigstore-servers.ts'

const other = `sha256:${'0'.repeat(64)}`

suite('dist verifies an attested image from each location', () => {
  for (const referrers of ['api', 'tag', 'empty-api-and-tag'] as const) {
    test(`F-12: a bundle as a referrer, listed by ${referrers}`, async () => {
      await using stage = await setStage({ referrers })
      stage.attest()
      const run = await stage.run()
      assert.equal(seen(run), verified)
      assert.equal(run.report?.images[0]?.attestations[0]?.source, referrers === 'api' ? 'referrers' : 'referrers-tag')
    })
  }
  test("cosign's .att tag", async () => {
    await using stage = await setStage({ referrers: 'none' })
    stage.registry.cosignAttestations(path, stage.digest, [
      stage.sigstore.cosignAttestation({ statement: provenance(stage.digest) }),
    ])
    assert.equal(seen(await stage.run()), verified)
  })
  test("cosign's .sig tag", async () => {
    await using stage = await setStage({ referrers: 'none' })
    stage.registry.cosignSignatures(path, stage.digest, [
      stage.sigstore.cosignSignature({ digest: stage.digest, reference: path }),
    ])
    assert.equal(seen(await stage.run()), verified)
  })
  test('a bundle over the bytes of the manifest', async () => {
    await using stage = await setStage()
    const response = await fetch(`http://${stage.registry.host}/v2/${path}/manifests/${stage.digest}`)
    const message = Buffer.from(await response.arrayBuffer())
    stage.registry.attach(path, stage.digest, stage.sigstore.sign({ message }))
    assert.equal(seen(await stage.run()), verified)
  })
  test('a file in the workspace, one bundle or one a line', async () => {
    await using stage = await setStage()
    const bundle = JSON.stringify(stage.sigstore.sign({ statement: provenance(stage.digest) }))
    assert.equal(seen(await stage.run({ bundle: 'a.json' }, { files: { 'a.json': bundle } })), verified)
    const run = await stage.run({ bundle: '*.jsonl' }, { files: { 'a.jsonl': `{}\n\n${bundle}\n` } })
    assert.equal(seen(run), verified)
    assert.deepEqual(
      run.report?.images[0]?.attestations.map(({ location, code }) => [location, code]),
      [
        ['a.jsonl:1', 'BUNDLE_INVALID'],
        ['a.jsonl:3', 'VERIFIED'],
      ],
    )
  })
  test("signed by Sigstore's own client against its mock services", async () => {
    await using stage = await setStage()
    await using servers = await serveSigstore(stage.sigstore)
    const claims = githubClaims()
    const payload = Buffer.from(JSON.stringify(slsaStatement({ digest: stage.digest, claims })))
    const { fulcioURL, rekorURL, tsaServerURL } = servers
    const bundle = await attest(payload, 'application/vnd.in-toto+json', {
      identityToken: identityToken(claims),
      fulcioURL,
      rekorURL,
      tsaServerURL,
    })
    stage.registry.attach(path, stage.digest, bundle)
    assert.equal(seen(await stage.run()), verified)
  })
  test('a multi-platform image whose index is attested', async () => {
    await using stage = await setStage()
    const index = stage.registry.pushIndex(path, 'multi')
    stage.registry.attach(path, index.digest, stage.sigstore.sign({ statement: provenance(index.digest) }))
    assert.equal(seen(await stage.run({ image: `${stage.registry.host}/${path}:multi` })), verified)
  })
})

test('dist writes outputs, report and summary of a verified image', async () => {
  await using stage = await setStage()
  stage.attest()
  const run = await stage.run({ digest: stage.digest })
  const { report: file, sarif, vsa, ...outputs } = run.outputs
  assert.deepEqual(outputs, {
    verified: 'true',
    code: 'VERIFIED',
    digest: stage.digest,
    images: `${stage.registry.host}/${path}@${stage.digest}`,
  })
  assert.match(file ?? '', /\.json$/)
  assert.match(sarif ?? '', /\.sarif$/)
  const summary = JSON.parse(readFileSync(vsa ?? '', 'utf8'))
  assert.deepEqual(summary.subject, [
    { name: `${stage.registry.host}/${path}`, digest: { sha256: stage.digest.slice('sha256:'.length) } },
  ])
  assert.deepEqual(summary.predicate.verifiedLevels, ['SLSA_BUILD_LEVEL_2'])
  assert.deepEqual(summary.predicate.policy.uri, 'https://github.com/acme/app#default')
  assert.equal(summary.predicate.inputAttestations.length, 1)
  assert.deepEqual(Object.keys(run.report ?? {}), [
    'schemaVersion',
    'verified',
    'code',
    'mode',
    'images',
    'errors',
    'durations',
  ])
  const [image] = run.report?.images ?? []
  assert.equal(image?.digest, stage.digest)
  assert.deepEqual(
    image?.rules[0]?.claims.map(({ claim, ok }) => [claim, ok]),
    [
      ['repository', true],
      ['cert_issuer', true],
    ],
  )
  assert.equal(image?.attestations[0]?.signer?.repository, 'https://github.com/acme/app')
  assert.deepEqual(
    image?.sources.map(({ source, code, found }) => [source, code, found]),
    [
      ['referrers', 'OK', 1],
      ['referrers-tag', 'OK', 0],
      ['cosign-signature', 'OK', 0],
      ['cosign-attestation', 'OK', 0],
    ],
  )
  assert.match(run.summary, new RegExp(stage.digest))
})

test('B-16: dist requests the tag once and everything else by digest', async () => {
  await using stage = await setStage()
  stage.attest()
  await stage.run()
  const paths = stage.registry.requests.map((request) => request.path)
  assert.equal(paths.filter((asked) => asked.endsWith('/manifests/latest')).length, 1)
  const byDigest =
    /\/(manifests\/sha256[:-][0-9a-f]{64}(\.sig|\.att)?|blobs\/sha256:[0-9a-f]{64}|referrers\/sha256:[0-9a-f]{64})$/
  assert.ok(
    paths.filter((asked) => !asked.endsWith('/manifests/latest')).every((asked) => byDigest.test(asked)),
    paths.join('\n'),
  )
})

suite('dist fails an image that does not match the policy', () => {
  test('A-01: nothing attached', async () => {
    await using stage = await setStage()
    const run = await stage.run()
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.match(
      run.annotations[0]?.message ?? '',
      /No attestation or signature found for sha256:.*Sources checked: the referrers API of the registry, the referrers tag, the \.sig tag of cosign, the \.att tag of cosign/,
    )
  })
  test('B-27: unsigned BuildKit provenance counts as nothing, and is named', async () => {
    await using stage = await setStage()
    stage.registry.pushIndex(path, 'multi', { buildkit: true })
    const run = await stage.run({ image: `${stage.registry.host}/${path}:multi` })
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.match(
      run.annotations[0]?.message ?? '',
      /BuildKit.* is not signed or not about the index itself, and is ignored/,
    )
  })
  test('B-01: an attestation whose statement is about another digest', async () => {
    await using stage = await setStage()
    stage.attest({ about: other })
    const run = await stage.run()
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.equal(run.report?.images[0]?.attestations[0]?.code, 'SUBJECT_MISMATCH')
  })
  test('B-03: is_verified, and only a .sig copied from another image', async () => {
    await using stage = await setStage()
    stage.registry.cosignSignatures(path, stage.digest, [
      stage.sigstore.cosignSignature({ digest: other, reference: path }),
    ])
    const profile =
      'version: v1\ntype: profile\nname: p\nartifact:\n  - type: artifact_signature\n    def:\n      is_verified: true\n'
    const run = await stage.run({ profile })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE', 1))
    assert.equal(run.report?.images[0]?.attestations[0]?.code, 'SUBJECT_MISMATCH')
  })
  test('a repository that is a prefix of the real one', async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({ repository: 'acme/ap' })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.match(
      run.annotations[0]?.message ?? '',
      /repository\): expected "acme\/ap", found "https:\/\/github\.com\/acme\/app"/,
    )
  })
  test('A-14: claims met only by two attestations together', async () => {
    await using stage = await setStage()
    stage.attest({ claims: githubClaims({ ref: 'refs/heads/dev' }) })
    stage.attest({ claims: githubClaims({ repository: 'evil/app' }) })
    const run = await stage.run({ repository: 'acme/app', branch: 'main' })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.deepEqual(
      run.report?.images[0]?.attestations.map(({ code, message }) => [code, message.split(':')[0]]).sort(),
      [
        ['CLAIM_MISMATCH', 'branch'],
        ['CLAIM_MISMATCH', 'repository'],
      ],
    )
  })
  test('signed by somebody of another Sigstore', async () => {
    await using stage = await setStage()
    await using stranger = await setStage()
    stage.registry.attach(path, stage.digest, stranger.sigstore.sign({ statement: provenance(stage.digest) }))
    const run = await stage.run()
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.equal(run.report?.images[0]?.attestations[0]?.code, 'UNTRUSTED')
  })
  test('A-02, B-24: another kind of statement than the rule asks for', async () => {
    await using stage = await setStage()
    const statement = { ...provenance(stage.digest), predicateType: 'https://cosign.sigstore.dev/attestation/vuln/v1' }
    stage.registry.attach(path, stage.digest, stage.sigstore.sign({ statement }))
    const profile =
      'version: v1\ntype: profile\nname: p\nartifact:\n  - type: artifact_attestation_slsa\n    def:\n      workflow_repository: acme/app\n'
    const run = await stage.run({ profile })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.equal(run.report?.images[0]?.attestations[0]?.code, 'PREDICATE_MISMATCH')
  })
  test('D-09: a predicate that contradicts the certificate', async () => {
    await using stage = await setStage()
    const statement = provenance(stage.digest)
    const claims = githubClaims({ repository: 'evil/app' })
    stage.registry.attach(path, stage.digest, stage.sigstore.sign({ statement, claims }))
    const profile =
      'version: v1\ntype: profile\nname: p\nartifact:\n  - type: artifact_attestation_slsa\n    def:\n      workflow_repository: evil/app\n'
    const run = await stage.run({ profile })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.match(
      run.report?.images[0]?.attestations[0]?.message ?? '',
      /workflow_repository: .*evil\/app in the certificate, https:\/\/github\.com\/acme\/app in the predicate/,
    )
  })
})

suite('A-13: invalid attestations do not hide a valid one, in any order', () => {
  const orders = ['good first', 'good last', 'good in the middle'] as const
  for (const order of orders) {
    test(order, async () => {
      await using stage = await setStage()
      await using stranger = await setStage()
      const bad = [
        () => stage.registry.attach(path, stage.digest, Buffer.from('garbage')),
        () => stage.registry.attach(path, stage.digest, {}),
        () =>
          stage.registry.attach(path, stage.digest, stranger.sigstore.sign({ statement: provenance(stage.digest) })),
        () => stage.attest({ about: other }),
        () => stage.attest({ claims: githubClaims({ repository: 'evil/app' }) }),
      ]
      const at = order === 'good first' ? 0 : order === 'good last' ? bad.length : 2
      for (const attach of bad.toSpliced(at, 0, () => stage.attest())) attach()
      const run = await stage.run()
      assert.equal(seen(run), verified)
      const codes = run.report?.images[0]?.attestations.map(({ code }) => code)
      assert.equal(codes?.filter((code) => code === 'VERIFIED').length, 1)
      assert.equal(codes?.length, 6)
    })
  }
})

suite('verifying several images', () => {
  test('A-16: one that fails fails the step, and only the verified one is handed on', async () => {
    await using stage = await setStage()
    stage.attest()
    stage.registry.pushImage(path, 'bad', { seed: 'bad' })
    const run = await stage.run({ image: `${stage.image}\n${stage.registry.host}/${path}:bad` })
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.equal(run.outputs.images, `${stage.registry.host}/${path}@${stage.digest}`)
    assert.equal(run.outputs.digest, '')
  })
  test('two tags of one digest are two references, asked about once', async () => {
    await using stage = await setStage()
    stage.attest()
    stage.registry.tag(path, 'v1', stage.digest)
    const run = await stage.run({ image: `${stage.image}\n${stage.registry.host}/${path}:v1` })
    assert.equal(seen(run), verified)
    assert.equal(run.report?.images.length, 2)
    assert.equal(stage.registry.requests.filter((request) => request.path.includes('/referrers/')).length, 1)
  })
  test('64 images are the most', async () => {
    await using stage = await setStage()
    const lines = (count: number) =>
      [...Array(count)].map((_, index) => `${stage.registry.host}/${path}:none${index}`).join('\n')
    const run = await stage.run({ image: lines(limits.images) })
    assert.equal(run.outputs.code, 'IMAGE_NOT_FOUND')
    assert.equal(run.annotations.length, 10)
    assert.equal(run.report?.images.length, 64)
    assert.equal(seen(await stage.run({ image: lines(limits.images + 1) })), failed('CONFIG_ERROR'))
  })
})

suite('rules select images by name and tag', () => {
  const profile = (params: string) =>
    `version: v1\ntype: profile\nname: p\nartifact:\n  - type: artifact_signature\n    params: ${params}\n    def:\n      repository: acme/app\n`
  test('no rule for this image: not covered, and nothing is asked for', async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({ profile: profile('{ name: other }') })
    assert.equal(seen(run), failed('NOT_COVERED'))
    assert.equal(stage.registry.requests.length, 1)
  })
  test('a tag that the reference does not tell is asked of the registry', async () => {
    await using stage = await setStage()
    stage.attest()
    const byDigest = `${stage.registry.host}/${path}@${stage.digest}`
    assert.equal(seen(await stage.run({ image: byDigest, profile: profile('{ tags: [latest] }') })), verified)
    assert.equal(seen(await stage.run({ image: byDigest, profile: profile('{ tags: [v1] }') })), failed('NOT_COVERED'))
    stage.registry.pushImage(path, 'v1', { seed: 'another' })
    assert.equal(seen(await stage.run({ image: byDigest, profile: profile('{ tags: [v1] }') })), failed('NOT_COVERED'))
  })
  test('a tag beside a digest counts for a pattern', async () => {
    await using stage = await setStage()
    stage.attest({ claims: githubClaims({ ref: 'refs/heads/dev' }) })
    stage.registry.tag(path, 'v1', stage.digest)
    const strict = "  - type: artifact_signature\n    params: { tag_regex: 'v.*' }\n    def: { branch: main }\n"
    const both = { profile: `${profile('{ name: app }')}${strict}` }
    const named = `${stage.registry.host}/${path}`
    assert.equal(seen(await stage.run({ ...both, image: `${named}:v1@${stage.digest}` })).split(',')[0], 'exit 1')
    assert.equal(seen(await stage.run({ ...both, image: `${named}:v1` })).split(',')[0], 'exit 1')
    const untagged = await stage.run({ ...both, image: `${named}@${stage.digest}` })
    assert.equal(untagged.exitCode, 0)
    assert.ok(untagged.annotations.some(({ message }) => /tag_regex is not applied/.test(message)))
  })
  suite('B-61: a tag that the user wrote beside the digest keeps its rules', () => {
    const strictFor = (params: string) =>
      `${profile('{ name: app }')}  - type: artifact_signature\n    params: ${params}\n    def: { repository: acme/app, branch: main }\n`
    const gone: [string, (stage: Stage) => void, RegExp][] = [
      [
        'moved',
        (stage) => void stage.registry.pushImage(path, 'v1', { seed: 'another' }),
        /:v1 is sha256:\w{64} by now: the tag was moved\. The rules for v1 are applied/,
      ],
      ['never there, or deleted', () => undefined, /the registry has no .*:v1 any more\. The rules for v1 are applied/],
      [
        'not to be had',
        (stage) =>
          void stage.registry.intercept(({ path, response }) => {
            if (!path.endsWith('/manifests/v1')) return false
            response.writeHead(403).end()
            return true
          }),
        /could not be found out whether .*:v1 still is this image \(REGISTRY_ERROR: .*\)\. The rules for v1 are applied/,
      ],
    ]
    for (const params of ['{ tags: [v1] }', "{ tag_regex: 'v.*' }", '{ name: app, tags: [v1] }']) {
      for (const [state, change, words] of gone) {
        test(`${params}, and the tag is ${state}`, async () => {
          await using stage = await setStage()
          stage.attest({ claims: githubClaims({ ref: 'refs/heads/dev' }) })
          change(stage)
          const image = `${stage.registry.host}/${path}:v1@${stage.digest}`
          const run = await stage.run({ image, profile: strictFor(params) })
          assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE', 1))
          assert.match(run.annotations[1]?.message ?? '', words)
        })
      }
    }
    test('another reference to the same digest is held to them as well', async () => {
      await using stage = await setStage()
      stage.attest({ claims: githubClaims({ ref: 'refs/heads/dev' }) })
      stage.registry.pushImage(path, 'v1', { seed: 'another' })
      const named = `${stage.registry.host}/${path}`
      const image = `${named}:v1@${stage.digest}\n${named}:latest`
      const run = await stage.run({ image, profile: strictFor('{ tags: [v1] }') })
      assert.equal(seen(run), 'exit 1, NO_MATCHING_PROVENANCE, verified=false, 2 errors, 1 warnings')
    })
    test('a tag that is where it was written is no matter for a warning', async () => {
      await using stage = await setStage()
      stage.attest()
      stage.registry.tag(path, 'v1', stage.digest)
      const image = `${stage.registry.host}/${path}:v1@${stage.digest}`
      assert.equal(seen(await stage.run({ image, profile: strictFor('{ tags: [v1] }') })), verified)
    })
  })
  test('B-60: a rule for this image that its tags take out is told, and is a warning where nobody wrote a tag', async () => {
    await using stage = await setStage()
    stage.attest()
    stage.registry.pushImage(path, 'v1', { seed: 'another' })
    const strict =
      '  - type: artifact_signature\n    params: { tags: [v1] }\n    def: { repository: acme/app, branch: other }\n'
    const both = { profile: `${profile('{ name: app }')}${strict}` }
    const latest = await stage.run(both)
    assert.equal(seen(latest), verified)
    const line = 'rule artifact_signature (line 9 of the profile) is not applied: the digest does not carry the tag v1'
    assert.ok(latest.stdout.includes(`${stage.image}: ${line}`), latest.stdout)
    const image = `${stage.registry.host}/${path}@${stage.digest}`
    const untagged = await stage.run({ ...both, image })
    assert.equal(seen(untagged), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
    assert.match(
      untagged.annotations[0]?.message ?? '',
      /is not applied to .*: at the registry the digest does not carry the tag v1/,
    )
  })
  test('every rule that applies must be met', async () => {
    await using stage = await setStage()
    stage.attest()
    const second = '  - type: artifact_signature\n    def:\n      branch: other\n      repository: acme/app\n'
    const run = await stage.run({ profile: 'p.yaml' }, { files: { 'p.yaml': `${profile('{ name: app }')}${second}` } })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.deepEqual(
      run.report?.images[0]?.rules.map(({ line, code, satisfiedBy }) => [line, code, satisfiedBy]),
      [
        [5, 'VERIFIED', 0],
        [9, 'NO_MATCHING_PROVENANCE', null],
      ],
    )
    const { file, line, col } = run.annotations[0] ?? {}
    assert.deepEqual([file, line, col], ['p.yaml', 11, 15])
  })
})

suite('dist warns about what the policy leaves open', () => {
  const profile = (def: string) =>
    `version: v1\ntype: profile\nname: p\nartifact:\n  - type: artifact_signature\n    def: { ${def} }\n`
  test('is_signed alone passes on what nobody verified, with a warning', async () => {
    await using stage = await setStage()
    await using stranger = await setStage()
    stage.registry.attach(path, stage.digest, stranger.sigstore.sign({ statement: provenance(stage.digest) }))
    const run = await stage.run({ profile: profile('is_signed: true') })
    assert.equal(run.exitCode, 0)
    assert.match(run.annotations[0]?.message ?? '', /is_signed alone verifies nothing/)
    assert.equal(run.report?.images[0]?.attestations[0]?.code, 'UNTRUSTED')
  })
  test('A-05: is_signed alone does not pass on rubbish, nor on what is about another image', async () => {
    await using stage = await setStage()
    stage.registry.attach(path, stage.digest, Buffer.from('rubbish'), { artifactType: 'x-in-toto-x' })
    stage.attest({ about: other })
    const run = await stage.run({ profile: profile('is_signed: true') })
    assert.equal(run.outputs.code, 'NO_MATCHING_PROVENANCE')
    assert.equal(run.exitCode, 1)
  })
  test('is_verified alone accepts any signer, with a warning', async () => {
    await using stage = await setStage()
    stage.attest({ claims: githubClaims({ repository: 'anybody/at-all' }) })
    const run = await stage.run({ profile: profile('is_verified: true') })
    assert.equal(run.exitCode, 0)
    assert.match(run.annotations[0]?.message ?? '', /this rule accepts any signer/)
  })
  const weak = {
    'is_signed alone': 'is_signed: true',
    'is_verified alone': 'is_verified: true',
    'a branch, which everybody has': 'branch: main',
    'an issuer, which signs for everybody': 'cert_issuer: https://token.actions.githubusercontent.com',
  }
  for (const [name, def] of Object.entries(weak)) {
    test(`A-60: ${name}: there is no summary to sign, and the log says why`, async () => {
      await using stage = await setStage()
      stage.attest({ claims: githubClaims({ repository: 'anybody/at-all' }) })
      const run = await stage.run({ profile: profile(def) })
      assert.deepEqual([run.outputs.verified, run.outputs.vsa], ['true', ''])
      assert.match(
        run.stdout,
        /^There is no Verification Summary \(output vsa\): A rule for .* (?:verifies nothing|accepts any signer)\./m,
      )
    })
  }
  test('with nothing said, the repository that runs the workflow must have signed', async () => {
    await using stage = await setStage()
    stage.attest()
    assert.equal(seen(await stage.run()), verified)
    assert.equal(
      seen(await stage.run({}, { env: { GITHUB_REPOSITORY: 'other/app' } })),
      failed('NO_MATCHING_PROVENANCE'),
    )
    assert.equal(seen(await stage.run({}, { env: { GITHUB_REPOSITORY: undefined } })), failed('CONFIG_ERROR'))
  })
})

suite('mode warn', () => {
  test('says the same as a warning, and leaves the step green with verified=false', async () => {
    await using stage = await setStage()
    assert.equal(seen(await stage.run({ mode: 'warn' })), 'exit 0, NO_PROVENANCE, verified=false, 0 errors, 1 warnings')
  })
  test('fails on a mistake all the same', async () => {
    await using stage = await setStage()
    assert.equal(seen(await stage.run({ mode: 'warn', digest: 'x' })), failed('CONFIG_ERROR'))
  })
})
