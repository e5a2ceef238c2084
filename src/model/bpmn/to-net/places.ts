import type { FlowNode, SequenceFlow } from '../../bpmn.ts'
import type { NetDraft } from './draft.ts'
import type { Block } from './inclusive.ts'
import { hasDefinition, type ScopeGraph } from './scope-graph.ts'

interface Scope {
  readonly graph: ScopeGraph
  readonly blocks: readonly Block[]
  readonly draft: NetDraft
  readonly labelOf: (node: FlowNode) => string | null
}

/** Where tokens lie in a scope: one place for all of them that nothing tells apart, made when it is first asked for. */
export class ScopePlaces {
  readonly start: number
  readonly end: number
  private readonly scope: Scope
  private readonly ofFlow = new Map<string, number>()
  private readonly ofNode = new Map<string, number>()
  private readonly looking = new Set<string>()

  constructor(scope: Scope, name: string) {
    this.scope = scope
    this.start = scope.draft.place(`start of ${name}`)
    this.end = scope.draft.place(`end of ${name}`)
  }

  /** The place whose token the node takes; of a join, see `on`. */
  before(id: string): number {
    const known = this.ofNode.get(id)
    if (known !== undefined) return known
    const { graph, draft } = this.scope
    const node = graph.nodes.get(id)!
    const own = () => {
      const place = draft.place(`before ${node.name || id}`)
      this.ofNode.set(id, place)
      return place
    }
    const shared = this.sharedPlace(node)
    // asked for again while it is looked for: a ring of gateways
    if (shared === null || this.looking.has(id)) return own()
    if (typeof shared === 'number') return shared
    this.looking.add(id)
    const place = this.before(shared)
    this.looking.delete(id)
    if (!this.ofNode.has(id)) this.ofNode.set(id, place)
    return this.ofNode.get(id)!
  }

  /** The place whose token came by the flow. */
  on(flow: SequenceFlow): number {
    if (!this.isJoin(flow.to)) return this.before(flow.to)
    const known = this.ofFlow.get(flow.id)
    if (known !== undefined) return known
    const place = this.scope.draft.place(flow.name || flow.id)
    this.ofFlow.set(flow.id, place)
    return place
  }

  /** The places whose tokens the node takes together. */
  into = (id: string): number[] =>
    this.isJoin(id) ? this.scope.graph.in(id).map(flow => this.on(flow)) : [this.before(id)]

  /** Where tokens go that leave the node by all its flows. */
  behind(node: FlowNode): number[] {
    const flows = this.scope.graph.out(node.id)
    return flows.length === 0 ? [this.end] : flows.map(flow => this.on(flow))
  }

  /** A place that can stand for the node's own: a number, or that of another node; null: none. */
  private sharedPlace(node: FlowNode): number | string | null {
    const { graph } = this.scope
    if (this.isPlainEnd(node)) return this.end
    if (node.kind === 'event' && node.position === 'startEvent') return this.start
    const isStart = graph.starts.includes(node)
    if (isStart && !graph.startTogether) return this.start
    if (isStart) return null
    const [only, ...others] = graph.out(node.id)
    const [into, ...more] = graph.in(node.id)
    // a join passes on what comes to it
    if (node.kind === 'gateway' && node.type === 'exclusive' && only && others.length === 0)
      return this.isJoin(only.to) || only.to === node.id ? null : only.to
    if (!into || more.length > 0 || this.isJoin(node.id)) return null
    const before = graph.nodes.get(into.from)!
    if (before.kind === 'gateway' && graph.out(before.id).length > 1)
      return before.type === 'exclusive' || before.type === 'eventBased' ? before.id : null
    return this.isSilentStart(before) ? this.start : null
  }

  isSilentStart = (node: FlowNode): boolean =>
    node.kind === 'event' &&
    node.position === 'startEvent' &&
    this.scope.labelOf(node) === null &&
    this.scope.graph.starts.length === 1 &&
    this.scope.graph.out(node.id).length === 1

  /** An end that only takes its token. */
  isPlainEnd = (node: FlowNode): boolean =>
    node.kind === 'event' &&
    node.position === 'endEvent' &&
    this.scope.labelOf(node) === null &&
    !hasDefinition(node, 'terminate', 'error', 'cancel')

  /** Whether a token is taken from each flow into the node. */
  private isJoin(id: string): boolean {
    const { graph, blocks } = this.scope
    const node = graph.nodes.get(id)!
    if (node.kind !== 'gateway' || graph.in(id).length < 2) return false
    if (node.type !== 'inclusive') return node.type === 'parallel'
    const { split } = blocks.find(({ join }) => join === node)!
    return !(split.kind === 'gateway' && (split.type === 'exclusive' || split.type === 'eventBased'))
  }
}
