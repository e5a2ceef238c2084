import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dictionaryFrom } from '../../base/dictionary.ts'
import { quantileSorted } from '../../base/statistics.ts'
import type { EventLog } from '../event-log.ts'
import { eventLog } from '../notation.ts'
import { byText, countClasses } from './activities.ts'
import { countArcs } from './arcs.ts'
import { classify } from './classes.ts'
import { clockOf } from './clock.ts'
import { durationsInPlace } from './durations.ts'
import { allEntries, type Entries } from './entries.ts'
import { eventuallyFollows } from './eventually-follows.ts'
import { noPace } from './pace.ts'
import { PairIndex } from './pair-index.ts'
import { presenceOf } from './presence.ts'
import { radixSort } from './radix.ts'
import { see } from './seen.ts'
import { topOf } from './top.ts'
import { countOccurring, variantOrder, variantsOf } from './variants.ts'

const byEvent = { classifier: ['concept:name'], level: 'event' } as const
const entriesOf = async (log: EventLog): Promise<Entries> => allEntries(await see(log, byEvent, null, noPace))

/** A log of given traces over `size` classes c0, c1, ...; event i of a case at i · gap ms. */
function logOf(traces: readonly (readonly number[])[], size: number, gap = 1): EventLog {
  const base = eventLog('')
  const symbols = traces.flat()
  const caseOffsets = new Int32Array(traces.length + 1)
  traces.forEach((trace, c) => {
    caseOffsets[c + 1] = caseOffsets[c]! + trace.length
  })
  return {
    ...base,
    caseCount: traces.length,
    eventCount: symbols.length,
    caseIds: dictionaryFrom(traces.map((_, c) => `case ${c}`)),
    caseOffsets,
    activity: {
      ...base.activity,
      codes: Int32Array.from(symbols),
      dictionary: dictionaryFrom(Array.from({ length: size }, (_, i) => `c${i}`)),
    },
    complete: Float64Array.from(traces.flatMap(trace => trace.map((_, i) => i * gap))),
  }
}

async function arcsOf(log: EventLog, quantiles = false) {
  const entries = await entriesOf(log)
  const input = { entries, symbols: entries.symbols, size: entries.seen.texts.length, borders: true }
  const arcs = await countArcs(input, await clockOf(entries, null, noPace), quantiles, noPace)
  return new Map(
    Array.from({ length: arcs.count }, (_, i) => [
      `${arcs.from[i]}→${arcs.to[i]}`,
      { frequency: arcs.frequency[i]!, caseFrequency: arcs.caseFrequency[i]!, time: arcs.time[i]! },
    ]),
  )
}

const traces = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 }), { maxLength: 12 })

describe('arcs', () => {
  test('what flows into a class flows out of it, and each case starts and ends once', () =>
    fc.assert(
      fc.asyncProperty(traces, async cases => {
        const arcs = [...(await arcsOf(logOf(cases, 5)))]
        const sum = (test: (from: string, to: string) => boolean) =>
          arcs
            .filter(([key]) => test(...(key.split('→') as [string, string])))
            .reduce((n, [, arc]) => n + arc.frequency, 0)
        for (let symbol = 0; symbol < 5; symbol++)
          expect(sum(from => from === `${symbol}`)).toBe(sum((_, to) => to === `${symbol}`))
        expect(sum(from => from === '-1')).toBe(cases.length)
        expect(sum((_, to) => to === '-2')).toBe(cases.length)
      }),
    ))

  test('thousands of classes are counted in a hash table, with the same numbers', () =>
    fc.assert(
      fc.asyncProperty(traces, async cases => {
        expect(await arcsOf(logOf(cases, 3000), true)).toEqual(await arcsOf(logOf(cases, 5), true))
      }),
    ))

  test('65 000 classes do not need a matrix', async () => {
    const trace = Array.from({ length: 65_000 }, (_, i) => i)
    const arcs = await arcsOf(logOf([trace], 65_000), true)
    expect(arcs.size).toBe(65_001)
    expect(arcs.get('63999→64000')).toMatchObject({ frequency: 1, time: { n: 1, median: 1 } })
  })

  test('sums beyond 2^53 are exact', async () => {
    const gap = 2 ** 43 + 1
    const cases = Array.from({ length: 3000 }, () => [0, 0])
    const arcs = await arcsOf(logOf(cases, 1, gap), true)
    expect(arcs.get('0→0')!.time!.total).toBe(Number(3000n * BigInt(gap)))
    expect(arcs.get('0→0')!.time).toMatchObject({ min: gap, max: gap, median: gap, p90: gap, standardDeviation: 0 })
  })
})

