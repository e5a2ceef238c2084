import { expect, test } from 'vitest'
import { freeId } from './free-id.ts'
import { monthSeries } from './months.ts'
import { readRulesState } from './state.ts'

test('what the address says is taken where it means something, and left out where not', () => {
  expect(readRulesState({})).toEqual({})
  const whole = { as: 'document', rule: 'r', by: 'share', descending: false, at: '2025-01-31', due: 3 }
  expect(readRulesState(whole)).toEqual(whole)
  expect(readRulesState({ as: 'x', rule: 1, by: 'toString', at: '2025-02-30', due: -1 })).toEqual({})
  expect(readRulesState({ by: 'name' })).toEqual({ by: 'name', descending: true })
})

test('an id comes from the name, and is free', () => {
  expect(freeId('Über 10 000 €: approve!', [])).toBe('uber-10-000-approve')
  expect(freeId('One price', ['one-price', 'one-price-2'])).toBe('one-price-3')
  expect(freeId('規則', [])).toBe('rule')
  expect(freeId(`${'a'.repeat(59)} bcd`, [])).toMatch(/^[a-z0-9][a-z0-9-]*[a-z0-9]$/)
})

test('months without violations stand between those with some; absurd spans are not filled', () => {
  const month = (name: string, violations: number) => ({ month: name, violations, cases: 1, violated: 1 })
  const series = monthSeries([month('2024-11', 2), month('2025-02', 3)])
  expect(series.value).toEqual([2, 0, 0, 3])
  expect(series.at[1]).toBe(Date.UTC(2024, 11))
  expect(monthSeries([month('0201-01', 1), month('2025-02', 3)]).value).toEqual([1, 3])
  expect(monthSeries([]).at).toEqual([])
})
