import type { Dictionary } from '../base/dictionary.ts'
import type { AttributeNode, AttributeType, Column, NestedAttributes, TextColumn, Value } from './column.ts'

export const CASE_ID = 'concept:name'
export const ACTIVITY = 'concept:name'
export const TIMESTAMP = 'time:timestamp'
export const START_TIMESTAMP = 'start_timestamp'
export const LIFECYCLE = 'lifecycle:transition'
export const RESOURCE = 'org:resource'
export const INSTANCE = 'concept:instance'

/** A named way to tell classes of events apart: the values of these event attributes, joined by `+`. */
export interface Classifier {
  readonly name: string
  readonly keys: readonly string[]
}
export interface Extension {
  readonly name: string
  readonly prefix: string
  readonly uri: string
}
/** A default that XES declares for an attribute of every case or event. */
export interface GlobalAttribute {
  readonly scope: 'trace' | 'event'
  readonly key: string
  readonly type: AttributeType
  readonly value: Value
}

/**
 * An event log in columns. Rows are events, ordered by case, then time, then input order; a row is one event as read.
 * Case c holds the rows caseOffsets[c]..caseOffsets[c+1]. Cases stand in the order of their first appearance.
 * Immutable: an array is written only by the function that made it.
 */
export interface EventLog {
  readonly name: string
  readonly caseCount: number
  readonly eventCount: number
  /** Text of case c is caseIds.text(c). */
  readonly caseIds: Dictionary
  readonly caseOffsets: Int32Array
  /** `concept:name` of every event, -1 where missing. Never sparse. */
  readonly activity: TextColumn
  /** Epoch ms when the event (or, in an interval log, its activity) completed; NaN where missing. */
  readonly complete: Float64Array
  /** Epoch ms when the activity started, for logs with start and complete in one row; null where the log has none. */
  readonly start: Float64Array | null
  /** Position in the input, 0..n-1; null where rows stand in input order. */
  readonly ordinal: Int32Array | null
  /** Event attributes but activity, complete and start, by key. */
  readonly eventAttributes: ReadonlyMap<string, Column>
  /** Case attributes but the case id, by key; row c belongs to case c. */
  readonly caseAttributes: ReadonlyMap<string, Column>
  readonly nestedOfEvents: NestedAttributes
  readonly nestedOfCases: NestedAttributes
  /** Log-level attributes: a tree, never columns. */
  readonly attributes: readonly AttributeNode[]
  readonly classifiers: readonly Classifier[]
  readonly extensions: readonly Extension[]
  readonly globals: readonly GlobalAttribute[]
  /** Key of the event attribute that says who or what performed; null where there is none. */
  readonly resourceKey: string | null
  readonly order: OrderReport
}

/** What sorting did, never silent. */
export interface OrderReport {
  /** Events that stood, in their case, behind an event with a later time, and were moved. */
  readonly moved: number
  /** Events whose time equals that of the event before them in their case. */
  readonly ties: number
  /** Events without a time: they keep their place behind the event before them. */
  readonly withoutTime: number
}

/** The event attribute `key`, the standard ones included; undefined where the log has none of that name. */
export function eventColumn(log: EventLog, key: string): Column | undefined {
  if (key === ACTIVITY) return log.activity
  if (key === TIMESTAMP) return dateColumn(TIMESTAMP, log.complete)
  if (key === START_TIMESTAMP && log.start) return dateColumn(START_TIMESTAMP, log.start)
  return log.eventAttributes.get(key)
}

const dateColumn = (key: string, values: Float64Array): Column => ({
  key,
  type: 'date',
  personal: 'none',
  meaning: null,
  rows: null,
  values,
})
