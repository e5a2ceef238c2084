import type { Calendar } from '../log/calendar.ts'
import { workingTime } from '../log/count/working-time.ts'
import type { Clock } from './monitors/monitor.ts'

const elapsed: Clock = { between: (from, to) => to - from, after: (from, ms) => from + ms }

/** The clocks of a check: elapsed time, and working time of each calendar for the instants `from` to `to`. */
export function clocksOf(
  calendars: ReadonlyMap<string, Calendar>,
  from: number,
  to: number,
): (calendar: string | null) => Clock {
  const made = new Map<string, Clock>()
  return name => {
    if (name === null) return elapsed
    let clock = made.get(name)
    if (clock === undefined) made.set(name, (clock = working(calendars.get(name)!, from, to)))
    return clock
  }
}

/** Farthest that a deadline is looked for: ten years. */
const FARTHEST = 3653 * 24 * 3_600_000

function working(calendar: Calendar, from: number, to: number): Clock {
  const worked = workingTime(calendar, from, to + (to - from) / 10 + FARTHEST / 10)
  return {
    between: (a, b) => worked(b) - worked(a),
    after(a, ms) {
      const wanted = worked(a) + ms
      let [low, high] = [a, a + ms + FARTHEST]
      if (worked(high) < wanted) return Number.POSITIVE_INFINITY
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2)
        if (worked(middle) < wanted) low = middle
        else high = middle
      }
      return worked(low) >= wanted ? low : high
    },
  }
}
