import { describe, expect, test } from 'vitest'
import { Names } from '../../log/naming.ts'
import { cleanUiLog } from '../cleaning/clean-ui-log.ts'
import { customers, routineOf } from '../procedure/customers.fixture.ts'
import { assumptionsFrom } from './assumptions.ts'
import { candidateOf, defaultAssumptions } from './candidate.ts'
import { stability } from './measure.ts'

const log = cleanUiLog(customers(true))
const routine = routineOf(log)
const candidate = candidateOf(routine, log, new Names())

describe('a candidate', () => {
  test('is measured in recordings: one a day of eight or seven events a second apart', () => {
    expect(candidate.inputs.instancesPerMonth).toMatchObject({ value: 21, source: 'measured' })
    expect(candidate.inputs.minutesPerInstance?.value).toBeCloseTo(6.5 / 60, 10)
    expect(candidate.inputs.stability.value).toBeCloseTo(1 - Math.log(2) / Math.log(6), 10)
    expect(candidate.inputs.exceptions.value).toBe(0)
  })
  test('is left to people where a step is free text, with the reasons for and against', () => {
    expect(candidate.steps).toEqual({ rule: 6, checkable: 0, judgement: 1 })
    expect(candidate.automatability).toBeCloseTo(6 / 7, 12)
    expect(candidate.recommendation).toBe('leave')
    expect(candidate.reasonsFor[0]).toBe('6 of 7 steps follow rules.')
    expect(candidate.reasonsAgainst).toContain('1 step cannot be taken back; a bot asks before it.')
  })
  test('gives no monthly figure below its least base', () => {
    expect(candidate.score.ok).toBe(false)
    expect(!candidate.score.ok && candidate.score.because).toContain('6 runs on 6 days')
  })
  test('an edit replaces one input and is marked as given', () => {
    const edited = candidateOf(routine, log, new Names(), defaultAssumptions, { ruleShare: 0.5 })
    expect(edited.inputs.ruleShare).toEqual({ value: 0.5, low: 0.5, high: 0.5, source: 'given' })
    expect(edited.inputs.adoption.source).toBe('assumed')
  })
  test('hours to build come from a catalogue that is supplied, else there are none', () => {
    expect(candidate.inputs.buildHours).toBe(null)
    const catalogue = { base: 16, perStep: 1, perApplication: 0.25, contingency: 0.2 }
    const { inputs } = candidateOf(routine, log, new Names(), { ...defaultAssumptions, catalogue })
    expect(inputs.buildHours?.value).toBeCloseTo((16 + 7) * 1.25 * 1.2, 10)
  })
  test('is the same on every run', () => {
    expect(candidateOf(routine, log, new Names())).toEqual(candidate)
  })
})

test('stability is 1 where all are alike and 0 where each is its own', () => {
  expect(stability([1], 10)).toBe(1)
  expect(stability([0.25, 0.25, 0.25, 0.25], 4)).toBeCloseTo(0, 12)
  expect(stability([1], 1)).toBe(0)
})

test('assumptions that came as JSON are checked and completed', () => {
  expect(assumptionsFrom({ hourlyCost: 60, currency: 'CHF' })).toEqual({
    ...defaultAssumptions,
    hourlyCost: 60,
    currency: 'CHF',
  })
  for (const [wrong, message] of [
    [{ adoption: 2 }, 'Assumptions: adoption must be a number from 0 to 1.'],
    [{ hours: 2 }, 'Assumptions: hours is not known'],
    [{ catalogue: { base: 1 } }, 'Assumptions: catalogue.perStep must be a number from 0 on.'],
    [[], 'Assumptions: the assumptions must be an object.'],
  ] as const)
    expect(() => assumptionsFrom(wrong)).toThrow(message)
})
