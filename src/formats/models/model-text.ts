import { FormatError } from '../../base/errors.ts'
import { decodeUtf8 } from '../../base/utf8.ts'

/** Bytes of a model beyond which it is not read: the largest published nets have some megabytes. */
const MOST_BYTES = 64 << 20

/** Windows-1252 from 0x80 to 0x9f, which is what files that say ISO-8859-1 hold (WHATWG). */
const WESTERN =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/**
 * The text of a model's file: by its byte order mark, the zero bytes of UTF-16, the declaration of XML, else UTF-8.
 * Core has no decoder of the platform's; the encodings that models come in are few.
 */
export function modelText(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new FormatError('The file is empty (0 bytes).', { fix: 'Export or copy it again.' })
  if (bytes.length > MOST_BYTES)
    throw new FormatError(`The file has ${bytes.length} bytes, more than the ${MOST_BYTES} that models are read up to.`)
  const [a, b, c] = bytes
  if (a === 0x1f && b === 0x8b)
    throw new FormatError('The file is packed (gzip).', { fix: 'Unpack it and read what is inside.' })
  if (a === 0x50 && b === 0x4b && c === 3)
    throw new FormatError('The file is packed (zip).', { fix: 'Unpack it and read what is inside.' })
  if (a === 0xff && b === 0xfe) return utf16(bytes, 2, true)
  if (a === 0xfe && b === 0xff) return utf16(bytes, 2, false)
  if (a === 0x3c && b === 0) return utf16(bytes, 0, true)
  if (a === 0 && b === 0x3c) return utf16(bytes, 0, false)
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeUtf8(bytes, 3)
  const label = declaredEncoding(bytes)
  if (/^(utf-?8|utf-?16|us-ascii|ascii)$/.test(label)) return decodeUtf8(bytes)
  if (/^(iso-?8859-?1|latin-?1|windows-1252|cp-?1252)$/.test(label)) return western(bytes)
  throw new FormatError(`The file says that its encoding is ${label}.`, {
    line: 1,
    fix: 'Save it as UTF-8 and read it again.',
  })
}

function declaredEncoding(bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, 256))
  return /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8'
}

function utf16(bytes: Uint8Array, from: number, little: boolean): string {
  let text = ''
  for (let i = from; i + 1 < bytes.length; i += 2)
    text += String.fromCharCode(little ? bytes[i]! | (bytes[i + 1]! << 8) : (bytes[i]! << 8) | bytes[i + 1]!)
  return text
}

function western(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte >= 0x80 && byte < 0xa0 ? WESTERN[byte - 0x80]! : String.fromCharCode(byte)
  return text
}