describe('variants', () => {
  test('group equal sequences, the most common first, then by text', async () => {
    const entries = await entriesOf(eventLog('1: b a | 2: a | 3: b a | 4: | 5: a b | 6: a | 7: a'))
    const groups = await variantsOf(entries, noPace)
    const order = topOf(groups.count, groups.count, variantOrder(entries, groups))
    const text = (v: number) => {
      const k = groups.example[v]!
      return Array.from(entries.symbols.subarray(entries.from[k], entries.to[k]), s => entries.seen.texts[s]).join(' ')
    }
    expect(Array.from(order, v => `${text(v)} *${groups.cases[v]}`)).toEqual(['a *3', 'b a *2', ' *1', 'a b *1'])
    expect(Array.from(groups.of, text)).toEqual(['b a', 'a', 'b a', '', 'a b', 'a', 'a'])
  })

  test('are the distinct sequences, many or few', () =>
    fc.assert(
      fc.asyncProperty(traces, fc.integer({ min: 1, max: 300 }), async (few, more) => {
        const cases = [...few, ...Array.from({ length: more }, (_, i) => [i % 5, Math.floor(i / 5) % 5, i % 3])]
        const groups = await variantsOf(await entriesOf(logOf(cases, 5)), noPace)
        const wanted = new Map<string, number>()
        for (const trace of cases) wanted.set(trace.join(), (wanted.get(trace.join()) ?? 0) + 1)
        const found = Array.from(groups.example, (k, v) => [cases[k]!.join(), groups.cases[v]!] as const)
        expect(new Map(found)).toEqual(wanted)
        expect(found.length).toBe(wanted.size)
      }),
    ))

  test('contain every class that occurs', () =>
    fc.assert(
      fc.asyncProperty(traces, async cases => {
        const entries = await entriesOf(logOf(cases, 6))
        const occurring = countOccurring(entries, await variantsOf(entries, noPace))
        expect(occurring).toBe(new Set(cases.flat()).size)
        expect(occurring).toBe(byText(await countClasses(entries, noPace), entries.seen.rank).length)
      }),
    ))
})

test('eventually-follows counts all pairs of a case, weighted with the cases of its variant', async () => {
  const entries = await entriesOf(eventLog('1: a b a | 2: a b a | 3: b'))
  const pairs = await eventuallyFollows(entries, noPace)
  const name = (symbol: number) => entries.seen.texts[symbol]
  expect(
    Object.fromEntries(
      Array.from({ length: pairs.count }, (_, i) => [
        `${name(pairs.from[i]!)}→${name(pairs.to[i]!)}`,
        [pairs.frequency[i], pairs.caseFrequency[i]],
      ]),
    ),
  ).toEqual({ 'a→b': [2, 2], 'a→a': [2, 2], 'b→a': [2, 2] })
})

describe('classes', () => {
  test('join several attributes, and a missing value is the empty text', async () => {
    const log = eventLog('c: a+start a+complete ?+start a ?')
    const { texts, symbols } = await classify(log, ['concept:name', 'lifecycle:transition'], noPace)
    expect(Array.from(symbols, symbol => texts[symbol])).toEqual(['a+start', 'a+complete', '+start', 'a+', '+'])
  })

  test('values that print alike are one class', async () => {
    const log = eventLog('c: a{x="1+2" y="3"} a{x="1" y="2+3"}')
    const { texts, symbols } = await classify(log, ['x', 'y'], noPace)
    expect(texts).toEqual(['1+2+3'])
    expect([...symbols]).toEqual([0, 0])
  })

  test.each(['c: a b a', 'c: a ? b', 'c: ?', ''])('of "%s" are the same where it was counted before', async text => {
    const log = eventLog(text)
    const before = await classify(log, ['concept:name'], noPace)
    const counted = eventLog(text)
    expect(presenceOf(counted.activity).present).toBe(text.match(/[ab]/g)?.length ?? 0)
    expect(await classify(counted, ['concept:name'], noPace)).toEqual(before)
  })

  test('an unknown attribute is refused with what may be meant', async () => {
    await expect(classify(eventLog('c: a/anna'), ['org:resourse'], noPace)).rejects.toThrow(
      'The log has no event attribute "org:resourse". Did you mean "org:resource"?',
    )
  })
})

test('durations are those of their definitions', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1_000_000 }), { minLength: 1, maxLength: 60 }), values => {
      const stats = durationsInPlace(Float64Array.from(values))
      const sorted = values.toSorted((a, b) => a - b)
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      expect(stats).toMatchObject({ n: values.length, min: sorted[0], max: sorted.at(-1) })
      expect(stats.mean).toBeCloseTo(mean, 6)
      expect(stats.median).toBeCloseTo(quantileSorted(sorted, 0.5), 6)
      expect(stats.p90).toBeCloseTo(quantileSorted(sorted, 0.9), 6)
      if (values.length > 1)
        expect(stats.standardDeviation).toBeCloseTo(
          Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)),
          4,
        )
      else expect(stats.standardDeviation).toBeNull()
    }),
  ))

test('the first of an order are those of the whole sort', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }),
      fc.integer({ min: 1, max: 12 }),
      (values, limit) => {
        const compare = (a: number, b: number) => values[a]! - values[b]! || a - b
        const odd = (i: number) => values[i]! % 2 === 1
        const all = values.map((_, i) => i).sort(compare)
        expect([...topOf(values.length, limit, compare)]).toEqual(all.slice(0, limit))
        expect([...topOf(values.length, limit, compare, odd)]).toEqual(all.filter(odd).slice(0, limit))
      },
    ),
  ))

test('pairs are numbered in order of first appearance', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer(), fc.integer({ min: 0, max: 3 })), { maxLength: 300 }), pairs => {
      const index = new PairIndex()
      const numbers = new Map<string, number>()
      for (const [a, b] of pairs) {
        const key = `${a} ${b}`
        if (!numbers.has(key)) {
          expect(index.find(a, b)).toBe(-1)
          numbers.set(key, numbers.size)
        }
        expect(index.add(a, b)).toBe(numbers.get(key))
      }
      expect(index.size).toBe(numbers.size)
    }),
  ))

test('radix sort orders by key and keeps the order of equals', () =>
  fc.assert(
    fc.property(
      fc.array(fc.maxSafeNat(), { maxLength: 100 }),
      fc.integer({ min: 1, max: 2 ** 40 }),
      (values, modulus) => {
        const keys = values.map(value => value % modulus)
        const order = radixSort(Int32Array.from(keys.keys()), i => keys[i]!, modulus)
        expect([...order]).toEqual([...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b))
      },
    ),
  ))
