import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RunFinder } from '../find-run.ts'
import { logOf } from '../oracle.fixture.ts'
import { pruneConcurrency } from './concurrency.ts'
import { filterArcs } from './filter.ts'
import { GatewayGraphBuilder, printGateways } from './gateway-graph.ts'
import { gatewaysToPetriNet } from './gateways-to-petri-net.ts'
import { splitMiner } from './split-miner.ts'
import { discoverSplits } from './splits.ts'
import { naiveAccepts } from './token-game.fixture.ts'

const letters = ['a', 'b', 'c', 'd', 'e']
const trace = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 6 })
/** Activities that come once, in any order: what concurrency looks like. */
const shuffled = fc.shuffledSubarray(letters, { minLength: 2 })
const anyLog = fc.array(fc.tuple(fc.oneof(trace, shuffled), fc.integer({ min: 1, max: 9 })), {
  minLength: 1,
  maxLength: 7,
})
const epsilon = fc.constantFrom(0, 0.1, 0.3, 0.6, 1)

/** How often names stand one after another, from ▶ to ■, in cases. */
const times = (given: readonly (readonly [readonly string[], number])[], ...pattern: string[]) =>
  given.reduce((sum, [events, cases]) => {
    const whole = ['▶', ...events, '■']
    return sum + cases * whole.filter((_, i) => pattern.every((name, k) => whole[i + k] === name)).length
  }, 0)

describe('pruning by the definition', () => {
  test('two activities are concurrent where they follow each other about equally often and are no loop', () =>
    fc.assert(
      fc.property(anyLog, epsilon, (given, limit) => {
        const log = logOf(given)
        const { frequency, concurrent, size, selfLoops } = pruneConcurrency(log, limit)
        log.activities.forEach((a, i) => {
          expect(selfLoops[i]).toBe(times(given, a, a) > 0)
          expect(frequency[i * size + i]).toBe(0)
          log.activities.forEach((b, k) => {
            if (i === k) return
            const [at, back] = [i * size + k, k * size + i]
            const [forth, other] = [times(given, a, b), times(given, b, a)]
            const isLoop = times(given, a, a) + times(given, b, b) + times(given, a, b, a) + times(given, b, a, b) > 0
            const isPair = forth > 0 && other > 0 && !isLoop
            const isBalanced = isPair && Math.abs(forth - other) / (forth + other) < limit
            const left = [frequency[at]! > 0, frequency[back]! > 0]
            expect([0, forth]).toContain(frequency[at])
            expect(concurrent[at]).toBe(concurrent[back])
            // concurrent: just those that are balanced, as far as both arcs could go
            expect(concurrent[at] === 1).toBe(isBalanced && !left[0] && !left[1])
            if (!isPair) expect(left).toEqual([forth > 0, other > 0])
            else if (!isBalanced) expect(left.some(Boolean)).toBe(true)
          })
        })
      }),
      { numRuns: 400, seed: 71 },
    ))
  test('every activity keeps a way from the start and to the end, and an arc stays against the rule only where it is needed', () =>
    fc.assert(
      fc.property(anyLog, epsilon, (given, limit) => {
        const log = logOf(given)
        const { frequency, size } = pruneConcurrency(log, limit)
        const reach = (from: number, isForward: boolean, without = -1) => {
          const seen = new Set([from])
          for (const node of seen)
            for (let next = 0; next < size; next++) {
              const at = isForward ? node * size + next : next * size + node
              if (at !== without && frequency[at]! > 0) seen.add(next)
            }
          return seen.size
        }
        expect([reach(size - 2, true), reach(size - 1, false)]).toEqual([size, size])
        log.activities.forEach((a, i) => {
          log.activities.forEach((b, k) => {
            const [forth, back] = [times(given, a, b), times(given, b, a)]
            const isLoop = times(given, a, a) + times(given, b, b) + times(given, a, b, a) + times(given, b, a, b) > 0
            if (i === k || isLoop || forth === 0 || back === 0) return
            const isBalanced = Math.abs(forth - back) / (forth + back) < limit
            if (!isBalanced && forth >= back) return
            // by the rule this arc goes; one alone that is left is the only one of its end, or on a way put back
            const at = i * size + k
            if (frequency[at] === 0 || frequency[k * size + i]! > 0) return
            const out = Array.from({ length: size }, (_, to) => frequency[i * size + to]!).filter(Boolean).length
            const into = Array.from({ length: size }, (_, from) => frequency[from * size + k]!).filter(Boolean).length
            const isNeeded = reach(size - 2, true, at) < size || reach(size - 1, false, at) < size
            expect([a, b, out === 1 || into === 1 || isNeeded]).toEqual([a, b, true])
          })
        })
      }),
      { numRuns: 300, seed: 72 },
    ))
})

