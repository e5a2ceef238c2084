import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activityBackground, activityColors } from './activity-color.ts'

const looks = (names: readonly string[]) => {
  const colors = activityColors(names)
  return names.map(name => activityBackground(colors(name)))
}

test('no two of twenty activities look alike, and none has a pattern', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 20 }), names => {
      expect(new Set(looks(names)).size).toBe(names.length)
      const colors = activityColors(names)
      expect(names.every(name => colors(name).pattern === 0)).toBe(true)
    }),
  )
})
test('eighty activities are told apart by patterns', () => {
  const names = Array.from({ length: 80 }, (_, i) => `step ${i}`)
  expect(new Set(looks(names)).size).toBe(80)
})
test('few activities lie far apart on the wheel', () => {
  const hues = looks(['Accepted', 'Completed', 'Queued', 'Unmatched']).map(look =>
    Number(look.match(/([\d.]+)\)$/)![1]),
  )
  const gaps = hues.flatMap((a, i) => hues.slice(i + 1).map(b => Math.min(Math.abs(a - b), 360 - Math.abs(a - b))))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(54)
})
test('colours do not depend on the order in which activities come', () => {
  const names = ['a', 'b', 'c d', 'e', 'f']
  const [one, two] = [activityColors(names), activityColors([...names].reverse())]
  expect(names.map(one)).toEqual(names.map(two))
})
test('two activities with the same initials get letters of their own', () => {
  const colors = activityColors(['Create order', 'Cancel order', 'Check credit', 'Correct order', 'x'])
  expect(
    ['Cancel order', 'Check credit', 'Correct order', 'Create order', 'x'].map(name => colors(name).letters),
  ).toEqual(['Co', 'Cc', 'Cr', 'Ce', 'x'])
})
