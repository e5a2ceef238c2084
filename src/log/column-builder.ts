import { DictionaryBuilder } from '../base/dictionary.ts'
import { decodeUtf8 } from '../base/utf8.ts'
import type { AttributeType, Column, Meaning, Personal, Value } from './column.ts'

/** What no column has grown out of yet: a log may have a hundred thousand keys of one value each. */
const NO_CODES = new Int32Array(0)
const NO_VALUES = new Float64Array(0)

/**
 * Grows one attribute column row by row, in ascending row order; rows without a value need no call.
 * The first value decides the type; a value of another type turns the whole column into text and is reported by
 * `mixed`. int and float mix into float.
 */
export class ColumnBuilder {
  readonly key: string
  type: AttributeType | null = null
  mixed = false
  personal: Personal = 'none'
  meaning: Meaning | null = null
  private texts: DictionaryBuilder | null = null
  /** Rows written, and one entry a written row: dense columns are missing values from there on, sparse ones keep `rows`. */
  private length = 0
  private codes: Int32Array = NO_CODES
  private values: Float64Array = NO_VALUES
  private rows: Int32Array | null

  constructor(key: string, options: { sparse?: boolean; personal?: Personal; meaning?: Meaning | null } = {}) {
    this.key = key
    this.rows = options.sparse ? NO_CODES : null
    this.personal = options.personal ?? 'none'
    this.meaning = options.meaning ?? null
  }

  /** Distinct texts so far; made when first asked for. */
  get dictionary(): DictionaryBuilder {
    this.texts ??= new DictionaryBuilder()
    return this.texts
  }

  /** Text given as UTF-8 bytes. The fast path of the readers. */
  setBytes(row: number, source: Uint8Array, from: number, to: number, type: 'string' | 'id' = 'string'): void {
    if (this.type === null) this.type = type
    if (this.type === 'string' || this.type === 'id') this.putCode(row, this.dictionary.add(source, from, to))
    else this.setText(row, decodeUtf8(source, from, to))
  }

  setText(row: number, text: string, type: 'string' | 'id' = 'string'): void {
    if (this.type === null) this.type = type
    if (this.type !== 'string' && this.type !== 'id') this.becomeText()
    this.putCode(row, this.dictionary.addText(text))
  }

  /** A code that `dictionary.add` gave before, for readers that keep a memo of their own. */
  setCode(row: number, code: number): void {
    this.putCode(row, code)
  }

  /** int, float and date (epoch ms); NaN is refused: leave missing values out. */
  setNumber(row: number, value: number, type: 'int' | 'float' | 'date'): void {
    // inlined reserve() for the usual case: this runs once an attribute of each event
    if (type === this.type && this.rows === null && row < this.values.length) {
      this.values[row] = value
      if (row >= this.length) this.length = row + 1
      return
    }
    if (this.type === null) this.type = type
    else if (this.type !== type) {
      const numbers = this.type !== 'date' && this.type !== 'boolean' && type !== 'date'
      if (numbers && this.type !== 'string' && this.type !== 'id') this.type = 'float'
      else {
        this.becomeText()
        this.mixed = true
        this.putCode(row, this.dictionary.addText(printValue(value, type)))
        return
      }
    }
    const at = this.reserve(row)
    this.values[at] = value
  }

  setBoolean(row: number, value: boolean): void {
    if (this.type === null) this.type = 'boolean'
    if (this.type !== 'boolean') {
      this.becomeText()
      this.mixed = true
      this.putCode(row, this.dictionary.addText(String(value)))
      return
    }
    const at = this.reserve(row)
    this.values[at] = value ? 1 : 0
  }

  set(row: number, value: Value, type: AttributeType): void {
    if (value === null) return
    if (typeof value === 'string') this.setText(row, value, type === 'id' ? 'id' : 'string')
    else if (typeof value === 'boolean') this.setBoolean(row, value)
    else this.setNumber(row, value, type === 'date' ? 'date' : type === 'int' ? 'int' : 'float')
  }

