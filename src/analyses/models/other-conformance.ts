import { notApplicable, ok, type Result } from '../../base/result.ts'
import { compareText } from '../../base/sort.ts'
import { checkDeclare, checkSkeleton, checkTemporalProfile, footprintsConformance } from '../../conformance/index.ts'
import { holdsStatements, readStatements, type Statements } from '../../formats/models/statements-json.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { printConstraint } from '../../model/declare.ts'
import type { Footprints } from '../../model/footprints.ts'
import { modelNet } from '../../model/model-as.ts'
import { netFootprints } from '../../model/net-footprints.ts'
import { treeFootprints } from '../../model/tree-footprints.ts'
import { type ConformanceRow, noCosts } from './conformance-report.ts'
import { modelOfText, pooledModelOfText } from './model-text.ts'
import { NO_CASES } from './no-cases.ts'
import type { TimedCases } from './timed-cases.ts'

/** Ways to hold a log against something else than runs of a net. */
export const otherMethods = ['footprints', 'declare', 'skeleton', 'temporal-profile'] as const
export type OtherMethod = (typeof otherMethods)[number]
export const isOtherMethod = (method: string): method is OtherMethod => otherMethods.includes(method as OtherMethod)

/** What `conformance --method …` answers as JSON: `fitness` 0..1, cases, and what was broken, most often first. */
export interface OtherReport {
  readonly method: OtherMethod
  /** footprints: as there; declare: mean share of constraints kept; skeleton, temporal-profile: share of fitting cases. */
  readonly fitness: number
  readonly cases: number
  /** null: footprints do not look at cases. */
  readonly fittingCases: number | null
  /** Figures of alignments and replay, so that a script finds the same keys whatever the method. */
  readonly averageFitness: null
  readonly costMoves: null
  /** footprints: share of the model's pairs that the log has. */
  readonly precision?: number
  /** What was broken, in words, with the cases that break it (of footprints and temporal profiles, how often). */
  readonly broken: readonly { readonly statement: string; readonly cases?: number; readonly times?: number }[]
  /** declare: cases in which a constraint matters, and in which it is kept. */
  readonly constraints?: readonly {
    readonly constraint: string
    readonly activated: number
    readonly satisfied: number
    readonly violated: number
  }[]
  /** declare, skeleton; null: the others do not look at variants. */
  readonly perVariant: readonly (ConformanceRow & { readonly broken: readonly string[] })[] | null
  /** temporal-profile: pairs of events that are too far from the mean; `omitted` more are not listed. */
  readonly deviations?: ReturnType<typeof checkTemporalProfile>['deviations']
  readonly omitted?: number
}

/** Which of them a file is for by its content; null: a model of runs. */
export function methodOf(text: string, name = 'model'): OtherMethod | null {
  if (holdsStatements(text)) return methodsOf[readStatements(text).kind]
  return modelOfText(text, name).model.kind === 'declare' ? 'declare' : null
}

const methodsOf = {
  'log-skeleton': 'skeleton',
  'temporal-profile': 'temporal-profile',
  footprints: 'footprints',
} as const satisfies Record<Statements['kind'], OtherMethod>

/** Of variants; refuses files that are for another method; `pool` as `pooledModelOfText` takes it. Throws `FormatError` where the text is none. */
export function otherConformance(
  method: Exclude<OtherMethod, 'temporal-profile'>,
  log: VariantLog,
  text: string,
  pool = '',
): Result<OtherReport> {
  const statements = holdsStatements(text) ? readStatements(text) : null
  if (statements !== null && pool !== '') return notApplicable('Only BPMN has pools.')
  if (method === 'skeleton') {
    if (statements?.kind !== 'log-skeleton') return wants(method, 'a log skeleton')
    const { violations, fittingCases } = checkSkeleton(log, statements.skeleton)
    const words = violations.map(list => list.map(skeletonText))
    const cases = total(log)
    if (cases === 0) return notApplicable(NO_CASES)
    const told = { broken: counted(log, words), perVariant: perVariant(log, words) }
    return ok({ method, fitness: fittingCases / cases, ...ofRuns, cases, fittingCases, ...told })
  }
  if (statements?.kind === 'footprints' && method === 'footprints') return byFootprints(log, statements.footprints)
  if (statements !== null)
    return wants(method, method === 'declare' ? 'a Declare model' : 'a model of runs or footprints')
  const reading = pooledModelOfText(text, pool)
  if (!reading.ok) return reading
  const { model } = reading.value
  if (method === 'declare') {
    if (model.kind !== 'declare') return wants(method, 'a Declare model')
    if (log.cases.length === 0) return notApplicable(NO_CASES)
    const found = checkDeclare(log, model.declare)
    const words = found.violatedBy.map(list => list.map(number => printConstraint(model.declare.constraints[number]!)))
    return ok({
      ...{ method, fitness: found.declareFitness, ...ofRuns },
      ...{ cases: total(log), fittingCases: found.fittingCases },
      broken: counted(log, words),
      constraints: found.constraints.map(({ constraint, ...rest }) => ({
        constraint: printConstraint(constraint),
        ...rest,
      })),
      perVariant: perVariant(log, words),
    })
  }
  const footprints = model.kind === 'tree' ? ok(treeFootprints(model.tree)) : ofNet(model)
  return footprints.ok ? byFootprints(log, footprints.value) : footprints
}

