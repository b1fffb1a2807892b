/** Files that the input bundle names: what is in them decides. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { failed, provenance, seen, setStage, verified } from '../support/action-fixture.ts'

suite('R-101: the input bundle', () => {
  test('is a bundle by what is in it, whatever its name and its lines', async () => {
    await using stage = await setStage()
    const bundle = stage.sigstore.sign({ statement: provenance(stage.digest) })
    const [line, lines] = [JSON.stringify(bundle), JSON.stringify(bundle, null, 2)]
    for (const [name, text] of [
      ['app.sigstore', line],
      ['app.sigstore.json', lines],
      ['x.intoto.sigstore', `\ufeff${line}\r\n`],
      ['x.build.slsa', lines.replaceAll('\n', '\r\n')],
      ['pretty.jsonl', `${lines}\n${lines}`],
    ] as const) {
      assert.equal(seen(await stage.run({ bundle: name }, { files: { [name]: text } })), verified, name)
    }
  })
  test('and is not one: once for the file, with what it is and what to do', async () => {
    await using stage = await setStage()
    const { dsseEnvelope } = stage.sigstore.sign({ statement: provenance(stage.digest) })
    const text = `${JSON.stringify(dsseEnvelope)}\n`.repeat(50)
    const run = await stage.run({ bundle: 'x.intoto.jsonl' }, { files: { 'x.intoto.jsonl': text } })
    assert.equal(seen(run), failed('CONFIG_ERROR'))
    const { message = '' } = run.annotations[0] ?? {}
    assert.match(
      message,
      /"x\.intoto\.jsonl", which is not a Sigstore bundle: it is a DSSE envelope without the certificate/,
    )
    assert.match(message, /actions\/attest/)
    assert.doesNotMatch(run.stdout + run.summary, /undefined|None of the 50|who can push/)
  })
  test('beside one that holds a good bundle harms nothing', async () => {
    await using stage = await setStage()
    const bundle = JSON.stringify(stage.sigstore.sign({ statement: provenance(stage.digest) }))
    const files = { 'all/README.md': '# all', 'all/a.json': '{"attestations":[]}', 'all/b.sigstore': bundle }
    assert.equal(seen(await stage.run({ bundle: 'all/*' }, { files })), verified)
  })
})
