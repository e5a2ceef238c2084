import { decodeUtf8, encodeUtf8Into } from '../../base/utf8.ts'
import type { TextCells } from '../../log/table.ts'
import { attribute, unescapeXml } from './package.ts'

/** Texts of a workbook in one run of bytes: text i is bytes[offsets[i]..offsets[i+1]). */
export interface SharedTexts {
  readonly bytes: Uint8Array
  readonly offsets: Int32Array
}

const LT = 60
const GT = 62

/** Place of the next tag named `name` (whatever its prefix) at or behind `at`: [start, behind `>`], or null. */
function nextTag(
  xml: Uint8Array,
  at: number,
  accept: (name: string) => boolean,
): { name: string; from: number; to: number } | null {
  for (let i = at; ; ) {
    i = xml.indexOf(LT, i)
    if (i < 0) return null
    let end = i + 1
    while (end < xml.length && xml[end]! > 32 && xml[end] !== GT && !(xml[end] === 47 && end > i + 1)) end++
    const name = decodeUtf8(xml, i + 1, end).replace(/^(\/?)\w+:/, '$1')
    if (accept(name)) {
      const to = xml.indexOf(GT, end)
      return to < 0 ? null : { name, from: i, to: to + 1 }
    }
    i = end
  }
}

/** The shared strings of a workbook; rich text loses its looks, phonetic runs are left out. */
export function sharedTexts(xml: Uint8Array | null): SharedTexts {
  if (xml === null) return { bytes: new Uint8Array(0), offsets: new Int32Array(1) }
  const bytes = new Uint8Array(xml.length * 2)
  let offsets = new Int32Array(1024)
  let count = 0
  let size = 0
  let at = 0
  for (;;) {
    const item = nextTag(xml, at, name => name === 'si')
    if (!item) break
    at = item.to
    if (xml[item.to - 2] !== 47) {
      const end = nextTag(xml, item.to, name => name === '/si')
      const stop = end?.from ?? xml.length
      size = encodeUtf8Into(richText(decodeUtf8(xml, item.to, stop)), bytes, size)
      at = end?.to ?? xml.length
    }
    if (++count >= offsets.length) {
      const grown = new Int32Array(offsets.length * 2)
      grown.set(offsets)
      offsets = grown
    }
    offsets[count] = size
  }
  return { bytes: bytes.subarray(0, size), offsets: offsets.subarray(0, count + 1) }
}

/** Text beyond which elements that never close would cost a look at all of the rest each. */
const SHORT = 4096

/** XML up to its last `</name>`: in what is left every element that opens is closed, so that a search for its end is short. */
function closed(xml: string, name: string): string {
  if (xml.length < SHORT) return xml
  const end = `${name}>`
  for (let at = xml.length; ; ) {
    at = at <= 0 ? -1 : xml.lastIndexOf(end, at - 1)
    if (at < 0) return ''
    if (/<\/(?:\w+:)?$/.test(xml.slice(Math.max(0, at - 64), at))) return xml.slice(0, at + end.length)
  }
}

