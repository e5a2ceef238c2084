import { median, type RowNode } from './rows.ts'

/** A pull at least as strong joins nodes that follow one another without branching. */
const FIRM = 3
const ROUNDS = 6

interface Neighbours {
  readonly above: ReadonlyMap<number, number>
  readonly below: ReadonlyMap<number, number>
}

/**
 * Sets each run of nodes that follow one another without branching on one height, as near to what it is joined to as
 * those above and below it leave room; where they leave none, those below make it. A layer at a time cannot do that:
 * each node waits for the next.
 */
export function levelRuns(
  layers: readonly (readonly number[])[],
  nodes: ReadonlyMap<number, RowNode>,
  gap: number,
  y: Map<number, number>,
): void {
  const above = new Map<number, number>()
  const below = new Map<number, number>()
  for (const layer of layers)
    for (let i = 1; i < layer.length; i++) {
      above.set(layer[i]!, layer[i - 1]!)
      below.set(layer[i - 1]!, layer[i]!)
    }
  const distance = (over: number, under: number) => nodes.get(over)!.down + gap + nodes.get(under)!.up
  const neighbours = { above, below }
  const runs = runsOf(layers, nodes)
  relax(runs, nodes, y, neighbours, distance)
  pushDown(runs, y, neighbours, distance)
  relax(runs, nodes, y, neighbours, distance)
}

function runsOf(layers: readonly (readonly number[])[], nodes: ReadonlyMap<number, RowNode>): number[][] {
  const firm = (pulls: RowNode['before']) => {
    const found = pulls.filter(({ weight }) => weight >= FIRM)
    return found.length === 1 && found[0]!.lower === 0 ? found[0]!.node : null
  }
  const next = (node: number) => {
    const other = firm(nodes.get(node)!.behind)
    return other !== null && firm(nodes.get(other)!.before) === node ? other : null
  }
  const runs: number[][] = []
  const seen = new Set<number>()
  for (const node of layers.flat()) {
    if (seen.has(node)) continue
    const run: number[] = []
    for (let at: number | null = node; at !== null && !seen.has(at); at = next(at)) {
      run.push(at)
      seen.add(at)
    }
    runs.push(run)
  }
  return runs
}

type Distance = (over: number, under: number) => number

/** Moves each run to the median of what pulls it from outside, within the room that there is. */
function relax(
  runs: readonly (readonly number[])[],
  nodes: ReadonlyMap<number, RowNode>,
  y: Map<number, number>,
  { above, below }: Neighbours,
  distance: Distance,
): void {
  const outside = runs.map(run => {
    const own = new Set(run)
    return run
      .flatMap(node => [...nodes.get(node)!.before, ...nodes.get(node)!.behind])
      .filter(pull => !own.has(pull.node))
  })
  for (let round = 0; round < ROUNDS; round++)
    runs.forEach((run, r) => {
      let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
      for (const node of run) {
        const [over, under] = [above.get(node), below.get(node)]
        if (over !== undefined) from = Math.max(from, y.get(over)! + distance(over, node))
        if (under !== undefined) to = Math.min(to, y.get(under)! - distance(node, under))
      }
      const pulls = outside[r]!
      const wanted =
        pulls.length === 0
          ? y.get(run[0]!)!
          : median(pulls.map(({ node, weight, lower }) => [y.get(node)! + lower, weight] as const))
      if (from <= to) for (const node of run) y.set(node, Math.min(to, Math.max(from, wanted)))
    })
}

/** Sets runs that are not level on their lowest node, from top to bottom, and pushes down what is in the way. */
function pushDown(
  runs: readonly (readonly number[])[],
  y: Map<number, number>,
  { above, below }: Neighbours,
  distance: Distance,
): void {
  const runAt = new Map(runs.flatMap((run, r) => run.map(node => [node, r] as const)))
  // runs that are both above and below one another stay as they are
  const missing = runs.map(
    run => new Set(run.flatMap(node => (above.has(node) ? [runAt.get(above.get(node)!)!] : []))).size,
  )
  const order = runs.flatMap((_, r) => (missing[r] === 0 ? [r] : []))
  for (const r of order)
    for (const under of new Set(runs[r]!.flatMap(node => (below.has(node) ? [runAt.get(below.get(node)!)!] : []))))
      if (--missing[under]! === 0) order.push(under)
  if (order.length < runs.length) return
  for (const r of order) {
    const run = runs[r]!
    let level = Number.NEGATIVE_INFINITY
    for (const node of run) {
      level = Math.max(level, y.get(node)!)
      const over = above.get(node)
      if (over !== undefined) level = Math.max(level, y.get(over)! + distance(over, node))
    }
    for (const node of run) y.set(node, level)
  }
}
