import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { createMemoryEngine } from '../../engine/memory/memory-engine.ts'
import { defaultView } from '../../log/engine.ts'
import { printLog } from '../../log/index.ts'
import { uiLog } from '../../log/ui-notation.ts'
import { editedTasks } from './edited-tasks.ts'
import { mineTasks } from './mine-tasks.ts'
import { recordingsAnswer } from './recordings-answer.ts'
import { routineLog, routineNames } from './routine-log.ts'
import { routinesAnswer } from './routines-answer.ts'

const run = (who: string, extra = '') => `== ${who}
# "Enter order" ${who}
${who} | Sheets | copy cell B2 in Orders of book.xlsx = "Ann ${who}" @1h
${who} | Chrome | paste textbox Name #name on "https://shop.test/new" = "Ann ${who}" @1h2s
${extra}${who} | Chrome | click button Save on "https://shop.test/new" @1h10s
#
${who} | Mail | click button Read @2h`
const mine = () =>
  mineTasks(
    {
      log: uiLog(
        [run('ann'), run('bob', 'bob | Chrome | check checkbox Rush #rush on "https://shop.test/new" @1h5s\n')].join(
          '\n',
        ),
      ),
      problems: [],
    },
    { platform: nodePlatform },
  )

describe('the routine log', () => {
  test('has a case a run and an activity a step, and nobody in it', async () => {
    const log = routineLog(await mine())
    expect(log).toMatchObject({ caseCount: 2, eventCount: 7, resourceKey: null })
    expect(printLog(log)).toContain('click Save')
    expect([...log.eventAttributes.keys()]).toEqual(['action', 'application'])
    expect(log.caseIds.text(1)).toBe('Enter order 2')
  })
  test('keeps durations, counted from the begin of the recording', async () => {
    const log = routineLog(await mine())
    expect(Array.from(log.complete)).toEqual([0, 2000, 10_000, 0, 2000, 5000, 10_000])
  })
  test('is asked like any log: arcs of the runs of one routine', async () => {
    const engine = createMemoryEngine({ platform: nodePlatform })
    engine.add('r', { log: routineLog(await mine()) })
    const filter = [{ kind: 'case-attribute', key: 'routine', values: ['Enter order'] }] as const
    const arcs = await engine.arcs({ log: 'r', view: defaultView, filter })
    const at = (label: string) => arcs.activities.findIndex(name => name.startsWith(label))
    const times = (a: string, b: string) =>
      arcs.frequency[arcs.from.findIndex((from, i) => from === at(a) && arcs.to[i] === at(b))]
    expect([times('check', 'click'), times('copy', 'paste')]).toEqual([1, 2])
  })
  test('shows to others only runs that may be shown one by one, under the names that all have', async () => {
    const mined = await mine()
    const names = (log: ReturnType<typeof routineLog>) =>
      Array.from({ length: log.caseCount }, (_, at) => log.caseIds.text(at))
    expect(names(routineLog(mined, { minimum: 5, shared: true }))).toEqual(['Enter order 1', 'Enter order 2'])
    const nobody = { ...mined, unedited: { demonstrations: [], routines: mined.routines } }
    expect(names(routineLog(nobody, { minimum: 5, shared: true }))).toEqual([])
    expect(names(routineLog(nobody, { minimum: 5 }))).toHaveLength(2)
  })
  test('tells routines of one name apart', () => {
    expect(routineNames(['a', 'b', 'a', 'a'])).toEqual(['a', 'b', 'a (2)', 'a (3)'])
  })
})

test('switches between applications are counted within a recording, on both ways', async () => {
  const answer = recordingsAnswer(await mine(), { minimum: 5 })
  expect(answer.switches).toEqual([
    { from: 'Chrome', to: 'Mail', times: 2 },
    { from: 'Sheets', to: 'Chrome', times: 2 },
  ])
})

test('edits of routines reach every answer', async () => {
  const mined = await mine()
  const { mined: edited, lost } = editedTasks(mined, [
    { kind: 'rename', routine: { id: mined.routines[0]!.id, steps: [] }, name: 'Order entry' },
    { kind: 'rename', routine: { id: 'gone', steps: [] }, name: 'x' },
  ])
  expect(routinesAnswer(edited, { minimum: 5 }).map(({ name }) => name)).toEqual(['Order entry'])
  expect(routineLog(edited).caseIds.text(0)).toBe('Order entry 1')
  expect(lost).toEqual([1])
})

test('a recording without a name becomes a demonstration when it is given one', async () => {
  const log = uiLog('== one\nann | Mail | click button Read in Inbox\nann | Mail | click button Reply in Inbox')
  const mined = await mineTasks(
    { log, problems: [] },
    { platform: nodePlatform, tasks: [{ recording: 'one', task: 'Answer mail' }] },
  )
  expect(mined.routines.map(({ name, steps }) => [name, steps.length])).toEqual([['Answer mail', 2]])
})
