import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesIn } from './places-in.ts'

/** Longest common subsequence by its definition. */
function longest(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const [x, ...as] = a
  const [y, ...bs] = b
  return x === y ? 1 + longest(as, bs) : Math.max(longest(as, b), longest(a, bs))
}

test('places are those of a longest common subsequence, ascending', () => {
  const sequence = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 })
  fc.assert(
    fc.property(sequence, sequence, (classes, canonical) => {
      const taken = placesIn(classes, canonical).flatMap((place, i) => (place < 0 ? [] : [{ place, i }]))
      expect(taken).toHaveLength(longest(classes, canonical))
      for (const { place, i } of taken) expect(canonical[place]).toBe(classes[i])
      expect(taken.every(({ place }, n) => n === 0 || place > taken[n - 1]!.place)).toBe(true)
    }),
    { seed: 3 },
  )
})

test('a hundred thousand steps are laid beside as many in bounded memory', () => {
  const long = Array.from({ length: 100_000 }, (_, i) => `${i % 977}`)
  expect(placesIn(long, long)).toEqual(Array.from(long.keys()))
  const other = ['x', ...long]
  const places = placesIn(other, long)
  expect(places[0]).toBe(-1)
  expect(places.slice(1)).toEqual(Array.from(long.keys()))
})
