import { ok, type Result } from '../../base/result.ts'
import {
  type AlignOptions,
  align,
  alignmentFitness,
  isOptimal,
  type ReplayOptions,
  replayFitness,
  tokenBasedReplay,
} from '../../conformance/index.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { PetriNet } from '../../model/petri-net.ts'

export type ConformanceMethod = 'alignments' | 'replay'

/** What one variant says; `costMoves`, `lower` and `upper` are of alignments, tokens of replay. */
export interface ConformanceRow {
  readonly activities: readonly string[]
  readonly cases: number
  readonly fitness: number
  readonly [more: string]: unknown
}
/** How well the cases of a log fit a net: what `parfocal conformance --json` and `POST /api/models/conformance` answer. */
export interface ConformanceReport {
  readonly method: ConformanceMethod
  /** Over the sums of the whole log. */
  readonly fitness: number
  readonly averageFitness: number
  readonly fittingCases: number
  readonly cases: number
  readonly costMoves: number | null
  readonly unknownActivities: readonly string[]
  readonly perVariant: readonly ConformanceRow[]
}
export interface Reported {
  readonly report: ConformanceReport
  /** What limits it, for people; null: nothing. */
  readonly note: string | null
}

/** Activities of the log that no transition carries, in the log's order. */
export function unknownActivities(log: VariantLog, net: PetriNet): readonly string[] {
  const known = new Set(net.transitions.map(({ label }) => label))
  return log.activities.filter(activity => !known.has(activity))
}

export async function alignedReport(
  log: VariantLog,
  net: PetriNet,
  options: AlignOptions,
  by: typeof align = align,
): Promise<Result<Reported>> {
  const aligned = await by(log, net, options)
  if (!aligned.ok) return aligned
  const alignment = aligned.value
  const fitness = alignmentFitness(log, alignment)
  const open = alignment.variants.filter(one => !isOptimal(one)).length
  const report: ConformanceReport = {
    method: 'alignments',
    fitness: fitness.logFitness,
    averageFitness: fitness.averageFitness,
    fittingCases: fitness.fittingCases,
    cases: fitness.cases,
    costMoves: fitness.cost,
    unknownActivities: unknownActivities(log, net),
    perVariant: alignment.variants.map(({ cost, lower }, v) => ({
      ...variantOf(log, v),
      costMoves: cost,
      lower,
      upper: cost,
      fitness: fitness.variants[v]!,
    })),
  }
  const note = `for ${open} variants the budget ended first; their cost is an interval`
  return ok({ report, note: open > 0 ? note : null })
}

export async function replayedReport(log: VariantLog, net: PetriNet, options: ReplayOptions): Promise<Reported> {
  const replay = await tokenBasedReplay(log, net, options)
  const fitness = replayFitness(log, replay)
  const report: ConformanceReport = {
    method: 'replay',
    fitness: fitness.logFitness,
    averageFitness: fitness.averageFitness,
    fittingCases: fitness.fittingCases,
    cases: fitness.cases,
    costMoves: null,
    unknownActivities: unknownActivities(log, net),
    perVariant: replay.variants.map(({ produced, consumed, missing, remaining, unknown }, v) => ({
      ...variantOf(log, v),
      produced,
      consumed,
      missing,
      remaining,
      unknown,
      fitness: fitness.variants[v]!,
    })),
  }
  const note = 'not all silent ways of the model were followed; some cases may fit better'
  return { report, note: replay.exact ? null : note }
}

const variantOf = (log: VariantLog, v: number) => ({
  activities: Array.from(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!), s => log.activities[s]!),
  cases: log.cases[v]!,
})
