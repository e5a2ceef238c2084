import { RequestError } from '../../base/errors.ts'
import { DAY, HOUR } from '../../base/time.ts'

/** Stretches of one offset: offsets[i] (local minus UTC, ms) holds from starts[i] (ascending; the first is −Infinity). */
export interface Offsets {
  readonly starts: readonly number[]
  readonly offsets: readonly number[]
}

/** Outside these years a zone keeps the offset it has at their edge. */
const FIRST = Date.UTC(1850, 0)
const LAST = Date.UTC(2200, 0)
/** Zones keep an offset for longer than this (probing); shorter stretches are not found. */
const PROBE = 7 * DAY

/** A time zone with its changes between two instants; formats are asked only once a probe and change. Unknown: RequestError. */
export function offsetsOf(timeZone: string, from: number, to: number): Offsets {
  const read = reader(timeZone)
  const low = Math.max(FIRST, Math.min(from - 2 * DAY, LAST))
  const high = Math.max(low, Math.min(to + 2 * DAY, LAST))
  const starts = [Number.NEGATIVE_INFINITY]
  const offsets = [read(low)]
  for (let at = low; at < high; at += PROBE) {
    const next = Math.min(at + PROBE, high)
    changes(read, at, offsets.at(-1)!, next, read(next), starts, offsets)
  }
  return { starts, offsets }
}

function changes(
  read: (instant: number) => number,
  from: number,
  before: number,
  to: number,
  after: number,
  starts: number[],
  offsets: number[],
): void {
  if (before === after) return
  let low = from
  let high = to
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (read(middle) === before) low = middle
    else high = middle
  }
  const offset = read(high)
  starts.push(high)
  offsets.push(offset)
  changes(read, high, offset, to, after, starts, offsets)
}

const memos = new Map<string, (instant: number) => number>()

function reader(timeZone: string): (instant: number) => number {
  const known = memos.get(timeZone)
  if (known) return known
  if (timeZone === 'UTC') return () => 0
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    throw new RequestError(
      `"${timeZone}" is no time zone. Name one as in the IANA list, such as "Europe/Berlin" or "UTC".`,
    )
  }
  const read = (instant: number) => {
    const second = Math.floor(instant / 1000) * 1000
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(second)) part[type] = Number(value)
    return (
      Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']) - second
    )
  }
  if (memos.size < 100) memos.set(timeZone, read)
  return read
}

/** Index of the stretch that holds an instant. */
export function stretchAt(zone: Offsets, instant: number): number {
  let low = 0
  let high = zone.starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (zone.starts[middle]! <= instant) low = middle
    else high = middle - 1
  }
  return low
}

/** The first instant at which the clock of the zone shows `local` (a reading written as if UTC) or a later one. */
export function instantOf(zone: Offsets, local: number): number {
  let i = Math.max(0, stretchAt(zone, local - 26 * HOUR))
  for (; ; i++) {
    const start = zone.starts[i]!
    const end = zone.starts[i + 1] ?? Number.POSITIVE_INFINITY
    const instant = Math.max(start, local - zone.offsets[i]!)
    if (instant < end) return instant
  }
}
