import { notApplicable, ok, type Result } from '../../base/result.ts'
import { DAY } from '../../base/time.ts'
import { binFinder, timeBins } from '../../log/count/time-bins.ts'
import type { CaseColumns } from './conformance-facts.ts'
import type { ConformanceQuestion } from './conformance-question.ts'

/**
 * Cases over time, in columns: bucket i is [at[i], at[i + 1]), the last ends at `end`; no gaps, weeks from Monday. The sum of `cases` and
 * `left` is the number of all cases.
 */
export interface ConformanceTrend {
  /** Whether a case counts where it starts or where it ends. */
  readonly by: 'start' | 'end'
  readonly unit: 'day' | 'week' | 'month'
  readonly timeZone: string
  /** Epoch ms. */
  readonly at: readonly number[]
  readonly end: number
  readonly cases: readonly number[]
  /** Cases that depart, allowed deviations left out, and with them. */
  readonly departing: readonly number[]
  readonly departingWithAllowed: readonly number[]
  /** By deviation, in the order of the deviations: cases that have it. */
  readonly deviations: readonly (readonly number[])[]
  /** Cases that are in no bucket: without a time, or still running where they count by their end. */
  readonly left: number
}

/** What of a case is counted. */
export interface Counted {
  readonly departs: boolean
  readonly departsWithAllowed: boolean
  /** Numbers of deviations. */
  readonly deviations: readonly number[]
}

const MOST = 60
/** A unit that somebody chose may need more buckets than a picture has room for, but not any number. */
const MOST_CHOSEN = 10_000
const SHORTEST = { day: DAY, week: 7 * DAY, month: 28 * DAY } as const

export function conformanceTrend(
  columns: CaseColumns,
  countedOf: (variant: number, isRunning: boolean) => Counted,
  deviations: number,
  timeZone: string,
  { timeBy, bucket }: Pick<ConformanceQuestion, 'timeBy' | 'bucket'>,
): Result<ConformanceTrend> {
  const times = timeBy === 'start' ? columns.start : columns.end
  const isLeft = (c: number) => Number.isNaN(times[c]!) || (timeBy === 'end' && columns.running[c] === 1)
  const shown = Array.from(times.keys()).filter(c => !isLeft(c))
  const first = shown.reduce((least, c) => Math.min(least, times[c]!), Number.POSITIVE_INFINITY)
  const last = shown.reduce((most, c) => Math.max(most, times[c]!), Number.NEGATIVE_INFINITY)
  if (bucket !== 'auto' && (last - first) / SHORTEST[bucket] > MOST_CHOSEN)
    return notApplicable(`The cases reach over more than ${MOST_CHOSEN} ${bucket}s: choose a coarser bucket.`)
  const bins = timeBins(first, last, timeZone, MOST, bucket === 'auto' ? ['day', 'week', 'month'] : [bucket])
  const zeros = () => new Array<number>(bins.at.length).fill(0)
  const trend = {
    ...{ cases: zeros(), departing: zeros(), departingWithAllowed: zeros() },
    deviations: Array.from({ length: deviations }, zeros),
  }
  const binOf = binFinder(bins)
  for (const c of shown) {
    const bin = binOf(times[c]!)
    const counted = countedOf(columns.variant[c]!, columns.running[c] === 1)
    trend.cases[bin]!++
    if (counted.departs) trend.departing[bin]!++
    if (counted.departsWithAllowed) trend.departingWithAllowed[bin]!++
    for (const d of counted.deviations) trend.deviations[d]![bin]!++
  }
  const unit = bins.unit as ConformanceTrend['unit']
  return ok({
    ...{ by: timeBy, unit, timeZone, at: bins.at, end: bins.end, ...trend },
    left: times.length - shown.length,
  })
}
