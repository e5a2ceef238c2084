import { RequestError } from '../../base/errors.ts'
import { DAY, HOUR } from '../../base/time.ts'
import type { TimeSeries } from '../engine.ts'
import { instantOf, type Offsets, offsetsOf, stretchAt } from './time-zone.ts'

/** Bins of calendar units without gaps: bin i is [at[i], at[i + 1]), the last ends at `end`. */
export interface TimeBins {
  readonly at: readonly number[]
  readonly end: number
  readonly unit: TimeSeries['unit']
}
const UNITS = ['hour', 'day', 'week', 'month', 'year'] as const
const BINS = 100

/** The finest of `units` that needs at most `bins` bins for first..last (±Infinity: no time), else the last of them; local to the zone. */
export function timeBins(
  first: number,
  last: number,
  timeZone: string,
  bins = BINS,
  units: readonly TimeSeries['unit'][] = UNITS,
): TimeBins {
  if (!Number.isSafeInteger(bins) || bins < 1 || bins > 100_000)
    throw new RequestError('"bins" must be a whole number from 1 to 100000.')
  const none = !(first <= last)
  const zone = offsetsOf(timeZone, none ? 0 : first - 400 * DAY, none ? 0 : last + 400 * DAY)
  if (none) return { at: [], end: 0, unit: 'day' }
  const coarsest = units.at(-1)
  for (const unit of units) {
    if (unit === 'hour' && unit !== coarsest && last - first > (bins + 1) * HOUR) continue
    const at = [startOf(first, unit, zone)]
    for (;;) {
      const end = nextOf(at.at(-1)!, unit, zone)
      if (end > last) {
        if (at.length <= bins || unit === coarsest) return { at, end, unit }
        break
      }
      if (at.length > bins && unit !== coarsest) break
      at.push(end)
    }
  }
  throw new Error('Bug: the coarsest unit always fits')
}

const localOf = (instant: number, zone: Offsets) => instant + zone.offsets[stretchAt(zone, instant)]!

/** What the clock showed at the beginning of the unit that a local reading lies in. */
function localStart(local: number, unit: TimeSeries['unit']): number {
  const date = new Date(local)
  if (unit === 'year') return Date.UTC(date.getUTCFullYear(), 0)
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
  const day = Math.floor(local / DAY) * DAY
  return unit === 'week' ? day - ((date.getUTCDay() + 6) % 7) * DAY : day
}

function startOf(instant: number, unit: TimeSeries['unit'], zone: Offsets): number {
  const local = localOf(instant, zone)
  if (unit === 'hour') return instant - (((local % HOUR) + HOUR) % HOUR)
  return instantOf(zone, localStart(local, unit))
}

function nextOf(start: number, unit: TimeSeries['unit'], zone: Offsets): number {
  if (unit === 'hour') return start + HOUR
  // Well inside the unit, whatever the clock did where it began.
  const local = localStart(localOf(start, zone) + 2 * HOUR, unit)
  const days = unit === 'day' ? 1 : unit === 'week' ? 7 : unit === 'month' ? 32 : 367
  return instantOf(zone, localStart(local + days * DAY, unit))
}

/** The bin of an instant inside the bins: a guess from their mean length, then steps. */
export function binFinder({ at, end }: TimeBins): (instant: number) => number {
  const starts = Float64Array.from(at)
  const scale = starts.length / (end - (starts[0] ?? 0))
  const last = starts.length - 1
  return instant => {
    let bin = Math.min(last, Math.max(0, Math.floor((instant - starts[0]!) * scale)))
    while (bin > 0 && instant < starts[bin]!) bin--
    while (bin < last && instant >= starts[bin + 1]!) bin++
    return bin
  }
}
