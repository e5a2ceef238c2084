import { placePart } from '../../../analyses/models/flow-net.ts'
import type { ModelFrequency, PartFrequency } from '../../../analyses/models/model-frequency.ts'
import { own } from '../../../base/own.ts'
import { type BpmnModel, type FlowNode, lanesIn, scopesIn } from '../../../model/bpmn.ts'
import type { PetriNet } from '../../../model/index.ts'

export type PartKind = 'task' | 'start' | 'end' | 'xor' | 'and' | 'or' | 'place' | 'silent' | 'event'

/** A node of the picture. `count`: its id in a `ModelFrequency`; null where it has none. */
export interface Part {
  readonly key: string
  readonly kind: PartKind
  readonly label: string
  readonly count: string | null
  /** Of places: tokens at the beginning, and whether a case can end with one here. */
  readonly tokens: number
  readonly isFinal: boolean
}
export interface PartFlow {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly count: string
  /** Its id in a `ModelTimes`; null: tokens wait at its ends. */
  readonly waits: string | null
  /** Whether its number of cases says more than those of its ends. */
  readonly isBranch: boolean
  /** Whether cases may wait on it for others to come: it leads into a join. */
  readonly isHeld: boolean
  /** Between pools: no case goes along it. */
  readonly isMessage: boolean
}
/** What stands around parts: a pool, a lane or a sub-process. */
export interface Frame {
  readonly key: string
  readonly label: string
  /** Its name runs upwards at the left. */
  readonly isUpright: boolean
}

/** What a model is made of, whatever it looks like. */
export interface Structure {
  readonly frames: readonly Frame[]
  readonly parts: readonly Part[]
  readonly flows: readonly PartFlow[]
}

const gateways = { exclusive: 'xor', parallel: 'and', inclusive: 'or', eventBased: 'xor', complex: 'or' } as const
const positions: Readonly<Record<string, PartKind>> = { startEvent: 'start', endEvent: 'end' }
const kindOf = (node: FlowNode): PartKind =>
  node.kind === 'gateway' ? gateways[node.type] : node.kind === 'event' ? (positions[node.position] ?? 'event') : 'task'

/** What a diagram shows of flow: nodes and flows of all pools; pools, lanes and expanded sub-processes are frames around them. */
export function bpmnStructure(bpmn: BpmnModel): Structure {
  const diagram = bpmn.diagrams[0]
  const shown = new Map(diagram?.shapes.map(shape => [shape.element, shape]))
  const drawn = new Set(diagram?.edges.map(({ element }) => element))
  const scopes = bpmn.processes.flatMap(process => [...scopesIn(process)])
  const isFrame = (node: FlowNode) =>
    node.kind === 'sub-process' &&
    node.scope.nodes.some(({ id }) => shown.has(id)) &&
    shown.get(node.id)?.isExpanded !== false
  const all = scopes.flatMap(({ nodes }) => nodes).filter(({ id }) => shown.has(id))
  const nodes = all.filter(node => !isFrame(node))
  const flows = scopes.flatMap(scope => scope.flows).filter(({ id }) => drawn.has(id))
  const messages = bpmn.collaborations.flatMap(({ messageFlows }) => messageFlows).filter(({ id }) => drawn.has(id))
  const kinds = new Map(nodes.map(node => [node.id, kindOf(node)]))
  const chooses = (id: string) => kinds.get(id) === 'xor' || kinds.get(id) === 'or'
  const joins = (id: string) => kinds.get(id) === 'and' || kinds.get(id) === 'or'
  const times = { from: new Map<string, number>(), to: new Map<string, number>() }
  for (const flow of flows)
    for (const side of ['from', 'to'] as const) times[side].set(flow[side], (times[side].get(flow[side]) ?? 0) + 1)
  const several = (side: 'from' | 'to', id: string) => (times[side].get(id) ?? 0) > 1
  return {
    frames: [
      ...bpmn.collaborations.flatMap(({ participants }) => participants),
      ...scopes.flatMap(({ laneSets }) => [...lanesIn(laneSets)]),
      ...all.filter(isFrame),
    ].flatMap(({ id, name }) => {
      const shape = shown.get(id)
      return shape ? [{ key: id, label: name, isUpright: shape.isHorizontal === true }] : []
    }),
    parts: nodes.map(node => ({
      key: node.id,
      kind: kinds.get(node.id)!,
      label: node.name,
      count: node.id,
      tokens: 0,
      isFinal: false,
    })),
    flows: [
      ...flows.map(({ id, from, to }) => ({
        key: id,
        from,
        to,
        count: id,
        waits: id,
        isBranch: chooses(from) && several('from', from),
        isHeld: joins(to) && several('to', to),
        isMessage: false,
      })),
      ...messages.map(({ id, from, to }) => ({
        ...{ key: id, from, to, count: id, waits: null, isBranch: false, isHeld: false },
        isMessage: true,
      })),
    ],
  }
}

export function netStructure(net: PetriNet): Structure {
  const place = (p: number) => placePart(net.places[p]!.id)
  return {
    frames: [],
    parts: [
      ...net.places.map(({ name }, p) => ({
        key: place(p),
        kind: 'place' as const,
        label: name,
        count: place(p),
        tokens: net.initial[p]!,
        isFinal: net.final.some(marking => marking[p]! > 0),
      })),
      ...net.transitions.map(({ id, label }) => ({
        key: `transition ${id}`,
        kind: label === null ? ('silent' as const) : ('task' as const),
        label: label ?? '',
        count: id,
        tokens: 0,
        isFinal: false,
      })),
    ],
    flows: net.transitions.flatMap(({ id, inputs, outputs }) => {
      const own = `transition ${id}`
      const flow = (from: string, to: string) => ({
        key: JSON.stringify([from, to]),
        from,
        to,
        count: id,
        waits: null,
        isBranch: false,
        isHeld: false,
        isMessage: false,
      })
      return [
        ...inputs.map(({ place: p }) => flow(place(p), own)),
        ...outputs.map(({ place: p }) => flow(own, place(p))),
      ]
    }),
  }
}

export const frequencyOf = (frequency: ModelFrequency | null, count: string | null): PartFrequency | null =>
  count === null ? null : (own(frequency?.parts, count) ?? null)

const kindNames: { readonly [K in PartKind]: string } = {
  task: 'Activity',
  start: 'Start',
  end: 'End',
  xor: 'Exclusive gateway',
  and: 'Parallel gateway',
  or: 'Inclusive gateway',
  place: 'Place',
  silent: 'Silent transition',
  event: 'Event',
}
export const kindName = ({ kind }: Part): string => kindNames[kind]

/** How a sentence or a table names a part: gateways and silent transitions by their kind and number. */
export function partNames({ parts }: Structure): ReadonlyMap<string, string> {
  const seen = new Map<PartKind, number>()
  return new Map(
    parts.map(part => {
      if (part.kind === 'task') return [part.key, part.label || '(no name)']
      const n = (seen.get(part.kind) ?? 0) + 1
      seen.set(part.kind, n)
      const name = kindName(part)
      if (part.kind !== 'place' && part.label !== '') return [part.key, `${name} ${part.label}`]
      return [part.key, part.kind === 'start' || part.kind === 'end' ? name : `${name} ${n}`]
    }),
  )
}
