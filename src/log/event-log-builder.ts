import { DictionaryBuilder } from '../base/dictionary.ts'
import type {
  AttributeNode,
  AttributeType,
  Column,
  Meaning,
  NestedAttributes,
  Personal,
  TextColumn,
  Value,
} from './column.ts'
import {
  ACTIVITY,
  type Classifier,
  type EventLog,
  type Extension,
  type GlobalAttribute,
  RESOURCE,
} from './event-log.ts'
import type { Problems } from './problems.ts'

/** Dense columns a log may have a side; attributes beyond stay sparse (semantics 6). */
export const DENSE_COLUMNS = 1000

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
  readonly dictionary = new DictionaryBuilder()
  /** Rows written, and one entry a written row: dense columns pad with missing values, sparse ones keep `rows`. */
  private length = 0
  private codes: Int32Array = new Int32Array(0)
  private values: Float64Array = new Float64Array(0)
  private rows: Int32Array | null

  constructor(key: string, options: { sparse?: boolean; personal?: Personal; meaning?: Meaning | null } = {}) {
    this.key = key
    this.rows = options.sparse ? new Int32Array(16) : null
    this.personal = options.personal ?? 'none'
    this.meaning = options.meaning ?? null
  }

  /** Text given as UTF-8 bytes. The fast path of the readers. */
  setBytes(row: number, source: Uint8Array, from: number, to: number, type: 'string' | 'id' = 'string'): void {
    if (this.type === null) this.type = type
    if (this.type === 'string' || this.type === 'id') this.putCode(row, this.dictionary.add(source, from, to))
    else this.setText(row, decode(source, from, to))
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
      picked = text ? new Int32Array(count) : new Float64Array(count)
      const missing = text ? -1 : Number.NaN
      const { length } = this
      if (order === null) {
        picked.set(source.subarray(0, Math.min(length, count)) as never)
        picked.fill(missing, Math.min(length, count))
      } else
        for (let r = 0; r < count; r++) {
          const from = order[r]!
          picked[r] = from < length ? source[from]! : missing
        }
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
    this.codes = new Int32Array(0)
    this.values = new Float64Array(0)
    if (text) return { ...base, rows, type, codes: picked as Int32Array, dictionary: this.dictionary.finish() }
    if (type === 'boolean')
      return { ...base, rows, type, flags: Int8Array.from(picked, v => (Number.isNaN(v) ? -1 : v)) }
    return { ...base, rows, type, values: picked as Float64Array }
  }

  private putCode(row: number, code: number): void {
    // inlined reserve() for the dense case: this runs once an attribute of each event
    if (this.rows === null && row < this.codes.length && row === this.length) {
      this.codes[row] = code
      this.length = row + 1
      return
    }
    this.codes[this.reserve(row)] = code
  }

  private reserve(row: number): number {
    const text = this.type === 'string' || this.type === 'id'
    const at =
      this.rows === null ? row : this.rows[this.length - 1] === row && this.length > 0 ? this.length - 1 : this.length
    const capacity = text ? this.codes.length : this.values.length
    if (at >= capacity) {
      const size = Math.max(64, at + 1, Math.ceil(capacity * 1.5))
      if (text) {
        const grown = new Int32Array(size)
        grown.set(this.codes.subarray(0, this.length))
        this.codes = grown
      } else {
        const grown = new Float64Array(size)
        grown.set(this.values.subarray(0, this.length))
        this.values = grown
      }
    }
    if (this.rows !== null) {
      if (at >= this.rows.length) {
        const grown = new Int32Array(Math.max(16, this.rows.length * 2))
        grown.set(this.rows)
        this.rows = grown
      }
      this.rows[at] = row
    } else if (at > this.length) {
      if (text) this.codes.fill(-1, this.length, at)
      else this.values.fill(Number.NaN, this.length, at)
    }
    if (at + 1 > this.length) this.length = at + 1
    return at
  }

  /** Every value so far becomes text, and the column is text from here on. */
  private becomeText(): void {
    if (this.type === 'string' || this.type === 'id') return
    const type = this.type ?? 'string'
    this.mixed = true
    const codes = new Int32Array(Math.max(64, this.values.length))
    for (let i = 0; i < this.length; i++) {
      const value = this.values[i]!
      codes[i] = Number.isNaN(value) ? -1 : this.dictionary.addText(printValue(value, type))
    }
    this.codes = codes
    this.values = new Float64Array(0)
    this.type = 'string'
  }
}

/** How a value of a mixed column is written as text. */
function printValue(value: number, type: AttributeType): string {
  if (type === 'date') return new Date(value).toISOString()
  if (type === 'boolean') return value === 1 ? 'true' : 'false'
  return String(value)
}

const decode = (source: Uint8Array, from: number, to: number): string => {
  const one = new DictionaryBuilder()
  one.add(source, from, to)
  return one.text(0)
}