  /** The column of `count` rows; row r of the result is row order[r] of the builder (identity where null). */
  finish(count: number, order: Int32Array | null): Column {
    const base = { key: this.key, personal: this.personal, meaning: this.meaning }
    const type = this.type ?? 'string'
    const text = type === 'string' || type === 'id'
    const source = text ? this.codes : this.values
    let rows: Int32Array | null = null
    let picked: Int32Array | Float64Array
    if (this.rows === null) {
      const length = Math.min(this.length, count)
      if (text) picked = gather(this.codes, new Int32Array(count), order, length, -1)
      else picked = gather(this.values, new Float64Array(count), order, length, Number.NaN)
    } else {
      const sparse = this.rows.subarray(0, this.length)
      if (order === null) {
        rows = sparse.slice()
        picked = source.slice(0, this.length)
      } else {
        const place = new Int32Array(order.length)
        for (let r = 0; r < order.length; r++) place[order[r]!] = r
        const positions = Array.from(sparse, (row, i) => [place[row]!, i] as const).sort((a, b) => a[0] - b[0])
        rows = Int32Array.from(positions, ([row]) => row)
        picked = text ? new Int32Array(positions.length) : new Float64Array(positions.length)
        for (let i = 0; i < positions.length; i++) picked[i] = source[positions[i]![1]]!
      }
    }
    this.codes = NO_CODES
    this.values = NO_VALUES
    if (text) return { ...base, rows, type, codes: picked as Int32Array, dictionary: this.dictionary.finish() }
    if (type === 'boolean') {
      const flags = new Int8Array(picked.length)
      for (let i = 0; i < flags.length; i++) flags[i] = Number.isNaN(picked[i]!) ? -1 : picked[i]!
      return { ...base, rows, type, flags }
    }
    return { ...base, rows, type, values: picked as Float64Array }
  }

  private putCode(row: number, code: number): void {
    // inlined reserve() for the dense case: this runs once an attribute of each event
    if (this.rows === null && row < this.codes.length) {
      this.codes[row] = code
      if (row >= this.length) this.length = row + 1
      return
    }
    // `codes` is read behind reserve(), which may replace it.
    const at = this.reserve(row)
    this.codes[at] = code
  }

  private reserve(row: number): number {
    const text = this.type === 'string' || this.type === 'id'
    const at =
      this.rows === null ? row : this.rows[this.length - 1] === row && this.length > 0 ? this.length - 1 : this.length
    const capacity = text ? this.codes.length : this.values.length
    if (at >= capacity) {
      const size = Math.max(this.least(), at + 1, Math.ceil(capacity * 1.5))
      if (text) {
        const grown = new Int32Array(size)
        grown.set(this.codes.subarray(0, this.length))
        grown.fill(-1, this.length)
        this.codes = grown
      } else {
        const grown = new Float64Array(size)
        grown.set(this.values.subarray(0, this.length))
        grown.fill(Number.NaN, this.length)
        this.values = grown
      }
    }
    if (this.rows !== null) {
      if (at >= this.rows.length) {
        const grown = new Int32Array(Math.max(this.least(), this.rows.length * 2))
        grown.set(this.rows)
        this.rows = grown
      }
      this.rows[at] = row
    }
    if (at + 1 > this.length) this.length = at + 1
    return at
  }

  /** Every value so far becomes text, and the column is text from here on. */
  private becomeText(): void {
    if (this.type === 'string' || this.type === 'id') return
    const type = this.type ?? 'string'
    this.mixed = true
    const codes = new Int32Array(Math.max(this.least(), this.values.length)).fill(-1)
    for (let i = 0; i < this.length; i++) {
      const value = this.values[i]!
      codes[i] = Number.isNaN(value) ? -1 : this.dictionary.addText(printValue(value, type))
    }
    this.codes = codes
    this.values = NO_VALUES
    this.type = 'string'
  }

  /** Entries of the first allocation: sparse columns are many, and most of them stay small. */
  private least(): number {
    return this.rows === null ? 64 : 2
  }
}

/** How a value of a mixed column is written as text. */
function printValue(value: number, type: AttributeType): string {
  if (type === 'date') return new Date(value).toISOString()
  if (type === 'boolean') return value === 1 ? 'true' : 'false'
  return String(value)
}

/** target[r] = source[order[r]], `missing` where the source has no such row. */
function gather<A extends Int32Array | Float64Array>(
  source: A,
  target: A,
  order: Int32Array | null,
  length: number,
  missing: number,
): A {
  if (order === null) {
    target.set(source.subarray(0, length))
    target.fill(missing, length)
  } else
    for (let r = 0; r < target.length; r++) {
      const from = order[r]!
      target[r] = from < length ? source[from]! : missing
    }
  return target
}
