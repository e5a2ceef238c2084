import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cancellable } from '../../base/platform.ts'
import { variantLog } from '../../log/variant-log.ts'
import type { Marking, PetriNet } from '../../model/petri-net.ts'
import { parseTree } from '../../model/process-tree.ts'
import { treeToNet } from '../../model/tree-to-net.ts'
import { netOf } from '../net.fixture.ts'
import { randomNet, randomTrace } from '../random-net.fixture.ts'
import { align } from './align.ts'
import { Aligner } from './aligner.ts'
import type { AlignmentOptions, Move } from './alignment.ts'
import { expectValid, naiveCost } from './naive-alignment.fixture.ts'

async function alignerOf(net: PetriNet, options: AlignmentOptions = {}): Promise<Aligner> {
  const opened = await Aligner.open(net, options)
  if (!opened.ok) throw new Error(opened.because)
  return opened.value
}

const print = (moves: readonly Move[]) =>
  moves
    .map(move => {
      if (move.kind === 'silent') return 'τ'
      return { synchronous: '', log: 'log:', model: 'model:' }[move.kind] + move.activity
    })
    .join(' ')

const order = netOf(
  'start -> register -> p + q | p -> check -> r | q -> examine -> s | r + s -> decide -> end | r + s -> τ -> p + q',
)
/** n activities in any order: 2^n markings. */
const parallel = (n: number) => {
  const names = Array.from({ length: n }, (_, i) => `x${i}`)
  const places = (letter: string) => names.map((_, i) => `${letter}${i}`).join(' + ')
  const branches = names.map((name, i) => `p${i} -> ${name} -> q${i}`)
  return netOf([`start -> open -> ${places('p')}`, ...branches, `${places('q')} -> close -> end`].join(' | '))
}

describe('alignments', () => {
  test('a trace of the language costs nothing', async () => {
    const aligner = await alignerOf(order)
    const { cost, lower, moves } = await aligner.align(['register', 'examine', 'check', 'decide'])
    expect([cost, lower, print(moves)]).toEqual([0, 0, 'register examine check decide'])
  })
  test('what is missing is a model move, what is too much a log move', async () => {
    const aligner = await alignerOf(order)
    const trace = ['register', 'check', 'pay', 'decide']
    const alignment = await aligner.align(trace)
    expectValid(order, trace, alignment)
    expect(alignment.cost).toBe(2)
    expect(print(alignment.moves)).toContain('model:examine')
    expect(print(alignment.moves)).toContain('log:pay')
  })
  test('silent moves cost nothing but are told', async () => {
    const aligner = await alignerOf(order)
    const trace = ['register', 'check', 'examine', 'check', 'examine', 'decide']
    const alignment = await aligner.align(trace)
    expect([alignment.cost, alignment.silentMoves]).toEqual([0, 1])
    expect(print(alignment.moves)).toBe('register check examine τ check examine decide')
  })
  test('a trace that may have one state only has an interval, where all markings of the net are known', async () => {
    const aligner = await alignerOf(order, { budget: { states: 1 } })
    expect(aligner.shortestRun.cost).toBe(4)
    const trace = ['register', 'check', 'pay', 'decide']
    const alignment = await aligner.align(trace)
    expectValid(order, trace, alignment)
    expect([alignment.lower <= 2, alignment.cost >= 2]).toEqual([true, true])
  })
  test('a trace of very many equal events costs what a short one does', async () => {
    const net = treeToNet(parseTree('×(→(↺(a, τ), x, y), →(m, ↺(a, τ), y, x))'))
    const aligner = await alignerOf(net)
    for (const times of [3, 130_000]) {
      const { cost, lower } = await aligner.align([...new Array<string>(times).fill('a'), 'y', 'x'])
      expect([times, lower, cost]).toEqual([times, 1, 1])
    }
  })
  test('the empty trace is aligned with the shortest run', async () => {
    const aligner = await alignerOf(order)
    expect(aligner.shortestRun.cost).toBe(4)
    expect((await aligner.align([])).cost).toBe(4)
  })
  test('costs of one’s own decide what is left out', async () => {
    const net = netOf('start -> a -> p | p -> b -> end | start -> c -> end')
    expect(print((await (await alignerOf(net)).align(['a'])).moves)).toBe('a model:b')
    const costs = { logMove: () => 1, modelMove: (activity: string) => (activity === 'b' ? 5 : 1) }
    const dear = await (await alignerOf(net, { costs })).align(['a'])
    expect(dear.cost).toBe(2)
    expect(print(dear.moves)).toContain('model:c')
    await expect(alignerOf(net, { costs: { ...costs, modelMove: () => 0.5 } })).rejects.toThrow('whole numbers')
    for (const cost of [-1, 1001])
      await expect(alignerOf(net, { costs: { ...costs, modelMove: () => cost } })).rejects.toThrow('whole numbers')
    expect((await (await alignerOf(net, { costs: { ...costs, modelMove: () => 1000 } })).align(['a'])).cost).toBe(1000)
  })
  test('a running case is not told what may still come', async () => {
    const aligner = await alignerOf(order)
    for (const trace of [[], ['register'], ['register', 'check']])
      expect((await aligner.alignPrefix(trace)).cost).toBe(0)
    const wrong = await aligner.alignPrefix(['check'])
    expectValid(order, ['check'], wrong, 'prefix')
    expect(wrong.cost).toBe(1)
  })
  test('a final marking that cannot be reached is refused with the reason', async () => {
    const dead = await Aligner.open(netOf('start -> a -> p | q -> b -> end'))
    expect(dead).toMatchObject({ ok: false, because: expect.stringContaining('no final marking') })
    const endless = await Aligner.open(netOf('start -> a -> start + p | q -> b -> end'), {
      budget: { markings: 200, states: 2000 },
    })
    expect(endless.ok).toBe(false)
  })
  test('a log is aligned variant by variant, and tells how far it is', async () => {
    const done: string[] = []
    const log = variantLog('register check examine decide *3 | register *2')
    const result = await align(log, order, { progress: report => void done.push(`${report.done} of ${report.total}`) })
    expect(result.ok && result.value.variants.map(({ cost }) => cost)).toEqual([0, 3])
    // all events as log moves and the cheapest run
    expect(result.ok && [result.value.worstCosts, result.value.shortestRun.cost]).toEqual([[8, 5], 4])
    expect(done).toEqual(['3 of 5', '5 of 5'])
  })
  test('whoever cancels is heard', async () => {
    const { cancel, stop } = cancellable()
    stop()
    const pace = { step: () => void cancel.throwIfCancelled(), cancel, with: () => pace }
    await expect(align(variantLog('register'), order, { pace })).rejects.toThrow('cancelled')
  })
})

