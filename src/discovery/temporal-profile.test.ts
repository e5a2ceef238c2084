import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared } from '../../test/shared.ts'
import { nodePlatform } from '../base/platform.node.ts'
import { checkTemporalProfile } from '../conformance/temporal-profile.ts'
import { createMemoryEngine } from '../engine/memory/memory-engine.ts'
import { oracles, readIntervalLog, readLog } from '../engine/memory/oracle.fixture.ts'
import { defaultView, type Traces } from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'
import { eventLog } from '../log/notation.ts'
import { printTemporalProfile } from '../model/temporal-profile.ts'
import { readMinedOracle } from './oracle.fixture.ts'
import { PairTimes, temporalProfile } from './temporal-profile.ts'

const tracesOf = (log: EventLog): Promise<Traces> =>
  createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log }]]) }).traces({
    log: 'log',
    view: defaultView,
    filter: [],
    limit: 1_000_000,
  })
const profileOf = async (notation: string) => temporalProfile([await tracesOf(eventLog(notation))])

describe('a temporal profile', () => {
  test('mean and deviation of every pair of a case', async () => {
    expect(printTemporalProfile(await profileOf('1: a@0 b@10m c@20m | 2: a@0 b@20m'))).toBe(
      'a→b: 15 min ± 7 min 4 s (2) | a→c: 20 min ± – (1) | b→c: 10 min ± – (1)',
    )
  })
  test('an activity that repeats counts every pair', async () => {
    const { relations } = await profileOf('1: a@0 a@1m b@3m')
    expect(relations.map(({ from, to, pairs, mean }) => [from, to, pairs, mean])).toEqual([
      ['a', 'a', 1, 60_000],
      ['a', 'b', 2, 150_000],
    ])
  })
  test('from the complete of the first to the start of the second; overlaps and missing times are left out', async () => {
    expect(printTemporalProfile(await profileOf('1: a@0..10m b@15m..20m | 2: a@0..10m b@5m..30m | 3: a b@5m'))).toBe(
      'a→b: 5 min ± – (1)',
    )
  })
  test('pages are as good as one', async () => {
    const [one, two] = await Promise.all([tracesOf(eventLog('1: a@0 b@10m')), tracesOf(eventLog('2: b@0 a@5m b@20m'))])
    const both = await tracesOf(eventLog('1: a@0 b@10m | 2: b@0 a@5m b@20m'))
    expect(temporalProfile([one, two])).toEqual(temporalProfile([both]))
    const counter = new PairTimes()
    expect(counter.profile()).toEqual({ relations: [] })
  })
  test('equals the mean and deviation by their definitions', () => {
    const event = fc.tuple(fc.constantFrom(0, 1, 2), fc.integer({ min: 0, max: 1e9 }))
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), events => {
        const sorted = [...events].sort(([, x], [, y]) => x - y)
        const times = sorted.map(([, time]) => time)
        const symbols = sorted.map(([symbol]) => symbol)
        const found = temporalProfile([
          {
            activities: ['a', 'b', 'c'],
            offsets: [0, events.length],
            symbols,
            start: times.map(() => null),
            complete: times,
          },
        ])
        for (const { from, to, pairs, mean, standardDeviation } of found.relations) {
          const passed = times.flatMap((x, i) =>
            times.flatMap((y, j) => (i < j && 'abc'[symbols[i]!] === from && 'abc'[symbols[j]!] === to ? [y - x] : [])),
          )
          const average = passed.reduce((sum, one) => sum + one, 0) / passed.length
          const squares = passed.reduce((sum, one) => sum + (one - average) ** 2, 0)
          expect(pairs).toBe(passed.length)
          expect(mean).toBeCloseTo(average, 3)
          if (pairs > 1) expect(standardDeviation).toBeCloseTo(Math.sqrt(squares / (pairs - 1)), 2)
          else expect(standardDeviation).toBeNull()
        }
      }),
      { numRuns: 200, seed: 21 },
    )
  })
})

describe('a log against a temporal profile', () => {
  test('pairs that are too far from the mean', async () => {
    const usual = Array.from({ length: 9 }, (_, c) => `${c}: a@0 b@${10 + (c % 3)}m`).join(' | ')
    const profile = await profileOf(usual)
    const late = await tracesOf(eventLog(`slow: a@0 b@2h | usual: a@0 b@11m | other: a@0 z@5h`))
    const { deviations, fittingCases, omitted } = checkTemporalProfile(late, profile)
    expect(
      deviations.map(({ caseId, from, to, first, second, passed }) => [caseId, from, to, first, second, passed]),
    ).toEqual([['slow', 'a', 'b', 0, 1, 7_200_000]])
    expect(deviations[0]!.deviations).toBeCloseTo((120 - 11) / Math.sqrt(0.75), 6)
    expect([fittingCases, omitted]).toEqual([2, 0])
    expect(checkTemporalProfile(late, profile, 6, 0)).toEqual({ deviations: [], omitted: 1, fittingCases: 2 })
  })
  test('as far as the threshold is not too far', async () => {
    const profile = await profileOf('1: a@0 b@1ms | 2: a@0 b@2ms | 3: a@0 b@3ms')
    const at = async (time: string) =>
      checkTemporalProfile(await tracesOf(eventLog(`x: a@0 b@${time}`)), profile).fittingCases
    expect([await at('8ms'), await at('9ms')]).toEqual([1, 0])
  })
  test('where all pairs were equal, any other is a deviation; one pair alone judges nothing', async () => {
    const profile = await profileOf('1: a@0 b@5m | 2: a@0 b@5m | 3: a@0 c@5m')
    const { deviations } = checkTemporalProfile(await tracesOf(eventLog('x: a@0 b@6m c@9h')), profile)
    expect(deviations.map(({ from, to, deviations: far }) => [from, to, far])).toEqual([
      ['a', 'b', Number.POSITIVE_INFINITY],
    ])
  })
})

describeShared('temporal profiles of another tool', ['oracle/sepsis.json', 'data/logs'], () => {
  const names = [
    'running-example',
    'roadtraffic100traces',
    'repairExample',
    'receipt',
    'reviewing',
    'sepsis',
    'bpic2013_closed',
    'bpic20_domestic',
    'interval_event_log',
  ] as const
  test.each(names)('%s', async name => {
    const log = name === 'interval_event_log' ? readIntervalLog(false) : await readLog(oracles[name], true)
    const { relations } = temporalProfile([await tracesOf(log)])
    const theirs = new Map(
      readMinedOracle(name).temporal_profile!.map(([a, b, mean, deviation]) => [`${a} → ${b}`, [mean, deviation]]),
    )
    const ours = new Map(
      relations.map(({ from, to, mean, standardDeviation }) => [
        `${from} → ${to}`,
        [mean / 1000, (standardDeviation ?? 0) / 1000],
      ]),
    )
    expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort())
    for (const [pair, [mean, deviation]] of theirs) {
      const [a, b] = ours.get(pair)!
      expect([pair, Math.abs(a! - mean!) <= 1e-3 + 1e-9 * mean!]).toEqual([pair, true])
      expect([pair, Math.abs(b! - deviation!) <= 1e-2 + 1e-6 * deviation!]).toEqual([pair, true])
    }
  })
})
