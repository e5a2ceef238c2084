import { describe, expect, test } from 'vitest'
import { RequestError } from '../../base/errors.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { Cancelled, cancellable, type Platform } from '../../base/platform.ts'
import { type Ask, defaultView } from '../../log/engine.ts'
import type { EventLog } from '../../log/event-log.ts'
import type { Filter } from '../../log/filter.ts'
import { eventLog } from '../../log/notation.ts'
import { Lru } from './lru.ts'
import { createMemoryEngine } from './memory-engine.ts'

const ask = (filter: Filter = []): Ask => ({ log: 'log', view: defaultView, filter })
const open = (log: EventLog, platform: Platform = nodePlatform) =>
  createMemoryEngine({ platform, logs: new Map([['log', { log }]]) })

/** Many short cases a b c, in which b comes twice in every third. */
const many = eventLog(
  Array.from({ length: 9000 }, (_, c) => `${c}: a@0 b@${c + 1}s ${c % 3 === 0 ? `b@${c + 2}s ` : ''}c@${c + 3}s`).join(
    '|',
  ),
)

describe('the workspace', () => {
  test('logs are added, renamed and removed', async () => {
    const engine = open(eventLog('c: a', { name: 'One' }))
    engine.add('two', { log: eventLog('c: a b') })
    engine.rename('log', 'First')
    expect(await engine.logs()).toEqual([
      { id: 'log', name: 'First' },
      { id: 'two', name: 'notation' },
    ])
    expect(engine.remove('log')).toBe(true)
    expect(engine.remove('log')).toBe(false)
    await expect(engine.size(ask())).rejects.toThrow(RequestError)
    expect(() => engine.rename('log', 'x')).toThrow('There is no log "log".')
  })

  test('a log in place of another answers for itself', async () => {
    const engine = open(eventLog('c: a'))
    expect(await engine.size(ask())).toMatchObject({ events: 1 })
    engine.add('log', { log: eventLog('c: a b c') })
    expect(await engine.size(ask())).toMatchObject({ events: 3 })
  })

  test('problems of reading are told by describe', async () => {
    const problems = [{ kind: 'x', count: 1, places: [], message: 'm', severity: 'info' as const }]
    const engine = createMemoryEngine({
      platform: nodePlatform,
      logs: new Map([['log', { log: eventLog('c: a'), problems }]]),
    })
    expect((await engine.describe({ log: 'log' })).problems).toEqual(problems)
  })

  test('another case notion regroups the log, and events without it belong to no case', async () => {
    const engine = open(eventLog('1: a@0{order=x} b@1m{order=y} | 2: c@2m{order=x} d@3m'))
    const view = { ...defaultView, caseNotion: 'order' }
    const { variants } = await engine.variants({ ...ask(), view })
    expect(variants.map(({ activities }) => activities.join(' '))).toEqual(['a c', 'b'])
    expect(await engine.size({ ...ask(), view })).toMatchObject({ cases: 2, events: 3, totalEvents: 4 })
    expect(await engine.size(ask())).toMatchObject({ cases: 2, events: 4 })
    await expect(engine.size({ ...ask(), view: { ...view, caseNotion: 'nothing' } })).rejects.toThrow(RequestError)
  })
})

describe('long work', () => {
  /** A clock that runs 30 ms at each look, so that every piece of a loop rests. */
  const slow = (onPause: () => void): Platform => {
    let now = 0
    return {
      ...nodePlatform,
      now: () => (now += 30),
      pause: async () => onPause(),
    }
  }

  test('rests between the pieces of a loop', async () => {
    let pauses = 0
    const big = eventLog(Array.from({ length: 100 }, (_, c) => `${c}: ${'a b '.repeat(3000)}`).join('|'))
    const engine = open(
      big,
      slow(() => pauses++),
    )
    await engine.arcs(ask())
    expect(pauses).toBeGreaterThanOrEqual(3)
  })

  test('stops where it is cancelled while it rests, and can be asked again', async () => {
    const { cancel, stop } = cancellable()
    const engine = open(many, slow(stop))
    const filter: Filter = [{ kind: 'rework', of: 'rework', atLeast: 1 }]
    await expect(engine.arcs(ask(filter), cancel)).rejects.toBeInstanceOf(Cancelled)
    expect(await engine.size(ask(filter))).toMatchObject({ cases: 3000 })
  })

  test('one asker that goes does not stop the others that wait for the same filter', async () => {
    const { cancel, stop } = cancellable()
    const engine = open(many, slow(stop))
    const filter: Filter = [{ kind: 'rework', of: 'rework', atLeast: 1 }]
    const [gone, stays] = await Promise.allSettled([engine.size(ask(filter), cancel), engine.size(ask(filter))])
    expect(stays).toMatchObject({ status: 'fulfilled', value: { cases: 3000 } })
    expect(gone.status).toBe('rejected')
  })
})

describe('sizes at the edge', () => {
  test('one case of 300 000 events', async () => {
    const log = eventLog(`one: ${'a b c '.repeat(100_000)}`)
    const engine = open(log)
    expect(await engine.summary(ask())).toMatchObject({ cases: 1, events: 300_000, variants: 1, activities: 3 })
    const pairs = await engine.eventuallyFollows(ask())
    expect(pairs.frequency.reduce((sum, n) => sum + n, 0)).toBe((300_000 * 299_999) / 2)
    const filter: Filter = [{ kind: 'follows', from: ['c'], to: ['x'], relation: 'eventually' }]
    expect(await engine.size(ask(filter))).toMatchObject({ cases: 0 })
    expect(await engine.quality(ask())).toMatchObject({ withoutTime: 300_000, duplicates: 299_997 })
  })

  test('5 000 activities', async () => {
    const log = eventLog(
      Array.from(
        { length: 50 },
        (_, c) => `${c}: ${Array.from({ length: 200 }, (_, i) => `a${(c * 100 + i) % 5000}@${i}s`).join(' ')}`,
      ).join('|'),
    )
    const engine = open(log)
    const arcs = await engine.arcs({ ...ask(), quantiles: true })
    expect(arcs.activities).toHaveLength(5000)
    expect(arcs.frequency.reduce((sum, n) => sum + n, 0)).toBe(log.eventCount + log.caseCount)
    expect((await engine.activities(ask())).activity).toHaveLength(5000)
    const pairs = await engine.eventuallyFollows(ask())
    expect(pairs.frequency.reduce((sum, n) => sum + n, 0)).toBe((50 * 200 * 199) / 2)
  })

  test('cases without events, and a log without cases', async () => {
    const engine = open(eventLog('1: | 2: | 3: a'))
    expect(await engine.summary(ask())).toMatchObject({ cases: 3, events: 1, variants: 2, throughput: { n: 0 } })
    const none = open(eventLog(''))
    expect(await none.summary(ask())).toMatchObject({ cases: 0, variants: 0, start: null, end: null })
  })
})

test('what was used last is kept, up to the limit, and the newest always', () => {
  const lru = new Lru<number>(10, item => item)
  lru.set('a', 4)
  lru.set('b', 4)
  expect(lru.get('a')).toBe(4)
  lru.set('c', 4)
  expect([lru.get('a'), lru.get('b'), lru.get('c')]).toEqual([4, undefined, 4])
  lru.set('d', 100)
  expect([lru.get('a'), lru.get('c'), lru.get('d')]).toEqual([undefined, undefined, 100])
})
