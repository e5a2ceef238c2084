/** Turns wall-clock times of one zone into instants, and counts what is not one-to-one. */
export interface ZoneClock {
  readonly timeZone: string
  /** Epoch ms of a wall-clock time given as if it were UTC. */
  toInstant(wall: number): number
  /** Wall-clock times that the zone skipped (read one step later) and that it had twice (the first was taken). */
  readonly skipped: number
  readonly doubled: number
}

const QUARTER = 900_000

/**
 * Wall clock to instant by the zone's rules (`Intl`), daylight saving included. `Intl` costs microseconds, so offsets
 * are kept for each quarter of an hour that occurs: zones change their clock only on quarters.
 */
export function zoneClock(timeZone: string): ZoneClock {
  if (timeZone === 'UTC') return { timeZone, toInstant: wall => wall, skipped: 0, doubled: 0 }
  const offsetAt = offsetsOf(timeZone)
  const shifts = new Map<number, { offset: number; kind: 0 | 1 | 2 }>()
  let lastQuarter = Number.NaN
  let last: { offset: number; kind: 0 | 1 | 2 } = { offset: 0, kind: 0 }
  const clock = {
    timeZone,
    skipped: 0,
    doubled: 0,
    toInstant(wall: number): number {
      const quarter = Math.floor(wall / QUARTER)
      if (quarter !== lastQuarter) {
        let found = shifts.get(quarter)
        if (!found) {
          if (shifts.size > 1 << 20) shifts.clear()
          found = shiftOf(quarter * QUARTER, offsetAt)
          shifts.set(quarter, found)
        }
        lastQuarter = quarter
        last = found
      }
      if (last.kind === 1) clock.skipped++
      else if (last.kind === 2) clock.doubled++
      return wall - last.offset
    },
  }
  return clock
}

/** Offset to take off a wall-clock time; kind 1 = skipped by the zone, 2 = occurs twice, 0 = once. */
function shiftOf(wall: number, offsetAt: (instant: number) => number): { offset: number; kind: 0 | 1 | 2 } {
  const before = offsetAt(wall - 86_400_000)
  const after = offsetAt(wall + 86_400_000)
  const fitsBefore = offsetAt(wall - before) === before
  const fitsAfter = offsetAt(wall - after) === after
  if (fitsBefore) return { offset: before, kind: fitsAfter && before !== after ? 2 : 0 }
  if (fitsAfter) return { offset: after, kind: 0 }
  return { offset: before, kind: 1 }
}

function offsetsOf(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  })
  return instant => {
    const p: Record<string, string> = {}
    for (const { type, value } of format.formatToParts(instant)) p[type] = value
    const year = p['era'] === 'BC' ? 1 - Number(p['year']) : Number(p['year'])
    const wall = Date.UTC(
      2000,
      Number(p['month']) - 1,
      Number(p['day']),
      Number(p['hour']),
      Number(p['minute']),
      Number(p['second']),
    )
    const shifted = new Date(wall)
    shifted.setUTCFullYear(year, Number(p['month']) - 1, Number(p['day']))
    return shifted.getTime() - Math.floor(instant / 1000) * 1000
  }
}
