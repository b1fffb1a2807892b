import { invalid } from './rejection.ts'

/**
 * Decodes base64 that has exactly one reading: standard alphabet, padded, no bits left over (RFC 4648, section 3.5).
 * Node's own decoder ignores what it does not understand, so that two readers could see two payloads (threats C-43).
 * @param where - the field, for the message
 * @throws {Rejection} for anything else
 */
export function decodeBase64(value: unknown, where: string): Buffer<ArrayBuffer> {
  if (typeof value !== 'string') return invalid(`${where} is not a string`)
  const bytes = Buffer.from(value, 'base64')
  if (bytes.toString('base64') !== value) return invalid(`${where} is not canonical base64`)
  return bytes
}
