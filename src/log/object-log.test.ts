import { expect, test } from 'vitest'
import { entryAt, objectFrequencies } from './object-log.ts'
import { ObjectLogBuilder } from './object-log-builder.ts'
import { Problems } from './problems.ts'

function build() {
  const problems = new Problems()
  const builder = new ObjectLogBuilder(problems, { strict: false })
  const late = builder.event('late', 'pay', 20)
  const early = builder.event('early', 'place', 10)
  const none = builder.event('none', 'note', Number.NaN)
  builder.relateEvent(late, 'b', 'payer')
  builder.relateEvent(late, 'a', '')
  builder.relateEvent(early, 'a', '')
  builder.relateEvent(none, 'ghost', '')
  const a = builder.object('a', 'order')
  const b = builder.object('b', 'person')
  builder.relateObject(a, 'b', 'of')
  builder.objectAttribute(a, 'price', 30, 3, 'int')
  builder.objectAttribute(a, 'price', 10, 1, 'int')
  builder.objectAttribute(b, 'name', 0, 'Ann', 'string')
  return { log: builder.finish('x'), problems }
}

test('events stand by time, one without a time behind its neighbour, objects in the order of their definition', () => {
  const { log } = build()
  expect([0, 1, 2].map(e => log.eventIds.text(e))).toEqual(['early', 'none', 'late'])
  expect([...log.ordinal!]).toEqual([1, 2, 0])
  expect([0, 1].map(o => log.objectIds.text(o))).toEqual(['a', 'b'])
  expect(log.order).toEqual({ moved: 1, ties: 0, withoutTime: 1 })
})

test('relations can be followed both ways, with their qualifiers', () => {
  const { log } = build()
  expect([...log.objectsOfEvents.offsets]).toEqual([0, 1, 1, 3])
  expect([...log.objectsOfEvents.others]).toEqual([0, 0, 1])
  expect([...log.eventsOfObjects.offsets]).toEqual([0, 2, 3])
  expect([...log.eventsOfObjects.others]).toEqual([0, 2, 2])
  expect(log.qualifiers.text(log.eventsOfObjects.qualifiers[2]!)).toBe('payer')
  expect([...log.targetsOfObjects.offsets]).toEqual([0, 1, 1])
  expect([...log.sourcesOfObjects.offsets]).toEqual([0, 0, 1])
  expect([...objectFrequencies(log)]).toEqual([1, 1])
})

test('a relation to an object that is not there is a loss that is reported', () => {
  const { problems } = build()
  expect(problems.list().find(p => p.kind === 'dangling-reference')).toMatchObject({
    count: 1,
    severity: 'loss',
    places: [{ value: 'ghost' }],
  })
})

test('the value of an attribute at a time is its last one not after it', () => {
  const { log } = build()
  const price = log.objectTypes[0]!.attributes[0]!
  expect([5, 10, 29, 30, 99].map(time => entryAt(price, 0, time))).toEqual([-1, 0, 0, 1, 1])
  expect(entryAt(price, 1, 99)).toBe(-1)
})
