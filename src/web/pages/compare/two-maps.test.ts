import { expect, test } from 'vitest'
import type { Activities, Arcs } from '../../../log/engine.ts'
import { arcKey } from '../map/model.ts'
import { type Group, sharesCsv, twoMaps } from './two-maps.ts'

/** A group whose cases all run along one of the paths: `[cases, path]`. */
function group(...paths: readonly (readonly [number, readonly string[]])[]): Group {
  const names = [...new Set(paths.flatMap(([, path]) => path))].sort()
  const cases = (has: (path: readonly string[]) => boolean) =>
    paths.reduce((sum, [n, path]) => sum + (has(path) ? n : 0), 0)
  const perName = names.map(name => cases(path => path.includes(name)))
  const activities: Activities = {
    activity: names,
    frequency: perName,
    caseFrequency: perName,
    startFrequency: names.map(name => cases(path => path[0] === name)),
    endFrequency: names.map(name => cases(path => path.at(-1) === name)),
    maxRepetitions: names.map(() => 1),
    first: names.map(() => null),
    last: names.map(() => null),
    service: names.map(() => null),
  }
  const sums = new Map<string, number>()
  for (const [n, path] of paths)
    for (let i = 0; i <= path.length; i++) {
      const from = i === 0 ? -1 : names.indexOf(path[i - 1]!)
      const to = i === path.length ? -2 : names.indexOf(path[i]!)
      sums.set(`${from} ${to}`, (sums.get(`${from} ${to}`) ?? 0) + n)
    }
  const rows = [...sums].map(([ends, n]) => [...ends.split(' ').map(Number), n] as [number, number, number])
  const arcs: Arcs = {
    activities: names,
    from: rows.map(([from]) => from),
    to: rows.map(([, to]) => to),
    frequency: rows.map(([, , n]) => n),
    caseFrequency: rows.map(([, , n]) => n),
    timeMeaning: 'between-completions',
    time: rows.map(() => null),
    overlaps: rows.map(() => 0),
  }
  return { cases: paths.reduce((sum, [n]) => sum + n, 0), activities, arcs }
}

test('both maps have the same nodes, with the shares of their own cases and the signed difference', () => {
  const { sides, union, most } = twoMaps(
    group([6, ['a', 'b', 'd']], [4, ['a', 'c', 'd']]),
    group([9, ['a', 'b', 'd']], [1, ['a', 'd']]),
    1,
    'light',
  )
  expect(union.nodes.map(node => node.key)).toEqual(sides[0].nodes.map(node => node.key))
  expect(sides[0].nodes.map(node => node.key)).toEqual(sides[1].nodes.map(node => node.key))
  const texts = sides.map(side => ['a', 'b', 'c'].map(key => side.byKey.get(key)!.text.replaceAll('\u202f', '')))
  expect(texts).toEqual([
    ['100%', '60% −30', '40% +40'],
    ['100%', '90% +30', '0% −40'],
  ])
  expect(most).toBeCloseTo(0.4)
})

test('an arc that a group never takes is not in its map, and both maps colour a difference alike', () => {
  const { sides } = twoMaps(group([1, ['a', 'b']]), group([1, ['a', 'c']]), 1, 'light')
  expect(sides.map(side => side.arcByKey.has(arcKey('a', 'b')))).toEqual([true, false])
  expect(sides[0].byKey.get('b')!.tint).toBe(sides[1].byKey.get('b')!.tint)
  expect(sides[0].byKey.get('b')!.tint).not.toBe(sides[0].byKey.get('c')!.tint)
})

test('a group without cases has shares of nothing, not an error', () => {
  const { sides } = twoMaps(group([1, ['a']]), group(), 0, 'dark')
  expect(sides[1].byKey.get('a')!.text).toBe('0\u202f% −100')
})

test('what both maps show is saved with the cases and the share of each group', () => {
  const [a, b] = [group([3, ['a', 'b']], [1, ['a']]), group([2, ['a']])]
  const { header, rows } = sharesCsv(twoMaps(a, b, 1, 'light'), a, b)
  expect(header).toHaveLength(6)
  expect(rows).toContainEqual(['b', null, 3, 0.75, 0, 0])
  expect(rows).toContainEqual(['a', 'b', 3, 0.75, 0, 0])
  expect(rows).toContainEqual(['a', '■', 1, 0.25, 2, 1])
  expect(sharesCsv(twoMaps(a, group(), 1, 'light'), a, group()).rows).toContainEqual(['b', null, 3, 0.75, 0, null])
})
