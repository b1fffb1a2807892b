/** Writing DER, as far as certificates and timestamps need it. Written by hand, so that tests may write it wrongly. */

/** One element: its tag, its length, and what it holds. */
export function element(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag]), lengthOf(body), body])
}

function lengthOf(body: Buffer): Buffer {
  if (body.length < 0x80) return Buffer.from([body.length])
  const hex = body.length.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

export const sequence = (...content: Uint8Array[]) => element(0x30, ...content)
export const setOf = (...content: Uint8Array[]) => element(0x31, ...content)
export const octetString = (bytes: Uint8Array) => element(0x04, bytes)
export const bitString = (bytes: Uint8Array, unused = 0) => element(0x03, Buffer.from([unused]), bytes)
export const utf8String = (text: string) => element(0x0c, Buffer.from(text, 'utf8'))
export const boolean = (value: boolean) => element(0x01, Buffer.from([value ? 0xff : 0x00]))
export const nothing = () => element(0x05)

/** `[number]` around an element. */
export const explicit = (number: number, ...content: Uint8Array[]) => element(0xa0 | number, ...content)

/** `[number]` in place of the tag of a primitive. */
export const implicit = (number: number, bytes: Uint8Array) => element(0x80 | number, bytes)

/** A non-negative integer, from its bytes, most significant first. */
export function integer(bytes: Uint8Array | number): Buffer {
  const magnitude = typeof bytes === 'number' ? Buffer.from([bytes]) : Buffer.from(bytes)
  const needsSign = ((magnitude[0] ?? 0) & 0x80) !== 0
  return element(0x02, needsSign ? Buffer.concat([Buffer.from([0]), magnitude]) : magnitude)
}

/** `1.3.6.1…` */
export function objectIdentifier(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(arc: number): number[] {
  const bytes = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) | 0x80)
  return bytes
}

/** Two digits of the year: what certificates use before 2050. */
export const utcTime = (time: Date) => element(0x17, Buffer.from(digitsOf(time).slice(2)))

/** Four digits of the year; `fraction` is written as it stands, with its point. */
export const generalizedTime = (time: Date, fraction = '') =>
  element(0x18, Buffer.from(digitsOf(time).replace('Z', `${fraction}Z`)))

function digitsOf(time: Date): string {
  return time.toISOString().replace(/\.\d+/, '').replaceAll(/[-:T]/g, '')
}
