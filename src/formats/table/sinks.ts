import type { DictionaryBuilder } from '../../base/dictionary.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import type { AttributeType } from '../../log/column.ts'
import type { ColumnBuilder } from '../../log/event-log-builder.ts'
import type { Problems } from '../../log/problems.ts'
import type { Cells, NumberCells, TextCells } from '../../log/table.ts'
import type { MissingTexts } from './cells.ts'
import { textCells } from './cells.ts'
import { type DateParser, newInstant } from './date-format.ts'
import { parseInteger, parseNumber } from './number.ts'
import type { ZoneClock } from './time-zone.ts'

/** The rows of a batch as the log knows them. */
export interface BatchRows {
  readonly rowCount: number
  readonly firstRow: number
  /** Row of the log, -1 where the row of the table was left out. */
  readonly events: Int32Array
  /** Case of each row, undefined behind -1 in `events`. */
  readonly cases: Int32Array
}

/** Takes one column of a table into the log. */
export interface Sink {
  write(cells: Cells, rows: BatchRows): void
  /** Called once, behind the last batch. */
  finish(): void
}

/** What all sinks need to read cells. */
export interface CellReading {
  readonly missing: MissingTexts
  readonly decimal: 44 | 46
  readonly problems: Problems
  readonly clock: ZoneClock
  /** Counts times that named no zone. */
  zoneless: number
}

/** Numbers (for dates epoch ms, for booleans 1 and 0) of a batch's cells; NaN where missing or unreadable. */
export type NumberReader = (cells: Cells, rows: BatchRows, into: Float64Array) => void

export function eventText(column: ColumnBuilder, { missing }: CellReading): Sink {
  column.type = 'string'
  const { dictionary } = column
  return {
    write(cells, { rowCount, events }) {
      const { bytes, from, to } = textCells(cells, rowCount)
      for (let r = 0; r < rowCount; r++) {
        const event = events[r]!
        if (event < 0) continue
        const f = from[r]!
        const t = to[r]!
        if (missing.has(bytes, f, t)) continue
        column.setCode(event, dictionary.add(bytes, f, t))
      }
    },
    finish() {},
  }
}

export function eventNumbers(column: ColumnBuilder, type: AttributeType, read: NumberReader): Sink {
  let values = new Float64Array(0)
  return {
    write(cells, rows) {
      if (values.length < rows.rowCount) values = new Float64Array(rows.rowCount)
      read(cells, rows, values)
      for (let r = 0; r < rows.rowCount; r++) {
        const event = rows.events[r]!
        const value = values[r]!
        if (event < 0 || Number.isNaN(value)) continue
        if (type === 'boolean') column.setBoolean(event, value === 1)
        else column.setNumber(event, value, type as 'int' | 'float' | 'date')
      }
    },
    finish() {
      column.type ??= type
    },
  }
}

/** Text of a case: its first value stands; another one later is told. */
export function caseText(column: ColumnBuilder, { missing, problems }: CellReading, name: string): Sink {
  column.type = 'string'
  const { dictionary } = column
  let codes = new Int32Array(1024).fill(-1)
  return {
    write(cells, { rowCount, firstRow, events, cases }) {
      const { bytes, from, to } = textCells(cells, rowCount)
      for (let r = 0; r < rowCount; r++) {
        if (events[r]! < 0 || missing.has(bytes, from[r]!, to[r]!)) continue
        const c = cases[r]!
        if (c >= codes.length) codes = grown(codes, c)
        const before = codes[c]!
        if (before >= 0 && sameText(dictionary, before, bytes, from[r]!, to[r]!)) continue
        if (before < 0) codes[c] = dictionary.add(bytes, from[r]!, to[r]!)
        else varies(problems, firstRow + r, name, () => decodeUtf8(bytes, from[r]!, to[r]!))
      }
    },
    finish() {
      for (let c = 0; c < codes.length; c++) if (codes[c]! >= 0) column.setCode(c, codes[c]!)
    },
  }
}

export function caseNumbers(
  column: ColumnBuilder,
  type: AttributeType,
  read: NumberReader,
  { problems }: CellReading,
  name: string,
): Sink {
  let values = new Float64Array(0)
  let kept = new Float64Array(1024).fill(Number.NaN)
  return {
    write(cells, rows) {
      if (values.length < rows.rowCount) values = new Float64Array(rows.rowCount)
      read(cells, rows, values)
      for (let r = 0; r < rows.rowCount; r++) {
        const value = values[r]!
        if (rows.events[r]! < 0 || Number.isNaN(value)) continue
        const c = rows.cases[r]!
        if (c >= kept.length) {
          const more = new Float64Array(Math.max(c + 1, Math.ceil(kept.length * 1.5))).fill(Number.NaN)
          more.set(kept)
          kept = more
        }
        if (Number.isNaN(kept[c]!)) kept[c] = value
        else if (kept[c] !== value) varies(problems, rows.firstRow + r, name, () => String(value))
      }
    },
    finish() {
      column.type ??= type
      for (let c = 0; c < kept.length; c++) {
        const value = kept[c]!
        if (Number.isNaN(value)) continue
        if (type === 'boolean') column.setBoolean(c, value === 1)
        else column.setNumber(c, value, type as 'int' | 'float' | 'date')
      }
    },
  }
}

