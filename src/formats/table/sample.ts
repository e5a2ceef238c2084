import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts'
import { Problems } from '../../log/problems.ts'
import type { Cells, Table } from '../../log/table.ts'
import { printNumber } from './cells.ts'
import { dateParser, newInstant } from './date-format.ts'
import { areSerials, guessDate, guessEpoch, loosen, optionalFraction } from './detect-date.ts'
import { isTimeName } from './names.ts'
import { parseNumber } from './number.ts'

/** The first rows of a table as texts; null where a cell is missing. */
export interface Sample {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** Number of the first row in the file. */
  readonly firstRow: number
  /** Kind of cells that the source itself types, by column; null for text. */
  readonly typed: readonly (Exclude<Cells['kind'], 'text'> | null)[]
  /** Whether the sample is the whole table. */
  readonly complete: boolean
}

/** What the sample alone says about a column. */
export interface ColumnSample {
  readonly index: number
  readonly name: string
  readonly typed: Sample['typed'][number]
  /** Values of rows that have one, in order. */
  readonly values: readonly string[]
  readonly distinct: readonly string[]
  /** Share of rows that have a value, 0..1. */
  readonly filled: number
  /** Date formats that fit at least four of five values, best first. */
  readonly dates: readonly string[]
  readonly isNumber: boolean
  readonly isInteger: boolean
  readonly isTimeOfDay: boolean
}

const ROWS = 2000
const CELL = 200

export async function takeSample(
  table: Table,
  cancel?: { readonly cancelled: boolean; throwIfCancelled(): void },
): Promise<Sample> {
  const rows: (string | null)[][] = []
  const typed: Sample['typed'][number][] = []
  let firstRow = 1
  let complete = true
  for await (const batch of table.batches({ problems: new Problems(), ...(cancel ? { cancel } : {}) })) {
    if (rows.length === 0) firstRow = batch.firstRow
    for (let r = 0; r < batch.rowCount; r++) {
      if (rows.length === ROWS) {
        complete = false
        break
      }
      rows.push(batch.cells.map(cells => (cells === undefined ? null : cellText(cells, r))))
    }
    for (const [c, cells] of batch.cells.entries()) if (cells) typed[c] ??= cells.kind === 'text' ? null : cells.kind
    if (!complete) break
  }
  const columns = [...table.columns]
  return {
    columns,
    rows: rows.map(row => columns.map((_, c) => row[c] ?? null)),
    firstRow,
    typed: columns.map((_, c) => typed[c] ?? null),
    complete,
  }
}

function cellText(cells: Cells, r: number): string | null {
  if (cells.kind === 'text')
    return cells.from[r]! < 0
      ? null
      : decodeUtf8(cells.bytes, cells.from[r]!, Math.min(cells.to[r]!, cells.from[r]! + CELL))
  const value = cells.values[r]!
  return Number.isNaN(value) ? null : printNumber(cells.kind, value)
}

/** Texts that usually stand for "no value". */
export const USUAL_MISSING = [
  'NULL',
  'null',
  '\\N',
  'NaN',
  'nan',
  'NaT',
  'N/A',
  'n/a',
  '#N/A',
  '?',
  '(null)',
  '<null>',
  '<NULL>',
  '#NV',
]
/** The same, where the other values are numbers or dates; elsewhere they may be words. */
export const LIKELY_MISSING = [
  'NA',
  'None',
  'none',
  '-',
  '--',
  '.',
  'na',
  'undefined',
  'nil',
  '00000000',
  '0000-00-00',
  '0000-00-00 00:00:00',
  '00.00.0000',
]

export function sampleColumns(sample: Sample): readonly ColumnSample[] {
  return sample.columns.map((name, index) => {
    const values = sample.rows
      .map(row => row[index])
      .filter(
        value => value !== null && value !== undefined && value.trim() !== '' && !USUAL_MISSING.includes(value),
      ) as string[]
    const distinct = [...new Set(values)]
    const typed = sample.typed[index] ?? null
    const bare = distinct.filter(value => !LIKELY_MISSING.includes(value))
    const numbers =
      typed === null
        ? bare.filter(isNumber).length === bare.length && bare.length > 0
        : typed === 'int' || typed === 'float'
    return {
      index,
      name,
      typed,
      values,
      distinct,
      filled: values.length / Math.max(1, sample.rows.length),
      dates: typed === 'date' ? ['iso'] : typed === null ? datesOf(name, bare) : numbers ? epochOf(name, bare) : [],
      isNumber: numbers,
      isInteger: numbers && bare.every(value => /^[+-]?\d+$/.test(value.trim())),
      isTimeOfDay:
        bare.length > 0 && bare.every(value => /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d+)?)?$/.test(value.trim())),
    }
  })
}

function isNumber(value: string): boolean {
  const bytes = encodeUtf8(value.trim())
  return (
    !Number.isNaN(parseNumber(bytes, 0, bytes.length, 46)) || !Number.isNaN(parseNumber(bytes, 0, bytes.length, 44))
  )
}

function epochOf(name: string, distinct: readonly string[]): readonly string[] {
  if (!isTimeName(name) || distinct.length === 0) return []
  if (areSerials(name, distinct)) return ['excel']
  const formats = new Set(distinct.map(value => guessEpoch(Number(value))))
  const [only] = formats
  return formats.size === 1 && only ? [only] : []
}

/** Formats under which most of the values are dates. Whole numbers are dates only where the name says so. */
function datesOf(name: string, distinct: readonly string[]): readonly string[] {
  const values = distinct.slice(0, 300)
  if (values.length === 0) return []
  const digits = values.every(value => /^\d+([.,]\d+)?$/.test(value.trim()))
  if (digits && !isTimeName(name)) return []
  if (digits) {
    const epoch = epochOf(name, values)
    if (epoch.length > 0) return epoch
  }
  const formats = new Set<string>()
  for (const value of values)
    for (const format of guessDate(value)) {
      if (formats.size > 24) break
      formats.add(format)
      if (format !== 'iso')
        for (const wide of [loosen(format), optionalFraction(format), optionalFraction(loosen(format))])
          formats.add(wide)
    }
  const out = newInstant()
  const encoded = values.map(value => encodeUtf8(value.trim()))
  const scored = [...formats].map((format, order) => {
    const parse = dateParser(format)
    return { format, order, fits: encoded.filter(bytes => parse(bytes, 0, bytes.length, out)).length }
  })
  const best = Math.max(0, ...scored.map(({ fits }) => fits))
  if (best < values.length * 0.8) return []
  return scored
    .filter(({ fits }) => fits >= best * 0.8)
    .sort((a, b) => b.fits - a.fits || a.order - b.order)
    .map(({ format }) => format)
    .slice(0, 12)
}
