import { expect, test } from 'vitest'
import { casesEvidence } from './cases-evidence.ts'

const all = (count: number) => ({ text: (c: number) => `c${c}`, count })
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `c${from + i}`)

test('cases are named, or the others are where these are fewer, or as many as a filter takes', () => {
  const of = (broken: readonly string[], count: number) => casesEvidence(broken, all(count), count)
  expect(of(ids(0, 3), 10_000)).toEqual({ filter: [{ kind: 'cases', ids: ids(0, 3) }], omitted: 0 })
  expect(of(ids(0, 5000), 20_000).filter).toEqual([{ kind: 'cases', ids: ids(0, 5000) }])
  expect(of(ids(4, 6004), 6010)).toEqual({
    filter: [{ kind: 'cases', ids: [...ids(0, 4), ...ids(6004, 6010)], not: true }],
    omitted: 0,
  })
  // every case: no clause is needed
  expect(of(ids(0, 6000), 6000)).toEqual({ filter: [], omitted: 0 })
  const many = of(ids(0, 6000), 20_000)
  expect([many.omitted, many.filter]).toEqual([1000, [{ kind: 'cases', ids: ids(0, 5000) }]])
})
