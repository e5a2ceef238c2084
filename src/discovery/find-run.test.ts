import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { variantLog } from '../log/variant-log.ts'
import { fire, isEnabled, isFinal, type Marking, type PetriNet, PetriNetBuilder } from '../model/petri-net.ts'
import { findRun, RunFinder } from './find-run.ts'
import { stochasticWeights } from './stochastic-weights.ts'

/** source →a→ p →(b | τ)→ q →c→ sink, and τ from q back to p. */
function loopNet() {
  const builder = new PetriNetBuilder()
  const [source, p, q, sink] = ['source', 'p', 'q', 'sink'].map(id => builder.place(id)) as [
    number,
    number,
    number,
    number,
  ]
  const step = (label: string | null, from: number, to: number, id: string) => {
    const transition = builder.transition(label, id)
    builder.takes(transition, from)
    builder.puts(transition, to)
  }
  step('a', source, p, 'a')
  step('b', p, q, 'b')
  step(null, p, q, 'skip')
  step(null, q, p, 'again')
  step('c', q, sink, 'c')
  return builder.build([[source, 1]], [[[sink, 1]]])
}

const net = loopNet()
const run = (trace: string) =>
  findRun(net, trace.split(' '))
    ?.map(transition => net.transitions[transition]!.id)
    .join(' ') ?? null

describe('a run of a net that shows a trace', () => {
  test('has as few silent transitions as can be', () => {
    expect(run('a b c')).toBe('a b c')
    expect(run('a c')).toBe('a skip c')
    expect(run('a b b c')).toBe('a b again b c')
  })
  test('is not there where the net does not show the trace', () => {
    expect(run('a b')).toBeNull()
    expect(run('b c')).toBeNull()
    expect(run('a x c')).toBeNull()
  })
  test('is given up beyond the budget', () => {
    const finder = new RunFinder(net, 2)
    expect([finder.find(['a', 'b', 'b', 'c']), finder.gaveUp]).toEqual([null, true])
    expect([finder.find(['a', 'x']), finder.gaveUp]).toEqual([null, false])
  })
  test('of a net that puts more and more tokens is given up as well', () => {
    const builder = new PetriNetBuilder()
    const [from, to] = [builder.place(), builder.place()]
    const more = builder.transition(null)
    builder.takes(more, from)
    builder.puts(more, from, 2)
    const last = builder.transition('a')
    builder.takes(last, from, 3)
    builder.puts(last, to)
    const finder = new RunFinder(builder.build([[from, 1]], [[[to, 1]]]))
    expect(finder.find(['a'])).toEqual([0, 0, 1])
    expect([finder.find(['a', 'a']), finder.gaveUp]).toEqual([null, true])
  })
})

test('weights are how often transitions fired in the cases that fit', () => {
  const { weights, replayedCases, cases, undecidedCases } = stochasticWeights(
    net,
    variantLog('a b c *3 | a c *2 | a b b c | a x'),
  )
  expect(Object.fromEntries(net.transitions.map(({ id }, t) => [id, weights[t]]))).toEqual({
    a: 6,
    b: 5,
    skip: 2,
    again: 1,
    c: 6,
  })
  expect([replayedCases, cases, undecidedCases]).toEqual([6, 7, 0])
})

/** Whether any run shows the trace, by trying all of them; null where there are too many markings. */
function isShownNaively(net: PetriNet, trace: readonly string[]): boolean | null {
  const open: [Marking, number][] = [[net.initial, 0]]
  const seen = new Set<string>()
  while (open.length > 0) {
    const [marking, position] = open.pop()!
    const key = `${position}:${marking}`
    if (seen.has(key)) continue
    if (seen.size > 2000) return null
    seen.add(key)
    if (position === trace.length && isFinal(net, marking)) return true
    for (const transition of net.transitions) {
      const isNext = transition.label === trace[position] && position < trace.length
      if (!isEnabled(transition, marking) || (transition.label !== null && !isNext)) continue
      open.push([fire(transition, marking), position + (transition.label === null ? 0 : 1)])
    }
  }
  return false
}

test('a run is found exactly where there is one, and it is one', () => {
  const flow = fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 2 })
  const transition = fc.record({ label: fc.constantFrom('a', 'b', null, null), takes: flow, puts: flow })
  const trace = fc.array(fc.constantFrom('a', 'b'), { maxLength: 3 })
  let shown = 0
  fc.assert(
    fc.property(fc.array(transition, { minLength: 3, maxLength: 7 }), trace, (transitions, given) => {
      const builder = new PetriNetBuilder()
      const places = Array.from({ length: 5 }, () => builder.place())
      for (const { label, takes, puts } of transitions) {
        const number = builder.transition(label)
        for (const place of takes) builder.takes(number, places[place]!)
        for (const place of puts) builder.puts(number, places[place]!)
      }
      const drawn = builder.build([[0, 1]], [[[4, 1]], [[3, 1]]])
      const expected = isShownNaively(drawn, given)
      if (expected === null) return
      const finder = new RunFinder(drawn)
      const found = finder.find(given)
      expect([found !== null, finder.gaveUp]).toEqual([expected, false])
      if (found === null) return
      shown++
      let marking: Marking = drawn.initial
      for (const number of found) {
        expect(isEnabled(drawn.transitions[number]!, marking)).toBe(true)
        marking = fire(drawn.transitions[number]!, marking)
      }
      expect(isFinal(drawn, marking)).toBe(true)
      expect(found.flatMap(number => drawn.transitions[number]!.label ?? [])).toEqual(given)
    }),
    { numRuns: 3000, seed: 51 },
  )
  expect(shown).toBeGreaterThan(50)
})
