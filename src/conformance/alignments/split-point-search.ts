import { growingFloats, growingInts } from '../../base/growing.ts'
import type { MarkingGraph } from '../marking-graph.ts'
import { MOVE, SILENT } from './alignment.ts'
import { MarkingEquation } from './marking-equation.ts'
import { NodeHeap } from './node-heap.ts'
import type { PathMove, Search, Solution, TraceToAlign } from './search.ts'
import { StateTable } from './state-table.ts'

/** More split points make the equations larger than what they save. */
const MAXIMUM_SPLITS = 10
/** States that solving one equation counts as, so that budgets of states are budgets of work. */
const EQUATION = 300
const LOG_MOVE = -1
const END = -2
/** How much of a silent move the simplex may be wrong by. */
const NOISE = 0.4
/** From so much of a move on, a fraction counts as a whole one: silent moves never come to it. */
const FRACTION = 0.01

/**
 * A* over the synchronous product for nets whose markings are too many to know: what is left is estimated by the extended marking
 * equation. An estimate holds on after a move that its solution makes; where a state without one comes first, the trace is cut
 * at the furthest event explained so far and the search begins anew (B. van Dongen, Efficiently computing alignments using the
 * extended marking equation, 2018).
 */
export class SplitPointSearch implements Search {
  expanded = 0
  solution: Solution | null = null
  private readonly graph: MarkingGraph
  private readonly trace: TraceToAlign
  private readonly modelCost: Float64Array
  private splits: number[] = []
  private equation: MarkingEquation
  private heap = new NodeHeap()
  private states = new StateTable()
  private cost = growingFloats()
  /** Estimate of what is left, in moves; infinite where no end can be reached. */
  private left = growingFloats()
  private parent = growingInts()
  /** Transition of the last move, or one of the two above. */
  private by = growingInts()
  /** 0: the estimate is a bound only, 1: it is that of a solution. */
  private exact = growingInts()
  private closed = growingInts()
  /** Moves from the start: of states that cost the same the deepest comes first. */
  private depth = growingInts()
  private solutions: (Float64Array | undefined)[] = []
  private furthest = 0
  /** States expanded and equations solved, in states. */
  private work = 0
  private bound = 0

  constructor(graph: MarkingGraph, trace: TraceToAlign, modelCost: Float64Array) {
    this.graph = graph
    this.trace = trace
    this.modelCost = modelCost
    this.equation = this.begin()
  }

  get lower(): number {
    return this.solution ? this.solution.combined : Math.max(this.bound, this.heap.topKey())
  }

  run(states: number): boolean {
    const end = this.work + states
    while (this.work < end) {
      this.work++
      if (this.solution || this.heap.size === 0) return true
      const key = this.heap.topKey()
      const state = this.heap.pop()
      if (this.closed.at(state) === 1) continue
      this.bound = Math.max(this.bound, key)
      if (this.states.positions[state]! > this.trace.labels.length) {
        this.solution = { combined: this.cost.at(state), path: this.pathTo(state) }
        return true
      }
      if (this.exact.at(state) === 0 && !this.improve(state, key)) continue
      this.closed.set(state, 1)
      this.expanded++
      this.expand(state)
    }
    return false
  }

  /** Starts the search with the split points there are. */
  private begin(): MarkingEquation {
    this.equation = new MarkingEquation(this.graph.index, this.graph.store, this.trace, this.modelCost, this.splits)
    this.heap = new NodeHeap()
    this.states = new StateTable()
    this.cost = growingFloats()
    this.left = growingFloats()
    this.parent = growingInts()
    this.by = growingInts()
    this.exact = growingInts()
    this.closed = growingInts()
    this.depth = growingInts()
    this.solutions = []
    this.furthest = 0
    this.work += EQUATION
    const estimate = this.equation.solve(0, 0)
    if (estimate) this.reach(0, 0, 0, -1, END, estimate.value, estimate.x)
    return this.equation
  }

  /** Whether the state may be expanded now: its estimate was made exact and is still the first, or the search began anew. */
  private improve(state: number, key: number): boolean {
    if (this.splits.length < MAXIMUM_SPLITS && this.canSplit(this.furthest)) {
      this.splits = [...this.splits, this.furthest].sort((a, b) => a - b)
      this.begin()
      return false
    }
    const position = this.states.positions[state]!
    this.work += EQUATION
    const estimate = this.equation.solve(position, this.states.markings[state]!)
    this.exact.set(state, 1)
    this.left.set(state, estimate ? Math.max(estimate.value, this.left.at(state)) : Number.POSITIVE_INFINITY)
    if (!estimate) return false
    this.solutions[state] = estimate.x
    const improved = this.cost.at(state) + inSteps(this.left.at(state))
    if (improved <= key) return true
    this.heap.push(improved, this.depth.at(state), state)
    return false
  }

