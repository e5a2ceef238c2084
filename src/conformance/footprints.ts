import { compareText } from '../base/sort.ts'
import type { VariantLog } from '../log/variant-log.ts'
import type { Footprints } from '../model/footprints.ts'

export interface FootprintsConformance {
  /** 0..1: what of the log the model has too; pairs weigh by how often they occur. */
  readonly fitness: number
  /** 0..1: pairs of the model that the log has too. */
  readonly precision: number
  /** Pairs of the log that the model does not have, most frequent first. */
  readonly deviations: readonly { readonly from: string; readonly to: string; readonly times: number }[]
}

/**
 * How far a log agrees with the footprints of a model. Fitness: the share of the log's directly-follows occurrences that the model
 * has, weighed with the number of the log's pairs, and the starts and ends that the model has. Precision: the share of the model's
 * pairs that the log has. Cheap, but blind to everything beyond two activities. O(symbols + activities of the model²).
 */
export function footprintsConformance(log: VariantLog, model: Footprints): FootprintsConformance {
  const { pairs, starts, ends } = pairsOf(log)
  const size = model.activities.length
  const code = new Map(model.activities.map((activity, a) => [activity, a]))
  const inModel = log.activities.map(activity => code.get(activity) ?? -1)
  const deviations: { from: string; to: string; times: number }[] = []
  let occurrences = 0
  let wrong = 0
  let common = 0
  for (const [pair, times] of pairs) {
    const [from, to] = [Math.floor(pair / log.activities.length), pair % log.activities.length]
    occurrences += times
    const [a, b] = [inModel[from]!, inModel[to]!]
    if (a >= 0 && b >= 0 && model.follows[a * size + b] === 1) common++
    else {
      wrong += times
      deviations.push({ from: log.activities[from]!, to: log.activities[to]!, times })
    }
  }
  const shared = (ofLog: ReadonlySet<number>, ofModel: readonly number[]) =>
    [...ofLog].filter(a => ofModel.includes(inModel[a]!)).length
  const fitting = shared(starts, model.starts) + shared(ends, model.ends)
  const parts = pairs.size + starts.size + ends.size
  const share = occurrences > 0 ? 1 - wrong / occurrences : 1
  const pairsOfModel = model.follows.reduce((sum, follows) => sum + follows, 0)
  deviations.sort((a, b) => b.times - a.times || compareText(a.from, b.from) || compareText(a.to, b.to))
  return {
    fitness: parts > 0 ? (share * pairs.size + fitting) / parts : 1,
    precision: pairsOfModel > 0 ? common / pairsOfModel : 1,
    deviations,
  }
}

/** Cases by pair `from * activities + to`, once for each time that it occurs in a case; what cases begin and end with. */
function pairsOf({ activities, offsets, symbols, cases }: VariantLog) {
  const pairs = new Map<number, number>()
  const [starts, ends] = [new Set<number>(), new Set<number>()]
  for (let v = 0; v < cases.length; v++) {
    const [from, to] = [offsets[v]!, offsets[v + 1]!]
    if (from === to) continue
    starts.add(symbols[from]!)
    ends.add(symbols[to - 1]!)
    for (let i = from; i + 1 < to; i++) {
      const pair = symbols[i]! * activities.length + symbols[i + 1]!
      pairs.set(pair, (pairs.get(pair) ?? 0) + cases[v]!)
    }
  }
  return { pairs, starts, ends }
}
