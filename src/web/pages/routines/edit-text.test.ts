import { expect, test } from 'vitest'
import type { RoutineEdit } from '../../../tasks/index.ts'
import { editText } from './edit-text.ts'

const routine = { id: 'r', steps: [] }
const step = { class: 'c', nth: 0 }
const rows: readonly (readonly [RoutineEdit, readonly string[], string])[] = [
  [{ kind: 'rename', routine, name: 'B' }, ['A'], '“A” renamed to “B”'],
  [{ kind: 'merge', routines: [routine, routine], name: 'C' }, ['A', 'B'], '“A” and “B” merged into “C”'],
  [{ kind: 'merge', routines: [routine, routine], name: 'C' }, [], '2 routines merged into “C”'],
  [{ kind: 'split', routine, variants: [['x'], ['y']], name: 'B' }, ['A'], '“A”: 2 variants split off as “B”'],
  [{ kind: 'trim', routine, first: step, last: step }, ['A'], '“A” trimmed'],
  [{ kind: 'reject', routine, reason: 'private' }, ['A'], '“A” rejected: private'],
  [{ kind: 'reject', routine, reason: 'private' }, [], 'A routine rejected: private'],
]

test.each(rows)('an edit says which routines it concerns: %j of %j', (edit, concerned, text) => {
  expect(editText(edit, concerned)).toBe(text)
})
