import { notApplicable, ok, type Result } from '../../base/result.ts'
import { stochasticWeights } from '../../discovery/index.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { PetriNet } from '../../model/petri-net.ts'

/** A net whose transitions carry how often they fired in the cases of a log, and how many cases that is known of. */
export interface WeightedNet {
  readonly net: PetriNet
  readonly cases: number
  /** Cases that the net can replay: the weights come of them. */
  readonly replayedCases: number
  /** Cases of which that was not found out in time. */
  readonly undecidedCases: number
}

/** See `stochasticWeights`. Refuses a log of which the net can replay no case. */
export function weightedNet(log: VariantLog, net: PetriNet): Result<WeightedNet> {
  const { weights, cases, replayedCases, undecidedCases } = stochasticWeights(net, log)
  if (cases === 0) return notApplicable('There are no cases to take weights of.')
  if (replayedCases === 0)
    return notApplicable('The model can replay none of the cases, so that no transition has a weight.')
  const transitions = net.transitions.map((transition, t) => ({ ...transition, weight: weights[t]! }))
  return ok({ net: { ...net, transitions }, cases, replayedCases, undecidedCases })
}

/** Weights for people and programs, in the order of the net. */
export const weightsOf = ({ transitions }: PetriNet) =>
  transitions.map(({ id, label, weight = 1 }) => ({ transition: id, activity: label, weight }))
