import { notApplicable, ok, type Result } from '../../base/result.ts'
import type { BpmnModel, FlowNode, Gateway } from '../../model/bpmn.ts'
import { type PetriNet, PetriNetBuilder } from '../../model/index.ts'

/** A net in which every sequence flow is a place, so that a run of it says which flows and nodes it takes. */
export interface FlowNet {
  readonly net: PetriNet
  /** By transition: id of the node that it is a way through. */
  readonly nodes: readonly string[]
  /** By place: id of the flow; null for the two places where a case begins and ends. */
  readonly flows: readonly (string | null)[]
}

/** Ways through an inclusive gateway are sets of flows: with more flows on one side it is not looked at. */
const MOST_INCLUSIVE = 8

/**
 * Of a process of tasks, plain start and end events, exclusive, parallel and inclusive gateways without sub-processes. Inclusive
 * joins go on with any of their flows. Refuses other processes, with the node that is why.
 */
export function flowNet({ processes }: BpmnModel): Result<FlowNet> {
  const [process, ...others] = processes
  if (process === undefined || others.length > 0) return notApplicable('The model is not one process.')
  const builder = new PetriNetBuilder()
  const flows = process.flows.map(({ id }) => (builder.place(`flow ${id}`), id))
  const [begin, end] = [builder.place('begin'), builder.place('end')]
  const numbers = (side: 'from' | 'to', id: string) =>
    process.flows.flatMap((flow, place) => (flow[side] === id ? [place] : []))
  const nodes: string[] = []
  for (const node of process.nodes) {
    const ways = waysThrough(node, numbers('to', node.id), numbers('from', node.id), { begin, end })
    if (ways === null) return notApplicable(`The node "${node.name || node.id}" is more than a plain flow.`)
    for (const { takes, puts } of ways) {
      const transition = builder.transition(node.kind === 'task' ? node.name : null)
      nodes.push(node.id)
      for (const place of takes) builder.takes(transition, place)
      for (const place of puts) builder.puts(transition, place)
    }
  }
  return ok({ net: builder.build([[begin, 1]], [[[end, 1]]]), nodes, flows: [...flows, null, null] })
}

interface Way {
  readonly takes: readonly number[]
  readonly puts: readonly number[]
}

function waysThrough(
  node: FlowNode,
  before: readonly number[],
  behind: readonly number[],
  { begin, end }: { readonly begin: number; readonly end: number },
): Way[] | null {
  if (node.kind === 'event') {
    if (node.definitions.length > 0) return null
    if (node.position === 'startEvent') return [{ takes: [begin], puts: behind }]
    return node.position === 'endEvent' ? before.map(flow => ({ takes: [flow], puts: [end] })) : null
  }
  if (node.kind === 'task') return before.map(flow => ({ takes: [flow], puts: behind }))
  if (node.kind !== 'gateway') return null
  const [into, out] = [choices(node.type, before), choices(node.type, behind)]
  if (into === null || out === null) return null
  return into.flatMap(takes => out.map(puts => ({ takes, puts })))
}

/** The sets of flows that are taken together on one side of a gateway. */
function choices(type: Gateway['type'], flows: readonly number[]): (readonly number[])[] | null {
  if (type === 'parallel') return [flows]
  if (type === 'exclusive') return flows.map(flow => [flow])
  if (type !== 'inclusive' || flows.length > MOST_INCLUSIVE) return null
  const sets = Array.from({ length: 2 ** flows.length - 1 }, (_, i) => i + 1)
  return sets.map(set => flows.filter((_, bit) => (set >> bit) & 1))
}
