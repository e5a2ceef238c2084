import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { taskLogs } from '../analyses/task-mining/task-engine.examples.fixture.ts'
import { Cancelled } from '../base/platform.ts'
import { writeUiLogFolder } from '../formats/index.node.ts'
import type { UiLog } from '../log/ui-log.ts'
import { type DataFolder, openDataFolder } from '../store/index.ts'
import { generateUiLog, noEdits, type TaskEdits } from '../tasks/index.ts'
import { until } from './server.fixture.ts'
import { createTaskLibrary, type TaskLibrary } from './task-library.ts'

let folder: DataFolder
let library: TaskLibrary
beforeEach(async () => {
  folder = await openDataFolder({ path: null })
})
afterEach(async () => {
  await library.close()
  await folder.close()
})

async function store(id: string, log: UiLog, version = 1): Promise<void> {
  const work = await folder.workFolder()
  writeUiLogFolder(work, log)
  await folder.uiLogs.publish(work, id, version)
  const record = { name: id, status: 'ready', version, format: null, events: null, recordings: null } as const
  const rest = { bytes: null, problems: [], capture: [], upload: null, error: null }
  if (!(await folder.store.uiLogs.change(id, { version }))) await folder.store.uiLogs.add({ ...record, ...rest, id })
}
const asked = (uiLog: string, revision = 0, edits: Partial<TaskEdits> = {}) => ({
  uiLog,
  params: {},
  rule: { minimum: null },
  saved: { revision, edits: { ...noEdits, ...edits } },
})
const events = async (uiLog: string, signal = new AbortController().signal): Promise<number> =>
  (JSON.parse(await library.ask('recordings', asked(uiLog), signal)) as { events: number }).events

test('a UI log stays open between questions, and no more are open than may be', async () => {
  library = createTaskLibrary(folder, 2)
  for (const id of ['a', 'b', 'c']) await store(id, taskLogs['untimed']!)
  expect(await Promise.all(['a', 'b', 'a'].map(id => events(id)))).toEqual([8, 8, 8])
  expect(library.open).toBe(2)
  expect(await events('c')).toBe(8)
  expect(library.open).toBe(2)
})

test('a question about a further one waits until there is room, and can be given up', async () => {
  library = createTaskLibrary(folder, 1)
  for (const id of ['a', 'b', 'c']) await store(id, taskLogs['demonstrated']!)
  const abort = new AbortController()
  const first = events('a')
  await until('it is open', () => library.open === 1)
  const second = events('b')
  const third = events('c', abort.signal).catch(error => error)
  abort.abort()
  expect(await third).toBeInstanceOf(Cancelled)
  expect(await Promise.all([first, second])).toEqual([51, 51])
  expect(library.open).toBe(1)
})

test('mining that nobody waits for ends, one that another still waits for does not', async () => {
  library = createTaskLibrary(folder, 2)
  await store('a', taskLogs['demonstrated']!)
  const [one, other] = [new AbortController(), new AbortController()]
  const alone = events('a', one.signal).catch(error => error)
  await until('it is open', () => library.open === 1)
  one.abort()
  expect(await alone).toBeInstanceOf(Cancelled)
  await until('its thread is given up', () => library.open === 0)
  const given = events('a', other.signal).catch(error => error)
  const kept = events('a')
  await until('it is open', () => library.open === 1)
  other.abort()
  expect(await given).toBeInstanceOf(Cancelled)
  expect(await kept).toBe(51)
})

test('a new version is asked as soon as it counts, and what is deleted is not there', async () => {
  library = createTaskLibrary(folder, 2)
  await store('a', taskLogs['untimed']!)
  expect(await events('a')).toBe(8)
  await store('a', taskLogs['demonstrated']!, 2)
  expect(await events('a')).toBe(51)
  library.forget('a')
  await folder.deleteUiLog('a')
  await expect(events('a')).rejects.toMatchObject({ code: 'not-found' })
  expect(library.open).toBe(0)
})

test('a damaged UI log is an error each time, and is no longer one when it is whole again', async () => {
  library = createTaskLibrary(folder, 1)
  await store('a', taskLogs['untimed']!)
  const about = join(folder.uiLogs.path('a', 1), 'ui-log.json')
  writeFileSync(about, '{')
  for (let i = 0; i < 2; i++) await expect(events('a')).rejects.toMatchObject({ name: 'FormatError' })
  rmSync(folder.uiLogs.path('a', 1), { recursive: true })
  writeUiLogFolder(folder.uiLogs.path('a', 1), taskLogs['untimed']!)
  expect(await events('a')).toBe(8)
})

test('edits of any revision are answered with, and the same question has the same answer', async () => {
  library = createTaskLibrary(folder, 1)
  await store('a', taskLogs['demonstrated']!)
  const { signal } = new AbortController()
  const ask = async (revision = 0, edits: Partial<TaskEdits> = {}) =>
    JSON.parse(await library.ask('routines', asked('a', revision, edits), signal)) as {
      id: string
      name: string
      steps: string[]
    }[]
  const before = await ask()
  const [{ id }] = before as [(typeof before)[0]]
  const rename = { routines: [{ kind: 'rename', routine: { id, steps: [] }, name: 'Order entry' }] } as const
  const [named, renamed, again, both] = await Promise.all([
    ask(1, { names: { 'Order no.': 'Number' } }),
    ask(2, rename),
    ask(),
    ask(3, { ...rename, names: { 'Order no.': 'Number' } }),
  ])
  expect(again).toEqual(before)
  expect(named[0]!.steps.join()).toContain('Number')
  expect([named[0]!.id, named[0]!.name]).toEqual([id, before[0]!.name])
  expect(renamed).toEqual([{ ...before[0], name: 'Order entry' }])
  expect(both).toEqual([{ ...named[0], name: 'Order entry' }])
  const applied = JSON.parse(await library.ask('applied', asked('a', 2, rename), signal)) as object
  expect(applied).toEqual({ revision: 2, rejected: [], concerned: [[before[0]!.name]], lost: [] })
})

test('when it closes, those who wait are told', async () => {
  library = createTaskLibrary(folder, 1)
  await store('a', taskLogs['demonstrated']!)
  await store('b', taskLogs['untimed']!)
  const both = ['a', 'b'].map(id => events(id).catch(error => error))
  await until('it is open', () => library.open === 1)
  await library.close()
  for (const answer of both) expect(await answer).toBeInstanceOf(Cancelled)
})

test('while a UI log is mined its share is told and rises; where it is not, there is none', async () => {
  library = createTaskLibrary(folder, 1)
  await store('a', generateUiLog({ seed: 1, runs: 100 }).log)
  expect(library.mining('a')).toBe(null)
  const answer = events('a')
  const shares: number[] = []
  await until('two shares were told', () => {
    const { done } = library.mining('a') ?? { done: -1 }
    if (done > (shares.at(-1) ?? 0)) shares.push(done)
    return shares.length >= 2
  })
  expect(library.mining('a')).toMatchObject({ total: 1, unit: 'share' })
  await answer
  expect(library.mining('a')).toBe(null)
})
