import type { Cancel } from '../base/platform.ts'
import type { Calendar } from './calendar.ts'
import type { AttributeType, Meaning, Personal, Value } from './column.ts'
import type { Classifier, OrderReport } from './event-log.ts'
import type { CaseMeasure, Filter } from './filter.ts'
import type { Problem } from './problems.ts'

/**
 * How a log is looked at. Every number depends on it, so every answer is asked with one.
 * level `event`: one entry per event as read. level `instance`: one entry per complete event, ordered by complete,
 * then start, then input, its start event paired to it (semantics 1).
 */
export interface View {
  /** Keys of event attributes whose values, joined by `+`, make the class of an event. Default: the activity. */
  readonly classifier: readonly string[]
  readonly level: 'event' | 'instance'
  /** null: clock time. */
  readonly calendar: Calendar | null
  /** Which attribute tells cases apart; null: the log's own cases. (Object types of an object-centric log come here.) */
  readonly caseNotion: string | null
}
export const defaultView: View = { classifier: ['concept:name'], level: 'event', calendar: null, caseNotion: null }

/** What a question is about: a log of the workspace, seen through a view, under a filter. */
export interface Ask {
  readonly log: string
  readonly view: View
  readonly filter: Filter
}

export interface AttributeDescription {
  readonly key: string
  readonly scope: 'event' | 'case'
  readonly type: AttributeType
  readonly personal: Personal
  readonly meaning: Meaning | null
  /** Distinct values of text attributes; null for others. */
  readonly distinct: number | null
  /** Events (or cases) that have a value. */
  readonly present: number
}
export interface LogDescription {
  readonly id: string
  readonly name: string
  readonly cases: number
  readonly events: number
  readonly attributes: readonly AttributeDescription[]
  readonly classifiers: readonly Classifier[]
  readonly resourceKey: string | null
  /** Whether durations of activities are known: from a start column, from paired start events, or not at all. */
  readonly starts: 'column' | 'paired' | 'none'
  readonly pairing: Pairing | null
  /** `instance` where at least 1 % of the events were paired. */
  readonly defaultLevel: View['level']
  readonly order: OrderReport
  readonly problems: readonly Problem[]
}
/** What pairing start and complete events found (semantics 1). */
export interface Pairing {
  readonly paired: number
  readonly unmatchedStarts: number
  readonly unmatchedCompletes: number
}

/** Of n durations in ms (or n numbers); all but n and total are null where n is 0, the deviation where n < 2 (n − 1 in the denominator). */
export interface Durations {
  readonly n: number
  readonly total: number
  readonly mean: number | null
  readonly median: number | null
  readonly p90: number | null
  readonly min: number | null
  readonly max: number | null
  readonly standardDeviation: number | null
}

export interface Size {
  readonly cases: number
  readonly events: number
  readonly totalCases: number
  readonly totalEvents: number
  /** Cases that left because an event clause took all their events. */
  readonly emptied: number
}

export interface Summary extends Size {
  /** Entries under the view: events, or activity instances. */
  readonly entries: number
  /** Distinct `concept:name`. */
  readonly activities: number
  /** Distinct classes under the view's classifier. */
  readonly classes: number
  readonly variants: number
  /** Distinct values of the resource attribute; null where the log has none. */
  readonly resources: number | null
  /** First and last time of an event (starts included), epoch ms; null where no event has a time. */
  readonly start: number | null
  readonly end: number | null
  /** First to last event of each case, under the view's calendar. Cases without a time are left out. */
  readonly throughput: Durations
  readonly eventsPerCase: Durations
}

/** Columns of equal length, one row a class, by frequency descending, then by text. */
export interface Activities {
  readonly activity: readonly string[]
  readonly frequency: readonly number[]
  readonly caseFrequency: readonly number[]
  readonly startFrequency: readonly number[]
  readonly endFrequency: readonly number[]
  readonly maxRepetitions: readonly number[]
  /** Earliest and latest complete, epoch ms. */
  readonly first: readonly (number | null)[]
  readonly last: readonly (number | null)[]
  /** Start to complete; null where no entry of the class has a start. */
  readonly service: readonly (Durations | null)[]
}

/** Ends of arcs that are no activity. */
export const START = '▶'
export const END = '■'

/**
 * Directly-follows arcs, one row each, by frequency descending, then from, then to (start before activities before
 * end). `from`/`to` index `activities`; −1 is the start, −2 the end of the case. An empty case is start → end.
 */
export interface Arcs {
  readonly activities: readonly string[]
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly frequency: readonly number[]
  readonly caseFrequency: readonly number[]
  /** waiting: start(b) − complete(a); between-completions: complete(b) − complete(a), where there are no starts. */
  readonly timeMeaning: 'waiting' | 'between-completions'
  /** null for arcs from the start and to the end, and where no pair has times. median and p90 are null unless asked for. */
  readonly time: readonly (Durations | null)[]
  /** Pairs whose second started before the first completed (negative waits). */
  readonly overlaps: readonly number[]
}
export const FROM_START = -1
export const TO_END = -2

