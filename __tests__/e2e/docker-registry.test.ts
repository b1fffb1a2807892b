import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { failed, path, provenance, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'
import { answering, credentialHelpers, dockerConfig, loginEntry } from '../support/docker.ts'
import { robot, startDockerRegistry, withoutDockerRegistry } from '../support/docker-registry.ts'
import { pushRepository } from '../support/push.ts'

const login = `Basic ${loginEntry(robot.user, robot.password).auth}`

/** A registry of the real kind that holds what `fill` puts on the stage, and the action run on its image. */
async function play(fill: (stage: Stage) => void, options: { login?: boolean } = {}) {
  const stage = await setStage()
  fill(stage)
  const registry = await startDockerRegistry(options)
  await pushRepository(stage.registry.store, path, { ...registry, ...(options.login && { login }) })
  const image = `${registry.host}/${path}:latest`
  return {
    digest: stage.digest,
    host: registry.host,
    origin: registry.origin,
    run: (env: Record<string, string> = {}, inputs: Record<string, string> = {}) =>
      stage.run({ image, ...inputs }, { env }),
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]()
      await stage[Symbol.asyncDispose]()
    },
  }
}

/** A test that is skipped, and says why, where the machine has no such registry. */
const onIt = (name: string, run: () => Promise<void>) => test(name, { skip: withoutDockerRegistry }, run)

suite("dist on Docker's registry", () => {
  const places: [string, string, (stage: Stage) => void][] = [
    ['a bundle under the referrers tag', 'referrers-tag', (stage) => void stage.attest()],
    [
      "an attestation under cosign's .att tag",
      'cosign-attestation',
      ({ registry, sigstore, digest }) =>
        void registry.cosignAttestations(path, digest, [sigstore.cosignAttestation({ statement: provenance(digest) })]),
    ],
    [
      "a signature under cosign's .sig tag",
      'cosign-signature',
      ({ registry, sigstore, digest }) =>
        void registry.cosignSignatures(path, digest, [sigstore.cosignSignature({ digest, reference: path })]),
    ],
  ]
  for (const [name, source, fill] of places) {
    onIt(`verified by ${name}`, async () => {
      await using scene = await play(fill)
      const run = await scene.run()
      assert.equal(seen(run), verified)
      assert.equal(run.outputs.digest, scene.digest)
      assert.deepEqual(
        run.report?.images[0]?.attestations.map((one) => [one.source, one.code]),
        [[source, 'VERIFIED']],
      )
      assert.ok(run.requests.every(({ authorization }) => !authorization))
    })
  }
  onIt('nothing attached', async () => {
    await using scene = await play(() => {})
    const run = await scene.run()
    assert.equal(seen(run), failed('NO_PROVENANCE'))
    assert.ok(run.report?.images[0]?.sources.every(({ code }) => code === 'OK'))
  })
  onIt('an index, and what is attached to it', async () => {
    await using scene = await play(({ registry, sigstore }) => {
      const { digest } = registry.pushIndex(path, 'multi', { buildkit: true })
      registry.attach(path, digest, sigstore.sign({ statement: provenance(digest) }))
    })
    assert.equal(seen(await scene.run({}, { image: `${scene.host}/${path}:multi` })), verified)
  })
  onIt('an image that is not there', async () => {
    await using scene = await play(() => {})
    assert.equal(seen(await scene.run({}, { image: `${scene.host}/${path}:none` })), failed('IMAGE_NOT_FOUND'))
    assert.equal(seen(await scene.run({}, { image: `${scene.host}/no/such` })), failed('IMAGE_NOT_FOUND'))
  })
})

suite("dist on Docker's registry with a login", () => {
  const attested = (stage: Stage) => void stage.attest()
  onIt('lets in who has one in the config of docker', async () => {
    await using scene = await play(attested, { login: true })
    const auths = { [scene.host]: loginEntry(robot.user, robot.password) }
    const run = await scene.run({ DOCKER_CONFIG: dockerConfig({ auths }) })
    assert.equal(seen(run), verified)
    assert.deepEqual(
      run.requests.slice(0, 2).map(({ authorization }) => authorization),
      [false, true],
    )
  })
  onIt('lets in who has one in a credential helper', async () => {
    await using scene = await play(attested, { login: true })
    const { PATH } = credentialHelpers({ ci: answering(robot.user, robot.password) })
    const DOCKER_CONFIG = dockerConfig({ credHelpers: { [scene.host]: 'ci' } })
    assert.equal(seen(await scene.run({ PATH, DOCKER_CONFIG })), verified)
  })
  onIt('refuses a wrong one, and it is said where that came from', async () => {
    await using scene = await play(attested, { login: true })
    const DOCKER_CONFIG = dockerConfig({ auths: { [scene.host]: loginEntry(robot.user, 'wrong-canary') } })
    const run = await scene.run({ DOCKER_CONFIG })
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    const { message = '' } = run.annotations[0] ?? {}
    assert.match(
      message,
      /answered 401, unauthorized: "[^"]+", with the credentials of \S+config\.json \(entry 127\.0\.0\.1:\d+\)/,
    )
    assert.doesNotMatch(message, /canary/)
  })
  onIt('refuses who has none, and it is said where one was looked for', async () => {
    await using scene = await play(attested, { login: true })
    const run = await scene.run({ DOCKER_CONFIG: dockerConfig({ credsStore: 'nowhere' }) })
    assert.equal(seen(run), failed('REGISTRY_ERROR'))
    assert.match(
      run.annotations[0]?.message ?? '',
      /without credentials \(docker-credential-nowhere, named in \S+config\.json, was not found in the folders of PATH/,
    )
  })
})
