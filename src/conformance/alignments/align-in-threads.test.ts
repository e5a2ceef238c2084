import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cancellable } from '../../base/platform.ts'
import { random } from '../../base/random.ts'
import type { Pace } from '../../log/count/pace.ts'
import { variantLog } from '../../log/variant-log.ts'
import { netOf } from '../net.fixture.ts'
import { randomNet, randomTrace } from '../random-net.fixture.ts'
import { align } from './align.ts'
import { alignInThreads } from './align-in-threads.node.ts'
import { Aligner } from './aligner.ts'

const net = netOf(
  'start -> register -> p + q | p -> check -> r | q -> examine -> s | r + s -> decide -> end | r + s -> τ -> p + q',
)
const draw = random(5)
const names = ['register', 'check', 'examine', 'decide', 'pay']
/** 150 variants, no two alike. */
const log = variantLog(
  Array.from({ length: 150 }, (_, v) =>
    ['pay', ...Array.from({ length: 1 + (v % 9) }, () => names[Math.floor(draw() * names.length)]!), ...bits(v)].join(
      ' ',
    ),
  ).join(' | '),
)
function bits(v: number): string[] {
  return Array.from({ length: 8 }, (_, i) => (v & (1 << i) ? 'check' : 'examine'))
}
const shared = { threads: 2, aloneMs: 0 }

describe('alignments in threads', () => {
  test('are those of one thread, at own costs and of running cases too, and all cases are told', async () => {
    const costs = { logMove: (name: string) => (name === 'pay' ? 3 : 1), modelMove: () => 2 }
    const told: number[] = []
    const asked = { costs, isRunning: (v: number) => v % 3 === 0 }
    const many = await alignInThreads(log, net, { ...shared, ...asked, progress: ({ done }) => told.push(done) })
    expect(many).toEqual(await align(log, net, asked))
    expect(told.at(-1)).toBe(150)
  })
  test('a net that cannot be asked is refused with the same reason', async () => {
    const dead = netOf('start -> a -> p | q -> b -> end')
    expect(await alignInThreads(log, dead, shared)).toEqual(await align(log, dead))
  })
  test('whoever cancels is heard while threads work', async () => {
    const { cancel, stop } = cancellable()
    const pace: Pace = { step: () => undefined, cancel, with: () => pace }
    const work = alignInThreads(log, net, { ...shared, pace, progress: stop })
    await expect(work).rejects.toThrow('cancelled')
  })
  test('where the time is over, the rest is bounds', async () => {
    let time = 0
    const answer = await alignInThreads(log, net, { ...shared, budget: { timeMs: 1 }, now: () => (time += 0.001) })
    if (!answer.ok) throw new Error(answer.because)
    const best = await align(log, net)
    if (!best.ok) throw new Error(best.because)
    answer.value.variants.forEach(({ lower, cost }, v) => {
      expect(lower).toBeLessThanOrEqual(best.value.variants[v]!.cost)
      expect(cost).toBeGreaterThanOrEqual(best.value.variants[v]!.cost)
    })
  })
})

test('an alignment does not depend on what was aligned before it', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomNet,
      fc.array(randomTrace, { minLength: 1, maxLength: 4 }),
      randomTrace,
      fc.constantFrom(2, 5, 1000),
      fc.constantFrom(20, 1000),
      async (net, before, trace, markings, states) => {
        const budget = { markings, states }
        const one = await Aligner.open(net, { budget })
        const two = await Aligner.open(net, { budget })
        expect(one.ok).toBe(two.ok)
        if (!one.ok || !two.ok) return
        for (const earlier of before) await one.value.align(earlier)
        expect(await one.value.align(trace)).toEqual(await two.value.align(trace))
      },
    ),
    { numRuns: 150 },
  )
})
