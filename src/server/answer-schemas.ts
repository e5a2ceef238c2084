import { z } from 'zod'
import type { Answer } from '../analyses/analysis.ts'
import { END, type Engine, FROM_START, type Question, START, TO_END } from '../log/engine.ts'
import type { Filter } from '../log/filter.ts'
import { filter } from './filter-schema.ts'
import { problem } from './schemas.ts'

/*
 * What the questions and the analyses answer, for the document of the API: answers are not checked against it while they
 * are sent (a test does that), because big ones would wait for it. `Same` holds each schema to its type.
 */
const text = z.string()
const number = z.number()
const count = z.number().int().min(0)
const instant = z.number().describe('epoch ms')
const ms = z.number().nullable()
const list = <T extends z.ZodType>(of: T) => z.array(of).readonly()
const value = z.union([text, number, z.boolean(), z.null()])
const columns = z.record(text, list(value)).describe('one column a key')
const scope = z.enum(['event', 'case'])
const suppressed = count.exactOptional().describe('rows that the person gate holds back')
const next = text.exactOptional().describe('cursor of the next page; absent on the last')
const index = list(z.number().int())

const durations = z
  .object({ n: count, total: number, mean: ms, median: ms, p90: ms, min: ms, max: ms, standardDeviation: ms })
  .describe('of n durations in ms (or n numbers)')
const size = z.object({ cases: count, events: count, totalCases: count, totalEvents: count, emptied: count })
const attribute = z.object({
  key: text,
  scope,
  type: z.enum(['string', 'date', 'int', 'float', 'boolean', 'id']),
  personal: z.enum(['none', 'pseudonym', 'direct']),
  meaning: z.object({ kind: z.enum(['money', 'number', 'due']), unit: text.exactOptional() }).nullable(),
  distinct: count.nullable(),
  present: count,
})
const place = z.object({
  file: text.exactOptional(),
  line: number.exactOptional(),
  row: number.exactOptional(),
  column: text.exactOptional(),
  byte: number.exactOptional(),
  value: text.exactOptional(),
})
export const toldProblem = problem.extend({ places: list(place) })
const variant = z.object({
  id: text.describe('FNV-1a, 64 bits in hex, over the classes'),
  activities: list(text),
  cases: count,
  throughput: durations,
})
const histogram = z
  .object({ edges: list(number), counts: list(count), stats: durations, missing: count })
  .describe('counts[i] lies in [edges[i], edges[i+1]); the last bin includes its upper edge')
const timeSeries = z.object({
  at: list(instant),
  value: list(number),
  unit: z.enum(['hour', 'day', 'week', 'month', 'year']),
})
const pairs = { from: index, to: index, frequency: list(count), caseFrequency: list(count) }

