import { FormatError } from '../base/errors.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../base/time.ts'
import { type AttributeType, type Column, type Meaning, type Personal, type Value, valueAt } from './column.ts'
import { type EventLog, INSTANCE, LIFECYCLE, RESOURCE } from './event-log.ts'
import { type ColumnBuilder, EventLogBuilder } from './event-log-builder.ts'
import { Problems } from './problems.ts'

/** Times of the notation count from here: Monday, 1 January 2024, 00:00 UTC. */
export const NOTATION_EPOCH = Date.UTC(2024, 0, 1)

/**
 * An event log on one line, for tests and docs: `c1: a@0 b@10m | c2[region=EU]: a@1h..2h/anna b+start@2h {n=5} | c3:`.
 * Cases are parted by `|`; a case is its id, case attributes in brackets, a colon, and its events in input order
 * (the same id may come again later, so that cases interleave). An event is
 *
 *     name [+lifecycle] [#instance] [@complete or @start..complete] [/resource] [{key=value ...}]
 *
 * `?` as a name is a missing activity; without `@` the time is missing (`@1h..` has only a start). Times are offsets from
 * `NOTATION_EPOCH` (`1d2h3m4s5ms`, `-5m`, `0`). Values: `5` int, `5.0` float, `true`, `@10m` date, else text; whatever has other
 * signs than letters, digits, `_`, `-`, `.` and those above stands in JSON quotes, and what is quoted is text.
 * Throws `FormatError` with the byte where it cannot go on. Not kept: types `id`, trees, nanoseconds, the header.
 */
export function eventLog(
  notation: string,
  options: {
    readonly personal?: { readonly [key: string]: Personal }
    readonly meaning?: { readonly [key: string]: Meaning }
    readonly name?: string
  } = {},
): EventLog {
  const builder = new EventLogBuilder()
  const scanner = new Scanner(notation)
  while (!scanner.atEnd()) {
    const code = builder.cases.addText(scanner.text('a case id'))
    if (scanner.take('[')) readAttributes(scanner, ']', builder.caseColumn.bind(builder), code)
    scanner.expect(':')
    while (!scanner.atEnd() && !scanner.take('|')) readEvent(scanner, builder, code)
  }
  for (const columns of [builder.eventColumns, builder.caseColumns])
    for (const [key, column] of columns) {
      column.personal = options.personal?.[key] ?? 'none'
      column.meaning = options.meaning?.[key] ?? null
    }
  return builder.finish(new Problems(), { name: options.name ?? 'notation' })
}

function readEvent(scanner: Scanner, builder: EventLogBuilder, code: number): void {
  const row = builder.nextEvent(code)
  if (!scanner.take('?')) builder.activity.setText(row, scanner.text('an activity'))
  for (;;) {
    if (scanner.next('+')) builder.eventColumn(LIFECYCLE).setText(row, scanner.text('a lifecycle'))
    else if (scanner.next('#')) builder.eventColumn(INSTANCE).setText(row, scanner.text('an instance'))
    else if (scanner.next('/')) builder.eventColumn(RESOURCE).setText(row, scanner.text('a resource'))
    else if (scanner.next('@')) {
      const first = scanner.time()
      if (!scanner.next('..')) builder.setComplete(row, first)
      else {
        builder.setStart(row, first)
        if (scanner.atTime()) builder.setComplete(row, scanner.time())
      }
    } else break
  }
  if (scanner.take('{')) readAttributes(scanner, '}', builder.eventColumn.bind(builder), row)
}

function readAttributes(scanner: Scanner, close: string, column: (key: string) => ColumnBuilder, row: number): void {
  while (!scanner.take(close)) {
    const key = scanner.text('a key')
    scanner.expect('=')
    const [value, type] = scanner.value()
    column(key).set(row, value, type)
  }
}

const word = /[\p{L}\p{N}_-][\p{L}\p{N}_.-]*/uy
const quoted = /"(?:[^"\\]|\\.)*"/uy
const offset = /(-?)(?:0|((?:\d+(?:ms|d|h|m|s))+))(?![\p{L}\p{N}])/uy
const units: readonly (readonly [string, number])[] = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', 1],
]

