import { DictionaryBuilder } from '../base/dictionary.ts'
import { RequestError } from '../base/errors.ts'
import { type Column, positionOf, type TextColumn, valueAt } from './column.ts'
import { ACTIVITY, type EventLog, eventColumn } from './event-log.ts'
import type { Problem } from './problems.ts'
import { pickColumn, pickNested, tiesOf } from './sub-log.ts'

/** Key under which a regrouped log keeps the case that an event had before. */
export const FORMER_CASE = 'case:concept:name'

/**
 * The same events under another case notion: one case a value of an attribute of events or cases, by first
 * appearance. Events without a value leave and are told. Case attributes that still are the same throughout each case
 * stay ones; the others become attributes of events. `RequestError` where the log has no such attribute. O(n log n).
 */
export function regroup(log: EventLog, key: string): { readonly log: EventLog; readonly problems: readonly Problem[] } {
  const former = formerCases(log)
  const column = eventColumn(log, key)
  const ofCases = log.caseAttributes.get(key)
  if (column === undefined && ofCases === undefined)
    throw new RequestError(`The log has no attribute "${key}" by which cases could be told apart.`)
  const text = (row: number) => textOf(column === undefined ? valueAt(ofCases!, former[row]!) : valueAt(column, row))
  const { caseIds, order, offsets } = sorted(log, text)
  const eventAttributes = new Map<string, Column>()
  const caseAttributes = new Map<string, Column>()
  for (const [name, one] of log.eventAttributes) eventAttributes.set(name, pickColumn(one, order))
  const formerOf = Int32Array.from(order, row => former[row]!)
  const ids: Column = {
    key: FORMER_CASE,
    type: 'string',
    personal: 'none',
    meaning: null,
    rows: null,
    codes: former,
    dictionary: log.caseIds,
  }
  eventAttributes.set(FORMER_CASE, pickColumn(ids, order))
  const firsts = offsets.subarray(0, caseIds.size).map(from => formerOf[from]!)
  for (const [name, one] of log.caseAttributes) {
    const constant = isConstant(one, formerOf, offsets)
    if (constant) caseAttributes.set(name, pickColumn(dense(one, log.caseCount), firsts))
    else {
      const own = eventAttributes.has(name) || name === ACTIVITY ? `case:${name}` : name
      eventAttributes.set(own, { ...pickColumn(dense(one, log.caseCount), formerOf), key: own })
    }
  }
  const complete = Float64Array.from(order, row => log.complete[row]!)
  const regrouped: EventLog = {
    ...log,
    caseCount: caseIds.size,
    eventCount: order.length,
    caseIds: caseIds.finish(),
    caseOffsets: offsets,
    activity: pickColumn(log.activity, order) as TextColumn,
    complete,
    start: log.start && Float64Array.from(order, row => log.start![row]!),
    ordinal: null,
    eventAttributes,
    caseAttributes,
    nestedOfEvents: pickNested(log.nestedOfEvents, order),
    nestedOfCases: { rows: new Int32Array(0), nodes: [] },
    order: { moved: 0, ...tiesOf(complete, offsets) },
  }
  return { log: regrouped, problems: lossesOf(log, regrouped, key) }
}

/** Case of each row. */
function formerCases(log: EventLog): Int32Array {
  const cases = new Int32Array(log.eventCount)
  for (let c = 0; c < log.caseCount; c++) cases.fill(c, log.caseOffsets[c]!, log.caseOffsets[c + 1]!)
  return cases
}

const textOf = (value: string | number | boolean | null): string | null => (value === null ? null : String(value))

/** Rows by new case, then time (missing: as the row before), then the order in which they stood. */
function sorted(log: EventLog, text: (row: number) => string | null) {
  const caseIds = new DictionaryBuilder()
  const codes = new Int32Array(log.eventCount)
  const time = new Float64Array(log.eventCount)
  let rows = 0
  for (let c = 0; c < log.caseCount; c++) {
    let before = Number.NEGATIVE_INFINITY
    for (let row = log.caseOffsets[c]!; row < log.caseOffsets[c + 1]!; row++) {
      if (!Number.isNaN(log.complete[row]!)) before = log.complete[row]!
      time[row] = before
      const value = text(row)
      codes[row] = value === null ? -1 : caseIds.addText(value)
      if (value !== null) rows++
    }
  }
  const order = new Int32Array(rows)
  const offsets = new Int32Array(caseIds.size + 1)
  for (const code of codes) if (code >= 0) offsets[code + 1]!++
  for (let c = 0; c < caseIds.size; c++) offsets[c + 1]! += offsets[c]!
  const next = offsets.slice()
  for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) order[next[codes[row]!]!++] = row
  for (let c = 0; c < caseIds.size; c++)
    order
      .subarray(offsets[c]!, offsets[c + 1]!)
      .sort((a, b) => (time[a]! < time[b]! ? -1 : time[a]! > time[b]! ? 1 : a - b))
  return { caseIds, order, offsets }
}

/** A column with one place a row. */
function dense(column: Column, count: number): Column {
  if (column.rows === null) return column
  const rows = Array.from({ length: count }, (_, row) => positionOf(column, row))
  switch (column.type) {
    case 'string':
    case 'id':
      return { ...column, rows: null, codes: Int32Array.from(rows, i => (i < 0 ? -1 : column.codes[i]!)) }
    case 'boolean':
      return { ...column, rows: null, flags: Int8Array.from(rows, i => (i < 0 ? -1 : column.flags[i]!)) }
    default:
      return { ...column, rows: null, values: Float64Array.from(rows, i => (i < 0 ? Number.NaN : column.values[i]!)) }
  }
}

function isConstant(column: Column, formerOf: Int32Array, offsets: Int32Array): boolean {
  for (let c = 0; c + 1 < offsets.length; c++)
    for (let i = offsets[c]! + 1; i < offsets[c + 1]!; i++)
      if (formerOf[i] !== formerOf[i - 1] && valueAt(column, formerOf[i]!) !== valueAt(column, formerOf[i - 1]!))
        return false
  return true
}

function lossesOf(log: EventLog, regrouped: EventLog, key: string): Problem[] {
  const problems: Problem[] = []
  const lost = log.eventCount - regrouped.eventCount
  if (lost > 0)
    problems.push({
      kind: 'without-case',
      count: lost,
      places: [],
      severity: 'loss',
      message: `Events without a value of "${key}" belong to no case and were left out.`,
    })
  const nested = log.nestedOfCases.rows.length
  if (nested > 0)
    problems.push({
      kind: 'nested-of-cases',
      count: nested,
      places: [],
      severity: 'loss',
      message: 'Nested attributes of the former cases were left out.',
    })
  return problems
}
