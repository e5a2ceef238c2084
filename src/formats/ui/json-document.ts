import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import { defaultLimits } from '../format.ts'
import { detectEncoding } from '../table/encoding.ts'
import { asUtf8, noMisfits, tellEncoding } from '../table/transcode.ts'
import type { UiLogReader } from './raw-event.ts'
import type { UiReadOptions } from './ui-format.ts'

export type JsonObject = { readonly [key: string]: unknown }

/** A recording is one JSON text, and held as one; beyond this it is none. In bytes, below the longest text of JavaScript. */
const LARGEST = 2 ** 28
/** Objects and lists of one text: each takes some fifty bytes of memory, whatever it takes in the file. */
const MOST_CONTAINERS = 2 ** 24

export const objectOf = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
/** A text that says something, numbers included; null for all else. */
export const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? (value === '' ? null : value) : typeof value === 'number' ? String(value) : null
export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null

/** The first bytes as text, for formats that are known by what stands in it. */
export const headText = (head: Uint8Array): string => decodeUtf8(head, 0, head.length).replace(/^\ufeff/, '')

/** The whole source as one JSON value. Throws `FormatError` where it is none. */
export async function readJson(source: ByteSource, options: UiReadOptions): Promise<unknown> {
  return parsedJson(await readText(source, options), source.name)
}

/** A text as JSON. Throws `FormatError` where it is none, or such as would take the machine. */
export function parsedJson(text: string, file: string): unknown {
  refuseBombs(text, file)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new FormatError(`The text is no valid JSON${whereIn(error)}.`, {
      file,
      fix: 'Copy or export the file again.',
    })
  }
}

/** Where a text stops being JSON, without the piece of it that engines put into their messages. */
function whereIn(error: unknown): string {
  const { message } = error as Error
  const at = /at position (\d+)/.exec(message)?.[1]
  if (at !== undefined) return ` (at character ${at})`
  return /end of JSON input|Unterminated/.test(message) ? ' (it ends too early)' : ''
}

/** Pages nest deeply: a document tree takes two levels of JSON for each of its own. */
const MOST_DEPTH = 4096

/** Refuses what nests or holds more than any recorder writes, before it is built in memory. */
function refuseBombs(text: string, file: string): void {
  let depth = 0
  let containers = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (quoted) {
      if (c === 92) i++
      else if (c === 34) quoted = false
    } else if (c === 34) quoted = true
    else if (c === 123 || c === 91) {
      if (++depth > MOST_DEPTH)
        throw new FormatError(`Values are nested deeper than ${MOST_DEPTH}.`, {
          file,
          fix: 'No recorder writes such a file.',
        })
      if (++containers > MOST_CONTAINERS)
        throw new FormatError(`The file has more than ${MOST_CONTAINERS} objects and lists.`, {
          file,
          fix: 'Cut the recording into several files, each of fewer events.',
        })
    } else if (c === 125 || c === 93) depth--
  }
}

/** All of a text, whatever its encoding. */
export async function readText(source: ByteSource, options: UiReadOptions): Promise<string> {
  const encoding = await detectEncoding(source, options)
  const misfits = noMisfits()
  const parts: string[] = []
  let rest: Uint8Array = new Uint8Array(0)
  let size = 0
  for await (const chunk of asUtf8(source.stream(), encoding, options.platform, misfits)) {
    options.cancel?.throwIfCancelled()
    size += chunk.length
    if (size > LARGEST)
      throw new FormatError(
        `The recording is larger than ${LARGEST} bytes, and is one text that has to be held whole.`,
        {
          file: source.name,
          fix: 'Cut it into several files, or record in a format of lines.',
        },
      )
    let bytes = chunk
    if (rest.length > 0) {
      bytes = new Uint8Array(rest.length + chunk.length)
      bytes.set(rest)
      bytes.set(chunk, rest.length)
    }
    const end = wholeCharacters(bytes)
    parts.push(options.platform.decode(bytes.subarray(0, end), 'utf-8'))
    rest = bytes.slice(end)
    options.progress?.({ phase: 'reading', done: size, total: source.size, unit: 'bytes' })
  }
  if (rest.length > 0) parts.push(decodeUtf8(rest, 0, rest.length))
  if (options.textProblems) tellEncoding(encoding, misfits, options.textProblems)
  return parts.join('').replace(/^\ufeff/, '')
}

/** Bytes up to the last character that is whole. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) break
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** One JSON object a line; lines that are none are told and left out. `line` counts from 1. */
export async function* jsonLines(
  source: ByteSource,
  options: UiReadOptions,
  reader: UiLogReader,
): AsyncIterable<{ readonly value: JsonObject; readonly line: number }> {
  const limit = (options.limits?.valueBytes ?? defaultLimits.valueBytes) * 4
  const encoding = await detectEncoding(source, options)
  const misfits = noMisfits()
  // pieces of a line that is not whole yet: joined once, so that a long line costs no square of its length
  let open: Uint8Array[] = []
  let held = 0
  let line = 0
  let done = 0
  const read = (bytes: Uint8Array) => {
    line++
    const text = options.platform.decode(bytes, 'utf-8').replace(/^\ufeff/, '')
    if (text.trim() === '') return null
    refuseBombs(text, source.name)
    let value: JsonObject | null = null
    try {
      value = objectOf(JSON.parse(text))
    } catch {}
    if (value !== null) return { value, line }
    reader.problems.add('broken-json', 'Lines are no JSON objects; they were left out.', { line, value: text }, 'loss')
    return null
  }
  const whole = (end: Uint8Array) => {
    const bytes = open.length === 0 ? end : joinedBytes([...open, end])
    open = []
    held = 0
    return read(bytes)
  }
  for await (const chunk of asUtf8(source.stream(), encoding, options.platform, misfits)) {
    options.cancel?.throwIfCancelled()
    done += chunk.length
    let from = 0
    for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
      const found = whole(chunk.subarray(from, to))
      from = to + 1
      if (found) yield found
    }
    if (from < chunk.length) open.push(chunk.slice(from))
    held += chunk.length - from
    if (held > limit)
      throw new FormatError(`A line is longer than ${limit} bytes.`, {
        file: source.name,
        line: line + 1,
        fix: 'Such a line is no event of a recorder; check that the file has a line for each.',
      })
    options.progress?.({ phase: 'reading', done, total: source.size, unit: 'bytes', events: reader.eventCount })
  }
  const last = held > 0 ? whole(new Uint8Array(0)) : null
  if (options.textProblems) tellEncoding(encoding, misfits, options.textProblems)
  if (last) yield last
}

function joinedBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

const REFERENCES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text of XML with its references resolved. */
export const decodeReferences = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (all, decimal, hex, name: string) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : -1
    if (code >= 0) return code <= 0x10ffff ? String.fromCodePoint(code) : all
    return REFERENCES[name.toLowerCase()]!
  })
