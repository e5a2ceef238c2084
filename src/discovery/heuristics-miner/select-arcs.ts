import { compareText } from '../../base/sort.ts'
import type { CausalArc, CausalKind } from '../../model/causal-net.ts'
import type { Dependencies } from './dependencies.ts'
import type { HeuristicsOptions } from './heuristics-miner.ts'

/** Steps 1 to 9 of Weijters & Ribeiro 2011, Definition 6. */
export function selectArcs(measures: Dependencies, options: HeuristicsOptions): CausalArc[] {
  const { size, direct, dependency } = measures
  const threshold = options.dependency ?? 0.9
  const near = options.relativeToBest ?? 0.05
  const kinds = new Map<number, CausalKind>()
  const loops = loopsOf(measures, options)
  for (const [at, kind] of loops) kinds.set(at, kind)

  const [bestOut, bestIn] = options.allConnected === false ? [[], []] : bestArcs(measures, loops, threshold, near)
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) {
      const at = a * size + b
      if (a === b || direct[at] === 0 || kinds.has(at)) continue
      const isNear = (best: number | undefined) =>
        best !== undefined && (best === at || dependency[best]! - dependency[at]! < near)
      if (dependency[at]! >= threshold || isNear(bestOut[a]) || isNear(bestIn[b])) kinds.set(at, 'direct')
    }
  return Array.from(kinds, ([at, kind]) => ({
    from: Math.floor(at / size),
    to: at % size,
    frequency: direct[at]!,
    dependency: kind === 'loop-of-two' ? measures.loopOfTwo[at]! : dependency[at]!,
    kind,
  })).sort((a, b) => a.from - b.from || a.to - b.to)
}

function loopsOf(measures: Dependencies, options: HeuristicsOptions): Map<number, CausalKind> {
  const { size, direct, dependency, loopOfTwo } = measures
  const activities = size - 2
  const loops = new Map<number, CausalKind>()
  for (let a = 0; a < activities; a++) {
    const at = a * size + a
    if (direct[at]! > 0 && dependency[at]! >= (options.loopOfOne ?? 0.9)) loops.set(at, 'loop-of-one')
  }
  for (let a = 0; a < activities; a++)
    for (let b = 0; b < activities; b++) {
      const [at, back] = [a * size + b, b * size + a]
      if (a === b || loops.has(a * size + a) || loops.has(b * size + b)) continue
      if (direct[at]! > 0 && direct[back]! > 0 && loopOfTwo[at]! >= (options.loopOfTwo ?? 0.9))
        loops.set(at, 'loop-of-two')
    }
  return loops
}

/**
 * The best arc out of every node and into every node, as positions in the matrix; undefined where there is none, and
 * where it is weak and the other half of a loop of two has a better one.
 */
function bestArcs(
  { activities, size, direct, dependency }: Dependencies,
  loops: ReadonlyMap<number, CausalKind>,
  threshold: number,
  near: number,
): [(number | undefined)[], (number | undefined)[]] {
  const names = [...activities.keys()].sort((a, b) => compareText(activities[a]!, activities[b]!))
  const order = [size - 2, ...names, size - 1]
  const best = (position: (node: number, other: number) => number) =>
    Array.from({ length: size }, (_, node) => {
      let found: number | undefined
      for (const other of order) {
        const at = position(node, other)
        if (other === node || direct[at] === 0) continue
        if (
          found === undefined ||
          dependency[at]! > dependency[found]! ||
          (dependency[at] === dependency[found] && direct[at]! > direct[found]!)
        )
          found = at
      }
      return found
    })
  const without = (arcs: readonly (number | undefined)[]) =>
    arcs.map((at, node) => {
      if (at === undefined || dependency[at]! >= threshold) return at
      const isBetter = arcs.some(
        (other, partner) =>
          other !== undefined &&
          loops.get(node * size + partner) === 'loop-of-two' &&
          dependency[other]! - dependency[at]! > near,
      )
      return isBetter ? undefined : at
    })
  return [without(best((from, to) => from * size + to)), without(best((to, from) => from * size + to))]
}
