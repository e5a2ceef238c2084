import { encodeUtf8 } from '../../base/utf8.ts'
import type { AttributeType, Value } from '../../log/column.ts'
import type { Problems } from '../../log/problems.ts'
import { type Instant, newInstant } from '../table/date-format.ts'
import { parseIso } from '../table/date-iso.ts'
import { zoneClock } from '../table/time-zone.ts'
import { parseOtherDate } from '../xes/other-dates.ts'

const typeNames: Readonly<Record<string, AttributeType>> = {
  string: 'string',
  text: 'string',
  id: 'string',
  integer: 'int',
  int: 'int',
  long: 'int',
  float: 'float',
  double: 'float',
  real: 'float',
  number: 'float',
  boolean: 'boolean',
  bool: 'boolean',
  time: 'date',
  date: 'date',
  timestamp: 'date',
  datetime: 'date',
  'date-time': 'date',
}

/** The type that a declaration names; an unknown one is text, and reported. */
export function typeNamed(name: unknown, problems: Problems, place: { column: string }): AttributeType {
  const type = typeof name === 'string' ? typeNames[name.toLowerCase()] : undefined
  if (type !== undefined) return type
  problems.add('unknown-type', 'An attribute is declared with a type that OCEL does not have; it is read as text.', {
    ...place,
    value: String(name),
  })
  return 'string'
}

/** The name that OCEL 2.0 gives to a type. */
export function typeName(type: AttributeType): string {
  return type === 'int' ? 'integer' : type === 'date' ? 'time' : type === 'id' ? 'string' : type
}

/** Reads times and values of one log, and reports what is odd about them. */
export class ValueReader {
  private readonly problems: Problems
  private readonly zone: string | undefined
  private readonly clock: ReturnType<typeof zoneClock> | null
  private readonly instant: Instant = newInstant()
  /** Nanoseconds below the ms of the last time. */
  nanoseconds = 0

  constructor(problems: Problems, timeZone: string | undefined) {
    this.problems = problems
    this.zone = timeZone
    this.clock = timeZone === undefined ? null : zoneClock(timeZone)
  }

  /** Epoch ms of a text, NaN (reported) where it is none. One without a zone is in the reader's zone, and counted. */
  time(text: unknown, about: string): number {
    if (text === null || text === undefined || text === '') return Number.NaN
    const ms = typeof text === 'string' ? this.parse(text.trim()) : Number.NaN
    if (Number.isNaN(ms))
      this.problems.add(
        'bad-time',
        'A time cannot be read; it is missing in the log.',
        { column: about, value: String(text) },
        'loss',
      )
    return ms
  }

  private parse(text: string): number {
    const { instant } = this
    const bytes = encodeUtf8(text)
    if (!parseIso(bytes, 0, bytes.length, instant)) {
      const other = parseOtherDate(bytes, 0, bytes.length)
      if (other === null) return Number.NaN
      instant.ms = other.ms
      instant.nanoseconds = other.nanoseconds
      instant.zoned = other.zoned
    }
    this.nanoseconds = instant.nanoseconds
    if (instant.zoned) return instant.ms
    this.problems.add(
      'time-without-zone',
      `Times have no zone and were read as ${this.zone ?? 'UTC'}.`,
      { value: text },
      'info',
    )
    return this.clock === null ? instant.ms : this.clock.toInstant(instant.ms)
  }

  /**
   * A value as the declared type, or as the type that fits it best where it does not (the attribute then changes its
   * type, which the builder reports). null where there is none.
   */
  value(raw: unknown, declared: AttributeType | null, about: string): { value: Value; type: AttributeType } | null {
    if (raw === null || raw === undefined) return null
    if (typeof raw === 'object') {
      this.problems.add(
        'structured-value',
        'A value is a list or an object, which OCEL does not have; it is kept as JSON text.',
        { column: about },
      )
      return { value: JSON.stringify(raw), type: 'string' }
    }
    if (typeof raw === 'number' && Number.isNaN(raw)) return null
    switch (declared) {
      case null:
        return inferred(raw)
      case 'int':
      case 'float':
        return this.number(raw, declared, about)
      case 'boolean':
        return boolean(raw)
      case 'date':
        return this.date(raw)
      default:
        return { value: String(raw), type: 'string' }
    }
  }

  private number(raw: unknown, declared: 'int' | 'float', about: string): { value: Value; type: AttributeType } | null {
    if (typeof raw === 'boolean') return { value: String(raw), type: 'string' }
    if (typeof raw === 'bigint')
      return declared === 'float' ? { value: Number(raw), type: 'float' } : { value: String(raw), type: 'string' }
    const text = typeof raw === 'string' ? raw.trim() : ''
    if (/^[+-]?nan$/i.test(text) || (typeof raw === 'string' && text === '')) {
      this.problems.add(
        'empty-number',
        'A number is empty or "NaN"; it is missing in the log.',
        { column: about },
        'info',
      )
      return null
    }
    const value = typeof raw === 'number' ? raw : numberOf(text)
    const whole = Number.isSafeInteger(value) || Math.abs(value) === 2 ** 53
    if (Number.isNaN(value)) return { value: String(raw), type: 'string' }
    if (declared === 'float') return { value, type: 'float' }
    // A whole number beyond 2^53 would not keep its digits.
    if (!whole && typeof raw === 'string' && /^[+-]?\d+$/.test(text)) return { value: text, type: 'string' }
    return { value, type: whole ? 'int' : 'float' }
  }

  private date(raw: unknown): { value: Value; type: AttributeType } {
    const ms = typeof raw === 'string' ? this.parse(raw.trim()) : Number.NaN
    return Number.isNaN(ms) ? { value: String(raw), type: 'string' } : { value: ms, type: 'date' }
  }
}

function inferred(raw: unknown): { value: Value; type: AttributeType } {
  if (typeof raw === 'boolean') return { value: raw, type: 'boolean' }
  if (typeof raw === 'number') return { value: raw, type: Number.isSafeInteger(raw) ? 'int' : 'float' }
  return { value: String(raw), type: 'string' }
}

function boolean(raw: unknown): { value: Value; type: AttributeType } {
  const text = String(raw).trim().toLowerCase()
  if (text === 'true' || text === '1') return { value: true, type: 'boolean' }
  if (text === 'false' || text === '0') return { value: false, type: 'boolean' }
  return { value: String(raw), type: 'string' }
}

function numberOf(text: string): number {
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text)
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
}

/** A time as OCEL writes it; empty where it is missing. */
export const printTime = (ms: number): string => (Number.isNaN(ms) ? '' : new Date(ms).toISOString())

/** A value as text. */
export function printValue(value: Value, type: AttributeType): string {
  if (type === 'date') return printTime(value as number)
  return Object.is(value, -0) ? '-0' : String(value)
}
