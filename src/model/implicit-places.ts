import { ok, type Result } from '../base/result.ts'
import { EditableNet } from './editable-net.ts'
import type { PetriNet } from './petri-net.ts'
import { DEFAULT_STATES, type ReachabilityGraph, reachabilityGraph } from './reachability-graph.ts'

export interface WithoutImplicitPlaces {
  readonly net: PetriNet
  /** Ids of the places that were taken out. */
  readonly removed: readonly string[]
}

/**
 * The net without places that never alone keep a transition from firing in any marking that can be reached (Berthelot,
 * Transformations and Decompositions of Nets, 1987): the same language, and a workflow net stays one. Every transition keeps
 * an input and an output. Places are tried in their order. Not for nets with more than `states` markings: `because`.
 */
export function removeImplicitPlaces(net: PetriNet, { states = DEFAULT_STATES } = {}): Result<WithoutImplicitPlaces> {
  const graph = reachabilityGraph(net, { states })
  if (!graph.ok) return graph
  const work = new EditableNet<string | null>(net, label => label)
  const removed: string[] = []
  for (const place of [...work.places]) {
    const takers = [...work.consumers[place]!].map(t => work.transitions.get(t)!)
    const putters = [...work.producers[place]!].map(t => work.transitions.get(t)!)
    if (takers.length === 0 || putters.length === 0) continue
    if (takers.some(({ inputs }) => inputs.size === 1) || putters.some(({ outputs }) => outputs.size === 1)) continue
    if (!isNeverAlone(place, takers, graph.value) || !endIsTold(place, work, graph.value)) continue
    work.removePlace(place)
    removed.push(net.places[place]!.id)
  }
  return ok({ net: work.net(label => label), removed })
}

function isNeverAlone(
  place: number,
  takers: readonly { readonly inputs: ReadonlyMap<number, number> }[],
  { markings }: ReachabilityGraph,
): boolean {
  return takers.every(({ inputs }) =>
    markings.every(
      marking =>
        marking[place]! >= inputs.get(place)! ||
        [...inputs].some(([other, tokens]) => other !== place && marking[other]! < tokens),
    ),
  )
}

/** No marking becomes a final one for the lack of this place. */
function endIsTold(place: number, work: EditableNet<unknown>, { markings }: ReachabilityGraph): boolean {
  const others = [...work.places].filter(other => other !== place)
  return markings.every(marking =>
    work.final.every(final => others.some(other => marking[other] !== final[other]) || marking[place] === final[place]),
  )
}
