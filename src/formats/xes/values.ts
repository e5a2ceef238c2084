import { decodeUtf8 } from '../../base/utf8.ts'
import type { Value } from '../../log/column.ts'
import type { ColumnBuilder } from '../../log/event-log-builder.ts'
import { MINUS } from './bytes.ts'
import { DateParser } from './dates.ts'
import { BOOLEAN, DATE, FLOAT, ID, INT, STRING } from './kinds.ts'
import { NumberParser, parseBoolean } from './numbers.ts'
import type { Reporter } from './problem-kinds.ts'

/** Reads typed values from bytes and reports what cannot be read or is not exact. */
export class Values {
  readonly dates = new DateParser()
  readonly numbers = new NumberParser()
  private readonly reporter: Reporter

  constructor(reporter: Reporter) {
    this.reporter = reporter
  }

  /** Epoch ms; NaN, reported, where it is no date. `dates.nanoseconds` holds what is below the ms. */
  date(key: string, source: Uint8Array, from: number, to: number): number {
    const ms = this.dates.any(source, from, to)
    if (Number.isNaN(ms)) this.reporter.reportBytes('unreadable-date', key, source, from, to)
    else this.noteDate(key, source, from, to)
    return ms
  }

  /** Report what is special about the date just parsed. */
  noteDate(key: string, source: Uint8Array, from: number, to: number): void {
    if (!this.dates.zoned) this.reporter.reportBytes('missing-zone', key, source, from, to)
    if (this.dates.nanoseconds !== 0) this.reporter.reportBytes('below-millisecond', key, source, from, to)
  }

  /** int or float; NaN, reported, where it is none. `wasWhole` tells whether an int is one. */
  number(key: string, kind: number, source: Uint8Array, from: number, to: number): number {
    const value = this.numbers.any(source, from, to)
    this.wasWhole = true
    if (!Number.isFinite(value)) {
      const named = /^\s*[+-]?(nan|inf)/i.test(decodeUtf8(source, from, Math.min(to, from + 20)))
      this.reporter.reportBytes(named || value === value ? 'not-finite' : 'unreadable-number', key, source, from, to)
      return Number.NaN
    }
    if (kind === INT) {
      if (!this.numbers.whole) {
        this.wasWhole = Number.isInteger(value)
        this.reporter.reportBytes('int-with-fraction', key, source, from, to)
      } else if (!Number.isSafeInteger(value)) this.reporter.reportBytes('imprecise-integer', key, source, from, to)
    }
    return value
  }
  wasWhole = true

  /** 1, 0, or -1, reported, where it is neither true nor false. */
  flag(key: string, source: Uint8Array, from: number, to: number): -1 | 0 | 1 {
    const flag = parseBoolean(source, from, to)
    if (flag < 0) this.reporter.reportBytes('unreadable-boolean', key, source, from, to)
    return flag
  }

  id(key: string, source: Uint8Array, from: number, to: number): void {
    if (!isUuid(source, from, to)) this.reporter.reportBytes('not-a-uuid', key, source, from, to)
  }

  /** A value of an attribute tree; null where it cannot be read. */
  value(key: string, kind: number, source: Uint8Array, from: number, to: number): Value {
    if (kind === DATE) return orNull(this.date(key, source, from, to))
    if (kind === INT || kind === FLOAT) return orNull(this.number(key, kind, source, from, to))
    if (kind === BOOLEAN) {
      const flag = this.flag(key, source, from, to)
      return flag < 0 ? null : flag === 1
    }
    if (kind === ID) this.id(key, source, from, to)
    return decodeUtf8(source, from, to)
  }

  /** Put a value into a column. */
  set(column: ColumnBuilder, row: number, kind: number, source: Uint8Array, from: number, to: number): void {
    if (kind === STRING) column.setBytes(row, source, from, to)
    else if (kind === ID) {
      this.id(column.key, source, from, to)
      column.setBytes(row, source, from, to, 'id')
    } else if (kind === DATE) {
      const ms = this.date(column.key, source, from, to)
      if (!Number.isNaN(ms)) column.setNumber(row, ms, 'date')
    } else if (kind === BOOLEAN) {
      const flag = this.flag(column.key, source, from, to)
      if (flag >= 0) column.setBoolean(row, flag === 1)
    } else {
      const value = this.number(column.key, kind, source, from, to)
      if (!Number.isNaN(value)) column.setNumber(row, value, kind === INT && this.wasWhole ? 'int' : 'float')
    }
  }
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)

export function isUuid(source: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 36) return false
  for (let i = 0; i < 36; i++) {
    const byte = source[from + i]!
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (byte !== MINUS) return false
    } else if (!((byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66))) return false
  }
  return true
}
