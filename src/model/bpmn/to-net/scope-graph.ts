import {
  type BpmnEvent,
  type FlowNode,
  isActivity,
  type Scope,
  type SequenceFlow,
  type SubProcess,
} from '../../bpmn.ts'
import { asOneLine } from '../one-line.ts'

/** What the net cannot say of a model, in a sentence with the element. Thrown within this folder alone. */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** `"Check" (task_1)`, or the id alone. */
export const called = ({ id, name }: { readonly id: string; readonly name: string }): string =>
  name === '' ? id : `"${asOneLine(name)}" (${id})`

/**
 * The flow of tokens in a scope: sequence flows, and a flow from each throwing link to the catching ones of its name.
 * Compensation is no part of it: it runs beside.
 */
export class ScopeGraph {
  readonly nodes: ReadonlyMap<string, FlowNode>
  readonly eventSubProcesses: readonly SubProcess[]
  readonly compensation: readonly FlowNode[]
  readonly attached: ReadonlyMap<string, readonly BpmnEvent[]>
  /** Where tokens begin. Several start events: one of them; several other nodes: all of them. */
  readonly starts: readonly FlowNode[]
  private readonly incoming = new Map<string, SequenceFlow[]>()
  private readonly outgoing = new Map<string, SequenceFlow[]>()

  constructor(scope: Scope) {
    const eventSubProcesses: SubProcess[] = []
    const nodes = new Map<string, FlowNode>()
    for (const node of scope.nodes)
      if (node.kind === 'sub-process' && node.type === 'event') eventSubProcesses.push(node)
      else if (!isCompensation(node)) nodes.set(node.id, node)
    this.nodes = nodes
    this.compensation = scope.nodes.filter(isCompensation)
    this.eventSubProcesses = eventSubProcesses
    const attached = new Map<string, BpmnEvent[]>()
    for (const node of nodes.values())
      if (isBoundary(node)) attached.set(node.attachedTo!, [...(attached.get(node.attachedTo!) ?? []), node])
    this.attached = attached
    for (const flow of [...scope.flows, ...linkFlows([...nodes.values()])])
      if (nodes.has(flow.from) && nodes.has(flow.to)) {
        this.outgoing.set(flow.from, [...this.out(flow.from), flow])
        this.incoming.set(flow.to, [...this.in(flow.to), flow])
      }
    const first = [...nodes.values()].filter(node => this.in(node.id).length === 0 && !isBoundary(node))
    const events = first.filter(node => node.kind === 'event' && node.position === 'startEvent')
    const instantiating = first.filter(node => node.kind === 'gateway' && node.instantiate)
    this.starts = events.length + instantiating.length > 0 ? [...events, ...instantiating] : first
  }

  in = (id: string): readonly SequenceFlow[] => this.incoming.get(id) ?? []
  out = (id: string): readonly SequenceFlow[] => this.outgoing.get(id) ?? []

  /** Whether all starts begin together, since none of them is an event. */
  get startTogether(): boolean {
    return this.starts.length > 1 && this.starts.every(node => node.kind !== 'event' && node.kind !== 'gateway')
  }

  /** Nodes that a token can be at once it left this one. */
  next(id: string): string[] {
    const onward = this.out(id).map(({ to }) => to)
    return [...onward, ...(this.attached.get(id) ?? []).map(event => event.id)]
  }

  /** Nodes from which a token comes. */
  previous(id: string): string[] {
    const node = this.nodes.get(id)!
    const host = isBoundary(node) ? [node.attachedTo!] : []
    return [...this.in(id).map(({ from }) => from), ...host]
  }

  /** Nodes that tokens come to, in the order of the model. */
  reached(): FlowNode[] {
    const seen = new Set(this.starts.map(({ id }) => id))
    for (const id of seen) for (const next of this.next(id)) seen.add(next)
    return [...this.nodes.values()].filter(({ id }) => seen.has(id))
  }
}

export const isBoundary = (node: FlowNode): node is BpmnEvent =>
  node.kind === 'event' && node.position === 'boundaryEvent' && node.attachedTo !== null

export const hasDefinition = (node: FlowNode, ...types: readonly BpmnEvent['definitions'][number]['type'][]): boolean =>
  node.kind === 'event' && node.definitions.some(({ type }) => types.includes(type))

const isCompensation = (node: FlowNode): boolean =>
  (isActivity(node) && node.isForCompensation) || (isBoundary(node) && hasDefinition(node, 'compensate'))

function linkFlows(nodes: readonly FlowNode[]): SequenceFlow[] {
  const links = (position: BpmnEvent['position']) =>
    nodes.flatMap(node =>
      node.kind === 'event' && node.position === position
        ? node.definitions.flatMap(({ type, reference }) =>
            type === 'link' ? [{ node, link: reference ?? node.name }] : [],
          )
        : [],
    )
  const caught = links('intermediateCatchEvent')
  return links('intermediateThrowEvent').flatMap(({ node, link }) => {
    const targets = caught.filter(other => other.link === link)
    if (targets.length !== 1)
      throw new Refusal(
        `The link event ${called(node)} leads to ${targets.length} link events of its name, not to one.`,
      )
    return [{ id: `link ${node.id}`, name: '', from: node.id, to: targets[0]!.node.id, condition: null }]
  })
}
