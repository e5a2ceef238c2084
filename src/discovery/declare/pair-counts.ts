import type { VariantLog } from '../../log/variant-log.ts'

/**
 * In how many cases something is true of activities a and b: matrices value[a * n + b], n = activities.length; lists by
 * activity. Everything Declare asks of a log, from one pass.
 */
export interface PairCounts {
  readonly activities: number
  readonly cases: number
  /** Cases with a at least once, twice, three times. */
  readonly present: Float64Array
  readonly twice: Float64Array
  readonly thrice: Float64Array
  readonly first: Float64Array
  readonly last: Float64Array
  readonly both: Float64Array
  /** Cases with a in which every a is followed by b; with b in which every b is preceded by a; both with both. */
  readonly response: Float64Array
  readonly precedence: Float64Array
  readonly succession: Float64Array
  readonly alternateResponse: Float64Array
  readonly alternatePrecedence: Float64Array
  readonly alternateSuccession: Float64Array
  readonly chainResponse: Float64Array
  readonly chainPrecedence: Float64Array
  readonly chainSuccession: Float64Array
  /** Cases in which some b comes after some a; right after it. */
  readonly later: Float64Array
  readonly next: Float64Array
}

const matrices = [
  'both',
  'response',
  'precedence',
  'succession',
  'alternateResponse',
  'alternatePrecedence',
  'alternateSuccession',
  'chainResponse',
  'chainPrecedence',
  'chainSuccession',
  'later',
  'next',
] as const

/** O(variants · activities of one · its length + activities²). */
export function pairCounts(log: VariantLog): PairCounts {
  const n = log.activities.length
  const lists = Array.from({ length: 5 }, () => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const [present, twice, thrice, first, last] = lists
  const pairs = Object.fromEntries(matrices.map(name => [name, new Float64Array(n * n)])) as Record<
    (typeof matrices)[number],
    Float64Array
  >
  const trace = new TracePositions(n)
  let cases = 0
  for (let v = 0; v < log.cases.length; v++) {
    const weight = log.cases[v]!
    cases += weight
    trace.read(log.symbols, log.offsets[v]!, log.offsets[v + 1]!)
    for (const a of trace.distinct) {
      const times = trace.positions[a]!.length
      present[a]! += weight
      if (times > 1) twice[a]! += weight
      if (times > 2) thrice[a]! += weight
      for (const b of trace.distinct) if (a !== b) countPair(trace, a, b, a * n + b, weight, pairs)
    }
    if (trace.length === 0) continue
    first[log.symbols[log.offsets[v]!]!]! += weight
    last[log.symbols[log.offsets[v + 1]! - 1]!]! += weight
  }
  return { activities: n, cases, present, twice, thrice, first, last, ...pairs }
}

function countPair(
  trace: TracePositions,
  a: number,
  b: number,
  at: number,
  weight: number,
  pairs: Record<(typeof matrices)[number], Float64Array>,
): void {
  const [as, bs] = [trace.positions[a]!, trace.positions[b]!]
  pairs.both[at]! += weight
  const response = as.at(-1)! < bs.at(-1)!
  const precedence = as[0]! < bs[0]!
  if (as[0]! < bs.at(-1)!) pairs.later[at]! += weight
  if (response) pairs.response[at]! += weight
  if (precedence) pairs.precedence[at]! += weight
  if (response && precedence) pairs.succession[at]! += weight
  // every a answered before the next a; every b after an a of its own: as between answers, bs between causes
  const alternateResponse = response && isBetween(as, bs)
  const alternatePrecedence = precedence && isBetween(bs, as)
  if (alternateResponse) pairs.alternateResponse[at]! += weight
  if (alternatePrecedence) pairs.alternatePrecedence[at]! += weight
  if (alternateResponse && alternatePrecedence) pairs.alternateSuccession[at]! += weight
  const direct = countNext(as, bs)
  if (direct > 0) pairs.next[at]! += weight
  if (direct === as.length) pairs.chainResponse[at]! += weight
  if (direct === bs.length) pairs.chainPrecedence[at]! += weight
  if (direct === as.length && direct === bs.length) pairs.chainSuccession[at]! += weight
}

/** Whether between any two neighbours of `outer` there is one of `inner`. Both ascending. */
function isBetween(outer: readonly number[], inner: readonly number[]): boolean {
  let i = 0
  for (let o = 1; o < outer.length; o++) {
    while (i < inner.length && inner[i]! < outer[o - 1]!) i++
    if (i === inner.length || inner[i]! > outer[o]!) return false
  }
  return true
}

/** How many of `as` are directly followed by one of `bs`. */
function countNext(as: readonly number[], bs: readonly number[]): number {
  let count = 0
  let b = 0
  for (const position of as) {
    while (b < bs.length && bs[b]! <= position) b++
    if (b < bs.length && bs[b] === position + 1) count++
  }
  return count
}

/** Where each activity of the current trace stands. */
class TracePositions {
  readonly positions: number[][]
  readonly distinct: number[] = []
  length = 0
  constructor(activities: number) {
    this.positions = Array.from({ length: activities }, () => [])
  }
  read(symbols: Int32Array, from: number, to: number): void {
    for (const a of this.distinct) this.positions[a]!.length = 0
    this.distinct.length = 0
    this.length = to - from
    for (let i = from; i < to; i++) {
      const a = symbols[i]!
      if (this.positions[a]!.length === 0) this.distinct.push(a)
      this.positions[a]!.push(i - from)
    }
  }
}
