import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultAssumptions } from '../../../tasks/index.ts'
import { assumptionsOf, inputsOver, readCandidatesState, withInput } from './state.ts'

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
test('what is tried out goes over what is kept, and both over the defaults', () => {
  const { hourlyCost } = defaultAssumptions
  const assumed = assumptionsOf({ assumptions: { adoption: 0.5 } }, { adoption: 0.9, currency: 'CHF' })
  expect(assumed).toEqual({ ...defaultAssumptions, adoption: 0.5, currency: 'CHF', hourlyCost })
  const kept = { a: { ruleShare: 0.5, exceptions: 0.1 }, b: { adoption: 1 } }
  expect(inputsOver(kept, { a: { ruleShare: 0.75 }, c: { runCost: 10 } })).toEqual({
    a: { ruleShare: 0.75, exceptions: 0.1 },
    b: { adoption: 1 },
    c: { runCost: 10 },
  })
})
test('an input is set and taken back, and a routine without any is forgotten', () => {
  const set = withInput(withInput({}, 'a', 'ruleShare', 0.5), 'a', 'adoption', 1)
  expect(set).toEqual({ a: { ruleShare: 0.5, adoption: 1 } })
  expect(withInput(set, 'a', 'ruleShare', null)).toEqual({ a: { adoption: 1 } })
  expect(withInput({ a: { adoption: 1 } }, 'a', 'adoption', null)).toEqual({})
})
