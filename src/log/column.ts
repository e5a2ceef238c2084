import type { Dictionary } from '../base/dictionary.ts'

/** XES names of the types a value can have. `list` and `container` live only in attribute trees. */
export type AttributeType = 'string' | 'date' | 'int' | 'float' | 'boolean' | 'id'

/** Whether an attribute tells about a person: not at all, by a pseudonym, or directly (a name, an e-mail). */
export type Personal = 'none' | 'pseudonym' | 'direct'

/** How the importer understood a number or date column beyond its type. */
export interface Meaning {
  /** `money` (with `unit` = ISO 4217 currency), `number` (with any unit), or `due` (a due date; the on-time rate needs it). */
  readonly kind: 'money' | 'number' | 'due'
  readonly unit?: string
}

interface ColumnBase {
  readonly key: string
  readonly personal: Personal
  readonly meaning: Meaning | null
  /**
   * null: dense, row r lies at index r. Else the sorted rows that have a value (beyond 1 000 keys a log keeps the
   * rest sparse); index i holds the value of row `rows[i]`.
   */
  readonly rows: Int32Array | null
}
/** Text. codes[i] points into the dictionary; -1 = missing. */
export interface TextColumn extends ColumnBase {
  readonly type: 'string' | 'id'
  readonly codes: Int32Array
  readonly dictionary: Dictionary
}
/** int and float: NaN = missing. date: epoch ms, NaN = missing. */
export interface NumberColumn extends ColumnBase {
  readonly type: 'int' | 'float' | 'date'
  readonly values: Float64Array
}
/** 1 true, 0 false, -1 missing. */
export interface BooleanColumn extends ColumnBase {
  readonly type: 'boolean'
  readonly flags: Int8Array
}
export type Column = TextColumn | NumberColumn | BooleanColumn

/** A value as JSON: text, number (dates as epoch ms), boolean, or null where missing. */
export type Value = string | number | boolean | null

/** Index of `row` in the column's arrays, -1 where a sparse column has nothing. */
export function positionOf(column: Column, row: number): number {
  const { rows } = column
  if (rows === null) return row
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows[middle]! < row) low = middle + 1
    else high = middle
  }
  return low < rows.length && rows[low] === row ? low : -1
}

export function valueAt(column: Column, row: number): Value {
  const at = positionOf(column, row)
  if (at < 0) return null
  switch (column.type) {
    case 'string':
    case 'id': {
      const code = column.codes[at]!
      return code < 0 ? null : column.dictionary.text(code)
    }
    case 'boolean': {
      const flag = column.flags[at]!
      return flag < 0 ? null : flag === 1
    }
    default: {
      const value = column.values[at]!
      return Number.isNaN(value) ? null : value
    }
  }
}

/** An attribute tree: log-level attributes, and those attributes of events and cases that have children or are lists. */
export interface AttributeNode {
  readonly key: string
  readonly type: AttributeType | 'list' | 'container'
  /** null for `list` and `container`, and where the value is missing. Dates are epoch ms. */
  readonly value: Value
  readonly children: readonly AttributeNode[]
}

/** Attributes with children, by the row of their event or case, rows ascending (several nodes may share a row). */
export interface NestedAttributes {
  readonly rows: Int32Array
  readonly nodes: readonly AttributeNode[]
}
