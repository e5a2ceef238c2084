import { atOnce, type Pieces } from '../../base/pieces.ts'
import type { Run } from './code-length.ts'
import { ENDING, INSIDE, OUTSIDE } from './outside-model.ts'
import type { RunModel } from './run-model.ts'
import type { Sequence } from './sequence.ts'

/** Longest stretch of foreign items within a run that one pass bridges; longer interruptions are stitched afterwards. */
const GAP = 6
/** Hypotheses about one class that end at one item: where the run began. */
const KEPT = 2
/** Hypotheses this many bits worse than the best parse up to there are given up. */
const BEAM = 64
/** Items parsed in one piece: some ms. */
const PIECE = 1 << 13

/**
 * The cheapest division of the sequence into runs and noise under a fixed model: dynamic programming over (class, item),
 * approximate in that it keeps few beginnings for each. O(items · GAP · (classes of a symbol + hypotheses about them)).
 */
export const parse = (sequence: Sequence, model: RunModel): Run[] => atOnce(parseInPieces(sequence, model))

export function* parseInPieces(sequence: Sequence, model: RunModel): Pieces<Run[]> {
  const parser = new RunParser(sequence, model, sequence.size)
  for (let i = 0; i < sequence.size; ) {
    for (const end = Math.min(i + PIECE, sequence.size); i < end; i++) parser.advance(i)
    yield i / sequence.size
  }
  return parser.runs(parser.size)
}

/** Parses item by item; `capacity` items at most. */
export class RunParser {
  /** Items parsed so far. */
  size = 0
  private readonly sequence: Sequence
  private readonly model: RunModel
  /** By symbol: classes that have it, ascending. */
  private readonly classesOf = new Map<number, number[]>()
  private readonly latest: Int32Array
  private readonly hyps: Hypotheses
  /** Cheapest parse of the items before i, and how it ends: -1 = noise, else the hypothesis of its last run. */
  private readonly closed: Float64Array
  private readonly how: Int32Array
  private streamStart = 0
  /** By items between: the next hypothesis to look at, and bits of what lies between; and how many items back that goes. */
  private readonly cursor = new Int32Array(GAP + 1)
  private readonly between = new Float64Array(GAP + 1)
  private reach = 0

  constructor(sequence: Sequence, model: RunModel, capacity: number) {
    this.sequence = sequence
    this.model = model
    model.classes.forEach(({ emissions }, r) => {
      for (const [s, { count }] of emissions) {
        if (count < 2) continue
        const classes = this.classesOf.get(s)
        if (classes) classes.push(r)
        else this.classesOf.set(s, [r])
      }
    })
    this.latest = new Int32Array(sequence.symbolCount).fill(-1)
    this.hyps = new Hypotheses(capacity)
    this.closed = new Float64Array(capacity + 1)
    this.how = new Int32Array(capacity + 1).fill(-1)
  }

  /** Takes up item i, the next one. */
  advance(i: number): void {
    const { sequence, model, hyps, closed, how, latest } = this
    const s = sequence.symbol[i]!
    if (sequence.starts[i]) this.streamStart = i
    const isStart = i === this.streamStart
    const place = !isStart && how[i]! >= 0 ? ENDING : OUTSIDE
    const outside = isStart ? 0 : model.gapBits(place, i)
    let best = closed[i]! + outside + model.noiseBits(i, place)
    let bestHyp = -1
    hyps.offsets[i] = hyps.size
    const classes = this.classesOf.get(s) ?? []
    if (classes.length > 0) this.lookBack(i)
    for (const r of classes) {
      hyps.begin()
      hyps.offer(r, i, closed[i]! + outside + model.startBits(r, i, place), -1)
      this.goOn(r, i)
      hyps.keep(i, best + BEAM)
    }
    for (let h = hyps.offsets[i]!; h < hyps.size; h++) {
      if (hyps.first[h] === i) continue
      const cost = hyps.cost[h]! + model.endBits(hyps.class[h]!, hyps.first[h]!, hyps.itemBefore(h), i)
      if (cost < best) {
        best = cost
        bestHyp = h
      }
    }
    hyps.offsets[i + 1] = hyps.size
    closed[i + 1] = best
    how[i + 1] = bestHyp
    latest[s] = i
    this.size = i + 1
  }