export interface Variant {
  /** Stable under every filter: hex of the 64-bit hash of the sequence of class texts. */
  readonly id: string
  readonly activities: readonly string[]
  readonly cases: number
  readonly throughput: Durations
}
export interface Variants {
  /** By cases descending, then by sequence. */
  readonly variants: readonly Variant[]
  /** All variants and cases under the filter, the omitted ones included. */
  readonly totalVariants: number
  readonly totalCases: number
  readonly omittedVariants: number
  readonly omittedCases: number
}

export interface CaseSort {
  readonly by: 'id' | 'start' | 'end' | 'events' | 'throughput'
  readonly descending: boolean
}
export interface Page {
  readonly limit: number
  /** From the page before; absent for the first. Opaque: the key of the last row. */
  readonly cursor?: string
}
export interface Cases {
  readonly id: readonly string[]
  readonly events: readonly number[]
  readonly start: readonly (number | null)[]
  readonly end: readonly (number | null)[]
  readonly throughput: readonly (number | null)[]
  readonly variant: readonly string[]
  /** One column a requested case attribute. */
  readonly attributes: { readonly [key: string]: readonly Value[] }
  readonly total: number
  /** Absent on the last page. */
  readonly next?: string
}
/** The entries of one case in order, with every event attribute that has a value in the case. */
export interface CaseDetail {
  readonly id: string
  readonly activity: readonly string[]
  readonly start: readonly (number | null)[]
  readonly complete: readonly (number | null)[]
  readonly eventAttributes: { readonly [key: string]: readonly Value[] }
  readonly caseAttributes: { readonly [key: string]: Value }
}

/** Frequencies of an attribute's values, by frequency descending, then by value. */
export interface Values {
  readonly value: readonly Value[]
  readonly frequency: readonly number[]
  readonly caseFrequency: readonly number[]
  /** Events (or cases) without a value. */
  readonly missing: number
  readonly distinct: number
  readonly omitted: number
}
/** counts[i] lies in [edges[i], edges[i+1]); the last bin includes its upper edge. */
export interface Histogram {
  readonly edges: readonly number[]
  readonly counts: readonly number[]
  readonly stats: Durations
  readonly missing: number
}
export type Measured =
  | { readonly of: CaseMeasure }
  | { readonly of: 'attribute'; readonly scope: 'event' | 'case'; readonly key: string }

export interface TimeSeries {
  /** Bin starts in epoch ms, in the calendar's time zone where there is one, else UTC. */
  readonly at: readonly number[]
  readonly value: readonly number[]
  readonly unit: 'hour' | 'day' | 'week' | 'month' | 'year'
}
export interface Pairs {
  readonly activities: readonly string[]
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** All pairs i < j of a case. */
  readonly frequency: readonly number[]
  readonly caseFrequency: readonly number[]
}
/** One row a resource, by frequency descending, then by name. */
export interface Resources {
  readonly resource: readonly string[]
  readonly frequency: readonly number[]
  readonly caseFrequency: readonly number[]
  readonly activities: readonly number[]
}
/** Directly following entries of a case done by two resources (or twice by one), with the time between. */
export interface Handovers {
  readonly resources: readonly string[]
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly frequency: readonly number[]
  readonly caseFrequency: readonly number[]
  readonly totalMs: readonly number[]
}
/** Per activity with n occurrences in a case, s of them directly behind itself: self-loops s, loops (n−1)−s, rework n−1; summed over cases. */
export interface Rework {
  readonly activity: readonly string[]
  readonly frequency: readonly number[]
  readonly selfLoops: readonly number[]
  readonly loops: readonly number[]
  readonly rework: readonly number[]
  /** Cases in which the activity occurs more than once. */
  readonly reworkCases: readonly number[]
  /** Cases with any rework. */
  readonly cases: number
  readonly totalCases: number
}
/** Throughput from one activity to another, one value a case where both exist in that order. */
export interface Throughput {
  readonly stats: Durations
  readonly histogram: Histogram
  readonly casesWithout: number
}
/** Whole cases in columns, in case order: for animation, dotted charts and algorithms that need times or data. */
export interface Traces {
  readonly activities: readonly string[]
  readonly id: readonly string[]
  readonly offsets: readonly number[]
  readonly symbols: readonly number[]
  readonly start: readonly (number | null)[]
  readonly complete: readonly (number | null)[]
  readonly attributes: { readonly [key: string]: readonly Value[] }
  readonly total: number
  readonly next?: string
}
/** The times of the pairs of one arc: complete of the first, start (or complete) of the second; for the performance spectrum. */
export interface Segments {
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly caseId: readonly string[]
  readonly total: number
}
/** A numeric attribute summed up per class, variant, arc target, or over all; text keys as in the question they belong to. */
export interface Measures {
  readonly key: readonly string[]
  readonly stats: readonly Durations[]
  /** Only for due dates: entries (cases) that were on time, and those that are decided. */
  readonly onTime?: readonly number[]
  readonly decided?: readonly number[]
}
/** What the data-quality analysis counts. */
export interface Quality {
  readonly events: number
  readonly ties: number
  readonly moved: number
  readonly withoutTime: number
  /** Per class: events, those whose time is midnight in UTC, those whose ms are 0. */
  readonly activity: readonly string[]
  readonly frequency: readonly number[]
  readonly midnight: readonly number[]
  /** Events equal to another of their case in class, times and every attribute. */
  readonly duplicates: number
  /** Events before 1971, or behind the reading of the log. */
  readonly implausibleTimes: number
  /** Entries that complete before they start. */
  readonly negativeDurations: number
  readonly missing: readonly {
    readonly key: string
    readonly scope: 'event' | 'case'
    readonly missing: number
    readonly of: number
  }[]
  readonly emptyCases: number
}

