import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { valueAt } from '../column.ts'
import { eventIdentities, identityText } from '../identity.ts'
import type { ObjectLog } from '../object-log.ts'
import { ObjectLogBuilder } from '../object-log-builder.ts'
import { Problems } from '../problems.ts'
import { commonestObjectType, flatten, OCEL_EVENT_ID } from './flatten.ts'

/** `event activity: object object`, a line an event, a minute apart; an object's type is its first letter. */
function objectLog(...lines: readonly string[]): ObjectLog {
  const builder = new ObjectLogBuilder(new Problems(), { strict: false })
  for (const [i, line] of lines.entries()) {
    const [head, objects] = line.split(':') as [string, string]
    const [id, activity] = head.split(' ') as [string, string]
    const event = builder.event(id, activity, i * 60_000)
    for (const object of objects.split(' ').filter(Boolean)) {
      if (!builder.isDefined(builder.objectRow(object))) builder.object(object, object[0]!)
      builder.relateEvent(event, object, '')
    }
  }
  return builder.finish('orders')
}

/** `case: activity activity | ...` */
const printed = (log: ObjectLog, type: string): string => {
  const flat = flatten(log, type).log
  return Array.from({ length: flat.caseCount }, (_, c) => {
    const rows = Array.from(
      { length: flat.caseOffsets[c + 1]! - flat.caseOffsets[c]! },
      (_, i) => flat.caseOffsets[c]! + i,
    )
    return `${flat.caseIds.text(c)}: ${rows.map(row => valueAt(flat.activity, row)).join(' ')}`
  }).join(' | ')
}

// An order of two items that are packed one by one, and a delivery of both orders' items.
const example = () =>
  objectLog(
    '1 place: o1 i1 i2',
    '2 pack: o1 i1',
    '3 pack: o1 i2',
    '4 place: o2 i3',
    '5 deliver: d1 i1 i2 i3',
    '6 audit:',
  )

describe('flattening', () => {
  test('makes a case of each object, with all its events in order', () => {
    expect(printed(example(), 'o')).toBe('o1: place pack pack | o2: place')
    expect(printed(example(), 'i')).toBe('i1: place pack deliver | i2: place pack deliver | i3: place deliver')
    expect(printed(example(), 'd')).toBe('d1: deliver')
  })

  test('reports convergence, divergence and deficiency as numbers', () => {
    expect(flatten(example(), 'o').report).toEqual({
      objectType: 'o',
      cases: 2,
      objectsWithoutEvents: 0,
      events: 4,
      sourceEvents: 4,
      convergentEvents: 0,
      divergentCases: 1,
      divergence: [{ eventType: 'pack', cases: 1 }],
      deficientEvents: 2,
      deficiency: [
        { eventType: 'deliver', events: 1 },
        { eventType: 'audit', events: 1 },
      ],
      changingAttributes: [],
    })
    expect(flatten(example(), 'i').report).toMatchObject({
      events: 8,
      sourceEvents: 5,
      convergentEvents: 2,
      divergentCases: 0,
      deficientEvents: 1,
    })
  })

  test('two events of one type about the same other objects are no divergence', () => {
    expect(flatten(objectLog('1 pay: o1 c1', '2 pay: o1 c1'), 'o').report.divergentCases).toBe(0)
    expect(flatten(objectLog('1 pay: o1 c1', '2 pay: o1 c1 c2'), 'o').report.divergentCases).toBe(1)
    expect(flatten(objectLog('1 pay: o1', '2 pay: o1'), 'o').report.divergentCases).toBe(0)
  })

  test('copies keep the id of their source, so that source events can be counted', () => {
    const { log } = flatten(example(), 'i')
    const ids = log.eventAttributes.get(OCEL_EVENT_ID)!
    expect(Array.from({ length: log.eventCount }, (_, row) => valueAt(ids, row))).toEqual([
      '1',
      '2',
      '5',
      '1',
      '3',
      '5',
      '4',
      '5',
    ])
    const identities = eventIdentities(log, 'shop')
    expect(new Set(Array.from({ length: log.eventCount }, (_, row) => identityText(identities, row))).size).toBe(5)
  })

  test('an event related to its case by several qualifiers is one event, with both', () => {
    const builder = new ObjectLogBuilder(new Problems(), { strict: false })
    builder.object('p', 'person')
    const event = builder.event('e', 'sign', 0)
    for (const qualifier of ['seller', 'buyer']) builder.relateEvent(event, 'p', qualifier)
    const { log } = flatten(builder.finish('x'), 'person')
    expect(log.eventCount).toBe(1)
    expect(valueAt(log.eventAttributes.get('ocel:qualifier')!, 0)).toBe('seller | buyer')
  })

  test('a case has the last value of an attribute that changes, and says so', () => {
    const builder = new ObjectLogBuilder(new Problems(), { strict: false })
    const object = builder.object('p', 'product')
    builder.objectAttribute(object, 'price', 100, 7, 'float')
    builder.objectAttribute(object, 'price', 0, 5, 'float')
    builder.objectAttribute(object, 'concept:name', 0, 'Lamp', 'string')
    builder.relateEvent(builder.event('e', 'sell', 50), 'p', '')
    const { log, problems } = flatten(builder.finish('x'), 'product')
    expect(valueAt(log.caseAttributes.get('price')!, 0)).toBe(7)
    expect(valueAt(log.caseAttributes.get('ocel:attribute:concept:name')!, 0)).toBe('Lamp')
    expect(problems.list().map(p => p.kind)).toEqual(['renamed-attribute', 'changing-attribute'])
  })

  test('by a type that is not there is refused with those that are', () => {
    expect(() => flatten(example(), 'x')).toThrow('no object type "x". It has: o, i, d.')
  })

  test('defaults to the type with most objects', () => {
    expect(commonestObjectType(example())).toBe('i')
    expect(commonestObjectType(objectLog('1 a:'))).toBeNull()
    expect(commonestObjectType(objectLog('1 a: x1 y1'))).toBe('x')
  })

  test('has a row for each pair of an event and an object of the type, and loses exactly the rest', () => {
    const events = fc.array(fc.uniqueArray(fc.constantFrom('o1', 'o2', 'i1', 'i2', 'i3'), { maxLength: 4 }), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(events, list => {
        const log = objectLog(...list.map((objects, i) => `${i} a${i % 3}: ${objects.join(' ')}`))
        for (const type of log.objectTypes.map(t => t.name)) {
          const { log: flat, report } = flatten(log, type)
          const pairs = list.flatMap(objects => objects.filter(object => object[0] === type))
          expect(flat.eventCount).toBe(pairs.length)
          expect(flat.caseCount).toBe(new Set(pairs).size)
          expect(report.deficientEvents).toBe(
            list.filter(objects => !objects.some(object => object[0] === type)).length,
          )
          expect(report.convergentEvents).toBe(
            list.filter(objects => objects.filter(object => object[0] === type).length > 1).length,
          )
          expect(flat.order.moved).toBe(0)
        }
      }),
    )
  })
})