/** Reads the notation from left to right. */
class Scanner {
  private at = 0
  private readonly source: string
  constructor(source: string) {
    this.source = source
  }
  atEnd(): boolean {
    this.skip()
    return this.at >= this.source.length
  }
  /** Whether `sign` comes next, blanks before it allowed; takes it. */
  take(sign: string): boolean {
    this.skip()
    return this.next(sign)
  }
  /** Whether `sign` comes right here; takes it. */
  next(sign: string): boolean {
    if (!this.source.startsWith(sign, this.at)) return false
    this.at += sign.length
    return true
  }
  expect(sign: string): void {
    if (!this.take(sign)) this.fail(`"${sign}"`)
  }
  text(what: string): string {
    this.skip()
    const [found] = this.match(quoted) ?? []
    if (found !== undefined) return JSON.parse(found) as string
    return (this.match(word) ?? this.fail(what))[0]
  }
  value(): [Value, AttributeType] {
    this.skip()
    if (this.next('@')) return [this.time(), 'date']
    if (this.source[this.at] === '"') return [this.text('a value'), 'string']
    const [text] = this.match(/[\p{L}\p{N}_.+-]+/uy) ?? this.fail('a value')
    if (text === 'true' || text === 'false') return [text === 'true', 'boolean']
    if (/^-?\d+$/.test(text)) return [Number(text), 'int']
    if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) return [Number(text), 'float']
    return [text, 'string']
  }
  atTime(): boolean {
    offset.lastIndex = this.at
    return offset.test(this.source)
  }
  time(): number {
    const [, sign, parts = ''] = this.match(offset) ?? this.fail('a time such as 10m')
    let ms = 0
    for (const [, digits, unit] of parts.matchAll(/(\d+)(ms|d|h|m|s)/g))
      ms += Number(digits) * units.find(([name]) => name === unit)![1]
    return NOTATION_EPOCH + (sign ? -ms : ms)
  }
  private skip(): void {
    while (/\s/.test(this.source[this.at] ?? '')) this.at++
  }
  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.source)
    if (found) this.at += found[0].length
    return found
  }
  private fail(expected: string): never {
    throw new FormatError(`Expected ${expected}, found "${this.source.slice(this.at, this.at + 20)}".`, {
      byte: this.at,
    })
  }
}

/** The inverse of `eventLog`: events of a case in input order, so that reading it again sorts them as before. */
export function printLog(log: EventLog): string {
  const rowsOf = (c: number) => {
    const rows = Array.from(
      { length: log.caseOffsets[c + 1]! - log.caseOffsets[c]! },
      (_, i) => log.caseOffsets[c]! + i,
    )
    return log.ordinal === null ? rows : rows.sort((a, b) => log.ordinal![a]! - log.ordinal![b]!)
  }
  return Array.from({ length: log.caseCount }, (_, c) => {
    const attributes = printAttributes(log.caseAttributes, c, [])
    const head = `${printText(log.caseIds.text(c))}${attributes && `[${attributes}]`}:`
    return [head, ...rowsOf(c).map(row => printEvent(log, row))].join(' ')
  }).join(' | ')
}

function printEvent(log: EventLog, row: number): string {
  const name = valueAt(log.activity, row)
  const sign = (prefix: string, key: string) => {
    const column = log.eventAttributes.get(key)
    const value = column && (column.type === 'string' || column.type === 'id') ? valueAt(column, row) : null
    return value === null ? '' : prefix + printText(String(value))
  }
  const complete = log.complete[row]!
  const start = log.start ? log.start[row]! : Number.NaN
  const times = [
    Number.isNaN(start) ? '' : `${printTime(start)}..`,
    Number.isNaN(complete) ? '' : printTime(complete),
  ].join('')
  const short = [LIFECYCLE, INSTANCE, RESOURCE].filter(key => {
    const type = log.eventAttributes.get(key)?.type
    return type === 'string' || type === 'id'
  })
  const attributes = printAttributes(log.eventAttributes, row, short)
  return [
    name === null ? '?' : printText(String(name)),
    sign('+', LIFECYCLE),
    sign('#', INSTANCE),
    times && `@${times}`,
    sign('/', RESOURCE),
    attributes && `{${attributes}}`,
  ].join('')
}

function printAttributes(columns: ReadonlyMap<string, Column>, row: number, without: readonly string[]): string {
  return [...columns.values()]
    .filter(column => !without.includes(column.key) && valueAt(column, row) !== null)
    .map(column => `${printText(column.key)}=${printTyped(valueAt(column, row), column.type)}`)
    .join(' ')
}

function printTyped(value: Value, type: AttributeType): string {
  if (type === 'date') return `@${printTime(value as number)}`
  if (type === 'float') return Number.isInteger(value) && !/[e]/.test(String(value)) ? `${value}.0` : String(value)
  if (typeof value !== 'string') return String(value)
  return /^(true|false|-?\d+(\.\d+)?(e[+-]?\d+)?)$/.test(value) ? JSON.stringify(value) : printText(value)
}

const printText = (text: string): string =>
  new RegExp(`^(?:${word.source})$`, 'u').test(text) ? text : JSON.stringify(text)

function printTime(instant: number): string {
  let rest = Math.abs(instant - NOTATION_EPOCH)
  const parts = units.map(([name, size]) => {
    const whole = Math.floor(rest / size)
    rest -= whole * size
    return whole > 0 ? `${whole}${name}` : ''
  })
  return (instant < NOTATION_EPOCH ? '-' : '') + parts.join('') || '0'
}
