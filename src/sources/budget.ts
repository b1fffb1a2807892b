/** One bound for all that a digest has, however many places hold it (threats A-13, E-07). */
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'

/**
 * How many of each list there is room for, in their order. The shortest list gets its room first, so that rubbish in
 * one takes none of what another holds.
 */
export function allocate(lengths: readonly number[], room: number): number[] {
  const shares: number[] = lengths.map(() => 0)
  let left = room
  for (const [index, length] of [...lengths.entries()].sort(([, one], [, other]) => one - other)) {
    const share = Math.min(length, left)
    shares[index] = share
    left -= share
  }
  return shares
}

/** Behind the bound a good attestation may stand: what passes it cannot be said to have been read. */
export function tooManyAttestationsError(): CodedError {
  return new CodedError('LIMIT_EXCEEDED', `more than ${limits.attestations} attestations for one digest`, { hint })
}

/** The same of their bytes. */
export function tooManyBytesError(room: number): CodedError {
  const message = `the attestations of the image are larger than ${room} bytes together`
  return new CodedError('LIMIT_EXCEEDED', message, { hint })
}

const hint = 'Delete the ones you do not need, because the action reads no more of them.'