/** Everything a log carries besides its columns. */
export interface LogHeader {
  name?: string
  attributes?: readonly AttributeNode[]
  classifiers?: readonly Classifier[]
  extensions?: readonly Extension[]
  globals?: readonly GlobalAttribute[]
}

/**
 * Builds an `EventLog` from events in any order. Readers append rows (`nextEvent`) and set attributes of the newest
 * row; `finish` sorts by case, time (at full source precision) and input order, and reports what it moved.
 */
export class EventLogBuilder {
  readonly cases = new DictionaryBuilder()
  readonly activity = new ColumnBuilder(ACTIVITY)
  readonly eventColumns = new Map<string, ColumnBuilder>()
  readonly caseColumns = new Map<string, ColumnBuilder>()
  eventCount = 0
  private caseOf = new Int32Array(1 << 10)
  private complete = new Float64Array(1 << 10)
  private start: Float64Array | null = null
  /** Nanoseconds below the ms, allocated when the first event has some. */
  private below: Int32Array | null = null
  private readonly nestedEvents: { row: number; node: AttributeNode }[] = []
  private readonly nestedCases: { row: number; node: AttributeNode }[] = []

  /** A new row of case `caseCode` (a code of `cases`); returns its row number. Time is missing until set. */
  nextEvent(caseCode: number): number {
    const row = this.eventCount++
    if (row >= this.caseOf.length) this.growRows()
    this.caseOf[row] = caseCode
    this.complete[row] = Number.NaN
    return row
  }

  /** Epoch ms (floored) and the nanoseconds below it (0..999 999). */
  setComplete(row: number, ms: number, nanoseconds = 0): void {
    this.complete[row] = ms
    if (nanoseconds !== 0 && this.below === null) this.below = new Int32Array(this.caseOf.length)
    if (this.below !== null) this.below[row] = nanoseconds
  }

  setStart(row: number, ms: number): void {
    if (this.start === null) this.start = new Float64Array(this.caseOf.length).fill(Number.NaN)
    this.start[row] = ms
  }

  eventColumn(key: string): ColumnBuilder {
    return columnOf(this.eventColumns, key)
  }

  caseColumn(key: string): ColumnBuilder {
    return columnOf(this.caseColumns, key)
  }

  nestEvent(row: number, node: AttributeNode): void {
    this.nestedEvents.push({ row, node })
  }

  nestCase(row: number, node: AttributeNode): void {
    this.nestedCases.push({ row, node })
  }

  finish(problems: Problems, header: LogHeader = {}): EventLog {
    const events = this.eventCount
    const cases = this.cases.size
    const { order, offsets, moved, ties, withoutTime } = this.sort()
    const eventAttributes = new Map<string, Column>()
    const activity = this.activity.finish(events, order)
    for (const [key, builder] of this.eventColumns) {
      if (builder.mixed) reportMixed(problems, 'event', key)
      eventAttributes.set(key, builder.finish(events, order))
    }
    const caseAttributes = new Map<string, Column>()
    for (const [key, builder] of this.caseColumns) {
      if (builder.mixed) reportMixed(problems, 'case', key)
      caseAttributes.set(key, builder.finish(cases, null))
    }
    const complete = pick(this.complete, order, events)
    const start = this.start && pick(this.start, order, events)
    if (this.activity.mixed) reportMixed(problems, 'event', ACTIVITY)
    if (moved > 0)
      problems.add(
        'out-of-order',
        'Events stood behind a later event of their case and were sorted by time.',
        {},
        'info',
        moved,
      )
    if (ties > 0)
      problems.add(
        'equal-times',
        'Events have the same time as the one before in their case; they keep the order of the input.',
        {},
        'info',
        ties,
      )
    if (withoutTime > 0)
      problems.add(
        'missing-time',
        'Events have no time; they keep their place behind the event before them.',
        {},
        'warning',
        withoutTime,
      )
    return {
      name: header.name ?? '',
      caseCount: cases,
      eventCount: events,
      caseIds: this.cases.finish(),
      caseOffsets: offsets,
      activity: activity as TextColumn,
      complete,
      start,
      ordinal: order,
      eventAttributes,
      caseAttributes,
      nestedOfEvents: nested(this.nestedEvents, order),
      nestedOfCases: nested(this.nestedCases, null),
      attributes: header.attributes ?? [],
      classifiers: header.classifiers ?? [],
      extensions: header.extensions ?? [],
      globals: header.globals ?? [],
      resourceKey: eventAttributes.has(RESOURCE) ? RESOURCE : null,
      order: { moved, ties, withoutTime },
    }
  }

