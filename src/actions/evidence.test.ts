import { expect, test } from 'vitest'
import { peopleText } from './evidence.ts'

test('how few people there are is not told, known or not', () => {
  expect([1, 4, 5, Number.NaN].map(peopleText)).toEqual([
    'fewer than 5 people',
    'fewer than 5 people',
    '5 people',
    'fewer than 5 people',
  ])
})
