import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CausalNet } from '../../model/causal-net.ts'
import { logOf } from '../oracle.fixture.ts'
import { dependencies } from './dependencies.ts'
import { heuristicsMiner } from './heuristics-miner.ts'
import { longDistances } from './long-distance.ts'
import { NaiveHeuristics, type NaiveThresholds } from './naive-heuristics.fixture.ts'

const traces = fc
  .array(fc.tuple(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 7 }), fc.integer({ min: 1, max: 3 })), {
    minLength: 1,
    maxLength: 6,
  })
  .filter(given => given.some(([trace]) => trace.length > 0))
const thresholds: fc.Arbitrary<NaiveThresholds> = fc.record({
  dependency: fc.constantFrom(0, 0.5, 0.7, 0.9),
  loopOfOne: fc.constantFrom(0.5, 0.75, 0.9),
  loopOfTwo: fc.constantFrom(0.5, 0.75, 0.9),
  longDistance: fc.constantFrom(0.3, 0.6),
  relativeToBest: fc.constantFrom(0, 0.05, 0.3),
  and: fc.constantFrom(0.1, 0.4, 0.8),
  noise: fc.constantFrom(0, 0.2, 0.5),
})
/** Every trace as often as its cases. */
const told = (given: readonly (readonly [string[], number])[]) =>
  given.flatMap(([trace, cases]) => Array.from({ length: cases }, () => trace))

test('measures are those of the definitions', () =>
  fc.assert(
    fc.property(traces, thresholds, (given, { noise }) => {
      const naive = new NaiveHeuristics(told(given), noise)
      const log = logOf(given)
      const { direct, dependency, loopOfTwo, size } = dependencies(log, noise)
      const { measure, pairs } = longDistances(log)
      const names = [...log.activities, '▶', '■']
      names.forEach((a, i) => {
        names.forEach((b, k) => {
          const at = i * size + k
          expect([a, b, direct[at], dependency[at], loopOfTwo[at]]).toEqual([
            a,
            b,
            naive.direct(a, b),
            naive.dependency(a, b),
            naive.loopOfTwo(a, b),
          ])
          if (i >= log.activities.length || k >= log.activities.length || i === k) return
          const near = i * log.activities.length + k
          expect([pairs[near], measure[near]]).toEqual([naive.distantPairs(a, b), naive.distance(a, b)])
        })
      })
    }),
    { numRuns: 150, seed: 61 },
  ))

const namesOf = (net: CausalNet) => [...net.activities, '▶', '■']

test('arcs are those of the definitions, with their frequency and strength', () =>
  fc.assert(
    fc.property(traces, thresholds, (given, options) => {
      const naive = new NaiveHeuristics(told(given), options.noise)
      const net = heuristicsMiner(logOf(given), options)
      const names = namesOf(net)
      const near = net.arcs.filter(({ kind }) => kind !== 'long-distance')
      expect(near.map(({ from, to, kind }) => `${names[from]}→${names[to]} ${kind}`).sort()).toEqual(
        naive.arcs(options),
      )
      for (const { from, to, kind, frequency, dependency } of net.arcs) {
        const [a, b] = [names[from]!, names[to]!]
        const strength = { 'loop-of-two': naive.loopOfTwo(a, b), 'long-distance': naive.distance(a, b) }
        const expected = kind === 'loop-of-two' || kind === 'long-distance' ? strength[kind] : naive.dependency(a, b)
        const times = kind === 'long-distance' ? naive.distantPairs(a, b) : naive.direct(a, b)
        expect([kind, frequency, dependency]).toEqual([kind, times, expected])
      }
      const places = net.arcs.map(({ from, to }) => from * names.length + to)
      expect(places).toEqual([...places].sort((x, y) => x - y))
    }),
    { numRuns: 300, seed: 62 },
  ))

test('an arc over a distance stands where it is strong and the case could end without it', () =>
  fc.assert(
    fc.property(traces, thresholds, (given, options) => {
      const naive = new NaiveHeuristics(told(given), options.noise)
      const net = heuristicsMiner(logOf(given), options)
      const names = namesOf(net)
      const near = net.arcs.filter(({ kind }) => kind !== 'long-distance')
      const avoids = (from: number, avoided: number) => {
        const seen = new Set([from])
        for (const at of seen) for (const arc of near) if (arc.from === at && arc.to !== avoided) seen.add(arc.to)
        return seen.has(names.length - 1)
      }
      const expected = net.activities.flatMap((a, from) =>
        net.activities.flatMap((b, to) =>
          from !== to &&
          naive.distance(a, b) >= options.longDistance &&
          !near.some(arc => arc.from === from && arc.to === to) &&
          avoids(from, to)
            ? [`${a}→${b}`]
            : [],
        ),
      )
      const found = net.arcs.filter(({ kind }) => kind === 'long-distance')
      expect(found.map(({ from, to }) => `${names[from]}→${names[to]}`).sort()).toEqual(expected.sort())
      const without = heuristicsMiner(logOf(given), { ...options, longDistance: null })
      expect(without.arcs).toEqual(near)
    }),
    { numRuns: 200, seed: 63 },
  ))

test('in a binding stand all neighbours, those that exclude one another in one group, each group as large as it can be', () =>
  fc.assert(
    fc.property(traces, thresholds, (given, options) => {
      const naive = new NaiveHeuristics(told(given), options.noise)
      const net = heuristicsMiner(logOf(given), options)
      const names = namesOf(net)
      const isArc = (b: string, c: string) => net.arcs.some(({ from, to }) => names[from] === b && names[to] === c)
      const check = (node: number, groups: readonly (readonly number[])[], isOut: boolean) => {
        const arcs = net.arcs.filter(arc => (isOut ? arc.from : arc.to) === node)
        const end = (arc: (typeof arcs)[number]) => (isOut ? arc.to : arc.from)
        const distant = new Set(arcs.filter(({ kind }) => kind === 'long-distance').map(end))
        expect([...new Set(groups.flat())].sort()).toEqual([...new Set(arcs.map(end))].sort())
        const weight = (other: string) =>
          isOut ? naive.direct(names[node]!, other) : naive.direct(other, names[node]!)
        const excludes = (b: number, c: number) => {
          const [x, y] = [names[b]!, names[c]!]
          if ([x, y].some(one => one === '▶' || one === '■' || one === names[node])) return true
          const joined = isArc(x, y) || isArc(y, x)
          const between = joined ? 0 : naive.direct(x, y) + naive.direct(y, x)
          return between / (weight(x) + weight(y) + 1) < options.and
        }
        for (const group of groups) {
          if (group.length === 1 && distant.has(group[0]!)) continue
          for (const b of group) for (const c of group) if (b !== c) expect(excludes(b, c)).toBe(true)
          expect(group).toEqual([...group].sort((x, y) => x - y))
          for (const other of groups)
            if (other !== group && !(other.length === 1 && distant.has(other[0]!)))
              expect(group.every(member => other.includes(member))).toBe(false)
        }
        // one group alone exactly where all exclude one another
        const close = [...new Set(arcs.filter(({ kind }) => kind !== 'long-distance').map(end))]
        const all = close.every(b => close.every(c => b === c || excludes(b, c)))
        if (close.length > 0) expect(groups.length - distant.size === 1).toBe(all)
      }
      net.outputs.forEach((groups, node) => void check(node, groups, true))
      net.inputs.forEach((groups, node) => void check(node, groups, false))
    }),
    { numRuns: 300, seed: 64 },
  ))
