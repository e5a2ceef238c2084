import { FormatError } from '../../base/errors.ts'
import type { ByteSource, Cancel, Platform } from '../../base/platform.ts'
import { encodeUtf8Into } from '../../base/utf8.ts'

export interface Encoding {
  /** WHATWG label, lower case. */
  readonly label: string
  readonly reason: string
}

/**
 * The encoding of a text by its byte order mark, by zeros in every second byte (UTF-16), by being valid UTF-8
 * throughout, else windows-1252. Looks at all bytes unless they prove something earlier. O(bytes).
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
      if (!check.take(head)) return western()
      head = null
    } else if (!check.take(chunk)) return western()
  }
  if (head !== null) {
    const zeros = byZeros(head)
    if (zeros) return zeros
    if (!check.take(head)) return western()
  }
  if (!check.whole)
    return {
      label: 'windows-1252',
      reason: 'The last bytes are not valid UTF-8, so the file is read as Windows-1252 (Western European).',
    }
  return { label: 'utf-8', reason: check.plain ? 'All bytes are ASCII.' : 'All bytes are valid UTF-8.' }
}

const HEAD = 4096

const western = (): Encoding => ({
  label: 'windows-1252',
  reason: 'The bytes are not valid UTF-8, so they are read as Windows-1252 (Western European).',
})

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

function byMark(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { label: 'utf-8', reason: 'The file begins with the UTF-8 byte order mark.' }
  if (head[0] === 0xff && head[1] === 0xfe)
    return { label: 'utf-16le', reason: 'The file begins with the UTF-16 (little endian) byte order mark.' }
  if (head[0] === 0xfe && head[1] === 0xff)
    return { label: 'utf-16be', reason: 'The file begins with the UTF-16 (big endian) byte order mark.' }
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
    return { label: 'utf-16le', reason: 'Every second byte is zero, as in UTF-16 (little endian).' }
  if (even > length * 0.35 && odd < length * 0.05)
    return { label: 'utf-16be', reason: 'Every second byte is zero, as in UTF-16 (big endian).' }
  return undefined
}

/** Checks UTF-8 across chunks; skips ASCII four bytes a step. */
class Utf8Check {
  plain = true
  private needed = 0
  private low = 0x80
  private high = 0xbf

  get whole(): boolean {
    return this.needed === 0
  }

