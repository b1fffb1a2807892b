/**
 * Every secret that this run knows, and how it is kept out of what the run says (threats H-05, H-80). Servers, credential helpers and
 * libraries may say back what they were given; so whoever learns a secret tells it here, the HTTP client tells what it
 * sends, and `text/escape.ts` cuts all of it out of every text, whole or cut short, in whatever common form.
 */
import { inLowerCase, type Layer, layerOf, unescaped, withoutEscapes } from './unescape.ts'

/** What stands in a secret's place, as the runner has it. */
const mark = '***'

/**
 * Shorter ones are left alone. The runner masks even a single letter, and a log without the letter `a` tells nobody what to
 * do; what has three characters protects nothing.
 */
const shortest = 4

/** From this length on a secret is recognized by its beginning, for somebody may have cut a text in the middle of it. */
const longEnough = 16
const beginning = 12

/** How many layers of escapes are taken off a text: none, and this many more. */
const layers = 4

/** Forms of secrets in lower case, for a URL has its host so. */
const forms = new Set<string>()
const known = new Set<string>()
/** Finds the beginning of any form; null where it has to be made anew. */
let anyForm: RegExp | null = null
let tell: (secret: string) => void = () => {}

/** Who is told of each secret that is new: the runner has a mask of its own. */
export function tellSecretsTo(listener: (secret: string) => void): void {
  tell = listener
}

/** From now on this is a secret. Call it before the secret is used. */
export function learnSecret(secret: string): void {
  if (secret.length < shortest || known.has(secret)) return
  known.add(secret)
  for (const form of formsOf(secret)) forms.add(inLowerCase(form))
  anyForm = null
  tell(secret)
}

/** What of a request is secret: its login, the password in that, and what a form sends to a token endpoint. */
export function learnSecretsOf(headers: Readonly<Record<string, string>>, body = ''): void {
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() !== 'authorization') continue
    const [scheme = '', ...rest] = value.split(' ')
    const login = rest.join(' ')
    if (scheme.toLowerCase() !== 'bearer' || !mayBeOurs(login)) learnSecret(login)
    if (scheme.toLowerCase() === 'basic')
      learnSecret(
        Buffer.from(login, 'base64')
          .toString()
          .replace(/^[^:]*:/, ''),
      )
  }
  const form = new URLSearchParams(body)
  for (const name of ['refresh_token', 'access_token', 'password']) learnSecret(form.get(name) ?? '')
}

/**
 * A registry hands out what it likes. A code, a digest, a URL or a word of ours, handed out as a token, would be blanked in all
 * that the job says, and the runner would drop each output that holds it (threats H-130). No registry's token is one of them.
 */
function mayBeOurs(token: string): boolean {
  return token.length < 8 || /^(?:[a-z_]{1,24}$|sha\d+[:-]|https?:)/i.test(token)
}

/**
 * The first `max` characters of the text without any secret: the known ones in every form, and what stands before the host of
 * a URL. A secret that goes on beyond `max` is recognized, too.
 */
export function redact(text: string, max: number = text.length): string {
  // To know a form no more of it is needed than makes it a long one; an escape of one character has at most a few dozen.
  const seen = text.length > max ? text.slice(0, max + longEnough * 48) : text
  return withoutRanges(seen, [...secretsIn(seen, 0), ...loginsIn(seen)], max)
}

/**
 * The text without the secrets that cannot be anything else by chance, as a last look at what has been put together: a
 * short password may be a word of ours, and part of a command to the runner, a code or a path. A digest is none, whatever a
 * registry hands out (threats H-130).
 */
export function lastLook(text: string): string {
  const other = text.replace(/sha256:[0-9a-f]{64}/g, ({ length }) => ' '.repeat(length))
  return withoutRanges(text, secretsIn(other, beginning), text.length)
}

function withoutRanges(text: string, ranges: readonly Range[], max: number): string {
  let shown = ''
  let at = 0
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
    if (start >= max) break
    if (start >= at) shown += text.slice(at, start) + mark
    at = Math.max(at, end)
  }
  return at < max ? shown + text.slice(at, max) : shown
}

interface Range {
  start: number
  end: number
}

function secretsIn(text: string, atLeast: number): Range[] {
  if (forms.size === 0) return []
  anyForm ??= new RegExp([...forms].map((form) => literally(form.slice(0, minimumOf(form)))).join('|'))
  if (!isAnyIn(inLowerCase(text), anyForm)) return []
  const ranges: Range[] = []
  // As it is, and with one layer of escapes after the other taken off: JSON inside of JSON, a URL inside of a query.
  let layer: Layer | null = layerOf(text)
  for (let depth = 0; layer !== null && depth <= layers; depth++, layer = unescaped(layer)) {
    if (!anyForm.test(layer.text)) continue
    for (const form of forms) if (form.length >= atLeast) ranges.push(...occurrences(form, layer))
  }
  return ranges
}

/** Whether any is there, below whatever escapes: in most texts there is none. */
function isAnyIn(text: string, any: RegExp): boolean {
  let layer = text
  for (let depth = 0; depth <= layers; depth++) {
    if (any.test(layer)) return true
    const next = withoutEscapes(layer)
    if (next === layer) return false
    layer = next
  }
  return false
}

function literally(text: string): string {
  return text.replace(/[^\w ]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** How much of a form has to be there. */
function minimumOf(form: string): number {
  return form.length < longEnough ? form.length : beginning
}

function occurrences(form: string, { text, starts, ends }: Layer): Range[] {
  const ranges: Range[] = []
  const head = form.slice(0, minimumOf(form))
  for (let at = text.indexOf(head); at !== -1; ) {
    let length = head.length
    while (length < form.length && text[at + length] === form[length]) length++
    ranges.push({ start: starts?.[at] ?? at, end: ends?.[at + length - 1] ?? at + length })
    at = text.indexOf(head, at + length)
  }
  return ranges
}

/**
 * What is said to whom in a URL: `https://user:password@host`. Only git's own user is none, nor what our hints say to write
 * there. A path may hold an @, too, but userinfo ends at the first slash (RFC 3986, section 3.2).
 */
function loginsIn(text: string): Range[] {
  return [...text.matchAll(/(?<=\/\/)(?!git@|USER:PASSWORD@)[^\s/?#"'<>\\]+(?=@(?!sha\d))/g)].map(
    ({ index, 0: login }) => ({
      start: index,
      end: index + login.length,
    }),
  )
}

/**
 * The secret in the forms in which it is sent and said back. Escapes of any kind are no forms of their own, for they are taken
 * off the text that is looked at.
 */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const encodings = (['base64', 'base64url'] as const).flatMap((encoding) => [
    bytes.toString(encoding),
    ...[0, 1, 2].map((shift) => inside(bytes, shift, encoding)),
  ])
  // As a form has it, and where what is not ASCII is sent in one encoding and read in another, as Node does with headers.
  const recoded = [bytes.toString('latin1'), Buffer.from(secret, 'latin1').toString()]
  const others = [secret.replaceAll(' ', '+'), ...recoded, secret.trim()]
  // A key in several lines may be said back by the line; short ones are brackets.
  const lines = secret.split(/[\r\n]+/).map((line) => line.trim())
  const said = [secret, ...others].filter((form) => form.length >= shortest)
  return [
    ...said,
    ...lines.filter((line) => line.length >= longEnough),
    ...encodings.filter((form) => form.length >= Math.max(shortest, 6)),
  ]
}

/** What base64 makes of it behind `shift` other bytes, as of a password behind its user name: what depends on others is left out. */
function inside(bytes: Buffer, shift: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString(encoding)
  return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6))
}
