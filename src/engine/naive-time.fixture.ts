import { RequestError } from '../base/errors.ts'
import { DAY, HOUR } from '../base/time.ts'
import type { Histogram, TimeSeries } from '../log/engine.ts'
import { compareNumbers, offsetAt, statistics } from './naive-view.fixture.ts'

export function naiveHistogram(values: readonly number[], missing: number, bins = 20): Histogram {
  if (!Number.isSafeInteger(bins) || bins < 1) throw new RequestError('bins must be at least 1.')
  const stats = statistics(values)
  const { min, max } = stats
  if (min === null || max === null) return { edges: [], counts: [], stats, missing }
  if (min === max) return { edges: [min, max], counts: [values.length], stats, missing }
  const edges = Array.from({ length: bins + 1 }, (_, i) => min + ((max - min) * i) / bins)
  const counts = edges.slice(1).map((upper, i) => {
    const last = i === bins - 1
    return values.filter(v => (i === 0 || v >= edges[i]!) && (last || v < upper)).length
  })
  return { edges, counts, stats, missing }
}

/** Starts of the bins from the first to the last time, and the end of the last one. */
export function naiveBins(
  times: readonly number[],
  timeZone: string,
  bins = 100,
): { at: number[]; end: number; unit: TimeSeries['unit'] } {
  if (!Number.isSafeInteger(bins) || bins < 1) throw new RequestError('bins must be at least 1.')
  if (times.length === 0) return { at: [], end: 0, unit: 'day' }
  const first = times.toSorted(compareNumbers)[0]!
  const last = times.toSorted(compareNumbers).at(-1)!
  for (const unit of ['hour', 'day', 'week', 'month', 'year'] as const) {
    const starts = [binStart(first, unit, timeZone)]
    while (starts.at(-1)! <= last && (unit === 'year' || starts.length <= bins + 1))
      starts.push(nextStart(starts.at(-1)!, unit, timeZone))
    const at = starts.slice(0, -1)
    if (starts.at(-1)! > last && (at.length <= bins || unit === 'year')) return { at, end: starts.at(-1)!, unit }
  }
  throw new Error('years always fit')
}

/** The local midnight that begins the unit of a local reading (`local` = what the clock shows, as if UTC). */
function localStart(local: number, unit: TimeSeries['unit']): number {
  const date = new Date(local)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  const day = Math.floor(local / DAY) * DAY
  if (unit === 'week') return day - ((date.getUTCDay() + 6) % 7) * DAY
  if (unit === 'month') return Date.UTC(year, month, 1)
  if (unit === 'year') return Date.UTC(year, 0, 1)
  return day
}

function binStart(time: number, unit: TimeSeries['unit'], timeZone: string): number {
  const local = time + offsetAt(time, timeZone)
  if (unit === 'hour') return time - (((local % HOUR) + HOUR) % HOUR)
  return instantOf(localStart(local, unit), timeZone)
}

function nextStart(start: number, unit: TimeSeries['unit'], timeZone: string): number {
  if (unit === 'hour') return start + HOUR
  // Well inside the bin, whatever the clock did at its start.
  const inside = start + offsetAt(start, timeZone) + 2 * HOUR
  const days = { day: 1, week: 7, month: 32, year: 367 }[unit]
  return instantOf(localStart(localStart(inside, unit) + days * DAY, unit), timeZone)
}

/** The first instant at which the clock of the zone shows this reading or a later one of its day. */
function instantOf(local: number, timeZone: string): number {
  const quarter = DAY / 96
  for (let instant = local - DAY; ; instant += quarter)
    if (instant + offsetAt(instant, timeZone) >= local) return instant
}
