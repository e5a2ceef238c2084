import type { BpmnEvent, FlowNode, Gateway, Scope, SequenceFlow } from '../../bpmn.ts'
import { asOneLine } from '../one-line.ts'
import { translateActivity } from './activity.ts'
import { type DraftTransition, listed, type NetDraft, reachable, someCoverAnother, type Tokens } from './draft.ts'
import { type Block, inclusiveBlocks } from './inclusive.ts'
import { isOneStep } from './reduce.ts'
import { called, hasDefinition, isBoundary, Refusal, ScopeGraph } from './scope-graph.ts'

/** What is said of the whole translation. */
export interface Context {
  readonly draft: NetDraft
  /** Whether events with a name are labelled transitions too. */
  readonly labelEvents: boolean
  readonly keepBlanks: boolean
  readonly note: (element: string, because: string) => void
}

/** A scope as a part of the net. */
export interface ScopeNet {
  readonly start: number
  readonly end: number
  /** Numbers of tokens in `end` with which it is over; ascending. */
  readonly endTokens: readonly number[]
  /** Where an error or a cancel that leaves the scope stands. */
  readonly throws: readonly { readonly event: BpmnEvent; readonly place: number }[]
  /** What the scope itself can be in the middle of, its end not among it; null where that is too much. */
  running(): readonly Tokens[] | null
}

/** Branches of a split that may be taken in any combination, and markings that an interruption may meet. */
const MOST_BRANCHES = 8
const MOST_MARKINGS = 512
const BUDGET = 5_000

/** Translates a scope into `context.draft`. Dijkman, Dumas & Ouyang, 2008, section 4; joins of places in place of silent steps. */
export const translateScope = (scope: Scope, context: Context, name: string, isOutermost: boolean): ScopeNet =>
  new ScopeTranslation(scope, context, name, isOutermost).translate()

const isSequential = ({ outputs }: DraftTransition): boolean => listed(outputs).length === 1

export class ScopeTranslation {
  readonly graph: ScopeGraph
  readonly context: Context
  private readonly start: number
  private readonly end: number
  private readonly from: number
  private readonly isOutermost: boolean
  private readonly reached: readonly FlowNode[]
  private readonly blocks: readonly Block[]
  private readonly flowPlaces = new Map<string, number>()
  private readonly nodePlaces = new Map<string, number>()
  private readonly throws: { event: BpmnEvent; place: number }[] = []
  private readonly aborts: { event: BpmnEvent; place: number }[] = []

  constructor(scope: Scope, context: Context, name: string, isOutermost: boolean) {
    this.context = context
    this.graph = new ScopeGraph(scope)
    for (const node of this.graph.compensation)
      context.note(node.id, `${called(node)} belongs to compensation, which runs beside the process and is left out.`)
    this.reached = this.graph.reached()
    this.blocks = inclusiveBlocks(this.graph, this.reached)
    this.isOutermost = isOutermost
    this.from = context.draft.transitions.length
    this.start = context.draft.place(`start of ${name}`)
    this.end = context.draft.place(`end of ${name}`)
  }

  translate(): ScopeNet {
    const { graph, start, end } = this
    const reached = new Set(this.reached)
    for (const node of graph.nodes.values())
      if (!reached.has(node)) this.context.note(node.id, `No flow leads to ${called(node)}: it never happens.`)
    if (graph.starts.length === 0)
      throw new Refusal('Nothing is there to begin with: no node is without a flow into it.')
    if (graph.startTogether)
      this.step(
        null,
        null,
        [start],
        graph.starts.map(({ id }) => this.placeIn(id)),
      )
    for (const node of this.reached) this.translateNode(node)
    this.translateAborts()
    for (const inner of graph.eventSubProcesses) this.translateEventSubProcess(inner.id, inner.scope, inner.name)
    const transitions = this.context.draft.transitions.slice(this.from)
    return {
      start,
      end,
      endTokens: this.endTokens(),
      throws: this.throws,
      running: () =>
        reachable(transitions, new Map([[start, 1]]), MOST_MARKINGS)?.filter(marking =>
          [...marking.keys()].some(place => place !== end),
        ) ?? null,
    }
  }

  step(element: string | null, label: string | null, inputs: Iterable<number>, outputs: Iterable<number>): void {
    this.context.draft.transition(element, label, inputs, outputs)
  }

  labelOf = (node: FlowNode): string | null => {
    const name = this.context.keepBlanks ? node.name : asOneLine(node.name)
    return name === '' || (node.kind === 'event' && !this.context.labelEvents) || node.kind === 'gateway' ? null : name
  }

