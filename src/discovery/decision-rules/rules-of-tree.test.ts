import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Value } from '../../log/column.ts'
import { type AttributeTable, holds } from './attribute-table.ts'
import { bestCondition } from './best-condition.ts'
import { decisionRules, printRules } from './decision-rules.ts'
import { growTree, mostFrequent, predict } from './decision-tree.ts'

const value: fc.Arbitrary<Value> = fc.constantFrom<Value>('x', 'y', 'z', null)
const number: fc.Arbitrary<Value> = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 20 }) },
  { weight: 1, arbitrary: fc.constant(null) },
)
const whole = fc.integer({ min: 0, max: 9 })
/** Decisions between three branches that hang on their attributes, most of the time. */
const pointOf = fc
  .array(fc.record({ amount: number, kind: value, age: whole, noise: fc.nat(9) }), { minLength: 12, maxLength: 60 })
  .map(rows => {
    const table: AttributeTable = {
      columns: new Map<string, readonly Value[]>([
        ['kind', rows.map(({ kind }) => kind)],
        ['amount', rows.map(({ amount }) => amount)],
        ['age', rows.map(({ age }) => age)],
      ]),
      choice: rows.map(({ amount, kind, age, noise }) => {
        if (noise === 0) return age % 3
        const isMiddle = typeof amount === 'number' && amount > 5 && amount <= 14
        return isMiddle && age > 2 && age < 7 ? 0 : kind === 'x' || kind === null ? 1 : 2
      }),
      choices: 3,
    }
    const branches = ['a', 'b', 'c'].map((name, transition) => ({ transition, name, decisions: 0 }))
    return { place: 0, branches, table, caseOf: rows.map((_, i) => Math.floor(i / 2)) }
  })
const options = fc.record({ maxDepth: fc.integer({ min: 0, max: 6 }), minRows: fc.integer({ min: 1, max: 5 }) })

test('rules part the decisions: each counts just those that all its tests hold for, and says no bound twice', () =>
  fc.assert(
    fc.property(pointOf, options, (point, given) => {
      const { table } = point
      const { rules } = decisionRules(point, { ...given, minGain: 0 })
      const rows = table.choice.map((_, row) => row)
      const covered = rules.flatMap(({ branch, tests, rows: count, hits }) => {
        const own = rows.filter(row =>
          tests.every(
            ({ condition, isTrue }) => holds(condition, table.columns.get(condition.attribute)![row]!) === isTrue,
          ),
        )
        expect([count, hits]).toEqual([own.length, own.filter(row => table.choice[row] === branch).length])
        expect(own.length).toBeGreaterThanOrEqual(Math.min(given.minRows, rows.length))
        expect(tests.length).toBeLessThanOrEqual(given.maxDepth)
        const bounds = tests.filter(({ condition }) => condition.kind === 'at-most')
        const sides = bounds.map(({ condition, isTrue }) => `${condition.attribute} ${isTrue}`)
        expect(sides.length).toBe(new Set(sides).size)
        const equal = tests.filter(({ condition, isTrue }) => condition.kind === 'equals' && isTrue)
        for (const { condition } of equal)
          expect(
            tests.filter(
              other => other.condition.attribute === condition.attribute && other.condition.kind === 'equals',
            ).length,
          ).toBe(1)
        return own
      })
      expect(covered.sort((a, b) => a - b)).toEqual(rows)
      const order = rules.map(({ branch, rows: count }) => branch * 1000 - count)
      expect(order).toEqual([...order].sort((a, b) => a - b))
    }),
    { numRuns: 200, seed: 91 },
  ))

test('accuracy is that of trees that never saw the case', () =>
  fc.assert(
    fc.property(pointOf, options, (point, given) => {
      const { table, caseOf } = point
      const all = { ...given, minGain: 0.005 }
      const rows = table.choice.map((_, row) => row)
      const found = decisionRules(point, given)
      const isIn = (row: number, fold: number) => caseOf[row]! % 5 === fold
      let [hits, usual] = [0, 0]
      for (const row of rows) {
        const others = rows.filter(other => !isIn(other, caseOf[row]! % 5))
        if (predict(growTree(table, others, all), table, row) === table.choice[row]) hits++
        const counts = [0, 1, 2].map(choice => others.filter(other => table.choice[other] === choice).length)
        if (mostFrequent(counts) === table.choice[row]) usual++
      }
      expect([found.accuracy, found.baseline, found.rows]).toEqual([
        hits / rows.length,
        usual / rows.length,
        rows.length,
      ])
    }),
    { numRuns: 40, seed: 92 },
  ))

test('the best condition is the one that lowers the impurity most, of all that can be made', () =>
  fc.assert(
    fc.property(pointOf, fc.integer({ min: 1, max: 6 }), ({ table }, minRows) => {
      const rows = table.choice.map((_, row) => row)
      const gini = (part: readonly number[]) =>
        part.length === 0
          ? 0
          : 1 -
            [0, 1, 2].reduce(
              (sum, c) => sum + (part.filter(row => table.choice[row] === c).length / part.length) ** 2,
              0,
            )
      const gains = [...table.columns].flatMap(([, column]) =>
        [...new Set(column)].flatMap(one =>
          [
            (other: Value) => other === one,
            (other: Value) => typeof one === 'number' && typeof other === 'number' && other <= one,
          ]
            // numbers are cut, and told from missing ones; all else is compared
            .filter((_, kind) => (kind === 0 ? typeof one !== 'number' : typeof one === 'number'))
            .flatMap(is => {
              const yes = rows.filter(row => is(column[row]!))
              const no = rows.filter(row => !is(column[row]!))
              if (yes.length < minRows || no.length < minRows) return []
              return [gini(rows) - (yes.length * gini(yes) + no.length * gini(no)) / rows.length]
            }),
        ),
      )
      const best = bestCondition(table, rows, minRows)
      const most = Math.max(0, ...gains)
      if (most < 1e-9) expect(best === null || best.gain < 1e-9).toBe(true)
      else expect(best!.gain).toBeCloseTo(most, 9)
    }),
    { numRuns: 200, seed: 93 },
  ))

test('a tree stops at its depth, where all choose the same, and where a test changes nothing', () => {
  const table = (amount: readonly number[], choice: readonly number[]): AttributeTable => ({
    columns: new Map([['amount', amount]]),
    choice,
    choices: 2,
  })
  const printed = (t: AttributeTable, maxDepth: number, minGain = 0) => {
    const branches = ['a', 'b'].map((name, transition) => ({ transition, name, decisions: 0 }))
    const point = { place: 0, branches, table: t, caseOf: t.choice.map((_, row) => row) }
    return printRules(decisionRules(point, { maxDepth, minRows: 1, minGain }))
  }
  const bands = table([1, 2, 3, 4, 5, 6], [0, 0, 1, 1, 0, 0])
  expect(printed(bands, 0)).toBe('always → a (4 of 6)')
  expect(printed(bands, 2)).toBe(
    'amount > 4.5 → a (2 of 2)\namount ≤ 2.5 → a (2 of 2)\namount > 2.5 and amount ≤ 4.5 → b (2 of 2)',
  )
  expect(printed(table([1, 2, 3], [1, 1, 1]), 4)).toBe('always → b (3 of 3)')
  // the first cut gains, but both of its sides choose a
  expect(printed(table([1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 1, 0, 0]), 1)).toBe('always → a (6 of 7)')
  expect(printed(bands, 2, 0.9)).toBe('always → a (4 of 6)')
})
