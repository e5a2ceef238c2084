import { DAY } from '../../../base/time.ts'
import type { Calendar } from '../../../log/calendar.ts'
import { instantOf, offsetsOf } from '../../../log/count/time-zone.ts'
import { workingTime } from '../../../log/count/working-time.ts'
import type { CaseDetail } from '../../../log/engine.ts'

/** One entry of a case: durations in ms of the time that counts; instants in epoch ms. */
export interface Step {
  readonly activity: string
  readonly start: number | null
  readonly complete: number | null
  /** null where there is no start. */
  readonly took: number | null
  /** From the completion before to the start (or completion) of this one; negative where they overlap; null where unknown. */
  readonly gap: number | null
  readonly overlaps: boolean
}
export interface Course {
  readonly steps: readonly Step[]
  readonly first: number
  readonly last: number
  readonly throughput: number
}

/** The course of a case, measured by the calendar in force as every other duration is. */
export function courseOf(detail: CaseDetail, calendar: Calendar | null): Course {
  const times = [...detail.start, ...detail.complete].filter(time => time !== null)
  const first = times.reduce((a, b) => Math.min(a, b), times[0] ?? 0)
  const last = times.reduce((a, b) => Math.max(a, b), times[0] ?? 0)
  const worked = calendar ? workingTime(calendar, first, last) : (instant: number) => instant
  const steps = detail.activity.map((activity, i): Step => {
    const complete = detail.complete[i] ?? null
    const start = detail.start[i] ?? null
    const before = i > 0 ? (detail.complete[i - 1] ?? null) : null
    const begins = start ?? complete
    return {
      activity,
      start,
      complete,
      took: start === null || complete === null ? null : worked(complete) - worked(start),
      gap: before === null || begins === null ? null : worked(begins) - worked(before),
      overlaps: before !== null && begins !== null && begins < before,
    }
  })
  return { steps, first, last, throughput: worked(last) - worked(first) }
}

/** Weekends between two instants by the clock of a time zone, at most 200 of them. */
export function weekends(from: number, to: number, timeZone: string): (readonly [number, number])[] {
  const zone = offsetsOf(timeZone, from - 8 * DAY, to + 8 * DAY)
  const found: (readonly [number, number])[] = []
  // 1970-01-03 was a Saturday; a week early, whatever the zone is ahead
  const saturday = 2 * DAY + Math.floor((from - 2 * DAY) / (7 * DAY) - 1) * 7 * DAY
  for (let day = saturday; day < to + DAY && found.length < 200; day += 7 * DAY) {
    const start = Math.max(from, instantOf(zone, day))
    const end = Math.min(to, instantOf(zone, day + 2 * DAY))
    if (end > start) found.push([start, end])
  }
  return found
}
