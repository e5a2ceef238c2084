import type { Run } from './code-length.ts'
import { ENDING, INSIDE, OUTSIDE, type RunModel } from './run-model.ts'
import type { Sequence } from './sequence.ts'

/** Longest stretch of foreign items within a run that one pass bridges; longer interruptions are stitched afterwards. */
const GAP = 6
/** Hypotheses about one class that end at one item: where the run began. */
const KEPT = 2
/** Hypotheses this many bits worse than the best parse up to there are given up. */
const BEAM = 64

/**
 * The cheapest division of the sequence into runs and noise under a fixed model: dynamic programming over (class, item),
 * approximate in that it keeps few beginnings for each. O(items · classes of a symbol · GAP).
 */
export function parse(sequence: Sequence, model: RunModel): Run[] {
  const { size, symbol, starts, symbolCount } = sequence
  const classesOf: number[][] = Array.from({ length: symbolCount }, () => [])
  model.classes.forEach(({ emissions }, r) => {
    for (const [s, { count }] of emissions) if (count > 1) classesOf[s]!.push(r)
  })
  const latest = new Int32Array(symbolCount).fill(-1)
  const hyps = new Hypotheses(size)
  /** Cheapest parse of the items before i, and how it ends: -1 = noise, else the hypothesis of its last run. */
  const closed = new Float64Array(size + 1)
  const how = new Int32Array(size + 1).fill(-1)
  let streamStart = 0
  for (let i = 0; i < size; i++) {
    if (starts[i]) streamStart = i
    const place = i !== streamStart && how[i]! >= 0 ? ENDING : OUTSIDE
    const outside = i === streamStart ? 0 : model.gapBits(place, i)
    const inside = i === streamStart ? 0 : model.gapBits(INSIDE, i)
    const noise = model.noiseBits(i, place)
    let best = closed[i]! + outside + noise
    let bestHyp = -1
    hyps.offsets[i] = hyps.size
    for (const r of classesOf[symbol[i]!]!) {
      hyps.begin()
      hyps.offer(r, i, closed[i]! + outside + model.startBits(r, i, place), -1)
      let between = 0
      for (let j = i - 1; j >= streamStart && i - j - 1 <= GAP; j--) {
        for (let h = hyps.offsets[j]!; h < hyps.offsets[j + 1]!; h++) {
          if (hyps.class[h] !== r) continue
          const first = hyps.first[h]!
          const cost = hyps.cost[h]! + between + inside + model.stepBits(r, first, hyps.itemBefore(h), j, i, latest)
          hyps.offer(r, first, cost, h)
        }
        between += model.noiseBits(j, INSIDE) + (j > streamStart ? model.gapBits(INSIDE, j) : 0)
      }
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
    latest[symbol[i]!] = i
  }
  return trace(hyps, how, size)
}

function trace(hyps: Hypotheses, how: Int32Array, size: number): Run[] {
  const runs: Run[] = []
  for (let i = size; i > 0; ) {
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
