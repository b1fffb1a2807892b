import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { imageNameOf, isImageName, isRepositoryPath, isTag } from '../../src/formats/image-name.ts'
import { parseReference } from '../../src/image/reference.ts'
import { isPossibleImageName } from '../../src/policy/evaluation/rule-scope.ts'
import { holds } from '../support/properties.ts'

suite('image names: one grammar', () => {
  for (const path of ['acme/a..b', 'acme/a___b', 'acme/a.-b', 'acme/a_-b', 'acme/', '/acme', 'acme//app', '-a', 'a.']) {
    test(`${path} is not a path, so that no reference and no rule can have it`, () => {
      assert.equal(isRepositoryPath(path), false)
      assert.equal(isPossibleImageName(path), false)
      assert.equal(isImageName(`ghcr.io/${path}`), false)
      assert.throws(() => parseReference(`ghcr.io/${path}`))
    })
  }
  test('what a rule can be named after is what a reference can be, once it is normalized', () => {
    const part = fc.stringMatching(/^[a-z0-9._-]{1,4}$/)
    holds(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        const path = parts.join('/')
        const reference = ((): string | null => {
          try {
            return imageNameOf(parseReference(`ghcr.io/${path}`))
          } catch {
            return null
          }
        })()
        assert.equal(reference === `ghcr.io/${path}`, isRepositoryPath(path))
        assert.equal(isPossibleImageName(`ghcr.io/${path}`), isRepositoryPath(path))
      }),
    )
  })
  test('a tag has 128 characters at most', () => {
    assert.equal(isTag('t'.repeat(128)), true)
    assert.equal(isTag('t'.repeat(129)), false)
  })
})