function byFootprints(log: VariantLog, footprints: Footprints): Result<OtherReport> {
  if (log.cases.length === 0) return notApplicable(NO_CASES)
  const { fitness, precision, deviations } = footprintsConformance(log, footprints)
  const broken = deviations.map(({ from, to, times }) => ({ statement: `${from} → ${to}`, times }))
  const told = { cases: total(log), fittingCases: null, precision, broken, perVariant: null }
  return ok({ method: 'footprints', fitness, ...ofRuns, ...told })
}

function ofNet(model: Parameters<typeof modelNet>[0]) {
  const net = modelNet(model)
  return net.ok ? netFootprints(net.value) : net
}

/** Of cases with their times; `threshold` in standard deviations. */
export function profileConformance(traces: TimedCases, text: string, threshold: number): Result<OtherReport> {
  const statements = holdsStatements(text) ? readStatements(text) : null
  if (statements?.kind !== 'temporal-profile') return wants('temporal-profile', 'a temporal profile')
  const { deviations, omitted, fittingCases } = checkTemporalProfile(traces, statements.profile, threshold)
  const cases = traces.id.length
  if (cases === 0) return notApplicable(NO_CASES)
  const times = new Map<string, number>()
  for (const { from, to } of deviations) times.set(`${from} → ${to}`, (times.get(`${from} → ${to}`) ?? 0) + 1)
  return ok({
    ...{ method: 'temporal-profile', fitness: fittingCases / cases, ...ofRuns, cases, fittingCases },
    perVariant: null,
    broken: byCount([...times], 'times'),
    // what lies infinitely far away has no number in JSON
    deviations: deviations.map(one => ({
      ...one,
      deviations: Number.isFinite(one.deviations) ? one.deviations : Number.MAX_VALUE,
    })),
    omitted,
  })
}

const wants = (method: OtherMethod, what: string): Result<never> =>
  notApplicable(`The method ${method} asks for ${what}.`)
const ofRuns = { averageFitness: null, costMoves: null } as const
const total = ({ cases }: VariantLog) => cases.reduce((sum, n) => sum + n, 0)

const skeletonWords = {
  equivalence: 'comes as often as',
  alwaysAfter: 'has behind it, at some time,',
  alwaysBefore: 'has before it, at some time,',
  neverTogether: 'never comes with',
  directlyFollows: 'has right behind it',
} as const
const skeletonText = ({ relation, first, second }: ReturnType<typeof checkSkeleton>['violations'][number][number]) =>
  relation === 'frequency' ? `${first}: how often it comes` : `${first} ${skeletonWords[relation]} ${second}`

/** Cases that break each of them, most first, then by text. */
function counted({ cases }: VariantLog, words: readonly (readonly string[])[]): OtherReport['broken'] {
  const of = new Map<string, number>()
  words.forEach((list, v) => {
    for (const statement of new Set(list)) of.set(statement, (of.get(statement) ?? 0) + cases[v]!)
  })
  return byCount([...of], 'cases')
}

const byCount = (counts: readonly (readonly [string, number])[], what: 'cases' | 'times') =>
  [...counts]
    .sort(([a, n], [b, m]) => m - n || compareText(a, b))
    .map(([statement, count]) => ({ statement, [what]: count }))

const perVariant = (log: VariantLog, words: readonly (readonly string[])[]): NonNullable<OtherReport['perVariant']> =>
  words.map((broken, v) => ({
    activities: Array.from(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!), s => log.activities[s]!),
    cases: log.cases[v]!,
    ...noCosts,
    fitness: null,
    broken,
  }))
