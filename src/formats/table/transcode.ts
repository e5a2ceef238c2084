import { FormatError } from '../../base/errors.ts'
import type { Platform } from '../../base/platform.ts'
import { encodeUtf8Into } from '../../base/utf8.ts'
import type { Problems } from '../../log/problems.ts'
import { Utf8Repair } from '../xes/utf8-repair.ts'
import type { Encoding } from './encoding.ts'

/** Bytes that did not fit the encoding: how many, and where in the file the first one is (null where that is not known). */
export interface Misfits {
  count: number
  byte: number | null
}
export const noMisfits = (): Misfits => ({ count: 0, byte: null })

/**
 * The chunks as UTF-8, without a byte order mark. Bytes that do not fit are read as best they can be and counted in
 * `misfits`: of UTF-8 each as Windows-1252, of others as U+FFFD. UTF-8 that is known to be `valid` passes through.
 */
export async function* asUtf8(
  chunks: AsyncIterable<Uint8Array>,
  { label, valid }: Pick<Encoding, 'label' | 'valid'>,
  platform: Platform,
  misfits: Misfits = noMisfits(),
): AsyncIterable<Uint8Array> {
  const utf8 = label === 'utf-8' || label === 'utf8'
  const transcode = utf8 ? (valid ? null : repaired(platform, misfits)) : transcoder(label, platform, misfits)
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

/** Tell what the encoding of a text left open, once it is read. */
export function tellEncoding(encoding: Encoding, misfits: Misfits, problems: Problems): void {
  if (encoding.assumed)
    problems.add(
      'encoding-assumed',
      'The text is not UTF-8; it was read as Windows-1252 (Western European). Where names look wrong, a mapping can name the encoding.',
      {},
      'info',
    )
  if (misfits.count === 0) return
  const done = /^utf-?8$/.test(encoding.label) ? 'each was read as Windows-1252' : 'each was replaced by U+FFFD'
  problems.add(
    'malformed-encoding',
    `Bytes do not fit the encoding of the file (${encoding.label}); ${done}.`,
    misfits.byte === null ? {} : { byte: misfits.byte },
    'warning',
    misfits.count,
  )
}

function repaired(platform: Platform, misfits: Misfits): Transcode {
  const repair = new Utf8Repair(platform)
  return (chunk, last) => {
    const bytes = last ? repair.finish() : repair.push(chunk)
    misfits.count = repair.malformed
    misfits.byte = repair.firstMalformed
    return bytes
  }
}

type Transcode = (chunk: Uint8Array, last: boolean) => Uint8Array

function transcoder(label: string, platform: Platform, misfits: Misfits): Transcode {
  if (label === 'utf-16le' || label === 'utf-16be' || label === 'utf-16') return utf16(label === 'utf-16be', misfits)
  let table: (Uint8Array | undefined)[]
  try {
    table = Array.from({ length: 256 }, (_, byte) => {
      const text = platform.decode(Uint8Array.of(byte), label)
      if (text.length !== 1 || text === '\ufffd') return undefined
      const bytes = new Uint8Array(3)
      return bytes.slice(0, encodeUtf8Into(text, bytes, 0))
    })
  } catch {
    throw new FormatError(`The encoding "${label}" is not known.`, {
      fix: 'Give a WHATWG label such as utf-8, windows-1252 or shift_jis.',
    })
  }
  return MULTI_BYTE.test(label) ? byLines(label, platform, misfits) : singleByte(table, misfits)
}

const MULTI_BYTE = /^(shift[_-]?jis|sjis|ms_kanji|windows-31j|euc-|iso-2022|big5|gb|hz|x-gbk|cp9)/i

function singleByte(table: readonly (Uint8Array | undefined)[], misfits: Misfits): Transcode {
  const unknown = Uint8Array.of(0xef, 0xbf, 0xbd)
  return chunk => {
    const out = new Uint8Array(chunk.length * 3)
    let at = 0
    for (const byte of chunk) {
      if (byte < 0x80) out[at++] = byte
      else {
        const letter = table[byte]
        if (letter === undefined) misfits.count++
        for (const b of letter ?? unknown) out[at++] = b
      }
    }
    return out.subarray(0, at)
  }
}

/** Encodings of several bytes a character are decoded up to the last line end, which no character of theirs contains. */
function byLines(label: string, platform: Platform, misfits: Misfits): Transcode {
  let kept = new Uint8Array(0)
  return (chunk, last) => {
    const all = new Uint8Array(kept.length + chunk.length)
    all.set(kept)
    all.set(chunk, kept.length)
    const end = last ? all.length : all.lastIndexOf(10) + 1
    kept = all.slice(end)
    const text = platform.decode(all.subarray(0, end), label)
    for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) misfits.count++
    const out = new Uint8Array(text.length * 3)
    return out.subarray(0, encodeUtf8Into(text, out, 0))
  }
}

function utf16(big: boolean, misfits: Misfits): Transcode {
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
    const bad = () => {
      misfits.count++
      put(0xfffd)
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
        if (low) put(0x10000 + ((surrogate - 0xd800) << 10) + (unit - 0xdc00))
        else bad()
        surrogate = 0
        if (low) continue
      }
      if (unit >= 0xd800 && unit <= 0xdbff) surrogate = unit
      else if (low) bad()
      else put(unit)
    }
    if (last && (surrogate !== 0 || odd >= 0)) bad()
    return out.subarray(0, at)
  }
}
