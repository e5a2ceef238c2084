import type { CaseMeasure } from '../filter.ts'
import type { Clock } from './clock.ts'
import { type Entries, isByRow } from './entries.ts'
import { byPieces, bySteps, type Pace } from './pace.ts'
import type { WorkingTime } from './working-time.ts'

/** Earliest and latest time of each selected case, starts included, epoch ms; NaN where no event has a time. */
export interface Spans {
  readonly first: Float64Array
  readonly last: Float64Array
}
const known = new WeakMap<Entries, Spans>()

export async function spansOf(entries: Entries, pace: Pace): Promise<Spans> {
  let spans = known.get(entries)
  if (!spans) known.set(entries, (spans = await measureSpans(entries, pace)))
  return spans
}

async function measureSpans(entries: Entries, pace: Pace): Promise<Spans> {
  const { rowFrom, rowTo, rowIds, seen } = entries
  const { start } = seen.log
  const byRow = isByRow(entries)
  const complete = byRow ? entries.complete : seen.log.complete
  const count = rowFrom.length
  const first = new Float64Array(count)
  const last = new Float64Array(count)
  const measure = (k: number) => {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    const to = rowTo[k]!
    const from = rowFrom[k]!
    if (start === null && byRow) {
      // Completes ascend, but for those that are missing.
      let a = from
      let b = to - 1
      while (a < to && Number.isNaN(complete[a]!)) a++
      while (b > a && Number.isNaN(complete[b]!)) b--
      if (a < to) {
        low = complete[a]!
        high = complete[b]!
      }
    } else
      for (let p = from; p < to; p++) {
        const row = rowIds === null ? p : rowIds[p]!
        const time = seen.log.complete[row]!
        if (time < low) low = time
        if (time > high) high = time
        if (start === null) continue
        const began = start[row]!
        if (began < low) low = began
        if (began > high) high = began
      }
    first[k] = low <= high ? low : Number.NaN
    last[k] = low <= high ? high : Number.NaN
  }
  await byPieces({ from: rowFrom, to: rowTo }, pace, (a, b) => {
    for (let k = a; k < b; k++) measure(k)
  })
  return { first, last }
}

/** Length of each case's span under W (null: clock time); NaN where it has no time. */
export async function throughputOf(entries: Entries, working: WorkingTime | null, pace: Pace): Promise<Float64Array> {
  const { first, last } = await spansOf(entries, pace)
  const times = new Float64Array(first.length)
  await bySteps(times.length, pace, (a, b) => {
    for (let k = a; k < b; k++)
      times[k] =
        working === null || Number.isNaN(first[k]!) ? last[k]! - first[k]! : working(last[k]!) - working(first[k]!)
  })
  return times
}

/** A measure of each selected case; NaN where it is missing (definitions in engine.ts). */
export async function measureCases(
  entries: Entries,
  measure: CaseMeasure,
  clock: Clock,
  pace: Pace,
): Promise<Float64Array> {
  switch (measure) {
    case 'throughput':
      return throughputOf(entries, clock.working, pace)
    case 'events':
      return rowsPerCase(entries)
    case 'service':
      return serviceOfCases(entries, clock)
    case 'waiting':
      return waitingOfCases(entries, clock)
  }
}

/** Rows of each selected case. */
export function rowsPerCase({ rowFrom, rowTo }: Entries): Float64Array {
  const sizes = new Float64Array(rowFrom.length)
  for (let k = 0; k < sizes.length; k++) sizes[k] = rowTo[k]! - rowFrom[k]!
  return sizes
}

function serviceOfCases({ from, to }: Entries, { complete, start }: Clock): Float64Array {
  const sums = new Float64Array(from.length).fill(Number.NaN)
  if (start === null) return sums
  for (let k = 0; k < sums.length; k++)
    for (let e = from[k]!, end = to[k]!; e < end; e++) {
      const service = complete[e]! - start[e]!
      if (!Number.isNaN(service)) sums[k] = Number.isNaN(sums[k]!) ? service : sums[k]! + service
    }
  return sums
}

function waitingOfCases({ from, to }: Entries, { complete, start }: Clock): Float64Array {
  const sums = new Float64Array(from.length).fill(Number.NaN)
  for (let k = 0; k < sums.length; k++)
    for (let e = from[k]!, end = to[k]!; e < end; e++) {
      if (Number.isNaN(complete[e]!)) continue
      if (Number.isNaN(sums[k]!)) sums[k] = 0
      if (e === from[k]!) continue
      const wait = waitAt(complete, start, e)
      if (!Number.isNaN(wait)) sums[k]! += wait
    }
  return sums
}

/** Wait of entry e behind entry e − 1: complete to start, or to complete where it has no start; NaN where a complete is missing. */
export function waitAt(complete: Float64Array, start: Float64Array | null, e: number): number {
  const done = complete[e]!
  const wait = done - complete[e - 1]!
  if (start === null || Number.isNaN(wait)) return wait
  const began = start[e]!
  return Number.isNaN(began) ? wait : began - complete[e - 1]!
}
