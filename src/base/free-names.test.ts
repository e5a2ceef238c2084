import { expect, test } from 'vitest'
import { FreeNames } from './free-names.ts'

test('a name that is taken gets the first number that is free', () => {
  const names = new FreeNames()
  expect(['A', 'A', 'A 3', 'A', 'B', 'A'].map(name => names.take(name))).toEqual(['A', 'A 2', 'A 3', 'A 4', 'B', 'A 5'])
})
