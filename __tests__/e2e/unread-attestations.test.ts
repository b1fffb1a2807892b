import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { failed, path, provenance, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { mediaTypes, tagFor } from '../support/registry.ts'
import { shorterTimers } from '../support/shorter-timers.ts'
import { createSigstore, githubClaims } from '../support/sigstore.ts'
import { about } from '../support/source-fixture.ts'

const messageOf = (run: Awaited<ReturnType<Stage['run']>>) => run.report?.images[0]?.message ?? ''
const hintOf = (run: Awaited<ReturnType<Stage['run']>>) => run.annotations[0]?.message ?? ''

/** A layer of cosign's as a key signs it: without a certificate. */
function signedWithKey({ registry, sigstore, digest }: Stage, kind: 'sig' | 'att', annotations = {}): void {
  if (kind === 'sig') {
    const { payload } = sigstore.cosignSignature({ digest, reference: path })
    registry.cosignSignatures(path, digest, [
      { payload, annotations: { 'dev.cosignproject.cosign/signature': 'AAAA', ...annotations } },
    ])
  } else {
    const { envelope } = sigstore.cosignAttestation({ statement: provenance(digest) })
    registry.cosignAttestations(path, digest, [{ envelope, annotations }])
  }
}

/** A referrer that holds something else. */
function refer({ registry, digest }: Stage, artifactType: string | undefined, more: object = {}): string {
  const layer = registry.blob(Buffer.from('{}'), 'application/jose+json')
  return registry.push(path, null, about(digest, [layer], { ...(artifactType && { artifactType }), ...more }))
}

suite('A-77: unread attachments are counted and named', () => {
  const notation = 'application/vnd.cncf.notary.signature'
  const cases: Record<string, [(stage: Stage) => void, RegExp]> = {
    'a Notation signature': [
      (stage) => refer(stage, notation),
      /not supported: 1 application\/vnd\.cncf\.notary\.signature\./,
    ],
    'its config says what it is, as older tools have it': [
      (stage) => refer(stage, undefined, { config: { mediaType: notation, digest: stage.digest, size: 2 } }),
      /not supported: 1 application\/vnd\.cncf\.notary\.signature\./,
    ],
    'an SBOM and two scans': [
      (stage) => {
        refer(stage, 'application/spdx+json')
        for (const n of ['1', '2']) refer(stage, 'application/sarif+json', { annotations: { n } })
      },
      /not supported: 2 application\/sarif\+json, 1 application\/spdx\+json\./,
    ],
    'more kinds than a message names': [
      (stage) => {
        for (const n of [1, 2, 3, 4, 5, 6, 7]) refer(stage, `application/x${n}`)
      },
      /not supported: (?:1 application\/x\d, ){5}2 of other kinds\./,
    ],
    'a .sig layer made with a key': [(stage) => signedWithKey(stage, 'sig'), /1 cosign signature made with a key\./],
    'a .att layer made with a key': [(stage) => signedWithKey(stage, 'att'), /1 cosign signature made with a key\./],
  }
  for (const [name, [attach, said]] of Object.entries(cases)) {
    test(name, async () => {
      await using stage = await setStage()
      attach(stage)
      const run = await stage.run()
      assert.equal(seen(run), failed('NO_PROVENANCE'))
      assert.match(messageOf(run), /^No attestation or signature that can be verified found for sha256:/)
      assert.match(messageOf(run), said)
      assert.match(hintOf(run), /keyless/)
    })
  }
  test('what two places list is one thing', async () => {
    await using stage = await setStage()
    const digest = refer(stage, notation)
    const list = {
      schemaVersion: 2,
      mediaType: mediaTypes.index,
      manifests: [{ mediaType: mediaTypes.manifest, digest, size: 1 }],
    }
    stage.registry.push(path, tagFor(stage.digest), list)
    assert.match(messageOf(await stage.run()), /not supported: 1 application\/vnd\.cncf/)
  })
  test('beside a good attestation it is nothing to speak of', async () => {
    await using stage = await setStage()
    refer(stage, notation)
    signedWithKey(stage, 'sig')
    stage.attest()
    assert.equal(seen(await stage.run()), verified)
  })
  test('C-04: a key in the place of a certificate, and a bundle with a key, are bad attestations as ever', async () => {
    for (const attach of [
      (stage: Stage) =>
        signedWithKey(stage, 'sig', {
          'dev.sigstore.cosign/certificate': '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n',
        }),
      (stage: Stage) => {
        const bundle = stage.sigstore.sign({ statement: provenance(stage.digest) })
        const { tlogEntries } = bundle.verificationMaterial
        stage.registry.attach(path, stage.digest, {
          ...bundle,
          verificationMaterial: { tlogEntries, publicKey: { hint: 'x' } },
        })
      },
    ]) {
      await using stage = await setStage()
      attach(stage)
      const run = await stage.run()
      assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
      assert.equal(run.report?.images[0]?.attestations[0]?.code, 'BUNDLE_INVALID')
    }
  })
  test('is_signed alone is not met by what names nobody', async () => {
    await using stage = await setStage()
    signedWithKey(stage, 'sig')
    refer(stage, notation)
    const profile =
      'version: v1\ntype: profile\nname: x\nartifact:\n  - type: artifact_signature\n    def:\n      is_signed: true\n'
    assert.equal((await stage.run({ profile })).exitCode, 1)
  })
})

/** Refuses to show what is asked for under these parts of a path. */
function refusing({ registry }: Stage, part: RegExp, status: number): void {
  registry.intercept(({ path: asked, response }) => {
    if (!part.test(asked)) return false
    response.writeHead(status).end()
    return true
  })
}

suite('A-76: a registry that answers 403 for missing tags', () => {
  for (const status of [401, 403]) {
    test(`${status}: one quiet line, and green`, async () => {
      await using stage = await setStage()
      stage.attest()
      refusing(stage, /\/manifests\/sha256-/, status)
      const run = await stage.run()
      assert.equal(seen(run), verified)
      const lines = run.stdout
        .split('\n')
        .filter((line) => line.includes(`answered ${status}`) && !line.startsWith('::debug'))
      assert.equal(lines.length, 1, lines.join('\n'))
      assert.doesNotMatch(run.summary, /could not be read as a whole/)
    })
    test(`${status}: where nothing else is found, it is not "nothing found", and says what is most likely`, async () => {
      await using stage = await setStage()
      refusing(stage, /\/manifests\/sha256-/, status)
      const run = await stage.run()
      assert.equal(seen(run), failed('REGISTRY_ERROR'))
      assert.match(hintOf(run), /The image itself can be read, so that most likely there is no such tag/)
      assert.match(hintOf(run), /attest the image/)
    })
  }
  test('one of them alone is as quiet', async () => {
    await using stage = await setStage()
    stage.attest()
    refusing(stage, /\.sig$/, 403)
    assert.equal(seen(await stage.run()), verified)
  })
  test('a referrers API that refuses is told, for it is not a tag', async () => {
    await using stage = await setStage()
    stage.registry.cosignAttestations(path, stage.digest, [
      stage.sigstore.cosignAttestation({ statement: provenance(stage.digest) }),
    ])
    refusing(stage, /\/referrers\//, 403)
    assert.equal(seen(await stage.run()), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
  })
  test('so is a tag whose registry has trouble', async () => {
    await using stage = await setStage()
    stage.attest()
    refusing(stage, /\.sig$/, 501)
    assert.equal(seen(await stage.run()), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
  })
  test('and where both are, the trouble is what is reported', async () => {
    await using stage = await setStage()
    refusing(stage, /\/manifests\/sha256-[^.]*$/, 403)
    refusing(stage, /\.att$/, 501)
    const run = await stage.run()
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assert.match(messageOf(run), /answered 501/)
  })
  test('an image that is refused itself is that error', async () => {
    await using stage = await setStage()
    refusing(stage, /\/manifests\//, 403)
    const run = await stage.run()
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assert.doesNotMatch(hintOf(run), /most likely/)
  })
})

suite('A-75: the input wait covers attestations of another predicate type', () => {
  const sbom = (digest: string) => ({
    ...provenance(digest),
    predicateType: 'https://spdx.dev/Document',
    predicate: {},
  })
  const rule =
    'version: v1\ntype: profile\nname: x\nartifact:\n  - type: artifact_provenance\n    def:\n      repository: acme/app\n'
  /** Attaches the provenance when the referrers are asked for the second time. */
  const later = (stage: Stage) =>
    stage.registry.intercept(({ path: asked, count }) => {
      if (asked.includes('/referrers/') && count === 2) stage.attest()
      return false
    })
  const asked = ({ registry }: Stage) =>
    registry.requests.filter((request) => request.path.includes('/referrers/')).length
  const first: Record<string, (stage: Stage) => void> = {
    'an SBOM': (stage) =>
      stage.registry.attach(path, stage.digest, stage.sigstore.sign({ statement: sbom(stage.digest) })),
    'an SBOM that a stranger signed': (stage) => {
      const claims = githubClaims({ repository: 'other/tool' })
      stage.registry.attach(path, stage.digest, stage.sigstore.sign({ statement: sbom(stage.digest), claims }))
    },
    'an SBOM of a Sigstore that nobody trusts': (stage) =>
      stage.registry.attach(
        path,
        stage.digest,
        createSigstore({ name: 'vendor.example' }).sign({ statement: sbom(stage.digest) }),
      ),
    'a signature': (stage) =>
      stage.registry.cosignSignatures(path, stage.digest, [
        stage.sigstore.cosignSignature({ digest: stage.digest, reference: path }),
      ]),
    'a signature made with a key': (stage) => signedWithKey(stage, 'sig'),
    'a tag that is refused': (stage) => refusing(stage, /\.sig$/, 403),
  }
  for (const [name, attach] of Object.entries(first)) {
    test(`${name} comes first, the provenance a moment later`, async () => {
      await using stage = await setStage()
      attach(stage)
      later(stage)
      const run = await stage.run({ profile: rule, wait: '10' })
      assert.equal(seen(run), verified)
      assert.equal(asked(stage), 2)
    })
  }
  const never: Record<string, (stage: Stage) => void> = {
    'provenance with another claim': (stage) =>
      void stage.attest({ claims: githubClaims({ repository: 'other/tool' }) }),
    'provenance of another image': (stage) => void stage.attest({ about: `sha256:${'0'.repeat(64)}` }),
    'provenance of a Sigstore that nobody trusts': (stage) =>
      stage.registry.attach(
        path,
        stage.digest,
        createSigstore({ name: 'vendor.example' }).sign({ statement: provenance(stage.digest) }),
      ),
    'what is no bundle, beside an SBOM': (stage) => {
      stage.registry.attach(path, stage.digest, { a: 1 })
      first['an SBOM']?.(stage)
    },
  }
  for (const [name, attach] of Object.entries(never)) {
    test(`${name} is never waited on`, async () => {
      await using stage = await setStage()
      attach(stage)
      const run = await stage.run({ profile: rule, wait: '10' })
      assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
      assert.equal(asked(stage), 1)
    })
  }
  test('of several rules none may have failed for good', async () => {
    await using stage = await setStage()
    first['an SBOM']?.(stage)
    const more = `${rule}  - type: artifact_signature\n    def:\n      repository: acme/app\n      branch: dev\n`
    assert.equal((await stage.run({ profile: more, wait: '10' })).exitCode, 1)
    assert.equal(asked(stage), 1)
    const met = `${rule}  - type: artifact_signature\n    def:\n      repository: acme/app\n`
    later(stage)
    assert.equal((await stage.run({ profile: met, wait: '10' })).exitCode, 0)
  })
  test('the wait ends, and the verdict is what was found', async () => {
    await using stage = await setStage()
    first['an SBOM']?.(stage)
    const run = await stage.run({ profile: rule, wait: '1' })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.equal(run.report?.images[0]?.attestations[0]?.code, 'PREDICATE_MISMATCH')
  })
  test('each platform by itself', async () => {
    await using stage = await setStage()
    const { platforms } = stage.registry.pushIndex(path, 'multi')
    for (const { digest } of platforms)
      stage.registry.attach(path, digest, stage.sigstore.sign({ statement: sbom(digest) }))
    stage.registry.intercept(({ path: wanted, count }) => {
      const one = platforms.find(({ digest }) => wanted.endsWith(`/referrers/${digest}`))
      if (one !== undefined && count === 2) {
        stage.registry.attach(path, one.digest, stage.sigstore.sign({ statement: provenance(one.digest) }))
      }
      return false
    })
    const image = `${stage.registry.host}/${path}:multi`
    assert.equal(seen(await stage.run({ image, profile: rule, platforms: 'each', wait: '10' })), verified)
  })
})

suite('A-70: at the deadline, what was verified so far is evaluated', () => {
  /** A step of which the requests may take a second, and all of it a little longer. */
  const hurried = (end: number) => ({
    env: shorterTimers({ [limits.runMs - limits.judgeMs]: 1000, [limits.runMs]: end }),
  })
  const slow = ({ registry }: Stage, part: string) =>
    registry.intercept(({ path: asked }) => asked.includes(part) && new Promise<boolean>(() => {}))
  test('a blob that never comes does not keep the good attestation from counting', async () => {
    await using stage = await setStage()
    const rubbish = Buffer.from('x'.repeat(2000))
    stage.registry.attach(path, stage.digest, rubbish)
    stage.attest()
    slow(stage, stage.registry.blob(rubbish).digest)
    assert.equal(seen(await stage.run({}, hurried(20_000))), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
  })
  test('and where the rule is not met by it, the verdict says what was not reached', async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({}, hurried(0))
    assert.equal(seen(run), failed('TIMEOUT'))
    assert.match(
      messageOf(run),
      /: 1 of the 1 attestations that were found there was not verified, because the step had no time left/,
    )
    assert.equal(run.report?.images[0]?.attestations[0]?.code, 'LIMIT_EXCEEDED')
  })
  test('where nobody has answered, it is TIMEOUT', async () => {
    await using stage = await setStage()
    slow(stage, stage.digest)
    assert.equal((await stage.run({}, hurried(20_000))).outputs.code, 'TIMEOUT')
  })
})
