import type { Progress } from '../../base/platform.ts'
import { notApplicable, ok, type Result } from '../../base/result.ts'
import {
  align,
  alignEtcPrecision,
  alignmentFitness,
  fScoreOf,
  isOptimal,
  type LogAlignment,
  simplicity,
} from '../../conformance/index.ts'
import type { Pace } from '../../log/count/pace.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { BpmnModel } from '../../model/bpmn.ts'
import type { PetriNet } from '../../model/index.ts'
import { type NetSize, netSize } from '../../model/model-size.ts'
import { type DrawnNet, drawnBpmn, drawnNet } from './flow-net.ts'
import { type ModelDeviations, modelDeviations } from './model-deviations.ts'
import { type ModelFrequency, modelFrequency } from './model-frequency.ts'
import { NO_CASES } from './no-cases.ts'
import { alignedWalks, type KnownWalk, redrawnWalks } from './walks.ts'

/** At least and at most, 0..1; equal where the budget sufficed. */
export type Interval = readonly [number, number]

/** How well the cases fit, by alignments. */
export interface AlignedMeasures {
  /** Over the sums of the whole log. */
  readonly fitness: Interval
  /** Mean by cases. */
  readonly averageFitness: Interval
  readonly fittingCases: number
  readonly cases: number
  /** Variants whose alignment is not known to be optimal, as the budget ended. */
  readonly openVariants: number
  readonly variants: number
  /** Align-ETC, over the alignments that were found. */
  readonly precision: Result<number>
  /** Of the average fitness and the precision. */
  readonly fScore: Interval | null
}

/** What is known of the parts of one picture. */
export interface Drawing {
  readonly drawn: DrawnNet
  /** Of the variants, in their order; null where a variant has no alignment. */
  readonly walks: readonly (KnownWalk | null)[]
  readonly frequency: ModelFrequency
  readonly deviations: ModelDeviations
}

export interface ModelMeasures {
  /** Refused where the end of the net cannot be reached, or was not within the budget. */
  readonly aligned: Result<AlignedMeasures>
  readonly net: Drawing
  readonly bpmn: Result<Drawing>
}

export interface MeasureOptions {
  readonly now: () => number
  /** Time for alignments, ms; as much again, at most, for precision, and for each picture for its runs and for replay. */
  readonly timeMs: number
  readonly pace: Pace
  readonly progress?: Progress
}

/**
 * How well a model fits its log, how often its parts are taken and where cases depart from it. Cases that the budget left
 * without an alignment are counted by token-based replay.
 */
export async function measureModel(
  log: VariantLog,
  { net, bpmn }: { readonly net: PetriNet; readonly bpmn: Result<BpmnModel> },
  options: MeasureOptions,
): Promise<ModelMeasures> {
  const { now, timeMs, pace, progress } = options
  const alignment: Result<LogAlignment> =
    log.cases.length === 0
      ? notApplicable(NO_CASES)
      : await align(log, net, { budget: { timeMs }, now, pace, ...(progress ? { progress } : {}) })
  const walks = alignment.ok ? alignedWalks(alignment.value) : Array.from(log.cases, () => null)
  const drawing = async (drawn: DrawnNet): Promise<Drawing> => {
    const own = drawn.net === net ? walks : await redrawnWalks(net, walks, drawn, options)
    const frequency = await modelFrequency(log, drawn, own, { now, timeMs, pace })
    return { drawn, walks: own, frequency, deviations: modelDeviations(log, drawn, own) }
  }
  const picture = bpmn.ok ? drawnBpmn(bpmn.value) : bpmn
  return {
    aligned: alignment.ok ? ok(await alignedMeasures(log, net, alignment.value, options)) : alignment,
    net: await drawing(drawnNet(net)),
    bpmn: picture.ok ? ok(await drawing(picture.value)) : picture,
  }
}

async function alignedMeasures(
  log: VariantLog,
  net: PetriNet,
  alignment: LogAlignment,
  options: MeasureOptions,
): Promise<AlignedMeasures> {
  const fitness = alignmentFitness(log, alignment)
  const precision = await withinTime(options, pace => alignEtcPrecision(log, net, alignment, pace))
  const { averageFitness, averageFitnessAtMost } = fitness
  return {
    fitness: [fitness.logFitness, fitness.logFitnessAtMost],
    averageFitness: [averageFitness, averageFitnessAtMost],
    fittingCases: fitness.fittingCases,
    cases: fitness.cases,
    openVariants: alignment.variants.filter(one => !isOptimal(one)).length,
    variants: log.cases.length,
    precision,
    fScore: precision.ok
      ? [fScore(averageFitness, precision.value), fScore(averageFitnessAtMost, precision.value)]
      : null,
  }
}

const fScore = (fitness: number, precision: number) =>
  fScoreOf({ alignmentFitness: fitness, alignEtcPrecision: precision }).fScore

class TimeIsOver extends Error {}

/** Runs work that knows no budget of its own; it is given up at the first step behind the end of the time. */
async function withinTime<T>(
  { now, timeMs, pace }: MeasureOptions,
  work: (pace: Pace) => Promise<Result<T>>,
): Promise<Result<T>> {
  const deadline = now() + timeMs
  const limited: Pace = {
    ...pace,
    step() {
      if (now() > deadline) throw new TimeIsOver()
      return pace.step()
    },
  }
  try {
    return await work(limited)
  } catch (error) {
    if (!(error instanceof TimeIsOver)) throw error
    return notApplicable(`It was not known after ${Math.round(timeMs / 1000)} s.`)
  }
}

/** Numbers that follow from a net alone; `simplicity`: inverse arc degree, 0..1. */
export type ModelSize = NetSize & { readonly simplicity: number }

export const modelSize = (net: PetriNet): ModelSize => ({ ...netSize(net), simplicity: simplicity(net) })
