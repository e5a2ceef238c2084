import type { Cancel } from '../base/platform.ts'
import type { Calendar } from './calendar.ts'
import type { AttributeType, Meaning, Personal, Value } from './column.ts'
import type { Classifier, OrderReport } from './event-log.ts'
import type { CaseMeasure, Filter } from './filter.ts'
import type { Problem } from './problems.ts'

/*
 * What every engine means (the contract suite holds them to it; naive.fixture.ts is this text as code).
 *
 * Rows and entries. A row is one event as read. The filter keeps a set of cases and a mask of rows. The entries of a
 * case are what the view's level makes of its rows: at level `event` every row; at level `instance` every row whose
 * lifecycle:transition is `complete` (in any letter case) or missing, ordered by complete (missing: as the row before),
 * then start (missing first), then row. An entry has a start where the log has a start column (its value), or, at level
 * `instance` of a log without such a column, where pairing found one; filters never undo a pairing. Questions count
 * entries, but these count rows: `events` everywhere, the span of a case, `values` and `histogram` of event
 * attributes, time series, `quality`, and the clauses event-attribute, time and every `keep`.
 *
 * Pairing (only without a start column): per case, `concept:name` and `concept:instance` (missing: one queue of its own),
 * rows in order: a lifecycle `start` (any letter case) queues, a `complete` (or missing lifecycle) takes the oldest queued.
 *
 * Class: the values of the classifier's keys joined by `+`; a missing value is an empty text, a date is printed as
 * ISO 8601 UTC with ms, numbers and booleans as JSON. A resource and any other value used as text is printed the same way.
 * Span of a case: from the earliest to the latest time of its rows, starts included. Throughput: the span's length.
 * Wait of entries a, b that follow directly: from complete(a) to start(b), or to complete(b) where b has no start; none
 * where complete(a) or complete(b) is missing. Overlap: b started before a completed, by the clock. Service: from start to
 * complete. All three are signed, and every duration is W(to) − W(from) under the view's calendar. Case measures: `service`
 * is the sum over entries with start and complete (missing where there is none), `waiting` the sum of the waits
 * (0 where there is none, missing where no entry has a complete), `events` the number of rows.
 *
 * Text keys name what the log may not hold: an unknown log or case is a RequestError `not-found`; an unknown attribute,
 * a broken cursor, time zone, limit (>= 1) or clause a `bad-request`; an unknown class or value just never occurs.
 * Lists of classes or resources that rows index (`activities`, `resources`) are in text order and hold what occurs under the
 * filter. No limit means all rows. Ties of an order are broken by the text (code points), missing values stand last.
 */

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
  /**
   * Which attribute tells cases apart; null: the log's own cases. (Object types of an object-centric log come here.)
   * An attribute of events, else of cases: each of its values, as text (numbers and booleans as JSON, dates as epoch ms), is a case, by first appearance; events
   * without one leave. Events of a case stand by time (missing: as the event before in the former case), then as they stood; nothing counts
   * as moved. The former case becomes the event attribute `case:concept:name`; an attribute of cases stays one where it is the same
   * throughout every new case, else it is one of events (`case:` before its key where events have that key).
   */
  readonly caseNotion: string | null
}
export const defaultView: View = { classifier: ['concept:name'], level: 'event', calendar: null, caseNotion: null }

/** What a question is about: a log of the workspace, seen through a view, under a filter. */
export interface Ask {
  readonly log: string
  readonly view: View
  readonly filter: Filter
}

