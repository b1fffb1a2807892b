/** Checkpoints that no log would write (https://github.com/C2SP/C2SP/blob/main/tlog-checkpoint.md). */
import { randomBytes, sign } from 'node:crypto'
import { sigstore } from '../support/conformance.ts'
import { type Bundle, logEntryOf } from '../support/sigstore.ts'

type Tamper = (bundle: Bundle) => void

/** Signed by each of these in this order. */
export function cosigned(...by: ('log' | 'witness')[]): Tamper {
  return rewritten((note, line) => [
    note,
    by.map((who) => (who === 'log' ? line : `\u2014 witness.example ${randomBytes(76).toString('base64')}\n`)).join(''),
  ])
}

/** With a note of other lines, validly signed by the log. */
export function noted(change: (lines: string[]) => string[]): Tamper {
  return rewritten((note, line) => {
    const changed = `${change(note.trimEnd().split('\n')).join('\n')}\n`
    const [, host, signature = ''] = line.split(' ')
    const hint = Buffer.from(signature, 'base64').subarray(0, 4)
    return [changed, `\u2014 ${host} ${Buffer.concat([hint, signatureOf(changed)]).toString('base64')}\n`]
  })
}

/** With other bytes in place of the log's key hint and signature. */
export function signedAs(change: (bytes: Buffer) => Buffer): Tamper {
  return rewritten((note, line) => {
    const [, host, signature = ''] = line.split(' ')
    return [note, `\u2014 ${host} ${change(Buffer.from(signature, 'base64')).toString('base64')}\n`]
  })
}

function rewritten(change: (note: string, line: string) => [note: string, lines: string]): Tamper {
  return (bundle) => {
    const checkpoint = logEntryOf(bundle).inclusionProof?.checkpoint
    if (checkpoint === undefined) throw new TypeError('there is no checkpoint')
    const [note = '', line = ''] = checkpoint.envelope.split('\n\n')
    checkpoint.envelope = change(`${note}\n`, line).join('\n')
  }
}

function signatureOf(note: string): Buffer {
  if (sigstore.keys.log === null) throw new TypeError('there is no log')
  return sign('sha256', Buffer.from(note), sigstore.keys.log.privateKey)
}
