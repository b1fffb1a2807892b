import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { nextLink } from '../../src/http/link.ts'

suite('E-08: reading the Link header', () => {
  const cases: [string, string | null][] = [
    ['</v2/x?n=1>; rel="next"', '/v2/x?n=1'],
    ['</v2/x>; rel=next', '/v2/x'],
    ['<a>; rel="prev", <b>; rel="next"', 'b'],
    ['<a>; title="x, y"; rel="first next"', 'a'],
    ['<a>; rel="NEXT"', 'a'],
    ['<a,b>;rel="next"', 'a,b'],
    ['<a>; rel="prev"; rel="next"', null],
    ['<a>; title="rel=next"', null],
    ['<a>', null],
    ['', null],
  ]
  for (const [header, expected] of cases)
    test(`${header} → ${expected}`, () => assert.equal(nextLink(header), expected))
  for (const header of ['<a; rel=next', 'a; rel=next', '<a>; rel="next', '<a> x']) {
    test(`is refused where it is malformed: ${header}`, () => assert.throws(() => nextLink(header), SyntaxError))
  }
})
