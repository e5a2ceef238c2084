import { expect, test } from 'vitest'
import { ofCases, ofRuns, wordsOf } from './words.ts'

test('a routine log has runs, every other log cases; what is put into a sentence stays as it is', () => {
  const name = 'Close case'
  expect(ofCases`Cases with “${name}”`).toBe('Cases with “Close case”')
  expect(ofRuns`Cases with “${name}”, in the same case`).toBe('Runs with “Close case”, in the same run')
  expect(ofRuns('Show the cases')).toBe('Show the runs')
  expect(ofRuns('in any case-like word: showcases')).toBe('in any run-like word: showcases')
})
test('the address tells which it is', () => {
  expect(wordsOf('ui-1')('case')).toBe('run')
  expect(wordsOf('here-ui-1')('case')).toBe('run')
  expect([null, 'here-1', '4f'].map(log => wordsOf(log)('case'))).toEqual(['case', 'case', 'case'])
})
