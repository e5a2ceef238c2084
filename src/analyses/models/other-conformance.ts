import type { Cancel } from '../../base/platform.ts'
import { notApplicable, ok, type Result } from '../../base/result.ts'
import { compareText } from '../../base/sort.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { checkDeclare, checkSkeleton, checkTemporalProfile, footprintsConformance } from '../../conformance/index.ts'
import { openModel } from '../../formats/models/open-model.ts'
import { holdsStatements, readStatements } from '../../formats/models/statements-json.ts'
import type { Ask, Engine, Traces } from '../../log/engine.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { printConstraint } from '../../model/declare.ts'
import { modelNet } from '../../model/model-as.ts'
import { netFootprints } from '../../model/net-footprints.ts'
import { treeFootprints } from '../../model/tree-footprints.ts'

/** Ways to hold a log against something else than runs of a net. */
export const otherMethods = ['footprints', 'declare', 'skeleton', 'temporal-profile'] as const
export type OtherMethod = (typeof otherMethods)[number]
export const isOtherMethod = (method: string): method is OtherMethod => otherMethods.includes(method as OtherMethod)

/** What of a log a method looks at. */
export type TimedCases = Pick<Traces, 'activities' | 'id' | 'offsets' | 'symbols' | 'start' | 'complete'>

/** What `conformance --method …` answers as JSON: `fitness` 0..1, cases, and what was broken, most often first. */
export interface OtherReport {
  readonly method: OtherMethod
  /** footprints: as there; declare: mean share of constraints kept; skeleton, temporal-profile: share of fitting cases. */
  readonly fitness: number
  readonly cases: number
  /** null: footprints do not look at cases. */
  readonly fittingCases: number | null
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
  /** declare, skeleton. */
  readonly perVariant?: readonly {
    readonly activities: readonly string[]
    readonly cases: number
    readonly broken: readonly string[]
  }[]
  /** temporal-profile: pairs of events that are too far from the mean; `omitted` more are not listed. */
  readonly deviations?: ReturnType<typeof checkTemporalProfile>['deviations']
  readonly omitted?: number
}

/** Which of them a file is for by its content; null: a model of runs. */
export function methodOf(text: string, name = 'model'): OtherMethod | null {
  if (holdsStatements(text)) return readStatements(text).kind === 'log-skeleton' ? 'skeleton' : 'temporal-profile'
  return read(text, name).kind === 'declare' ? 'declare' : null
}

const read = (text: string, name = 'model') => openModel(encodeUtf8(`\ufeff${text.replace(/^\ufeff/, '')}`), name).model

/** Of variants; refuses files that are for another method. Throws `FormatError` where the text is none. */
export function otherConformance(
  method: Exclude<OtherMethod, 'temporal-profile'>,
  log: VariantLog,
  text: string,
): Result<OtherReport> {
  if (method === 'skeleton') {
    const statements = holdsStatements(text) ? readStatements(text) : null
    if (statements?.kind !== 'log-skeleton') return wants(method, 'a log skeleton')
    const { violations, fittingCases } = checkSkeleton(log, statements.skeleton)
    const words = violations.map(list => list.map(skeletonText))
    const cases = total(log)
    const fitness = cases === 0 ? 1 : fittingCases / cases
    return ok({ method, fitness, cases, fittingCases, broken: counted(log, words), perVariant: perVariant(log, words) })
  }
  if (holdsStatements(text)) return wants(method, method === 'declare' ? 'a Declare model' : 'a model of runs')
  const model = read(text)
  if (method === 'declare') {
    if (model.kind !== 'declare') return wants(method, 'a Declare model')
    const found = checkDeclare(log, model.declare)
    const words = found.violatedBy.map(list => list.map(number => printConstraint(model.declare.constraints[number]!)))
    return ok({
      ...{ method, fitness: found.declareFitness, cases: total(log), fittingCases: found.fittingCases },
      broken: counted(log, words),
      constraints: found.constraints.map(({ constraint, ...rest }) => ({
        constraint: printConstraint(constraint),
        ...rest,
      })),
      perVariant: perVariant(log, words),
    })
  }
  const footprints = model.kind === 'tree' ? ok(treeFootprints(model.tree)) : ofNet(model)
  if (!footprints.ok) return footprints
  const { fitness, precision, deviations } = footprintsConformance(log, footprints.value)
  const broken = deviations.map(({ from, to, times }) => ({ statement: `${from} → ${to}`, times }))
  return ok({ method, fitness, cases: total(log), fittingCases: null, precision, broken })
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
  const times = new Map<string, number>()
  for (const { from, to } of deviations) times.set(`${from} → ${to}`, (times.get(`${from} → ${to}`) ?? 0) + 1)
  return ok({
    ...{ method: 'temporal-profile', fitness: cases === 0 ? 1 : fittingCases / cases, cases, fittingCases },
    broken: byCount([...times], 'times'),
    // what lies infinitely far away has no number in JSON
    deviations: deviations.map(one => ({
      ...one,
      deviations: Number.isFinite(one.deviations) ? one.deviations : Number.MAX_VALUE,
    })),
    omitted,
  })
}

const PAGE = 20_000

/** All cases under a question, with their times. */
export async function timedCases(engine: Engine, ask: Ask, cancel: Cancel): Promise<TimedCases> {
  const code = new Map<string, number>()
  const whole = { id: [] as string[], offsets: [0], symbols: [] as number[] }
  const [start, complete] = [[] as (number | null)[], [] as (number | null)[]]
  let cursor: string | undefined
  do {
    const page = await engine.traces({ ...ask, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }, cancel)
    const codes = page.activities.map(name => {
      if (!code.has(name)) code.set(name, code.size)
      return code.get(name)!
    })
    const before = whole.symbols.length
    page.id.forEach((id, c) => {
      whole.id.push(id)
      whole.offsets.push(before + page.offsets[c + 1]!)
    })
    page.symbols.forEach((symbol, e) => {
      whole.symbols.push(codes[symbol]!)
      start.push(page.start[e]!)
      complete.push(page.complete[e]!)
    })
    cursor = page.next
  } while (cursor !== undefined)
  return { activities: [...code.keys()], ...whole, start, complete }
}

const wants = (method: OtherMethod, what: string): Result<never> =>
  notApplicable(`The method ${method} asks for ${what}.`)
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
    broken,
  }))
