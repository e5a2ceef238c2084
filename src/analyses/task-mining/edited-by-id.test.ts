import { expect, test } from 'vitest'
import { editedById } from './edited-by-id.ts'
import { mined, taskLogs } from './task-engine.examples.fixture.ts'
import { memoryTasks } from './task-engine.ts'

test('a renamed routine has its name in every answer, the last one given', async () => {
  const before = await mined(taskLogs['demonstrated']!)
  const { id } = before.routines[0]!
  const tasks = memoryTasks(
    editedById(before, [
      { kind: 'rename', routine: id, name: 'First' },
      { kind: 'rename', routine: id, name: 'Book an order' },
      { kind: 'rename', routine: 'gone', name: 'Nothing' },
    ]),
    { minimum: null },
  )
  expect((await tasks.routines()).map(({ id, name }) => [id, name])).toEqual([[id, 'Book an order']])
  expect((await tasks.procedure(id))!.name).toBe('Book an order')
  expect((await tasks.routine(id))!.summary.name).toBe('Book an order')
})

test('a rejected routine is gone with its segments, and comes back with the edit taken away', async () => {
  const before = await mined(taskLogs['demonstrated']!)
  const { id } = before.routines[0]!
  const edited = editedById(before, [{ kind: 'reject', routine: id, because: 'done by a bot already' }])
  expect([edited.routines, edited.segments]).toEqual([[], []])
  expect(await memoryTasks(edited, { minimum: null }).routine(id)).toBe(null)
  expect(editedById(before, [])).toBe(before)
})
