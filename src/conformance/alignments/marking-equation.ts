import { DualSimplex, type LinearProgram } from '../../base/linear-program.ts'
import type { MarkingStore } from '../marking-store.ts'
import type { NetIndex } from '../net-index.ts'
import { MOVE, SILENT } from './alignment.ts'
import type { TraceToAlign } from './search.ts'

/** An estimate of what is left: its value in moves, and how often each move of the equation is made. */
export interface Estimate {
  readonly value: number
  readonly x: Float64Array
}

/**
 * The marking equation of a trace and a net: how often each move is made, regardless of order, so that the marking becomes a
 * final one; its least cost is a lower bound. Split points cut the trace into segments; the first event of each but the first
 * must find its tokens there (B. van Dongen, Efficiently computing alignments using the extended marking equation, 2018).
 * Moves have one number each for the whole trace: segment by segment, model moves and synchronous moves by transition, log
 * moves by label, then the same once more for the first event of the segment.
 */
export class MarkingEquation {
  private readonly index: NetIndex
  private readonly store: MarkingStore
  private readonly trace: TraceToAlign
  private readonly modelCost: Float64Array
  private readonly splits: readonly number[]
  private readonly block: number
  /** Cost of log moves of events that no transition carries, from each position on, in moves. */
  private readonly unknown: Float64Array

  constructor(
    index: NetIndex,
    store: MarkingStore,
    trace: TraceToAlign,
    modelCost: Float64Array,
    splits: readonly number[],
  ) {
    this.index = index
    this.store = store
    this.trace = trace
    this.modelCost = modelCost
    this.splits = splits
    this.block = 3 * index.labelOf.length + 2 * index.labels.length // two kinds of transitions, labels; first events
    this.unknown = new Float64Array(trace.labels.length + 1)
    for (let i = trace.labels.length - 1; i >= 0; i--)
      this.unknown[i] = this.unknown[i + 1]! + (trace.labels[i]! < 0 ? trace.logCost[i]! / MOVE : 0)
  }

  get moves(): number {
    return this.block * (this.splits.length + 1)
  }

  /** Segment of a position: model moves before the first event of a segment belong to the one before. */
  private segment(position: number): number {
    let segment = 0
    while (segment < this.splits.length && this.splits[segment]! < position) segment++
    return segment
  }

  modelMove(position: number, transition: number): number {
    return this.segment(position) * this.block + transition
  }

  synchronousMove(position: number, transition: number): number {
    const { length } = this.index.labelOf
    const isFirst = this.splits.includes(position)
    const segment = this.segment(position) + (isFirst ? 1 : 0)
    return segment * this.block + (isFirst ? 2 * length + this.index.labels.length : length) + transition
  }

  /** -1: an event that no transition carries; it is no part of the equation. */
  logMove(position: number): number {
    const label = this.trace.labels[position]!
    if (label < 0) return -1
    const { length } = this.index.labelOf
    const isFirst = this.splits.includes(position)
    const segment = this.segment(position) + (isFirst ? 1 : 0)
    return segment * this.block + (isFirst ? 3 * length + this.index.labels.length : 2 * length) + label
  }

  /** The least cost from a position and marking on; null where the equation has no solution: no end can be reached. */
  solve(position: number, marking: number): Estimate | null {
    let best: Estimate | null = null
    for (const final of this.index.net.final) {
      const estimate = this.solveTo(position, marking, final)
      if (estimate && (best === null || estimate.value < best.value)) best = estimate
    }
    return best
  }

  private solveTo(position: number, marking: number, final: readonly number[]): Estimate | null {
    const { program, right, move } = new EquationBuilder(this.index, this.trace, this.modelCost, {
      position,
      splits: this.splits.filter(split => split >= position),
      block: this.block,
      firstSegment: this.segment(position),
      tokens: place => this.store.tokens(marking, place),
      final,
    }).build()
    const solution = new DualSimplex(program).solve(right)
    if (solution === null) return null
    const x = new Float64Array(this.moves)
    // where the simplex was ended early its x is no solution: what it says of moves is not to be relied on
    if (solution.isOptimal)
      move.forEach((number, column) => {
        if (number >= 0) x[number] = solution.x[column]!
      })
    return { value: solution.value + this.unknown[position]!, x }
  }
}

interface EquationStart {
  readonly position: number
  readonly splits: readonly number[]
  readonly block: number
  readonly firstSegment: number
  readonly tokens: (place: number) => number
  readonly final: readonly number[]
}

