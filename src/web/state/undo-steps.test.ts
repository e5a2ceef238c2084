import { expect, test } from 'vitest'
import { encode } from './code.ts'
import { entryOf, stepBack, stepForward } from './undo-steps.ts'

const at = (page: string, search: Record<string, string> = {}) => entryOf(`/${page}`, { log: 'l', ...search })
const routine = (selected: string) => at('routines', { f: 'x', routines: encode({ selected }) })

test('nothing is undone where a person only came from another page or log', () => {
  const entries = [entryOf('/', {}), at('recordings'), at('routines')]
  expect([1, 2].map(i => stepBack(entries, i))).toEqual([null, null])
  expect(stepForward(entries, 0, 2)).toBeNull()
})

test('what was only looked at is passed over, and is no step by itself', () => {
  const entries = [at('map'), at('map', { f: 'x' }), at('routines', { f: 'x' }), routine('a'), routine('b')]
  expect(stepBack(entries, 4)).toBeNull()
  expect(stepBack(entries, 1)).toBe(0)
  expect(stepForward(entries, 0, 4)).toBe(1)
  expect(stepForward(entries, 1, 4)).toBeNull()
})

test('what a person set on a page of tasks is a step, and its selection is none', () => {
  const board = (state: object) => at('candidates', { candidates: encode(state) })
  const [plain, set] = [board({ selected: 'a' }), board({ selected: 'a', assume: { adoption: 0.5 } })]
  const entries = [plain, set, board({ assume: { adoption: 0.5 }, selected: 'b', by: 'name' })]
  expect(stepBack(entries, 2)).toBe(0)
  expect(stepForward(entries, 0, 2)).toBe(1)
  expect(stepForward(entries, 1, 2)).toBeNull()
})

test('a step that filters and goes to another page is taken back as one; unknown entries are no steps', () => {
  expect(stepBack([at('variants'), at('cases', { f: 'x' })], 1)).toBe(0)
  expect(stepBack([undefined, at('map', { f: 'x' })], 1)).toBeNull()
  expect(stepBack([], 3)).toBeNull()
})
