import { describe, expect, test } from 'vitest'
import { Cancelled, cancellable } from '../../base/platform.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { defaultAssumptions, noEdits } from '../../tasks/index.ts'
import type { PeopleRule } from './mined-tasks.ts'
import { opened, taskLogs } from './task-engine.examples.fixture.ts'
import { memoryTasks, type TaskEngine } from './task-engine.ts'

export const lifted: PeopleRule = { minimum: null }
export const shared: PeopleRule = { minimum: 5, shared: true }

/** What every engine of tasks keeps to, wherever its answers come from. `rules`: those under which it can answer. */
export function taskEngineContract(
  name: string,
  open: (log: UiLog, rule: PeopleRule) => Promise<TaskEngine>,
  rules: readonly PeopleRule[] = [lifted, { minimum: 5 }, shared],
): void {
  const assumptions = {
    ...defaultAssumptions,
    runCostPerMonth: 1,
    catalogue: { base: 8, perStep: 1, perApplication: 0.2, contingency: 0.1 },
  }
  describe.each(rules.map(rule => [JSON.stringify(rule), rule] as const))(`${name}, people by %s`, (_, rule) => {
    describe.each(Object.keys(taskLogs))('over the log %s', which => {
      const log = taskLogs[which]!
      const both = async () => [await open(log, rule), memoryTasks(await opened(log), rule)] as const

      test('answers every question as memory does', async () => {
        const [tasks, memory] = await both()
        const { name: _, ...recordings } = await tasks.recordings()
        expect(recordings).toEqual({ ...(await memory.recordings()), name: undefined })
        expect(await tasks.routines()).toEqual(await memory.routines())
        expect(await tasks.friction()).toEqual(await memory.friction())
        expect(await tasks.candidates(defaultAssumptions, {})).toEqual(await memory.candidates(defaultAssumptions, {}))
        for (const { id } of await memory.routines()) {
          expect(await tasks.routine(id)).toEqual(await memory.routine(id))
          expect(await tasks.procedure(id)).toEqual(await memory.procedure(id))
          const edits = { [id]: { ruleShare: 0.25 } }
          expect(await tasks.candidates(assumptions, edits)).toEqual(await memory.candidates(assumptions, edits))
        }
      })

      test('gives events page by page, in the order of the log', async () => {
        const [tasks] = await both()
        const all = await tasks.events(0, 1000)
        expect(all.total).toBe(log.eventCount)
        expect(all.rows.length + all.withheld).toBe(log.eventCount)
        const paged = []
        for (let from = 0; from < log.eventCount; from += 7) paged.push(...(await tasks.events(from, 7)).rows)
        expect(paged).toEqual(all.rows)
        expect(await tasks.events(log.eventCount, 7)).toMatchObject({ rows: [], withheld: 0 })
      })

      test('knows no routine that is not there', async () => {
        const [tasks] = await both()
        expect(await tasks.routine('none')).toBe(null)
        expect(await tasks.procedure('none')).toBe(null)
      })

      test('does not answer what is cancelled', async () => {
        const [tasks] = await both()
        const { cancel, stop } = cancellable()
        stop()
        for (const answer of [
          tasks.recordings(cancel),
          tasks.events(0, 1, cancel),
          tasks.routines(cancel),
          tasks.routine('none', cancel),
          tasks.procedure('none', cancel),
          tasks.candidates(defaultAssumptions, {}, cancel),
          tasks.friction(cancel),
          tasks.edits(cancel),
          tasks.applied(cancel),
          tasks.setEdits(noEdits, 0, cancel),
        ])
          await expect(answer).rejects.toThrow(Cancelled)
      })
    })
  })

  describe(`${name} with numbers that JSON has no word for`, () => {
    const rule = rules[0]!
    test('an hourly saving that may be none has a payback without end', async () => {
      const tasks = await open(taskLogs['demonstrated']!, rule)
      const [before] = await tasks.candidates(defaultAssumptions, {})
      const { capacity } = before!.score.ok ? before!.score.value : expect.unreachable('it has a monthly figure')
      const runCostPerMonth = (capacity.low + capacity.value) / 2
      const [candidate] = await tasks.candidates({ ...assumptions, runCostPerMonth }, {})
      expect(candidate!.score).toMatchObject({ ok: true, value: { paybackMonths: { high: Number.POSITIVE_INFINITY } } })
    })
    test('a time that is not known is none', async () => {
      const tasks = await open(taskLogs['untimed']!, rule)
      const [routine] = await tasks.routines()
      expect((await tasks.procedure(routine!.id))!.handsOnMs).toBe(Number.NaN)
    })
  })

  test.runIf(rules.includes(shared))(`${name} withholds from others what tells of single people`, async () => {
    const tasks = await open(taskLogs['demonstrated']!, shared)
    const { people, recordings } = await tasks.recordings()
    expect(people).toBe(null)
    expect(recordings.map(({ handsOnMs }) => handsOnMs !== null)).toEqual([true, false])
    const { rows, withheld } = await tasks.events(0, 1000)
    expect(withheld).toBe(3)
    expect(rows.filter(({ application }) => application === 'Mail')).toEqual([])
    const [routine] = await tasks.routines()
    expect(routine!.people).toBe(null)
    expect((await tasks.procedure(routine!.id))!.base.people).toBe(Number.NaN)
    const answer = (await tasks.routine(routine!.id))!
    expect(answer.procedure.base.people).toBe(Number.NaN)
    expect(answer.examples, 'recorded on purpose').toHaveLength(12)
  })
}
