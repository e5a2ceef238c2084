import { notApplicable, ok, type Result } from '../../base/result.ts'
import type { BpmnModel, FlowNode, Gateway, SequenceFlow } from '../../model/bpmn.ts'
import { netOfBpmn, type PetriNet, PetriNetBuilder } from '../../model/index.ts'

/** A net whose runs say which parts of a picture a case goes through. */
export interface DrawnNet {
  readonly net: PetriNet
  /** By transition: id of the part that it is a way through; null where it is none of the picture's. */
  readonly nodes: readonly (string | null)[]
  /** By place: id of the part on which tokens wait; null where it is none of the picture's. */
  readonly flows: readonly (string | null)[]
  /** The part where a case begins. */
  readonly start: string
}

/** How the part of a place of a net is named: apart from its transitions, whose parts have their ids. */
export const placePart = (id: string): string => `place ${id}`

/** A net as it stands: transitions and places are its parts. */
export function drawnNet(net: PetriNet): DrawnNet {
  const flows = net.places.map(({ id }) => placePart(id))
  const first = net.initial.findIndex(tokens => tokens > 0)
  return { net, nodes: net.transitions.map(({ id }) => id), flows, start: flows[first] ?? '' }
}

/** A BPMN model by its flows where it is plain, else by its elements alone; refuses what is no net at all. */
export function drawnBpmn(bpmn: BpmnModel): Result<DrawnNet> {
  const plain = flowNet(bpmn)
  if (plain.ok) return plain
  const made = netOfBpmn(bpmn)
  if (!made.ok) return made
  const { net, elements } = made.value
  const begins = bpmn.processes.flatMap(({ nodes }) => nodes).find(isStart)
  return ok({ net, nodes: elements, flows: net.places.map(() => null), start: begins?.id ?? '' })
}

const isStart = (node: FlowNode): boolean => node.kind === 'event' && node.position === 'startEvent'

/** Ways through an inclusive gateway are sets of flows: with more flows on one side it is not looked at. */
const MOST_INCLUSIVE = 8

/**
 * Every sequence flow is a place. Of a process of tasks, plain start and end events, exclusive, parallel and inclusive gateways without sub-processes. Inclusive
 * joins go on with any of their flows. Refuses other processes, with the node that is why.
 */
export function flowNet({ processes }: BpmnModel): Result<DrawnNet> {
  const [process, ...others] = processes
  if (process === undefined || others.length > 0) return notApplicable('The model is not one process.')
  const builder = new PetriNetBuilder()
  const flows = process.flows.map(({ id }) => (builder.place(`flow ${id}`), id))
  const [begin, end] = [builder.place('begin'), builder.place('end')]
  const [into, out] = [placesBy(process.flows, 'to'), placesBy(process.flows, 'from')]
  const nodes: string[] = []
  for (const node of process.nodes) {
    const ways = waysThrough(node, into.get(node.id) ?? [], out.get(node.id) ?? [], { begin, end })
    if (ways === null) return notApplicable(`The node "${node.name || node.id}" is more than a plain flow.`)
    for (const { takes, puts } of ways) {
      const transition = builder.transition(node.kind === 'task' ? node.name : null)
      nodes.push(node.id)
      for (const place of takes) builder.takes(transition, place)
      for (const place of puts) builder.puts(transition, place)
    }
  }
  const start = process.nodes.find(isStart)?.id ?? ''
  return ok({ net: builder.build([[begin, 1]], [[[end, 1]]]), nodes, flows: [...flows, null, null], start })
}

/** Places of the flows of each node on one side, in their order. */
function placesBy(flows: readonly SequenceFlow[], side: 'from' | 'to'): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  flows.forEach((flow, place) => {
    const known = places.get(flow[side])
    if (known) known.push(place)
    else places.set(flow[side], [place])
  })
  return places
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
