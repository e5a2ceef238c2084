import { FormatError } from '../../base/errors.ts'
import type { Platform } from '../../base/platform.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { GREATER, LF } from './bytes.ts'
import { Utf8Repair } from './utf8-repair.ts'

/** Turns chunks of a file into UTF-8, chunk by chunk. */
export interface Transcoder {
  /** For people: `UTF-8`, `UTF-16LE`, `shift_jis`. */
  readonly name: string
  /** UTF-8 of what is complete so far; may be the chunk itself. Valid until the next call. */
  push(chunk: Uint8Array): Uint8Array
  /** UTF-8 of what was left over at the end. */
  finish(): Uint8Array
  /** Malformed places met so far (each was read as best it could be). */
  readonly malformed: number
}

/** Bytes of the head that must be there before `transcoderFor` is asked, unless the file is shorter. */
export const ENCODING_HEAD = 256

const declaration = /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']/

/**
 * The encoding of an XML file by its first bytes (XML 1.0, appendix F): byte order mark, zero bytes of UTF-16, the
 * declaration, else UTF-8. A file that calls itself UTF-16 or UTF-32 in plain bytes is read as UTF-8.
 */
export function transcoderFor(head: Uint8Array, platform: Platform): { transcoder: Transcoder; skip: number } {
  const [a, b, c, d] = head
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && (c === 0xfe || d === 0x3c)))
    throw new FormatError('The file is encoded in UTF-32.', { fix: 'Save it as UTF-8 and read it again.' })
  if (a === 0xff && b === 0xfe) return { transcoder: new Utf16(true), skip: 2 }
  if (a === 0xfe && b === 0xff) return { transcoder: new Utf16(false), skip: 2 }
  if (a === 0x3c && b === 0) return { transcoder: new Utf16(true), skip: 0 }
  if (a === 0 && b === 0x3c) return { transcoder: new Utf16(false), skip: 0 }
  if (a === 0xef && b === 0xbb && c === 0xbf) return { transcoder: new Utf8Repair(platform), skip: 3 }
  const text = String.fromCharCode(...head.subarray(0, ENCODING_HEAD))
  const label = declaration.exec(text)?.[1]?.toLowerCase() ?? 'utf-8'
  if (/^(utf|ucs|iso-10646|unicode)/.test(label)) return { transcoder: new Utf8Repair(platform), skip: 0 }
  return { transcoder: new Declared(label, platform), skip: 0 }
}

class Utf16 implements Transcoder {
  readonly name: string
  malformed = 0
  private readonly low: 0 | 1
  private readonly high: 0 | 1
  private odd = -1
  private surrogate = 0

  constructor(little: boolean) {
    this.name = little ? 'UTF-16LE' : 'UTF-16BE'
    this.low = little ? 0 : 1
    this.high = little ? 1 : 0
  }

  push(chunk: Uint8Array): Uint8Array {
    const bytes = this.odd < 0 ? chunk : new Uint8Array(chunk.length + 1)
    if (this.odd >= 0) {
      bytes[0] = this.odd
      bytes.set(chunk, 1)
    }
    const units = bytes.length >> 1
    this.odd = bytes.length & 1 ? bytes[bytes.length - 1]! : -1
    const out = new Uint8Array(units * 3 + 3)
    let at = 0
    for (let i = 0; i < units; i++) {
      const unit = bytes[2 * i + this.low]! | (bytes[2 * i + this.high]! << 8)
      if (this.surrogate) {
        const first = this.surrogate
        this.surrogate = 0
        if (unit >= 0xdc00 && unit <= 0xdfff) {
          at = put(out, at, 0x10000 + ((first - 0xd800) << 10) + (unit - 0xdc00))
          continue
        }
        at = this.bad(out, at)
      }
      if (unit >= 0xd800 && unit <= 0xdbff) this.surrogate = unit
      else if (unit >= 0xdc00 && unit <= 0xdfff) at = this.bad(out, at)
      else at = put(out, at, unit)
    }
    return out.subarray(0, at)
  }

  finish(): Uint8Array {
    const out = new Uint8Array(6)
    let at = 0
    if (this.surrogate) at = this.bad(out, at)
    if (this.odd >= 0) at = this.bad(out, at)
    return out.subarray(0, at)
  }

  private bad(out: Uint8Array, at: number): number {
    this.malformed++
    return put(out, at, 0xfffd)
  }
}

/** Write one code point; returns the end. */
function put(out: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    out[at] = code
    return at + 1
  }
  if (code < 0x800) out[at++] = 0xc0 | (code >> 6)
  else {
    if (code < 0x10000) out[at++] = 0xe0 | (code >> 12)
    else {
      out[at++] = 0xf0 | (code >> 18)
      out[at++] = 0x80 | ((code >> 12) & 0x3f)
    }
    out[at++] = 0x80 | ((code >> 6) & 0x3f)
  }
  out[at] = 0x80 | (code & 0x3f)
  return at + 1
}

/** Bytes that may wait for a place where a multi-byte text can be cut. */
const LONGEST_WAIT = 1 << 24

/**
 * Any other encoding that the platform knows. It is decoded in pieces that end with a line feed or `>`: neither byte
 * occurs inside a character of the multi-byte encodings (`>` does in ISO-2022, which is cut at line feeds alone).
 */
class Declared implements Transcoder {
  readonly name: string
  malformed = 0
  private readonly platform: Platform
  private readonly cuts: readonly number[]
  private rest = new Uint8Array(0)

  constructor(label: string, platform: Platform) {
    this.name = label
    this.platform = platform
    this.cuts = label.startsWith('iso-2022') ? [LF] : [LF, GREATER]
    try {
      platform.decode(new Uint8Array([0x41]), label)
    } catch {
      throw new FormatError(`The file says that it is encoded in "${label}", which is not known here.`, {
        line: 1,
        fix: 'Save it as UTF-8 and read it again.',
      })
    }
  }

  push(chunk: Uint8Array): Uint8Array {
    const cut = Math.max(...this.cuts.map(byte => chunk.lastIndexOf(byte))) + 1
    const size = this.rest.length + (cut || chunk.length)
    const whole = new Uint8Array(size)
    whole.set(this.rest)
    whole.set(cut ? chunk.subarray(0, cut) : chunk, this.rest.length)
    if (cut === 0) {
      if (size > LONGEST_WAIT)
        throw new FormatError(`Text in ${this.name} goes on for ${size} bytes without a line end.`, {
          fix: 'Save the file as UTF-8 and read it again.',
        })
      this.rest = whole
      return new Uint8Array(0)
    }
    this.rest = chunk.slice(cut)
    return this.decoded(whole)
  }

  finish(): Uint8Array {
    return this.decoded(this.rest)
  }

  private decoded(bytes: Uint8Array): Uint8Array {
    const text = this.platform.decode(bytes, this.name)
    for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) this.malformed++
    return encodeUtf8(text)
  }
}
