import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultAssumptions } from '../../../tasks/index.ts'
import { assumptionsOf, readCandidatesState, withInput } from './state.ts'

test('what was set is read back, what cannot be is left out', () => {
  const state = readCandidatesState({
    assume: { adoption: 0.5, hourlyCost: -1, currency: 'chf' },
    inputs: { a: { ruleShare: 2, exceptions: 0.25, nonsense: 1 }, b: 7 },
  })
  expect(state.assumptions).toEqual({ adoption: 0.5 })
  expect(state.inputs).toEqual({ a: { exceptions: 0.25 }, b: {} })
  expect(assumptionsOf(state)).toEqual({ ...defaultAssumptions, adoption: 0.5 })
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
      expect(assumptionsOf(readCandidatesState(value)).adoption).toBeLessThanOrEqual(1)
    }),
  )
})
test('an input is set and taken back, and a routine without any is forgotten', () => {
  const set = withInput(withInput({}, 'a', 'ruleShare', 0.5), 'a', 'adoption', 1)
  expect(set).toEqual({ a: { ruleShare: 0.5, adoption: 1 } })
  expect(withInput(set, 'a', 'ruleShare', null)).toEqual({ a: { adoption: 1 } })
  expect(withInput({ a: { adoption: 1 } }, 'a', 'adoption', null)).toEqual({})
})
