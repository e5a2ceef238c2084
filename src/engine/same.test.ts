import { expect, test } from 'vitest'
import { difference } from './same.fixture.ts'

test('integers must be equal exactly', () => {
  expect(difference({ n: 1e12 + 1 }, { n: 1e12 })).toBe('answer.n is 1000000000001, expected 1000000000000')
})

test('floats may differ by 1e-9 of their size', () => {
  expect(difference([0.1 + 0.2], [0.3])).toBeNull()
  expect(difference([0.3 + 1e-8], [0.3])).toMatch('answer[0] is 0.3')
})

test('statistics of floats that cancel out are compared against the size of the floats', () => {
  const stats = { n: 2, total: 0.1, min: -1e9, max: 1e9 }
  expect(difference({ ...stats, total: 0.1 + 1e-7 }, stats)).toBeNull()
  expect(difference({ ...stats, total: 10.5 }, stats)).toMatch('answer.total')
})

test('order, presence and type matter, the text of a cursor does not', () => {
  expect(difference(['a', 'b'], ['b', 'a'])).toBe('answer[0] is "a", expected "b"')
  expect(difference({ a: null }, {})).toBe('answer.a is null, expected to be absent')
  expect(difference({}, { a: 0 })).toBe('answer.a is absent, expected 0')
  expect(difference('1', 1)).toBe('answer is "1", expected 1')
  expect(difference({ next: 'x' }, { next: 'y' })).toBeNull()
  expect(difference({}, { next: 'y' })).toMatch('absent')
})