/** Event attributes first (`concept:name` and times included), then case attributes, each by key. */
export interface AttributeDescription {
  readonly key: string
  readonly scope: 'event' | 'case'
  readonly type: AttributeType
  readonly personal: Personal
  readonly meaning: Meaning | null
  /** Distinct values of text attributes; null for others, and where the person gate holds a small number of people back. */
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
  /** Whether durations of activities are known: from a start column, from paired start events (at least one), or not at all. */
  readonly starts: 'column' | 'paired' | 'none'
  /** null where the log has a start column, or no lifecycle:transition. */
  readonly pairing: Pairing | null
  /** `instance` where at least 1 % of the events are completes that were paired with a start. */
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
  /** Events as read; under another case notion some may belong to no case. */
  readonly totalEvents: number
  /** Cases that left at an event clause because no event of theirs was left (cases that had none before included). */
  readonly emptied: number
}

export interface Summary extends Size {
  /** Entries under the view: events, or activity instances. */
  readonly entries: number
  /** Distinct `concept:name` of entries. */
  readonly activities: number
  /** Distinct classes under the view's classifier. */
  readonly classes: number
  readonly variants: number
  /** Distinct values of the resource attribute among entries; null where the log has none, or the person gate holds a small number back. */
  readonly resources: number | null
  /** First and last time of an event (starts included), epoch ms; null where no event has a time. */
  readonly start: number | null
  readonly end: number | null
  /** First to last event of each case, under the view's calendar. Cases without a time are left out. */
  readonly throughput: Durations
  readonly eventsPerCase: Durations
}

/**
 * Columns of equal length, one row a class, by frequency descending, then by text. `startFrequency`/`endFrequency`: cases whose
 * first/last entry is of the class; `maxRepetitions`: most occurrences in one case.
 */
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
  /** waiting: start(b) − complete(a); between-completions: complete(b) − complete(a), where no entry of the log has a start under the view. */
  readonly timeMeaning: 'waiting' | 'between-completions'
  /** null for arcs from the start and to the end, and where no pair has times. median, p90 and standardDeviation are null unless asked for. */
  readonly time: readonly (Durations | null)[]
  /** Pairs whose second started before the first completed (negative waits). */
  readonly overlaps: readonly number[]
}
export const FROM_START = -1
export const TO_END = -2

