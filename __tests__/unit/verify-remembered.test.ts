import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { eachOnce, lastOnce } from '../../src/verify/remembered.ts'

for (const [name, remember, again] of [
  ['the last one', lastOnce, 1],
  ['each one', eachOnce, 0],
] as const) {
  suite(name, () => {
    test('is made once, and what comes between is another', () => {
      let made = 0
      const work = remember((from: { n: number }) => ({ n: from.n, made: ++made }))
      const [one, other] = [{ n: 1 }, { n: 2 }]
      assert.equal(work(one), work(one))
      assert.equal(work(other).n, 2)
      assert.equal(work(one).n, 1)
      assert.equal(made, 2 + again)
    })
    test('throws again what it has thrown, and is not made again', () => {
      let made = 0
      const work = remember(() => {
        made++
        throw new TypeError('x')
      })
      const one = {}
      for (let n = 0; n < 3; n++) assert.throws(() => work(one), /^TypeError: x$/)
      assert.equal(made, 1)
    })
    test('R-33: and keeps nothing alive but the error', async () => {
      setFlagsFromString('--expose-gc')
      const collect: () => void = runInNewContext('gc')
      let thrower: WeakRef<object> | undefined
      class Parsed {
        fail() {
          thrower = new WeakRef(this)
          throw new TypeError('x')
        }
      }
      const work = remember(() => new Parsed().fail())
      const one = {}
      const code = () => {
        try {
          work(one)
          return 'made'
        } catch {
          return 'thrown'
        }
      }
      assert.equal(code(), 'thrown')
      await sleep(1)
      collect()
      assert.equal(thrower?.deref(), undefined)
      assert.equal(code(), 'thrown')
    })
  })
}
