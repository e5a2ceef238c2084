import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DualSimplex } from '../base/linear-program.ts'
import { variantLog } from '../log/variant-log.ts'
import { netOf } from './net.fixture.ts'
import { earthMovers, editShare } from './stochastic-distance.ts'
import { logLanguage, netLanguage, type StochasticLanguage } from './stochastic-language.ts'
import { Transport } from './transport.ts'

const ofLog = (notation: string) => logLanguage(variantLog(notation), 100)
const ofNet = (notation: string, weights?: number[]): StochasticLanguage => {
  const language = netLanguage(netOf(notation), { limit: 50, mass: 0.999999, ...(weights ? { weights } : {}) })
  if (!language.ok) throw new Error(language.because)
  return language.value
}

describe('earth movers', () => {
  test('equal languages are wholly similar, strange ones not at all', async () => {
    expect((await earthMovers(ofLog('a b *3 | a c'), ofLog('a b *6 | a c *2'))).similarity).toBeCloseTo(1, 12)
    expect((await earthMovers(ofLog('a b'), ofLog('x y'))).similarity).toBe(0)
  })
  test('what is moved costs the share of the trace that changes', async () => {
    // a quarter of the cases moves from a b to a c: half of the trace
    expect((await earthMovers(ofLog('a b *3 | a c'), ofLog('a b *2 | a c *2'))).similarity).toBeCloseTo(0.875, 12)
  })
  test('edit distance by the longer trace', () => {
    expect([editShare([], []), editShare(['a'], []), editShare(['a', 'b', 'c'], ['a', 'c'])]).toEqual([0, 1, 1 / 3])
  })
  test('edit distance is the least number of changes, whatever the traces', () => {
    const trace = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 })
    const naive = (a: readonly string[], b: readonly string[]): number => {
      if (a.length === 0 || b.length === 0) return a.length + b.length
      const [restA, restB] = [a.slice(1), b.slice(1)]
      if (a[0] === b[0]) return naive(restA, restB)
      return 1 + Math.min(naive(restA, b), naive(a, restB), naive(restA, restB))
    }
    fc.assert(
      fc.property(trace, trace, (a, b) => {
        expect(editShare(a, b) * Math.max(1, a.length, b.length)).toBeCloseTo(naive(a, b), 9)
      }),
      { numRuns: 100 },
    )
  })
  test('a net with the weights of the log is as the log', async () => {
    const net = 'start -> a -> p | p -> b -> end | p -> c -> end'
    const log = ofLog('a b *3 | a c')
    expect((await earthMovers(log, ofNet(net, [1, 3, 1]))).similarity).toBeCloseTo(1, 12)
    expect((await earthMovers(log, ofNet(net))).similarity).toBeCloseTo(0.875, 12)
  })
})

describe('the stochastic language of a net', () => {
  test('a loop goes on with half of the probability each time', () => {
    const { traces, mass } = ofNet('start -> a -> p | p -> τ -> start | p -> τ -> end')
    expect(traces.slice(0, 3)).toEqual([
      { activities: ['a'], probability: 0.5 },
      { activities: ['a', 'a'], probability: 0.25 },
      { activities: ['a', 'a', 'a'], probability: 0.125 },
    ])
    expect(mass).toBeGreaterThan(0.99999)
  })
  test('orders of silent transitions add up to one trace', () => {
    const { traces } = ofNet('start -> a -> p + q | p -> τ -> r | q -> τ -> s | r + s -> b -> end')
    expect(traces).toEqual([{ activities: ['a', 'b'], probability: 1 }])
  })
  test('what comes to a state after it was told is told once more, not twice', () => {
    // half of p comes after it waits already, and what returns from r to p is less than that half
    const net =
      'start -> τ -> q | start -> τ -> p | q -> τ -> p | p -> a -> end | p -> τ -> r | r -> τ -> p | r -> b -> end'
    const { traces } = ofNet(net, [1, 1, 1, 1, 9, 1, 1])
    expect(traces.map(({ activities }) => activities.join(' '))).toEqual(['b', 'a'])
    expect(traces[0]!.probability).toBeCloseTo(9 / 11, 5)
    expect(traces[1]!.probability).toBeCloseTo(2 / 11, 5)
  })
  test('equally probable traces stand by their names; enough of the probability is enough', () => {
    const net = netOf('start -> b -> end | start -> a -> end')
    const told = (mass: number) => {
      const language = netLanguage(net, { limit: 9, mass })
      return language.ok && language.value.traces.map(({ activities }) => activities.join(' '))
    }
    expect(told(1)).toEqual(['a', 'b'])
    expect(told(0.5)).toEqual(['b'])
  })
  test('a net without an end has none', () => {
    expect(netLanguage(netOf('start -> a -> p | q -> b -> end'), { limit: 9, mass: 1 }).ok).toBe(false)
  })
})

test('transport costs what a linear program says', () => {
  const side = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(
      side,
      side,
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 25, maxLength: 25 }),
      (a, b, costs) => {
        const share = (all: number[]) => all.map(one => one / all.reduce((sum, other) => sum + other, 0))
        const [supply, demand] = [share(a), share(b)]
        const cost = Float64Array.from({ length: a.length * b.length }, (_, arc) => costs[arc]!)
        const transport = new Transport(supply, demand, cost)
        while (transport.carry());
        const columns = Array.from(cost, (_, arc) => [
          [Math.floor(arc / b.length), 1] as const,
          [a.length + (arc % b.length), 1] as const,
        ])
        const program = new DualSimplex({ rows: a.length + b.length, columns, cost })
        expect(transport.value).toBeCloseTo(program.solve([...supply, ...demand])!.value, 6)
      },
    ),
    { numRuns: 300, seed: 19 },
  )
})