/** Puts one equation together: rows are places at the end, labels of segments, and places before first events. */
class EquationBuilder {
  private readonly index: NetIndex
  private readonly trace: TraceToAlign
  private readonly modelCost: Float64Array
  private readonly start: EquationStart
  private readonly columns: (readonly [number, number])[][] = []
  private readonly cost: number[] = []
  private readonly right: number[] = []
  /** Number of the move of each column; -1: none. */
  private readonly move: number[] = []
  /** Rows of places before the first event of each later segment, by place. */
  private readonly before: Map<number, number>[] = []

  constructor(index: NetIndex, trace: TraceToAlign, modelCost: Float64Array, start: EquationStart) {
    this.index = index
    this.trace = trace
    this.modelCost = modelCost
    this.start = start
  }

  build(): { program: LinearProgram; right: number[]; move: number[] } {
    const { start } = this
    for (const [place, tokens] of start.final.entries()) this.right.push(tokens - start.tokens(place))
    for (const split of start.splits) this.addRowsBefore(split)
    const ends = [...start.splits, this.trace.labels.length]
    ends.forEach((end, segment) => {
      const first = segment === 0 ? start.position : ends[segment - 1]!
      if (segment > 0) this.addFirstEvent(segment, first)
      this.addSegment(segment, segment > 0 ? first + 1 : first, end)
    })
    const program = { rows: this.right.length, columns: this.columns, cost: this.cost }
    return { program, right: this.right, move: this.move }
  }

  private addRowsBefore(split: number): void {
    const rows = new Map<number, number>()
    for (const transition of this.index.byLabel[this.trace.labels[split]!]!)
      for (const { place } of this.index.net.transitions[transition]!.inputs)
        if (!rows.has(place)) {
          // tokens now + what came since - what the event takes - what is over = 0
          rows.set(place, this.right.push(-this.start.tokens(place)) - 1)
          this.add([[rows.get(place)!, -1]], 0, -1)
        }
    this.before.push(rows)
  }

  private addSegment(segment: number, from: number, to: number): void {
    const { labelOf } = this.index
    const base = (this.start.firstSegment + segment) * this.start.block
    const counts = new Map<number, number>()
    const costs = new Map<number, number>()
    for (let i = from; i < to; i++) {
      const label = this.trace.labels[i]!
      if (label < 0) continue
      counts.set(label, (counts.get(label) ?? 0) + 1)
      costs.set(label, this.trace.logCost[i]! / MOVE)
    }
    const rowOf = new Map<number, number>()
    for (const [label, count] of counts) {
      rowOf.set(label, this.right.push(count) - 1)
      this.add([[rowOf.get(label)!, 1]], costs.get(label)!, base + 2 * labelOf.length + label)
    }
    labelOf.forEach((label, transition) => {
      const entries = this.effect(transition, segment)
      this.add(entries, (label < 0 ? SILENT : this.modelCost[label]!) / MOVE, base + transition)
      const row = rowOf.get(label)
      if (row !== undefined) this.add([...entries, [row, 1]], 0, base + labelOf.length + transition)
    })
  }

  /** The first event of a later segment: exactly one synchronous or log move, whose tokens are there before it. */
  private addFirstEvent(segment: number, position: number): void {
    const { labelOf, labels } = this.index
    const label = this.trace.labels[position]!
    const base = (this.start.firstSegment + segment) * this.start.block + 2 * labelOf.length + labels.length
    const row = this.right.push(1) - 1
    this.add([[row, 1]], this.trace.logCost[position]! / MOVE, base + labelOf.length + label)
    for (const transition of this.index.byLabel[label]!) {
      const entries = this.effect(transition, segment)
      const rows = this.before[segment - 1]!
      for (const { place, tokens } of this.index.net.transitions[transition]!.inputs)
        entries.push([rows.get(place)!, -tokens])
      this.add([...entries, [row, 1]], 0, base + transition)
    }
  }

  /** What a transition in a segment changes: places at the end, and before first events of segments after it. */
  private effect(transition: number, segment: number): [number, number][] {
    const { inputs, outputs } = this.index.net.transitions[transition]!
    const change = new Map<number, number>()
    for (const { place, tokens } of inputs) change.set(place, -tokens)
    for (const { place, tokens } of outputs) change.set(place, (change.get(place) ?? 0) + tokens)
    const entries: [number, number][] = []
    for (const [place, value] of change) {
      if (value === 0) continue
      entries.push([place, value])
      for (let later = segment; later < this.before.length; later++) {
        const row = this.before[later]!.get(place)
        if (row !== undefined) entries.push([row, value])
      }
    }
    return entries
  }

  private add(entries: (readonly [number, number])[], cost: number, move: number): void {
    this.columns.push(entries)
    this.cost.push(cost)
    this.move.push(move)
  }
}
