import { LIMB } from '../../base/statistics.ts'
import { type Durations, FROM_START, TO_END } from '../engine.ts'
import type { Clock } from './clock.ts'
import { deviation, quantileFrom } from './durations.ts'
import type { Entries } from './entries.ts'
import { byPieces, type Pace } from './pace.ts'
import { PairIndex } from './pair-index.ts'

/** Nodes up to which arcs are looked up in a matrix of Int32 (16 MB at the limit); beyond, in a hash table. */
const DENSE = 2000

/** Arcs by slot, in order of first appearance. */
export interface ArcCounts {
  readonly count: number
  /** Symbols; −1 start, −2 end. */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly frequency: Int32Array
  readonly caseFrequency: Int32Array
  readonly overlaps: Int32Array
  /** null where no pair has times. */
  readonly time: readonly (Durations | null)[]
}

/** What is counted: entries with their symbols, −1 = none (a pair with such an end is no pair). */
export interface ArcInput {
  readonly entries: Entries
  readonly symbols: Int32Array
  readonly size: number
  /** Whether arcs from the start and to the end are counted too. */
  readonly borders: boolean
}

/**
 * The numbers of one arc lie side by side: frequency, case frequency, the case counted last, pairs without time,
 * overlaps, sum of times (low and high limb), min, max.
 */
const FREQUENCY = 0
const CASES = 1
const LAST_CASE = 2
const UNTIMED = 3
const OVERLAPS = 4
const LOW = 5
const HIGH = 6
const MIN = 7
const MAX = 8
const STRIDE = 9

/** Numbers arcs; grows with them. Nodes are symbol + 2: end is 0, start is 1. */
class ArcTable {
  readonly pairs = new PairIndex()
  readonly dense: Int32Array | null
  readonly size: number
  numbers: Float64Array = new Float64Array(64 * STRIDE)

  constructor(classes: number) {
    this.size = classes + 2
    this.dense = this.size <= DENSE ? new Int32Array(this.size * this.size).fill(-1) : null
  }

  /** Where the numbers of an arc begin. */
  at(from: number, to: number): number {
    const found = this.dense === null ? this.pairs.find(from, to) : this.dense[from * this.size + to]!
    if (found >= 0) return this.dense === null ? found * STRIDE : found
    const at = this.pairs.add(from, to) * STRIDE
    if (this.dense !== null) this.dense[from * this.size + to] = at
    if (at === this.numbers.length) {
      const numbers = new Float64Array(this.numbers.length * 2)
      numbers.set(this.numbers)
      this.numbers = numbers
    }
    this.numbers[at + LAST_CASE] = -1
    this.numbers[at + MIN] = Number.POSITIVE_INFINITY
    this.numbers[at + MAX] = Number.NEGATIVE_INFINITY
    return at
  }

  /** One more occurrence without time, in selected case k. */
  touch(from: number, to: number, k: number): void {
    const at = this.at(from, to)
    const { numbers } = this
    numbers[at + FREQUENCY]!++
    numbers[at + UNTIMED]!++
    if (numbers[at + LAST_CASE] === k) return
    numbers[at + LAST_CASE] = k
    numbers[at + CASES]!++
  }

  column(which: number): Int32Array {
    const column = new Int32Array(this.pairs.size)
    for (let slot = 0; slot < column.length; slot++) column[slot] = this.numbers[slot * STRIDE + which]!
    return column
  }

  time(slot: number): Durations | null {
    const at = slot * STRIDE
    const { numbers } = this
    const n = numbers[at + FREQUENCY]! - numbers[at + UNTIMED]!
    if (n === 0) return null
    const total = numbers[at + HIGH]! * LIMB + numbers[at + LOW]!
    const [min, max] = [numbers[at + MIN]!, numbers[at + MAX]!]
    return { n, total, mean: total / n, median: null, p90: null, min, max, standardDeviation: null }
  }
}

/**
 * Count directly-follows arcs with their waits (semantics 11). One pass over the entries; with `quantiles` a second one
 * sorts the waits by arc (8 bytes a pair) and selects in each. O(entries).
 */
export async function countArcs(input: ArcInput, clock: Clock, quantiles: boolean, pace: Pace): Promise<ArcCounts> {
  const table = new ArcTable(input.size)
  await byPieces(input.entries, pace, (a, b) => countPiece(input, clock, table, a, b))
  const count = table.pairs.size
  const time: (Durations | null)[] = Array.from({ length: count }, (_, slot) => table.time(slot))
  if (quantiles) await addQuantiles(input, clock, table, time, pace)
  return {
    count,
    from: table.pairs.left.subarray(0, count).map(node => (node === 1 ? FROM_START : node - 2)),
    to: table.pairs.right.subarray(0, count).map(node => (node === 0 ? TO_END : node - 2)),
    frequency: table.column(FREQUENCY),
    caseFrequency: table.column(CASES),
    overlaps: table.column(OVERLAPS),
    time,
  }
}

