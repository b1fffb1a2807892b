import assert from 'node:assert/strict'
import { copyFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { limits } from '../../src/core/limits.ts'
import { runAction, temporaryFolder } from '../support/action.ts'
import { failed, path, provenance, seen, setStage, verified } from '../support/action-fixture.ts'

const emptyManifest = {
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: {},
  layers: [],
}

suite('dist on an unreliable registry', { concurrency: 4 }, () => {
  test('closes every connection', async () => {
    await using stage = await setStage()
    stage.attest()
    stage.registry.intercept(({ request }) => {
      request.socket.destroy()
      return true
    })
    const run = await stage.run()
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assert.match(run.annotations[0]?.message ?? '', /GET .*\/v2\/acme\/app\/manifests\/latest/)
  })
  test('is not there', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    await new Promise((resolve) => server.close(resolve))
    assert.ok(address !== null && typeof address === 'object')
    await using stage = await setStage()
    const host = `127.0.0.1:${address.port}`
    const run = await stage.run({ image: `${host}/acme/app:latest` }, { expectRequestsTo: [`http://${host}`] })
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
  })
  test('answers the tag with one digest, and that digest with other bytes', async () => {
    await using stage = await setStage()
    stage.attest()
    const other = JSON.stringify(emptyManifest)
    stage.registry.intercept(({ path, response }) => {
      if (!path.endsWith(`/manifests/${stage.digest}`)) return false
      response
        .writeHead(200, { 'Content-Type': emptyManifest.mediaType, 'Docker-Content-Digest': stage.digest })
        .end(other)
      return true
    })
    const run = await stage.run({ image: `${stage.registry.host}/${path}@${stage.digest}` })
    assert.equal(seen(run), failed('DIGEST_MISMATCH'))
  })
  test('B-17: answers the tag with bytes that are not of the digest in its own header', async () => {
    await using stage = await setStage()
    stage.attest()
    stage.registry.intercept(({ path, response }) => {
      if (!path.endsWith('/manifests/latest')) return false
      response
        .writeHead(200, { 'Content-Type': emptyManifest.mediaType, 'Docker-Content-Digest': stage.digest })
        .end(JSON.stringify(emptyManifest))
      return true
    })
    assert.equal(seen(await stage.run()), failed('DIGEST_MISMATCH'))
  })
  test('has no such image', async () => {
    await using stage = await setStage()
    const run = await stage.run({ image: `${stage.registry.host}/${path}:nothing` })
    assert.equal(seen(run), failed('IMAGE_NOT_FOUND'))
  })
  test('the tag was moved since the push', async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({ digest: `sha256:${'1'.repeat(64)}` })
    assert.equal(seen(run), failed('DIGEST_MISMATCH'))
    assert.match(run.annotations[0]?.message ?? '', /sha256:1{64}/)
  })
  test('A-06, R-25: a source that fails does not fail an image that another verified; it is warned about', async () => {
    await using stage = await setStage({ referrers: 'none' })
    stage.registry.cosignAttestations(path, stage.digest, [
      stage.sigstore.cosignAttestation({ statement: provenance(stage.digest) }),
    ])
    stage.registry.intercept(({ path, response }) => {
      if (!path.includes('/referrers/')) return false
      response.writeHead(403).end()
      return true
    })
    const run = await stage.run()
    assert.equal(seen(run), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
    assert.equal(run.report?.images[0]?.sources[0]?.code, 'REGISTRY_ERROR')
  })
  test('R-14: a source that fails is never "nothing found"', async () => {
    await using stage = await setStage()
    stage.registry.intercept(({ path, response }) => {
      if (!path.endsWith('.att')) return false
      response.writeHead(403).end()
      return true
    })
    const run = await stage.run()
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
  })
  test('nothing matches, and a source failed: the message names what is missing', async () => {
    await using stage = await setStage()
    stage.attest()
    stage.registry.intercept(({ path, response }) => {
      if (!path.endsWith('.att')) return false
      response.writeHead(403).end()
      return true
    })
    const run = await stage.run({ repository: 'other/app' })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.match(run.annotations[0]?.message ?? '', /Could not be checked: the \.att tag of cosign/)
  })
  for (const status of [400, 404, 405, 406, 415, 501]) {
    test(`R-14: a registry that answers the referrers API with ${status} has none`, async () => {
      await using stage = await setStage({ referrers: 'tag' })
      stage.attest()
      stage.registry.intercept(({ path, response }) => {
        if (!path.includes('/referrers/')) return false
        response.writeHead(status).end()
        return true
      })
      assert.equal(seen(await stage.run()), verified)
    })
  }
})