  /** The place whose token the node takes; of a join, see `placeOf`. */
  placeIn(id: string): number {
    const known = this.nodePlaces.get(id)
    if (known !== undefined) return known
    const node = this.graph.nodes.get(id)!
    const own = () => {
      const place = this.context.draft.place(`before ${node.name || id}`)
      this.nodePlaces.set(id, place)
      return place
    }
    const shared = this.sharedPlace(node)
    // asked for again while it is looked for: a ring of gateways
    if (shared === null || this.looking.has(id)) return own()
    if (typeof shared === 'number') return shared
    this.looking.add(id)
    const place = this.placeIn(shared)
    this.looking.delete(id)
    if (!this.nodePlaces.has(id)) this.nodePlaces.set(id, place)
    return this.nodePlaces.get(id)!
  }
  private readonly looking = new Set<string>()

  /** A place that can stand for the node's own: a number, or that of another node; null: none. */
  private sharedPlace(node: FlowNode): number | string | null {
    const { graph } = this
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

  private isSilentStart = (node: FlowNode): boolean =>
    node.kind === 'event' &&
    node.position === 'startEvent' &&
    this.labelOf(node) === null &&
    this.graph.starts.length === 1 &&
    this.graph.out(node.id).length === 1

  /** An end that only takes its token. */
  private isPlainEnd = (node: FlowNode): boolean =>
    node.kind === 'event' &&
    node.position === 'endEvent' &&
    this.labelOf(node) === null &&
    !hasDefinition(node, 'terminate', 'error', 'cancel')

  /** Whether a token is taken from each flow into the node. */
  private isJoin(id: string): boolean {
    const node = this.graph.nodes.get(id)!
    if (node.kind !== 'gateway' || this.graph.in(id).length < 2) return false
    if (node.type !== 'inclusive') return node.type === 'parallel'
    const { split } = this.blocks.find(({ join }) => join === node)!
    return !(split.kind === 'gateway' && (split.type === 'exclusive' || split.type === 'eventBased'))
  }

  placeOf(flow: SequenceFlow): number {
    if (!this.isJoin(flow.to)) return this.placeIn(flow.to)
    const known = this.flowPlaces.get(flow.id)
    if (known !== undefined) return known
    const place = this.context.draft.place(flow.name || flow.id)
    this.flowPlaces.set(flow.id, place)
    return place
  }

  private placesInto = (id: string): number[] =>
    this.isJoin(id) ? this.graph.in(id).map(flow => this.placeOf(flow)) : [this.placeIn(id)]

  /** A step from `inputs` to all that follows the node: every flow, or any of those with conditions, or the end. */
  leave(node: FlowNode, element: string | null, label: string | null, inputs: readonly number[]): void {
    const flows = this.graph.out(node.id)
    const isChoice =
      flows.length > 1 && flows.some(({ condition, id }) => condition !== null || id === node.defaultFlow)
    if (node.kind !== 'gateway' && isChoice) {
      const done = this.context.draft.place(`behind ${node.name || node.id}`)
      this.step(element, label, inputs, [done])
      this.chooseSome(node, [done])
    } else this.step(element, label, inputs, this.placesBehind(node))
  }

  /** A step for each combination of flows that may be taken, not none; flows not taken tell the join that ends them. */
  private chooseSome(node: FlowNode, inputs: readonly number[]): void {
    const flows = this.graph.out(node.id)
    if (flows.length > MOST_BRANCHES)
      throw new Refusal(
        `${called(node)} has ${flows.length} branches of which any may be taken; more than ${MOST_BRANCHES} make the net too large.`,
      )
    const block = this.blocks.find(({ split }) => split === node)
    const joined = new Map(block ? this.graph.in(block.join.id).map(flow => [flow.id, flow]) : [])
    const choices = flows.filter(({ id }) => id !== node.defaultFlow)
    const isChosen = (set: number, flow: SequenceFlow) =>
      flow.id === node.defaultFlow ? set === 0 : (set >> choices.indexOf(flow)) % 2 === 1
    for (let set = choices.length < flows.length ? 0 : 1; set < 1 << choices.length; set++) {
      const outputs = flows.flatMap(flow => {
        if (isChosen(set, flow)) return [this.placeOf(flow)]
        const told = block && joined.get(block.branches.get(flow.id)!)
        return told ? [this.placeOf(told)] : []
      })
      this.step(null, null, inputs, outputs)
    }
  }

  /** Where tokens go that leave the node by all its flows. */
  placesBehind(node: FlowNode): number[] {
    const flows = this.graph.out(node.id)
    return flows.length === 0 ? [this.end] : flows.map(flow => this.placeOf(flow))
  }

  private translateNode(node: FlowNode): void {
    if (node.kind === 'gateway') this.translateGateway(node)
    else if (node.kind === 'event') this.translateEvent(node)
    else translateActivity(node, this)
  }

  private translateEvent(node: BpmnEvent): void {
    // boundary events leave with their activity
    const isOnBorder: boolean = isBoundary(node)
    if (isOnBorder || this.isPlainEnd(node)) return
    if (this.isSilentStart(node) && this.graph.out(node.id).every(flow => this.placeOf(flow) === this.start)) return
    const place = this.placeIn(node.id)
    if (node.position === 'endEvent' && hasDefinition(node, 'error', 'cancel') && !this.isOutermost)
      this.throws.push({ event: node, place: this.labelled(node, place) })
    else if (node.position === 'endEvent' && hasDefinition(node, 'terminate', 'error', 'cancel'))
      this.aborts.push({ event: node, place })
    else this.leave(node, node.id, this.labelOf(node), [place])
  }

  /** The place behind the event where it has a label; its own where it has none. */
  private labelled(node: BpmnEvent, place: number): number {
    const label = this.labelOf(node)
    if (label === null) return place
    const behind = this.context.draft.place(`behind ${label}`)
    this.step(node.id, label, [place], [behind])
    return behind
  }

  private translateGateway(node: Gateway): void {
    const { graph } = this
    const flows = graph.out(node.id)
    const isBranching = flows.length > 1
    if (node.type === 'complex' && (isBranching || graph.in(node.id).length > 1))
      throw new Refusal(`The complex gateway ${called(node)} has a rule of its own, which is not translated.`)
    if (node.type === 'eventBased') {
      for (const { to } of flows)
        if (graph.in(to).length > 1 || this.placeIn(to) !== this.placeIn(node.id))
          throw new Refusal(`${called(graph.nodes.get(to)!)} follows an event-based gateway and something else too.`)
      return
    }
    if (node.type === 'exclusive') {
      const place = this.placeIn(node.id)
      for (const target of new Set(this.placesBehind(node)))
        if (target !== place) this.step(null, null, [place], [target])
      return
    }
    const inputs = this.placesInto(node.id)
    if (node.type === 'inclusive' && isBranching) this.chooseSome(node, inputs)
    else this.leave(node, null, null, inputs)
  }

  /** What ends the whole scope: from each marking in which it may happen. */
  private translateAborts(): void {
    if (this.aborts.length === 0) return
    const transitions = this.context.draft.transitions.slice(this.from)
    if (transitions.every(isSequential)) {
      for (const { event, place } of this.aborts) this.step(event.id, this.labelOf(event), [place], [this.end])
      return
    }
    const markings = reachable(transitions, new Map([[this.start, 1]]), MOST_MARKINGS)
    for (const { event, place } of this.aborts) {
      if (markings === null)
        throw new Refusal(`${called(event)} ends whatever still runs, and that is more than ${MOST_MARKINGS} states.`)
      this.noteUnsound(event, markings)
      for (const marking of markings)
        if (marking.has(place)) this.step(event.id, this.labelOf(event), listed(marking), [this.end])
    }
  }

  /** What is taken away whole may leave tokens behind where a marking is part of another. */
  noteUnsound(element: { readonly id: string; readonly name: string }, markings: readonly Tokens[]): void {
    if (someCoverAnother(markings))
      this.context.note(
        element.id,
        `What ${called(element)} ends is not sound (tokens may be left over), so that the net may allow more than the model.`,
      )
  }

  private translateEventSubProcess(id: string, scope: Scope, name: string): void {
    const element = { id, name }
    const starts = scope.nodes.filter(node => node.kind === 'event' && node.position === 'startEvent') as BpmnEvent[]
    if (starts.some(node => !node.isInterrupting))
      throw new Refusal(
        `The event sub-process ${called(element)} runs beside its process any number of times, which no bounded net says.`,
      )
    const before = this.context.draft.transitions.slice(this.from)
    const markings = reachable(before, new Map([[this.start, 1]]), MOST_MARKINGS)
    if (markings === null)
      throw new Refusal(`The event sub-process ${called(element)} may interrupt more than ${MOST_MARKINGS} states.`)
    const inner = translateScope(scope, this.context, name || id, this.isOutermost)
    const running = markings.filter(marking => [...marking.keys()].some(place => place !== this.end))
    this.noteUnsound(element, running)
    for (const marking of running) this.step(null, null, listed(marking), [inner.start])
    for (const tokens of inner.endTokens) this.step(null, null, new Array<number>(tokens).fill(inner.end), [this.end])
    for (const { event } of inner.throws)
      throw new Refusal(`${called(event)} leaves an event sub-process, which is not translated.`)
  }

  /** With how many tokens in its end the scope is over. */
  private endTokens(): number[] {
    const transitions = this.context.draft.transitions.slice(this.from)
    if (transitions.every(isSequential) || isOneStep(transitions, this.start, this.end)) return [1]
    const markings = reachable(transitions, new Map([[this.start, 1]]), BUDGET)
    const over = markings?.filter(marking => marking.size === 1 && marking.has(this.end)) ?? []
    const numbers = new Set(over.map(marking => marking.get(this.end)!))
    if (numbers.size === 0) {
      const last = this.reached.findLast(node => this.graph.out(node.id).length === 0)
      const because =
        markings === null
          ? `There are more than ${BUDGET} states: that it ends with one token is assumed.`
          : 'No run comes to an end: something waits for ever.'
      this.context.note(last?.id ?? '', because)
      return [1]
    }
    return [...numbers].sort((a, b) => a - b)
  }
}