/** The text of `<t>` elements of a string item or inline string. */
function richText(xml: string): string {
  let text = ''
  const phonetic = xml.includes('rPh') ? closed(xml, 'rPh') : ''
  const bare = phonetic.replace(/<(?:\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g, '') + xml.slice(phonetic.length)
  for (const [, part = ''] of closed(bare, 't').matchAll(/<(?:\w+:)?t(?:\s[^<>]*)?>([\s\S]*?)<\/(?:\w+:)?t>/g))
    text += unescapeXml(part)
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** How numbers and dates of a workbook are printed as cells. */
export interface SheetReading {
  readonly strings: SharedTexts
  readonly isDateStyle: readonly boolean[]
  readonly date1904: boolean
}

/** One row: its number as shown, and its cells as texts by column (undefined where the sheet has none). */
export interface SheetRow {
  readonly number: number
  readonly cells: readonly (string | undefined)[]
}

/**
 * The rows of a sheet, one after another. Numbers are texts as written, dates become `yyyy-MM-dd HH:mm:ss.SSS` (or
 * less), truth values `true` and `false`, errors (`#N/A`) their text. Formulas give their last value.
 */
export function* sheetRows(xml: Uint8Array, reading: SheetReading): Generator<SheetRow> {
  let at = 0
  let number = 0
  for (;;) {
    const row = nextTag(xml, at, name => name === 'row' || name === '/sheetData')
    if (row?.name !== 'row') return
    const given = Number(attribute(decodeUtf8(xml, row.from + 4, row.to - 1), 'r'))
    number = Number.isInteger(given) && given > 0 ? given : number + 1
    if (xml[row.to - 2] === 47) {
      at = row.to
      yield { number, cells: [] }
      continue
    }
    const end = nextTag(xml, row.to, name => name === '/row')
    const stop = end?.from ?? xml.length
    yield { number, cells: rowCells(decodeUtf8(xml, row.to, stop), reading) }
    at = end?.to ?? xml.length
  }
}

const CELL = /<(?:\w+:)?c(?=[\s/>])([^<>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g

function rowCells(xml: string, reading: SheetReading): (string | undefined)[] {
  const cells: (string | undefined)[] = []
  let column = -1
  for (const [, attributes = '', body] of closed(xml, 'c').matchAll(CELL)) {
    const place = columnOf(attribute(attributes, 'r') ?? '')
    column = place >= 0 ? place : column + 1
    if (body === undefined || column > 16_383) continue
    const type = attribute(attributes, 't') ?? 'n'
    if (type === 'inlineStr') {
      cells[column] = richText(body)
      continue
    }
    const value = /<(?:\w+:)?v(?:\s[^<>]*)?>([\s\S]*?)<\/(?:\w+:)?v>/.exec(closed(body, 'v'))?.[1]
    if (value === undefined) continue
    cells[column] = cellText(type, unescapeXml(value), Number(attribute(attributes, 's') ?? 0), reading)
  }
  return cells
}

function cellText(
  type: string,
  value: string,
  style: number,
  { strings, isDateStyle, date1904 }: SheetReading,
): string | undefined {
  if (type === 's') {
    const index = Number(value)
    if (!(index >= 0 && index + 1 < strings.offsets.length)) return undefined
    return decodeUtf8(strings.bytes, strings.offsets[index]!, strings.offsets[index + 1]!)
  }
  if (type === 'b') return value === '1' ? 'true' : 'false'
  if (type !== 'n') return value
  return isDateStyle[style] ? printSerial(Number(value), date1904) : shortest(value)
}

/** A number as people see it: Excel writes 0.1 as 0.10000000000000001. */
function shortest(value: string): string {
  if (!/[.eE]/.test(value)) return value
  const number = Number(value)
  return Number.isNaN(number) ? value : String(Number(number.toPrecision(15)))
}

/** A serial date: days since 1899-12-30 (1904-01-01 on old Macs); day 60 is a 29 February 1900 that never was. */
export function printSerial(serial: number, date1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return String(serial)
  const days = date1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  const ms = Math.round((days - 25569) * 86_400_000)
  const text = new Date(ms).toISOString()
  if (serial < 1) return text.slice(11, ms % 1000 === 0 ? 19 : 23)
  const midnight = ((ms % 86_400_000) + 86_400_000) % 86_400_000 === 0
  return midnight ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, ms % 1000 === 0 ? 19 : 23)}`
}

/** `BC12` is column 54; -1 for no reference. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference.toUpperCase()) {
    const digit = letter.charCodeAt(0) - 64
    if (digit < 1 || digit > 26) break
    column = column * 26 + digit
  }
  return column - 1
}

/** Rows of texts as cells, column by column. */
export function asCells(rows: readonly (readonly (string | undefined)[])[], columns: number): TextCells[] {
  let size = 0
  for (const row of rows) for (const cell of row) size += (cell?.length ?? 0) * 3
  const bytes = new Uint8Array(size)
  let at = 0
  return Array.from({ length: columns }, (_, c) => {
    const from = new Int32Array(rows.length)
    const to = new Int32Array(rows.length)
    for (const [r, row] of rows.entries()) {
      const cell = row[c]
      from[r] = cell === undefined ? -1 : at
      if (cell !== undefined) at = to[r] = encodeUtf8Into(cell, bytes, at)
    }
    return { kind: 'text', bytes, from, to }
  })
}
