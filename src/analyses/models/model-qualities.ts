import type { Progress } from '../../base/platform.ts'
import { notApplicable, ok, type Result } from '../../base/result.ts'
import {
  align,
  alignEtcPrecision,
  alignmentFitness,
  type EarthMovers,
  earthMovers,
  entropyMeasures,
  etcPrecision,
  etcPrecisionEveryMarking,
  fScoreOf,
  generalization,
  logLanguage,
  netLanguage,
  simplicity,
  tokenBasedReplay,
} from '../../conformance/index.ts'
import type { Pace } from '../../log/count/pace.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { isWeighted, type PetriNet } from '../../model/petri-net.ts'
import { NO_CASES } from './no-cases.ts'

/**
 * What `precision --json` and `POST /api/models/precision` answer: qualities of a model, 0..1 each; null where one cannot be told,
 * for the reason that `because` has under its name.
 */
export interface QualitiesReport {
  /** As pm4py counts. */
  readonly etcPrecision: number | null
  readonly etcPrecisionEveryMarking: number | null
  readonly alignEtcPrecision: number | null
  readonly entropyPrecision: number | null
  readonly entropyRecall: number | null
  /** Mean by cases. */
  readonly alignmentFitness: number
  /** Harmonic mean of `alignmentFitness` and `alignEtcPrecision`. */
  readonly fScore: number | null
  readonly generalization: number | null
  readonly simplicity: number | null
  /** Earth movers' similarity of what the log and the net with its weights do, by their most probable traces. */
  readonly earthMovers: number | null
  /** How much of the probability of the log and of the net that is about; null where it is not told. */
  readonly earthMoversMass: readonly [log: number, net: number] | null
  readonly because: Readonly<Record<string, string>>
}

export interface QualityOptions {
  readonly pace: Pace
  readonly now: () => number
  /** Of the alignments; as much again for replay. */
  readonly timeMs: number
  /** That the search of one trace may look at. */
  readonly states: number
  readonly progress?: Progress
}

/** Refuses a log without cases, and a net whose end cannot be reached. */
export async function modelQualities(
  log: VariantLog,
  net: PetriNet,
  { pace, now, timeMs, states, progress }: QualityOptions,
): Promise<Result<QualitiesReport>> {
  if (log.cases.length === 0) return notApplicable(NO_CASES)
  const because: Record<string, string> = {}
  const told = <T>(name: string, answer: Result<T>): T | null => {
    if (answer.ok) return answer.value
    because[name] = answer.because
    return null
  }
  const telling = progress === undefined ? {} : { progress }
  const aligned = await align(log, net, { pace, now, budget: { timeMs, states }, ...telling })
  if (!aligned.ok) return aligned
  const { averageFitness } = alignmentFitness(log, aligned.value)
  const alignEtc = told('alignEtcPrecision', await alignEtcPrecision(log, net, aligned.value, pace))
  const entropy = await entropyMeasures(log, net, pace)
  const replay = await tokenBasedReplay(log, net, { pace, now, timeMs, ...telling })
  const moved = told('earthMovers', await moversOf(log, net, pace))
  const without = (what: string): Result<number> => notApplicable(`the net has no ${what}`)
  return ok({
    etcPrecision: told('etcPrecision', await etcPrecision(log, net, pace)),
    etcPrecisionEveryMarking: told('etcPrecisionEveryMarking', await etcPrecisionEveryMarking(log, net, pace)),
    alignEtcPrecision: alignEtc,
    entropyPrecision: told('entropyPrecision', entropy)?.precision ?? null,
    entropyRecall: told('entropyRecall', entropy)?.recall ?? null,
    alignmentFitness: averageFitness,
    fScore: told(
      'fScore',
      alignEtc === null
        ? notApplicable('there is no align-ETC precision')
        : ok(fScoreOf({ alignmentFitness: averageFitness, alignEtcPrecision: alignEtc }).fScore),
    ),
    generalization: told(
      'generalization',
      net.transitions.length > 0 ? ok(generalization(log, replay)) : without('transition'),
    ),
    simplicity: told(
      'simplicity',
      net.places.length + net.transitions.length > 0 ? ok(simplicity(net)) : without('place and no transition'),
    ),
    earthMovers: moved?.similarity ?? null,
    earthMoversMass: moved?.mass ?? null,
    because,
  })
}

/** Traces of either side that are held against each other, and how much of the net's probability they may leave out. */
const TRACES = 200
const LEFT_OUT = 0.01

/** Refuses nets without weights: that all branches are equally likely is nobody's model. */
async function moversOf(log: VariantLog, net: PetriNet, pace: Pace): Promise<Result<EarthMovers>> {
  if (!isWeighted(net)) return notApplicable('the net has no weights: `discover stochastic` gives it those of a log')
  const weights = net.transitions.map(({ weight = 1 }) => weight)
  const language = netLanguage(net, { limit: TRACES, mass: 1 - LEFT_OUT, weights })
  return language.ok ? ok(await earthMovers(logLanguage(log, TRACES), language.value, pace)) : language
}
