import type { Bitset } from '../base/bitset.ts'
import { type Dictionary, DictionaryBuilder } from '../base/dictionary.ts'
import { assert } from '../base/errors.ts'
import { type Column, type NestedAttributes, positionOf, type TextColumn } from './column.ts'
import type { EventLog } from './event-log.ts'

/**
 * The log of some cases and some of their rows (what a filter keeps), as if it had been read so: rows in the order in
 * which they stand, dictionaries with what occurs alone. Columns without any value left stay, empty. O(rows × columns).
 */
export function subLog(log: EventLog, cases: Bitset, rows: Bitset): EventLog {
  assert(cases.size === log.caseCount && rows.size === log.eventCount, 'sets of another log')
  const keptCases = Int32Array.from(members(cases))
  const caseIds = new DictionaryBuilder()
  const caseOffsets = new Int32Array(keptCases.length + 1)
  const picked = new Int32Array(rows.count())
  let size = 0
  for (let i = 0; i < keptCases.length; i++) {
    const c = keptCases[i]!
    caseIds.add(log.caseIds.bytes, log.caseIds.offsets[c]!, log.caseIds.offsets[c + 1]!)
    for (let r = log.caseOffsets[c]!; r < log.caseOffsets[c + 1]!; r++) if (rows.has(r)) picked[size++] = r
    caseOffsets[i + 1] = size
  }
  const kept = picked.subarray(0, size)
  const columns = (of: ReadonlyMap<string, Column>, at: Int32Array) =>
    new Map([...of].map(([key, column]) => [key, pickColumn(column, at)]))
  const complete = Float64Array.from(kept, r => log.complete[r]!)
  return {
    ...log,
    caseCount: keptCases.length,
    eventCount: kept.length,
    caseIds: caseIds.finish(),
    caseOffsets,
    activity: pickColumn(log.activity, kept) as TextColumn,
    complete,
    start: log.start && Float64Array.from(kept, r => log.start![r]!),
    ordinal: null,
    eventAttributes: columns(log.eventAttributes, kept),
    caseAttributes: columns(log.caseAttributes, keptCases),
    nestedOfEvents: pickNested(log.nestedOfEvents, kept),
    nestedOfCases: pickNested(log.nestedOfCases, keptCases),
    order: { moved: 0, ...tiesOf(complete, caseOffsets) },
  }
}

function* members(set: Bitset): Generator<number> {
  for (let i = 0; i < set.size; i++) if (set.has(i)) yield i
}

/** The column whose row i is row order[i] of this one. */
export function pickColumn(column: Column, order: Int32Array): Column {
  if (column.rows === null) return withValues(column, null, order)
  const rows: number[] = []
  const positions: number[] = []
  for (let i = 0; i < order.length; i++) {
    const at = positionOf(column, order[i]!)
    if (at < 0) continue
    rows.push(i)
    positions.push(at)
  }
  return withValues(column, Int32Array.from(rows), Int32Array.from(positions))
}

function withValues(column: Column, rows: Int32Array | null, at: Int32Array): Column {
  switch (column.type) {
    case 'string':
    case 'id': {
      const { codes, dictionary } = compact(
        Int32Array.from(at, i => column.codes[i]!),
        column.dictionary,
      )
      return { ...column, rows, codes, dictionary }
    }
    case 'boolean':
      return { ...column, rows, flags: Int8Array.from(at, i => column.flags[i]!) }
    default:
      return { ...column, rows, values: Float64Array.from(at, i => column.values[i]!) }
  }
}

/** Codes anew, in order of first appearance, with the texts that occur. */
function compact(codes: Int32Array, dictionary: Dictionary): { codes: Int32Array; dictionary: Dictionary } {
  const renamed = new Int32Array(dictionary.size).fill(-1)
  const used = new DictionaryBuilder()
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!
    if (code < 0) continue
    if (renamed[code]! < 0)
      renamed[code] = used.add(dictionary.bytes, dictionary.offsets[code]!, dictionary.offsets[code + 1]!)
    codes[i] = renamed[code]!
  }
  return { codes, dictionary: used.finish() }
}

/** Nested attributes of the rows order[i], which become rows i. */
export function pickNested(nested: NestedAttributes, order: Int32Array): NestedAttributes {
  if (nested.rows.length === 0) return nested
  const place = new Map(Array.from(order, (row, i) => [row, i]))
  const found = nested.nodes.flatMap((node, i) => {
    const row = place.get(nested.rows[i]!)
    return row === undefined ? [] : [{ row, node }]
  })
  found.sort((a, b) => a.row - b.row)
  return { rows: Int32Array.from(found, ({ row }) => row), nodes: found.map(({ node }) => node) }
}

/** Events with the time of the one before in their case, and events without a time. */
export function tiesOf(complete: Float64Array, offsets: Int32Array): { ties: number; withoutTime: number } {
  let ties = 0
  let withoutTime = 0
  for (let c = 0; c + 1 < offsets.length; c++)
    for (let r = offsets[c]!; r < offsets[c + 1]!; r++) {
      if (Number.isNaN(complete[r]!)) withoutTime++
      else if (r > offsets[c]! && complete[r] === complete[r - 1]) ties++
    }
  return { ties, withoutTime }
}
