/** Rows of the input in the order of a log, and what that took. */
export interface EventOrder {
  /** Input row of each row of the log; null where both are the same. */
  readonly order: Int32Array | null
  /** Case c holds the rows offsets[c]..offsets[c+1] of the log. */
  readonly offsets: Int32Array
  readonly moved: number
  readonly ties: number
  readonly withoutTime: number
}

/** Cases up to this length are sorted by insertion: they are nearly in order. */
const SHORT = 24

/**
 * Order events by (case, time, nanoseconds, input). An event without a time stands right behind the event before it in
 * the input of its case, wherever that goes. Time O(events) where cases are in order, else O(n log n) for a case of n.
 *
 * @param caseOf case of each input row
 * @param complete epoch ms, NaN where missing
 * @param below nanoseconds below the ms; null where no event has any
 */
export function orderEvents(
  events: number,
  cases: number,
  caseOf: Int32Array,
  complete: Float64Array,
  below: Int32Array | null,
): EventOrder {
  const offsets = new Int32Array(cases + 1)
  let grouped = true
  let withoutTime = 0
  for (let r = 0, before = 0; r < events; r++) {
    const of = caseOf[r]!
    offsets[of + 1]!++
    if (of < before) grouped = false
    before = of
    if (Number.isNaN(complete[r]!)) withoutTime++
  }
  for (let c = 0; c < cases; c++) offsets[c + 1]! += offsets[c]!
  let order = grouped ? null : byCase(events, caseOf, offsets)
  let moved = 0
  for (let c = 0; c < cases; c++) {
    const late = lateEvents(offsets[c]!, offsets[c + 1]!, order, complete, below)
    if (late === 0) continue
    moved += late
    order ??= identity(events)
    sortCase(order, offsets[c]!, offsets[c + 1]!, complete, below)
  }
  return { order, offsets, moved, ties: countTies(cases, offsets, order, complete, below), withoutTime }
}

function identity(events: number): Int32Array {
  const order = new Int32Array(events)
  for (let r = 0; r < events; r++) order[r] = r
  return order
}

/** Rows by case, in input order within a case: one step of a counting sort. */
function byCase(events: number, caseOf: Int32Array, offsets: Int32Array): Int32Array {
  const order = new Int32Array(events)
  const next = offsets.slice(0, -1)
  for (let r = 0; r < events; r++) order[next[caseOf[r]!]!++] = r
  return order
}

/** Events of a case that stand behind one with a later time. */
function lateEvents(
  from: number,
  to: number,
  order: Int32Array | null,
  complete: Float64Array,
  below: Int32Array | null,
): number {
  let late = 0
  let latest = -Infinity
  let latestBelow = 0
  for (let i = from; i < to; i++) {
    const row = order === null ? i : order[i]!
    const time = complete[row]!
    const fine = below === null ? 0 : below[row]!
    if (time > latest || (time === latest && fine >= latestBelow)) {
      latest = time
      latestBelow = fine
    } else if (!Number.isNaN(time)) late++
  }
  return late
}

/** Events whose time is exactly that of the event before them in their case. */
function countTies(
  cases: number,
  offsets: Int32Array,
  order: Int32Array | null,
  complete: Float64Array,
  below: Int32Array | null,
): number {
  let ties = 0
  for (let c = 0; c < cases; c++) {
    let before = -1
    for (let i = offsets[c]!; i < offsets[c + 1]!; i++) {
      const row = order === null ? i : order[i]!
      if (before >= 0 && complete[row] === complete[before] && (below === null || below[row] === below[before])) ties++
      before = row
    }
  }
  return ties
}

/** Sort order[from..to), the rows of one case in input order. */
function sortCase(order: Int32Array, from: number, to: number, complete: Float64Array, below: Int32Array | null): void {
  const n = to - from
  const rows = order.slice(from, to)
  const times = new Float64Array(n)
  const fines = new Int32Array(n)
  let time = -Infinity
  let fine = 0
  for (let i = 0; i < n; i++) {
    const own = complete[rows[i]!]!
    if (!Number.isNaN(own)) {
      time = own
      fine = below === null ? 0 : below[rows[i]!]!
    }
    times[i] = time
    fines[i] = fine
  }
  const places = identity(n)
  const after = (a: number, b: number) =>
    times[a]! > times[b]! || (times[a] === times[b] && (fines[a]! > fines[b]! || (fines[a] === fines[b] && a > b)))
  if (n <= SHORT)
    for (let i = 1; i < n; i++) {
      const place = places[i]!
      let k = i
      for (; k > 0 && after(places[k - 1]!, place); k--) places[k] = places[k - 1]!
      places[k] = place
    }
  else places.sort((a, b) => (after(a, b) ? 1 : -1))
  for (let i = 0; i < n; i++) order[from + i] = rows[places[i]!]!
}
