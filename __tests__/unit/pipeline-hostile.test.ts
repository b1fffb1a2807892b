import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { readInputs } from '../../src/actions/inputs/verify.ts'
import { readWorkflowContext } from '../../src/actions/workflow-context.ts'
import { CodedError, toCodedError } from '../../src/core/errors.ts'
import type { Verdict } from '../../src/model/index.ts'
import { exitStatus, failedVerdict } from '../../src/pipeline/verdict.ts'
import { verifyImages } from '../../src/pipeline/verify-images.ts'
import { annotationsOf } from '../../src/report/annotations.ts'
import { reportOf } from '../../src/report/json.ts'
import { logOf } from '../../src/report/log.ts'
import { temporaryFolder } from '../support/action.ts'
import { provenance, setStage } from '../support/action-fixture.ts'
import { mistakesOf, profileText } from '../support/policies.ts'
import { holds } from '../support/properties.ts'
import { githubClaims, type Sigstore } from '../support/sigstore.ts'

const root = join(import.meta.dirname, '..', '..')

/** What may hang on an image, by the digest of the image. */
const attachments: Record<string, (from: Sigstore, digest: string) => object | Uint8Array> = {
  good: (from, digest) => from.sign({ statement: provenance(digest) }),
  foreign: (from) => from.sign({ statement: provenance(`sha256:${'0'.repeat(64)}`) }),
  stranger: (from, digest) => {
    const claims = githubClaims({ repository: 'evil/app' })
    return from.sign({ statement: provenance(digest, claims), claims })
  },
  rubbish: () => Buffer.from('{"mediaType":'),
}

suite('the pipeline on random images with random attachments', () => {
  test('P6, P8: a tag and its digest have one verdict; green is verified is every image VERIFIED', async () => {
    await using stage = await setStage()
    const trustedRoot = stage.sigstore.trustedRootFile(temporaryFolder())
    const verdictOn = (images: readonly string[]): Promise<Verdict> => {
      const env = {
        INPUT_IMAGE: images.join('\n'),
        INPUT_SOURCES: 'registry',
        INPUT_WAIT: '0',
        'INPUT_TRUSTED-ROOT': trustedRoot,
        INPUT_REPOSITORY: 'acme/app',
      }
      const log = { secret() {}, request() {}, progress() {} }
      return verifyImages(readInputs(env), readWorkflowContext(env), 'enforce', log)
    }
    let pushed = 0
    const attached = fc.array(fc.constantFrom(...Object.keys(attachments)), { maxLength: 4 })
    await holds(
      fc.asyncProperty(fc.array(attached, { minLength: 1, maxLength: 3 }), async (images) => {
        const all = images.map((names) => {
          const repository = `acme/app${++pushed}`
          const digest = stage.registry.pushImage(repository, 'v1', { labels: { n: `${pushed}` } } as never)
          for (const name of names) {
            const made = attachments[name]?.(stage.sigstore, digest)
            if (made !== undefined) stage.registry.attach(repository, digest, made)
          }
          const name = `${stage.registry.host}/${repository}`
          return { byTag: `${name}:v1`, byDigest: `${name}@${digest}`, isGood: names.includes('good') }
        })
        const byTag = await verdictOn(all.map((one) => one.byTag))
        const byDigest = await verdictOn(all.map((one) => one.byDigest))
        const said = ({ images }: Verdict) =>
          images.map(({ code, digest, attestations }) => [code, digest, attestations.map((one) => one.code).sort()])
        assert.deepEqual(said(byTag), said(byDigest))
        const expected = all.every(({ isGood }) => isGood)
        for (const verdict of [byTag, byDigest]) {
          assert.equal(verdict.verified, expected)
          assert.equal(exitStatus(verdict) === 0, expected)
          assert.equal(
            verdict.images.every(({ code }) => code === 'VERIFIED'),
            expected,
          )
          assert.deepEqual(
            verdict.images.map(({ code }) => code === 'VERIFIED'),
            all.map(({ isGood }) => isGood),
          )
        }
      }),
      15,
    )
  })
})

test('H-06: no report shows the properties attached to an error', () => {
  const request = { headers: { authorization: 'Bearer canary' }, body: 'canary' }
  const cause = Object.assign(new Error('canary'), { request, response: request })
  const errors = [
    toCodedError(Object.assign(new TypeError('x'), { cause, request })),
    new CodedError('REGISTRY_ERROR', 'x', { cause }),
  ]
  const verdict = failedVerdict(errors, 'enforce')
  const shown = [logOf(verdict), annotationsOf(verdict, { workflowFile: null }), reportOf(verdict)]
  assert.ok(!JSON.stringify(shown).includes('canary'))
})

suite('R-39: inputs and files with any line ending', () => {
  test('in inputs', () => {
    const env = { INPUT_IMAGE: 'a.io/x:1\r\nb.io/y:2\r\n', 'INPUT_AUTH-HOSTS': 'c.io\r\n' }
    const { images, authHosts } = readInputs(env)
    assert.deepEqual(
      images.map(({ given }) => given),
      ['a.io/x:1', 'b.io/y:2'],
    )
    assert.deepEqual(authHosts, ['c.io'])
  })
  test('in a profile', () => {
    const text = profileText('artifact_signature', { branch: 'main' }).replaceAll('\n', '\r\n')
    assert.deepEqual(mistakesOf(text), [])
    assert.match(mistakesOf(text.replace('branch', 'brunch')).join(), /^7:7 .*did you mean branch/)
  })
})

suite('the supply chain of the action itself', () => {
  test('H-20: the lock file pins every package by its content, and CI builds dist anew and compares it', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/check-lock.mjs'], { cwd: root, encoding: 'utf8' })
    assert.equal(status, 0, stderr)
    const gate = readFileSync(join(root, '.ci', 'run'), 'utf8')
    assert.ok(gate.indexOf('npm run build') < gate.indexOf('git status --porcelain -- dist'))
    assert.match(gate, /^ {2}node scripts\/check-lock\.mjs$/m)
  })
  test('C-18: no library is older than its last known hole', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    const least = { '@sigstore/verify': [4, 1, 3], '@sigstore/core': [4, 0, 1], 'tuf-js': [5, 0, 0] }
    for (const [name, wanted] of Object.entries(least)) {
      const found: number[] = packages[`node_modules/${name}`].version.split('.').map(Number)
      const at = found.findIndex((part, index) => part !== wanted[index])
      assert.ok(at === -1 || (found[at] ?? 0) > (wanted[at] ?? 0), `${name} ${found.join('.')}`)
    }
  })
})
