/**
 * One workflow, two spellings. Fulcio writes the subject alternative name by Go's `url.Parse(text).String()`, which
 * percent-encodes spaces, some punctuation and all that is not ASCII; the extensions of the certificate, and the
 * predicate, keep the text as it is (fulcio pkg/identity/ciprovider/principal.go; Go src/net/url/url.go; threat D-61).
 */
import type { Signer } from '../model/index.ts'

/**
 * The spellings of the signer's identity: the subject alternative name, and the text that it was made from where the
 * Build Signer URI has it. Go's encoding is not reversible (`a b` and `a%20b` are one name to it), so nothing is ever
 * decoded: a text counts only if the certificate itself has it, and if Go writes it as the name in the certificate.
 */
export function identitySpellings(signer: Signer): readonly string[] {
  const known = spellings.get(signer)
  if (known !== undefined) return known
  const { signer_identity, signer_uri } = signer
  const isOther = signer_uri !== null && signer_uri !== signer_identity
  const both = isOther && asGoWrites(signer_uri) === signer_identity
  const found = both ? [signer_identity, signer_uri] : [signer_identity]
  spellings.set(signer, found)
  return found
}

/** Every value of a profile is held against the same signers. */
const spellings = new WeakMap<Signer, readonly string[]>()

/** Whether this text, a workflow's URI of the same certificate or its predicate, is that of the signer. */
export function isSignerUri(signer: Signer, uri: string): boolean {
  if (identitySpellings(signer).includes(uri)) return true
  return signer.signer_uri === null && asGoWrites(uri) === signer.signer_identity
}

/** What Go's `url.Parse(text).String()` makes of an https URI with a path; null where it refuses it. */
export function asGoWrites(text: string): string | null {
  if (!text.isWellFormed() || controls.test(text)) return null
  const { origin, path = '', query = '', fragment = '' } = uri.exec(text)?.groups ?? {}
  if (origin === undefined) return null
  const [written, ending] = [component(path, pathBytes), component(fragment, fragmentBytes)]
  if (written === null || ending === null) return null
  return `${origin}${written}${query}${ending === '' ? '' : `#${ending}`}`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: Go refuses exactly these
const controls = /[\x00-\x1f\x7f]/
const uri = /^(?<origin>https:\/\/[A-Za-z0-9.:-]+)(?<path>\/[^?#]*)(?<query>\?[^#]*)?(?:#(?<fragment>.*))?$/su

/** What Go's `shouldEscape` leaves alone, in a path and in a fragment. */
const pathBytes = /[A-Za-z0-9\-_.~$&+,/:;=@]/
const fragmentBytes = /[A-Za-z0-9\-_.~$&+,/:;=?@!()*]/

/** `setPath` and `EscapedPath`: as it is where each byte may stand there, otherwise decoded and encoded anew. */
function component(text: string, allowed: RegExp): string | null {
  const bytes = Buffer.from(text, 'utf8').toString('latin1')
  if (/%(?![0-9A-Fa-f]{2})/.test(bytes)) return null
  const mayStand = (byte: string): boolean => allowed.test(byte) || "!$&'()*+,;=:@[]%".includes(byte)
  if ([...bytes].every(mayStand)) return bytes
  const decoded = bytes.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  const encode = (byte: string): string => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  return [...decoded].map((byte) => (allowed.test(byte) ? byte : encode(byte))).join('')
}
