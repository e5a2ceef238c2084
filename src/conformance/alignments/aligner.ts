import { notApplicable, ok, type Result } from '../../base/result.ts'
import type { Pace } from '../../log/count/pace.ts'
import { noPace } from '../../log/count/pace.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { MarkingGraph } from '../marking-graph.ts'
import { indexNet, labelsOfActivities, type NetIndex } from '../net-index.ts'
import { ClosureLimit, VisibleGraph } from '../visible-steps.ts'
import {
  type Alignment,
  type AlignmentBudget,
  type AlignmentCosts,
  type AlignmentOptions,
  costColumn,
  costOf,
  defaultBudget,
  leastCost,
  MOVE,
  type Move,
  silentsOf,
  unitCosts,
} from './alignment.ts'
import { apartFrom, logMoves, sum } from './apart.ts'
import { GraphSearch, type GraphSearchOptions } from './graph-search.ts'
import { type LabelBounds, labelBounds } from './label-bounds.ts'
import { type Reachability, reachability } from './reachable.ts'
import type { Search, Solution, TraceToAlign } from './search.ts'
import { SplitPointSearch } from './split-point-search.ts'

/** States between two looks at the clock, at the pace and at whoever cancels. */
const PIECE = 2000
/** States that a net with too many markings is searched by its graph for, before the marking equation is asked. */
const QUICK = 3000
/** Silent closures up to this size are walked where the net's markings are too many to know. */
const QUICK_CLOSURE = 2000
/** Silent closures of the shortest run of a known net that make it wide, and the work of the equation on each trace of it. */
const WIDE_CLOSURE = 20_000
const EQUATION_FIRST = 20_000
/** States a position that a search for any good alignment expands; fewer once the time is over. */
const BEAM = 30
const LATE_BEAM = 2
/** What a model move costs a running case beside its cost: it decides ties, before silent moves do. */
const TIE = 2 ** 10

/**
 * Aligns traces with one net; what it learns of the net serves every trace. Nets whose markings fit the budget are searched by their
 * graph, others through the marking equation. `open` refuses a net whose final marking cannot be reached.
 */
export class Aligner {
  readonly index: NetIndex
  /** The cheapest run of the net: the alignment of the empty trace. */
  shortestRun: Alignment = { moves: [], cost: 0, lower: 0, silentMoves: 0 }
  private readonly graph: MarkingGraph
  private readonly costs: AlignmentCosts
  private readonly budget: AlignmentBudget
  private readonly now: () => number
  private readonly pace: Pace
  private readonly deadline: number
  private readonly modelCost: Float64Array
  private readonly prefixModelCost: Float64Array
  private reach: Reachability | null = null
  private bounds: LabelBounds | null = null
  private visible: VisibleGraph
  /** Of a known net: so much is reached silently that the marking equation is asked first; null: not known yet. Never told by a trace. */
  private isWide: boolean | null = null
  private hitLimit = false

  private constructor(net: PetriNet, options: AlignmentOptions) {
    this.index = indexNet(net)
    this.graph = new MarkingGraph(this.index)
    this.costs = options.costs ?? unitCosts
    this.budget = { ...defaultBudget, ...options.budget }
    this.now = options.now ?? (() => 0)
    this.pace = options.pace ?? noPace
    this.deadline = this.now() + this.budget.timeMs
    this.modelCost = costColumn(this.index.labels, label => this.costs.modelMove(label))
    this.prefixModelCost = this.modelCost.map(cost => cost + TIE)
    this.visible = new VisibleGraph(this.graph, { limit: QUICK_CLOSURE })
  }

  static async open(net: PetriNet, options: AlignmentOptions = {}): Promise<Result<Aligner>> {
    const aligner = new Aligner(net, options)
    const problem = await aligner.learn()
    return problem === null ? ok(aligner) : notApplicable(problem)
  }

  /** Whether all markings of the net are known. */
  get knowsNet(): boolean {
    return this.reach !== null
  }

  /** Null: the net can be asked; else why not. */
  private async learn(): Promise<string | null> {
    let state: 'complete' | 'going on' | 'over' = 'going on'
    while (state === 'going on' && !this.isLate()) {
      state = this.graph.explore(PIECE, this.budget.markings)
      await this.pace.step()
    }
    if (state === 'complete') {
      const reach = reachability(this.graph)
      if (reach.alive[0] !== 1) return UNREACHABLE
      this.reach = reach
      this.bounds = await labelBounds(this.graph, reach, this.pace)
      this.visible = new VisibleGraph(this.graph, {
        limit: () => (this.isWide === null ? WIDE_CLOSURE : Number.POSITIVE_INFINITY),
        isAlive: marking => reach.alive[marking] === 1,
      })
    }
    const trace = this.toAlign([])
    // a run of a net that is known takes no more states than it has markings, however few a trace may have
    const { solution, lower } = this.knowsNet ? await this.shortestOfKnown(trace) : await this.solve(trace)
    if (solution === null) return lower === Number.POSITIVE_INFINITY ? UNREACHABLE : this.notFound()
    this.shortestRun = this.alignment([], solution, lower)
    return null
  }

  private notFound(): string {
    if (this.isLate())
      return `the time of ${this.budget.timeMs} ms ended before a run of the net to a final marking was found`
    const { states, markings } = this.budget
    return `no run of the net to a final marking was found: it has more than ${markings} markings, and ${states} states of the search did not lead to one; a larger budget may find one`
  }

