import type { VariantLog } from '../log/variant-log.ts'
import type { DeclareConstraint, DeclareModel } from '../model/declare.ts'
import { type DeclareAutomaton, declareAutomaton } from '../model/declare-automaton.ts'

/** What a case says of a constraint: nothing (it does not matter there), that it holds, or that it is broken. */
export type DeclareVerdict = 'vacuous' | 'satisfied' | 'violated'

export interface DeclareConformance {
  /** By constraint of the model, in cases. `activated` = satisfied + violated. */
  readonly constraints: readonly {
    readonly constraint: DeclareConstraint
    readonly activated: number
    readonly satisfied: number
    readonly violated: number
  }[]
  /** By variant of the log: which constraints (by index) its cases break. */
  readonly violatedBy: readonly (readonly number[])[]
  /** Cases that break none. */
  readonly fittingCases: number
  /** Mean over cases of the share of constraints that are not broken; 1 where there are no cases or constraints. */
  readonly declareFitness: number
}

/** Every variant against every constraint. O(symbols · constraints). */
export function checkDeclare(log: VariantLog, model: DeclareModel): DeclareConformance {
  const monitors = model.constraints.map(constraint => new Monitor(constraint, log.activities))
  const satisfied = new Float64Array(monitors.length)
  const violated = new Float64Array(monitors.length)
  let cases = 0
  let fittingCases = 0
  let kept = 0
  const violatedBy = Array.from(log.cases, (weight, v) => {
    const broken: number[] = []
    monitors.forEach((monitor, m) => {
      const verdict = monitor.verdict(log.symbols, log.offsets[v]!, log.offsets[v + 1]!)
      if (verdict === 'satisfied') satisfied[m]! += weight
      if (verdict !== 'violated') return
      violated[m]! += weight
      broken.push(m)
    })
    cases += weight
    if (broken.length === 0) fittingCases += weight
    kept += weight * (monitors.length === 0 ? 1 : 1 - broken.length / monitors.length)
    return broken
  })
  return {
    constraints: model.constraints.map((constraint, m) => ({
      constraint,
      activated: satisfied[m]! + violated[m]!,
      satisfied: satisfied[m]!,
      violated: violated[m]!,
    })),
    violatedBy,
    fittingCases,
    declareFitness: cases === 0 ? 1 : kept / cases,
  }
}

/**
 * Where a running case stands (A. Bauer, M. Leucker, C. Schallhart, Comparing LTL semantics for runtime verification,
 * 2010): `violated` and `satisfied` whatever comes, `pending` where it would be broken if the case ended now, `open`
 * where it holds now and can still be broken.
 */
export type DeclareState = 'satisfied' | 'open' | 'pending' | 'violated'

export function declareState(constraint: DeclareConstraint, prefix: readonly string[]): DeclareState {
  const automaton = declareAutomaton(constraint.template)
  const [a, b] = constraint.activities
  let state = 0
  for (const activity of prefix) state = automaton.next[activity === a ? 'a' : activity === b ? 'b' : 'other'][state]!
  if (automaton.lost[state]) return 'violated'
  if (automaton.won[state]) return 'satisfied'
  return automaton.accepting[state] ? 'open' : 'pending'
}

class Monitor {
  private readonly automaton: DeclareAutomaton
  private readonly a: number
  private readonly b: number
  constructor({ template, activities }: DeclareConstraint, names: readonly string[]) {
    this.automaton = declareAutomaton(template)
    this.a = names.indexOf(activities[0]!)
    this.b = activities.length > 1 ? names.indexOf(activities[1]!) : -1
  }

  verdict(symbols: Int32Array, from: number, to: number): DeclareVerdict {
    const { next, accepting, activation } = this.automaton
    let state = 0
    let hasA = false
    let hasB = false
    for (let i = from; i < to; i++) {
      const symbol = symbols[i]!
      if (symbol === this.a) {
        hasA = true
        state = next.a[state]!
      } else if (symbol === this.b) {
        hasB = true
        state = next.b[state]!
      } else state = next.other[state]!
    }
    if (!accepting[state]) return 'violated'
    const isActive = { always: true, a: hasA, b: hasB, either: hasA || hasB }[activation]
    return isActive ? 'satisfied' : 'vacuous'
  }
}
