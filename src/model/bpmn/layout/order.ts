/** A graph in which every edge leads to the next layer. */
export interface Layered {
  /** Nodes of each layer, from top to bottom. */
  readonly layers: number[][]
  readonly before: readonly (readonly number[])[]
  readonly behind: readonly (readonly number[])[]
  /** Nodes of a layer stand by band first (the lane). */
  readonly band: readonly number[]
}

const SWEEPS = 12

/**
 * Orders each layer so that few edges cross: barycentres, layer by layer to and fro (Sugiyama, Tagawa & Toda, 1981). The
 * given order stays where nothing is gained, since it is the order in which branches were written.
 */
export function orderLayers(graph: Layered): void {
  const position = new Float64Array(graph.band.length)
  const place = (layers: readonly (readonly number[])[]) => {
    for (const layer of layers) for (const [i, node] of layer.entries()) position[node] = i
  }
  let best = graph.layers.map(layer => [...layer])
  place(best)
  let fewest = crossings(graph, best, position)
  const current = graph.layers
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const isDown = sweep % 2 === 0
    for (let i = 1; i < current.length; i++) {
      const at = isDown ? i : current.length - 1 - i
      sortLayer(current[at]!, isDown ? graph.before : graph.behind, graph.band, position)
    }
    const count = crossings(graph, current, position)
    if (count < fewest) {
      fewest = count
      best = current.map(layer => [...layer])
    }
  }
  graph.layers.splice(0, best.length, ...best)
}

function sortLayer(
  layer: number[],
  neighbours: readonly (readonly number[])[],
  band: readonly number[],
  position: Float64Array,
): void {
  const centre = new Map(
    layer.map(node => {
      const others = neighbours[node]!
      const sum = others.reduce((total, other) => total + position[other]!, 0)
      return [node, others.length === 0 ? position[node]! : sum / others.length]
    }),
  )
  layer.sort((a, b) => band[a]! - band[b]! || centre.get(a)! - centre.get(b)! || position[a]! - position[b]!)
  for (const [i, node] of layer.entries()) position[node] = i
}

function crossings({ behind }: Layered, layers: readonly (readonly number[])[], position: Float64Array): number {
  let total = 0
  for (let i = 0; i + 1 < layers.length; i++) {
    // inversions among the ends of edges sorted by their beginnings, by a Fenwick tree
    const size = layers[i + 1]!.length
    const tree = new Int32Array(size + 1)
    let seen = 0
    for (const node of layers[i]!) {
      const ends = behind[node]!.map(to => position[to]!).sort((a, b) => a - b)
      for (const end of ends) {
        let notBelow = 0
        for (let k = end + 1; k > 0; k -= k & -k) notBelow += tree[k]!
        total += seen - notBelow
      }
      for (const end of ends) {
        seen++
        for (let k = end + 1; k <= size; k += k & -k) tree[k]!++
      }
    }
  }
  return total
}
