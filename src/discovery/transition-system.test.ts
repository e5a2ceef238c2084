import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { variantLog, variantLogOf } from '../log/variant-log.ts'
import { netLanguage } from '../model/play-out-net.ts'
import { printSystem, systemToNet } from '../model/transition-system.ts'
import { findRun } from './find-run.ts'
import { type Abstraction, abstractions, type TransitionSystemOptions, transitionSystem } from './transition-system.ts'

const systemOf = (notation: string, options?: TransitionSystemOptions) => {
  const made = transitionSystem(variantLog(notation), options)
  return made.ok ? made.value : expect.fail(made.because)
}
const printed = (notation: string, options?: TransitionSystemOptions) => printSystem(systemOf(notation, options))
const L1 = 'a b c d *3 | a c b d *2 | a e d'

function naiveName(past: readonly string[], abstraction: Abstraction): string {
  if (abstraction === 'sequence') return `⟨${past.join(', ')}⟩`
  const names = [...new Set(past)].sort()
  if (abstraction === 'set') return `{${names.join(', ')}}`
  const times = (name: string) => past.filter(one => one === name).length
  return `[${names.map(name => (times(name) === 1 ? name : `${times(name)}*${name}`)).join(', ')}]`
}

describe('a transition system', () => {
  test('by sets: concurrent activities make a diamond', () => {
    expect(printed(L1)).toEqual([
      '{} –a→ {a}',
      '{a} –b→ {a, b}',
      '{a, b} –c→ {a, b, c}',
      '{a, b, c} –d→ {a, b, c, d}■',
      '{a} –c→ {a, c}',
      '{a, c} –b→ {a, b, c}',
      '{a} –e→ {a, e}',
      '{a, e} –d→ {a, d, e}■',
    ])
    expect(systemOf(L1).steps.map(({ frequency }) => frequency)).toEqual([6, 3, 3, 5, 2, 2, 1, 1])
  })
  test('by sequences it is the prefix tree', () => {
    expect(printed('a b | b a', { abstraction: 'sequence' })).toEqual([
      '⟨⟩ –a→ ⟨a⟩',
      '⟨a⟩ –b→ ⟨a, b⟩■',
      '⟨⟩ –b→ ⟨b⟩',
      '⟨b⟩ –a→ ⟨b, a⟩■',
    ])
  })
  test('multisets count, sets do not', () => {
    expect(printed('a a b', { abstraction: 'multiset' })).toEqual([
      '[] –a→ [a]',
      '[a] –a→ [2*a]',
      '[2*a] –b→ [2*a, b]■',
    ])
    expect(printed('a a b')).toEqual(['{} –a→ {a}', '{a} –a→ {a}', '{a} –b→ {a, b}■'])
  })
  test('with a horizon of one the last event alone counts', () => {
    expect(printed('a b c b d', { abstraction: 'sequence', horizon: 1 })).toEqual([
      '⟨⟩ –a→ ⟨a⟩',
      '⟨a⟩ –b→ ⟨b⟩',
      '⟨b⟩ –c→ ⟨c⟩',
      '⟨c⟩ –b→ ⟨b⟩',
      '⟨b⟩ –d→ ⟨d⟩■',
    ])
  })
  test('names with signs of the notation, or none, make states of their own', () => {
    const log = {
      activities: ['a, b', 'a', 'b', ''],
      offsets: Int32Array.of(0, 1, 3, 4),
      cases: Float64Array.of(1, 1, 1),
    }
    const made = transitionSystem({ ...log, symbols: Int32Array.of(0, 1, 2, 3) })
    expect(made.ok && made.value.states).toEqual(['{}', '{""}', '{a}', '{a, b}', '{"a, b"}'])
  })
  test('states are what came before, in all abstractions, whatever the horizon', () => {
    const traces = fc.array(fc.array(fc.constantFrom('c', 'a', 'b'), { maxLength: 6 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(
        traces,
        fc.constantFrom(...abstractions),
        fc.constantFrom(1, 3, 6, 99),
        (rows, abstraction, horizon) => {
          const system = transitionSystem(variantLogOf(rows.map(activities => ({ activities, cases: 1 }))), {
            abstraction,
            horizon,
          })
          const names = rows.flatMap(row =>
            Array.from({ length: row.length + 1 }, (_, i) =>
              naiveName(row.slice(Math.max(0, i - horizon), i), abstraction),
            ),
          )
          expect(system.ok && [...system.value.states].sort()).toEqual([...new Set(names)].sort())
        },
      ),
      { numRuns: 100 },
    )
  })
  test('a long trace takes no square of its length', () => {
    const system = transitionSystem(variantLogOf([{ activities: new Array<string>(60_000).fill('a'), cases: 1 }]))
    expect(system).toEqual({
      ok: true,
      value: {
        states: ['{}', '{a}'],
        steps: [
          { from: 0, label: 'a', to: 1, frequency: 1 },
          { from: 1, label: 'a', to: 1, frequency: 59_999 },
        ],
        final: [1],
      },
    })
  })
  test('too many states are refused', () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `x${i}`).join(' ')
    expect(transitionSystem(variantLog(long), { abstraction: 'sequence' })).toMatchObject({
      ok: false,
      because: expect.stringContaining('a horizon'),
    })
    expect(transitionSystem(variantLog(long), { abstraction: 'sequence', horizon: 2 }).ok).toBe(true)
  })
})

const notation = fc
  .array(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 }), { minLength: 1, maxLength: 5 })
  .map(traces => traces.map(trace => trace.join(' ')).join(' | '))

test('every trace leads to an end, in the system and in its net; by sequences nothing else does', () => {
  fc.assert(
    fc.property(
      notation,
      fc.constantFrom(...abstractions),
      fc.integer({ min: 1, max: 4 }),
      (text, abstraction, horizon) => {
        const traces = text.split('|').map(trace => trace.trim().split(' ').filter(Boolean))
        const net = systemToNet(systemOf(text, { abstraction, horizon }))
        expect(net.ok).toBe(true)
        if (net.ok)
          for (const trace of traces) expect([trace, findRun(net.value, trace) !== null]).toEqual([trace, true])
        const exact = systemToNet(systemOf(text, { abstraction: 'sequence' }))
        if (!exact.ok) return
        const language = netLanguage(exact.value, { length: 6 })
        const own = [...new Set(traces.map(trace => trace.join(' ')))].sort()
        expect(language.ok && language.value.map(trace => trace.join(' ')).sort()).toEqual(own)
      },
    ),
    { numRuns: 200, seed: 3 },
  )
})
test('a system in which no case ends is no net', () => {
  expect(systemToNet({ states: ['x'], steps: [], final: [] }).ok).toBe(false)
})