describe('nets too large to be known as a whole', () => {
  const net = parallel(24)
  const names = Array.from({ length: 24 }, (_, i) => `x${i}`)
  test('a trace in any order fits, and one that lacks events or has others does not', async () => {
    const aligner = await alignerOf(net, { budget: { markings: 5000 } })
    expect(aligner.knowsNet).toBe(false)
    expect(aligner.shortestRun.cost).toBe(26)
    expect((await aligner.align(['open', ...names.toReversed(), 'close'])).cost).toBe(0)
    const trace = ['x3', 'open', ...names.slice(4), 'other', 'x1', 'close', 'x1']
    const alignment = await aligner.align(trace)
    expectValid(net, trace, alignment)
    // x3 before open and x1 after close are log moves like other; x0, x2 and x3 are missing
    expect([alignment.lower, alignment.cost]).toEqual([6, 6])
  })
  test('where the budget ends the answer is an interval around the optimum', async () => {
    const aligner = await alignerOf(net, { budget: { markings: 100, states: 40 } }).catch(() => null)
    expect(aligner).not.toBeNull()
    const trace = ['x5', 'x4', 'open', ...names.slice(6), 'x1', 'close', 'x2']
    const alignment = await aligner!.align(trace)
    expectValid(net, trace, alignment)
    expect(alignment.lower).toBeLessThanOrEqual(6)
    expect(alignment.cost).toBeGreaterThanOrEqual(6)
    expect(alignment.lower).toBeLessThan(alignment.cost)
    // all events as log moves and the cheapest run would cost 26 more than the trace has events
    expect(alignment.cost).toBeLessThan(trace.length)
  })
  test('where even a narrow search cannot begin, events and the cheapest run stand apart', async () => {
    // 2^13 markings are reached silently from the first one
    const names = Array.from({ length: 13 }, (_, i) => `${i}`)
    const places = (letter: string) => names.map(name => letter + name).join(' + ')
    const branches = names.map(name => `p${name} -> τ -> q${name}`)
    const wide = netOf(
      [`start -> τ -> ${places('p')}`, ...branches, `${places('q')} -> a -> p | p -> b -> end`].join(' | '),
    )
    const budget = { markings: 50, states: 400 }
    const aligner = await alignerOf(wide, { budget })
    expect([aligner.shortestRun.cost, aligner.shortestRun.silentMoves]).toEqual([2, 14])
    const trace = ['b', 'b', 'x', 'a', 'a']
    const costs = { logMove: () => 3, modelMove: () => 1 }
    for (const options of [{ budget }, { budget, costs }] as AlignmentOptions[]) {
      const opened = await alignerOf(wide, options)
      const alignment = await opened.align(trace)
      expectValid(wide, trace, alignment, 'complete', options.costs)
      expect([alignment.cost, alignment.silentMoves]).toEqual([options.costs ? 17 : 7, 14])
      const prefix = await opened.alignPrefix(trace)
      expectValid(wide, trace, prefix, 'prefix', options.costs)
      expect(prefix.lower).toBeLessThanOrEqual(3 * (options.costs ? 3 : 1))
    }
  })
  test('time that is over ends the search', async () => {
    let time = 0
    const aligner = await alignerOf(order, { now: () => time, budget: { timeMs: 1000 } })
    time = 2000
    const late = await aligner.align(['decide', 'register', 'check'])
    expectValid(order, ['decide', 'register', 'check'], late)
    expect(late.lower).toBeLessThanOrEqual(3)
    // seven: every event in the log alone, every one of the run in the model alone
    expect(late.cost).toBeLessThan(7)
  })
})

