import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brokenAt, FIRST, hashOfEntry, type RevealEntry } from './reveal-chain.ts'

function chain(count: number): RevealEntry[] {
  const entries: RevealEntry[] = []
  for (let i = 0; i < count; i++) {
    const entry = {
      ...({ position: i + 1, at: 1000 + i, reveal: `r${i >> 1}`, step: i % 2 === 0 ? 'asked' : 'refused' } as const),
      ...{
        principal: `p${i % 3}`,
        name: 'Ann',
        log: 'l1',
        case: `c${i}`,
        rule: 'four eyes',
        reason: 'why',
        until: null,
      },
    }
    entries.push({ ...entry, hash: hashOfEntry(entries.at(-1)?.hash ?? FIRST, entry) })
  }
  return entries
}

test('a chain as it was written is whole, an empty one too', () => {
  expect([brokenAt([]), brokenAt(chain(9))]).toEqual([null, null])
})

test('any entry that was changed, removed, added or moved shows, at its place', () => {
  const fields = [
    'at',
    'reveal',
    'step',
    'principal',
    'name',
    'log',
    'case',
    'rule',
    'reason',
    'until',
    'hash',
  ] as const
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7 }), fc.constantFrom(...fields), (i, field) => {
      const entries = chain(9)
      const changed = entries.map((entry, at) => (at === i ? { ...entry, [field]: 'x' } : entry)) as RevealEntry[]
      expect(brokenAt(changed)).toBe(i + 1)
      expect(brokenAt(entries.toSpliced(i, 1))).toBe(i + 1)
      expect(brokenAt(entries.toSpliced(i, 0, entries[i]!))).toBe(i + 2)
      expect(brokenAt(entries.with(i, entries[i + 1]!).with(i + 1, entries[i]!))).toBe(i + 1)
    }),
  )
})

test('entries that were cut off at the end are missed by whoever kept the last hash', () => {
  const entries = chain(9)
  const cut = entries.slice(0, 6)
  expect(brokenAt(cut)).toBe(null)
  expect(cut.some(({ hash }) => hash === entries.at(-1)!.hash)).toBe(false)
})
