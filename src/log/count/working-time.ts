import { DAY, MINUTE, WEEK } from '../../base/time.ts'
import type { Calendar } from '../calendar.ts'
import { offsetsOf } from './time-zone.ts'

/** Working ms since some fixed instant; non-decreasing; only differences mean something. NaN stays NaN. */
export type WorkingTime = (instant: number) => number

/** Between two marks W is known; a mark each quarter of an hour, which most working hours begin and end on. */
const MARK = 15 * MINUTE
/** Marks are kept for at most this long, around the times asked for (28 MB); beyond, weeks are counted. */
const LONGEST = 100 * 366 * DAY

/**
 * W(t) of a calendar for the instants from..to of a log (others are answered too, as plain weeks without holidays).
 * An instant is working time where the wall clock of the zone lies in a working interval of its date (semantics 12).
 * The table costs one step a quarter of an hour of from..to, a lookup some ns.
 */
export function workingTime(calendar: Calendar, from: number, to: number): WorkingTime {
  const low = Math.floor((Number.isFinite(from) ? from : 0) / DAY) * DAY
  const high = Math.min(low + LONGEST, Math.ceil(((Number.isFinite(to) ? to : 0) + 1) / DAY) * DAY)
  const zone = offsetsOf(calendar.timeZone, low, high)
  const marks = marksOf(calendar, zone, low, high)
  const first = weekly(calendar, zone.offsets[0]!, low)
  const last = weekly(calendar, zone.offsets.at(-1)!, high)
  const { table, edges, sums } = marks
  const whole = table[table.length - 1]!
  return instant => {
    if (!(instant >= low)) return first(instant)
    if (instant >= high) return whole + last(instant)
    const mark = Math.floor((instant - low) / MARK)
    const a = table[mark]!
    const worked = table[mark + 1]! - a
    if (worked === 0) return a
    if (worked === MARK) return a + (instant - low - mark * MARK)
    return partly(edges, sums, instant)
  }
}

/** Working intervals as instants: edges[2i]..edges[2i + 1] is work, sums[i] the work before it. */
function marksOf(
  calendar: Calendar,
  zone: { starts: readonly number[]; offsets: readonly number[] },
  low: number,
  high: number,
) {
  const holidays = new Set(calendar.holidays)
  const edges: number[] = []
  const sums: number[] = []
  const table = new Float64Array((high - low) / MARK + 1)
  let total = 0
  for (let i = 0; i < zone.starts.length; i++) {
    const offset = zone.offsets[i]!
    const start = Math.max(low, zone.starts[i]!)
    const end = Math.min(high, zone.starts[i + 1] ?? high)
    for (let day = Math.floor((start + offset) / DAY) * DAY; day < end + offset; day += DAY) {
      const intervals = calendar.week[weekday(day)] ?? []
      if (intervals.length === 0 || holidays.has(new Date(day).toISOString().slice(0, 10))) continue
      for (const [open, close] of intervals) {
        const a = Math.max(start, day - offset + open * MINUTE)
        const b = Math.min(end, day - offset + close * MINUTE)
        if (b <= a) continue
        edges.push(a, b)
        sums.push(total)
        total += b - a
        spread(table, a - low, b - low)
      }
    }
  }
  for (let mark = 1; mark < table.length; mark++) table[mark]! += table[mark - 1]!
  return { table, edges: Float64Array.from(edges), sums: Float64Array.from(sums) }
}

/** Add the work of [a, b) to the marks behind the quarters it lies in. */
function spread(table: Float64Array, a: number, b: number): void {
  for (let at = a; at < b; ) {
    const mark = Math.floor(at / MARK)
    const end = Math.min(b, (mark + 1) * MARK)
    table[mark + 1]! += end - at
    at = end
  }
}

/** Monday = 0. The epoch was a Thursday. */
const weekday = (day: number): number => (((Math.floor(day / DAY) + 3) % 7) + 7) % 7

function partly(edges: Float64Array, sums: Float64Array, instant: number): number {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (edges[middle * 2]! <= instant) low = middle
    else high = middle - 1
  }
  const open = edges[low * 2]!
  return instant < open ? sums[low]! : sums[low]! + Math.min(instant, edges[low * 2 + 1]!) - open
}

/** W outside the table: weeks of a fixed offset without holidays, 0 at `origin`. */
function weekly(calendar: Calendar, offset: number, origin: number): WorkingTime {
  const perWeek = calendar.week.flat().reduce((sum, [open, close]) => sum + (close - open) * MINUTE, 0)
  const monday = 4 * DAY
  const worked = (instant: number) => {
    const local = instant + offset - monday
    const weeks = Math.floor(local / WEEK)
    const rest = local - weeks * WEEK
    let sum = weeks * perWeek
    calendar.week.forEach((intervals, day) => {
      for (const [open, close] of intervals)
        sum += Math.max(0, Math.min(rest, day * DAY + close * MINUTE) - (day * DAY + open * MINUTE))
    })
    return sum
  }
  const zero = worked(origin)
  return instant => worked(instant) - zero
}
