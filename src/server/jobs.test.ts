import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DataFolder, openDataFolder } from '../store/index.ts'
import { createJobs, type Job, type JobControl } from './jobs.ts'

let folder: DataFolder
let failures: unknown[]
beforeEach(async () => {
  folder = await openDataFolder({ path: null })
  failures = []
  for (const id of ['a', 'b', 'c'])
    await folder.store.logs.add({
      id,
      name: id,
      status: 'importing',
      version: null,
      format: null,
      fingerprint: null,
      cases: null,
      events: null,
      activities: null,
      bytes: null,
      problems: [],
      mapping: null,
      sources: [],
      error: null,
    })
})
afterEach(() => folder.close())
const create = (atOnce: number, mayWait = 10) =>
  createJobs(folder.store, atOnce, mayWait, (_, error) => failures.push(error))

/** Work that goes on until it is let go, fails where told, or is cancelled. */
function work() {
  let finish: (error?: Error) => void = () => {}
  const begun = { control: null as JobControl | null }
  const run = (control: JobControl) => {
    begun.control = control
    return new Promise<void>((resolve, reject) => {
      finish = error => (error ? reject(error) : resolve())
      control.signal.addEventListener('abort', () => reject(control.signal.reason as Error))
    })
  }
  return { run, begun, finish: (error?: Error) => finish(error) }
}
const status = async (jobs: ReturnType<typeof create>, job: Job) => (await jobs.get(job.id))?.status

test('no more jobs run at once than may, and the others take their turn in order', async () => {
  const jobs = create(2)
  const works = [work(), work(), work()]
  const started: Job[] = []
  for (const [i, each] of works.entries()) started.push(await jobs.start('import', 'abc'[i]!, each.run))
  await expect.poll(() => works.map(({ begun }) => begun.control !== null)).toEqual([true, true, false])
  expect([jobs.running, jobs.waiting]).toEqual([2, 1])
  works[1]!.finish()
  await expect.poll(() => works[2]!.begun.control !== null).toBe(true)
  works[0]!.finish()
  works[2]!.finish()
  await Promise.all(started.map(({ id }) => jobs.ended(id)))
  expect((await jobs.list()).map(job => job.status)).toEqual(['done', 'done', 'done'])
})

test('two jobs of one log never run at once', async () => {
  const jobs = create(3)
  const works = [work(), work(), work()]
  for (const [i, each] of works.entries()) await jobs.start('append', i < 2 ? 'a' : 'b', each.run)
  await expect.poll(() => works.map(({ begun }) => begun.control !== null)).toEqual([true, false, true])
  works[0]!.finish()
  await expect.poll(() => works[1]!.begun.control !== null).toBe(true)
  await jobs.close()
})

test('listeners hear of progress and of the end, and a late one hears nothing', async () => {
  const jobs = create(1)
  const one = work()
  const job = await jobs.start('import', 'a', one.run)
  const heard: string[] = []
  jobs.listen(job.id, ({ status, progress }) => heard.push(`${status} ${progress?.done ?? '-'}`))
  await expect.poll(() => one.begun.control !== null).toBe(true)
  one.begun.control!.progress({ phase: 'read', done: 5, total: 9, unit: 'bytes' })
  one.finish()
  await jobs.ended(job.id)
  expect(heard.slice(-3)).toEqual(['running -', 'running 5', 'done 5'])
  await expect.poll(() => jobs.listen(job.id, () => undefined)).toBe(null)
})

test('what fails is told to the person and to the log of the server, once', async () => {
  const jobs = create(1)
  const one = work()
  const job = await jobs.start('import', 'a', one.run)
  await expect.poll(() => one.begun.control !== null).toBe(true)
  one.finish(new Error('inside of the server'))
  await jobs.ended(job.id)
  expect(await folder.store.jobs.get(job.id)).toMatchObject({
    status: 'failed',
    error: expect.not.stringContaining('inside'),
  })
  expect(failures).toEqual([new Error('inside of the server')])
})

test('cancelling ends a job that runs and one that waits, and the next one goes on', async () => {
  const jobs = create(1)
  const works = [work(), work(), work()]
  const started: Job[] = []
  for (const [i, each] of works.entries()) started.push(await jobs.start('import', 'abc'[i]!, each.run))
  expect(await jobs.cancel(started[1]!.id)).toBe(true)
  expect(await status(jobs, started[1]!)).toBe('cancelled')
  expect(works[1]!.begun.control).toBe(null)
  expect(await jobs.cancel(started[0]!.id)).toBe(true)
  expect(await status(jobs, started[0]!)).toBe('cancelled')
  await expect.poll(() => works[2]!.begun.control !== null).toBe(true)
  works[2]!.finish()
  await jobs.ended(started[2]!.id)
  expect(await jobs.cancel(started[2]!.id)).toBe(false)
  await expect(jobs.cancel('none')).rejects.toThrow('no such job')
  expect(failures).toEqual([])
})

test('closing marks what was under way interrupted and takes nothing new', async () => {
  const jobs = create(1)
  const works = [work(), work()]
  const started: Job[] = []
  for (const [i, each] of works.entries()) started.push(await jobs.start('import', 'ab'[i]!, each.run))
  await jobs.close()
  expect((await folder.store.jobs.list()).map(job => job.status)).toEqual(['interrupted', 'interrupted'])
  await expect(jobs.start('import', 'c', work().run)).rejects.toThrow('shutting down')
})

test('no more jobs wait than may', async () => {
  const jobs = create(1, 1)
  await jobs.start('import', 'a', work().run)
  await jobs.start('import', 'b', work().run)
  await expect(jobs.start('import', 'c', work().run)).rejects.toThrow('1 imports wait already')
  await jobs.close()
})
