import { type Column, type Value, valueAt } from '../../log/column.ts'
import type { ObjectLog } from '../../log/object-log.ts'

/** One relation of an event or object, named. */
export interface NamedRelation {
  readonly object: string
  readonly qualifier: string
}

/** The objects of an event with their qualifiers. */
export const relationsOfEvent = (log: ObjectLog, event: number): NamedRelation[] =>
  named(log, log.objectsOfEvents, event)
/** The targets of an object with their qualifiers. */
export const relationsOfObject = (log: ObjectLog, object: number): NamedRelation[] =>
  named(log, log.targetsOfObjects, object)

function named(
  log: ObjectLog,
  { offsets, others, qualifiers }: ObjectLog['objectsOfEvents'],
  row: number,
): NamedRelation[] {
  return Array.from({ length: offsets[row + 1]! - offsets[row]! }, (_, i) => ({
    object: log.objectIds.text(others[offsets[row]! + i]!),
    qualifier: log.qualifiers.text(qualifiers[offsets[row]! + i]!),
  }))
}

/** A value with its attribute's column; events have no time of their values. */
export interface NamedValue {
  readonly column: Column
  readonly value: Value
  readonly time: number
}

/** Gives the attribute values of events, which must be asked for in ascending order. */
export function eventValues(log: ObjectLog): (event: number) => NamedValue[] {
  const types = log.eventTypes.map(type =>
    type.attributes.map(column => ({ column: { ...column, rows: null }, rows: column.rows!, next: 0 })),
  )
  return event => {
    const found: NamedValue[] = []
    for (const cursor of types[log.eventType[event]!]!) {
      if (cursor.rows[cursor.next] !== event) continue
      const value = valueAt(cursor.column, cursor.next++)
      if (value !== null) found.push({ column: cursor.column, value, time: 0 })
    }
    return found
  }
}

/** Gives the attribute values of objects with their times, which must be asked for in ascending order. */
export function objectValues(log: ObjectLog): (object: number) => NamedValue[] {
  const types = log.objectTypes.map(type => type.attributes.map(attribute => ({ attribute, next: 0 })))
  return object => {
    const found: NamedValue[] = []
    for (const cursor of types[log.objectType[object]!]!) {
      const { objects, times, values } = cursor.attribute
      for (; objects[cursor.next] === object; cursor.next++) {
        const value = valueAt(values, cursor.next)
        if (value !== null) found.push({ column: values, value, time: times[cursor.next]! })
      }
    }
    return found
  }
}
