import { expect, test } from 'vitest'
import { revisionsOf } from './revisions.ts'

const memory = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

test('each step has a number; one made after going back takes the place of those that came after', () => {
  const steps = revisionsOf('x', memory())
  expect([steps.add(0, 'a', 'ab'), steps.add(1, 'ab', 'abc')]).toEqual([1, 2])
  expect([0, 1, 2, 3].map(steps.at)).toEqual(['a', 'ab', 'abc', null])
  expect(steps.add(0, 'a', 'ax')).toBe(1)
  expect([0, 1, 2].map(steps.at)).toEqual(['a', 'ax', null])
})
test('a drawing that begins anew does not take the steps of the one before', () => {
  const steps = revisionsOf('x', memory())
  const first = steps.begin('a')
  const second = steps.add(first, 'a', 'ab')
  const again = steps.begin('abc')
  expect([first, second, again].map(steps.at)).toEqual(['a', 'ab', 'abc'])
})
test('they survive a reload of the page, and whatever is no step is passed over', () => {
  const tab = memory()
  revisionsOf('x', tab).add(0, 'a', 'b')
  expect(revisionsOf('x', tab).at(1)).toBe('b')
  expect(revisionsOf('y', tab).at(1)).toBeNull()
  tab.setItem('parfocal.revisions.z', '[[1,"b"],["2",3],null]')
  expect([1, 2].map(revisionsOf('z', tab).at)).toEqual(['b', null])
  tab.setItem('parfocal.revisions.z', 'broken')
  expect(revisionsOf('z', tab).at(1)).toBeNull()
})
