import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Cancelled } from '../../base/platform.ts'
import { random } from '../../base/random.ts'
import { uiLog } from '../../log/ui-notation.ts'
import { generateUiLog } from '../generator/generate-ui-log.ts'
import { closedPatterns } from './closed-patterns.ts'
import { discoverRoutines } from './discover-routines.ts'
import { maximalRepeats } from './repeats.ts'
import { sharedParts, tasksOfRoutines } from './routine-tasks.ts'

const { log, truth } = generateUiLog({ seed: 2, runs: 60 })
const routines = discoverRoutines(log)

test('a routine has its runs, its steps in order with their shares, and its variants', () => {
  expect(routines.reduce((sum, { instances }) => sum + instances.length, 0)).toBe(truth.length)
  for (const { steps, variants, instances } of routines) {
    expect(variants.reduce((sum, variant) => sum + variant.instances, 0)).toBe(instances.length)
    for (const { rows, first, last, variant } of instances) {
      expect([rows[0], rows.at(-1)]).toEqual([first, last])
      expect(variants[variant]!.classes).toHaveLength(rows.length)
    }
    expect(Math.max(...steps.map(({ share }) => share))).toBe(1)
    expect(steps.every(({ share }) => share > 0 && share <= 1)).toBe(true)
  }
  expect(new Set(routines.map(({ id }) => id)).size).toBe(routines.length)
  expect(new Set(routines.map(({ name }) => name)).size).toBe(routines.length)
})

test('an id stays where the routine is found again among others, and elsewhere', () => {
  const more = discoverRoutines(generateUiLog({ seed: 2, runs: 90 }).log)
  expect(more.map(({ id }) => id).sort()).toEqual(routines.map(({ id }) => id).sort())
})

test('a name tells what is done where', () => {
  const lines = Array.from({ length: 6 }, (_, k) => [
    `ann | Excel | copy cell A${k + 2} in Orders = v${k}`,
    `ann | Chrome | paste textbox Number on https://erp.test/new-order = v${k}`,
    `ann | Chrome | enter textbox Amount on https://erp.test/new-order = w${k}`,
    'ann | Chrome | click button Save on https://erp.test/new-order',
  ])
  expect(discoverRoutines(uiLog(lines.flat().join('\n'))).map(({ name }) => name)).toEqual([
    'Enter New order in Chrome',
  ])
})

test('routines that keep following each other are a task, those that come at any time are none of it', () => {
  const draw = random(3)
  const order = Array.from({ length: 120 }, () => ['AB', 'AB', 'C', 'D', 'E', 'F', 'G'][Math.floor(draw() * 7)]!).join(
    '',
  )
  const found = [...'ABCDEFG'].map(id => ({
    id,
    name: id,
    steps: [],
    variants: [],
    instances: [...order].flatMap((letter, k) =>
      letter === id ? [{ first: k * 10, last: k * 10 + 5, rows: [k * 10, k * 10 + 5], variant: 0 }] : [],
    ),
  }))
  const tasks = tasksOfRoutines(found)
  expect(tasks.map(({ name, routines: parts }) => [name, parts])).toEqual([['A, then B', ['A', 'B']]])
  expect(tasks[0]!.instances).toHaveLength(order.split('AB').length - 1)
  expect(tasks[0]!.instances[0]).toMatchObject({
    first: order.indexOf('AB') * 10,
    last: order.indexOf('AB') * 10 + 15,
    parts: [
      { routine: 'A', instance: 0 },
      { routine: 'B', instance: 0 },
    ],
  })
})

test('steps that two routines have in common are a part of both', () => {
  const step = (text: string) => ({ class: text, label: text, share: 1 })
  const routine = (id: string, steps: string) => ({
    id,
    name: id,
    steps: [...steps].map(step),
    variants: [],
    instances: [],
  })
  expect(sharedParts([routine('r1', 'xabcy'), routine('r2', 'zabcz')])).toEqual([
    {
      classes: ['a', 'b', 'c'],
      places: [
        { routine: 'r1', step: 1 },
        { routine: 'r2', step: 1 },
      ],
    },
  ])
})