suite('the input wait', { concurrency: 3 }, () => {
  test('F-10: keeps asking while nothing at all is found', async () => {
    await using stage = await setStage()
    let asked = 0
    stage.registry.intercept(({ path }) => {
      if (path.includes('/referrers/') && ++asked === 2) stage.attest()
      return false
    })
    assert.equal(seen(await stage.run({ wait: '20' })), verified)
    assert.equal(asked, 2)
  })
  test('R-37: waits for the image itself', async () => {
    await using stage = await setStage()
    stage.attest()
    stage.registry.intercept(({ path, count, response }) => {
      if (!path.endsWith('/manifests/latest') || count > 1) return false
      response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}')
      return true
    })
    assert.equal(seen(await stage.run({ wait: '20' })), verified)
  })
  test('A-17: never waits on an attestation that is there and bad', async () => {
    await using stage = await setStage()
    stage.attest({ about: `sha256:${'0'.repeat(64)}` })
    const run = await stage.run({ wait: String(limits.waitSeconds) })
    assert.equal(seen(run), failed('NO_MATCHING_PROVENANCE'))
    assert.equal(stage.registry.requests.filter(({ path }) => path.includes('/referrers/')).length, 1)
  })
})

suite('dist on invalid inputs', () => {
  const mistakes: [string, Record<string, string>, RegExp][] = [
    ['A-10 no image', { image: '' }, /^Input image is required/],
    ['A-10 blank lines', { image: '\n  \n' }, /^Input image is required/],
    ['A-10 a comment', { image: '# nothing' }, /image/],
    ['E-15 no reference', { image: 'ACME/App' }, /ACME\/App/],
    ['a digest that is none', { digest: 'sha256:abc' }, /^Input digest: expected sha256: followed by 64/],
    ['A-15 a boolean that is none', { summary: 'yes' }, /^Input summary: expected true or false, got "yes"\./],
    ['a mode that is none', { mode: 'audit' }, /^Input mode: expected enforce or warn, got "audit"\./],
    [
      'a wait that is none',
      { wait: '1.5' },
      /^Input wait: expected a whole number of seconds from 0 to 300, got "1\.5"\./,
    ],
    ['a wait that is too long', { wait: String(limits.waitSeconds + 1) }, /^Input wait/],
    ['a negative wait', { wait: '-1' }, /^Input wait/],
    [
      'a source that is none',
      { sources: 'registry gitlab' },
      /^Input sources: expected registry, github, or both, got "gitlab"\./,
    ],
    ['platforms that are none', { platforms: 'all' }, /^Input platforms: expected index, each or any, got "all"\./],
    [
      'a TUF repository without its root',
      { 'trusted-root': '', sigstore: 'https://tuf.example' },
      /^Input tuf-root is required for the TUF repository tuf\.example/,
    ],
    [
      'a TUF repository over http',
      { 'trusted-root': '', sigstore: 'http://tuf.example', 'tuf-root': 'x' },
      /^Input sigstore/,
    ],
    ['a Sigstore that is none', { 'trusted-root': '', sigstore: 'staging' }, /^Input sigstore/],
    [
      'a trusted root and a Sigstore',
      { sigstore: 'bundled' },
      /^Inputs trusted-root and sigstore cannot be used together/,
    ],
    ['a trusted root and a TUF root', { 'tuf-root': 'x' }, /^Inputs trusted-root and tuf-root cannot be used together/],
    [
      'a URL where a host belongs',
      { 'auth-hosts': 'https://auth.example/token' },
      /^Input auth-hosts: expected .*, got "https:\/\/auth\.example\/token"\./,
    ],
    ['a token with something before it', { token: 'Bearer canary' }, /^Input token contains whitespace/],
    ['a trusted root that is not there', { 'trusted-root': 'no.json' }, /^Input trusted-root: the file "no\.json"/],
    [
      'a profile and a claim',
      { profile: 'p.yaml', repository: 'acme/app' },
      /^Inputs profile and repository cannot be used together/,
    ],
    [
      'a profile that is not there',
      { profile: 'p.yaml' },
      /^Input profile: the file "p\.yaml" cannot be used: there is no such file/,
    ],
    ['H-13 a profile outside the workspace', { profile: '../p.yaml' }, /^Input profile: /],
    ['H-13 a profile that is a folder', { profile: '.' }, /^Input profile: /],
    ['a repository that is none', { repository: 'acme' }, /^Input repository: "acme" is not a repository/],
    ['a branch that is a ref', { branch: 'refs/heads/main' }, /^Input branch: .*full ref/],
    ['a bundle that is not there', { bundle: 'none.json' }, /none\.json/],
    [
      'A-08, H-10 a misspelt key',
      {
        profile:
          'version: v1\ntype: profile\nname: p\nartifact:\n  - type: artifact_signature\n    def:\n      repositroy: acme/app',
      },
      /did you mean repository\?/,
    ],
  ]
  for (const [name, inputs, message] of mistakes) {
    test(name, async () => {
      await using stage = await setStage()
      stage.attest()
      const run = await stage.run(inputs)
      assert.equal(seen(run), failed('CONFIG_ERROR'))
      assert.equal(run.annotations[0]?.title, 'CONFIG_ERROR')
      assert.match(run.annotations[0]?.message ?? '', message)
      assert.equal(run.report?.errors[0]?.code, 'CONFIG_ERROR')
      assert.ok(run.outputs.report)
    })
  }
  test('every mistake in a profile file is annotated where it stands', async () => {
    await using stage = await setStage()
    const profile =
      'version: v1\ntype: profile\nname: p\nartifact:\n  - type: artifact_signature\n    def:\n      repositroy: x\n      branch: 1.0\n'
    const run = await stage.run({ profile: 'ci/p.yaml' }, { files: { 'ci/p.yaml': profile } })
    assert.deepEqual(
      run.annotations.map(({ file, line, col }) => [file, line, col]),
      [
        ['ci/p.yaml', 7, 7],
        ['ci/p.yaml', 8, 15],
      ],
    )
    assert.equal(stage.registry.requests.length, 0)
  })
  test('F-07: a server of another kind than GitHub is', async () => {
    await using stage = await setStage()
    for (const GITHUB_SERVER_URL of ['github.com', 'http://github.com', 'https://github.com/x']) {
      const run = await stage.run({}, { env: { GITHUB_SERVER_URL } })
      assert.equal(seen(run), failed('CONFIG_ERROR'))
      assert.match(run.annotations[0]?.message ?? '', /GITHUB_SERVER_URL/)
    }
  })
  test('a trusted root that is not shown, whatever it is', async () => {
    await using stage = await setStage()
    const run = await stage.run({ 'trusted-root': 'x' }, { files: { x: 'canary-secret' } })
    assert.equal(seen(run), failed('CONFIG_ERROR'))
    assert.ok(!run.stdout.includes('canary'))
  })
  test('H-13: a profile that a symbolic link leads out of the workspace', async () => {
    const workspace = temporaryFolder()
    symlinkSync('/proc/self/environ', join(workspace, 'p.yaml'))
    await using stage = await setStage()
    const run = await stage.run({ profile: 'p.yaml' }, { cwd: workspace, env: { CANARY: 'canary-secret' } })
    assert.equal(seen(run), failed('CONFIG_ERROR'))
    assert.ok(!run.stdout.includes('canary-secret'))
  })
  test('a profile at 256 KiB is read, one byte more is not', async () => {
    const profile =
      'version: v1\ntype: profile\nname: p\nartifact:\n  - type: artifact_signature\n    def:\n      repository: acme/app\n#'
    await using stage = await setStage()
    stage.attest()
    const sized = (bytes: number) =>
      stage.run({ profile: 'p.yaml' }, { files: { 'p.yaml': profile.padEnd(bytes, '#') } })
    assert.equal(seen(await sized(limits.profileBytes)), verified)
    assert.equal(seen(await sized(limits.profileBytes + 1)), failed('CONFIG_ERROR'))
  })
})