  /** Row numbers in the order (case, time, input), null where that is the input's own order. */
  private sort() {
    const events = this.eventCount
    const cases = this.cases.size
    const { caseOf, complete, below } = this
    const offsets = new Int32Array(cases + 1)
    let grouped = true
    for (let r = 0; r < events; r++) {
      offsets[caseOf[r]! + 1]!++
      if (r > 0 && caseOf[r]! < caseOf[r - 1]!) grouped = false
    }
    for (let c = 0; c < cases; c++) offsets[c + 1]! += offsets[c]!
    let order: Int32Array | null = null
    if (!grouped) {
      order = new Int32Array(events)
      const next = offsets.slice(0, cases)
      for (let r = 0; r < events; r++) order[next[caseOf[r]!]!++] = r
    }
    let moved = 0
    let ties = 0
    let withoutTime = 0
    // An event without a time sorts as if it had the time of the event before it in the input.
    const effective = (row: number, before: number) => (Number.isNaN(complete[row]!) ? before : complete[row]!)
    for (let c = 0; c < cases; c++) {
      const from = offsets[c]!
      const to = offsets[c + 1]!
      let latest = -Infinity
      let latestBelow = 0
      let late = 0
      let time = -Infinity
      for (let i = from; i < to; i++) {
        const row = order === null ? i : order[i]!
        if (Number.isNaN(complete[row]!)) {
          withoutTime++
          continue
        }
        time = complete[row]!
        const fine = below === null ? 0 : below[row]!
        if (time < latest || (time === latest && fine < latestBelow)) late++
        else {
          latest = time
          latestBelow = fine
        }
      }
      if (late > 0) {
        moved += late
        order ??= Int32Array.from({ length: events }, (_, i) => i)
        sortCase(order, from, to, effective, below)
      }
    }
    let previousCase = -1
    let previous = Number.NaN
    for (let i = 0; i < events; i++) {
      const row = order === null ? i : order[i]!
      const c = caseOf[row]!
      const time = complete[row]!
      if (
        c === previousCase &&
        time === previous &&
        (below === null || below[row] === below[order === null ? i - 1 : order[i - 1]!])
      )
        ties++
      previousCase = c
      previous = time
    }
    return { order, offsets, moved, ties, withoutTime }
  }

  private growRows(): void {
    const size = Math.ceil(this.caseOf.length * 1.5) + 16
    const caseOf = new Int32Array(size)
    caseOf.set(this.caseOf)
    this.caseOf = caseOf
    const complete = new Float64Array(size)
    complete.set(this.complete)
    this.complete = complete
    if (this.start) {
      const start = new Float64Array(size).fill(Number.NaN)
      start.set(this.start)
      this.start = start
    }
    if (this.below) {
      const below = new Int32Array(size)
      below.set(this.below)
      this.below = below
    }
  }
}

function columnOf(columns: Map<string, ColumnBuilder>, key: string): ColumnBuilder {
  let column = columns.get(key)
  if (!column) {
    column = new ColumnBuilder(key, { sparse: columns.size >= DENSE_COLUMNS })
    columns.set(key, column)
  }
  return column
}

function reportMixed(problems: Problems, scope: string, key: string): void {
  problems.add(
    'mixed-types',
    `Values of one ${scope} attribute have several types; the whole attribute is read as text.`,
    {
      column: key,
    },
  )
}

/** Sort order[from..to) of one case by (time, nanoseconds, input). */
function sortCase(
  order: Int32Array,
  from: number,
  to: number,
  effective: (row: number, before: number) => number,
  below: Int32Array | null,
): void {
  const n = to - from
  const rows = order.slice(from, to)
  const times = new Float64Array(n)
  const fines = below === null ? null : new Int32Array(n)
  let before = -Infinity
  let fine = 0
  for (let i = 0; i < n; i++) {
    const time = effective(rows[i]!, before)
    if (fines !== null && below !== null) {
      if (time !== before || below[rows[i]!] !== 0) fine = below[rows[i]!]!
      fines[i] = fine
    }
    times[i] = before = time
  }
  const positions = Int32Array.from({ length: n }, (_, i) => i)
  positions.sort(
    (a, b) =>
      (times[a]! < times[b]! ? -1 : times[a]! > times[b]! ? 1 : 0) ||
      (fines === null ? 0 : fines[a]! - fines[b]!) ||
      a - b,
  )
  for (let i = 0; i < n; i++) order[from + i] = rows[positions[i]!]!
}

function pick(values: Float64Array, order: Int32Array | null, count: number): Float64Array {
  if (order === null) return values.slice(0, count)
  const picked = new Float64Array(count)
  for (let i = 0; i < count; i++) picked[i] = values[order[i]!]!
  return picked
}

function nested(items: { row: number; node: AttributeNode }[], order: Int32Array | null): NestedAttributes {
  if (order !== null && items.length) {
    const place = new Int32Array(order.length)
    for (let r = 0; r < order.length; r++) place[order[r]!] = r
    for (const item of items) item.row = place[item.row]!
    items.sort((a, b) => a.row - b.row)
  }
  return { rows: Int32Array.from(items, item => item.row), nodes: items.map(item => item.node) }
}
