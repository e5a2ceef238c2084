import type { Calendar } from '../calendar.ts'
import type { EventLog } from '../event-log.ts'
import type { Entries } from './entries.ts'
import { bySteps, type Pace } from './pace.ts'
import { type WorkingTime, workingTime } from './working-time.ts'

/** How durations are measured: W, and the entries' times under it. Without a calendar W(t) = t and nothing is copied. */
export interface Clock {
  /** null: clock time. */
  readonly working: WorkingTime | null
  readonly complete: Float64Array
  readonly start: Float64Array | null
}

interface Spanned {
  readonly first: number
  readonly last: number
}
const spanned = new WeakMap<EventLog, Spanned>()

/** Earliest and latest time of all events of a log, starts included; ±Infinity where there is none. */
export function spanOfLog(log: EventLog): Spanned {
  let span = spanned.get(log)
  if (!span) {
    let first = Number.POSITIVE_INFINITY
    let last = Number.NEGATIVE_INFINITY
    for (const times of log.start ? [log.complete, log.start] : [log.complete])
      for (let i = 0; i < times.length; i++) {
        const time = times[i]!
        if (time < first) first = time
        if (time > last) last = time
      }
    spanned.set(log, (span = { first, last }))
  }
  return span
}

const workings = new WeakMap<EventLog, Map<string, WorkingTime>>()

/** W of a calendar over the times of a log; null for clock time. */
export function workingOf(log: EventLog, calendar: Calendar | null): WorkingTime | null {
  if (calendar === null) return null
  let known = workings.get(log)
  if (!known) workings.set(log, (known = new Map()))
  const key = JSON.stringify([calendar.timeZone, calendar.week, calendar.holidays])
  let working = known.get(key)
  if (!working) {
    const { first, last } = spanOfLog(log)
    if (known.size >= 4) known.clear()
    known.set(key, (working = workingTime(calendar, first, last)))
  }
  return working
}

/** W of a column of times, under the calendar asked for last: selections of cases share the columns of their view. */
const columns = new WeakMap<Float64Array, { readonly working: WorkingTime; readonly worked: Float64Array }>()

export async function clockOf(entries: Entries, calendar: Calendar | null, pace: Pace): Promise<Clock> {
  const working = workingOf(entries.seen.log, calendar)
  const { complete, start } = entries
  if (working === null) return { working, complete, start }
  return {
    working,
    complete: await under(complete, working, pace),
    start: start && (await under(start, working, pace)),
  }
}

async function under(times: Float64Array, working: WorkingTime, pace: Pace): Promise<Float64Array> {
  const known = columns.get(times)
  if (known?.working === working) return known.worked
  const worked = new Float64Array(times.length)
  await bySteps(times.length, pace, (a, b) => {
    for (let i = a; i < b; i++) worked[i] = working(times[i]!)
  })
  columns.set(times, { working, worked })
  return worked
}