  take(bytes: Uint8Array): boolean {
    let i = 0
    while (i < bytes.length) {
      if (this.needed === 0) {
        i = skipAscii(bytes, i)
        if (i >= bytes.length) return true
        this.plain = false
        const b = bytes[i++]!
        this.needed = b >= 0xc2 && b <= 0xdf ? 1 : b >= 0xe0 && b <= 0xef ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : 0
        if (this.needed === 0) return false
        this.low = b === 0xe0 ? 0xa0 : b === 0xf0 ? 0x90 : 0x80
        this.high = b === 0xed ? 0x9f : b === 0xf4 ? 0x8f : 0xbf
      } else {
        const b = bytes[i++]!
        if (b < this.low || b > this.high) return false
        this.low = 0x80
        this.high = 0xbf
        this.needed--
      }
    }
    return true
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

/** The chunks as UTF-8, without a byte order mark. UTF-8 passes through as it is. */
export async function* asUtf8(
  chunks: AsyncIterable<Uint8Array>,
  label: string,
  platform: Platform,
): AsyncIterable<Uint8Array> {
  const transcode = label === 'utf-8' || label === 'utf8' ? null : transcoder(label, platform)
  let first = true
  for await (const chunk of chunks) {
    const bytes = transcode === null ? chunk : transcode(chunk, false)
    if (bytes.length === 0) continue
    const marked = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    first = false
    yield marked ? bytes.subarray(3) : bytes
  }
  const rest = transcode?.(new Uint8Array(0), true)
  if (rest && rest.length > 0) yield rest
}

type Transcode = (chunk: Uint8Array, last: boolean) => Uint8Array

function transcoder(label: string, platform: Platform): Transcode {
  if (label === 'utf-16le' || label === 'utf-16be' || label === 'utf-16') return utf16(label === 'utf-16be')
  let table: (Uint8Array | undefined)[]
  try {
    table = Array.from({ length: 256 }, (_, byte) => {
      const text = WESTERN.has(label) ? westernText(byte) : platform.decode(Uint8Array.of(byte), label)
      if (text.length !== 1 || text === '\ufffd') return undefined
      const bytes = new Uint8Array(3)
      return bytes.slice(0, encodeUtf8Into(text, bytes, 0))
    })
  } catch {
    throw new FormatError(`The encoding "${label}" is not known.`, {
      fix: 'Give a WHATWG label such as utf-8, windows-1252 or shift_jis.',
    })
  }
  return MULTI_BYTE.test(label) ? byLines(label, platform) : singleByte(table)
}

/** Labels that all mean windows-1252 (WHATWG Encoding). Node 20 decodes its bytes 128 to 159 wrongly, so they stand here. */
const WESTERN = new Set([
  'windows-1252',
  'cp1252',
  'x-cp1252',
  'latin1',
  'l1',
  'iso-8859-1',
  'iso8859-1',
  'iso_8859-1',
  'ascii',
  'us-ascii',
])
const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const westernText = (byte: number) => (byte >= 128 && byte < 160 ? C1[byte - 128]! : String.fromCharCode(byte))

const MULTI_BYTE = /^(shift[_-]?jis|sjis|ms_kanji|windows-31j|euc-|iso-2022|big5|gb|hz|x-gbk|cp9)/i

function singleByte(table: readonly (Uint8Array | undefined)[]): Transcode {
  const unknown = Uint8Array.of(0xef, 0xbf, 0xbd)
  return chunk => {
    const out = new Uint8Array(chunk.length * 3)
    let at = 0
    for (const byte of chunk) {
      if (byte < 0x80) out[at++] = byte
      else for (const b of table[byte] ?? unknown) out[at++] = b
    }
    return out.subarray(0, at)
  }
}

/** Encodings of several bytes a character are decoded up to the last line end, which no character of theirs contains. */
function byLines(label: string, platform: Platform): Transcode {
  let kept = new Uint8Array(0)
  return (chunk, last) => {
    const all = new Uint8Array(kept.length + chunk.length)
    all.set(kept)
    all.set(chunk, kept.length)
    const end = last ? all.length : all.lastIndexOf(10) + 1
    kept = all.slice(end)
    const text = platform.decode(all.subarray(0, end), label)
    const out = new Uint8Array(text.length * 3)
    return out.subarray(0, encodeUtf8Into(text, out, 0))
  }
}

function utf16(big: boolean): Transcode {
  let odd = -1
  let surrogate = 0
  return (chunk, last) => {
    const out = new Uint8Array(chunk.length * 2 + 6)
    let at = 0
    const put = (code: number) => {
      if (code < 0x80) out[at++] = code
      else if (code < 0x800) {
        out[at++] = 0xc0 | (code >> 6)
        out[at++] = 0x80 | (code & 63)
      } else if (code < 0x10000) {
        out[at++] = 0xe0 | (code >> 12)
        out[at++] = 0x80 | ((code >> 6) & 63)
        out[at++] = 0x80 | (code & 63)
      } else {
        out[at++] = 0xf0 | (code >> 18)
        out[at++] = 0x80 | ((code >> 12) & 63)
        out[at++] = 0x80 | ((code >> 6) & 63)
        out[at++] = 0x80 | (code & 63)
      }
    }
    for (const byte of chunk) {
      if (odd < 0) {
        odd = byte
        continue
      }
      const unit = big ? (odd << 8) | byte : (byte << 8) | odd
      odd = -1
      const low = unit >= 0xdc00 && unit <= 0xdfff
      if (surrogate !== 0) {
        put(low ? 0x10000 + ((surrogate - 0xd800) << 10) + (unit - 0xdc00) : 0xfffd)
        surrogate = 0
        if (low) continue
      }
      if (unit >= 0xd800 && unit <= 0xdbff) surrogate = unit
      else put(low ? 0xfffd : unit)
    }
    if (last && (surrogate !== 0 || odd >= 0)) put(0xfffd)
    return out.subarray(0, at)
  }
}
