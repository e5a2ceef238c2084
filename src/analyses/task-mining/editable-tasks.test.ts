import { expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { Cancelled, cancellable, type ProgressReport } from '../../base/platform.ts'
import { generateUiLog, noEdits, type TaskEdits } from '../../tasks/index.ts'
import { EditableTasks } from './editable-tasks.ts'
import { editedLog } from './task-edits.contract.ts'

const reading = { log: editedLog, problems: [] }
const options = { platform: nodePlatform }
const namesOf = ({ mined }: EditableTasks) => mined.routines.map(({ name }) => name)
const named = (task: string): TaskEdits => ({ ...noEdits, tasks: [{ recording: 'later', task }] })

test('a UI log is mined anew where tasks or names change, and only then', async () => {
  const tasks = await EditableTasks.open(reading, options)
  const { steps, routines } = tasks.mined
  const rename = { kind: 'rename', routine: { id: routines[0]!.id, steps: [] }, name: 'Order entry' } as const
  await tasks.setEdits({ ...noEdits, routines: [rename], assumptions: { adoption: 1 } }, 0)
  expect(namesOf(tasks)).toEqual(['Order entry', 'Read mail'])
  expect(tasks.mined.steps).toBe(steps)
  await tasks.setEdits(named('Plan'), 1)
  expect(namesOf(tasks)).toEqual(['Enter order', 'Read mail', 'Plan'])
  expect(tasks.mined.steps).not.toBe(steps)
  const mined = tasks.mined.steps
  await tasks.setEdits({ ...named('Plan'), candidates: { r: { adoption: 1 } } }, 2)
  expect(tasks.mined.steps).toBe(mined)
})

test('edits that were kept elsewhere apply from the beginning, and survive another mining', async () => {
  const first = await EditableTasks.open(reading, options)
  const { id, steps } = first.mined.routines[1]!
  const key = { id, steps: steps.map(step => step.class) }
  const edits = { ...noEdits, routines: [{ kind: 'reject', routine: key, reason: 'private' }] as const }
  const again = await EditableTasks.open(reading, options, { revision: 7, edits })
  expect(namesOf(again)).toEqual(['Enter order'])
  expect(again.saved).toEqual({ revision: 7, edits })
  await again.apply({ revision: 9, edits: { ...edits, names: { 'Order no.': 'Number' } } })
  expect(namesOf(again)).toEqual(['Enter order'])
  expect(again.applied).toEqual({
    revision: 9,
    rejected: [{ name: 'Read mail', instances: 2, reason: 'private' }],
    concerned: [['Read mail']],
    lost: [],
  })
})

test('changes come one after the other, and the last one that was applied counts', async () => {
  const tasks = await EditableTasks.open(reading, options)
  await Promise.all(['One', 'Two', 'Three'].map((task, i) => tasks.apply({ revision: i + 1, edits: named(task) })))
  expect(namesOf(tasks)).toContain('Three')
  expect(tasks.saved.revision).toBe(3)
})

test('what is cancelled or refused changes nothing', async () => {
  const tasks = await EditableTasks.open(reading, options)
  const { cancel, stop } = cancellable()
  stop()
  await expect(tasks.setEdits(named('Plan'), 0, cancel)).rejects.toThrow(Cancelled)
  await expect(tasks.setEdits(named(''), 0)).rejects.toMatchObject({ code: 'bad-request' })
  expect([namesOf(tasks), tasks.saved.revision]).toEqual([['Enter order', 'Read mail'], 0])
  expect((await tasks.setEdits(named('Plan'), 0)).revision).toBe(1)
})

test('mining tells a share that rises to 1, and is ended in the middle', async () => {
  const log = generateUiLog({ seed: 1, runs: 16 }).log
  const shares: number[] = []
  const told = ({ done, total, unit }: ProgressReport) => {
    expect([total, unit]).toEqual([1, 'share'])
    shares.push(done)
  }
  const tasks = await EditableTasks.open({ log, problems: [] }, { ...options, progress: told })
  expect(shares.length).toBeGreaterThan(20)
  expect(shares.every((share, i) => share > (shares[i - 1] ?? 0))).toBe(true)
  expect(shares.at(-1)).toBe(1)
  await tasks.setEdits({ ...noEdits, names: { a: 'b' } }, 0)
  expect(shares.at(-1), 'whoever opened it hears no more').toBe(1)
  const { cancel, stop } = cancellable()
  const before: number[] = []
  const half = ({ done }: ProgressReport) => {
    before.push(done)
    if (done > 0.5) stop()
  }
  const ended = EditableTasks.open({ log, problems: [] }, { ...options, cancel, progress: half })
  await expect(ended).rejects.toThrow(Cancelled)
  expect(before.filter(done => done > 0.5).length).toBe(1)
})
