import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { uiActions } from '../../log/ui-log.ts'
import { UiLogBuilder } from '../../log/ui-log-builder.ts'
import { defaultAssumptions } from '../../tasks/index.ts'
import { EditableTasks } from './editable-tasks.ts'
import { memoryTasks } from './task-engine.ts'

const answers = async (build: (builder: UiLogBuilder) => void) => {
  const builder = new UiLogBuilder()
  build(builder)
  const reading = { log: builder.finish({ name: 'hostile' }), problems: [] }
  const mined = await EditableTasks.open(reading, { platform: nodePlatform })
  const tasks = memoryTasks(mined, { minimum: 5, shared: true })
  const routines = await tasks.routines()
  for (const { id } of routines.slice(0, 3)) await tasks.routine(id)
  return {
    recordings: await tasks.recordings(),
    routines,
    candidates: await tasks.candidates(defaultAssumptions, {}),
    friction: await tasks.friction(),
    page: await tasks.events(0, 100),
  }
}
const value = (text: string) => ({ shape: 'aaa', class: 'word', length: 2, hash: text, keys: [], clear: null }) as const

describe('logs that nobody would record are answered all the same', () => {
  test('of no event', async () => {
    const { recordings, routines, friction } = await answers(() => {})
    expect([recordings.events, routines.length, friction.found.length]).toEqual([0, 0, 0])
  })

  test('of three thousand applications', async () => {
    const { recordings } = await answers(builder => {
      for (let i = 0; i < 9000; i++)
        builder.add({
          ordinal: i,
          time: 1e12 + i * 2000,
          user: 'P-1',
          action: i % 3 === 0 ? 'click' : 'enter',
          element: { application: `app ${(i * 7) % 3000}`, window: `w${i % 50}`, role: 'textbox', name: `f${i % 20}` },
          value: value(`v${i % 100}`),
        })
    })
    expect(recordings.applications.length).toBe(3000)
  })

  test('of twenty thousand equal clicks by one person in no time', async () => {
    const { friction, recordings } = await answers(builder => {
      for (let i = 0; i < 20_000; i++)
        builder.add({
          ordinal: i,
          time: 1e12,
          user: 'P-1',
          action: 'click',
          element: { application: 'A', role: 'button', name: 'B' },
        })
    })
    expect(recordings.people).toBe(null)
    expect(friction.found.every(({ costMs, people }) => costMs === 0 && people === null)).toBe(true)
  })

  test('of events without elements, values, users and times', async () => {
    const { recordings, page } = await answers(builder => {
      for (let i = 0; i < 20_000; i++) builder.add({ ordinal: i, action: uiActions[i % uiActions.length]! })
    })
    expect(recordings.applications).toEqual([{ application: 'unknown', events: 20_000, handsOnMs: null }])
    expect(page.total).toBe(20_000)
  })

  test('of recordings of one event each, and of demonstrations within demonstrations of the same name', async () => {
    const { recordings } = await answers(builder => {
      for (let i = 0; i < 3000; i++) {
        builder.beginRecording(`r${i % 10}`, 'test')
        builder.add({
          ordinal: i,
          time: 1e12 + i * 1000,
          action: 'enter',
          element: { application: 'A', role: 'textbox', name: 'N' },
          value: value(`v${i}`),
          task: i % 2 === 0 ? 'T' : null,
          run: String(i),
        })
      }
    })
    expect(recordings.recordings.length).toBe(3000)
    expect(recordings.demonstrations).toEqual([{ task: 'T', instances: 1500 }])
  })

  test('of times from the year 1 to 9999, of pointers at the edge of what is kept', async () => {
    const { recordings, friction } = await answers(builder => {
      for (let i = 0; i < 2000; i++)
        builder.add({
          ordinal: i,
          time: -62_135_596_800_000 + i * 1.5e11,
          user: `P-${i % 2}`,
          action: i % 5 === 0 ? 'copy' : i % 5 === 1 ? 'paste' : 'scroll',
          element: { application: i % 5 === 0 ? 'A' : 'B', page: `p${i % 3}`, role: 'textbox', name: 'N' },
          value: value(`v${i % 7}`),
          x: i % 2 === 0 ? 1e9 : -1e9,
          y: Number.NaN,
        })
    })
    expect(recordings.events).toBe(2000)
    for (const { costMs } of friction.found) expect(costMs === null || Number.isFinite(costMs)).toBe(true)
  })
})
