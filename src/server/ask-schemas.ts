import { z } from 'zod'
import { defaultView, type Question } from '../log/engine.ts'
import { parseCalendar } from '../log/filter-check.ts'
import { filter } from './filter-schema.ts'
import { id } from './schemas.ts'

export { filter }

const minute = z.number().int().min(0).max(1440)
/** Checked twice, as filters are: by shape, which the document shows, and by the rules that every door shares. */
const calendar = z
  .strictObject({
    timeZone: z.string().max(100).refine(isTimeZone, 'is no IANA time zone').describe('IANA name: `Europe/Berlin`'),
    week: z
      .array(z.array(z.tuple([minute, minute])))
      .length(7)
      .describe('working intervals of each weekday, Monday first, in minutes after midnight'),
    holidays: z.array(z.string().regex(/^\d{4}-\d\d-\d\d$/)).max(10_000),
  })
  .superRefine((given, context) => {
    try {
      parseCalendar(given)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
    }
  })
export const view = z.strictObject({
  classifier: z
    .array(z.string())
    .min(1)
    .max(16)
    .default([...defaultView.classifier]),
  level: z.enum(['event', 'instance']).default(defaultView.level),
  calendar: calendar.nullable().default(null),
  caseNotion: z.string().nullable().default(null),
})
z.globalRegistry.add(view, { id: 'View' })

export const ask = {
  log: id,
  view: view.default({
    classifier: [...defaultView.classifier],
    level: defaultView.level,
    calendar: null,
    caseNotion: null,
  }),
  filter: filter.default([]),
}
const text = z.string()
const bins = z.number().int().min(1).max(10_000).optional()
const which = z.enum(['first', 'last']).optional()
const scope = z.enum(['event', 'case'])
const page = { limit: z.number().int().min(1).max(100_000).default(100), cursor: text.max(10_000).optional() }
const between = { from: text, to: text }

/** The body of each question: the parameters of the method of that name in `log/engine.ts`. */
export const askSchemas = {
  logs: z.strictObject({}),
  describe: z.strictObject({ log: id }),
  size: z.strictObject(ask),
  summary: z.strictObject(ask),
  activities: z.strictObject(ask),
  arcs: z.strictObject({ ...ask, quantiles: z.boolean().optional() }),
  variants: z.strictObject({ ...ask, limit: z.number().int().min(0).max(1_000_000).optional() }),
  cases: z.strictObject({
    ...ask,
    ...page,
    sort: z
      .strictObject({ by: z.enum(['id', 'start', 'end', 'events', 'throughput']), descending: z.boolean() })
      .optional(),
    attributes: z.array(text).max(1000).optional(),
  }),
  caseDetail: z.strictObject({ ...ask, id: text }),
  values: z.strictObject({
    ...ask,
    scope,
    key: text,
    limit: z.number().int().min(0).max(1_000_000).optional(),
    search: text.optional(),
  }),
  histogram: z.strictObject({
    ...ask,
    bins,
    measured: z.union([
      z.strictObject({ of: z.enum(['throughput', 'service', 'waiting', 'events']) }),
      z.strictObject({ of: z.literal('attribute'), scope, key: text }),
    ]),
  }),
  timeSeries: z.strictObject({
    ...ask,
    bins,
    of: z.enum(['events', 'active-cases', 'started-cases', 'completed-cases']),
  }),
  eventuallyFollows: z.strictObject(ask),
  resources: z.strictObject({ ...ask, key: text.optional() }),
  handovers: z.strictObject({ ...ask, key: text.optional() }),
  rework: z.strictObject(ask),
  throughput: z.strictObject({ ...ask, ...between, fromWhich: which, toWhich: which, bins }),
  traces: z.strictObject({ ...ask, ...page, attributes: z.array(text).max(1000).optional() }),
  segments: z.strictObject({ ...ask, ...between, limit: z.number().int().min(0).max(10_000_000).optional() }),
  load: z.strictObject({ ...ask, ...between, bins }),
  measures: z.strictObject({ ...ask, scope, key: text, per: z.enum(['all', 'activity', 'variant', 'case']) }),
  quality: z.strictObject(ask),
} as const satisfies Record<Question, z.ZodObject>

/** What each question answers, for the document of the API. */
export const askSummaries: Record<Question, string> = {
  logs: 'The logs that can be asked',
  describe: 'Attributes, classifiers, order and problems of a log',
  size: 'Cases and events under a filter, and of the whole log',
  summary: 'Cases, events, activities, variants, time frame and throughput',
  activities: 'Frequency, case frequency, ends, first and last time and service time of each class',
  arcs: 'Directly-follows arcs with frequency and time',
  variants: 'Distinct sequences with their cases',
  cases: 'A page of cases',
  caseDetail: 'The entries of one case with all attributes',
  values: 'Frequencies of the values of an attribute',
  histogram: 'Distribution of a duration or a number',
  timeSeries: 'Events or cases over time',
  eventuallyFollows: 'Pairs of classes of which one comes some time after the other',
  resources: 'Frequency and activities of each resource',
  handovers: 'Which resource follows which, and the time between',
  rework: 'Self-loops and loops of each class',
  throughput: 'Time from one class to another',
  traces: 'Whole cases in columns',
  segments: 'The times of the pairs of one arc',
  load: 'Cases on the way from one class to the next, over time',
  measures: 'A numeric attribute summed up',
  quality: 'Ties, missing values, duplicates and other doubts',
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
