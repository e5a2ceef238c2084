import { type Dictionary, DictionaryBuilder } from '../../base/dictionary.ts'
import { canonicalJson } from '../../base/json.ts'
import type { AttributeType, Column, NestedAttributes, TextColumn } from '../../log/column.ts'
import { positionOf, valueAt } from '../../log/column.ts'
import type { EventLog, OrderReport } from '../../log/event-log.ts'
import { type Problem, Problems } from '../../log/problems.ts'
import { once } from './stored-log.ts'

/**
 * One log of several segments, as if their inputs had been read one after the other: cases by first appearance, events
 * of a case by time (a stable merge of the sorted segments, so order below the ms survives within a segment), ties by
 * segment. Attributes are united by key; where a case has an attribute in several segments the last value counts, and
 * changes are reported. Columns are merged when first used. O(events) + O(cases) a segment.
 */
export function mergeLogs(logs: readonly EventLog[]): { log: EventLog; problems: readonly Problem[] } {
  const problems = new Problems()
  const cases = mergeCases(logs)
  const rows = mergeRows(logs, cases)
  const eventCount = rows.row.length
  const times = (pick: (log: EventLog) => Float64Array | null) => {
    const columns = logs.map(pick)
    const values = new Float64Array(eventCount).fill(Number.NaN)
    for (let i = 0; i < eventCount; i++) {
      const column = columns[rows.segment[i]!]
      if (column) values[i] = column[rows.row[i]!]!
    }
    return values
  }
  const complete = once(() => times(log => log.complete))
  const hasStart = logs.some(log => log.start !== null)
  const start = once(() => (hasStart ? times(log => log.start) : null))
  const eventAttributes = new Map<string, Column>()
  for (const key of keysOf(logs.map(log => log.eventAttributes)))
    eventAttributes.set(
      key,
      mergeColumn(
        key,
        logs.map(log => log.eventAttributes.get(key)),
        eventCount,
        rows,
        problems,
        'event',
      ),
    )
  const caseAttributes = new Map<string, Column>()
  for (const key of keysOf(logs.map(log => log.caseAttributes))) {
    const columns = logs.map(log => log.caseAttributes.get(key))
    caseAttributes.set(
      key,
      mergeColumn(key, columns, cases.count, lastValues(columns, cases, key, problems), problems, 'case'),
    )
  }
  const nestedOfEvents = once(() =>
    mergeNested(
      logs.map(log => log.nestedOfEvents),
      placesOf(logs, rows),
      false,
    ),
  )
  const nestedOfCases = once(() =>
    mergeNested(
      logs.map(log => log.nestedOfCases),
      cases.codes,
      true,
    ),
  )
  return {
    problems: problems.list(),
    log: {
      name: logs[0]!.name,
      caseCount: cases.count,
      eventCount,
      caseIds: cases.ids,
      caseOffsets: rows.offsets,
      activity: mergeColumn(
        logs[0]!.activity.key,
        logs.map(log => log.activity),
        eventCount,
        rows,
        problems,
        'event',
      ) as TextColumn,
      get complete() {
        return complete()
      },
      get start() {
        return start()
      },
      ordinal: rows.ordinal,
      eventAttributes,
      caseAttributes,
      get nestedOfEvents() {
        return nestedOfEvents()
      },
      get nestedOfCases() {
        return nestedOfCases()
      },
      attributes: unite(
        logs.map(log => log.attributes),
        canonicalJson,
      ),
      classifiers: unite(
        logs.map(log => log.classifiers),
        classifier => classifier.name,
      ),
      extensions: unite(
        logs.map(log => log.extensions),
        extension => extension.prefix,
      ),
      globals: unite(
        logs.map(log => log.globals),
        global => `${global.scope} ${global.key}`,
      ),
      resourceKey: logs.find(log => log.resourceKey !== null)?.resourceKey ?? null,
      order: rows.report,
    },
  }
}

/** Problems of several readings, those of one kind together. */
export function mergeProblems(lists: readonly (readonly Problem[])[]): readonly Problem[] {
  const merged = new Map<string, Problem>()
  for (const problem of lists.flat()) {
    const known = merged.get(problem.kind)
    if (!known) merged.set(problem.kind, problem)
    else
      merged.set(problem.kind, {
        ...known,
        count: known.count + problem.count,
        places: [...known.places, ...problem.places].slice(0, 5),
      })
  }
  return [...merged.values()]
}

interface Cases {
  readonly count: number
  readonly ids: Dictionary
  /** By segment: the merged case of each of its cases. */
  readonly codes: readonly Int32Array[]
}

