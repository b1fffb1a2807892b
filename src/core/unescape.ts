/** Taking escapes off a text, of whatever kind, and knowing where in it each character stood. */

/** A text in lower case; where its characters begin and end in the original, null where it has the same ones. */
export interface Layer {
  text: string
  starts: readonly number[] | null
  ends: readonly number[] | null
}

/** ASCII alone: some other letters are longer in lower case. */
export function inLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** The text itself. */
export function layerOf(text: string): Layer {
  return { text: inLowerCase(text), starts: null, ends: null }
}

/** Of JSON and programs, of URLs, of HTML: `\u0041`, `\u{41}`, `\x41`, `\"`, `%41`, `&#65;`, `&#x41;`, `&amp;`. */
const escapes =
  /\\u([0-9a-f]{4})|\\u\{0*([0-9a-f]{1,6})\}|\\x([0-9a-f]{2})|\\(["'\\/nrtbf])|((?:%[0-9a-f]{2})+)|&#0*(\d{1,7});|&#x0*([0-9a-f]{1,6});|&(amp|lt|gt|quot|apos);/g

/** What a text in lower case says with one layer of escapes taken off; the same where there is none. It is much cheaper than to know where. */
export function withoutEscapes(text: string): string {
  return text.replace(escapes, (...found: string[]) => {
    const bytes = found[5]
    return inLowerCase(bytes === undefined ? meaning(found) : Buffer.from(bytes.replaceAll('%', ''), 'hex').toString())
  })
}

/** With one layer of escapes taken off; null where there is none. */
export function unescaped({ text, starts, ends }: Layer): Layer | null {
  const parts: string[] = []
  const [begins, closes]: [number[], number[]] = [[], []]
  const add = (part: string, from: number, to: number) => {
    parts.push(part)
    // What is one escape, or one run of bytes, is one place.
    const isSame = part.length === to - from
    for (let at = 0; at < part.length; at++) {
      const [first, last] = isSame ? [from + at, from + at] : [from, to - 1]
      begins.push(starts?.[first] ?? first)
      closes.push(ends?.[last] ?? last + 1)
    }
  }
  let at = 0
  for (const found of text.matchAll(escapes)) {
    add(text.slice(at, found.index), at, found.index)
    at = found.index + found[0].length
    const bytes = found[5]
    if (bytes === undefined) add(inLowerCase(meaning(found)), found.index, at)
    else addBytes(bytes, found.index, add)
  }
  if (at === 0) return null
  add(text.slice(at), at, text.length)
  return { text: parts.join(''), starts: begins, ends: closes }
}

/** Percent-escapes of ASCII are a character each; those of others are bytes that only together mean something. */
function addBytes(run: string, from: number, add: (part: string, from: number, to: number) => void): void {
  for (const { 0: piece, index } of run.matchAll(/%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+/g)) {
    const text = Buffer.from(piece.replaceAll('%', ''), 'hex').toString()
    add(inLowerCase(text), from + index, from + index + piece.length)
  }
}

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

function meaning([, unit, point, byte, letter, , decimal, hex, name]: readonly (string | undefined)[]): string {
  const code = unit ?? point ?? byte ?? hex
  const number = code === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(code, 16)
  if (number <= 0x10ffff) return String.fromCodePoint(number)
  const said = letter ?? name ?? ''
  return letters[said] ?? said
}
