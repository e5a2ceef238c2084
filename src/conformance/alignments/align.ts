import type { Progress } from '../../base/platform.ts'
import { ok, type Result } from '../../base/result.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { Aligner, type AlignmentOptions } from './aligner.ts'
import { type Alignment, unitCosts } from './alignment.ts'

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
  const aligner = opened.value
  const total = log.cases.reduce((sum, cases) => sum + cases, 0)
  const variants: Alignment[] = []
  const worstCosts: number[] = []
  const { logMove } = options.costs ?? unitCosts
  let done = 0
  for (let v = 0; v < log.cases.length; v++) {
    const activities = activitiesOf(log, v)
    const isRunning = options.isRunning?.(v) === true
    variants.push(await (isRunning ? aligner.alignPrefix(activities) : aligner.align(activities)))
    const run = isRunning ? 0 : aligner.shortestRun.cost
    worstCosts.push(activities.reduce((sum, activity) => sum + logMove(activity), run))
    done += log.cases[v]!
    options.progress?.({ phase: 'align', done, total, unit: 'cases' })
    await options.pace?.step()
  }
  return ok({ variants, worstCosts, shortestRun: aligner.shortestRun })
}

export const activitiesOf = (log: VariantLog, variant: number): string[] =>
  Array.from(log.symbols.subarray(log.offsets[variant]!, log.offsets[variant + 1]!), symbol => log.activities[symbol]!)