function mergeCases(logs: readonly EventLog[]): Cases {
  const builder = new DictionaryBuilder()
  const codes = logs.map(({ caseIds, caseCount }) => {
    const map = new Int32Array(caseCount)
    for (let c = 0; c < caseCount; c++)
      map[c] = builder.add(caseIds.bytes, caseIds.offsets[c]!, caseIds.offsets[c + 1]!)
    return map
  })
  const count = builder.size
  return { count, ids: builder.finish(), codes }
}

/** Where each merged row comes from. segment -1: from nowhere (missing). */
interface Rows {
  readonly segment: Int16Array
  readonly row: Int32Array
}
interface EventRows extends Rows {
  readonly offsets: Int32Array
  readonly ordinal: Int32Array | null
  readonly report: OrderReport
}

function mergeRows(logs: readonly EventLog[], cases: Cases): EventRows {
  const events = logs.reduce((sum, log) => sum + log.eventCount, 0)
  const offsets = new Int32Array(cases.count + 1)
  for (const [s, log] of logs.entries())
    for (let c = 0; c < log.caseCount; c++)
      offsets[cases.codes[s]![c]! + 1]! += log.caseOffsets[c + 1]! - log.caseOffsets[c]!
  for (let c = 0; c < cases.count; c++) offsets[c + 1]! += offsets[c]!
  const segment = new Int16Array(events)
  const row = new Int32Array(events)
  const filled = new Int32Array(cases.count)
  const carry = new Float64Array(cases.count).fill(-Infinity)
  let moved = 0
  for (const [s, log] of logs.entries()) {
    moved += log.order.moved
    for (let c = 0; c < log.caseCount; c++) {
      const code = cases.codes[s]![c]!
      const from = offsets[code]!
      const had = filled[code]!
      const added = log.caseOffsets[c + 1]! - log.caseOffsets[c]!
      for (let i = 0; i < added; i++) {
        segment[from + had + i] = s
        row[from + had + i] = log.caseOffsets[c]! + i
      }
      filled[code] = had + added
      if (had > 0 && added > 0)
        moved += mergeCase(logs, { segment, row }, from, from + had, from + had + added, carry[code]!)
      const last = lastTime(log, log.caseOffsets[c]!, log.caseOffsets[c + 1]!)
      if (last > -Infinity) carry[code] = last
    }
  }
  const starts = logs.map((_, s) => logs.slice(0, s).reduce((sum, log) => sum + log.eventCount, 0))
  const ordinal = new Int32Array(events)
  let inOrder = true
  for (let i = 0; i < events; i++) {
    const s = segment[i]!
    const own = logs[s]!.ordinal
    ordinal[i] = starts[s]! + (own === null ? row[i]! : own[row[i]!]!)
    if (ordinal[i] !== i) inOrder = false
  }
  const withoutTime = logs.reduce((sum, log) => sum + log.order.withoutTime, 0)
  const report = { moved, ties: tiesOf(logs, segment, row, offsets), withoutTime }
  return { segment, row, offsets, ordinal: inOrder ? null : ordinal, report }
}

/**
 * Merge rows [from, middle), sorted, with [middle, to), sorted and all of segment `s`, stably by time. An event without
 * a time has the time of the one before it in the input, `carry` where that lies in an earlier segment. Returns how
 * many of the new events were not late within their own segment but stand before an older event of an earlier one.
 */
function mergeCase(
  logs: readonly EventLog[],
  { segment, row }: Rows,
  from: number,
  middle: number,
  to: number,
  carry: number,
): number {
  const half = middle - from
  const old = effectiveTimes(logs, segment.subarray(from, middle), row.subarray(from, middle))
  const fresh = effectiveTimes(logs, segment.subarray(middle, to), row.subarray(middle, to))
  const log = logs[segment[middle]!]!
  // Leading events without a time belong behind the newest of the earlier segments, not to the front.
  let leading = 0
  while (leading < fresh.length && fresh[leading] === -Infinity) leading++
  let behind = leading
  while (behind < fresh.length && fresh[behind]! < carry) behind++
  if (leading > 0) {
    const rows = row.slice(middle, middle + behind)
    row.set(rows.subarray(leading), middle)
    row.set(rows.subarray(0, leading), middle + behind - leading)
    fresh.copyWithin(0, leading, behind)
    fresh.fill(carry, behind - leading, behind)
  }
  const latest = old[half - 1]!
  if (fresh[0]! >= latest) return 0
  let late = 0
  for (let i = middle; i < to; i++) if (log.complete[row[i]!]! < latest) late++
  late -= lateWithin(log, row.subarray(middle, to), latest)
  const segments = segment.slice(from, to)
  const rows = row.slice(from, to)
  let a = 0
  let b = 0
  for (let i = from; i < to; i++) {
    const left = b >= fresh.length || (a < half && old[a]! <= fresh[b]!)
    const pick = left ? a++ : half + b++
    segment[i] = segments[pick]!
    row[i] = rows[pick]!
  }
  return late
}