  /** The optimal alignment of a trace, or the best one that was found with bounds of the optimum where the budget ended. */
  async align(activities: readonly string[]): Promise<Alignment> {
    const trace = this.toAlign(activities)
    const { solution, lower } = await this.solve(trace)
    if (solution) return this.alignment(activities, solution, lower)
    const best = await this.someSolution(trace)
    return this.alignment(activities, best, Math.min(lower, best.combined))
  }

  /** `alignPrefix` for cases that still run, else `align`. */
  alignAs(activities: readonly string[], isRunning: boolean): Promise<Alignment> {
    return isRunning ? this.alignPrefix(activities) : this.align(activities)
  }

  /**
   * The cheapest match of a trace with the beginning of a run, for cases that go on: what may still come is not missing. Of those
   * that cost the same it has the fewest model moves: a step counts as left out only where no match without it is as cheap.
   * Only beginnings from which an end can be reached count where all markings of the net are known.
   */
  async alignPrefix(activities: readonly string[]): Promise<Alignment> {
    const trace = this.toAlign(activities)
    const search = this.graphSearch(trace, 'prefix')
    const { solution, lower } = await this.finish(search, this.budget.states)
    if (solution === null) {
      const apart = { combined: sum(trace.logCost), path: logMoves(trace) }
      return this.alignment(activities, apart, Math.floor(lower / (MOVE + TIE)) * MOVE)
    }
    const best = { ...solution, combined: solution.combined - TIE * this.modelMoves(solution) }
    return this.alignment(activities, best, best.combined)
  }

  private modelMoves({ path }: Solution): number {
    return path.filter(move => move.kind === 'model' && this.index.net.transitions[move.transition]!.label !== null)
      .length
  }

  private toAlign(activities: readonly string[]): TraceToAlign {
    return {
      labels: labelsOfActivities(this.index, activities),
      logCost: costColumn(activities, activity => this.costs.logMove(activity)),
    }
  }

  private graphSearch(trace: TraceToAlign, goal: GraphSearchOptions['goal'], beam?: number): GraphSearch {
    return new GraphSearch(this.visible, 0, trace, {
      modelCost: goal === 'prefix' ? this.prefixModelCost : this.modelCost,
      bounds: this.bounds,
      silents: this.reach?.silents ?? null,
      goal,
      ...(beam === undefined ? {} : { beam }),
    })
  }

  private async solve(trace: TraceToAlign): Promise<{ solution: Solution | null; lower: number }> {
    if (this.isWide) {
      const search = new SplitPointSearch(this.graph, trace, this.modelCost)
      const found = await this.finish(search, Math.min(EQUATION_FIRST, this.budget.states))
      if (found.solution) return found
    }
    if (this.knowsNet) return this.finish(this.graphSearch(trace, 'complete'), this.budget.states)
    const quick = await this.finish(this.graphSearch(trace, 'complete'), Math.min(QUICK, this.budget.states))
    if (quick.solution || quick.lower === Number.POSITIVE_INFINITY) return quick
    const search = new SplitPointSearch(this.graph, trace, this.modelCost)
    const found = await this.finish(search, this.budget.states)
    return { solution: found.solution, lower: Math.max(quick.lower, found.lower) }
  }

  /** The net's cheapest run, and whether it is wide. */
  private async shortestOfKnown(trace: TraceToAlign) {
    const states = Math.max(this.budget.states, this.budget.markings)
    const found = await this.finish(this.graphSearch(trace, 'complete'), states)
    this.isWide = this.hitLimit
    return this.isWide ? this.finish(this.graphSearch(trace, 'complete'), states) : found
  }

  /** Runs a search to its end, or to that of its states or of the time. */
  private async finish(search: Search, states: number): Promise<{ solution: Solution | null; lower: number }> {
    try {
      for (let left = states; left > 0 && !this.isLate(); left -= PIECE) {
        if (search.run(Math.min(left, PIECE))) break
        await this.pace.step()
      }
    } catch (error) {
      if (!(error instanceof ClosureLimit)) throw error
      this.hitLimit = true
      return { solution: null, lower: 0 }
    }
    return { solution: search.solution, lower: search.lower }
  }

  private isLate(): boolean {
    return this.now() > this.deadline
  }

  /** An alignment that need not be the best: of a narrow search, else all events in the log and the shortest run in the model. */
  private async someSolution(trace: TraceToAlign): Promise<Solution> {
    const apart = apartFrom(trace, this.shortestRun)
    try {
      const beam = this.isLate() ? LATE_BEAM : BEAM
      const narrow = this.graphSearch(trace, 'complete', beam)
      for (let left = beam * (trace.labels.length + 1) + QUICK; left > 0; left -= PIECE) {
        if (narrow.run(Math.min(left, PIECE))) break
        await this.pace.step()
      }
      if (narrow.solution && narrow.solution.combined < apart.combined) return narrow.solution
    } catch (error) {
      if (!(error instanceof ClosureLimit)) throw error
    }
    return apart
  }

  private alignment(activities: readonly string[], solution: Solution, lower: number): Alignment {
    const moves = solution.path.map((move): Move => {
      if (move.kind === 'log') return { kind: 'log', activity: activities[move.position]! }
      const { label } = this.index.net.transitions[move.transition]!
      if (label === null) return { kind: 'silent', transition: move.transition }
      return { kind: move.kind, activity: label, transition: move.transition }
    })
    return {
      moves,
      cost: costOf(solution.combined),
      lower: Math.min(leastCost(lower), costOf(solution.combined)),
      silentMoves: silentsOf(solution.combined),
    }
  }
}

const UNREACHABLE =
  'no final marking of the net can be reached from its initial marking, so no trace has an alignment; mend the net or its final marking'
