import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Likeness } from './likeness.ts'

/** Levenshtein's distance by its definition. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}

test('names are alike by words in common, whatever their order, and by letters in common', () => {
  const alike = new Likeness()
  expect(alike.of('check invoice', 'invoice check')).toBe(1)
  expect(alike.of('receive order', 'receive the order')).toBe(0.8)
  expect(alike.of('aprove order', 'approve order')).toBeCloseTo(13 / 14, 10)
  expect(alike.of('pay', 'send')).toBeLessThan(0.3)
  expect(alike.of('', 'a')).toBe(0)
})

test('a single word is as alike as its edit distance says', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      const exact = 1 - distance(a, b) / Math.max(a.length, b.length)
      const found = new Likeness().of(a, b)
      expect(found).toBeCloseTo(exact, 10)
    }),
    { seed: 1, numRuns: 500 },
  )
})
