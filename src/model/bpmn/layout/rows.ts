import { levelRuns } from './level-runs.ts'

/**
 * What places nodes in a band, by their numbers: what each needs above and below its middle, px, and what it is joined to in the
 * layers before and behind. Columns, since a deep model has a passage for every long edge in every layer.
 */
export interface RowNodes {
  readonly up: Float64Array
  readonly down: Float64Array
  /** Pulls of node i: those before it from `first[i]`, those behind it from `split[i]`, up to `first[i + 1]`. */
  readonly first: Int32Array
  readonly split: Int32Array
  /** Of each pull: the other node, how much it matters to be level with it, and how much lower than it the node would rather be. */
  readonly other: Int32Array
  readonly weight: Float64Array
  readonly lower: Float64Array
}

const ROUNDS = 6

/**
 * The height of each node's middle (growing downwards) such that the nodes of a layer keep their order and distance and
 * edges run level as far as that allows: each layer in turn is set to the least sum of weighted distances given its
 * neighbours, which pool-adjacent-violators with medians gives exactly (Sugiyama's priority method; Robertson, Wright &
 * Dykstra, 1988). Medians are heights of neighbours, so that edges are level or clearly not. O(rounds * edges), and the
 * width of a layer more where its nodes stand close.
 */
export function rowsOf(layers: readonly (readonly number[])[], nodes: RowNodes, gap: number): Float64Array {
  const y = new Float64Array(nodes.up.length)
  for (const layer of layers) {
    let top = 0
    for (const node of layer) {
      y[node] = top + nodes.up[node]!
      top += nodes.up[node]! + nodes.down[node]! + gap
    }
  }
  const { first, split } = nodes
  const widest = layers.reduce((most, { length }) => Math.max(most, length), 0)
  const settler = new Settler(nodes, gap, y, widest)
  const ends = first.subarray(1)
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 1; i < layers.length; i++) settler.settle(layers[i]!, first, split)
    for (let i = layers.length - 2; i >= 0; i--) settler.settle(layers[i]!, split, ends)
  }
  for (let i = 0; i < layers.length; i++) settler.settle(layers[i]!, first, ends)
  for (let i = layers.length - 1; i >= 0; i--) settler.settle(layers[i]!, first, ends)
  levelRuns(layers, nodes, gap, y)
  return y
}

/** What nodes that stand close want together, greatest first. */
interface Wanted {
  readonly values: readonly number[]
  readonly weights: readonly number[]
}

class Settler {
  private readonly nodes: RowNodes
  private readonly gap: number
  private readonly y: Float64Array
  private readonly offsets: Float64Array
  /** Nodes of a layer that stand close, one such run above the other: where each begins, and the height of all. */
  private readonly begins: Int32Array
  private readonly heights: Float64Array
  private readonly wanted: (Wanted | null)[]

  constructor(nodes: RowNodes, gap: number, y: Float64Array, widest: number) {
    this.nodes = nodes
    this.gap = gap
    this.y = y
    this.offsets = new Float64Array(widest)
    this.begins = new Int32Array(widest + 1)
    this.heights = new Float64Array(widest)
    this.wanted = new Array<Wanted | null>(widest).fill(null)
  }

  /** Sets a layer by the pulls of each node in a range. */
  settle(layer: readonly number[], from: Int32Array, to: Int32Array): void {
    const { up, down } = this.nodes
    const { begins, heights, wanted, offsets, gap } = this
    let runs = 0
    let offset = 0
    for (let i = 0; i < layer.length; i++) {
      const node = layer[i]!
      if (i > 0) offset += down[layer[i - 1]!]! + gap + up[node]!
      offsets[i] = offset
      begins[runs] = i
      heights[runs] = this.heightOf(node, offset, from, to)
      wanted[runs++] = null
      while (runs > 1 && heights[runs - 2]! > heights[runs - 1]!) {
        const [above, below] = [runs - 2, runs - 1]
        const joined = joinedWants(
          wanted[above] ?? this.wantsOf(layer, begins[above]!, from, to),
          wanted[below] ?? this.wantsOf(layer, begins[below]!, from, to),
        )
        wanted[above] = joined
        // of two branches the first one is level with what they come from
        heights[above] = firstHalf(joined.values, joined.weights)
        runs--
      }
    }
    begins[runs] = layer.length
    for (let run = 0; run < runs; run++)
      for (let i = begins[run]!; i < begins[run + 1]!; i++) this.y[layer[i]!] = heights[run]! + offsets[i]!
  }

  /** The lower weighted median of what the pulls of a node want; without any it stays. */
  private heightOf(node: number, offset: number, from: Int32Array, to: Int32Array): number {
    const [begin, end] = [from[node]!, to[node]!]
    if (begin === end) return this.y[node]! - offset
    if (end - begin === 1) return this.y[this.nodes.other[begin]!]! + this.nodes.lower[begin]! - offset
    const { values, weights } = this.wants(offset, begin, end)
    return firstHalf(values.toReversed(), weights.toReversed())
  }

  /** Of a run of one node. */
  private wantsOf(layer: readonly number[], i: number, from: Int32Array, to: Int32Array): Wanted {
    const node = layer[i]!
    const [begin, end] = [from[node]!, to[node]!]
    if (begin === end) return { values: [this.y[node]! - this.offsets[i]!], weights: [0.01] }
    return this.wants(this.offsets[i]!, begin, end)
  }

  private wants(offset: number, begin: number, end: number): Wanted {
    const { other, weight, lower } = this.nodes
    const pulls: (readonly [number, number])[] = []
    for (let pull = begin; pull < end; pull++)
      pulls.push([this.y[other[pull]!]! + lower[pull]! - offset, weight[pull]!])
    pulls.sort(([a], [b]) => b - a)
    return { values: pulls.map(([value]) => value), weights: pulls.map(([, one]) => one) }
  }
}

function joinedWants(a: Wanted, b: Wanted): Wanted {
  const values: number[] = []
  const weights: number[] = []
  let [i, j] = [0, 0]
  while (i < a.values.length || j < b.values.length) {
    const isFirst = j >= b.values.length || (i < a.values.length && a.values[i]! >= b.values[j]!)
    const [of, at] = isFirst ? [a, i++] : [b, j++]
    values.push(of.values[at]!)
    weights.push(of.weights[at]!)
  }
  return { values, weights }
}

/** Of sorted values the first behind which no more than half of the weight stands. */
export function firstHalf(values: readonly number[], weights: readonly number[]): number {
  let all = 0
  for (const weight of weights) all += weight
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    sum += weights[i]!
    if (sum >= all / 2) return values[i]!
  }
  return 0
}
