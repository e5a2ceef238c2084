import type { Value } from './column.ts'

/**
 * Which cases and events count: an ordered list of clauses, each applied to the log that the one before left
 * (semantics 10). Plain JSON: a URL, a selection on the map, a WHERE, a saved view, a finding's evidence.
 *
 * Case clauses keep whole cases. Event clauses (`keep`, `trim`, `crop`) drop events; cases that become empty leave.
 * Ranges are half-open [from, to), either end may be absent. Activities are classes under the view's classifier.
 * A missing value matches nothing but `missing`.
 */
export type Filter = readonly Clause[]

interface ClauseBase {
  /** The complement: of a case clause the other cases, of an event clause the other events. */
  readonly not?: boolean
  /** Switched off: the clause stays in the stack and does nothing. */
  readonly off?: boolean
  /** A name given by a person. */
  readonly label?: string
}

/** What to match in an attribute: any of the values, or a range of numbers, or that there is no value (what is given is joined by or); nothing given: any value. */
export interface ValueMatch {
  readonly values?: readonly Value[]
  readonly from?: number
  readonly to?: number
  readonly missing?: boolean
}

/** mandatory: cases with at least one such entry (event-attribute: event); forbidden: cases with none; keep: only such events (event clause). */
export type EventMode = 'mandatory' | 'forbidden' | 'keep'

export interface ActivityClause extends ClauseBase {
  readonly kind: 'activity'
  readonly activities: readonly string[]
  readonly mode: EventMode
}
export interface EventAttributeClause extends ClauseBase, ValueMatch {
  readonly kind: 'event-attribute'
  readonly key: string
  readonly mode: EventMode
}
export interface CaseAttributeClause extends ClauseBase, ValueMatch {
  readonly kind: 'case-attribute'
  readonly key: string
}
export interface CasesClause extends ClauseBase {
  readonly kind: 'cases'
  readonly ids: readonly string[]
}
/**
 * The first and last times are those of the case's span, starts included. contained: all events in [from, to); intersecting: the case's span [first, last] meets it; started, completed: its
 * first or last event lies in it; trim: only the events in it (event clause). Epoch ms. Events without a time are
 * ignored by the case modes (a case with no time at all never matches) and dropped by trim, which goes by complete.
 */
export interface TimeClause extends ClauseBase {
  readonly kind: 'time'
  readonly mode: 'contained' | 'intersecting' | 'started' | 'completed' | 'trim'
  readonly from?: number
  readonly to?: number
}
/** Cases that follow one of these variants, by their stable ids (`variantId`). */
export interface VariantClause extends ClauseBase {
  readonly kind: 'variant'
  readonly ids: readonly string[]
}
/** Cases whose variant is followed by [from, to) cases of the incoming log. */
export interface VariantFrequencyClause extends ClauseBase {
  readonly kind: 'variant-frequency'
  readonly from?: number
  readonly to?: number
}
/** The most common variants (ties by sequence) that together cover at least this share of the incoming cases (0..1), the last one whole. */
export interface VariantCoverageClause extends ClauseBase {
  readonly kind: 'variant-coverage'
  readonly share: number
}
/** throughput: first to last event; service: sum of start to complete; waiting: sum of waits between; in ms under the view's calendar. events: a number. */
export type CaseMeasure = 'throughput' | 'service' | 'waiting' | 'events'
export interface PerformanceClause extends ClauseBase {
  readonly kind: 'performance'
  readonly measure: CaseMeasure
  readonly from?: number
  readonly to?: number
}
/**
 * Cases that start with one of `start` and end with one of `end` (absent = any).
 * discard: the others leave. longest: cut each case to the stretch from its first `start` to its last `end` after it;
 * first: to the first `end` at or after the first `start` (event clauses; a case without such a stretch leaves).
 * An end may be its start. An empty case has neither end point. Cuts go by entries; events that are no entry stay where their row lies between
 * those of the stretch.
 */
export interface EndpointsClause extends ClauseBase {
  readonly kind: 'endpoints'
  readonly start?: readonly string[]
  readonly end?: readonly string[]
  readonly mode: 'discard' | 'longest' | 'first'
}
/**
 * Cases with a pair of events (i, j): directly: j = i + 1; eventually: j > i; parallel: their intervals
 * [start, complete) overlap. `same` / `different`: both have a value of this attribute, and it is (not) the same.
 * minMs / maxMs: complete(i) to complete(j), signed, in [minMs, maxMs), under the view's calendar. `not` makes "never".
 * parallel: max(start) < min(complete), i and j two entries in any order; an entry without a start has no interval.
 */
export interface FollowsClause extends ClauseBase {
  readonly kind: 'follows'
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly relation: 'directly' | 'eventually' | 'parallel'
  readonly same?: string
  readonly different?: string
  readonly minMs?: number
  readonly maxMs?: number
}
/** Cases in which one activity (absent = any single one) repeats at least `atLeast` times: directly (self-loops), apart (loops), or both (rework). */
export interface ReworkClause extends ClauseBase {
  readonly kind: 'rework'
  readonly activity?: string
  readonly of: 'self-loops' | 'loops' | 'rework'
  readonly atLeast: number
}
/** Cut each case to the events from the first (or last) of `from` to the first (or last) of `to` behind it (not at it), both included; default first (event clause). */
export interface CropClause extends ClauseBase {
  readonly kind: 'crop'
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly fromWhich?: 'first' | 'last'
  readonly toWhich?: 'first' | 'last'
}
/** Cases in which one value of `key` (a person, a team) did both activities, in two entries in any order. */
export interface ConflictClause extends ClauseBase {
  readonly kind: 'conflict'
  readonly first: readonly string[]
  readonly second: readonly string[]
  readonly key: string
}

export type Clause =
  | ActivityClause
  | EventAttributeClause
  | CaseAttributeClause
  | CasesClause
  | TimeClause
  | VariantClause
  | VariantFrequencyClause
  | VariantCoverageClause
  | PerformanceClause
  | EndpointsClause
  | FollowsClause
  | ReworkClause
  | CropClause
  | ConflictClause

export const clauseKinds = [
  'activity',
  'event-attribute',
  'case-attribute',
  'cases',
  'time',
  'variant',
  'variant-frequency',
  'variant-coverage',
  'performance',
  'endpoints',
  'follows',
  'rework',
  'crop',
  'conflict',
] as const satisfies readonly Clause['kind'][]

/** Whether the clause drops events rather than cases. */
export function isEventClause(clause: Clause): boolean {
  switch (clause.kind) {
    case 'activity':
    case 'event-attribute':
      return clause.mode === 'keep'
    case 'time':
      return clause.mode === 'trim'
    case 'endpoints':
      return clause.mode !== 'discard'
    case 'crop':
      return true
    default:
      return false
  }
}
