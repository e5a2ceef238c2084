import { expect, test } from 'vitest'
import { uiLog } from '../../log/ui-notation.ts'
import { opened } from './task-engine.examples.fixture.ts'
import { memoryTasks } from './task-engine.ts'

/** Two runs of a task, the second of them so many days after the first. */
const tasksAfter = async (days: number) =>
  memoryTasks(
    await opened(
      uiLog(
        [10, 10 + days]
          .map(
            day => `# "Enter" ${day}
ann | Excel | copy cell A2 in Orders of book.xlsx = 4711 @${day}d
ann | Chrome | paste textbox "Order" on "https://shop.test/new" = 4711 @${day}d5s
#`,
          )
          .join('\n'),
      ),
    ),
    { minimum: null },
  )
const timesOf = async (days: number) => {
  const tasks = await tasksAfter(days)
  const [routine] = await tasks.routines()
  const { examples } = (await tasks.routine(routine!.id))!
  return {
    events: (await tasks.events(0, 10)).rows.map(({ sinceMs }) => sinceMs),
    steps: examples![0]!.steps.map(({ sinceMs }) => sinceMs),
  }
}

test('where times run back so far that they are no order, no event and no step has one', async () => {
  expect(await timesOf(2)).toEqual({ events: [0, 5000, 172_800_000, 172_805_000], steps: [0, 5000] })
  expect(await timesOf(-9)).toEqual({ events: [null, null, null, null], steps: [null, null] })
})
