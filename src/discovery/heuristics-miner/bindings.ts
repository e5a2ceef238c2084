import { compareText } from '../../base/sort.ts'
import type { CausalArc, CausalNet } from '../../model/causal-net.ts'
import type { Dependencies } from './dependencies.ts'

/**
 * Which neighbours of a node come together and which instead of one another: groups of mutually exclusive ones, and one
 * of each group comes. b and c come both where (|b > c| + |c > b|) / (|a > b| + |a > c| + 1) ≥ `and` (inputs: mirrored;
 * Weijters et al. 2006, section 2.2). Of two that an arc joins one follows the other, so that they exclude each other here
 * (a way around b is no concurrency). Neighbours over a distance stand alone. Start, end and the node itself exclude all.
 */
export function bindings(
  measures: Dependencies,
  arcs: readonly CausalArc[],
  and: number,
): Pick<CausalNet, 'outputs' | 'inputs'> {
  const { size, direct } = measures
  const joined = new Set(arcs.map(({ from, to }) => from * size + to))
  const between = (b: number, c: number) =>
    joined.has(b * size + c) || joined.has(c * size + b) ? 0 : direct[b * size + c]! + direct[c * size + b]!
  const groups = (node: number, neighbours: readonly CausalArc[], weight: (other: number) => number) => {
    const end = (arc: CausalArc) => (arc.from === node ? arc.to : arc.from)
    const near = neighbours.filter(arc => arc.kind !== 'long-distance').map(end)
    const isEither = (b: number, c: number) =>
      b >= size - 2 || c >= size - 2 || b === node || c === node || between(b, c) / (weight(b) + weight(c) + 1) < and
    const distant = neighbours.filter(arc => arc.kind === 'long-distance').map(arc => [end(arc)])
    return [...exclusiveGroups(byName(near, measures.activities, weight), isEither), ...distant]
  }
  const outputs = Array.from({ length: size }, (_, node) =>
    groups(
      node,
      arcs.filter(arc => arc.from === node),
      other => direct[node * size + other]!,
    ),
  )
  const inputs = Array.from({ length: size }, (_, node) =>
    groups(
      node,
      arcs.filter(arc => arc.to === node),
      other => direct[other * size + node]!,
    ),
  )
  return { outputs, inputs }
}

/** The most frequent first, then by name. */
function byName(nodes: readonly number[], activities: readonly string[], weight: (node: number) => number): number[] {
  return [...nodes].sort(
    (a, b) => weight(b) - weight(a) || compareText(activities[a] ?? '', activities[b] ?? '') || a - b,
  )
}

/** Covers the members by groups of mutually exclusive ones, each as large as what stands before it allows. */
function exclusiveGroups(members: readonly number[], isEither: (a: number, b: number) => boolean): number[][] {
  const groups: number[][] = []
  members.forEach((member, m) => {
    const fitting = groups.filter(group => group.every(other => isEither(member, other)))
    for (const group of fitting) group.push(member)
    if (fitting.length > 0) return
    const group = [member]
    for (const other of members.slice(0, m)) if (group.every(one => isEither(one, other))) group.push(other)
    groups.push(group)
  })
  return groups.map(group => group.sort((a, b) => a - b))
}
