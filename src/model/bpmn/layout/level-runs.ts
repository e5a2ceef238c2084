import { firstHalf, type RowNodes } from './rows.ts'

/** A pull at least as strong joins nodes that follow one another without branching. */
const FIRM = 3
const ROUNDS = 6

/** Nodes right above and below each one in its layer; -1: none. */
interface Neighbours {
  readonly above: Int32Array
  readonly below: Int32Array
}
type Distance = (over: number, under: number) => number
type Runs = readonly (readonly number[])[]

/**
 * Sets each run of nodes that follow one another without branching on one height, as near to what it is joined to as
 * those above and below it leave room; where they leave none, those below make it. A layer at a time cannot do that:
 * each node waits for the next.
 */
export function levelRuns(layers: readonly (readonly number[])[], nodes: RowNodes, gap: number, y: Float64Array): void {
  const above = new Int32Array(y.length).fill(-1)
  const below = new Int32Array(y.length).fill(-1)
  for (const layer of layers)
    for (let i = 1; i < layer.length; i++) {
      above[layer[i]!] = layer[i - 1]!
      below[layer[i - 1]!] = layer[i]!
    }
  const { up, down } = nodes
  const distance = (over: number, under: number) => down[over]! + gap + up[under]!
  const neighbours = { above, below }
  const runs = runsOf(layers, nodes)
  const pulls = outsidePulls(runs, nodes)
  relax(runs, pulls, nodes, y, neighbours, distance)
  pushDown(runs, y, neighbours, distance)
  relax(runs, pulls, nodes, y, neighbours, distance)
}

function runsOf(layers: readonly (readonly number[])[], { first, split, other, weight, lower }: RowNodes): Runs {
  /** The only node that pulls firmly, and to its own height; -1: there is none, or another one too. */
  const firm = (from: number, to: number) => {
    let found = -1
    for (let pull = from; pull < to; pull++)
      if (weight[pull]! >= FIRM) {
        if (found >= 0) return -1
        found = pull
      }
    return found >= 0 && lower[found] === 0 ? other[found]! : -1
  }
  const next = (node: number) => {
    const to = firm(split[node]!, first[node + 1]!)
    return to >= 0 && firm(first[to]!, split[to]!) === node ? to : -1
  }
  const runs: number[][] = []
  const seen = new Uint8Array(split.length)
  for (const layer of layers)
    for (const node of layer) {
      if (seen[node] === 1) continue
      const run: number[] = []
      for (let at = node; at >= 0 && seen[at] === 0; at = next(at)) {
        run.push(at)
        seen[at] = 1
      }
      runs.push(run)
    }
  return runs
}

/** By run the pulls, by number, to nodes that are not of it. */
function outsidePulls(runs: Runs, { first, other }: RowNodes): Runs {
  const runOf = new Int32Array(first.length)
  runs.forEach((run, r) => {
    for (const node of run) runOf[node] = r
  })
  return runs.map((run, r) => {
    const pulls: number[] = []
    for (const node of run)
      for (let pull = first[node]!; pull < first[node + 1]!; pull++) if (runOf[other[pull]!] !== r) pulls.push(pull)
    return pulls
  })
}

function relax(
  runs: Runs,
  outside: Runs,
  { other, weight, lower }: RowNodes,
  y: Float64Array,
  { above, below }: Neighbours,
  distance: Distance,
): void {
  const wanted = (pulls: readonly number[]) => {
    if (pulls.length === 1) return y[other[pulls[0]!]!]! + lower[pulls[0]!]!
    const sorted = pulls
      .map(pull => [y[other[pull]!]! + lower[pull]!, weight[pull]!] as const)
      .sort(([a], [b]) => a - b)
    return firstHalf(
      sorted.map(([value]) => value),
      sorted.map(([, one]) => one),
    )
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const [r, run] of runs.entries()) {
      let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
      for (const node of run) {
        const [over, under] = [above[node]!, below[node]!]
        if (over >= 0) from = Math.max(from, y[over]! + distance(over, node))
        if (under >= 0) to = Math.min(to, y[under]! - distance(node, under))
      }
      if (from > to) continue
      const pulls = outside[r]!
      const height = Math.min(to, Math.max(from, pulls.length === 0 ? y[run[0]!]! : wanted(pulls)))
      for (const node of run) y[node] = height
    }
}

/** Sets runs that are not level on their lowest node, from top to bottom, and pushes down what is in the way. */
function pushDown(runs: Runs, y: Float64Array, { above, below }: Neighbours, distance: Distance): void {
  const runAt = new Int32Array(y.length)
  runs.forEach((run, r) => {
    for (const node of run) runAt[node] = r
  })
  const runsBeside = (run: readonly number[], side: Int32Array) =>
    new Set(run.flatMap(node => (side[node]! >= 0 ? [runAt[side[node]!]!] : [])))
  // runs that are both above and below one another stay as they are
  const missing = runs.map(run => runsBeside(run, above).size)
  const order = runs.flatMap((_, r) => (missing[r] === 0 ? [r] : []))
  for (const r of order) for (const under of runsBeside(runs[r]!, below)) if (--missing[under]! === 0) order.push(under)
  if (order.length < runs.length) return
  for (const r of order) {
    const run = runs[r]!
    let level = Number.NEGATIVE_INFINITY
    for (const node of run) {
      level = Math.max(level, y[node]!)
      const over = above[node]!
      if (over >= 0) level = Math.max(level, y[over]! + distance(over, node))
    }
    for (const node of run) y[node] = level
  }
}
