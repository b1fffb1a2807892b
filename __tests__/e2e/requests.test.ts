import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { failed, path, type Stage, seen, setStage, verified } from '../support/action-fixture.ts'

suite('the number of requests for one image', () => {
  test('given its digest, what is attached is asked for beside its manifest', async () => {
    await using stage = await setStage()
    stage.attest()
    const asked = Promise.withResolvers<void>()
    stage.registry.intercept(async ({ path }) => {
      if (path.includes('/referrers/')) asked.resolve()
      // The tag is not answered before the list was asked for.
      if (path.endsWith('/manifests/latest')) await asked.promise
      return false
    })
    assert.equal(seen(await stage.run({ digest: stage.digest })), verified)
  })
  test('each list once, whether its digest is given or not', async () => {
    for (const isGiven of [false, true]) {
      await using stage = await setStage()
      stage.attest()
      assert.equal(seen(await stage.run(isGiven ? { digest: stage.digest } : {})), verified)
      const paths = stage.registry.requests.map(({ path }) => path)
      assert.equal(paths.length, new Set(paths).size)
      assert.equal(paths.length, 7)
    }
  })
  test('B-16: a tag that was moved is DIGEST_MISMATCH, whatever is attached to the digest that was given', async () => {
    await using stage = await setStage()
    stage.attest()
    stage.registry.pushImage('acme/app', 'latest', { seed: 'moved' })
    assert.equal(seen(await stage.run({ digest: stage.digest })), failed('DIGEST_MISMATCH'))
  })
  test('what is not there yet is asked for again', async () => {
    await using stage = await setStage()
    let lists = 0
    stage.registry.intercept(({ path }) => {
      if (path.includes('/referrers/') && ++lists === 2) stage.attest()
      return false
    })
    assert.equal(seen(await stage.run({ digest: stage.digest, wait: '10' })), verified)
  })
})

suite('the number of requests for several images', () => {
  const images = (stage: Stage, ...names: string[]) =>
    names.map((name) => `${stage.registry.host}/${path}:${name}`).join('\n')

  test('one that is not there yet does not hold up the others', async () => {
    await using stage = await setStage()
    stage.attest()
    let listed = false
    stage.registry.intercept(({ path: asked }) => {
      if (asked.includes('/referrers/')) listed = true
      // It is pushed only once the other one is being judged.
      if (listed && asked.endsWith('/manifests/late')) stage.registry.tag(path, 'late', stage.digest)
      return false
    })
    assert.equal(seen(await stage.run({ image: images(stage, 'late', 'latest'), wait: '10' })), verified)
  })
  test('where a rule asks for tags, all references are resolved before it is applied', async () => {
    await using stage = await setStage()
    stage.attest()
    stage.registry.tag(path, 'v1', stage.digest)
    const asked: string[] = []
    stage.registry.intercept(({ path }) => {
      asked.push(path)
      return false
    })
    const profile = `version: v1
type: profile
name: p
artifact:
  - type: artifact_signature
    params: { tags: [v1] }
    def: { repository: acme/app }
`
    const run = await stage.run({ image: images(stage, 'latest', 'v1'), profile, repository: '' })
    assert.equal(seen(run), verified)
    assert.equal(asked.filter((one) => one.endsWith('/manifests/v1')).length, 1)
  })
})
