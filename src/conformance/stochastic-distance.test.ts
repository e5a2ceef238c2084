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
