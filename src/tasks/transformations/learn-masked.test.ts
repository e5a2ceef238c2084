import { describe, expect, test } from 'vitest'
import type { Masked } from '../../log/masked.ts'
import { learnMaskedTransformation } from './learn-masked.ts'

const masked = (hash: string, shape = 'Aaa'): Masked => ({
  shape,
  class: 'word',
  length: 3,
  hash,
  keys: [],
  clear: null,
})
const rows = (...pairs: [string, string, string?, string?][]) =>
  pairs.map(([from, to, fromShape, toShape]) => ({ inputs: [masked(from, fromShape)], output: masked(to, toShape) }))

describe('of masked values is learned', () => {
  test('that they are copied', () => {
    expect(learnMaskedTransformation(rows(['1', '1'], ['2', '2'], ['3', '3']))).toMatchObject({
      ok: true,
      value: { kind: 'equal', sources: [0], support: 3, counterexamples: [] },
    })
  })
  test('that equal sources give equal results', () => {
    const found = learnMaskedTransformation(rows(['de', 'x'], ['fr', 'y'], ['de', 'x'], ['fr', 'y']))
    expect(found).toMatchObject({ ok: true, value: { kind: 'dependency', sources: [0], support: 4 } })
  })
  test('that always the same is written', () => {
    expect(learnMaskedTransformation(rows(['a', 'z'], ['b', 'z'], ['c', 'z']))).toMatchObject({
      ok: true,
      value: { kind: 'constant', sources: [] },
    })
  })
  test('that only the form is known', () => {
    const found = learnMaskedTransformation(
      rows(['1', 'a', '9/9', '9-9'], ['2', 'b', '9/9', '9-9'], ['3', 'c', '9 9', '9.9'], ['4', 'd', '9 9', '9.9']),
    )
    expect(found).toMatchObject({ ok: true, value: { kind: 'form' } })
    expect(found.ok && found.value.limit).toContain('masked')
  })
  test('nothing, with the reason', () => {
    const found = learnMaskedTransformation(
      rows(['1', 'a', 'A', 'a'], ['2', 'b', 'A', '9'], ['3', 'c', 'A', '-'], ['4', 'd', 'A', '.']),
    )
    expect(found.ok).toBe(false)
  })
})