  /** Sets the cursors to the hypotheses that item i may go on from. */
  private lookBack(i: number): void {
    const { model, hyps, streamStart } = this
    let bits = 0
    this.reach = Math.min(i - streamStart, GAP + 1)
    for (let k = 0; k < this.reach; k++) {
      const j = i - 1 - k
      this.cursor[k] = hyps.offsets[j]!
      this.between[k] = bits
      bits += model.noiseBits(j, INSIDE) + (j > streamStart ? model.gapBits(INSIDE, j) : 0)
    }
  }

  /** Goes on with class r to item i; classes come in ascending order, and so do the hypotheses of an item. */
  private goOn(r: number, i: number): void {
    const { model, hyps, latest, cursor } = this
    if (this.reach === 0) return
    const inside = model.gapBits(INSIDE, i)
    for (let k = 0; k < this.reach; k++) {
      const j = i - 1 - k
      let h = cursor[k]!
      while (h < hyps.offsets[j + 1]! && hyps.class[h]! < r) h++
      for (; h < hyps.offsets[j + 1]! && hyps.class[h] === r; h++) {
        const first = hyps.first[h]!
        const step = model.stepBits(r, first, hyps.itemBefore(h), j, i, latest)
        hyps.offer(r, first, hyps.cost[h]! + this.between[k]! + inside + step, h)
      }
      cursor[k] = h
    }
  }

  /** Runs of the cheapest parse of the items before `end`. */
  runs(end: number): Run[] {
    const { hyps, how } = this
    const runs: Run[] = []
    for (let i = end; i > 0; ) {
      let h = how[i]!
      if (h < 0) {
        i--
        continue
      }
      const items: number[] = []
      const r = hyps.class[h]!
      for (; h >= 0; h = hyps.before[h]!) items.push(hyps.item[h]!)
      runs.push({ class: r, items: items.reverse() })
      i = items[0]!
    }
    return runs.reverse()
  }

  /** The last point at which every parse that may still win is between runs: what lies before it is decided. */
  decided(): number {
    const { hyps, size } = this
    const ends = new Set([size])
    for (let j = size - 1; j >= Math.max(0, size - 1 - GAP); j--)
      for (let h = hyps.offsets[j]!; h < hyps.offsets[j + 1]!; h++) ends.add(hyps.first[h]!)
    // all parses go back to 0: the last point that they share is where their ways meet
    while (ends.size > 1) {
      const last = Math.max(...ends)
      ends.delete(last)
      ends.add(this.beforeLast(last))
    }
    const [point] = ends
    return point!
  }

  /** Where the last token of the cheapest parse of the items before `end` begins. */
  beforeLast(end: number): number {
    const h = this.how[end]!
    return h < 0 ? end - 1 : this.hyps.first[h]!
  }
}

class Hypotheses {
  size = 0
  readonly offsets: Int32Array
  class = new Int32Array(1024)
  first = new Int32Array(1024)
  item = new Int32Array(1024)
  before = new Int32Array(1024)
  cost = new Float64Array(1024)
  private readonly offered: { r: number; first: number; cost: number; before: number }[] = []

  constructor(items: number) {
    this.offsets = new Int32Array(items + 1)
  }

  itemBefore(h: number): number {
    const before = this.before[h]!
    return before < 0 ? -1 : this.item[before]!
  }

  begin(): void {
    this.offered.length = 0
  }

  offer(r: number, first: number, cost: number, before: number): void {
    for (const known of this.offered)
      if (known.first === first) {
        if (cost < known.cost) {
          known.cost = cost
          known.before = before
        }
        return
      }
    this.offered.push({ r, first, cost, before })
  }

  keep(item: number, most: number): void {
    const { offered } = this
    offered.sort((a, b) => a.cost - b.cost || b.first - a.first)
    for (let k = 0; k < offered.length && k < KEPT; k++) {
      const { r, first, cost, before } = offered[k]!
      if (cost > most) return
      if (this.size === this.class.length) this.grow()
      this.class[this.size] = r
      this.first[this.size] = first
      this.item[this.size] = item
      this.before[this.size] = before
      this.cost[this.size++] = cost
    }
  }

  private grow(): void {
    const ints = (old: Int32Array) => {
      const grown = new Int32Array(old.length * 2)
      grown.set(old)
      return grown
    }
    this.class = ints(this.class)
    this.first = ints(this.first)
    this.item = ints(this.item)
    this.before = ints(this.before)
    const cost = new Float64Array(this.cost.length * 2)
    cost.set(this.cost)
    this.cost = cost
  }
}
