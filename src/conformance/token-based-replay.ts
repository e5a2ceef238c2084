import type { Progress } from '../base/platform.ts'
import { noPace, type Pace } from '../log/count/pace.ts'
import type { VariantLog } from '../log/variant-log.ts'
import type { PetriNet } from '../model/petri-net.ts'
import { MOVE } from './alignments/alignment.ts'
import { GraphSearch } from './alignments/graph-search.ts'
import type { PathMove } from './alignments/search.ts'
import { FiredTokens } from './fired-tokens.ts'
import { MarkingGraph } from './marking-graph.ts'
import { indexNet, labelsOfActivities, type NetIndex } from './net-index.ts'
import { PlannedReplay } from './planned-replay.ts'
import { type CountedTrace, type ReplayedTrace, type TokenReplay, wrongTokens } from './token-counts.ts'
import { VisibleGraph } from './visible-steps.ts'

export interface ReplayOptions {
  /** Time of the whole replay, ms; what is left after it is replayed with little search. */
  readonly timeMs?: number
  /** Epoch ms, for `timeMs`. */
  readonly now?: () => number
  readonly pace?: Pace
  readonly progress?: Progress
}

/** Markings that are reached silently and looked at from one marking, at first and after the time or `MARKINGS` are used up. */
const CLOSURE = 5000
const LATE_CLOSURE = 50
const MARKINGS = 200_000
const WIDE_MARKINGS = 50_000
/** Where so many markings are looked at late, nothing fires silently any more: the rest takes time by its events alone. */
const LATE_MARKINGS = 100_000
/** Events, or states of a search, between two looks at whoever cancels. */
const PIECE = 100
/** States of the search for a run that fits as a whole. */
const STATES = 20_000

/**
 * Token-based replay (A. Rozinat, W. van der Aalst, Conformance checking of processes based on monitoring real behavior, 2008).
 * Silent transitions fire by the shortest way that enables the next event. Where that leaves tokens missing or remaining, a run that
 * fits the whole trace is looked for, so that no trace of the language is ever told to deviate. In a trace that does deviate, the
 * transition and the silent way to it that lack the fewest tokens are forced; at the end silent transitions fire towards the
 * final marking that leaves the least over. What an event has no transition for is passed over. Where more is reached silently than can
 * be walked over, `PlannedReplay` comes first, and is kept where it leaves fewer tokens wrong.
 */
export async function tokenBasedReplay(
  log: VariantLog,
  net: PetriNet,
  options: ReplayOptions = {},
): Promise<TokenReplay> {
  const replayer = new Replayer(indexNet(net), options)
  const labels = labelsOfActivities(replayer.index, log.activities)
  const total = log.cases.reduce((sum, cases) => sum + cases, 0)
  const variants: ReplayedTrace[] = []
  let done = 0
  for (let v = 0; v < log.cases.length; v++) {
    const symbols = log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!)
    variants.push(await replayer.replay(symbols.map(symbol => labels[symbol]!)))
    done += log.cases[v]!
    options.progress?.({ phase: 'replay', done, total, unit: 'cases' })
    await (options.pace ?? noPace).step()
  }
  return {
    variants,
    transitions: net.transitions.length,
    exact: !replayer.wasCut || variants.every(trace => wrongTokens(trace) === 0),
  }
}

/** A transition that fires without all its tokens, from a marking that is reached silently. */
interface Force {
  readonly missing: number
  readonly from: number
  readonly transition: number
  readonly target: number
}

/** A marking that is reached silently, and what differs from the final one there. */
interface End {
  readonly missing: number
  readonly remaining: number
  readonly from: number
  readonly final: number
}

class Replayer {
  readonly index: NetIndex
  private readonly graph: MarkingGraph
  private readonly visible: VisibleGraph
  private readonly planned: PlannedReplay
  private readonly pace: Pace
  private readonly isLate: () => boolean
  /** Markings that were known when it first was late. */
  private lateFrom: number | null = null
  private readonly tokens: FiredTokens
  private readonly forces = new Map<number, Force>()
  private readonly ends = new Map<number, End>()

  constructor(index: NetIndex, { now = () => 0, timeMs = Number.POSITIVE_INFINITY, pace = noPace }: ReplayOptions) {
    const deadline = now() + timeMs
    this.pace = pace
    this.isLate = () => this.graph.store.count > (this.wasCut ? WIDE_MARKINGS : MARKINGS) || now() > deadline
    this.index = index
    this.graph = new MarkingGraph(index)
    this.planned = new PlannedReplay(index)
    this.visible = new VisibleGraph(this.graph, {
      limit: () => this.closureLimit(),
      atLimit: 'cut',
    })
    this.tokens = new FiredTokens(index.net)
  }

  get wasCut(): boolean {
    return this.visible.wasCut
  }

  private closureLimit(): number {
    if (!this.isLate()) return CLOSURE
    this.lateFrom ??= this.graph.store.count
    return this.graph.store.count > this.lateFrom + LATE_MARKINGS ? 1 : LATE_CLOSURE
  }

