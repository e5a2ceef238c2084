import { ok } from '../../base/result.ts'
import { alignmentFitness, type LogAlignment } from '../../conformance/index.ts'
import type { Pace } from '../../log/count/pace.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { Baseline } from './baseline.ts'
import type { CheckedDeviation, CheckedVariant, ConformanceCheck } from './conformance-check.ts'
import type { ConformanceFacts } from './conformance-facts.ts'
import { conformanceNotes } from './conformance-notes.ts'
import type { ConformanceQuestion } from './conformance-question.ts'
import { conformanceTrend } from './conformance-trend.ts'
import type { Units } from './conformance-units.ts'
import { type AllowedDeviation, judgeAllowlist } from './deviation-allowlist.ts'
import { type DeviationGroup, deviationGroups } from './deviation-groups.ts'
import { type Impact, impactsOf } from './deviation-impact.ts'
import { placeTeller } from './deviation-places.ts'
import { sortDeviations } from './sort-deviations.ts'

/** What the alignments of a check are put together with. */
export interface CheckParts {
  readonly facts: ConformanceFacts
  readonly question: ConformanceQuestion
  readonly units: Units
  readonly baseline: Baseline
  /** A variant for each unit. */
  readonly log: VariantLog
  readonly alignment: LogAlignment
  readonly entries: readonly AllowedDeviation[]
  /** Instant at which the allowlist is judged. */
  readonly at: number
  readonly steps: Pace
}

const idOf = ({ kind, activity }: DeviationGroup) => `${kind}:${activity}`
const union = (groups: readonly DeviationGroup[]) => new Set(groups.flatMap(({ variants }) => [...variants]))

export async function assembled(parts: CheckParts): Promise<ConformanceCheck> {
  const { facts, question, units, baseline, log, steps, alignment, at } = parts
  const { groups, isGuessing } = await deviationGroups(baseline.net, alignment, log.cases, steps, units.isRunning)
  const { entries, allowed } = judgeAllowlist(parts.entries, new Set(groups.map(idOf)), at)
  const departs = union(groups.filter(group => !allowed.has(idOf(group))))
  const departsWithAllowed = union(groups)
  const impacts = (sets: readonly ReadonlySet<number>[]): Impact[] =>
    facts.cases.ok ? impactsOf(facts.cases.value, units.of, sets) : sets.map(() => ({ time: null, measure: null }))
  const total = (set: ReadonlySet<number>) => ({ ...units.counted(set), ...impacts([set])[0]! })
  const ofGroups = impacts(groups.map(({ variants }) => variants))
  const shown = placeTeller(baseline)
  const deviations = groups.map((group, i): CheckedDeviation => {
    const { kind, activity, occurrences, variants, places } = group
    return {
      ...{ id: idOf(group), kind, activity, occurrences, variants: units.variantsIn(variants) },
      places: places.map(shown),
      ...units.counted(variants),
      ...ofGroups[i]!,
      allowed: allowed.get(idOf(group)) ?? null,
    }
  })
  const sorted = sortDeviations(deviations, question.sort)
  const fitness = alignmentFitness(log, alignment)
  const { variants: fitnessOf, ...figures } = fitness
  const { kind, net, ids, nodes, bpmn, labels, ignored } = baseline
  return {
    baseline: { kind, net, ids, nodes, bpmn, labels },
    fitness: figures,
    cases: fitness.cases,
    runningCases: facts.running.reduce((sum, n) => sum + n, 0),
    departing: total(departs),
    departingWithAllowed: total(departsWithAllowed),
    deviations: sorted,
    allowlist: { at, entries },
    trend: trendOf(parts, groups, sorted, { departs, departsWithAllowed }),
    measure: facts.measure,
    casesListed: facts.cases.ok ? ok(true) : facts.cases,
    variants: units.rows.map((row, unit): CheckedVariant => {
      const { cost, lower } = alignment.variants[unit]!
      return {
        id: units.idOf(unit),
        activities: row.activities.filter(name => !ignored.has(name)),
        ...{ running: units.isRunning(unit), cases: row.cases, costMoves: cost, lower, upper: cost },
        fitness: fitnessOf[unit]!,
        deviations: groups.filter(({ variants }) => variants.has(unit)).map(idOf),
      }
    }),
    shortestRun: alignment.shortestRun.moves.flatMap(move => (move.kind === 'model' ? [move.activity] : [])),
    notes: conformanceNotes(parts, { deviations: sorted, entries, isGuessing, fitness }),
  }
}

/** Each case by its unit; deviations in the order of `sorted`. */
function trendOf(
  { facts, units, question }: CheckParts,
  groups: readonly DeviationGroup[],
  sorted: readonly CheckedDeviation[],
  { departs, departsWithAllowed }: { readonly [which: string]: ReadonlySet<number> },
): ConformanceCheck['trend'] {
  if (!facts.cases.ok) return facts.cases
  const place = new Map(sorted.map(({ id }, i) => [id, i]))
  const ofUnit: number[][] = units.rows.map(() => [])
  for (const group of groups) for (const unit of group.variants) ofUnit[unit]!.push(place.get(idOf(group))!)
  const counted = units.rows.map((_, unit) => ({
    departs: departs!.has(unit),
    departsWithAllowed: departsWithAllowed!.has(unit),
    deviations: ofUnit[unit]!,
  }))
  const countedOf = (variant: number, isRunning: boolean) => counted[units.of(variant, isRunning)]!
  return conformanceTrend(facts.cases.value, countedOf, sorted.length, facts.timeZone, question)
}
