import { expect, test } from 'vitest'
import { countedBy } from './legend.tsx'

test('how the cases were counted blames the time only where some have an alignment', () => {
  const said = (exact: number, bounded: number, replay: number) =>
    countedBy({ cases: exact + bounded + replay, by: { exact, bounded, replay } } as never)
  expect(said(5, 0, 0)).toBe('Counted by best alignments.')
  expect(said(0, 0, 5)).toBe('Counted by token-based replay, without alignments.')
  expect(said(3, 0, 2)).toBe('Of 5 cases the time sufficed to count 3 by best alignments, 2 by token-based replay.')
})
