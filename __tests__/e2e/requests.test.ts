import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { failed, seen, setStage, verified } from '../support/stage.ts'

suite('the requests that one image takes', () => {
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
