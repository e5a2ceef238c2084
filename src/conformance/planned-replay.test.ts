import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { variantLogOf } from '../log/variant-log.ts'
import { parseTree } from '../model/process-tree.ts'
import { treeToNet } from '../model/tree-to-net.ts'
import { naiveCost } from './alignments/naive-alignment.fixture.ts'
import { netOf } from './net.fixture.ts'
import { indexNet, labelsOfActivities } from './net-index.ts'
import { PlannedReplay } from './planned-replay.ts'
import { randomNet, randomTrace } from './random-net.fixture.ts'
import { tokenBasedReplay } from './token-based-replay.ts'
import { wrongTokens } from './token-counts.ts'

const letters = [...'abcdefghijklmnop']

describe('replay over planned silent ways', () => {
  const planned = (net: Parameters<typeof indexNet>[0], activities: readonly string[]) => {
    const index = indexNet(net)
    return new PlannedReplay(index).replay(labelsOfActivities(index, activities).filter(label => label >= 0))
  }
  test('a way that needs tokens from several others is gone in their order', () => {
    const net = netOf('start -> a -> p + q | p -> τ -> r | q -> τ -> s | r + s -> τ -> t | t -> b -> end')
    expect(planned(net, ['a', 'b'])).toMatchObject({ produced: 7, consumed: 7, missing: 0, remaining: 0 })
  })
  test('the end that is nearest is taken, and tokens are told that are over', () => {
    const net = netOf('start -> a -> p | p -> τ -> end | start -> b -> q + r')
    expect(planned(net, ['a'])).toMatchObject({ missing: 0, remaining: 0 })
    expect(planned(net, ['b'])).toMatchObject({ produced: 3, consumed: 2, missing: 1, remaining: 2 })
  })
  test('tokens balance, and a trace that fits is one of the language', () => {
    fc.assert(
      fc.property(randomNet, fc.array(randomTrace, { minLength: 1, maxLength: 4 }), (net, traces) => {
        for (const trace of traces) {
          const known = trace.filter(activity => net.transitions.some(({ label }) => label === activity))
          const counts = planned(net, known)
          expect(counts.produced + counts.missing).toBe(counts.consumed + counts.remaining)
          const cost = wrongTokens(counts) === 0 ? naiveCost(net, known, { limit: 400 }) : undefined
          if (cost !== undefined) expect(cost?.moves).toBe(0)
        }
      }),
      { numRuns: 80, seed: 31 },
    )
  })
})

describe('token-based replay of many silent ways beside one another', () => {
  const net = treeToNet(parseTree(`→(∧(${letters.map(letter => `↺(×(${letter}, τ), τ)`).join(', ')}), z)`))
  const again = letters.map((_, turn) => [...letters.slice(turn), ...letters.slice(0, turn), letters[turn]!, 'z'])
  test('every trace of the language fits', async () => {
    const log = variantLogOf([...again, ['z']].map(activities => ({ activities, cases: 1 })))
    const { variants, exact } = await tokenBasedReplay(log, net)
    expect([exact, variants.map(wrongTokens)]).toEqual([true, new Array(17).fill(0)])
  })
  test('others lack tokens, and that they may lack fewer is told', async () => {
    const log = variantLogOf([{ activities: ['z', 'a', 'z'], cases: 1 }])
    const { variants, exact } = await tokenBasedReplay(log, net)
    expect(exact).toBe(false)
    expect(wrongTokens(variants[0]!)).toBeGreaterThan(0)
    expect(variants[0]!.produced + variants[0]!.missing).toBe(variants[0]!.consumed + variants[0]!.remaining)
  })
})
