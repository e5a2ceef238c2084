import { afterEach, beforeEach, expect, test } from 'vitest'
import { taskLogs } from '../analyses/task-mining/task-engine.examples.fixture.ts'
import { writeUiLines } from '../formats/index.ts'
import type { UiLog } from '../log/ui-log.ts'
import { generateUiLog } from '../tasks/index.ts'
import { type TestServer, testServer, until } from './server.fixture.ts'

let server: TestServer
beforeEach(async () => {
  server = await testServer()
})
afterEach(() => server.close())

async function put(log: UiLog): Promise<string> {
  const sent = await server.call('POST', '/api/uploads?name=a.ui.jsonl', Buffer.concat([...writeUiLines(log)]))
  const { id: upload } = sent.body as { id: string }
  const made = await server.call('POST', '/api/ui-logs', { upload, wait: true })
  return (made.body as unknown as { uiLog: { id: string } }).uiLog.id
}
interface Job {
  readonly id: string
  readonly kind: string
  readonly log: string
  readonly status: string
  readonly progress: { readonly done: number } | null
}
const minings = async () => {
  const jobs = (await server.call('GET', '/api/jobs')).body as unknown as Job[]
  return jobs.filter(({ kind }) => kind === 'ui-mining')
}
const mine = async (id: string, body: object = {}) => {
  const answer = await server.call('POST', `/api/ui-logs/${id}/mine`, body)
  return { status: answer.status, job: (answer.body as unknown as { job: Job }).job }
}
/** Takes a while to be mined. */
const long = () => generateUiLog({ seed: 1, runs: 300 }).log

test('a UI log is mined by a job, of which the last is remembered; whoever asks then does not wait', async () => {
  const id = await put(taskLogs['demonstrated']!)
  const twice = await Promise.all([mine(id, { wait: true }), mine(id, { wait: true })])
  expect(twice[0]).toMatchObject({ status: 200, job: { kind: 'ui-mining', log: id, status: 'done' } })
  expect(twice[1]!.job.id).toBe(twice[0]!.job.id)
  expect((await server.call('GET', `/api/ui-logs/${id}/routines`)).body).toMatchObject([{}])
  const again = await mine(id, { wait: true })
  expect(again.job.id).not.toBe(twice[0]!.job.id)
  await until('the first is forgotten', async () => (await minings()).length === 1)
  expect(await minings()).toMatchObject([{ id: again.job.id, status: 'done' }])
  expect((await mine('none')).status).toBe(404)
})

test('a question that mines is a job too, which tells its progress; cancelled, it tells who waits', async () => {
  const id = await put(long())
  const asked = server.call('GET', `/api/ui-logs/${id}/routines`)
  await until('it is under way', async () => ((await minings())[0]?.progress?.done ?? 0) > 0)
  const [{ id: job, log, status }] = (await minings()) as [Job]
  expect([log, status]).toEqual([id, 'running'])
  expect((await mine(id)).job.id).toBe(job)
  expect(await server.call('DELETE', `/api/jobs/${job}`)).toMatchObject({ status: 200, body: { status: 'cancelled' } })
  expect(await asked).toMatchObject({
    status: 409,
    body: { error: { code: 'cancelled', message: 'The mining of this UI log was cancelled.' } },
  })
  const { body } = await server.call('GET', `/api/ui-logs/${id}`)
  expect(body).toMatchObject({ status: 'ready', mining: null })
})

test('mining that was asked for goes on with nobody waiting, until it is cancelled or its UI log deleted', async () => {
  const id = await put(long())
  const first = await mine(id)
  expect(first.status).toBe(202)
  await until('it is under way', async () => ((await minings())[0]?.progress?.done ?? 0) > 0)
  expect(await server.call('DELETE', `/api/jobs/${first.job.id}`)).toMatchObject({ body: { status: 'cancelled' } })
  const waiting = mine(id, { wait: true })
  await until('it is mined anew', async () => (await minings())[0]?.status === 'running')
  expect((await minings())[0]!.id).not.toBe(first.job.id)
  expect(await server.call('DELETE', `/api/ui-logs/${id}`)).toMatchObject({ status: 204 })
  expect((await waiting).status).toBe(409)
  expect(await minings()).toEqual([])
})
