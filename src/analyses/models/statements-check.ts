import { RequestError } from '../../base/errors.ts'
import type { Cancel } from '../../base/platform.ts'
import { notApplicable, ok, type Result } from '../../base/result.ts'
import { checkDeclare, checkSkeleton, judgeTemporalRelations, type SkeletonViolation } from '../../conformance/index.ts'
import type { Ask, Engine } from '../../log/engine.ts'
import type { Filter } from '../../log/filter.ts'
import { type VariantLog, variantLogOf } from '../../log/variant-log.ts'
import type { DeclareModel, DeclareTemplate } from '../../model/declare.ts'
import { type LogSkeleton, skeletonRelations } from '../../model/log-skeleton.ts'
import type { TemporalProfile } from '../../model/temporal-profile.ts'
import { variantsClause } from './conformance-units.ts'
import { type CaseStatements, statementsIn } from './held-statements.ts'
import { NO_CASES } from './no-cases.ts'
import { timedCases } from './timed-cases.ts'

/** One statement and what the cases say of it. */
export interface CheckedStatement {
  /** The same under every filter. */
  readonly id: string
  /** Template of Declare, relation of a skeleton (`frequency`: how often an activity may occur), or `time`. */
  readonly kind: DeclareTemplate | SkeletonViolation['relation'] | 'time'
  readonly first: string
  /** null: it is about one activity. */
  readonly second: string | null
  /** Cases in which it matters. */
  readonly activated: number
  /** `activated` / cases. */
  readonly support: number
  /** Share of the cases in which it matters that keep it; null: there is none. */
  readonly confidence: number | null
  /** Cases that break it; they are in `brokenBy`, by index of the units of the check, ascending. */
  readonly violated: number
  readonly brokenBy: readonly number[]
  /** frequency: how often it may occur. */
  readonly counts?: readonly number[]
  /** time: what is usual, in ms. */
  readonly usual?: { readonly mean: number; readonly standardDeviation: number | null }
}

/** A log held against statements: Declare constraints, a log skeleton, or a temporal profile. Plain data. */
export interface StatementsCheck {
  readonly kind: CaseStatements['kind']
  readonly cases: number
  /** Cases that break none. */
  readonly fittingCases: number
  /** Mean over cases of the share of statements that they do not break, 0..1; 1 where there are none. */
  readonly kept: number
  /** Most often broken first, then by how many they matter in, then as the model has them. */
  readonly statements: readonly CheckedStatement[]
  /** What breaks statements: variants, or single cases, by the engine's ids. */
  readonly units: { readonly by: 'variant' | 'case'; readonly ids: readonly string[] }
  /** What limits the answer; sentences. */
  readonly notes: readonly string[]
}

/** Clauses that, appended to the filter, keep exactly the cases that break a statement. */
export const breakingCases = ({ units }: StatementsCheck, { brokenBy }: CheckedStatement): Filter =>
  units.by === 'variant'
    ? [variantsClause(units.ids, new Set(brokenBy))]
    : [{ kind: 'cases', ids: brokenBy.map(unit => units.ids[unit]!) }]

/**
 * Holds the cases under a question against statements as text. `far`: standard deviations from the mean beyond which a time is
 * unusual. Refuses flows, no cases, and times where the person gate lists no cases. Throws `FormatError` where the text is broken.
 */
export async function checkStatements(
  engine: Engine,
  ask: Ask,
  text: string,
  far: number,
  cancel: Cancel,
): Promise<Result<StatementsCheck>> {
  const read = statementsIn(text, 'statements')
  if (read === null) return notApplicable('This is a flow, not a list of statements.')
  if (!read.ok) return read
  const model = read.value
  const found = model.kind === 'temporal-profile' ? await ofTimes() : await ofVariants()
  if (!found.ok) return found
  const { activities, ...answer } = found.value
  return ok({
    kind: model.kind,
    ...answer,
    notes: [...model.notes, ...unknownActivities(answer.statements, activities)],
  })

  async function ofTimes(): Promise<Result<Found>> {
    try {
      const cases = await timedCases(engine, ask, cancel)
      if (cases.id.length === 0) return notApplicable(NO_CASES)
      const { profile } = model as { profile: TemporalProfile }
      return ok(timesFound(judgeTemporalRelations(cases, profile, far), cases))
    } catch (error) {
      if (error instanceof RequestError && error.code === 'refused') return notApplicable(error.message)
      throw error
    }
  }
  async function ofVariants(): Promise<Result<Found>> {
    const { variants } = await engine.variants(ask, cancel)
    if (variants.length === 0) return notApplicable(NO_CASES)
    const log = variantLogOf(variants)
    const ids = variants.map(({ id }) => id)
    if (model.kind === 'declare') return ok(constraintsFound(log, ids, model.declare))
    return ok(skeletonFound(log, ids, (model as { skeleton: LogSkeleton }).skeleton))
  }
}

type Found = Omit<StatementsCheck, 'kind' | 'notes'> & { readonly activities: readonly string[] }
type Told = Pick<CheckedStatement, 'kind' | 'first' | 'second' | 'activated' | 'counts' | 'usual' | 'brokenBy'>

