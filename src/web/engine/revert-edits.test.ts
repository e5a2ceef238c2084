import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reverted } from './revert-edits.ts'
import { noEdits, type TaskEdits } from './task-edits.ts'

const rename = (name: string) => ({ kind: 'rename' as const, routine: { id: 'r', steps: ['a'] }, name })
const withRoutines = (...names: readonly string[]): TaskEdits => ({ ...noEdits, routines: names.map(rename) })

test('an edit that was added is taken back, what others added stays', () => {
  expect(reverted(withRoutines('A', 'B'), withRoutines('A'), withRoutines('A', 'B'))).toEqual(withRoutines('A'))
  const others = { ...withRoutines('A', 'B', 'C'), names: { x: 'X' } }
  expect(reverted(others, withRoutines('A'), withRoutines('A', 'B'))).toEqual({
    ...others,
    routines: [rename('A'), rename('C')],
  })
})

test('an input that was set goes back to what it was, others stay', () => {
  const before: TaskEdits = { ...noEdits, candidates: { r: { adoption: 0.5 } } }
  const after: TaskEdits = { ...noEdits, candidates: { r: { adoption: 0.9, ruleShare: 1 } } }
  const now: TaskEdits = {
    ...noEdits,
    candidates: { r: { adoption: 0.9, ruleShare: 1, stability: 1 }, s: { adoption: 1 } },
  }
  expect(reverted(now, before, after).candidates).toEqual({ r: { adoption: 0.5, stability: 1 }, s: { adoption: 1 } })
})

test('where others changed the same, nothing is taken back', () => {
  const at = (adoption: number): TaskEdits => ({ ...noEdits, assumptions: { adoption } })
  expect(() => reverted(at(0.3), at(0.1), at(0.2))).toThrow('changed elsewhere')
  expect(() => reverted(noEdits, withRoutines('A'), withRoutines('A', 'B'))).toThrow('changed elsewhere')
  expect(() => reverted(withRoutines('C'), withRoutines('A'), withRoutines('B'))).toThrow('changed elsewhere')
})

test('a change taken back at once leaves what was before, and back again what was after', () => {
  const edits = fc.record({
    routines: fc.array(fc.constantFrom('A', 'B', 'C').map(rename), { maxLength: 3 }),
    names: fc.dictionary(fc.constantFrom('x', 'y'), fc.constantFrom('X', 'Y')),
  })
  fc.assert(
    fc.property(edits, edits, (a, b) => {
      const [before, after] = [
        { ...noEdits, ...a },
        { ...noEdits, ...b },
      ]
      expect(reverted(after, before, after)).toEqual(before)
      expect(reverted(before, after, before)).toEqual(after)
    }),
    { seed: 3 },
  )
})