describe('maximal repeats', () => {
  const codes = (text: string) => Int32Array.from(text, letter => letter.charCodeAt(0))
  test('of xabcyabcwabcyz (Gusfield, 1997)', () => {
    const text = 'xabcyabcwabcyz'
    const repeats = maximalRepeats(codes(text), 2).map(({ length, places }) => [
      text.slice(places[0], places[0]! + length),
      places,
    ])
    expect(repeats).toEqual([
      ['abcy', [1, 9]],
      ['abc', [1, 5, 9]],
    ])
  })
  test('are those that a search of all stretches finds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 24 }), symbols => {
        const text = symbols.join('')
        const places = (part: string) => [...text].flatMap((_, k) => (text.startsWith(part, k) ? [k] : []))
        const expected = new Set<string>()
        for (let k = 0; k < text.length; k++)
          for (let end = k + 1; end <= text.length; end++) {
            const at = places(text.slice(k, end))
            const left = new Set(at.map(p => (p === 0 ? `start` : text[p - 1])))
            const right = new Set(at.map(p => (p + end - k === text.length ? `end` : text[p + end - k])))
            const edges = at.some(p => p === 0) || left.size > 1
            if (at.length > 1 && edges && right.size > 1) expected.add(text.slice(k, end))
          }
        const found = maximalRepeats(Int32Array.from(symbols), 1).map(({ length, places: at }) =>
          text.slice(at[0], at[0]! + length),
        )
        expect(new Set(found)).toEqual(expected)
      }),
    )
  })
})

describe('closed patterns', () => {
  const letters = (text: string) => [...text].map(letter => letter.charCodeAt(0) - 65)
  const named = (symbols: readonly number[]) => symbols.map(s => String.fromCharCode(65 + s)).join('')
  test('of the sequences of Wang & Han (2004, table 1)', () => {
    const { patterns, complete } = closedPatterns(['CAABC', 'ABCB', 'CABC', 'ABBCA'].map(letters), 2)
    expect(complete).toBe(true)
    expect(Object.fromEntries(patterns.map(({ symbols, support }) => [named(symbols), support]))).toEqual({
      AA: 2,
      ABB: 2,
      ABC: 4,
      CA: 3,
      CABC: 2,
      CB: 3,
    })
  })
  test('are closed, frequent, and all of them', () => {
    const sequences = fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 6 }), {
      minLength: 2,
      maxLength: 4,
    })
    fc.assert(
      fc.property(sequences, given => {
        const within = (pattern: readonly number[], sequence: readonly number[]) => {
          let k = 0
          for (const s of sequence) if (s === pattern[k]) k++
          return k === pattern.length
        }
        const support = (pattern: readonly number[]) => given.filter(sequence => within(pattern, sequence)).length
        const all = new Map<string, number[]>()
        for (const sequence of given)
          for (let mask = 1; mask < 1 << sequence.length; mask++) {
            const pattern = sequence.filter((_, k) => mask & (1 << k))
            if (support(pattern) > 1) all.set(pattern.join(), pattern)
          }
        const frequent = [...all.values()]
        const closed = frequent.filter(
          p => !frequent.some(q => q.length > p.length && within(p, q) && support(q) === support(p)),
        )
        const { patterns } = closedPatterns(given, 2)
        expect(patterns.map(({ symbols }) => symbols.join()).sort()).toEqual(closed.map(p => p.join()).sort())
      }),
      { numRuns: 60 },
    )
  })
  test('the search is given up, and says so, where there are too many', () => {
    expect(
      closedPatterns(
        [
          [0, 1, 2, 3],
          [3, 2, 1, 0],
        ],
        1,
        { most: 1 },
      ),
    ).toMatchObject({ complete: false })
  })
})

test('the share that is done rises to 1, and what hears of it may end the work', () => {
  for (const ui of [uiLog(''), log]) {
    const shares: number[] = []
    const found = discoverRoutines(ui, { report: share => shares.push(share) })
    expect(shares.every((share, i) => share > (shares[i - 1] ?? 0))).toBe(true)
    expect(shares.at(-1)).toBe(1)
    if (ui === log) expect(found).toEqual(routines)
  }
  let heard = 0
  const stop = (share: number) => {
    heard++
    if (share > 0.3) throw new Cancelled()
  }
  expect(() => discoverRoutines(log, { report: stop })).toThrow(Cancelled)
  expect(heard).toBeGreaterThan(3)
})
