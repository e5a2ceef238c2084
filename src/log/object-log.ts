import type { Dictionary } from '../base/dictionary.ts'
import type { Column } from './column.ts'
import type { OrderReport } from './event-log.ts'

/**
 * An object-centric event log: all of OCEL 2.0 (Berti et al. 2023, "OCEL 2.0 Specification"). Events and objects are
 * rows; the text of an event's id is `eventIds.text(row)`, of an object's `objectIds.text(row)`. Events stand in the
 * order of their times, ties in input order; an event without a time stands behind the one before it in the input.
 * Objects stand in input order. Immutable.
 */
export interface ObjectLog {
  readonly name: string
  readonly eventCount: number
  readonly objectCount: number
  readonly eventTypes: readonly EventType[]
  readonly objectTypes: readonly ObjectType[]
  readonly eventIds: Dictionary
  readonly objectIds: Dictionary
  /** Index into `eventTypes`, by event. */
  readonly eventType: Uint32Array
  /** Index into `objectTypes`, by object. */
  readonly objectType: Uint32Array
  /** Epoch ms by event; NaN where missing. */
  readonly eventTime: Float64Array
  /** Position in the input, by event; null where events stand in input order. */
  readonly ordinal: Int32Array | null
  /** The texts of qualifiers; the first is the empty one of relations without a qualifier. */
  readonly qualifiers: Dictionary
  /** E2O by event and, the same relations, by object. */
  readonly objectsOfEvents: Relations
  readonly eventsOfObjects: Relations
  /** O2O by source and, the same relations, by target. */
  readonly targetsOfObjects: Relations
  readonly sourcesOfObjects: Relations
  /** moved and ties over the whole log, which has no cases. */
  readonly order: OrderReport
}

/**
 * Adjacency by rows: row r has `others[offsets[r]..offsets[r+1])`, ascending by row, then by qualifier, each pair of
 * other and qualifier once. The same two may be related several times by different qualifiers.
 */
export interface Relations {
  readonly offsets: Uint32Array
  readonly others: Uint32Array
  /** Codes into `ObjectLog.qualifiers`, beside `others`. */
  readonly qualifiers: Uint32Array
}

export interface EventType {
  readonly name: string
  /** Sparse columns: `rows` are events of this type, ascending. */
  readonly attributes: readonly Column[]
}
export interface ObjectType {
  readonly name: string
  readonly attributes: readonly ChangingAttribute[]
}

/** An attribute of objects with all its values over time: entry i says that `objects[i]` has the value i from `times[i]` on. */
export interface ChangingAttribute {
  /** Dense: one value an entry. Its key is the attribute's name. */
  readonly values: Column
  /** Objects of the type, ascending. */
  readonly objects: Int32Array
  /** Epoch ms, ascending for each object; OCEL gives 0 (1970-01-01) to values that hold from the beginning. */
  readonly times: Float64Array
}

/** Number of relations of any kind. */
export const relationCount = (relations: Relations): number => relations.others.length

/** Entry of the value that `object` has at `time`: its last one not after it; -1 where it has none yet. O(log n). */
export function entryAt({ objects, times }: ChangingAttribute, object: number, time: number): number {
  let low = 0
  let high = objects.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (objects[middle]! < object || (objects[middle] === object && times[middle]! <= time)) low = middle + 1
    else high = middle
  }
  return low > 0 && objects[low - 1] === object ? low - 1 : -1
}

/** How many objects each type has. */
export function objectFrequencies(log: ObjectLog): Float64Array {
  const counts = new Float64Array(log.objectTypes.length)
  for (const type of log.objectType) counts[type]!++
  return counts
}
