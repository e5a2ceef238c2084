import { growingFloats, growingInts } from '../../base/growing.ts'
import type { VisibleGraph } from '../visible-steps.ts'
import { SILENT } from './alignment.ts'
import { ANY_TIMES, type LabelBounds } from './label-bounds.ts'
import { NodeHeap } from './node-heap.ts'
import type { PathMove, Search, Solution, TraceToAlign } from './search.ts'
import { StateTable } from './state-table.ts'

const LOG_MOVE = -1
const FINISH = -2

/** How far a state is: its synchronous moves come first, what deviates later. */
const OPEN = 0
const HALF = 1
const DONE = 2

export interface GraphSearchOptions {
  /** By label. */
  readonly modelCost: Float64Array
  readonly bounds: LabelBounds | null
  /** Fewest silent transitions from each marking to an end, where known. */
  readonly silents: Int32Array | null
  /** `prefix`: the case still runs; the model need not have ended. */
  readonly goal: 'complete' | 'prefix'
  /** At most so many states a position are expanded: the answer is then an alignment, but need not be the best. */
  readonly beam?: number
}

/**
 * The cheapest alignment over (position, marking) and the visible steps of the net: a 0-1 breadth-first search by cost, then
 * silent moves, led by the label bounds where they are known (A*; Hart, Nilsson & Raphael 1968). In a block between two
 * synchronous moves model moves come before log moves, and no model move repeats what the next event can do.
 */
export class GraphSearch implements Search {
  expanded = 0
  solution: Solution | null = null
  private readonly visible: VisibleGraph
  private readonly trace: TraceToAlign
  private readonly options: GraphSearchOptions
  private readonly length: number
  private readonly heap = new NodeHeap()
  private readonly states = new StateTable()
  private readonly cost = growingFloats()
  private readonly parent = growingInts()
  /** The step from the parent: its number among the parent's steps, or one of the two above. */
  private readonly step = growingInts()
  private readonly closed = growingInts()
  /** Steps from the start: of states that cost the same the deepest comes first. */
  private readonly depth = growingInts()
  private readonly rest: Rest
  private readonly perPosition: Int32Array
  private readonly cheapestMove: number

  constructor(visible: VisibleGraph, start: number, trace: TraceToAlign, options: GraphSearchOptions) {
    this.visible = visible
    this.trace = trace
    this.options = options
    this.length = trace.labels.length
    this.rest = new Rest(trace, options)
    this.perPosition = new Int32Array(this.length + 2)
    this.cheapestMove = Math.min(cheapest(options.modelCost), cheapest(trace.logCost))
    this.reach(0, start, 0, -1, FINISH)
  }

  get lower(): number {
    return this.solution && this.options.beam === undefined ? this.solution.combined : this.heap.topKey()
  }

  run(states: number): boolean {
    for (let i = 0; i < states; ) {
      if (this.solution) return true
      if (this.heap.size === 0) return true
      const state = this.heap.pop()
      const position = this.states.positions[state]!
      const marking = this.states.markings[state]!
      if (this.closed.at(state) === DONE) continue
      if (this.closed.at(state) === HALF) {
        this.closed.set(state, DONE)
        this.deviate(state, position, marking)
        continue
      }
      if (position > this.length) {
        this.solution = { combined: this.cost.at(state), path: this.pathTo(state) }
        return true
      }
      if (
        this.options.beam !== undefined &&
        position < this.length &&
        this.perPosition[position]!++ >= this.options.beam
      )
        continue
      this.expanded++
      i++
      this.closed.set(state, HALF)
      this.conform(state, position, marking)
      // what costs a move is looked at only once nothing cheaper is left
      const key = Math.max(this.heap.lastKey, this.cost.at(state) + this.cheapestMove)
      this.heap.push(key, 2 * this.depth.at(state), state)
    }
    return false
  }

  /** Synchronous moves and the end. */
  private conform(state: number, position: number, marking: number): void {
    const cost = this.cost.at(state)
    const { byLabel, target, silents, finish } = this.visible.steps(marking)
    if (position === this.length) {
      const isRunning = this.options.goal === 'prefix'
      if (isRunning || finish >= 0) this.reach(position + 1, 0, cost + (isRunning ? 0 : finish * SILENT), state, FINISH)
      return
    }
    const label = this.trace.labels[position]!
    if (label < 0) return
    for (let s = byLabel[label]!; s < byLabel[label + 1]!; s++)
      this.reach(position + 1, target[s]!, cost + silents[s]! * SILENT, state, s)
  }

  /** Log moves and model moves. */
  private deviate(state: number, position: number, marking: number): void {
    const cost = this.cost.at(state)
    const label = position < this.length ? this.trace.labels[position]! : -1
    if (position < this.length) this.reach(position + 1, marking, cost + this.trace.logCost[position]!, state, LOG_MOVE)
    if (this.step.at(state) === LOG_MOVE) return
    const { byLabel, target, silents } = this.visible.steps(marking)
    for (let other = 0; other + 1 < byLabel.length; other++) {
      if (other === label) continue
      const moveCost = cost + this.options.modelCost[other]!
      for (let s = byLabel[other]!; s < byLabel[other + 1]!; s++)
        this.reach(position, target[s]!, moveCost + silents[s]! * SILENT, state, s)
    }
  }