/** Of the events of one case earlier than `latest`, those that were late within their segment too (counted there). */
function lateWithin(log: EventLog, rows: Int32Array, latest: number): number {
  const { ordinal, complete } = log
  if (ordinal === null) return 0
  const byInput = Int32Array.from(rows).sort((x, y) => ordinal[x]! - ordinal[y]!)
  let max = -Infinity
  let late = 0
  for (const r of byInput) {
    const time = complete[r]!
    if (Number.isNaN(time)) continue
    if (time < max) {
      if (time < latest) late++
    } else max = time
  }
  return late
}

/** Times of rows that stand in their order, one without a time having that of the row before it. */
function effectiveTimes(logs: readonly EventLog[], segment: Int16Array, row: Int32Array): Float64Array {
  const times = new Float64Array(row.length)
  let before = -Infinity
  for (let i = 0; i < row.length; i++) {
    const time = logs[segment[i]!]!.complete[row[i]!]!
    if (!Number.isNaN(time)) before = time
    times[i] = before
  }
  return times
}

/** The time that the last event of the input of case rows [from, to) has, or had from the event before it. */
function lastTime(log: EventLog, from: number, to: number): number {
  const { ordinal, complete } = log
  let time = -Infinity
  let last = -1
  let lastTime = -Infinity
  for (let r = from; r < to; r++) {
    if (!Number.isNaN(complete[r]!)) time = complete[r]!
    const position = ordinal === null ? r : ordinal[r]!
    if (position > last) {
      last = position
      lastTime = time
    }
  }
  return lastTime
}

function tiesOf(logs: readonly EventLog[], segment: Int16Array, row: Int32Array, offsets: Int32Array): number {
  let ties = 0
  for (let c = 0; c + 1 < offsets.length; c++) {
    let before = Number.NaN
    for (let i = offsets[c]!; i < offsets[c + 1]!; i++) {
      const time = logs[segment[i]!]!.complete[row[i]!]!
      if (time === before) ties++
      before = time
    }
  }
  return ties
}

const keysOf = (maps: readonly ReadonlyMap<string, Column>[]): Set<string> =>
  new Set(maps.flatMap(map => [...map.keys()]))

/** By segment: the merged row of each of its rows. */
function placesOf(logs: readonly EventLog[], rows: Rows): Int32Array[] {
  const places = logs.map(log => new Int32Array(log.eventCount))
  for (let i = 0; i < rows.row.length; i++) places[rows.segment[i]!]![rows.row[i]!] = i
  return places
}

/** For each merged case the last segment with a value of the attribute. */
function lastValues(columns: readonly (Column | undefined)[], cases: Cases, key: string, problems: Problems): Rows {
  const segment = new Int16Array(cases.count).fill(-1)
  const row = new Int32Array(cases.count)
  for (const [s, column] of columns.entries()) {
    if (!column) continue
    for (let c = 0; c < cases.codes[s]!.length; c++) {
      const value = valueAt(column, c)
      if (value === null) continue
      const code = cases.codes[s]![c]!
      const known = segment[code]!
      if (known >= 0 && valueAt(columns[known]!, row[code]!) !== value)
        problems.add(
          'case-attribute-changed',
          'A case has an attribute with another value in a later segment; the last value counts.',
          {
            column: key,
            value: cases.ids.text(code),
          },
          'loss',
        )
      segment[code] = s
      row[code] = c
    }
  }
  return { segment, row }
}

/** Type of a united column: the common one; int and float make float; anything else makes text. */
function commonType(types: readonly AttributeType[]): AttributeType {
  const set = new Set(types)
  if (set.size === 1) return types[0]!
  return [...set].every(type => type === 'int' || type === 'float') ? 'float' : 'string'
}