export function numberReader(type: 'int' | 'float', reading: CellReading, name: string): NumberReader {
  const { missing, decimal, problems } = reading
  return (cells, rows, into) => {
    if (cells.kind !== 'text') return typed(cells, rows, into)
    const { bytes, from, to } = cells
    for (let r = 0; r < rows.rowCount; r++) {
      const f = from[r]!
      const t = to[r]!
      let value = Number.NaN
      if (!missing.has(bytes, f, t)) {
        value = type === 'int' ? parseInteger(bytes, f, t) : parseNumber(bytes, f, t, decimal)
        if (Number.isNaN(value)) value = again(type, bytes, f, t, decimal)
        if (Number.isNaN(value) && rows.events[r]! >= 0)
          unreadable(problems, rows.firstRow + r, name, bytes, f, t, type)
      }
      into[r] = value
    }
  }
}

function again(type: 'int' | 'float', bytes: Uint8Array, from: number, to: number, decimal: 44 | 46): number {
  const value = parseNumber(bytes, from, to, decimal)
  // beyond 2^53 a whole number would be rounded
  return type === 'int' && !Number.isSafeInteger(value) ? Number.NaN : value
}

const TRUE = /^(true|t|yes|y|ja|j|oui|o|sí|si|s|sim|vero|wahr|1|x|on)$/i
const FALSE = /^(false|f|no|n|nein|non|não|falso|falsch|0|off)$/i

export function booleanReader(reading: CellReading, name: string): NumberReader {
  const { missing, problems } = reading
  return (cells, rows, into) => {
    if (cells.kind === 'boolean') return typed(cells, rows, into)
    const { bytes, from, to } = textCells(cells, rows.rowCount)
    for (let r = 0; r < rows.rowCount; r++) {
      into[r] = Number.NaN
      if (missing.has(bytes, from[r]!, to[r]!)) continue
      const text = decodeUtf8(bytes, from[r]!, to[r]!).trim()
      if (TRUE.test(text)) into[r] = 1
      else if (FALSE.test(text)) into[r] = 0
      else if (rows.events[r]! >= 0) unreadable(problems, rows.firstRow + r, name, bytes, from[r]!, to[r]!, 'boolean')
    }
  }
}

/** Instants of a column. `below`, where given, takes the nanoseconds under the ms. */
export function dateReader(
  parse: DateParser,
  reading: CellReading,
  name: string,
  below?: { values: Int32Array },
): NumberReader {
  const { missing, problems, clock } = reading
  const out = newInstant()
  const utc = clock.timeZone === 'UTC'
  return (cells, rows, into) => {
    if (below && below.values.length < rows.rowCount) below.values = new Int32Array(rows.rowCount)
    if (cells.kind === 'date') return typedDates(cells, rows, into, reading, below?.values)
    const { bytes, from, to } = textCells(cells, rows.rowCount)
    for (let r = 0; r < rows.rowCount; r++) {
      let f = from[r]!
      let t = to[r]!
      into[r] = Number.NaN
      if (rows.events[r]! < 0 || missing.has(bytes, f, t)) continue
      while (f < t && bytes[f] === 32) f++
      while (t > f && bytes[t - 1] === 32) t--
      if (!parse(bytes, f, t, out)) {
        if (t > f) unreadable(problems, rows.firstRow + r, name, bytes, f, t, 'date')
        continue
      }
      if (!out.zoned) {
        reading.zoneless++
        if (!utc) out.ms = clock.toInstant(out.ms)
      }
      into[r] = out.ms
      if (below) below.values[r] = out.nanoseconds
    }
  }
}

function typed(cells: NumberCells, { rowCount }: BatchRows, into: Float64Array): void {
  for (let r = 0; r < rowCount; r++) into[r] = cells.values[r]!
}

function typedDates(
  cells: NumberCells,
  { rowCount, events }: BatchRows,
  into: Float64Array,
  reading: CellReading,
  below: Int32Array | undefined,
): void {
  const { nanoseconds, values } = cells
  for (let r = 0; r < rowCount; r++) {
    const value = values[r]!
    into[r] = value
    if (below) below[r] = nanoseconds?.[r] ?? 0
    if (cells.zoned === true || Number.isNaN(value) || events[r]! < 0) continue
    reading.zoneless++
    into[r] = reading.clock.toInstant(value)
  }
}

const WANTED = {
  int: 'whole number',
  float: 'number',
  boolean: 'truth value',
  date: 'date of the given format',
} as const

function unreadable(
  problems: Problems,
  row: number,
  column: string,
  bytes: Uint8Array,
  from: number,
  to: number,
  type: keyof typeof WANTED,
): void {
  const kind = `unreadable-${type === 'date' ? 'time' : type === 'boolean' ? 'boolean' : 'number'}`
  if (problems.more(kind)) return
  problems.add(
    kind,
    `Cells are no ${WANTED[type]}; ${type === 'date' ? 'the events are kept without it' : 'they were left empty'}.`,
    { row, column, value: decodeUtf8(bytes, from, Math.min(to, from + 120)) },
    'loss',
  )
}

function varies(problems: Problems, row: number, column: string, value: () => string): void {
  if (problems.more('case-attribute-varies')) return
  problems.add(
    'case-attribute-varies',
    'A column that is an attribute of the case has several values in one case; the first was kept.',
    { row, column, value: value() },
    'loss',
  )
}

function sameText(dictionary: DictionaryBuilder, code: number, bytes: Uint8Array, from: number, to: number): boolean {
  const start = dictionary.offsets[code]!
  if (dictionary.offsets[code + 1]! - start !== to - from) return false
  for (let i = from, at = start; i < to; i++, at++) if (dictionary.bytes[at] !== bytes[i]) return false
  return true
}

function grown(codes: Int32Array<ArrayBuffer>, index: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(Math.max(index + 1, Math.ceil(codes.length * 1.5))).fill(-1)
  more.set(codes)
  return more
}

/** One text column whose cells of a batch, for roles that take several columns, are joined first. */
export type TextSource = (cells: readonly (Cells | undefined)[], rows: number) => TextCells
