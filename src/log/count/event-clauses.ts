import type { Clause, CropClause, EndpointsClause } from '../filter.ts'
import { eventAttribute } from './attributes.ts'
import { dropEmptied, type Entries, isByRow, narrow, selectRows } from './entries.ts'
import { classMask, matcherOf } from './match.ts'
import { byPieces, type Pace } from './pace.ts'

/** The log that an event clause leaves, or that its complement leaves; the definitions stand in filter.ts. */
export async function applyEventClause(entries: Entries, clause: Clause, pace: Pace): Promise<Entries> {
  if (clause.kind === 'endpoints' || clause.kind === 'crop') return cut(entries, clause, pace)
  const matches = rowTest(entries, clause)
  const wanted = clause.not !== true
  const { rowFrom, rowTo, rowIds, seen } = entries
  const keep = new Uint8Array(rowIds === null ? seen.log.eventCount : rowIds.length)
  const from = rowFrom.slice()
  const to = rowFrom.slice()
  let kept = 0
  let whole = true
  await byPieces({ from: rowFrom, to: rowTo }, pace, (a, b) => {
    for (let k = a; k < b; k++) {
      let inside = 0
      for (let p = rowFrom[k]!, end = rowTo[k]!; p < end; p++) {
        if (matches(rowIds === null ? p : rowIds[p]!) !== wanted) continue
        keep[p] = 1
        if (inside++ === 0) from[k] = p
        to[k] = p + 1
      }
      kept += inside
      if (inside > 0 && to[k]! - from[k]! !== inside) whole = false
    }
  })
  if (kept === entries.events) return dropEmptied(entries)
  return whole && isByRow(entries) ? narrow(entries, from, to) : selectRows(entries, keep)
}

function rowTest({ seen }: Entries, clause: Clause): (row: number) => boolean {
  const { log, rowSymbols } = seen
  if (clause.kind === 'activity') {
    const mask = classMask(seen.texts, clause.activities)
    return row => mask[rowSymbols[row]!] === 1
  }
  if (clause.kind === 'event-attribute') return matcherOf(eventAttribute(log, clause.key), clause)
  if (clause.kind === 'time') {
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = clause
    return row => log.complete[row]! >= from && log.complete[row]! < to
  }
  throw new Error(`Bug: ${clause.kind} is no event clause`)
}

/** Cut each case to a stretch of its entries, and to the rows between them that are no entry. */
async function cut(entries: Entries, clause: EndpointsClause | CropClause, pace: Pace): Promise<Entries> {
  const from = entries.from.slice()
  const to = entries.from.slice()
  const find = clause.kind === 'crop' ? cropOf(entries, clause) : endpointsOf(entries, clause)
  await byPieces(entries, pace, (a, b) => {
    for (let k = a; k < b; k++) find(k, from, to)
  })
  if (isByRow(entries) && clause.not !== true) return narrow(entries, from, to)
  return selectRows(
    entries,
    isByRow(entries) ? outside(entries, from, to) : between(entries, from, to, clause.not === true),
  )
}

type Cut = (k: number, from: Int32Array, to: Int32Array) => void

function endpointsOf({ seen, from, to, symbols }: Entries, clause: EndpointsClause): Cut {
  const isStart = clause.start ? classMask(seen.texts, clause.start) : null
  const isEnd = clause.end ? classMask(seen.texts, clause.end) : null
  return (k, cutFrom, cutTo) => {
    const end = to[k]!
    let first = from[k]!
    while (first < end && isStart !== null && isStart[symbols[first]!] === 0) first++
    if (first === end) return
    let last = clause.mode === 'first' ? first : end - 1
    if (isEnd !== null)
      if (clause.mode === 'first') while (last < end && isEnd[symbols[last]!] === 0) last++
      else while (last >= first && isEnd[symbols[last]!] === 0) last--
    if (last < first || last === end) return
    cutFrom[k] = first
    cutTo[k] = last + 1
  }
}

function cropOf({ seen, from, to, symbols }: Entries, clause: CropClause): Cut {
  const isFrom = classMask(seen.texts, clause.from)
  const isTo = classMask(seen.texts, clause.to)
  return (k, cutFrom, cutTo) => {
    const pair = pairIn(symbols, from[k]!, to[k]!, isFrom, isTo, clause.fromWhich, clause.toWhich)
    if (pair === null) return
    cutFrom[k] = pair.first
    cutTo[k] = pair.last + 1
  }
}

/** The first (default) or last entry of `isFrom`, and the first (default) or last of `isTo` behind it. */
export function pairIn(
  symbols: Int32Array,
  from: number,
  to: number,
  isFrom: Uint8Array,
  isTo: Uint8Array,
  fromWhich: 'first' | 'last' = 'first',
  toWhich: 'first' | 'last' = 'first',
): { readonly first: number; readonly last: number } | null {
  let first = fromWhich === 'first' ? from : to - 1
  if (fromWhich === 'first') while (first < to && isFrom[symbols[first]!] === 0) first++
  else while (first >= from && isFrom[symbols[first]!] === 0) first--
  if (first < from || first >= to) return null
  let last = toWhich === 'first' ? first + 1 : to - 1
  if (toWhich === 'first') while (last < to && isTo[symbols[last]!] === 0) last++
  else while (last > first && isTo[symbols[last]!] === 0) last--
  return last > first && last < to ? { first, last } : null
}

/** Rows outside of the stretches, where entries are rows. */
function outside(entries: Entries, from: Int32Array, to: Int32Array): Uint8Array {
  const keep = new Uint8Array(entries.symbols.length)
  for (let k = 0; k < from.length; k++) {
    keep.fill(1, entries.from[k], entries.to[k])
    keep.fill(0, from[k], to[k])
  }
  return keep
}

/** Rows of the stretches' entries, and rows between them that are no entry; or all others. */
function between(entries: Entries, from: Int32Array, to: Int32Array, not: boolean): Uint8Array {
  const { rowFrom, rowTo, rowIds } = entries
  const rows = entries.rows!
  const { eventCount } = entries.seen.log
  /** 1 an entry outside of its stretch, 2 one inside. */
  const role = new Uint8Array(eventCount)
  const keep = new Uint8Array(rowIds === null ? eventCount : rowIds.length)
  for (let k = 0; k < from.length; k++) {
    let low = eventCount
    let high = -1
    for (let e = entries.from[k]!, end = entries.to[k]!; e < end; e++) {
      const inside = e >= from[k]! && e < to[k]!
      role[rows[e]!] = inside ? 2 : 1
      if (!inside) continue
      low = Math.min(low, rows[e]!)
      high = Math.max(high, rows[e]!)
    }
    for (let p = rowFrom[k]!, end = rowTo[k]!; p < end; p++) {
      const row = rowIds === null ? p : rowIds[p]!
      const inside = role[row] === 2 || (role[row] === 0 && row > low && row < high)
      keep[p] = inside === not ? 0 : 1
    }
  }
  return keep
}
