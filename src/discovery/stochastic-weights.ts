import type { VariantLog } from '../log/variant-log.ts'
import type { PetriNet } from '../model/petri-net.ts'
import { RunFinder } from './find-run.ts'

/** A net whose enabled transitions fire in proportion to their weights (a generalised stochastic net without times). */
export interface StochasticNet {
  readonly net: PetriNet
  /** By transition; 0 where it never fired. */
  readonly weights: Float64Array
  /** Cases that the net can replay, of which the weights come, of all. */
  readonly replayedCases: number
  readonly cases: number
  /** Cases of which it was not found out in time whether the net can replay them. */
  readonly undecidedCases: number
}

/**
 * The weight of a transition is how often it fired (A. Burke, S. Leemans, M. Wynn, Stochastic process discovery by weight
 * estimation, 2020: frequency estimator), in the run with the fewest silent transitions of each variant that fits.
 */
export function stochasticWeights(net: PetriNet, log: VariantLog): StochasticNet {
  const weights = new Float64Array(net.transitions.length)
  const runs = new RunFinder(net)
  let replayedCases = 0
  let undecidedCases = 0
  let cases = 0
  for (let v = 0; v < log.cases.length; v++) {
    cases += log.cases[v]!
    const trace = Array.from(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!), s => log.activities[s]!)
    const run = runs.find(trace)
    if (runs.gaveUp) undecidedCases += log.cases[v]!
    if (run === null) continue
    replayedCases += log.cases[v]!
    for (const transition of run) weights[transition]! += log.cases[v]!
  }
  return { net, weights, replayedCases, cases, undecidedCases }
}
