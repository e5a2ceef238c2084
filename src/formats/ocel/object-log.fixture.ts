import fc from 'fast-check'
import type { AttributeType, Value } from '../../log/column.ts'
import type { ObjectLog } from '../../log/object-log.ts'
import { ObjectLogBuilder } from '../../log/object-log-builder.ts'
import { Problems } from '../../log/problems.ts'
import { eventValues, objectValues, relationsOfEvent, relationsOfObject } from './walk.ts'

/** Everything an object log says, as plain values. `sorted`: types, events and objects by name, for logs of other tools. */
export function plainObjectLog(log: ObjectLog, sorted = false) {
  const ofEvent = eventValues(log)
  const ofObject = objectValues(log)
  const by = <T>(list: T[], key: (item: T) => string): T[] =>
    sorted ? list.sort((a, b) => (key(a) < key(b) ? -1 : 1)) : list
  const relations = (list: readonly { object: string; qualifier: string }[]) =>
    list.map(r => `${r.object} ${r.qualifier}`).sort()
  const types = (list: readonly { name: string; columns: readonly { key: string; type: AttributeType }[] }[]) =>
    by(
      list.map(t => ({
        name: t.name,
        attributes: by(
          t.columns.map(c => `${c.key}: ${c.type}`),
          x => x,
        ),
      })),
      t => t.name,
    )
  return {
    eventTypes: types(log.eventTypes.map(t => ({ name: t.name, columns: t.attributes }))),
    objectTypes: types(log.objectTypes.map(t => ({ name: t.name, columns: t.attributes.map(a => a.values) }))),
    events: by(
      Array.from({ length: log.eventCount }, (_, e) => ({
        id: log.eventIds.text(e),
        type: log.eventTypes[log.eventType[e]!]!.name,
        time: log.eventTime[e]!,
        values: ofEvent(e).map(v => [v.column.key, v.value] as const),
        objects: relations(relationsOfEvent(log, e)),
      })),
      e => e.id,
    ),
    objects: by(
      Array.from({ length: log.objectCount }, (_, o) => ({
        id: log.objectIds.text(o),
        type: log.objectTypes[log.objectType[o]!]!.name,
        values: ofObject(o).map(v => [v.column.key, v.time, v.value] as const),
        targets: relations(relationsOfObject(log, o)),
      })),
      o => o.id,
    ),
  }
}

const types: readonly AttributeType[] = ['string', 'int', 'float', 'date', 'boolean']
const time = fc.integer({ min: -8.64e12, max: 8.64e12 })
const plainText = fc.string({
  unit: fc.constantFrom(
    'a',
    'B',
    '7',
    ' ',
    "'",
    '"',
    '\\',
    ',',
    ';',
    '&',
    '<',
    '>',
    ']',
    '[',
    '\n',
    '\t',
    '\r',
    'é',
    '日',
    '😀',
    '=',
  ),
  minLength: 1,
  maxLength: 6,
})
/** Names that SQLite does not take for the same. */
const keys = ['colour', 'amount due', 'ratio', 'päid at', 'open?']

const valuesOf = (type: AttributeType): fc.Arbitrary<Value> => {
  if (type === 'string') return plainText
  if (type === 'int') return fc.maxSafeInteger()
  // SQLite has no -0
  const double = fc.double({ noNaN: true }).map(value => (value === 0 ? 0 : value))
  if (type === 'float') return fc.oneof(double, fc.constantFrom(Infinity, -Infinity, 5))
  return type === 'date' ? time : fc.boolean()
}
const entry = fc.nat(4).chain(i => fc.tuple(fc.constant(i), valuesOf(types[i]!)))

export interface RandomObjectLog {
  readonly events: readonly {
    type: number
    time: number | null
    values: readonly (readonly [number, Value])[]
    objects: readonly (readonly [number, string])[]
  }[]
  readonly objects: readonly {
    type: number
    values: readonly (readonly [number, number, Value])[]
    targets: readonly (readonly [number, string])[]
  }[]
  readonly ids: readonly string[]
}
const relation = fc.tuple(fc.nat(5), fc.constantFrom('', 'buyer', 'a & b'))

/** Random object logs: all types of values, changes over time, qualifiers, objects without events and the reverse. */
export const randomObjectLog: fc.Arbitrary<RandomObjectLog> = fc.record({
  events: fc.array(
    fc.record({
      type: fc.nat(2),
      time: fc.option(fc.oneof(time, fc.nat(3)), { freq: 8 }),
      values: fc.uniqueArray(entry, { selector: ([i]) => i, maxLength: 4 }),
      objects: fc.array(relation, { maxLength: 4 }),
    }),
    { maxLength: 8 },
  ),
  objects: fc.array(
    fc.record({
      type: fc.nat(2),
      values: fc.uniqueArray(
        fc.tuple(entry, fc.constantFrom(0, 0, 5, 1_700_000_000_000)).map(([[i, v], t]) => [i, t, v] as const),
        { selector: ([i, t]) => `${i} ${t}`, maxLength: 5 },
      ),
      targets: fc.array(relation, { maxLength: 3 }),
    }),
    { maxLength: 6 },
  ),
  ids: fc.uniqueArray(plainText, { minLength: 6, maxLength: 6 }),
})

const eventTypes = ['place order', 'Pay & <go>', 'place-order']
const objectTypes = ['orders', 'Items', 'it ems']

/** Build it. Each type declares all attributes, so that all formats of OCEL 2.0 hold it whole. */
export function buildObjectLog({ events, objects, ids }: RandomObjectLog, problems = new Problems()): ObjectLog {
  const builder = new ObjectLogBuilder(problems, { strict: true })
  for (const type of objectTypes) builder.declareObjectType(type)
  for (const type of eventTypes) builder.declareEventType(type)
  for (const [i, key] of keys.entries()) {
    for (const type of objectTypes) builder.declareObjectAttribute(type, key, types[i]!)
    for (const type of eventTypes) builder.declareEventAttribute(type, key, types[i]!)
  }
  for (const [o, object] of objects.entries()) {
    const row = builder.object(ids[o]!, objectTypes[object.type]!)
    for (const [i, from, value] of object.values) builder.objectAttribute(row, keys[i]!, from, value, types[i]!)
    for (const [target, qualifier] of object.targets)
      if (target < objects.length) builder.relateObject(row, ids[target]!, qualifier)
  }
  for (const [e, event] of events.entries()) {
    const row = builder.event(`event ${e} ${ids[0]}`, eventTypes[event.type]!, event.time ?? Number.NaN)
    for (const [i, value] of event.values) builder.eventAttribute(row, keys[i]!, value, types[i]!)
    for (const [object, qualifier] of event.objects)
      if (object < objects.length) builder.relateEvent(row, ids[object]!, qualifier)
  }
  return builder.finish('random')
}