export const answerSchemas = {
  logs: list(z.object({ id: text, name: text })),
  describe: z.object({
    id: text,
    name: text,
    cases: count,
    events: count,
    attributes: list(attribute),
    classifiers: list(z.object({ name: text, keys: list(text) })),
    resourceKey: text.nullable(),
    starts: z.enum(['column', 'paired', 'none']),
    pairing: z.object({ paired: count, unmatchedStarts: count, unmatchedCompletes: count }).nullable(),
    defaultLevel: z.enum(['event', 'instance']),
    order: z.object({ moved: count, ties: count, withoutTime: count }),
    problems: list(toldProblem),
  }),
  size,
  summary: size.extend({
    entries: count,
    activities: count,
    classes: count,
    variants: count,
    resources: count.nullable(),
    start: instant.nullable(),
    end: instant.nullable(),
    throughput: durations,
    eventsPerCase: durations,
  }),
  activities: z.object({
    activity: list(text),
    frequency: list(count),
    caseFrequency: list(count),
    startFrequency: list(count),
    endFrequency: list(count),
    maxRepetitions: list(count),
    first: list(instant.nullable()),
    last: list(instant.nullable()),
    service: list(durations.nullable()),
  }),
  arcs: z
    .object({
      activities: list(text),
      ...pairs,
      timeMeaning: z.enum(['waiting', 'between-completions']),
      time: list(durations.nullable()),
      overlaps: list(count),
    })
    .describe(
      `from and to index activities; ${FROM_START} is the start (${START}), ${TO_END} the end (${END}) of the case`,
    ),
  variants: z.object({
    variants: list(variant),
    totalVariants: count,
    totalCases: count,
    omittedVariants: count,
    omittedCases: count,
  }),
  cases: z.object({
    id: list(text),
    events: list(count),
    start: list(instant.nullable()),
    end: list(instant.nullable()),
    throughput: list(ms),
    variant: list(text),
    attributes: columns,
    total: count,
    next,
  }),
  caseDetail: z.object({
    id: text,
    activity: list(text),
    start: list(instant.nullable()),
    complete: list(instant.nullable()),
    eventAttributes: columns,
    caseAttributes: z.record(text, value),
    withheld: list(text).exactOptional().describe('keys that the person gate left out'),
  }),
  values: z.object({
    value: list(value),
    frequency: list(count),
    caseFrequency: list(count),
    missing: count,
    distinct: count,
    omitted: count,
    suppressed,
  }),
  histogram,
  timeSeries,
  eventuallyFollows: z.object({ activities: list(text), ...pairs }),
  resources: z.object({
    resource: list(text),
    frequency: list(count),
    caseFrequency: list(count),
    activities: list(count),
    suppressed,
  }),
  handovers: z.object({ resources: list(text), ...pairs, totalMs: list(number), suppressed }),
  rework: z.object({
    activity: list(text),
    frequency: list(count),
    selfLoops: list(count),
    loops: list(count),
    rework: list(count),
    reworkCases: list(count),
    cases: count,
    totalCases: count,
  }),
  throughput: z.object({ stats: durations, histogram, casesWithout: count }),
  traces: z.object({
    activities: list(text),
    id: list(text),
    offsets: index,
    symbols: index,
    start: list(instant.nullable()),
    complete: list(instant.nullable()),
    attributes: columns,
    total: count,
    next,
  }),
  segments: z.object({ from: list(instant), to: list(instant), caseId: list(text), total: count }),
  load: timeSeries,
  measures: z.object({
    key: list(text),
    stats: list(durations),
    onTime: list(count).exactOptional(),
    decided: list(count).exactOptional(),
  }),
  quality: z.object({
    events: count,
    ties: count,
    moved: count,
    withoutTime: count,
    activity: list(text),
    frequency: list(count),
    midnight: list(count),
    duplicates: count,
    implausibleTimes: count,
    negativeDurations: count,
    missing: list(z.object({ key: text, scope, missing: count, of: count })),
    emptyCases: count,
  }),
} as const satisfies Record<Question, z.ZodType>

const unit = z.union([
  z.enum(['ms', 'ratio', 'cases', 'events', 'number']),
  z.templateLiteral(['money:', text]).describe('money and its currency'),
])
const finding = z.object({
  id: text,
  sentence: text,
  importance: z.number().min(0).max(1),
  quantities: list(z.object({ label: text, value: number.nullable(), unit })),
  evidence: (filter as unknown as z.ZodType<Filter>).describe(
    'appended to the asked filter, these clauses show the cases behind the finding',
  ),
  actions: list(text),
})
const table = z.object({
  id: text,
  title: text,
  columns: list(z.object({ key: text, label: text, unit: z.union([unit, z.literal('instant')]).exactOptional() })),
  rows: list(list(z.union([text, number, z.null()]))),
})
export const analysisAnswer = z.object({ findings: list(finding), tables: list(table), notes: list(text) })

for (const [id, schema] of Object.entries({ Durations: durations, Histogram: histogram, TimeSeries: timeSeries }))
  z.globalRegistry.add(schema, { id })
z.globalRegistry.add(analysisAnswer, { id: 'Answer' })

/** Readonly is a promise to readers of TypeScript and no part of JSON; but for it types must be the same. */
type Plain<T> = T extends readonly unknown[]
  ? { -readonly [K in keyof T]: Plain<T[K]> }
  : T extends object
    ? { -readonly [K in keyof T]: Plain<T[K]> }
    : T
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Same<A, B> = Equal<Plain<A>, Plain<B>>
type Answered<Q extends Question> = Awaited<ReturnType<Engine[Q]>>
type WrongQuestion = {
  [Q in Question]: Same<z.output<(typeof answerSchemas)[Q]>, Answered<Q>> extends true ? never : Q
}[Question]
type WrongAnalysis = Same<z.output<typeof analysisAnswer>, Answer> extends true ? never : 'analysis'
/** Does not compile, and names what is wrong, where a schema is not the type of its answer. */
type None<Wrong extends never> = Wrong
export type WrongSchemas = None<WrongQuestion | WrongAnalysis>