  async replay(labels: Int32Array): Promise<ReplayedTrace> {
    const known = labels.filter(label => label >= 0)
    return { ...(await this.best(known)), unknown: labels.length - known.length }
  }

  private async best(labels: Int32Array): Promise<CountedTrace> {
    const greedy = this.wasCut ? null : await this.forced(labels, true)
    if (greedy) return wrongTokens(greedy) === 0 ? greedy : ((await this.fittingRun(labels)) ?? greedy)
    // more is reached silently than can be walked over
    const planned = this.planned.replay(labels)
    if (wrongTokens(planned) === 0) return planned
    const forced = (await this.forced(labels, false))!
    if (wrongTokens(forced) === 0) return forced
    return (await this.fittingRun(labels)) ?? (wrongTokens(planned) < wrongTokens(forced) ? planned : forced)
  }

  /** Event by event, the shortest silent way first; tokens are added where none leads on. Null: `untilCut`, and a closure was cut off. */
  private async forced(labels: Int32Array, untilCut: boolean): Promise<CountedTrace | null> {
    const fired = new Map<number, number>()
    let marking = 0
    let missing = 0
    const fire = (transition: number) => void fired.set(transition, (fired.get(transition) ?? 0) + 1)
    for (const [position, label] of labels.entries()) {
      if (position % PIECE === 0) await this.pace.step()
      const steps = this.visible.steps(marking)
      if (untilCut && this.wasCut) return null
      let best = -1
      for (let s = steps.byLabel[label]!; s < steps.byLabel[label + 1]!; s++)
        if (best < 0 || steps.silents[s]! < steps.silents[best]!) best = s
      if (best >= 0) {
        this.visible.silentPath(marking, steps.from[best]!).forEach(fire)
        fire(steps.transition[best]!)
        marking = steps.target[best]!
      } else {
        const force = this.leastMissing(marking, label)
        this.visible.silentPath(marking, force.from).forEach(fire)
        fire(force.transition)
        missing += force.missing
        marking = force.target
      }
    }
    const end = this.leastOver(marking)
    if (untilCut && this.wasCut) return null
    this.visible.silentPath(marking, end.from).forEach(fire)
    return this.tokens.counts(fired, missing + end.missing, end.remaining, end.final)
  }

  private leastMissing(marking: number, label: number): Force {
    const key = marking * this.index.labels.length + label
    let force = this.forces.get(key)
    if (force === undefined) this.forces.set(key, (force = this.findForce(marking, label)))
    return force
  }

  private findForce(marking: number, label: number): Force {
    let best = { missing: Number.POSITIVE_INFINITY, from: marking, transition: -1 }
    for (const from of this.visible.closure(marking).markings)
      for (const transition of this.index.byLabel[label]!) {
        let missing = 0
        for (const { place, tokens } of this.index.net.transitions[transition]!.inputs)
          missing += Math.max(0, tokens - this.graph.store.tokens(from, place))
        if (missing < best.missing) best = { missing, from, transition }
      }
    const tokens = this.graph.store.marking(best.from)
    const { inputs, outputs } = this.index.net.transitions[best.transition]!
    for (const flow of inputs) tokens[flow.place] = Math.max(0, tokens[flow.place]! - flow.tokens)
    for (const flow of outputs) tokens[flow.place]! += flow.tokens
    return { ...best, target: this.graph.store.idOf(tokens) }
  }

  private leastOver(marking: number): End {
    let end = this.ends.get(marking)
    if (end === undefined) this.ends.set(marking, (end = this.findEnd(marking)))
    return end
  }

  private findEnd(marking: number): End {
    let best = { missing: 0, remaining: 0, from: marking, final: 0, total: Number.POSITIVE_INFINITY }
    for (const from of this.visible.closure(marking).markings)
      this.index.net.final.forEach((end, final) => {
        let missing = 0
        let remaining = 0
        end.forEach((wanted, place) => {
          const there = this.graph.store.tokens(from, place)
          missing += Math.max(0, wanted - there)
          remaining += Math.max(0, there - wanted)
        })
        if (missing + remaining < best.total) best = { missing, remaining, from, final, total: missing + remaining }
      })
    return best
  }

  /** A run of the net that fits the whole trace; null where there is none. */
  private async fittingRun(labels: Int32Array): Promise<CountedTrace | null> {
    const search = new GraphSearch(
      this.visible,
      0,
      { labels, logCost: new Float64Array(labels.length).fill(MOVE) },
      {
        modelCost: new Float64Array(this.index.labels.length).fill(MOVE),
        bounds: null,
        silents: null,
        goal: 'complete',
      },
    )
    for (let left = STATES; left > 0 && search.lower < MOVE && !this.isLate(); left -= PIECE) {
      if (search.run(PIECE)) break
      await this.pace.step()
    }
    if (search.solution === null || search.solution.combined >= MOVE) return null
    const fired = new Map<number, number>()
    const transitionOf = (move: PathMove) => (move.kind === 'log' ? -1 : move.transition)
    for (const transition of search.solution.path.map(transitionOf))
      fired.set(transition, (fired.get(transition) ?? 0) + 1)
    return this.tokens.counts(fired, 0, 0, this.tokens.finalAfter(fired))
  }
}
