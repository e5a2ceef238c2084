import type { UiLog } from '../log/ui-log.ts'

/** Gaps longer than this are not work on the routine, in ms. */
export const IDLE_LIMIT = 60_000

/**
 * Hands-on time of these rows, in ms: the sum over consecutive rows of min(gap, idle limit). Rows without a time, times
 * that run back, and gaps over a cut count nothing. Rows ascend. NaN where no two rows have times.
 */
export function handsOnTime(log: UiLog, rows: ArrayLike<number>, idleLimit = IDLE_LIMIT): number {
  let sum = 0
  let known = false
  for (let i = 1; i < rows.length; i++) {
    const gap = log.time[rows[i]!]! - log.time[rows[i - 1]!]!
    if (Number.isNaN(gap)) continue
    known = true
    if (gap > 0 && !isCut(log.cuts, rows[i - 1]!, rows[i]!)) sum += Math.min(gap, idleLimit)
  }
  return known ? sum : Number.NaN
}

/** Whether a cut lies between the rows: the first cut after `from` is at or before `to`. */
function isCut(cuts: Int32Array, from: number, to: number): boolean {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cuts[middle]! <= from) low = middle + 1
    else high = middle
  }
  return low < cuts.length && cuts[low]! <= to
}