  private reach(position: number, marking: number, cost: number, parent: number, step: number): void {
    const state = this.states.numberOf(position, marking)
    if (state === this.cost.length) {
      this.cost.push(cost)
      this.parent.push(parent)
      this.step.push(step)
      this.closed.push(OPEN)
      this.depth.push(parent < 0 ? 0 : this.depth.at(parent) + 1)
    } else {
      if (cost >= this.cost.at(state)) return
      this.cost.set(state, cost)
      this.parent.set(state, parent)
      this.step.set(state, step)
      this.closed.set(state, OPEN)
      this.depth.set(state, this.depth.at(parent) + 1)
    }
    const left = position > this.length ? 0 : this.rest.atLeast(position, marking)
    this.heap.push(cost + left, 2 * this.depth.at(state) + 1, state)
  }

  private pathTo(state: number): PathMove[] {
    const path: PathMove[] = []
    for (let at = state; this.parent.at(at) >= 0; at = this.parent.at(at)) {
      const parent = this.parent.at(at)
      const marking = this.states.markings[parent]!
      const steps = this.visible.steps(marking)
      const step = this.step.at(at)
      const silently = (to: number) => {
        for (const transition of this.visible.silentPath(marking, to).toReversed())
          path.push({ kind: 'model', transition })
      }
      if (step === LOG_MOVE) path.push({ kind: 'log', position: this.states.positions[parent]! })
      else if (step === FINISH) {
        if (this.options.goal === 'complete') silently(steps.finalMarking)
      } else {
        const position = this.states.positions[parent]!
        const transition = steps.transition[step]!
        const isSynchronous = this.states.positions[at]! > position
        path.push(isSynchronous ? { kind: 'synchronous', position, transition } : { kind: 'model', transition })
        silently(steps.from[step]!)
      }
    }
    return path.reverse()
  }
}

const cheapest = (costs: Float64Array): number => costs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)

/** What the rest of a trace costs at least from a marking on. */
class Rest {
  private readonly bounds: LabelBounds | null
  private readonly silents: Int32Array | null
  private readonly isPrefix: boolean
  private readonly modelCost: Float64Array
  /** Labels of the trace, and the others of the net. */
  private readonly own: Int32Array
  private readonly others: Int32Array
  /** Events of each own label that are left at each position. */
  private readonly left: Int32Array
  /** Cost of a log move of each label, and of events that the net does not know, at each position. */
  private readonly labelCost: Float64Array
  private readonly unknown: Float64Array

  constructor(trace: TraceToAlign, options: GraphSearchOptions) {
    this.bounds = options.bounds
    this.silents = options.goal === 'complete' ? options.silents : null
    this.isPrefix = options.goal === 'prefix'
    this.modelCost = options.modelCost
    const { length } = trace.labels
    this.labelCost = new Float64Array(this.modelCost.length)
    this.unknown = new Float64Array(length + 1)
    for (let position = length - 1; position >= 0; position--) {
      const label = trace.labels[position]!
      this.unknown[position] = this.unknown[position + 1]! + (label < 0 ? trace.logCost[position]! : 0)
      if (label >= 0) this.labelCost[label] = trace.logCost[position]!
    }
    const known = new Set(trace.labels)
    const labels = this.bounds === null ? [] : Array.from(this.modelCost.keys())
    this.own = Int32Array.from(labels.filter(label => known.has(label)))
    this.others = Int32Array.from(labels.filter(label => !known.has(label)))
    this.left = this.counts(trace.labels)
  }

  private counts(labels: Int32Array): Int32Array {
    const width = this.own.length
    const left = new Int32Array((labels.length + 1) * width)
    const column = new Map(Array.from(this.own, (label, c) => [label, c]))
    for (let position = labels.length - 1; position >= 0; position--) {
      const at = position * width
      left.copyWithin(at, at + width, at + 2 * width)
      const own = column.get(labels[position]!)
      if (own !== undefined) left[at + own]!++
    }
    return left
  }

  atLeast(position: number, marking: number): number {
    let cost = this.unknown[position]!
    if (this.silents !== null) cost += this.silents[marking]! * SILENT
    if (this.bounds === null) return cost
    const { least, most } = this.bounds
    const { own, others, isPrefix } = this
    const from = position * own.length
    const at = marking * this.modelCost.length
    for (let column = 0; column < own.length; column++) {
      const label = own[column]!
      const left = this.left[from + column]!
      const upTo = most[at + label]!
      if (left > upTo) cost += upTo === ANY_TIMES ? 0 : (left - upTo) * this.labelCost[label]!
      else if (!isPrefix && left < least[at + label]!) cost += (least[at + label]! - left) * this.modelCost[label]!
    }
    if (!isPrefix) for (const label of others) cost += least[at + label]! * this.modelCost[label]!
    return cost
  }
}