function constraintsFound(log: VariantLog, ids: readonly string[], model: DeclareModel): Found {
  const { constraints, violatedBy } = checkDeclare(log, model)
  const brokenBy: number[][] = constraints.map(() => [])
  violatedBy.forEach((list, v) => {
    for (const constraint of list) brokenBy[constraint]!.push(v)
  })
  const told = constraints.map(({ constraint: { template, activities }, activated }, i): Told => {
    const [first, second = null] = activities as readonly [string, string?]
    return { kind: template, first, second, activated, brokenBy: brokenBy[i]! }
  })
  return assembled(told, { by: 'variant', ids }, log.cases, log.activities)
}

function skeletonFound(log: VariantLog, ids: readonly string[], skeleton: LogSkeleton): Found {
  const { violations } = checkSkeleton(log, skeleton)
  const cases = log.cases.reduce((sum, n) => sum + n, 0)
  const occurring = casesWith(log)
  const all = new Map<string, Told & { readonly brokenBy: number[] }>()
  const state = (kind: Told['kind'], first: string, second: string | null, more: Partial<Told>) => {
    const statement = { kind, first, second, activated: occurring.get(first) ?? 0, ...more, brokenBy: [] }
    all.set(idOf(statement), statement)
    return statement
  }
  for (const relation of skeletonRelations)
    for (const [a, b] of skeleton[relation]) state(relation, skeleton.activities[a]!, skeleton.activities[b]!, {})
  skeleton.activities.forEach((name, a) => {
    state('frequency', name, null, { activated: cases, counts: skeleton.frequencies[a]! })
  })
  violations.forEach((list, v) => {
    for (const { relation, first, second } of list) {
      // an activity that the skeleton does not know may not occur, though it does not say so
      const known = all.get(idOf({ kind: relation, first, second }))
      const { brokenBy } = known ?? state(relation, first, second, { activated: cases, counts: [0] })
      brokenBy.push(v)
    }
  })
  return assembled([...all.values()], { by: 'variant', ids }, log.cases, log.activities)
}

function casesWith({ activities, offsets, symbols, cases }: VariantLog): ReadonlyMap<string, number> {
  const count = new Float64Array(activities.length)
  for (let v = 0; v < cases.length; v++)
    for (const symbol of new Set(symbols.subarray(offsets[v]!, offsets[v + 1]!))) count[symbol]! += cases[v]!
  return new Map(activities.map((name, a) => [name, count[a]!]))
}

function timesFound(
  judged: ReturnType<typeof judgeTemporalRelations>,
  { id, activities }: { readonly id: readonly string[]; readonly activities: readonly string[] },
): Found {
  const told = judged.map(({ relation, cases, far }): Told => {
    const { from, to, mean, standardDeviation } = relation
    return {
      ...{ kind: 'time', first: from, second: to, activated: cases, brokenBy: far },
      usual: { mean, standardDeviation },
    }
  })
  return assembled(told, { by: 'case', ids: id }, null, activities)
}

const idOf = ({ kind, first, second }: Pick<Told, 'kind' | 'first' | 'second'>) =>
  JSON.stringify(second === null ? [kind, first] : [kind, first, second])

/** `weights`: cases of each unit; null: each is one. */
function assembled(
  told: readonly Told[],
  units: StatementsCheck['units'],
  weights: ArrayLike<number> | null,
  activities: readonly string[],
): Found {
  const casesOf = (unit: number) => weights?.[unit] ?? 1
  const broken = new Float64Array(units.ids.length)
  let cases = 0
  units.ids.forEach((_, unit) => {
    cases += casesOf(unit)
  })
  // what stands there twice is one statement
  const single = [...new Map(told.map(one => [idOf(one), one])).values()]
  const statements = single.map((one): CheckedStatement => {
    let violated = 0
    for (const unit of one.brokenBy) {
      violated += casesOf(unit)
      broken[unit]! += 1
    }
    const confidence = one.activated === 0 ? null : 1 - violated / one.activated
    return { id: idOf(one), ...one, support: one.activated / cases, confidence, violated }
  })
  let fittingCases = 0
  let kept = 0
  units.ids.forEach((_, unit) => {
    if (broken[unit] === 0) fittingCases += casesOf(unit)
    kept += casesOf(unit) * (single.length === 0 ? 1 : 1 - broken[unit]! / single.length)
  })
  statements.sort((a, b) => b.violated - a.violated || b.activated - a.activated)
  return { cases, fittingCases, kept: kept / cases, statements, units, activities }
}

function unknownActivities(statements: readonly CheckedStatement[], activities: readonly string[]): string[] {
  const known = new Set(activities)
  const named = new Set(statements.flatMap(({ first, second }) => (second === null ? [first] : [first, second])))
  const unknown = [...named].filter(name => !known.has(name))
  if (unknown.length === 0) return []
  return [`No case has ${unknown.map(name => `*${name}*`).join(', ')}, of which the model speaks.`]
}
