import { type AlignmentOptions, align, alignEtcPrecision, alignmentFitness, fScoreOf } from '../../conformance/index.ts'
import type { Pace } from '../../log/count/pace.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { printNet } from '../../model/net-notation.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { reduceNet } from '../../model/reduce-net.ts'
import { type Soundness, soundness } from '../../model/soundness.ts'
import { type MinerName, type MinerOptions, mineNet } from './miners.ts'

/** A miner with its thresholds. */
export interface Setting {
  readonly miner: MinerName
  readonly options: MinerOptions
}

/** What a recommendation is chosen among, in the order that decides ties. */
export const settings: readonly Setting[] = [
  ...[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9].map(noise => ({ miner: 'inductive' as const, options: { noise } })),
  ...[0, 0.2, 0.4, 0.6, 0.8, 1].map(eta => ({ miner: 'split' as const, options: { eta, epsilon: 0.1 } })),
  ...[0.5, 0.7, 0.9, 0.99].map(dependency => ({ miner: 'heuristics' as const, options: { dependency } })),
  { miner: 'powl', options: {} },
  ...[0, 0.2].map(noise => ({ miner: 'ilp' as const, options: { noise } })),
]

/** Programs of larger logs take more than a second each (27 activities and 116 variants: 0.7 s). */
const MOST_FOR_ILP = { activities: 30, variants: 200, events: 5000 }

/** Whether a setting is tried on a log: integer programs are solved for small ones alone. */
export const isTried = ({ miner }: Setting, { activities, cases, symbols }: VariantLog): boolean =>
  miner !== 'ilp' ||
  (activities.length <= MOST_FOR_ILP.activities &&
    cases.length <= MOST_FOR_ILP.variants &&
    symbols.length <= MOST_FOR_ILP.events)

/** A model that was found, and by which settings (more than one where they find the same). */
export interface Candidate {
  readonly net: PetriNet
  readonly settings: readonly Setting[]
  /** Places and transitions, once reduced. */
  readonly size: number
  readonly soundness: Soundness['verdict']
}

/** How good a candidate is; null, with the reason, where it was not measured. */
export interface Quality {
  readonly fitness: number
  /** Other than fitness only where a budget ended. */
  readonly fitnessAtMost: number
  readonly precision: number
  readonly fScore: number
}
export interface MeasuredCandidate extends Candidate {
  readonly quality: Quality | null
  readonly because: string | null
}

/** Markings looked at for soundness, and known as a whole for alignments. */
const MARKINGS = 20_000

/** Distinct models of all settings, smallest first, then in the order of the settings. */
export async function candidateModels(log: VariantLog, pace: Pace): Promise<readonly Candidate[]> {
  const found = new Map<string, { net: PetriNet; settings: Setting[] }>()
  for (const setting of settings.filter(one => isTried(one, log))) {
    const made = mineNet(setting.miner, log, { ...setting.options, watch: pace })
    await pace.step()
    if (!made.ok) continue
    const { net } = reduceNet(made.value.net)
    const key = printNet(net)
    const known = found.get(key)
    if (known) known.settings.push(setting)
    else found.set(key, { net, settings: [setting] })
  }
  const candidates: Candidate[] = []
  for (const { net, settings } of found.values()) {
    const size = net.places.length + net.transitions.length
    candidates.push({ net, settings, size, soundness: soundness(net, { states: MARKINGS }).verdict })
    await pace.step()
  }
  return candidates.sort((a, b) => a.size - b.size)
}

/** Alignment fitness, align-ETC precision and their F-score, within a budget. */
export async function measure(
  candidate: Candidate,
  log: VariantLog,
  pace: Pace,
  options: AlignmentOptions,
): Promise<MeasuredCandidate> {
  const not = (because: string) => ({ ...candidate, quality: null, because })
  const budget = { markings: MARKINGS, ...options.budget }
  const aligned = await align(log, candidate.net, { ...options, pace, budget })
  if (!aligned.ok) return not(aligned.because)
  const precision = await alignEtcPrecision(log, candidate.net, aligned.value, pace)
  if (!precision.ok) return not(precision.because)
  const { averageFitness: fitness, averageFitnessAtMost: fitnessAtMost } = alignmentFitness(log, aligned.value)
  const { fScore } = fScoreOf({ alignmentFitness: fitness, alignEtcPrecision: precision.value })
  return { ...candidate, quality: { fitness, fitnessAtMost, precision: precision.value, fScore }, because: null }
}