suite('A-04: dist fails closed', () => {
  test('without any input', async () => {
    const run = await runAction({})
    assert.equal(run.exitCode, 1)
    assert.equal(run.outputs.verified, 'false')
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`R-32: stopped by ${signal}`, async () => {
      await using stage = await setStage()
      stage.registry.intercept(() => {
        process.kill(started, signal)
        return true
      })
      let started = 0
      const run = await stage.run({}, { onStart: (pid) => (started = pid) })
      assert.notEqual(run.exitCode, 0)
      assert.equal(run.outputs.verified, 'false')
      assert.match(run.stdout, new RegExp(`^::error title=INTERNAL_ERROR::Stopped by ${signal} before`, 'm'))
    })
  }
  test('no file for the outputs can be written', async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({}, { env: { GITHUB_OUTPUT: '/nowhere/at/all' } })
    assert.notEqual(run.exitCode, 0)
    assert.match(run.stdout, /^::error/m)
  })
  test('R-28: the runner has no folder for temporary files: the report is written elsewhere', async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({}, { env: { RUNNER_TEMP: '/nowhere/at/all' } })
    assert.equal(seen(run), verified)
    assert.equal(run.report?.code, 'VERIFIED')
  })
  test('H-14, R-30: no summary can be written: the verdict stands', async () => {
    await using stage = await setStage()
    stage.attest()
    const run = await stage.run({}, { env: { GITHUB_STEP_SUMMARY: '/nowhere/at/all' } })
    assert.equal(seen(run), 'exit 0, VERIFIED, verified=true, 0 errors, 1 warnings')
  })
  const broken: Record<string, string> = {
    'an unsettled promise': 'await new Promise(() => {})',
    'an error in a timer':
      "setImmediate(() => { throw new Error('x') }); await new Promise((resolve) => setTimeout(resolve, 1000))",
    'a rejection that nobody handles':
      "Promise.reject(new Error('x')); await new Promise((resolve) => setTimeout(resolve, 1000))",
    'something thrown that is no error':
      'setImmediate(() => { throw null }); await new Promise((resolve) => setTimeout(resolve, 1000))',
    'an error whose name is a command': "throw Object.assign(new Error('x'), { name: 'X\\n::warning::y' })",
    'an endless recursion': 'const again = () => again() + 1; again()',
  }
  for (const [name, code] of Object.entries(broken)) {
    test(`${name} in the middle of the step`, async () => {
      const folder = temporaryFolder()
      copyFileSync(join(import.meta.dirname, '../../src/main.ts'), join(folder, 'main.ts'))
      writeFileSync(join(folder, 'step.ts'), `export async function step() { ${code}; return 0 }`)
      const run = await runAction({}, { entry: join(folder, 'main.ts') })
      assert.notEqual(run.exitCode, 0)
      assert.match(run.stdout, /^::error title=INTERNAL_ERROR::/m)
      assert.equal(run.stdout.match(/^::/gm)?.length, 1)
    })
  }
})
