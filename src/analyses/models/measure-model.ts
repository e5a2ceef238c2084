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
import { bpmnFrequency, type ModelFrequency, netFrequency } from './model-frequency.ts'

/** At least and at most, 0..1; equal where the budget sufficed. */
export type Interval = readonly [number, number]

export interface ModelMeasures {
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
  readonly net: ModelFrequency
  readonly bpmn: Result<ModelFrequency>
}

export interface MeasureOptions {
  readonly now: () => number
  /** Time for alignments, ms; as much again, at most, for precision and for the frequencies of a BPMN each. */
  readonly timeMs: number
  readonly pace: Pace
  readonly progress?: Progress
}

/** How well a mined model fits its log, and how often its parts are taken. Refuses a net whose end cannot be reached. */
export async function measureModel(
  log: VariantLog,
  { net, bpmn }: { readonly net: PetriNet; readonly bpmn: Result<BpmnModel> },
  options: MeasureOptions,
): Promise<Result<ModelMeasures>> {
  const { now, timeMs, pace, progress } = options
  const aligned = await align(log, net, { budget: { timeMs }, now, pace, ...(progress ? { progress } : {}) })
  if (!aligned.ok) return aligned
  const fitness = alignmentFitness(log, aligned.value)
  const precision = await withinTime(options, pace => alignEtcPrecision(log, net, aligned.value, pace))
  const { averageFitness, averageFitnessAtMost } = fitness
  return ok({
    fitness: [fitness.logFitness, fitness.logFitnessAtMost],
    averageFitness: [averageFitness, averageFitnessAtMost],
    fittingCases: fitness.fittingCases,
    cases: fitness.cases,
    openVariants: aligned.value.variants.filter(one => !isOptimal(one)).length,
    variants: log.cases.length,
    precision,
    fScore: precision.ok
      ? [fScore(averageFitness, precision.value), fScore(averageFitnessAtMost, precision.value)]
      : null,
    net: netFrequency(log, net, aligned.value),
    bpmn: bpmn.ok ? await ofBpmn(log, bpmn.value, aligned.value, options) : bpmn,
  })
}

const ofBpmn = (log: VariantLog, bpmn: BpmnModel, alignment: LogAlignment, { now, timeMs, pace }: MeasureOptions) =>
  bpmnFrequency(log, bpmn, alignment, { now, timeMs, pace })

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
