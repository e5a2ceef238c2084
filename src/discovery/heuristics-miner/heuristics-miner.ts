import type { VariantLog } from '../../log/variant-log.ts'
import type { CausalArc, CausalNet } from '../../model/causal-net.ts'
import { type Dominators, dominators } from '../dominators.ts'
import { bindings } from './bindings.ts'
import { type Dependencies, dependencies } from './dependencies.ts'
import { longDistances } from './long-distance.ts'
import { selectArcs } from './select-arcs.ts'

export interface HeuristicsOptions {
  /** From which a ⇒ b on an arc is kept, 0..1. Default 0.9. */
  readonly dependency?: number
  /** The same for a ⇒ a. Default 0.9. */
  readonly loopOfOne?: number
  /** The same for a ⇒₂ b. Default 0.9. */
  readonly loopOfTwo?: number
  /** The same for a ⇒ˡ b; null: no arcs over a distance. Default 0.9. */
  readonly longDistance?: number | null
  /** Arcs whose dependency is nearer than this to the best of their activity are kept too. Default 0.05. */
  readonly relativeToBest?: number
  /** From which (|b > c| + |c > b|) / (|a > b| + |a > c| + 1) on b and c both follow a, instead of one of them. Default 0.1. */
  readonly and?: number
  /** Every activity gets its best cause and its best effect, however weak. Default true. */
  readonly allConnected?: boolean
  /** Arcs rarer than this share of the most frequent ones around them are left out first, 0..1. Default 0. */
  readonly noise?: number
}

/**
 * A causal net of what depends on what, for logs with noise; it need not be sound. A. Weijters, W. van der Aalst,
 * A. de Medeiros, 2006; arcs as in J. Weijters, J. Ribeiro, Flexible heuristics miner, 2011, section III. Ties go by
 * name. O(symbols · activities + activities³); without long distances O(symbols + activities³).
 */
export function heuristicsMiner(log: VariantLog, options: HeuristicsOptions = {}): CausalNet {
  const measures = dependencies(log, options.noise ?? 0)
  const near = selectArcs(measures, options)
  const threshold = options.longDistance === undefined ? 0.9 : options.longDistance
  const distant = threshold === null ? [] : distantArcs(log, measures, near, threshold)
  const arcs = [...near, ...distant].sort((a, b) => a.from - b.from || a.to - b.to)
  return { activities: log.activities, arcs, ...bindings(measures, arcs, options.and ?? 0.1) }
}

/** Only where the case could end without the effect: else the arcs there are say as much. */
function distantArcs(log: VariantLog, measures: Dependencies, arcs: readonly CausalArc[], threshold: number) {
  const activities = log.activities.length
  const { size } = measures
  const { measure, pairs } = longDistances(log)
  const joined = new Set(arcs.map(({ from, to }) => from * size + to))
  // what dominates a node on all ways back from the end is what it cannot end without
  const ways = dominators(
    size,
    arcs.map(({ from, to }) => [to, from] as const),
    size - 1,
  )
  const found: CausalArc[] = []
  for (let from = 0; from < activities; from++) {
    const needed = dominatorsOf(ways, from)
    if (needed === null) continue
    for (let to = 0; to < activities; to++) {
      const dependency = measure[from * activities + to]!
      if (dependency < threshold || joined.has(from * size + to) || needed.has(to)) continue
      found.push({ from, to, dependency, frequency: pairs[from * activities + to]!, kind: 'long-distance' })
    }
  }
  return found
}

/** The node and what dominates it; null where the root does not lead there. */
function dominatorsOf({ parent, depth }: Dominators, node: number): ReadonlySet<number> | null {
  if (parent[node]! < 0) return null
  const found = new Set([node])
  for (let at = node; depth[at]! > 0; ) found.add((at = parent[at]!))
  return found
}
