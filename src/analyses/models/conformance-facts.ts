import { RequestError } from '../../base/errors.ts'
import type { Cancel } from '../../base/platform.ts'
import { notApplicable, ok, type Result } from '../../base/result.ts'
import { DAY } from '../../base/time.ts'
import type { Ask, Durations, Engine } from '../../log/engine.ts'
import type { Clause } from '../../log/filter.ts'
import { under } from '../words.ts'
import type { ConformanceQuestion } from './conformance-question.ts'

/** A number of each case. */
export interface ChosenMeasure {
  readonly key: string
  readonly scope: 'event' | 'case'
  /** Of the values of an attribute of events in a case. */
  readonly of: ConformanceQuestion['measureOf']
  readonly unit: 'number' | `money:${string}`
}

/** The cases one by one, in columns, by throughput time ascending, then id; NaN: there is no such value. */
export interface CaseColumns {
  readonly id: readonly string[]
  /** Number of the variant. */
  readonly variant: Int32Array
  /** 1: it still runs. */
  readonly running: Uint8Array
  /** Epoch ms. */
  readonly start: Float64Array
  readonly end: Float64Array
  /** ms, under the view's calendar. */
  readonly throughput: Float64Array
  /** null where none was asked for, or it is not given. */
  readonly measure: Float64Array | null
}

/** What a check needs to know of a log: plain data, so that the check itself can be done in another thread. */
export interface ConformanceFacts {
  readonly variants: readonly { readonly id: string; readonly activities: readonly string[] }[]
  /** Cases of each variant that have ended, and that still run. */
  readonly ended: readonly number[]
  readonly running: readonly number[]
  /** Refused where the person gate lists no cases under the filter. */
  readonly cases: Result<CaseColumns>
  /** null: none was asked for. */
  readonly measure: Result<ChosenMeasure> | null
  /** Latest time of the whole log, epoch ms; null: it has none. */
  readonly latest: number | null
  /** For buckets of time: that of the view's calendar, else UTC. */
  readonly timeZone: string
}

/** Asks an engine for all that a check needs. Questions: describe, summary, variants (twice where cases run), cases, measures. */
export async function conformanceFacts(
  engine: Engine,
  ask: Ask,
  question: ConformanceQuestion,
  cancel: Cancel,
): Promise<ConformanceFacts> {
  const whole: Ask = { ...ask, filter: [] }
  const latest = (await engine.summary(whole, cancel)).end
  const clauses = runningClauses(question, latest)
  const { variants } = await engine.variants(ask, cancel)
  const running = new Map(
    clauses.length === 0
      ? []
      : (await engine.variants(under(ask, ...clauses), cancel)).variants.map(({ id, cases }) => [id, cases]),
  )
  const runningOf = ({ id }: { readonly id: string }) => running.get(id) ?? 0
  const measure = question.measure === '' ? null : await measureOf(engine, ask, question, cancel)
  const ends = new Set(question.endedBy)
  const isOpen = variants.map(({ activities }) => ends.size === 0 || !activities.some(one => ends.has(one)))
  const since = sinceOf(question, latest)
  return {
    variants: variants.map(({ id, activities }) => ({ id, activities })),
    ended: variants.map(variant => variant.cases - runningOf(variant)),
    running: variants.map(runningOf),
    cases: await ifShown(() =>
      caseColumns(engine, ask, {
        number: new Map(variants.map(({ id }, v) => [id, v])),
        isRunning: (v, end) => clauses.length > 0 && isOpen[v]! && (since === null || end >= since),
        measure: measure?.ok ? measure.value : null,
        cancel,
      }),
    ),
    measure,
    latest,
    timeZone: ask.view.calendar?.timeZone ?? 'UTC',
  }
}

const sinceOf = ({ runningDays }: ConformanceQuestion, latest: number | null) =>
  runningDays > 0 && latest !== null ? latest - runningDays * DAY : null

