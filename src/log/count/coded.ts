import type { Dictionary } from '../../base/dictionary.ts'
import { formatInstant } from '../../base/time.ts'
import type { Column, NumberColumn, TextColumn, Value } from '../column.ts'

/** A column as codes: codes[row], −1 = missing; value(code), and text(code) as it is printed. Numbers are numbered by size. */
export interface Coded {
  readonly codes: Int32Array
  readonly size: number
  value(code: number): Value
  text(code: number): string
}

/** How a value is written as text: dates ISO 8601 UTC with ms, numbers and booleans as JSON. */
export function printValue(value: Value, type: Column['type']): string {
  if (value === null) return ''
  return type === 'date' && typeof value === 'number' ? formatInstant(value) || String(value) : String(value)
}

function textCoded(codes: Int32Array, dictionary: Dictionary): Coded {
  const text = (code: number) => dictionary.text(code)
  return { codes, size: dictionary.size, value: text, text }
}

const known = new WeakMap<object, Coded>()

/** Any column of `count` rows as codes. Text columns that are dense share their codes; others are numbered once and kept. */
export function coded(column: Column, count: number): Coded {
  if (isText(column) && column.rows === null) return textCoded(column.codes, column.dictionary)
  const key = column.type === 'boolean' ? column.flags : isText(column) ? column.codes : column.values
  let made = known.get(key)
  if (!made) known.set(key, (made = number(column, count)))
  return made
}

function number(column: Column, count: number): Coded {
  const codes = new Int32Array(count).fill(-1)
  const { rows } = column
  const place = (at: number) => (rows === null ? at : rows[at]!)
  if (isText(column)) {
    const { dictionary } = column
    for (let i = 0; i < column.codes.length; i++) codes[place(i)] = column.codes[i]!
    return textCoded(codes, dictionary)
  }
  if (column.type === 'boolean') {
    for (let i = 0; i < column.flags.length; i++) codes[place(i)] = column.flags[i]!
    return { codes, size: 2, value: code => code === 1, text: code => (code === 1 ? 'true' : 'false') }
  }
  return numberValues(column, codes, place)
}

function numberValues(column: NumberColumn, codes: Int32Array, place: (at: number) => number): Coded {
  const { values, type } = column
  const distinct = Float64Array.from(values.filter(value => !Number.isNaN(value))).sort()
  let size = 0
  for (let i = 0; i < distinct.length; i++)
    if (i === 0 || distinct[i] !== distinct[i - 1]) distinct[size++] = distinct[i]!
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isNaN(value)) codes[place(i)] = search(distinct, size, value)
  }
  return { codes, size, value: code => distinct[code]!, text: code => printValue(distinct[code]!, type) }
}

function search(sorted: Float64Array, size: number, value: number): number {
  let low = 0
  let high = size - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

export const isText = (column: Column): column is TextColumn => column.type === 'string' || column.type === 'id'
export const isNumber = (column: Column): column is NumberColumn => !isText(column) && column.type !== 'boolean'

const dense = new WeakMap<Int32Array, Float64Array>()

/** A number column of `count` rows without holes in its rows; NaN = missing. */
export function numbersOf(column: NumberColumn, count: number): Float64Array {
  if (column.rows === null) return column.values
  let values = dense.get(column.rows)
  if (!values) {
    values = new Float64Array(count).fill(Number.NaN)
    for (let i = 0; i < column.rows.length; i++) values[column.rows[i]!] = column.values[i]!
    dense.set(column.rows, values)
  }
  return values
}
