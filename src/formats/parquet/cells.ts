import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts'
import type { Cells, NumberCells, TextCells } from '../../log/table.ts'

/** What a Parquet column holds, as far as cells differ by it. */
export interface ParquetKind {
  readonly kind: 'text' | 'int' | 'float' | 'boolean' | 'date' | 'time'
  /** Whether dates are instants (adjusted to UTC). */
  readonly zoned: boolean
  /** Digits behind the point of a decimal, else 0. */
  readonly scale: number
  /** Units of a time of day in one second. */
  readonly perSecond: number
}

/** Values of one column, as the decoder gives them, as cells. Bytes stay bytes: no string a value. */
export function parquetCells(values: ArrayLike<unknown>, from: number, to: number, column: ParquetKind): Cells {
  if (column.kind === 'text') return texts(values, from, to)
  if (column.kind === 'time') return texts(timesOfDay(values, from, to, column.perSecond), 0, to - from)
  if (column.kind === 'date') return dates(values, from, to, column.zoned)
  if (column.kind === 'int' && isLong(values, from, to)) return texts(values, from, to)
  const numbers = new Float64Array(to - from)
  const round = 10 ** column.scale
  for (let i = from; i < to; i++) {
    const value = values[i]
    const number = value === null || value === undefined ? Number.NaN : Number(value)
    numbers[i - from] = column.scale > 0 ? Math.round(number * round) / round : number
  }
  return { kind: column.kind, values: numbers }
}

/** Whether whole numbers are beyond what a number holds exactly; they are then kept as text. */
function isLong(values: ArrayLike<unknown>, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const value = values[i]
    if (typeof value === 'bigint' && (value > 9_007_199_254_740_991n || value < -9_007_199_254_740_991n)) return true
  }
  return false
}

/** Epoch ms (a number, microseconds behind its point) or nanoseconds (a bigint). */
function dates(values: ArrayLike<unknown>, from: number, to: number, zoned: boolean): NumberCells {
  const ms = new Float64Array(to - from)
  let nanoseconds: Int32Array | undefined
  for (let i = from; i < to; i++) {
    const value = values[i]
    let whole = Number.NaN
    let below = 0
    if (typeof value === 'number') {
      whole = Math.floor(value)
      below = Math.round((value - whole) * 1000) * 1000
      if (below === 1e6) {
        whole++
        below = 0
      }
    } else if (typeof value === 'bigint') {
      let rest = value % 1_000_000n
      if (rest < 0n) rest += 1_000_000n
      whole = Number((value - rest) / 1_000_000n)
      below = Number(rest)
    }
    ms[i - from] = whole
    if (below !== 0) {
      nanoseconds ??= new Int32Array(to - from)
      nanoseconds[i - from] = below
    }
  }
  return { kind: 'date', values: ms, zoned, ...(nanoseconds ? { nanoseconds } : {}) }
}

function timesOfDay(values: ArrayLike<unknown>, from: number, to: number, perSecond: number): (string | null)[] {
  return Array.from({ length: to - from }, (_, i) => {
    const value = values[from + i]
    if (value === null || value === undefined) return null
    const ms = Math.floor((Number(value) / perSecond) * 1000)
    return new Date(ms).toISOString().slice(11, ms % 1000 === 0 ? 19 : 23)
  })
}

function texts(values: ArrayLike<unknown>, first: number, last: number): TextCells {
  const rows = last - first
  const from = new Int32Array(rows)
  const to = new Int32Array(rows)
  const encoded: (Uint8Array | null)[] = new Array(rows)
  let size = 0
  for (let r = 0; r < rows; r++) {
    const value = values[first + r]
    const bytes =
      value === null || value === undefined ? null : value instanceof Uint8Array ? value : encodeUtf8(printed(value))
    encoded[r] = bytes
    size += bytes?.length ?? 0
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (let r = 0; r < rows; r++) {
    const value = encoded[r]!
    if (value === null) {
      from[r] = -1
      continue
    }
    from[r] = at
    bytes.set(value, at)
    at = to[r] = at + value.length
  }
  return { kind: 'text', bytes, from, to }
}

/** Lists and structs as JSON. */
function printed(value: unknown): string {
  if (typeof value !== 'object') return String(value)
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? Number(part) : part instanceof Uint8Array ? decodeUtf8(part) : part,
  )
}
