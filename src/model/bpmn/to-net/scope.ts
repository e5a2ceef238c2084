import type { BpmnEvent, FlowNode, Scope } from '../../bpmn.ts'
import { asOneLine } from '../one-line.ts'
import { translateActivity } from './activity.ts'
import { type DraftTransition, listed, type NetDraft, reachable, type Tokens } from './draft.ts'
import { translateEvent } from './event.ts'
import { translateGateway } from './gateway.ts'
import { type Block, inclusiveBlocks } from './inclusive.ts'
import { translateAborts, translateEventSubProcess } from './interruption.ts'
import { ScopePlaces } from './places.ts'
import { isOneStep } from './reduce.ts'
import { called, Refusal, ScopeGraph } from './scope-graph.ts'

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

/** Markings that an interruption may meet, and those that are looked at for the ends of a scope. */
export const MOST_MARKINGS = 512
const BUDGET = 5_000

/** Translates a scope into `context.draft`. Dijkman, Dumas & Ouyang, 2008, section 4; joins of places in place of silent steps. */
export const translateScope = (scope: Scope, context: Context, name: string, isOutermost: boolean): ScopeNet =>
  new ScopeTranslation(scope, context, name, isOutermost).translate()

export const isSequential = ({ outputs }: DraftTransition): boolean => listed(outputs).length === 1

/** A scope while it is translated: what the translations of its elements share. */
export class ScopeTranslation {
  readonly graph: ScopeGraph
  readonly context: Context
  readonly isOutermost: boolean
  readonly blocks: readonly Block[]
  readonly places: ScopePlaces
  /** Where an error or a cancel that leaves the scope stands. */
  readonly throws: { event: BpmnEvent; place: number }[] = []
  /** Where an event stands that ends the whole scope. */
  readonly aborts: { event: BpmnEvent; place: number }[] = []
  private readonly reached: readonly FlowNode[]
  private readonly from: number

  constructor(scope: Scope, context: Context, name: string, isOutermost: boolean) {
    this.context = context
    this.graph = new ScopeGraph(scope)
    for (const node of this.graph.compensation)
      context.note(node.id, `${called(node)} belongs to compensation, which runs beside the process and is left out.`)
    this.reached = this.graph.reached()
    this.blocks = inclusiveBlocks(this.graph, this.reached)
    this.isOutermost = isOutermost
    this.from = context.draft.transitions.length
    const { graph, blocks, labelOf } = this
    this.places = new ScopePlaces({ graph, blocks, draft: context.draft, labelOf }, name)
  }

  translate(): ScopeNet {
    const { graph } = this
    const { start, end } = this.places
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
        graph.starts.map(({ id }) => this.places.before(id)),
      )
    for (const node of this.reached) this.translateNode(node)
    translateAborts(this)
    for (const inner of graph.eventSubProcesses) translateEventSubProcess(inner, this)
    const transitions = this.transitions()
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

  /** Those of the scope so far, with those of its sub-processes. */
  transitions = (): DraftTransition[] => this.context.draft.transitions.slice(this.from)

  /** Markings that these reach from the start; null beyond `budget`. */
  markings = (budget: number): Tokens[] | null =>
    reachable(this.transitions(), new Map([[this.places.start, 1]]), budget)

  private translateNode(node: FlowNode): void {
    if (node.kind === 'gateway') translateGateway(node, this)
    else if (node.kind === 'event') translateEvent(node, this)
    else translateActivity(node, this)
  }

  /** With how many tokens in its end the scope is over. */
  private endTokens(): number[] {
    const { start, end } = this.places
    const transitions = this.transitions()
    if (transitions.every(isSequential) || isOneStep(transitions, start, end)) return [1]
    const markings = this.markings(BUDGET)
    const over = markings?.filter(marking => marking.size === 1 && marking.has(end)) ?? []
    const numbers = new Set(over.map(marking => marking.get(end)!))
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
