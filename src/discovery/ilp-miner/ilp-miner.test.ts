import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared } from '../../../test/shared.ts'
import { type VariantLog, variantLog } from '../../log/variant-log.ts'
import { printNet } from '../../model/net-notation.ts'
import { fire, isEnabled, isFinal, type PetriNet } from '../../model/petri-net.ts'
import { soundness } from '../../model/soundness.ts'
import { workflowNet } from '../../model/workflow-net.ts'
import { logOf, readMinedOracle, tracesOf } from '../oracle.fixture.ts'
import { framedLog } from './framed-log.ts'
import { ilpMiner } from './ilp-miner.ts'
import { sequenceEncoding } from './sequence-encoding.ts'

const minedOf = (log: VariantLog, noise = 0): PetriNet => {
  const net = ilpMiner(log, noise)
  return net.ok ? net.value : expect.fail(net.because)
}
const mined = (notation: string, noise = 0) => minedOf(variantLog(notation), noise)

/** Labels stand once each, and only the first and the last step are silent: there is one way to replay a trace. */
function replays(net: PetriNet, trace: readonly string[]): boolean {
  let marking = net.initial
  const silent = net.transitions.filter(({ label }) => label === null)
  const step = (transition: PetriNet['transitions'][number] | undefined): boolean => {
    if (!transition || !isEnabled(transition, marking)) return false
    marking = fire(transition, marking)
    return true
  }
  step(silent.find(transition => isEnabled(transition, marking)))
  if (!trace.every(activity => step(net.transitions.find(({ label }) => label === activity)))) return false
  if (!isFinal(net, marking)) step(silent.find(transition => isEnabled(transition, marking)))
  return isFinal(net, marking)
}

describe('the ILP miner', () => {
  test('L1 of van der Aalst (2016)', () => {
    const net = mined('a b c d *3 | a c b d *2 | a e d')
    expect(printNet(net)).toBe(
      'source → a → p1 + p2; p1 → b → p3; p2 → c → p4; p3 + p4 → d → sink; p1 + p2 → e → p3 + p4; [source] ⇒ [sink]',
    )
    expect(soundness(net).verdict).toBe('sound')
  })
  test('L5 of van der Aalst (2016), with a loop', () => {
    const net = mined('a b e f *2 | a b e c d b f *3 | a b c e d b f *2 | a b c d e b f *4 | a e b c d b f *3')
    expect(printNet(net)).toBe(
      'source → a → p1 + p2; p1 → b → p3; p3 → c → p4; p4 → d → p1; p2 → e → p5; p3 + p5 → f → sink; [source] ⇒ [sink]',
    )
  })
  test('loops of one and of two', () => {
    expect(printNet(mined('a c | a b c | a b b c'))).toBe(
      'source → a → p1; p1 → b → p1; p1 → c → sink; [source] ⇒ [sink]',
    )
    expect(printNet(mined('a b d | a b c b d | a b c b c b d'))).toBe(
      'source → a → p1; p1 → b → p2; p2 → c → p1; p2 → d → sink; [source] ⇒ [sink]',
    )
  })
  test('what a choice depends on, at a distance', () => {
    const net = mined('a c d | b c e')
    expect(['a c d', 'b c e', 'a c e', 'b c d'].map(trace => replays(net, trace.split(' ')))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
  test('a way that is rare in its situation is left out', () => {
    const net = mined('a b c *100 | a c b', 0.2)
    expect([replays(net, ['a', 'b', 'c']), replays(net, ['a', 'c', 'b'])]).toEqual([true, false])
    expect(printNet(mined('a b *50 | a x b', 0.1))).not.toContain('x')
    expect(replays(mined('a b *50 | a x b', 0), ['a', 'x', 'b'])).toBe(true)
  })
  test('logs of nothing, of one activity, with empty traces', () => {
    expect(replays(mined(''), [])).toBe(true)
    expect(replays(mined('a'), ['a'])).toBe(true)
    const net = mined('a b | ')
    expect([[], ['a', 'b']].map(trace => replays(net, trace))).toEqual([true, true])
    expect(replays(net, ['b'])).toBe(false)
  })
  test('what is too large is refused, with what to do', () => {
    const wide = variantLog(Array.from({ length: 70 }, (_, i) => `x${i}`).join(' '))
    expect(ilpMiner(wide)).toMatchObject({ ok: false, because: expect.stringContaining('leave out rare activities') })
    const digits = Array.from({ length: 24 }, (_, bit) => bit)
    const many = Array.from({ length: 3000 }, (_, v) =>
      digits.map(bit => `x${(bit * 7 + v * v * 31 + ((v >> (bit % 11)) & 1) * 5) % 17}`).join(' '),
    )
    expect(ilpMiner(variantLog(many.join(' | ')))).toMatchObject({
      ok: false,
      because: expect.stringContaining('keep the most frequent variants'),
    })
  })
  test('a name that looks like the artificial start is an activity', () => {
    const net = mined('start end | end start')
    expect([replays(net, ['start', 'end']), replays(net, ['end', 'start'])]).toEqual([true, true])
  })
})

const traces = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 6 }), {
  minLength: 1,
  maxLength: 7,
})
const notation = (all: readonly (readonly string[])[]) => all.map(one => one.join(' ')).join(' | ')

