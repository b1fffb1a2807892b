import type { AttestationCode } from '../model/index.ts'

/** Why an attestation is refused; `verify/attestation.ts` turns it into a finding, nothing else catches it. */
export class Rejection extends Error {
  readonly code: Extract<AttestationCode, 'LIMIT_EXCEEDED' | 'BUNDLE_INVALID' | 'SUBJECT_MISMATCH'>

  constructor(code: Rejection['code'], message: string) {
    super(message)
    this.name = 'Rejection'
    this.code = code
  }
}

/** The attestation is not well-formed, or its cryptography does not hold. */
export function invalid(message: string): never {
  throw new Rejection('BUNDLE_INVALID', message)
}

/**
 * Refuses a size or a count beyond its bound.
 * @param what - as in "33 log entries", without the number
 */
export function bounded(what: string, actual: number, limit: number): void {
  if (actual > limit) throw new Rejection('LIMIT_EXCEEDED', `${actual} ${what}, more than the ${limit} allowed`)
}
