import { describe, expect, test } from 'vitest'
import { Names } from '../../log/naming.ts'
import { cleanUiLog } from '../cleaning/clean-ui-log.ts'
import { evaluate } from '../transformations/program.ts'
import { procedureOf } from './build.ts'
import { customers, routineOf } from './customers.fixture.ts'

describe('a procedure is made of a routine', () => {
  const log = cleanUiLog(customers(true))
  const procedure = procedureOf(routineOf(log), log, new Names())
  const find = (label: string) => procedure.steps.find(step => step.label.includes(label))!

  test('what is read in a sheet becomes input, its row moving on', () => {
    expect(procedure.parameters.map(({ name, byPerson }) => [name, byPerson])).toEqual([
      ['column A', false],
      ['column B', false],
      ['Remark', true],
    ])
    expect(procedure.steps[0]).toMatchObject({ reads: 'column A', cell: { row: null, column: 1 } })
  })
  test('a written value comes from the input by a learned rule', () => {
    const { value } = find('Last name')
    expect(value).toMatchObject({ kind: 'computed', from: [{ kind: 'parameter', name: 'column A' }] })
    expect(value?.kind === 'computed' && evaluate(value.program, ['Gus Hay'])).toBe('Hay, Gus')
  })
  test('an optional step has the condition that the input tells', () => {
    expect(find('Company')).toMatchObject({
      share: 0.5,
      condition: { parameter: 'column B', by: 'value', values: ['company'], agreement: 1 },
    })
  })
  test('free text is left to a person, and what cannot be taken back is marked', () => {
    expect(find('type Remark')).toMatchObject({ kind: 'judgement', value: { kind: 'unknown' } })
    expect(procedure.steps.filter(({ irreversible }) => irreversible).map(({ label }) => label)).toEqual([
      'click Submit',
    ])
  })
  test('its base says what it rests on', () => {
    expect(procedure.base).toMatchObject({ people: 1, instances: 6, days: 6 })
    // 39 s in instances, five gaps of a day that count a minute each
    expect(procedure.base.coverage).toBeCloseTo(39 / 339, 10)
  })
})

test('of masked values only what equality tells is known, and the procedure says so', () => {
  const log = cleanUiLog(customers(false))
  const { steps } = procedureOf(routineOf(log), log, new Names())
  const typed = steps.find(({ label }) => label.includes('Last name'))!
  expect(typed.value?.kind).toBe('unknown')
  expect(typed.value?.kind === 'unknown' && typed.value.because).toContain('masked')
})

test('a masked value that was pasted and changed is made of what was copied, and can be checked against it', () => {
  const log = cleanUiLog(customers(false))
  const { steps } = procedureOf(routineOf(log), log, new Names())
  const typed = steps.find(({ label }) => label.includes('Last name'))!
  expect(typed.value).toMatchObject({ of: { how: 'flow', sources: [{ kind: 'parameter', name: 'column A' }] } })
  expect(typed).toMatchObject({ kind: 'checkable', because: expect.stringContaining('masking hides the rule') })
  const remark = steps.find(({ label }) => label.includes('type Remark'))!
  expect(remark.kind).toBe('judgement')
  expect(remark.value).not.toHaveProperty('of')
})