// One long function: the loop runs once an entry, 3x slower when its parts are calls (bench).
function countPiece(input: ArcInput, clock: Clock, table: ArcTable, a: number, b: number): void {
  const { entries, symbols, borders } = input
  const { from, to } = entries
  const { complete, start } = clock
  const rawStart = entries.start
  const rawComplete = entries.complete
  const { dense, size } = table
  for (let k = a; k < b; k++) {
    const first = from[k]!
    const end = to[k]!
    if (first === end) {
      if (borders) table.touch(1, 0, k)
      continue
    }
    let node = symbols[first]! + 2
    if (borders) table.touch(1, node, k)
    let done = complete[first]!
    let { numbers } = table
    for (let e = first + 1; e < end; e++) {
      const next = symbols[e]! + 2
      const before = done
      done = complete[e]!
      if (node < 2 || next < 2) {
        node = next
        continue
      }
      let at = dense !== null ? dense[node * size + next]! : -1
      if (at < 0) {
        at = table.at(node, next)
        numbers = table.numbers
      }
      node = next
      numbers[at]!++
      if (numbers[at + LAST_CASE] !== k) {
        numbers[at + LAST_CASE] = k
        numbers[at + CASES]!++
      }
      let wait = done - before
      if (Number.isNaN(wait)) {
        numbers[at + UNTIMED]!++
        continue
      }
      if (start !== null && !Number.isNaN(start[e]!)) {
        wait = start[e]! - before
        if (rawStart![e]! < rawComplete[e - 1]!) numbers[at + OVERLAPS]!++
      }
      const sum = numbers[at + LOW]! + wait
      numbers[at + LOW] = sum
      if (Math.abs(sum) >= LIMB) carry(numbers, at)
      if (wait < numbers[at + MIN]!) numbers[at + MIN] = wait
      if (wait > numbers[at + MAX]!) numbers[at + MAX] = wait
    }
    if (borders) table.touch(node, 0, k)
  }
}

function carry(numbers: Float64Array, at: number): void {
  const whole = Math.trunc(numbers[at + LOW]! / LIMB)
  numbers[at + LOW]! -= whole * LIMB
  numbers[at + HIGH]! += whole
}

async function addQuantiles(
  input: ArcInput,
  clock: Clock,
  table: ArcTable,
  time: (Durations | null)[],
  pace: Pace,
): Promise<void> {
  const next = new Float64Array(time.length)
  let total = 0
  time.forEach((times, slot) => {
    next[slot] = total
    total += times?.n ?? 0
  })
  const waits = new Float64Array(total)
  await byPieces(input.entries, pace, (a, b) => scatter(input, clock, table, waits, next, a, b))
  for (let slot = 0; slot < time.length; slot++) {
    const known = time[slot]
    if (!known) continue
    const to = next[slot]!
    const from = to - known.n
    const standardDeviation = deviation(waits, known.mean!, from, to)
    const median = quantileFrom(waits, 0.5, from, to, from)
    const p90 = quantileFrom(waits, 0.9, from, to, from + Math.floor((known.n - 1) * 0.5))
    time[slot] = { ...known, median, p90, standardDeviation }
    const rest = pace.step()
    if (rest) await rest
  }
}

function scatter(
  input: ArcInput,
  clock: Clock,
  table: ArcTable,
  waits: Float64Array,
  next: Float64Array,
  a: number,
  b: number,
) {
  const { entries, symbols } = input
  const { from, to } = entries
  const { complete, start } = clock
  const { dense, size, pairs } = table
  for (let k = a; k < b; k++)
    for (let e = from[k]! + 1, end = to[k]!; e < end; e++) {
      const node = symbols[e - 1]! + 2
      const follower = symbols[e]! + 2
      if (node < 2 || follower < 2) continue
      const before = complete[e - 1]!
      let wait = complete[e]! - before
      if (Number.isNaN(wait)) continue
      if (start !== null && !Number.isNaN(start[e]!)) wait = start[e]! - before
      const slot = dense !== null ? dense[node * size + follower]! / STRIDE : pairs.find(node, follower)
      const at = next[slot]!
      waits[at] = wait
      next[slot] = at + 1
    }
}
