import { notApplicable, ok, type Result } from '../../base/result.ts'
import { type ReplayOptions, replayFitness, tokenBasedReplay } from '../../conformance/index.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import type { CheckedDeviation, ConformanceCheck, DepartingCases, JudgedAllowance } from './conformance-check.ts'
import type { ChosenMeasure } from './conformance-facts.ts'
import type { ConformanceTrend } from './conformance-trend.ts'
import type { AllowedDeviation } from './deviation-allowlist.ts'
import { NO_CASES } from './no-cases.ts'

export type ConformanceMethod = 'alignments' | 'replay'

type Written<T extends { readonly until: number }> = Omit<T, 'until'> & { readonly until: string }

/** The answer of a check as JSON for scripts: what is told of every method, and what only a check knows. Instants are ISO 8601 in UTC. */
export interface CheckedReport extends ConformanceReport {
  readonly runningCases: number
  readonly departing: DepartingCases
  readonly departingWithAllowed: DepartingCases
  readonly deviations: readonly (Omit<CheckedDeviation, 'allowed'> & {
    readonly allowed: Written<AllowedDeviation> | null
  })[]
  readonly allowlist: { readonly at: string; readonly entries: readonly Written<JudgedAllowance>[] }
  /** null: the cases are not listed one by one. */
  readonly trend:
    | (Omit<ConformanceTrend, 'at' | 'end'> & { readonly at: readonly string[]; readonly end: string })
    | null
  readonly measure: ChosenMeasure | null
}

const instant = (ms: number) => new Date(ms).toISOString()
const written = <T extends { readonly until: number }>(entry: T): Written<T> => ({
  ...entry,
  until: instant(entry.until),
})

export function checkedReport(check: ConformanceCheck): CheckedReport {
  const { fitness, variants, baseline, deviations, departing, departingWithAllowed, allowlist, runningCases } = check
  const trend = check.trend.ok ? check.trend.value : null
  const known = new Set(baseline.net.transitions.map(({ label }) => label))
  const done = new Set(variants.flatMap(({ activities }) => activities))
  return {
    method: 'alignments',
    fitness: fitness.logFitness,
    averageFitness: fitness.averageFitness,
    fittingCases: fitness.fittingCases,
    cases: fitness.cases,
    costMoves: fitness.cost,
    unknownActivities: [...done].filter(activity => !known.has(activity)),
    perVariant: variants.map(({ id: _, ...row }) => row),
    ...{ runningCases, departing, departingWithAllowed },
    deviations: deviations.map(one => ({ ...one, allowed: one.allowed && written(one.allowed) })),
    allowlist: { at: instant(allowlist.at), entries: allowlist.entries.map(written) },
    trend: trend && { ...trend, at: trend.at.map(instant), end: instant(trend.end) },
    measure: check.measure?.ok ? check.measure.value : null,
  }
}

/** What one variant says by every method, null where a method has no such figure; tokens of replay, and what a check knows, are more. */
export interface ConformanceRow {
  readonly activities: readonly string[]
  readonly cases: number
  readonly costMoves: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly fitness: number | null
  readonly [more: string]: unknown
}
export const noCosts = { costMoves: null, lower: null, upper: null } as const
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
  readonly perVariant: readonly (ConformanceRow & { readonly fitness: number })[]
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

/** By token-based replay; refuses a log without cases, and one of which the net has no activity: all events would be passed over. */
export async function replayedReport(
  log: VariantLog,
  net: PetriNet,
  options: ReplayOptions,
): Promise<Result<Reported>> {
  if (log.cases.length === 0) return notApplicable(NO_CASES)
  const unknown = unknownActivities(log, net)
  if (log.symbols.length > 0 && unknown.length === log.activities.length)
    return notApplicable(
      'The model has none of the activities of the log, so that token-based replay would pass over every event and count the tokens of empty cases. Are its labels those of the log? Alignments count each event.',
    )
  const replay = await tokenBasedReplay(log, net, options)
  const fitness = replayFitness(log, replay)
  const report: ConformanceReport = {
    method: 'replay',
    fitness: fitness.logFitness,
    averageFitness: fitness.averageFitness,
    fittingCases: fitness.fittingCases,
    cases: fitness.cases,
    costMoves: null,
    unknownActivities: unknown,
    perVariant: replay.variants.map(({ produced, consumed, missing, remaining, unknown }, v) => ({
      ...variantOf(log, v),
      ...noCosts,
      produced,
      consumed,
      missing,
      remaining,
      unknown,
      fitness: fitness.variants[v]!,
    })),
  }
  const note = 'not all silent ways of the model were followed; some cases may fit better'
  return ok({ report, note: replay.exact ? null : note })
}

const variantOf = (log: VariantLog, v: number) => ({
  activities: Array.from(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!), s => log.activities[s]!),
  cases: log.cases[v]!,
})