test('a workflow net that every trace fits, whatever the log', () => {
  fc.assert(
    fc.property(traces, all => {
      const net = mined(notation(all))
      expect([printNet(net), workflowNet(net).ok]).toEqual([printNet(net), true])
      for (const one of all) expect([printNet(net), one, replays(net, one)]).toEqual([printNet(net), one, true])
    }),
    { numRuns: 300, seed: 4 },
  )
})

test('with noise it fits every trace of which no step is rare', () => {
  fc.assert(
    fc.property(traces, fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 7, maxLength: 7 }), (all, cases) => {
      const log = variantLog(all.map((one, i) => `${one.join(' ')} *${cases[i]}`).join(' | '))
      const net = minedOf(log, 0.3)
      const framed = framedLog(log)
      const { size, before, last, starts, next } = sequenceEncoding(framed.log, 0.3, 1000)!
      tracesOf(log).forEach((trace, v) => {
        let ways = starts
        const symbols = [...framed.log.symbols.subarray(framed.log.offsets[v]!, framed.log.offsets[v + 1]!)]
        const isKept = symbols.every(symbol => {
          const way = ways.find(to => last[to] === symbol)
          ways = way === undefined ? [] : next[way]!
          return way !== undefined
        })
        if (isKept) expect([printNet(net), trace, replays(net, trace)]).toEqual([printNet(net), trace, true])
      })
      expect(before.length).toBe(last.length * size)
    }),
    { numRuns: 200, seed: 5 },
  )
})

test('the same net in whatever order activities and variants stand', () => {
  expect(mined('b c a *2 | c b a | d d a')).toEqual(mined('d d a | c b a | b c a *2'))
})

describeShared('logs of others', 'oracle/receipt.json', () => {
  test.each(['running-example', 'repairExample', 'roadtraffic100traces', 'interval_event_log', 'receipt', 'reviewing'])(
    '%s: every variant fits',
    name => {
      const log = logOf(readMinedOracle(name).variants)
      const net = minedOf(log)
      expect(tracesOf(log).filter(trace => !replays(net, trace))).toEqual([])
    },
  )
  test('the places of another tool (2.7.14) on its running example', () => {
    const net = minedOf(logOf(readMinedOracle('running-example').variants))
    expect(net.places.length).toBe(8)
    expect(net.transitions.reduce((sum, { inputs, outputs }) => sum + inputs.length + outputs.length, 0)).toBe(21)
    expect(soundness(net).verdict).toBe('sound')
  })
})
