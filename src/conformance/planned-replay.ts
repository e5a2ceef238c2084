import type { Flow, Marking } from '../model/petri-net.ts'
import { FiredTokens } from './fired-tokens.ts'
import type { NetIndex } from './net-index.ts'
import { SilentPlanner } from './silent-plan.ts'
import type { CountedTrace } from './token-counts.ts'

const MOST_KNOWN = 50_000

/** What one event or the end of a trace does to a marking. */
interface Firing {
  readonly silents: readonly number[]
  /** -1: the end. */
  readonly transition: number
  readonly missing: number
  /** The marking after it; of the end, the tokens that remain. */
  readonly target: Marking
  /** The final marking, at the end. */
  readonly final: number
}

/**
 * Replay where too many markings are reached silently to look at each: silent transitions fire by a way that is planned place by place,
 * the shortest of those to the transitions of an event; where none is found, tokens are added where the trace stands. A trace that is
 * replayed so without missing and remaining tokens is one of the language. O(events · silent transitions · arcs) at worst.
 */
export class PlannedReplay {
  private readonly index: NetIndex
  private readonly planner: SilentPlanner
  private readonly tokens: FiredTokens
  private readonly finals: readonly (readonly Flow[])[]
  private readonly known = new Map<string, Firing>()

  constructor(index: NetIndex) {
    this.index = index
    this.planner = new SilentPlanner(index)
    this.tokens = new FiredTokens(index.net)
    this.finals = index.net.final.map(end => end.flatMap((tokens, place) => (tokens > 0 ? [{ place, tokens }] : [])))
  }

  replay(labels: Int32Array): CountedTrace {
    const fired = new Map<number, number>()
    let marking = this.index.net.initial
    let [missing, final] = [0, 0]
    const take = (step: Firing) => {
      for (const silent of step.silents) fired.set(silent, (fired.get(silent) ?? 0) + 1)
      if (step.transition >= 0) fired.set(step.transition, (fired.get(step.transition) ?? 0) + 1)
      missing += step.missing
      marking = step.target
      final = step.final
    }
    for (const label of labels) take(this.remembered(marking, label, () => this.event(marking, label)))
    take(this.remembered(marking, -1, () => this.end(marking)))
    return this.tokens.counts(fired, missing, sum(marking), final)
  }

  private remembered(marking: Marking, label: number, make: () => Firing): Firing {
    const key = `${label} ${marking.join()}`
    const known = this.known.get(key)
    if (known) return known
    const made = make()
    if (this.known.size < MOST_KNOWN) this.known.set(key, made)
    return made
  }

  private event(marking: Marking, label: number): Firing {
    let best: Firing | null = null
    for (const transition of this.index.byLabel[label]!) {
      const { inputs } = this.index.net.transitions[transition]!
      const plan = this.planner.plan(marking, inputs)
      if (plan && (best === null || plan.path.length < best.silents.length))
        best = { silents: plan.path, transition, missing: 0, target: this.after(plan.to, transition), final: -1 }
    }
    return best ?? this.forced(marking, label)
  }

  private forced(marking: Marking, label: number): Firing {
    const lacks = (transition: number) => lacking(marking, this.index.net.transitions[transition]!.inputs)
    const transition = this.index.byLabel[label]!.reduce((a, b) => (lacks(b) < lacks(a) ? b : a))
    return {
      silents: [],
      transition,
      missing: lacks(transition),
      target: this.after(marking, transition),
      final: -1,
    }
  }

  /** Towards the final marking that leaves the fewest tokens over; its tokens are then taken off. */
  private end(marking: Marking): Firing {
    const ends = this.finals.map((wanted, final): Firing => {
      const plan = this.planner.plan(marking, wanted)
      const reached = plan?.to ?? marking
      const target = [...reached]
      for (const { place, tokens } of wanted) target[place] = Math.max(0, target[place]! - tokens)
      return { silents: plan?.path ?? [], transition: -1, missing: lacking(reached, wanted), target, final }
    })
    const wrong = ({ missing, target }: Firing) => missing + sum(target)
    return ends.reduce((a, b) => (wrong(b) < wrong(a) ? b : a))
  }

  /** Tokens that are not there are added first. */
  private after(marking: Marking, transition: number): number[] {
    const { inputs, outputs } = this.index.net.transitions[transition]!
    const after = [...marking]
    for (const { place, tokens } of inputs) after[place] = Math.max(0, after[place]! - tokens)
    for (const { place, tokens } of outputs) after[place]! += tokens
    return after
  }
}

const sum = (marking: Marking): number => marking.reduce((all, tokens) => all + tokens, 0)
const lacking = (marking: Marking, wanted: readonly Flow[]): number =>
  wanted.reduce((all, { place, tokens }) => all + Math.max(0, tokens - marking[place]!), 0)
