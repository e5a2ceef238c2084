import type { UiOrder } from './ui-log.ts'

/** Times may run back by this much within a recording (two loggers writing one file) and still be an order, in ms. */
export const MOST_DISORDER = 120_000

/** Share of events that may stand, within one stream, behind a later one: a clock that was set, not shuffled runs. */
export const MOST_BACKWARD = 0.01

/**
 * The order of events within their recordings: by time, ties and events without a time behind the one before in the
 * input, where times are an order; as read where they are none. Times are an order where each stream (the events that
 * one recorder adds to the file; `stream` numbers them) runs forward by itself and streams lag by little: runs of a
 * task that were put one behind another in any order have times that run back within a stream.
 * `rows`: input row of each row, null for as read.
 */
export function orderEvents(
  time: Float64Array,
  recording: Int32Array,
  stream: Int32Array,
  wanted: 'auto' | 'input',
): { readonly order: UiOrder; readonly rows: Int32Array | null } {
  const n = time.length
  let moved = 0
  let ties = 0
  let withoutTime = 0
  let furthest = 0
  let latest = Number.NEGATIVE_INFINITY
  let before = Number.NEGATIVE_INFINITY
  let backward = 0
  const ends = new Map<number, number>()
  const keys = new Float64Array(n)
  for (let r = 0; r < n; r++) {
    if (r > 0 && recording[r] !== recording[r - 1]) {
      latest = before = Number.NEGATIVE_INFINITY
      ends.clear()
    }
    const t = time[r]!
    if (Number.isNaN(t)) withoutTime++
    else {
      if (t < latest) {
        moved++
        furthest = Math.max(furthest, latest - t)
      } else if (t === latest) ties++
      latest = Math.max(latest, t)
      if (t < (ends.get(stream[r]!) ?? t)) backward++
      ends.set(stream[r]!, t)
      before = t
    }
    keys[r] = before
  }
  const byTime =
    wanted === 'auto' &&
    withoutTime < n &&
    furthest <= MOST_DISORDER &&
    (backward <= 1 || backward <= n * MOST_BACKWARD)
  const order: UiOrder = { by: byTime ? 'time' : 'input', moved, ties, withoutTime }
  if (!byTime || moved === 0) return { order, rows: null }
  const rows = Int32Array.from({ length: n }, (_, r) => r)
  rows.sort((a, b) => recording[a]! - recording[b]! || compare(keys[a]!, keys[b]!) || a - b)
  return { order, rows }
}

const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)
