import type { VariantLog } from '../log/variant-log.ts'
import type { LogAlignment } from './alignments/align.ts'
import { isFitting, replayFitnessOf, type TokenReplay } from './token-counts.ts'

/** 0..1 each; 1 for a log without cases. */
export interface Fitness {
  /** Mean of the fitness of the traces, by cases. */
  readonly averageFitness: number
  /** The same over the sums of the whole log, so that long and costly traces weigh more. */
  readonly logFitness: number
  readonly fittingCases: number
  readonly cases: number
  /** By variant. */
  readonly variants: Float64Array
}

export interface AlignmentFitness extends Fitness {
  /** Cost of the alignments of all cases, and the least that it can be; equal where all are known to be optimal. */
  readonly cost: number
  readonly lowerCost: number
  /** What the averages are at most: other than them only where the budget ended. */
  readonly averageFitnessAtMost: number
  readonly logFitnessAtMost: number
}

/**
 * 1 - cost / (cost of all events as log moves + cost of the cheapest run) of a trace; A. Adriansyah, Aligning observed and modeled
 * behavior, 2014, section 5.2. Silent moves do not count. Where a budget ended, the cost that was found counts, so that fitness is
 * never overstated.
 */
export function alignmentFitness(log: VariantLog, { variants, worstCosts }: LogAlignment): AlignmentFitness {
  const ofCosts = (cost: (v: number) => number) =>
    weighted(
      log,
      v => fitnessOf(cost(v), worstCosts[v]!),
      v => cost(v),
      v => worstCosts[v]!,
    )
  const found = ofCosts(v => variants[v]!.cost)
  const least = ofCosts(v => variants[v]!.lower)
  const sum = (value: (v: number) => number) => log.cases.reduce((total, cases, v) => total + cases * value(v), 0)
  return {
    ...found,
    fittingCases: sum(v => (variants[v]!.cost === 0 ? 1 : 0)),
    cost: sum(v => variants[v]!.cost),
    lowerCost: sum(v => variants[v]!.lower),
    averageFitnessAtMost: least.averageFitness,
    logFitnessAtMost: least.logFitness,
  }
}

export const fitnessOf = (cost: number, worst: number): number => (worst > 0 ? 1 - cost / worst : 1)

function weighted(
  log: VariantLog,
  fitness: (v: number) => number,
  cost: (v: number) => number,
  worst: (v: number) => number,
) {
  const variants = Float64Array.from(log.cases, (_, v) => fitness(v))
  let [cases, average, costs, worsts] = [0, 0, 0, 0]
  log.cases.forEach((weight, v) => {
    cases += weight
    average += weight * variants[v]!
    costs += weight * cost(v)
    worsts += weight * worst(v)
  })
  return {
    variants,
    cases,
    averageFitness: cases > 0 ? average / cases : 1,
    logFitness: fitnessOf(costs, worsts),
  }
}

/** Of token-based replay: Rozinat & van der Aalst 2008, section 4; `logFitness` is over the sums of tokens. */
export function replayFitness(log: VariantLog, { variants }: TokenReplay): Fitness {
  const fitness = Float64Array.from(variants, replayFitnessOf)
  const sums = { produced: 0, consumed: 0, missing: 0, remaining: 0 }
  let [cases, average, fittingCases] = [0, 0, 0]
  variants.forEach((trace, v) => {
    const weight = log.cases[v]!
    cases += weight
    average += weight * fitness[v]!
    if (isFitting(trace)) fittingCases += weight
    sums.produced += weight * trace.produced
    sums.consumed += weight * trace.consumed
    sums.missing += weight * trace.missing
    sums.remaining += weight * trace.remaining
  })
  return {
    variants: fitness,
    cases,
    fittingCases,
    averageFitness: cases > 0 ? average / cases : 1,
    logFitness: cases > 0 ? replayFitnessOf(sums) : 1,
  }
}