export interface Variant {
  /** Stable under every filter: FNV-1a (64 bits, 16 hex digits) over the class texts in UTF-8, the byte FF behind each. */
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
  /** Ties by id, ascending; cases without the value last either way. Default: by id, ascending. */
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
/** The entries of one case in order, with every event attribute (but `concept:name` and times) and case attribute that has a value in the case. */
export interface CaseDetail {
  readonly id: string
  readonly activity: readonly string[]
  readonly start: readonly (number | null)[]
  readonly complete: readonly (number | null)[]
  readonly eventAttributes: { readonly [key: string]: readonly Value[] }
  readonly caseAttributes: { readonly [key: string]: Value }
  /** Attributes about people that the person gate left out, by key. Absent: none. */
  readonly withheld?: readonly string[]
}

/**
 * Frequencies of an attribute's values, by frequency descending, then by value (numbers by size, false before true).
 * `search` keeps values whose text contains it, letter case ignored; `distinct` counts those, `missing` does not heed it.
 */
export interface Values {
  readonly value: readonly Value[]
  readonly frequency: readonly number[]
  readonly caseFrequency: readonly number[]
  /** Events (or cases) without a value. */
  readonly missing: number
  readonly distinct: number
  readonly omitted: number
  /** Rows that the person gate holds back because they are about too few people; counted in `omitted` too. Absent: none. */
  readonly suppressed?: number
}
/**
 * counts[i] lies in [edges[i], edges[i+1]); the last bin includes its upper edge. `bins` (20) bins of equal width:
 * edges[i] = min + (max − min) · i / bins. One bin [v, v] where all values are equal, no edge and no bin where there is none.
 * An attribute must be int, float or date.
 */
export interface Histogram {
  readonly edges: readonly number[]
  readonly counts: readonly number[]
  readonly stats: Durations
  readonly missing: number
}
export type Measured =
  | { readonly of: CaseMeasure }
  | { readonly of: 'attribute'; readonly scope: 'event' | 'case'; readonly key: string }

/**
 * The finest unit that needs at most `bins` (100) bins from the first to the last time under the filter, else `year`; no gaps,
 * weeks from Monday, hours of 60 minutes on from the first full local hour. events: rows by complete; started, completed: cases whose span begins, ends in the bin;
 * active: cases whose span meets the bin; load: the time that pairs of the arc spend between complete(a) and start(b), by
 * the clock, divided by the bin's length. Nothing with a time: no bins, unit `day`.
 */
export interface TimeSeries {
  /** Bin starts in epoch ms, in the calendar's time zone where there is one, else UTC. */
  readonly at: readonly number[]
  readonly value: readonly number[]
  readonly unit: 'hour' | 'day' | 'week' | 'month' | 'year'
}
/** Entries i < j of a case, by frequency descending, then from, then to. */
export interface Pairs {
  readonly activities: readonly string[]
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** All pairs i < j of a case. */
  readonly frequency: readonly number[]
  readonly caseFrequency: readonly number[]
}
/** One row a resource, by frequency descending, then by name. `activities`: distinct classes. Entries without a resource are left out. A log without resources must be asked with a `key`. */
export interface Resources {
  readonly resource: readonly string[]
  readonly frequency: readonly number[]
  readonly caseFrequency: readonly number[]
  readonly activities: readonly number[]
  /** Rows that the person gate holds back because they are about too few people. Absent: none. */
  readonly suppressed?: number
}
/** Directly following entries of a case done by two resources (or twice by one), with the sum of their waits; by frequency descending, then from, then to. */
export interface Handovers {
  readonly resources: readonly string[]
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly frequency: readonly number[]
  readonly caseFrequency: readonly number[]
  readonly totalMs: readonly number[]
  /** Rows that the person gate holds back because they are about too few people. Absent: none. */
  readonly suppressed?: number
}
/** By frequency descending, then by text. Per activity with n occurrences in a case, s of them directly behind itself: self-loops s, loops (n−1)−s, rework n−1; summed over cases. */
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
/**
 * From complete of the first (default) or last entry of `from` in the case to complete of the first (default) or last
 * entry of `to` behind it. casesWithout: cases without such a pair, or without its times.
 */
export interface Throughput {
  readonly stats: Durations
  readonly histogram: Histogram
  readonly casesWithout: number
}
/** Whole cases in columns, in the log's case order (attributes are those of events, one value an entry): for animation, dotted charts and algorithms that need times or data. */
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
/** The times of the pairs of one arc that have both: complete of the first, start (or complete) of the second; by from, then to, then case id; for the performance spectrum. */
export interface Segments {
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly caseId: readonly string[]
  readonly total: number
}
/**
 * An int, float or date attribute summed up per class, variant (id), case (id) or over all (one row, key ``), by key. Event scope: one
 * value an entry; case scope: one value a case (per class: of the cases that contain it).
 */
export interface Measures {
  readonly key: readonly string[]
  readonly stats: readonly Durations[]
  /** Only for due dates: entries (cases) whose complete (end of the span) is not after the due date, and those that have both. */
  readonly onTime?: readonly number[]
  readonly decided?: readonly number[]
}
/** What the data-quality analysis counts, over rows. ties: same ms as the row before in the case; moved: an event of the case earlier in the input has a later ms. */
export interface Quality {
  readonly events: number
  readonly ties: number
  readonly moved: number
  readonly withoutTime: number
  /** Per class, in text order: events, and those whose complete is midnight in UTC. */
  readonly activity: readonly string[]
  readonly frequency: readonly number[]
  readonly midnight: readonly number[]
  /** Events equal to an earlier one of their case in class, times and every attribute. */
  readonly duplicates: number
  /** Events that completed before 1971, or after the moment the engine was opened. */
  readonly implausibleTimes: number
  /** Entries that complete before they start. */
  readonly negativeDurations: number
  /** Attributes (as in `describe`, but times) that some event or case has no value of; events first, then by key. */
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
