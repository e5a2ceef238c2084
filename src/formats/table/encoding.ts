import type { ByteSource, Cancel, Platform } from '../../base/platform.ts'

export interface Encoding {
  /** WHATWG label, lower case. */
  readonly label: string
  readonly reason: string
  /** Every byte was looked at and fits. */
  readonly valid: boolean
  /** Nothing in the file says so: it was taken because the bytes are no UTF-8. */
  readonly assumed: boolean
}

/** An encoding that a mapping names. */
export const givenEncoding = (label: string): Encoding => ({
  label: label.toLowerCase(),
  reason: '',
  valid: false,
  assumed: false,
})

/**
 * The encoding of a text by its byte order mark, by zeros in every second byte (UTF-16), by its characters that are
 * UTF-8, else windows-1252. A few bytes that are no UTF-8 among more characters that are (two files in one, a cut in
 * the middle of a character) do not make a text Western. Looks at all bytes unless they prove something earlier. O(bytes).
 */
export async function detectEncoding(
  source: ByteSource,
  { platform, cancel }: { readonly platform: Platform; readonly cancel?: Cancel },
): Promise<Encoding> {
  let paused = platform.now()
  const check = new Utf8Check()
  let head: Uint8Array | null = new Uint8Array(0)
  for await (const chunk of source.stream()) {
    cancel?.throwIfCancelled()
    if (platform.now() - paused >= 25) {
      await platform.pause()
      paused = platform.now()
    }
    if (head !== null) {
      head = joined(head, chunk)
      const marked = byMark(head) ?? (head.length >= HEAD ? byZeros(head) : undefined)
      if (marked) return marked
      if (head.length < HEAD) continue
      check.take(head)
      head = null
    } else check.take(chunk)
    if (check.wrong >= PROOF && check.wrong > check.right * 10) return western()
  }
  if (head !== null) {
    const zeros = byZeros(head)
    if (zeros) return zeros
    check.take(head)
  }
  check.finish()
  const { right, wrong } = check
  if (wrong === 0)
    return {
      label: 'utf-8',
      reason: right === 0 ? 'All bytes are ASCII.' : 'All bytes are valid UTF-8.',
      valid: true,
      assumed: false,
    }
  if (right < wrong) return western()
  return {
    label: 'utf-8',
    reason: `${right} characters beyond ASCII are UTF-8; ${wrong} places are not and are read as Windows-1252.`,
    valid: false,
    assumed: false,
  }
}

const HEAD = 4096
/** Wrong bytes after which the rest of a text that has hardly any right ones need not be looked at. */
const PROOF = 1000

const western = (): Encoding => ({
  label: 'windows-1252',
  reason: 'The bytes are not valid UTF-8, so they are read as Windows-1252 (Western European).',
  valid: false,
  assumed: true,
})

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

const said = (label: string, reason: string): Encoding => ({ label, reason, valid: false, assumed: false })

function byMark(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return said('utf-8', 'The file begins with the UTF-8 byte order mark.')
  if (head[0] === 0xff && head[1] === 0xfe)
    return said('utf-16le', 'The file begins with the UTF-16 (little endian) byte order mark.')
  if (head[0] === 0xfe && head[1] === 0xff)
    return said('utf-16be', 'The file begins with the UTF-16 (big endian) byte order mark.')
  return undefined
}

function byZeros(head: Uint8Array): Encoding | undefined {
  const length = Math.min(head.length & ~1, 4096)
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even++
    if (head[i + 1] === 0) odd++
  }
  if (length < 8) return undefined
  if (odd > length * 0.35 && even < length * 0.05)
    return said('utf-16le', 'Every second byte is zero, as in UTF-16 (little endian).')
  if (even > length * 0.35 && odd < length * 0.05)
    return said('utf-16be', 'Every second byte is zero, as in UTF-16 (big endian).')
  return undefined
}

/** Whether the first bytes of a text are UTF-16, by its mark or by its zeros: one zero alone proves nothing. */
export function isUtf16(head: Uint8Array): boolean {
  const found = byMark(head) ?? byZeros(head)
  return found?.label.startsWith('utf-16') ?? false
}

/** Counts the characters beyond ASCII that are UTF-8 and the places that are not, across chunks. */
class Utf8Check {
  right = 0
  wrong = 0
  private needed = 0
  private low = 0x80
  private high = 0xbf

  take(bytes: Uint8Array): void {
    let i = 0
    while (i < bytes.length) {
      if (this.needed === 0) {
        i = skipAscii(bytes, i)
        if (i < bytes.length) this.begin(bytes[i++]!)
        continue
      }
      const b = bytes[i]!
      if (b < this.low || b > this.high) {
        // this byte may begin the next character
        this.wrong++
        this.needed = 0
        continue
      }
      i++
      this.low = 0x80
      this.high = 0xbf
      if (--this.needed === 0) this.right++
    }
  }

  /** The text ends here: a character that is not whole is a wrong one. */
  finish(): void {
    if (this.needed > 0) this.wrong++
  }

  private begin(b: number): void {
    this.needed = b >= 0xc2 && b <= 0xdf ? 1 : b >= 0xe0 && b <= 0xef ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : 0
    if (this.needed === 0) this.wrong++
    this.low = b === 0xe0 ? 0xa0 : b === 0xf0 ? 0x90 : 0x80
    this.high = b === 0xed ? 0x9f : b === 0xf4 ? 0x8f : 0xbf
  }
}

function skipAscii(bytes: Uint8Array, i: number): number {
  while (i < bytes.length && ((bytes.byteOffset + i) & 3) !== 0) {
    if (bytes[i]! >= 0x80) return i
    i++
  }
  if (i + 4 <= bytes.length) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset + i, (bytes.length - i) >> 2)
    let w = 0
    while (w < words.length && (words[w]! & 0x80808080) === 0) w++
    i += w * 4
  }
  while (i < bytes.length && bytes[i]! < 0x80) i++
  return i
}
