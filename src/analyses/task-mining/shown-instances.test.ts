import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { uiLog } from '../../log/ui-notation.ts'
import { keyOf, noEdits, type RoutineEdit } from '../../tasks/index.ts'
import { EditableTasks } from './editable-tasks.ts'
import { editedTasks } from './edited-tasks.ts'
import { mineTasks } from './mine-tasks.ts'
import type { MinedTasks, PeopleRule } from './mined-tasks.ts'
import { recordingsAnswer, uiEventsAnswer } from './recordings-answer.ts'
import { routineAnswer } from './routine-answer.ts'

const shared: PeopleRule = { minimum: 5, shared: true }
const run = (who: string, task: string, ...buttons: string[]) =>
  [
    `== ${task} of ${who}`,
    `# "${task}" ${who}`,
    ...buttons.map(one => `${who} | Chrome | click button ${one}`),
    '#',
  ].join('\n')
const people = ['ann', 'bob', 'cyd', 'dan', 'eve', 'fay']
/** Six people order, two others write, three others read; nobody was recorded on purpose. */
async function found(): Promise<MinedTasks> {
  const log = uiLog(
    [
      ...people.map(who => run(who, 'Order', 'New', 'Save')),
      ...['gus', 'hal'].map(who => run(who, 'Write', 'Compose', 'Send')),
      ...['ivo', 'jan', 'kim'].map(who => run(who, 'Read', 'Open', 'Close')),
    ].join('\n'),
  )
  const mined = await mineTasks({ log, problems: [] }, { platform: nodePlatform })
  const ui = { ...mined.ui, demonstrations: [] }
  return { ...mined, ui, unedited: { demonstrations: [], routines: mined.routines } }
}
const shownRows = (mined: MinedTasks) => uiEventsAnswer(mined, 0, 1000, shared).rows.map(({ row }) => row)
const rowsOf = (mined: MinedTasks, name: string) =>
  mined.routines.find(one => one.name === name)!.instances.flatMap(({ rows }) => rows)
const examplesOf = (mined: MinedTasks, name: string, rule = shared) =>
  routineAnswer(mined, mined.routines.find(one => one.name === name)!.id, rule)!.examples

describe('edits show to others nothing that was not to be seen without them', () => {
  test('a routine of few people is not seen when it is merged with others until they are enough', async () => {
    const mined = await found()
    const orders = rowsOf(mined, 'Order')
    expect(shownRows(mined)).toEqual(orders)
    const keyOfName = (name: string) => keyOf(mined.routines.find(one => one.name === name)!)
    const merge: RoutineEdit = { kind: 'merge', routines: ['Write', 'Read'].map(keyOfName), name: 'Five people' }
    const { mined: merged } = editedTasks(mined, [merge])
    expect(routineAnswer(merged, merged.routines[1]!.id, shared)!.summary).toMatchObject({ instances: 5, people: 5 })
    expect(examplesOf(merged, 'Five people')).toBe(null)
    expect(examplesOf(merged, 'Five people', { minimum: 5 }), 'on a file of one’s own').toHaveLength(5)
    expect(shownRows(merged)).toEqual(orders)
    const all: RoutineEdit = { kind: 'merge', routines: mined.routines.map(keyOf), name: 'All' }
    const { mined: whole } = editedTasks(mined, [all])
    expect(examplesOf(whole, 'All')).toHaveLength(6)
    expect(shownRows(whole)).toEqual(orders)
  })

  test('a part of a routine that few people are behind is seen no more', async () => {
    const mined = await found()
    const { steps } = keyOf(mined.routines[0]!)
    const reject: RoutineEdit = { kind: 'reject', routine: keyOf(mined.routines[0]!), reason: 'private' }
    expect(shownRows(editedTasks(mined, [reject]).mined)).toEqual([])
    const trim: RoutineEdit = {
      kind: 'trim',
      routine: keyOf(mined.routines[0]!),
      first: { class: steps[0]!, nth: 0 },
      last: { class: steps[0]!, nth: 0 },
    }
    const { mined: trimmed } = editedTasks(mined, [trim])
    expect(shownRows(trimmed)).toEqual(rowsOf(trimmed, 'Order'))
    expect(shownRows(trimmed).length).toBe(rowsOf(mined, 'Order').length / 2)
  })

  test('a recording is no demonstration because somebody calls it one afterwards', async () => {
    const log = uiLog(
      people.map(who => `== ${who}\n${who} | Mail | click button Read\n${who} | Mail | click button Reply`).join('\n'),
    )
    const tasks = await EditableTasks.open(
      { log, problems: [] },
      { platform: nodePlatform },
      { revision: 1, edits: { ...noEdits, tasks: [{ recording: null, task: 'Answer mail' }] } },
    )
    const { mined } = tasks
    expect(mined.routines.map(({ name, instances }) => [name, instances.length])).toEqual([['Answer mail', 6]])
    expect(examplesOf(mined, 'Answer mail')).toBe(null)
    expect(examplesOf(mined, 'Answer mail', { minimum: 5 })).toHaveLength(6)
    expect(shownRows(mined)).toEqual([])
    expect(recordingsAnswer(mined, shared).recordings.map(({ handsOnMs }) => handsOnMs)).toEqual(people.map(() => null))
  })

  test('what was recorded on purpose stays shown, whatever it is called', async () => {
    const log = uiLog(run('ann', 'Order', 'New', 'Save'))
    const mined = await mineTasks(
      { log, problems: [] },
      { platform: nodePlatform, tasks: [{ recording: null, task: 'Else' }] },
    )
    expect(shownRows(mined)).toEqual([0, 1])
    expect(examplesOf(mined, 'Order')).toHaveLength(1)
  })
})
