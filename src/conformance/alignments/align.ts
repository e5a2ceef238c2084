import type { Progress } from '../../base/platform.ts'
import { ok, type Result } from '../../base/result.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { Aligner } from './aligner.ts'
import { type Alignment, type AlignmentOptions, unitCosts } from './alignment.ts'

/** Alignments of the variants of a log, in their order. */
export interface LogAlignment {
  readonly variants: readonly Alignment[]
  /** What each variant costs at most: all its events as log moves and, of cases that have ended, the cheapest run of the net. */
  readonly worstCosts: readonly number[]
  /** Cost of the net's cheapest run: what a case without events lacks. */
  readonly shortestRun: Alignment
}

export interface LogAlignmentOptions extends AlignmentOptions {
  readonly progress?: Progress
  /** Variants of cases that still run are matched with the beginning of a run of the net. Default: none is. */
  readonly isRunning?: (variant: number) => boolean
}

/**
 * An optimal alignment of every variant with the net (A. Adriansyah, Aligning observed and modeled behavior, 2014). Each distinct
 * trace is aligned once. Variants that the budget does not reach get bounds. Refuses nets whose final marking is unreachable.
 */
export async function align(
  log: VariantLog,
  net: PetriNet,
  options: LogAlignmentOptions = {},
): Promise<Result<LogAlignment>> {
  const opened = await Aligner.open(net, options)
  if (!opened.ok) return opened
  const variants: Alignment[] = []
  const progress = casesDone(log, options.progress)
  for (let v = 0; v < log.cases.length; v++) {
    variants.push(await opened.value.alignAs(activitiesOf(log, v), options.isRunning?.(v) === true))
    progress(v)
    await options.pace?.step()
  }
  return ok(logAlignment(log, opened.value, variants, options))
}

/** What is told of a log once each of its variants is aligned. */
export function logAlignment(
  log: VariantLog,
  { shortestRun }: Aligner,
  variants: readonly Alignment[],
  { costs = unitCosts, isRunning }: LogAlignmentOptions,
): LogAlignment {
  const worst = log.activities.map(activity => costs.logMove(activity))
  const worstCosts = variants.map((_, v) =>
    log.symbols
      .subarray(log.offsets[v]!, log.offsets[v + 1]!)
      .reduce((sum, symbol) => sum + worst[symbol]!, isRunning?.(v) ? 0 : shortestRun.cost),
  )
  return { variants, worstCosts, shortestRun }
}

/** Tells how many cases have their alignment once this variant has. */
export function casesDone(log: VariantLog, progress: Progress | undefined): (variant: number) => void {
  const total = log.cases.reduce((sum, cases) => sum + cases, 0)
  let done = 0
  return variant => {
    done += log.cases[variant]!
    progress?.({ phase: 'align', done, total, unit: 'cases' })
  }
}

export const activitiesOf = (log: VariantLog, variant: number): string[] =>
  Array.from(log.symbols.subarray(log.offsets[variant]!, log.offsets[variant + 1]!), symbol => log.activities[symbol]!)
