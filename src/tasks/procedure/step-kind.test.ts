import { describe, expect, test } from 'vitest'
import type { HiddenRule, ValueSource } from './procedure.ts'
import { stepKindOf } from './step-kind.ts'

const hidden = (how: HiddenRule): ValueSource => ({
  kind: 'unknown',
  name: 'Amount',
  because: 'the values are masked',
  of: { sources: how === 'constant' ? [] : [{ kind: 'parameter', name: 'column A' }], how },
})

describe('where masking hides the rule of a value, the step', () => {
  test.each([
    ['constant', 'rule'],
    ['table', 'rule'],
    ['flow', 'checkable'],
    ['form', 'judgement'],
  ] as const)('of a %s is %s', (how, kind) => {
    expect(stepKindOf('enter', hidden(how), 'text').kind).toBe(kind)
  })
  test('that only clicks needs no value', () => {
    expect(stepKindOf('click', null, 'text').kind).toBe('rule')
  })
})