describe('random nets: unsafe, unsound, unbounded, with labels that come twice', () => {
  const run = (options: AlignmentOptions, check: (net: PetriNet, trace: string[], aligner: Aligner) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(randomNet, fc.array(randomTrace, { minLength: 1, maxLength: 4 }), async (net, traces) => {
        const shortest = naiveCost(net, [], { limit: 400 })
        if (shortest === undefined) return
        const opened = await Aligner.open(net, options)
        // moves that cost nothing in an unbounded net lead on for ever at the same cost
        if (options.costs && shortest !== null && !opened.ok) {
          expect(opened.because).toContain('a larger budget may find one')
          return
        }
        expect(opened.ok).toBe(shortest !== null)
        if (opened.ok) for (const trace of traces) await check(net, trace, opened.value)
      }),
      { numRuns: 100, seed: 4 },
    )
  const equalsNaive = async (net: PetriNet, trace: string[], aligner: Aligner) => {
    const expected = naiveCost(net, trace)
    if (!expected) return
    const alignment = await aligner.align(trace)
    expectValid(net, trace, alignment)
    expect([alignment.cost, alignment.lower, alignment.silentMoves]).toEqual([
      expected.moves,
      expected.moves,
      expected.silents,
    ])
  }
  test('the cost is that of a search from the definition', () =>
    run({ budget: { markings: 400, states: 20_000 } }, equalsNaive))
  test('the same through the marking equation', () => run({ budget: { markings: 0, states: 20_000 } }, equalsNaive))
  const costs = {
    logMove: (activity: string) => ({ a: 0, b: 3 })[activity] ?? 2,
    modelMove: (activity: string) => ({ a: 1, b: 0 })[activity] ?? 4,
  }
  test.each([400, 0])('costs of one’s own, free moves too, with %i markings known', markings =>
    run({ costs, budget: { markings, states: 20_000 } }, async (net, trace, aligner) => {
      const expected = naiveCost(net, trace, { costs })
      if (!expected) return
      const alignment = await aligner.align(trace)
      expectValid(net, trace, alignment, 'complete', costs)
      expect([alignment.lower, alignment.cost, alignment.silentMoves]).toEqual([
        expected.moves,
        expected.moves,
        expected.silents,
      ])
    }),
  )
  test('where the budget ends the optimum lies in the interval, silent moves or not', () =>
    fc.assert(
      fc.asyncProperty(randomNet, randomTrace, fc.integer({ min: 1, max: 12 }), async (net, trace, states) => {
        const opened = await Aligner.open(net, { budget: { markings: 400, states } })
        const expected = naiveCost(net, trace, { limit: 400 })
        if (!opened.ok || !expected) return
        const { lower, cost } = await opened.value.align(trace)
        expect(lower).toBeLessThanOrEqual(expected.moves)
        expect(cost).toBeGreaterThanOrEqual(expected.moves)
      }),
      { numRuns: 1000, seed: 4 },
    ))
  test('prefixes cost what the definition says, of beginnings that can end where the net is known', () =>
    run({ budget: { markings: 400, states: 20_000 } }, async (net, trace, aligner) => {
      const isEnd = (marking: Marking) => !aligner.knowsNet || !!naiveCost({ ...net, initial: marking }, [])
      const expected = naiveCost(net, trace, { goal: 'prefix', isEnd })
      if (!expected) return
      const alignment = await aligner.alignPrefix(trace)
      expectValid(net, trace, alignment, 'prefix')
      if (alignment.lower === alignment.cost) expect(alignment.cost).toBe(expected.moves)
      else expect(aligner.knowsNet).toBe(false)
    }))
  test('of prefixes that cost the same the one with the fewest model moves is taken', () =>
    run({ budget: { markings: 400, states: 20_000 } }, async (net, trace, aligner) => {
      if (!aligner.knowsNet) return
      const isEnd = (marking: Marking) => !!naiveCost({ ...net, initial: marking }, [])
      const costs = { logMove: () => 1000, modelMove: () => 1001 }
      const expected = naiveCost(net, trace, { goal: 'prefix', isEnd, costs })
      const { cost, moves } = await aligner.alignPrefix(trace)
      if (expected) expect(1000 * cost + moves.filter(({ kind }) => kind === 'model').length).toBe(expected.moves)
    }))
})