function mergeColumn(
  key: string,
  columns: readonly (Column | undefined)[],
  count: number,
  rows: Rows,
  problems: Problems,
  scope: string,
): Column {
  const present = columns.filter(column => column !== undefined)
  const type = commonType(present.map(column => column.type))
  if (type === 'string' && present.some(column => column.type !== 'string' && column.type !== 'id'))
    problems.add(
      'mixed-types',
      `Values of one ${scope} attribute have several types; the whole attribute is read as text.`,
      { column: key },
    )
  const personal = present.some(c => c.personal === 'direct')
    ? 'direct'
    : present.some(c => c.personal === 'pseudonym')
      ? 'pseudonym'
      : 'none'
  const meaning = present.find(column => column.meaning !== null)?.meaning ?? null
  const base = { key, personal, meaning } as const
  const sparse = present.every(column => column.rows !== null)
  const places = once(() => (sparse ? sparseRows(columns, count, rows) : null))
  if (type === 'string' || type === 'id') {
    const texts = once(() => mergeTexts(columns, count, rows, places()))
    return {
      ...base,
      type,
      get rows() {
        return places()
      },
      get codes() {
        return texts().codes
      },
      get dictionary() {
        return texts().dictionary
      },
    }
  }
  const values = once(() => mergeNumbers(columns, count, rows, places()))
  if (type === 'boolean') {
    const flags = once(() => Int8Array.from(values(), value => (Number.isNaN(value) ? -1 : value)))
    return {
      ...base,
      type,
      get rows() {
        return places()
      },
      get flags() {
        return flags()
      },
    }
  }
  return {
    ...base,
    type,
    get rows() {
      return places()
    },
    get values() {
      return values()
    },
  }
}

/** The merged rows that have a value in sparse columns. */
function sparseRows(columns: readonly (Column | undefined)[], count: number, rows: Rows): Int32Array {
  const present: number[] = []
  for (let i = 0; i < count; i++) {
    const column = columns[rows.segment[i]!]
    if (column && positionOf(column, rows.row[i]!) >= 0) present.push(i)
  }
  return Int32Array.from(present)
}

function mergeNumbers(
  columns: readonly (Column | undefined)[],
  count: number,
  rows: Rows,
  places: Int32Array | null,
): Float64Array {
  const length = places?.length ?? count
  const values = new Float64Array(length).fill(Number.NaN)
  for (let at = 0; at < length; at++) {
    const i = places === null ? at : places[at]!
    const column = columns[rows.segment[i]!]
    if (!column) continue
    const value = valueAt(column, rows.row[i]!)
    if (value !== null) values[at] = Number(value)
  }
  return values
}

function mergeTexts(columns: readonly (Column | undefined)[], count: number, rows: Rows, places: Int32Array | null) {
  const dictionary = new DictionaryBuilder()
  const maps = columns.map(column =>
    column && (column.type === 'string' || column.type === 'id')
      ? Int32Array.from({ length: column.dictionary.size }, (_, code) =>
          dictionary.add(
            column.dictionary.bytes,
            column.dictionary.offsets[code]!,
            column.dictionary.offsets[code + 1]!,
          ),
        )
      : null,
  )
  const length = places?.length ?? count
  const codes = new Int32Array(length).fill(-1)
  for (let at = 0; at < length; at++) {
    const i = places === null ? at : places[at]!
    const s = rows.segment[i]!
    const column = columns[s]
    if (!column) continue
    if (column.type === 'string' || column.type === 'id') {
      const position = positionOf(column, rows.row[i]!)
      const code = position < 0 ? -1 : column.codes[position]!
      if (code >= 0) codes[at] = maps[s]![code]!
    } else {
      const value = valueAt(column, rows.row[i]!)
      if (value !== null)
        codes[at] = dictionary.addText(column.type === 'date' ? new Date(value as number).toISOString() : String(value))
    }
  }
  return { codes, dictionary: dictionary.finish() }
}

/** Nested attributes with the rows of the merged log; what a row has twice alike (`distinct`) is kept once. */
function mergeNested(
  lists: readonly NestedAttributes[],
  places: readonly Int32Array[],
  distinct: boolean,
): NestedAttributes {
  const items = lists.flatMap((list, s) =>
    Array.from(list.nodes, (node, i) => ({ row: places[s]![list.rows[i]!]!, node })),
  )
  items.sort((a, b) => a.row - b.row)
  const seen = new Set<string>()
  const kept = items.filter(({ row, node }) => {
    if (!distinct) return true
    const text = `${row} ${canonicalJson(node)}`
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
  return { rows: Int32Array.from(kept, item => item.row), nodes: kept.map(item => item.node) }
}

function unite<T>(lists: readonly (readonly T[])[], identity: (item: T) => string): readonly T[] {
  const known = new Map<string, T>()
  for (const item of lists.flat()) if (!known.has(identity(item))) known.set(identity(item), item)
  return [...known.values()]
}
