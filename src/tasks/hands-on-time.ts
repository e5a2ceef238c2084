import type { UiLog } from '../log/ui-log.ts'
import { personOfRows } from './person-of-rows.ts'

/** A gap between two events counts as work up to this long, in ms. */
export const IDLE_LIMIT = 60_000

/**
 * Hands-on time of some events (of a routine instance, a step), in ms: the sum over consecutive ones of each person of min(gap,
 * idle limit); an event that names nobody belongs to whoever acted before it. What was cut out between them (a pause, a private
 * stretch) has no length and adds nothing; times that are missing or run back add nothing either, so that the sum is a lower
 * bound. `rows`: rows of the log, ascending.
 */
export function handsOnTime(log: UiLog, rows: ArrayLike<number>, idleLimit: number = IDLE_LIMIT): number {
  const people = personOfRows(log)
  let sum = 0
  if (rows.length === 2) return people[rows[0]!] === people[rows[1]!] ? gapOf(log, rows[0]!, rows[1]!, idleLimit) : 0
  const latest = new Map<number, number>()
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    const before = latest.get(people[row]!)
    latest.set(people[row]!, row)
    if (before !== undefined) sum += gapOf(log, before, row, idleLimit)
  }
  return sum
}

function gapOf({ recording, time, cuts }: UiLog, from: number, to: number, idleLimit: number): number {
  const gap = time[to]! - time[from]!
  if (!(gap > 0) || recording[from] !== recording[to]) return 0
  if (cuts.length > 0) {
    const cut = cuts[firstAbove(cuts, from)]
    if (cut !== undefined && cut <= to) return 0
  }
  return Math.min(gap, idleLimit)
}

/** Index of the first of some ascending numbers that is above `least`. */
function firstAbove(numbers: Int32Array, least: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (numbers[middle]! <= least) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Rows before which the work was interrupted: the log's own cuts, the begin of each recording but the first, and every gap
 * longer than the idle limit (in ms), where times are an order. Ascending, without row 0.
 */
export function interruptions(log: UiLog, idleLimit: number = IDLE_LIMIT): Int32Array {
  const cuts = new Set(log.cuts)
  const timed = log.order.by === 'time' || log.order.moved === 0
  const rows: number[] = []
  for (let row = 1; row < log.eventCount; row++) {
    const idle = timed && log.time[row]! - log.time[row - 1]! > idleLimit
    if (idle || cuts.has(row) || log.recording[row] !== log.recording[row - 1]) rows.push(row)
  }
  return Int32Array.from(rows)
}