/** Clauses that keep the cases that still run, as the reader chose; none: no case does. */
function runningClauses(question: ConformanceQuestion, latest: number | null): Clause[] {
  const since = sinceOf(question, latest)
  if (question.runningDays > 0 && since === null) return []
  return [
    ...(question.endedBy.length > 0
      ? [{ kind: 'activity', activities: question.endedBy, mode: 'forbidden' } as const]
      : []),
    ...(since === null ? [] : [{ kind: 'time', mode: 'completed', from: since } as const]),
  ]
}

async function ifShown<T>(answer: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await answer())
  } catch (error) {
    if (error instanceof RequestError && error.code === 'refused') return notApplicable(error.message)
    throw error
  }
}

async function measureOf(
  engine: Engine,
  ask: Ask,
  { measure: key, measureOf: of }: ConformanceQuestion,
  cancel: Cancel,
): Promise<Result<ChosenMeasure>> {
  const { attributes } = await engine.describe({ log: ask.log }, cancel)
  const named = attributes.filter(attribute => attribute.key === key)
  const numeric = named.filter(({ type }) => type === 'int' || type === 'float')
  const chosen = numeric.find(({ scope }) => scope === 'case') ?? numeric[0]
  if (chosen === undefined) {
    const known = [...new Set(attributes.filter(({ type }) => type === 'int' || type === 'float').map(one => one.key))]
    const what = named.length > 0 ? `"${key}" has no numbers` : `There is no attribute "${key}"`
    throw new RequestError(
      `measure: ${what}. ${known.length > 0 ? `Numbers are in: ${known.join(', ')}.` : 'No attribute has numbers.'}`,
    )
  }
  const { scope, meaning } = chosen
  const unit = meaning?.kind === 'money' && meaning.unit !== undefined ? (`money:${meaning.unit}` as const) : 'number'
  // whether it is given at all is known from one number
  const asked = await ifShown(() => engine.measures({ ...ask, scope, key, per: 'all' }, cancel))
  return asked.ok ? ok({ key, scope, of, unit }) : asked
}

const PAGE = 10_000

interface Wanted {
  readonly number: ReadonlyMap<string, number>
  readonly isRunning: (variant: number, end: number) => boolean
  readonly measure: ChosenMeasure | null
  readonly cancel: Cancel
}

async function caseColumns(engine: Engine, ask: Ask, wanted: Wanted): Promise<CaseColumns> {
  const { number, isRunning, measure, cancel } = wanted
  const columns = { id: [] as string[], variant: [] as number[], start: [] as number[], end: [] as number[] }
  const throughput: number[] = []
  const sort = { by: 'throughput', descending: false } as const
  let cursor: string | undefined
  do {
    const page = await engine.cases({ ...ask, limit: PAGE, sort, ...(cursor === undefined ? {} : { cursor }) }, cancel)
    page.id.forEach((id, i) => {
      const variant = number.get(page.variant[i]!)
      if (variant === undefined) return
      columns.id.push(id)
      columns.variant.push(variant)
      columns.start.push(page.start[i] ?? Number.NaN)
      columns.end.push(page.end[i] ?? Number.NaN)
      throughput.push(page.throughput[i] ?? Number.NaN)
    })
    cursor = page.next
  } while (cursor !== undefined)
  const { id, variant, end } = columns
  return {
    id,
    variant: Int32Array.from(variant),
    running: Uint8Array.from(variant, (v, c) => (isRunning(v, end[c]!) ? 1 : 0)),
    start: Float64Array.from(columns.start),
    end: Float64Array.from(end),
    throughput: Float64Array.from(throughput),
    measure: measure === null ? null : await measureColumn(engine, ask, measure, id, cancel),
  }
}

async function measureColumn(
  engine: Engine,
  ask: Ask,
  { scope, key, of }: ChosenMeasure,
  ids: readonly string[],
  cancel: Cancel,
): Promise<Float64Array> {
  const { key: keys, stats } = await engine.measures({ ...ask, scope, key, per: 'case' }, cancel)
  const values = new Map(keys.map((id, i) => [id, numberOf(stats[i]!, of)]))
  return Float64Array.from(ids, id => values.get(id) ?? Number.NaN)
}

const numberOf = (stats: Durations, of: ChosenMeasure['of']): number =>
  stats.n === 0 ? Number.NaN : (stats[of] ?? Number.NaN)
