import type { BpmnModel } from '../../model/bpmn.ts'
import { scopesIn } from '../../model/index.ts'
import type { Baseline } from './baseline.ts'
import type { DeviationPlace } from './deviation-groups.ts'

/** Where in the model a deviation happened, by ids of the model's parts. */
export interface ShownPlace {
  /** The activity right before; null: at the start. */
  readonly after: string | null
  /** The transition of the net right before, and that which the model wanted; null where there is none. */
  readonly afterTransition: string | null
  readonly transition: string | null
  /** Places of the net: what the wanted transition takes from; else where the run stands, behind the one before. */
  readonly places: readonly string[]
  /** Of the BPMN: the node that the model wanted; else the one behind which it happened (the start event at the start). */
  readonly nodes: readonly string[]
  /** Of the BPMN: sequence flows into the wanted node; else those out of the one before. */
  readonly flows: readonly string[]
  readonly cases: number
  readonly occurrences: number
}

/** Tells places in the model of a baseline. */
export function placeTeller({ net, ids, nodes, bpmn }: Baseline): (place: DeviationPlace) => ShownPlace {
  const { starts, into, out } = bpmn.ok ? around(bpmn.value) : around(null)
  const placeIds = (numbers: readonly number[]) => numbers.map(p => net.places[p]!.id)
  const initial = Array.from(net.initial).flatMap((tokens, p) => (tokens > 0 ? [p] : []))
  return ({ after, afterTransition, transition, cases, occurrences }) => {
    const shown = {
      ...{ after, cases, occurrences },
      afterTransition: afterTransition === null ? null : ids[afterTransition]!,
      transition: transition === null ? null : ids[transition]!,
    }
    const numbers = (flows: readonly { readonly place: number }[]) => flows.map(({ place }) => place)
    if (transition !== null) {
      const node = nodes[transition] ?? null
      const places = placeIds(numbers(net.transitions[transition]!.inputs))
      return {
        ...shown,
        places,
        nodes: node === null ? [] : [node],
        flows: node === null ? [] : (into.get(node) ?? []),
      }
    }
    if (afterTransition === null)
      return {
        ...{ ...shown, places: placeIds(initial), nodes: starts },
        flows: starts.flatMap(id => out.get(id) ?? []),
      }
    const node = nodes[afterTransition] ?? null
    const places = placeIds(numbers(net.transitions[afterTransition]!.outputs))
    return { ...shown, places, nodes: node === null ? [] : [node], flows: node === null ? [] : (out.get(node) ?? []) }
  }
}

/** Start events of processes, and the ids of flows into and out of each node. */
function around(bpmn: BpmnModel | null) {
  const [into, out] = [new Map<string, string[]>(), new Map<string, string[]>()]
  const add = (lists: Map<string, string[]>, node: string, flow: string) => {
    const list = lists.get(node)
    if (list) list.push(flow)
    else lists.set(node, [flow])
  }
  const starts: string[] = []
  for (const process of bpmn?.processes ?? []) {
    for (const node of process.nodes) if (node.kind === 'event' && node.position === 'startEvent') starts.push(node.id)
    for (const scope of scopesIn(process))
      for (const { id, from, to } of scope.flows) {
        add(out, from, id)
        add(into, to, id)
      }
  }
  return { starts, into, out }
}