test('kept are the arcs of the eta quantile, and ways as wide as there are from the start to each activity and on to the end', () =>
  fc.assert(
    fc.property(anyLog, epsilon, fc.constantFrom(0, 0.2, 0.4, 0.8, 1), (given, limit, eta) => {
      const graph = pruneConcurrency(logOf(given), limit)
      const { size, frequency } = graph
      const kept = filterArcs(graph, eta)
      const arcs = [...frequency.keys()].filter(at => frequency[at]! > 0)
      const strongest = (of: (at: number) => number) =>
        Array.from({ length: size }, (_, node) =>
          arcs.filter(at => of(at) === node).sort((a, b) => frequency[b]! - frequency[a]! || a - b),
        ).flatMap(([at]) => at ?? [])
      const from = (at: number) => Math.floor(at / size)
      const to = (at: number) => at % size
      const values = [...new Set([...strongest(from), ...strongest(to)])]
        .map(at => frequency[at]!)
        .sort((a, b) => a - b)
      const threshold = values[Math.min(values.length - 1, Math.round(eta * values.length))]!
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b))
      for (const at of arcs) if (frequency[at]! >= threshold) expect(kept).toContain(at)
      /** Width of the widest way between two nodes (Floyd & Warshall 1962, with minimum and maximum). */
      const widths = (list: readonly number[]) => {
        const width = new Float64Array(size * size)
        for (const at of list) width[at] = frequency[at]!
        for (let k = 0; k < size; k++)
          for (let a = 0; a < size; a++)
            for (let b = 0; b < size; b++)
              width[a * size + b] = Math.max(width[a * size + b]!, Math.min(width[a * size + k]!, width[k * size + b]!))
        return width
      }
      const [all, left] = [widths(arcs), widths(kept)]
      for (let node = 0; node < size - 2; node++)
        for (const at of [(size - 2) * size + node, node * size + size - 1]) expect(left[at]).toBe(all[at])
      // below the threshold nothing stands but one arc a node and direction
      const rare = kept.filter(at => frequency[at]! < threshold)
      expect(rare.length).toBeLessThanOrEqual(2 * (size - 1))
    }),
    { numRuns: 300, seed: 73 },
  ))

test('the net of a graph has the traces that tokens on the graph have', () => {
  let accepted = 0
  let inclusive = 0
  fc.assert(
    fc.property(
      anyLog,
      fc.array(fc.oneof(trace, shuffled), { maxLength: 4 }),
      fc.record({ eta: fc.constantFrom(0, 0.4, 1), epsilon }),
      (given, others, options) => {
        const graph = splitMiner(logOf(given), options)
        const finder = new RunFinder(gatewaysToPetriNet(graph))
        for (const one of [...given.map(([events]) => events), ...others]) {
          const expected = naiveAccepts(graph, one)
          const found = finder.find(one) !== null
          if (expected === undefined || finder.gaveUp) continue
          expect([printGateways(graph), one, found]).toEqual([printGateways(graph), one, expected])
          if (expected) accepted++
          if (expected && graph.nodes.some(({ kind }) => kind === 'or')) inclusive++
        }
      },
    ),
    { numRuns: 300, seed: 74 },
  )
  expect(accepted).toBeGreaterThan(300)
  expect(inclusive).toBeGreaterThan(20)
})

test('where no ways have the same future, the two that agree most are joined first', () => {
  // a ∥ b ∥ c ∥ d, and no others: a and b differ in c alone, c and d in b alone
  const graphOf = (pairs: readonly string[]) => {
    const builder = new GatewayGraphBuilder()
    const nodes = [...'abcd'].map(label => builder.node('activity', label))
    const start = builder.node('start')
    for (const node of nodes) builder.edge(start, node)
    const is = (x: number, y: number) =>
      pairs.includes('abcd'[x]! + 'abcd'[y]!) || pairs.includes('abcd'[y]! + 'abcd'[x]!)
    discoverSplits(builder, start, is)
    const print = (node: number): string => {
      const { kind, label } = builder.nodes[node]!
      const behind = builder.out(node).map(print)
      return label ?? (kind === 'start' ? behind.join() : `${kind}(${behind.join(' ')})`)
    }
    return print(start)
  }
  expect(graphOf(['ab', 'bc', 'cd'])).toBe('xor(and(a b) and(c d))')
  // all together, all apart, and one beside a choice
  expect(graphOf(['ab', 'ac', 'ad', 'bc', 'bd', 'cd'])).toBe('and(a b c d)')
  expect(graphOf([])).toBe('xor(a b c d)')
  expect(graphOf(['ab', 'bc', 'bd'])).toBe('and(xor(a c d) b)')
  expect(graphOf(['ac', 'ad', 'bc', 'bd'])).toBe('and(xor(a b) xor(c d))')
})
