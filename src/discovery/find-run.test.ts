import { describe, expect, test } from 'vitest'
import { variantLog } from '../log/variant-log.ts'
import { PetriNetBuilder } from '../model/petri-net.ts'
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
