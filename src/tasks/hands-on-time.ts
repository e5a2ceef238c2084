import type { UiLog } from '../log/ui-log.ts'

/** A gap between two events counts as work up to this long, in ms. */
export const IDLE_LIMIT = 60_000

/**
 * Hands-on time of some events (of a routine instance, a step), in ms: the sum over consecutive ones of min(gap, idle
 * limit). What was cut out between them (a pause, a private stretch) has no length and adds nothing; times that are
 * missing or run back add nothing either, so that the sum is a lower bound. `rows`: rows of the log, ascending.
 */
export function handsOnTime(log: UiLog, rows: ArrayLike<number>, idleLimit: number = IDLE_LIMIT): number {
  let sum = 0
  let cut = rows.length === 0 ? 0 : firstAbove(log.cuts, rows[0]!)
  for (let at = 1; at < rows.length; at++) {
    const [from, to] = [rows[at - 1]!, rows[at]!]
    if (log.recording[from] !== log.recording[to]) continue
    while (cut < log.cuts.length && log.cuts[cut]! <= from) cut++
    if (cut < log.cuts.length && log.cuts[cut]! <= to) continue
    const gap = log.time[to]! - log.time[from]!
    if (gap > 0) sum += Math.min(gap, idleLimit)
  }
  return sum
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
