import { notApplicable, ok, type Result } from '../../base/result.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { type Footprints, footprintRelation } from '../../model/footprints.ts'
import { type PetriNet, PetriNetBuilder } from '../../model/petri-net.ts'
import { inNameOrder } from '../in-name-order.ts'
import { logFootprints } from '../log-footprints.ts'
import { maximalPlaces } from './maximal-places.ts'

/** Pairs of activities looked at: seconds. */
const LIMIT = 40_000_000

/**
 * A net from the footprints of the log: one place a maximal pair of sets of which each of the first causes each of the
 * second. W. van der Aalst, A. Weijters, L. Maruster, Workflow mining: discovering process models from event logs, 2004.
 * No noise, no loops of length one or two (see `alphaPlusMiner`); it need not be sound. Refused where the sets are too
 * many: they may grow exponentially with the activities.
 */
export function alphaMiner(log: VariantLog): Result<PetriNet> {
  const footprints = logFootprints(inNameOrder(log))
  return alphaNet(footprints, (a, b) => footprintRelation(footprints, a, b) === '→')
}

/** The net of these causes; `extra` may add to the builder, by the numbers of activities and places. */
export function alphaNet(
  footprints: Footprints,
  isCause: (a: number, b: number) => boolean,
  extra: (builder: PetriNetBuilder, places: readonly AlphaPlace[]) => void = () => {},
): Result<PetriNet> {
  const { activities, starts, ends } = footprints
  const isUnrelated = (a: number, b: number) => footprintRelation(footprints, a, b) === '#'
  const sets = maximalPlaces(activities.length, isCause, isUnrelated, LIMIT)
  if (sets === null)
    return notApplicable(
      `these ${activities.length} activities have too many combinations for the alpha miner; leave out rare activities, or use another miner`,
    )
  const builder = new PetriNetBuilder()
  for (const activity of activities) builder.transition(activity)
  const link = (inputs: readonly number[], outputs: readonly number[], id?: string) => {
    const place = builder.place(id)
    for (const a of inputs) builder.puts(a, place)
    for (const b of outputs) builder.takes(b, place)
    return { place, inputs, outputs }
  }
  const source = link([], starts, 'source').place
  const places = sets.map(({ inputs, outputs }) => link(inputs, outputs))
  const sink = link(ends, [], 'sink').place
  extra(builder, places)
  return ok(builder.build([[source, 1]], [[[sink, 1]]]))
}

export interface AlphaPlace {
  readonly place: number
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
}
