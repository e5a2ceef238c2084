import type { Seen } from './seen.ts'

/**
 * A log seen through view and filter. Selected case k is `cases[k]` of the log; its entries are from[k]..to[k] of the
 * entry columns, its rows rowFrom[k]..rowTo[k] of `rowIds`. Nothing is copied until an event clause tears holes:
 * case clauses select, cuts narrow. At level `event` entries and rows are the same arrays.
 */
export interface Entries {
  readonly seen: Seen
  /** Ascending. */
  readonly cases: Int32Array
  readonly from: Int32Array
  readonly to: Int32Array
  readonly symbols: Int32Array
  readonly complete: Float64Array
  readonly start: Float64Array | null
  /** Row of an entry; null: the entry's own number. */
  readonly rows: Int32Array | null
  readonly rowFrom: Int32Array
  readonly rowTo: Int32Array
  readonly rowIds: Int32Array | null
  /** Entries and rows in the selection. */
  readonly size: number
  readonly events: number
  /** Cases that left because an event clause left nothing of them. */
  readonly emptied: number
}

/** Everything: no filter. */
export function allEntries(seen: Seen): Entries {
  const { log, offsets, symbols, complete, start, rows } = seen
  const cases = new Int32Array(log.caseCount)
  for (let c = 0; c < cases.length; c++) cases[c] = c
  const from = offsets.subarray(0, log.caseCount)
  const to = offsets.subarray(1)
  const rowFrom = log.caseOffsets.subarray(0, log.caseCount)
  const rowTo = log.caseOffsets.subarray(1)
  const columns = { symbols, complete, start, rows }
  const size = offsets[log.caseCount]!
  const same = rows === null
  const ranges = { cases, from, to, rowFrom: same ? from : rowFrom, rowTo: same ? to : rowTo }
  return { seen, ...ranges, ...columns, rowIds: null, size, events: log.eventCount, emptied: 0 }
}

/** Whether entries and rows are the same. */
export const isByRow = (entries: Entries): boolean => entries.from === entries.rowFrom

const lengths = (from: Int32Array, to: Int32Array): number => {
  let total = 0
  for (let k = 0; k < from.length; k++) total += to[k]! - from[k]!
  return total
}

/** Only the selected cases k with keep[k] = 1. */
export function selectCases(entries: Entries, keep: Uint8Array): Entries {
  let count = 0
  for (let k = 0; k < keep.length; k++) count += keep[k]!
  if (count === keep.length) return entries
  const pick = (values: Int32Array) => {
    const picked = new Int32Array(count)
    for (let k = 0, at = 0; k < keep.length; k++) if (keep[k] === 1) picked[at++] = values[k]!
    return picked
  }
  const from = pick(entries.from)
  const to = pick(entries.to)
  const byRow = isByRow(entries)
  const rowFrom = byRow ? from : pick(entries.rowFrom)
  const rowTo = byRow ? to : pick(entries.rowTo)
  const size = lengths(from, to)
  const events = byRow ? size : lengths(rowFrom, rowTo)
  return { ...entries, cases: pick(entries.cases), from, to, rowFrom, rowTo, size, events }
}

/** Cases without a row leave and are counted. */
export function dropEmptied(entries: Entries): Entries {
  const { rowFrom, rowTo } = entries
  const keep = new Uint8Array(rowFrom.length)
  let left = keep.length
  for (let k = 0; k < keep.length; k++)
    if (rowTo[k]! > rowFrom[k]!) {
      keep[k] = 1
      left--
    }
  return { ...selectCases(entries, keep), emptied: entries.emptied + left }
}

/** Cut the entries of each case to [from[k], to[k]); only where entries are rows. */
export function narrow(entries: Entries, from: Int32Array, to: Int32Array): Entries {
  const size = lengths(from, to)
  return dropEmptied({ ...entries, from, to, rowFrom: from, rowTo: to, size, events: size })
}

/** Only the rows at positions p (of `rowIds`, or row numbers) with keep[p] = 1, and the entries of those rows. */
export function selectRows(entries: Entries, keep: Uint8Array): Entries {
  return dropEmptied(isByRow(entries) ? compactRows(entries, keep) : compactBoth(entries, keep))
}

function compactRows(entries: Entries, keep: Uint8Array): Entries {
  const { from, to } = entries
  const count = from.length
  let total = 0
  for (let k = 0; k < count; k++) for (let e = from[k]!, end = to[k]!; e < end; e++) total += keep[e]!
  const symbols = new Int32Array(total)
  const complete = new Float64Array(total)
  const start = entries.start && new Float64Array(total)
  const rows = new Int32Array(total)
  const newFrom = new Int32Array(count)
  const newTo = new Int32Array(count)
  let at = 0
  for (let k = 0; k < count; k++) {
    newFrom[k] = at
    for (let e = from[k]!, end = to[k]!; e < end; e++) {
      if (keep[e] === 0) continue
      symbols[at] = entries.symbols[e]!
      complete[at] = entries.complete[e]!
      if (start !== null) start[at] = entries.start![e]!
      rows[at++] = entries.rows === null ? e : entries.rows[e]!
    }
    newTo[k] = at
  }
  const ranges = { from: newFrom, to: newTo, rowFrom: newFrom, rowTo: newTo }
  return { ...entries, ...ranges, symbols, complete, start, rows, rowIds: rows, size: total, events: total }
}

function compactBoth(entries: Entries, keep: Uint8Array): Entries {
  const { rowFrom, rowTo } = entries
  const count = rowFrom.length
  const left = new Uint8Array(entries.seen.log.eventCount)
  let total = 0
  for (let k = 0; k < count; k++) for (let p = rowFrom[k]!, end = rowTo[k]!; p < end; p++) total += keep[p]!
  const rowIds = new Int32Array(total)
  const newRowFrom = new Int32Array(count)
  const newRowTo = new Int32Array(count)
  let at = 0
  for (let k = 0; k < count; k++) {
    newRowFrom[k] = at
    for (let p = rowFrom[k]!, end = rowTo[k]!; p < end; p++) {
      if (keep[p] === 0) continue
      const row = entries.rowIds === null ? p : entries.rowIds[p]!
      left[row] = 1
      rowIds[at++] = row
    }
    newRowTo[k] = at
  }
  const keepEntry = new Uint8Array(entries.symbols.length)
  const rows = entries.rows!
  for (let e = 0; e < keepEntry.length; e++) keepEntry[e] = left[rows[e]!]!
  const own = compactRows(entries, keepEntry)
  return { ...own, rowFrom: newRowFrom, rowTo: newRowTo, rowIds, events: total }
}