  private canSplit(position: number): boolean {
    return position < this.trace.labels.length && this.trace.labels[position]! >= 0 && !this.splits.includes(position)
  }

  private expand(state: number): void {
    const { graph, trace, equation } = this
    const position = this.states.positions[state]!
    const marking = this.states.markings[state]!
    const cost = this.cost.at(state)
    this.furthest = Math.max(this.furthest, position)
    if (position === trace.labels.length && graph.finals.has(marking)) this.reach(position + 1, 0, cost, state, END, 0)
    const label = position < trace.labels.length ? trace.labels[position]! : -2
    const isAfterLogMove = this.by.at(state) === LOG_MOVE
    for (let arc = graph.firstArc(marking); arc < graph.endArc(marking); arc++) {
      const transition = graph.transition(arc)
      const own = graph.index.labelOf[transition]!
      if (own >= 0 && own === label) {
        const move = equation.synchronousMove(position, transition)
        this.follow(state, position + 1, graph.target(arc), 0, transition, move)
      } else if (!isAfterLogMove) {
        const moveCost = own < 0 ? SILENT : this.modelCost[own]!
        this.follow(state, position, graph.target(arc), moveCost, transition, equation.modelMove(position, transition))
      }
    }
    if (position < trace.labels.length)
      this.follow(state, position + 1, marking, trace.logCost[position]!, LOG_MOVE, equation.logMove(position))
  }

  /** A state after a move: its estimate is exact where the solution of the state before makes the move. */
  private follow(state: number, position: number, marking: number, moveCost: number, by: number, move: number): void {
    const x = this.solutions[state]
    const left = this.left.at(state) - moveCost / MOVE
    let solution: Float64Array | undefined
    if (x !== undefined && move < 0) solution = x
    else if (x !== undefined && x[move]! >= 1 - 1e-9) {
      solution = x.slice()
      solution[move]! -= 1
    }
    this.reach(position, marking, this.cost.at(state) + moveCost, state, by, Math.max(0, left), solution)
  }

  private reach(
    position: number,
    marking: number,
    cost: number,
    parent: number,
    by: number,
    left: number,
    solution?: Float64Array,
  ): void {
    const state = this.states.numberOf(position, marking)
    if (state === this.cost.length) {
      this.cost.push(cost)
      this.left.push(left)
      this.parent.push(parent)
      this.by.push(by)
      this.exact.push(solution || position > this.trace.labels.length ? 1 : 0)
      this.closed.push(0)
      this.depth.push(parent < 0 ? 0 : this.depth.at(parent) + 1)
      this.solutions.push(solution)
    } else {
      const isExact = this.exact.at(state) === 1
      const isCheaper = cost < this.cost.at(state)
      if (!isExact && solution) {
        this.exact.set(state, 1)
        this.solutions[state] = solution
        this.left.set(state, Math.max(left, this.left.at(state)))
      } else if (!isExact && left > this.left.at(state)) this.left.set(state, left)
      if (!isCheaper) return
      this.cost.set(state, cost)
      this.parent.set(state, parent)
      this.by.set(state, by)
      this.closed.set(state, 0)
      this.depth.set(state, this.depth.at(parent) + 1)
    }
    if (this.left.at(state) < Number.POSITIVE_INFINITY)
      this.heap.push(this.cost.at(state) + inSteps(this.left.at(state)), this.depth.at(state), state)
  }

  private pathTo(state: number): PathMove[] {
    const path: PathMove[] = []
    for (let at = state; this.parent.at(at) >= 0; at = this.parent.at(at)) {
      const by = this.by.at(at)
      const position = this.states.positions[this.parent.at(at)]!
      if (by === END) continue
      if (by === LOG_MOVE) path.push({ kind: 'log', position })
      else if (this.states.positions[at]! > position) path.push({ kind: 'synchronous', position, transition: by })
      else path.push({ kind: 'model', transition: by })
    }
    return path.reverse()
  }
}

/** A bound in moves as a cost of the search, rounded up to what a sum of whole moves and silent moves can be. */
function inSteps(moves: number): number {
  const whole = Math.floor(moves + 1e-7)
  if (moves - whole > FRACTION) return (whole + 1) * MOVE
  return Math.max(0, Math.ceil(moves * MOVE - NOISE))
}
