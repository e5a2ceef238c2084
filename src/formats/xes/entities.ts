import { decodeUtf8, encodeUtf8Into } from '../../base/utf8.ts'
import { AMP, CR, HASH, LF, SEMICOLON, SPACE } from './bytes.ts'

/** The references of XML that need no declaration. No other one is ever expanded, so nothing can be made to grow. */
const predefined: Readonly<Record<string, number>> = { amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27 }

/** A name longer than this is no reference but a bare `&` and later text. */
const LONGEST_REFERENCE = 64

/** Resolves references and normalises space in quoted values; the text stands in `bytes` 0..`length` until the next call. */
export class Unescaper {
  bytes = new Uint8Array(1 << 12)
  length = 0
  /** The first reference of the last value that was not expanded, kept as written; null where there was none. */
  unknown: string | null = null
  /** Whether the last value held characters that XML 1.0 forbids (they are kept). */
  forbidden = false

  /**
   * The value in source[from..to): predefined and character references resolved, line ends and tabs as spaces
   * (XML 1.0, section 3.3.3). Everything else that begins with `&` stays as it is written.
   */
  value(source: Uint8Array, from: number, to: number): void {
    // room for zero bytes behind the text, which the parsers of dates and numbers look at
    if (this.bytes.length < to - from + 64) this.bytes = new Uint8Array((to - from) * 2 + 64)
    const { bytes } = this
    this.unknown = null
    this.forbidden = false
    let at = 0
    for (let i = from; i < to; i++) {
      const byte = source[i]!
      if (byte === AMP) {
        const end = this.reference(source, i, to)
        if (end > 0) {
          at = encodeCode(this.code, bytes, at)
          i = end - 1
          continue
        }
      }
      if (byte < SPACE) {
        const space = byte === CR || byte === LF || byte === 0x09
        if (byte === CR && i + 1 < to && source[i + 1] === LF) i++
        if (!space) this.forbidden = true
        bytes[at++] = space ? SPACE : byte
      } else bytes[at++] = byte
    }
    bytes.fill(0, at, Math.min(at + 64, bytes.length))
    this.length = at
  }

  private code = 0

  /** End of the reference that begins at `at`, its code point in `code`; 0 where it is none that may be resolved. */
  private reference(source: Uint8Array, at: number, to: number): number {
    const limit = Math.min(to, at + LONGEST_REFERENCE)
    let end = at + 1
    while (end < limit && source[end] !== SEMICOLON && source[end] !== AMP) end++
    if (end === limit || source[end] !== SEMICOLON) {
      this.unknown ??= decodeUtf8(source, at, Math.min(limit, at + 12))
      return 0
    }
    const name = decodeUtf8(source, at + 1, end)
    const code = source[at + 1] === HASH ? characterCode(name.slice(1)) : (predefined[name] ?? -1)
    if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      this.unknown ??= decodeUtf8(source, at, end + 1)
      return 0
    }
    if (code < SPACE && code !== CR && code !== LF && code !== 0x09) this.forbidden = true
    this.code = code
    return end + 1
  }
}

function characterCode(digits: string): number {
  if (/^[0-9]{1,7}$/.test(digits)) return Number.parseInt(digits, 10)
  return /^[xX][0-9a-fA-F]{1,6}$/.test(digits) ? Number.parseInt(digits.slice(1), 16) : -1
}

function encodeCode(code: number, bytes: Uint8Array, at: number): number {
  return encodeUtf8Into(String.fromCodePoint(code), bytes, at)
}
