/** How an arc of a causal net was found. */
export type CausalKind = 'direct' | 'loop-of-one' | 'loop-of-two' | 'long-distance'

/** `frequency` in occurrences (long distance: of the pair), `dependency` −1..1 by the measure of its kind. */
export interface CausalArc {
  readonly from: number
  readonly to: number
  readonly frequency: number
  readonly dependency: number
  readonly kind: CausalKind
}

/**
 * A causal net: after a node, of every group of `outputs[node]` exactly one member follows; before it, of every group of
 * `inputs[node]` exactly one member came (A. de Medeiros, Genetic process mining, 2006: the causal matrix; J. Weijters,
 * J. Ribeiro, Flexible heuristics miner, 2011). Nodes are the activities, then START and END, the last two. A member may
 * stand in several groups; then it takes the place of all of them.
 */
export interface CausalNet {
  readonly activities: readonly string[]
  /** By from, then to. */
  readonly arcs: readonly CausalArc[]
  readonly outputs: readonly (readonly (readonly number[])[])[]
  readonly inputs: readonly (readonly (readonly number[])[])[]
}

/** `▶: a | a: (b × e) ∧ c | …`: what follows each node that something follows, START first, activities as numbered. */
export function printCausalNet(net: CausalNet): string {
  const names = [...net.activities, '▶', '■']
  const group = (members: readonly number[]) => {
    const text = members.map(member => names[member]).join(' × ')
    return members.length > 1 ? `(${text})` : text
  }
  const order = [net.activities.length, ...net.activities.keys()]
  return order
    .filter(node => net.outputs[node]!.length > 0)
    .map(node => `${names[node]}: ${net.outputs[node]!.map(group).join(' ∧ ')}`)
    .join(' | ')
}
