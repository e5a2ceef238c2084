import { describe, expect, test } from 'vitest'
import type { EventLog } from './event-log.ts'
import { EventLogBuilder } from './event-log-builder.ts'
import { caseIdentities, eventIdentities, identityText, instanceIdentities } from './identity.ts'
import { Problems } from './problems.ts'

/** `case activity time [id]`, a line an event; `-` is missing. */
function log(lines: readonly string[]): EventLog {
  const builder = new EventLogBuilder()
  for (const line of lines) {
    const [caseId, activity, time, id] = line.split(' ')
    const row = builder.nextEvent(builder.cases.addText(caseId!))
    if (activity !== '-') builder.activity.setText(row, activity!)
    if (time !== '-') builder.setComplete(row, Number(time))
    if (id) builder.eventColumn('identity:id').setText(row, id, 'id')
  }
  return builder.finish(new Problems())
}
const ids = (events: EventLog, source = 'erp') => {
  const all = eventIdentities(events, source)
  return Array.from({ length: events.eventCount }, (_, row) => identityText(all, row))
}

describe('the identity of an event', () => {
  test('is 16 hex digits and differs where case, activity, time or source differ', () => {
    const all = ids(log(['c a 1', 'c a 2', 'c b 1', 'd a 1', 'c - 1', 'c a -', 'c - -']))
    expect(all.every(id => /^[0-9a-f]{16}$/.test(id))).toBe(true)
    expect(new Set(all).size).toBe(7)
    expect(ids(log(['c a 1']), 'other')).not.toEqual(ids(log(['c a 1'])))
  })

  test('tells equal events of a case apart, also those without a time', () => {
    expect(new Set(ids(log(['c a 1', 'c a 1', 'c b 1', 'c a 1', 'c a -', 'c a 2', 'c a -']))).size).toBe(7)
    expect(new Set(ids(log(['c a 5', 'c a -', 'c a 5']))).size).toBe(3)
  })

  test('does not change when other events come before, between or after', () => {
    const few = ids(log(['c a 1', 'c a 5', 'c a 5']))
    const more = ids(log(['b a 1', 'c z 0', 'c a 1', 'c b 5', 'c a 5', 'c a 5', 'c a 9', 'd a 5']))
    for (const id of few) expect(more).toContain(id)
  })

  test('does not depend on the order of the input', () => {
    expect(ids(log(['c b 2', 'd a 1', 'c a 1'])).sort()).toEqual(ids(log(['c a 1', 'c b 2', 'd a 1'])).sort())
  })

  test('is that of the source where it has one, whatever else changes', () => {
    const one = ids(log(['c a 1 e7', 'c b 2']))
    const two = ids(log(['d z 5 e7', 'c b 2', 'd q 6 e7']))
    expect(two).toContain(one[0])
    expect(two).toContain(one[1])
    expect(new Set(two).size).toBe(2)
  })

  test('is spread: a hundred thousand similar events do not collide in either word', () => {
    const events = log(Array.from({ length: 100_000 }, (_, i) => `case-${i % 1000} a${i % 7} ${1.7e12 + i}`))
    const { words } = eventIdentities(events, 'erp')
    const low = new Set<number>()
    const high = new Set<number>()
    const both = new Set<string>()
    for (let i = 0; i < words.length; i += 2) {
      low.add(words[i]!)
      high.add(words[i + 1]!)
      both.add(`${words[i]} ${words[i + 1]}`)
    }
    expect(both.size).toBe(100_000)
    // The birthday problem expects 1.2 collisions of 100 000 in 2^32.
    expect(low.size).toBeGreaterThan(99_985)
    expect(high.size).toBeGreaterThan(99_985)
  })

  test('is fixed for good: stored references rely on it', () => {
    expect(ids(log(['c a 1']))).toMatchInlineSnapshot(`
      [
        "d589b10f7eebe4eb",
      ]
    `)
  })
})

test('cases and instances have ids of their own', () => {
  const events = log(['c a 1', 'd a 1'])
  const ofEvents = eventIdentities(events, 'erp')
  const all = [ofEvents, caseIdentities(events, 'erp'), instanceIdentities(ofEvents)]
  expect(new Set(all.flatMap(list => [0, 1].map(row => identityText(list, row)))).size).toBe(6)
})
