import { compareText } from '../../base/sort.ts'
import { DAY } from '../../base/time.ts'
import { type Column, positionOf, valueAt } from '../../log/column.ts'
import { coded, isText } from '../../log/count/coded.ts'
import { byPieces } from '../../log/count/pace.ts'
import type { Quality } from '../../log/engine.ts'
import type { EventLog } from '../../log/event-log.ts'
import { rowOf, type Scene } from './scene.ts'

const EARLIEST = Date.UTC(1971, 0)

export async function quality(scene: Scene): Promise<Quality> {
  const { entries, log, pace, opened } = scene
  const { rowFrom, rowTo, rowIds, seen } = entries
  const { complete } = log
  const frequency = new Int32Array(seen.texts.length)
  const midnight = new Int32Array(seen.texts.length)
  let ties = 0
  let moved = 0
  let withoutTime = 0
  let implausibleTimes = 0
  let duplicates = 0
  let emptyCases = 0
  const ids = log.ordinal
  const duplicateRows = duplicateFinder(log, seen.rowSymbols)
  await byPieces({ from: rowFrom, to: rowTo }, pace, (a, b) => {
    for (let k = a; k < b; k++) {
      const from = rowFrom[k]!
      const to = rowTo[k]!
      if (from === to) emptyCases++
      for (let p = from; p < to; p++) {
        const row = rowOf(rowIds, p)
        const time = complete[row]!
        const symbol = seen.rowSymbols[row]!
        frequency[symbol]!++
        if (Number.isNaN(time)) {
          withoutTime++
          continue
        }
        if (p > from && complete[rowOf(rowIds, p - 1)]! === time) ties++
        if (time % DAY === 0) midnight[symbol]!++
        if (time < EARLIEST || time > opened.openedAt) implausibleTimes++
      }
      if (ids !== null) moved += movedIn(ids, complete, rowIds, from, to)
      duplicates += duplicateRows(rowIds, from, to)
    }
  })
  const classes: number[] = []
  for (let symbol = 0; symbol < frequency.length; symbol++) if (frequency[symbol]! > 0) classes.push(symbol)
  classes.sort((a, b) => seen.rank[a]! - seen.rank[b]!)
  return {
    events: entries.events,
    ties,
    moved,
    withoutTime,
    activity: classes.map(symbol => seen.texts[symbol]!),
    frequency: classes.map(symbol => frequency[symbol]!),
    midnight: classes.map(symbol => midnight[symbol]!),
    duplicates,
    implausibleTimes,
    negativeDurations: negativeIn(scene),
    missing: await missingIn(scene),
    emptyCases,
  }
}

/** Rows that come behind a later time in the input: from the end, the least input place of the later ones. */
function movedIn(
  ordinal: Int32Array,
  complete: Float64Array,
  rowIds: Int32Array | null,
  from: number,
  to: number,
): number {
  let moved = 0
  let later = Number.POSITIVE_INFINITY
  let own = Number.POSITIVE_INFINITY
  let time = Number.POSITIVE_INFINITY
  for (let p = to - 1; p >= from; p--) {
    const row = rowOf(rowIds, p)
    const at = complete[row]!
    if (Number.isNaN(at)) continue
    if (at !== time) {
      later = Math.min(later, own)
      own = Number.POSITIVE_INFINITY
      time = at
    }
    if (later < ordinal[row]!) moved++
    own = Math.min(own, ordinal[row]!)
  }
  return moved
}

function negativeIn({ entries }: Scene): number {
  const { from, to, start, complete } = entries
  let negative = 0
  if (start === null) return 0
  for (let k = 0; k < from.length; k++)
    for (let e = from[k]!, end = to[k]!; e < end; e++) if (complete[e]! < start[e]!) negative++
  return negative
}

/**
 * Counts the rows of a case that equal an earlier one in class, times and every attribute. Rows of one time stand
 * together (those without a time are gathered); only among these are values compared, by a hash, then each.
 */
function duplicateFinder(log: EventLog, symbols: Int32Array) {
  const columns = [log.activity, ...log.eventAttributes.values()]
  let values: Int32Array[] | null = null
  const equal = (a: number, b: number) =>
    symbols[a] === symbols[b] &&
    (log.start === null || Object.is(log.start[a], log.start[b])) &&
    values!.every(codes => codes[a] === codes[b])
  const hashOf = (row: number) => {
    let hash = symbols[row]!
    for (const codes of values!) hash = Math.imul(hash ^ codes[row]!, 0x9e3779b1) ^ (hash >>> 15)
    return hash
  }
  const among = (run: readonly number[]) => {
    values ??= columns.map(column => coded(column, log.eventCount).codes)
    if (run.length === 2) return equal(run[0]!, run[1]!) ? 1 : 0
    const first = new Map<number, number[]>()
    let found = 0
    for (const row of run) {
      const hash = hashOf(row)
      const known = first.get(hash)
      if (!known) first.set(hash, [row])
      else if (known.some(other => equal(other, row))) found++
      else known.push(row)
    }
    return found
  }
  return (rowIds: Int32Array | null, from: number, to: number): number => {
    let found = 0
    let run: number[] = []
    const timeless: number[] = []
    let time = Number.NaN
    for (let p = from; p < to; p++) {
      const row = rowOf(rowIds, p)
      const at = log.complete[row]!
      if (Number.isNaN(at)) timeless.push(row)
      else if (at === time) run.push(row)
      else {
        if (run.length > 1) found += among(run)
        run = [row]
        time = at
      }
    }
    if (run.length > 1) found += among(run)
    return timeless.length > 1 ? found + among(timeless) : found
  }
}

async function missingIn({ entries, log, pace }: Scene): Promise<Quality['missing']> {
  const found: { key: string; scope: 'event' | 'case'; missing: number; of: number }[] = []
  const add = async (scope: 'event' | 'case', column: Column, missing: number, of: number) => {
    if (missing > 0) found.push({ key: column.key, scope, missing, of })
    await pace.step()
  }
  for (const column of [log.activity, ...log.eventAttributes.values()])
    await add('event', column, missingOf(column, entries.rowFrom, entries.rowTo, entries.rowIds), entries.events)
  const from = entries.cases.map((_, k) => k)
  const to = entries.cases.map((_, k) => k + 1)
  for (const column of log.caseAttributes.values())
    await add('case', column, missingOf(column, from, to, entries.cases), entries.cases.length)
  const scopes = { event: 0, case: 1 }
  return found.sort((a, b) => scopes[a.scope] - scopes[b.scope] || compareText(a.key, b.key))
}

function missingOf(column: Column, from: Int32Array, to: Int32Array, ids: Int32Array | null): number {
  const has = presence(column)
  let missing = 0
  for (let k = 0; k < from.length; k++)
    for (let p = from[k]!, end = to[k]!; p < end; p++) if (!has(rowOf(ids, p))) missing++
  return missing
}

function presence(column: Column): (row: number) => boolean {
  if (column.rows !== null) return row => positionOf(column, row) >= 0 && valueAt(column, row) !== null
  if (column.type === 'boolean') return row => column.flags[row]! >= 0
  if (isText(column)) return row => column.codes[row]! >= 0
  return row => !Number.isNaN(column.values[row]!)
}
