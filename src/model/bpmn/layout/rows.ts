import { levelRuns } from './level-runs.ts'

/** A node of a band, by what it needs above and below its middle, px. */
export interface RowNode {
  readonly up: number
  readonly down: number
  /** Nodes that it is joined to in the layers before and behind: their number, how much it matters to be level with
   * them, and how much lower than them it would rather be. */
  readonly before: readonly Pull[]
  readonly behind: readonly Pull[]
}
export interface Pull {
  readonly node: number
  readonly weight: number
  readonly lower: number
}

const ROUNDS = 6

/**
 * The height of each node's middle (growing downwards) such that the nodes of a layer keep their order and distance and
 * edges run level as far as that allows: each layer in turn is set to the least sum of weighted distances given its
 * neighbours, which pool-adjacent-violators with medians gives exactly (Sugiyama's priority method; Robertson, Wright &
 * Dykstra, 1988). Medians are heights of neighbours, so that edges are level or clearly not. O(rounds * edges * log).
 */
export function rowsOf(
  layers: readonly (readonly number[])[],
  nodes: ReadonlyMap<number, RowNode>,
  gap: number,
): Map<number, number> {
  const y = new Map<number, number>()
  for (const layer of layers) {
    let top = 0
    for (const node of layer) {
      const { up, down } = nodes.get(node)!
      y.set(node, top + up)
      top += up + down + gap
    }
  }
  const settle = (layer: readonly number[], sides: (node: RowNode) => readonly Pull[]) =>
    settleLayer(layer, nodes, gap, y, sides)
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 1; i < layers.length; i++) settle(layers[i]!, node => node.before)
    for (let i = layers.length - 2; i >= 0; i--) settle(layers[i]!, node => node.behind)
  }
  for (let i = 0; i < layers.length; i++) settle(layers[i]!, node => [...node.before, ...node.behind])
  for (let i = layers.length - 1; i >= 0; i--) settle(layers[i]!, node => [...node.before, ...node.behind])
  levelRuns(layers, nodes, gap, y)
  return y
}

interface Run {
  readonly values: (readonly [value: number, weight: number])[]
  size: number
  at: number
}

function settleLayer(
  layer: readonly number[],
  nodes: ReadonlyMap<number, RowNode>,
  gap: number,
  y: Map<number, number>,
  sides: (node: RowNode) => readonly Pull[],
): void {
  const runs: Run[] = []
  const offsets: number[] = []
  let offset = 0
  layer.forEach((id, i) => {
    const node = nodes.get(id)!
    if (i > 0) offset += nodes.get(layer[i - 1]!)!.down + gap + node.up
    offsets.push(offset)
    const pulls = sides(node)
    const values =
      pulls.length === 0
        ? [[y.get(id)! - offset, 0.01] as const]
        : pulls.map(({ node: other, weight, lower }) => [y.get(other)! + lower - offset, weight] as const)
    runs.push({ values, size: 1, at: median(values) })
    while (runs.length > 1 && runs.at(-2)!.at > runs.at(-1)!.at) {
      const last = runs.pop()!
      const run = runs.at(-1)!
      run.values.push(...last.values)
      run.size += last.size
      // of two branches the first one is level with what they come from
      run.at = -median(run.values.map(([value, weight]) => [-value, weight]))
    }
  })
  let i = 0
  for (const { size, at } of runs) for (let k = 0; k < size; k++, i++) y.set(layer[i]!, at + offsets[i]!)
}

/** The lower weighted median. */
export function median(values: readonly (readonly [number, number])[]): number {
  const sorted = [...values].sort(([a], [b]) => a - b)
  const half = sorted.reduce((sum, [, weight]) => sum + weight, 0) / 2
  let sum = 0
  for (const [value, weight] of sorted) {
    sum += weight
    if (sum >= half) return value
  }
  return 0
}