/**
 * The short list of questions. Every method is async and returns plain JSON; integers are equal between engines,
 * floats to 1e-9 relative. An engine opens a workspace of logs; questions name the log.
 * Doors and analyses only ever see what `engineFor` returns, so that the person gate stands before every answer.
 */
export interface Engine {
  logs(cancel?: Cancel): Promise<readonly { readonly id: string; readonly name: string }[]>
  describe(params: { readonly log: string }, cancel?: Cancel): Promise<LogDescription>
  size(ask: Ask, cancel?: Cancel): Promise<Size>
  summary(ask: Ask, cancel?: Cancel): Promise<Summary>
  activities(ask: Ask, cancel?: Cancel): Promise<Activities>
  /** `quantiles`: also median, p90 and standard deviation of times. */
  arcs(ask: Ask & { readonly quantiles?: boolean }, cancel?: Cancel): Promise<Arcs>
  variants(ask: Ask & { readonly limit?: number }, cancel?: Cancel): Promise<Variants>
  cases(
    ask: Ask & Page & { readonly sort?: CaseSort; readonly attributes?: readonly string[] },
    cancel?: Cancel,
  ): Promise<Cases>
  caseDetail(ask: Ask & { readonly id: string }, cancel?: Cancel): Promise<CaseDetail>
  values(
    ask: Ask & {
      readonly scope: 'event' | 'case'
      readonly key: string
      readonly limit?: number
      readonly search?: string
    },
    cancel?: Cancel,
  ): Promise<Values>
  histogram(ask: Ask & { readonly measured: Measured; readonly bins?: number }, cancel?: Cancel): Promise<Histogram>
  timeSeries(
    ask: Ask & { readonly of: 'events' | 'active-cases' | 'started-cases' | 'completed-cases'; readonly bins?: number },
    cancel?: Cancel,
  ): Promise<TimeSeries>
  eventuallyFollows(ask: Ask, cancel?: Cancel): Promise<Pairs>
  resources(ask: Ask & { readonly key?: string }, cancel?: Cancel): Promise<Resources>
  handovers(ask: Ask & { readonly key?: string }, cancel?: Cancel): Promise<Handovers>
  rework(ask: Ask, cancel?: Cancel): Promise<Rework>
  throughput(
    ask: Ask & {
      readonly from: string
      readonly to: string
      readonly fromWhich?: 'first' | 'last'
      readonly toWhich?: 'first' | 'last'
      readonly bins?: number
    },
    cancel?: Cancel,
  ): Promise<Throughput>
  traces(ask: Ask & Page & { readonly attributes?: readonly string[] }, cancel?: Cancel): Promise<Traces>
  segments(
    ask: Ask & { readonly from: string; readonly to: string; readonly limit?: number },
    cancel?: Cancel,
  ): Promise<Segments>
  /** How many cases are on the way from one activity to the next, over time: the mean number in each bin. */
  load(
    ask: Ask & { readonly from: string; readonly to: string; readonly bins?: number },
    cancel?: Cancel,
  ): Promise<TimeSeries>
  measures(
    ask: Ask & {
      readonly scope: 'event' | 'case'
      readonly key: string
      readonly per: 'all' | 'activity' | 'variant' | 'case'
    },
    cancel?: Cancel,
  ): Promise<Measures>
  quality(ask: Ask, cancel?: Cancel): Promise<Quality>
}

/** Every question by name, for doors that pass them on (HTTP, workers). */
export const questions = [
  'logs',
  'describe',
  'size',
  'summary',
  'activities',
  'arcs',
  'variants',
  'cases',
  'caseDetail',
  'values',
  'histogram',
  'timeSeries',
  'eventuallyFollows',
  'resources',
  'handovers',
  'rework',
  'throughput',
  'traces',
  'segments',
  'load',
  'measures',
  'quality',
] as const satisfies readonly (keyof Engine)[]
export type Question = (typeof questions)[number]
