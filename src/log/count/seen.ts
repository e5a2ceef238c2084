import type { View } from '../engine.ts'
import type { EventLog } from '../event-log.ts'
import { classify } from './classes.ts'
import { byPieces, casesOf, type Pace } from './pace.ts'
import { lifecycle, type Pairs } from './pairing.ts'

/**
 * A log seen through classifier and level, unfiltered. Entries of case c are offsets[c]..offsets[c+1]; at level
 * `event` they are the rows themselves and every array but the symbols is the log's own.
 */
export interface Seen {
  readonly log: EventLog
  readonly texts: readonly string[]
  readonly rank: Int32Array
  /** Class of each row of the log. */
  readonly rowSymbols: Int32Array
  readonly offsets: Int32Array
  /** Class of each entry. */
  readonly symbols: Int32Array
  readonly complete: Float64Array
  /** null where no entry of the log has a start. */
  readonly start: Float64Array | null
  /** Row of each entry; null: entries are rows. */
  readonly rows: Int32Array | null
  /** Whether times between are waits: the log has a start column, or pairing found starts (perhaps without a time). */
  readonly hasStarts: boolean
}

export async function see(
  log: EventLog,
  view: Pick<View, 'classifier' | 'level'>,
  pairs: Pairs | null,
  pace: Pace,
): Promise<Seen> {
  const { texts, rank, symbols } = await classify(log, view.classifier, pace)
  const kinds = view.level === 'instance' ? await lifecycle(log, pace) : null
  const paired = view.level === 'instance' && pairs !== null && pairs.pairing.paired > 0
  const base = { log, texts, rank, rowSymbols: symbols, hasStarts: log.start !== null || paired }
  if (view.level === 'event' || (kinds === null && log.start === null))
    return { ...base, offsets: log.caseOffsets, symbols, complete: log.complete, start: present(log.start), rows: null }
  return { ...base, ...(await instances(log, symbols, kinds, pairs, pace)) }
}

/** One entry a complete event: by complete (missing: as the row before), then start (missing first), then row. */
async function instances(
  log: EventLog,
  rowSymbols: Int32Array,
  kinds: Uint8Array | null,
  pairs: Pairs | null,
  pace: Pace,
) {
  let count = 0
  for (let row = 0; row < log.eventCount; row++) if (kinds === null || kinds[row] === 1) count++
  const offsets = new Int32Array(log.caseCount + 1)
  const rows = new Int32Array(count)
  const symbols = new Int32Array(count)
  const complete = new Float64Array(count)
  const start = new Float64Array(count)
  const starts = pairs === null ? null : pairs.startOf
  const startOf = (row: number) => {
    if (log.start !== null) return log.start[row]!
    const from = starts === null ? -1 : starts[row]!
    return from < 0 ? Number.NaN : log.complete[from]!
  }
  let at = 0
  const addCase = (c: number) => {
    let time = Number.NEGATIVE_INFINITY
    let runFrom = at
    for (let row = log.caseOffsets[c]!, to = log.caseOffsets[c + 1]!; row < to; row++) {
      const own = log.complete[row]!
      if (own > time || own < time) {
        sortRun(rows, start, runFrom, at)
        runFrom = at
        time = own
      }
      if (kinds !== null && kinds[row] !== 1) continue
      rows[at] = row
      start[at++] = startOf(row)
    }
    sortRun(rows, start, runFrom, at)
    offsets[c + 1] = at
  }
  await byPieces(casesOf(log), pace, (a, b) => {
    for (let c = a; c < b; c++) addCase(c)
  })
  for (let e = 0; e < count; e++) {
    symbols[e] = rowSymbols[rows[e]!]!
    complete[e] = log.complete[rows[e]!]!
  }
  return { offsets, rows, symbols, complete, start: present(start) }
}

/** Entries of equal complete [from, to): by start, missing first, then row. Runs are short: insertion, else a sort of positions. */
function sortRun(rows: Int32Array, start: Float64Array, from: number, to: number): void {
  if (to - from < 2) return
  const key = (value: number) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value)
  let sorted = true
  for (let i = from + 1; i < to && sorted; i++) sorted = key(start[i - 1]!) <= key(start[i]!)
  if (sorted) return
  const order = Int32Array.from({ length: to - from }, (_, i) => from + i)
  order.sort((a, b) => {
    const x = key(start[a]!)
    const y = key(start[b]!)
    return x < y ? -1 : x > y ? 1 : rows[a]! - rows[b]!
  })
  const ownRows = Array.from(order, i => rows[i]!)
  const ownStarts = Array.from(order, i => start[i]!)
  rows.set(ownRows, from)
  start.set(ownStarts, from)
}

function present(start: Float64Array | null): Float64Array | null {
  if (start !== null) for (let i = 0; i < start.length; i++) if (!Number.isNaN(start[i]!)) return start
  return null
}
