import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { taskLogs } from '../analyses/task-mining/task-engine.examples.fixture.ts'
import { writeUiLines } from '../formats/index.ts'
import { csvLog, filesIn, type ShownLog, type TestServer, testServer, until } from './server.fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const send = async (name: string, bytes: string | Uint8Array) =>
  ((await server.call('POST', `/api/uploads?name=${name}`, bytes)).body as { id: string }).id

/** There is no such upload any more, or it is being taken. */
function expectTooLate({ status, body }: { readonly status: number; readonly body: unknown }): void {
  const { message } = (body as { error: { message: string } }).error
  if (status === 404) expect(message).toBe('There is no such upload; it was imported, or removed after a day.')
  else {
    expect(status).toBe(409)
    expect(message).toMatch(
      /^The upload ".*" (is being imported already|was imported or removed meanwhile; upload .*)\.$/,
    )
  }
}

test('an upload that is imported several times at once becomes one log', async () => {
  const upload = await send('twice.csv', csvLog(300))
  const put = () => server.call('POST', `/api/uploads/${upload}/import`, { wait: true })
  const answers = await Promise.all([put(), put(), put()])
  const late = [...answers.filter(({ status }) => status !== 201), await put()]
  expect(late).toHaveLength(3)
  late.forEach(expectTooLate)
  const logs = (await server.call('GET', '/api/logs')).body as unknown as ShownLog[]
  expect(logs.filter(({ name }) => name === 'twice')).toMatchObject([{ status: 'ready', cases: 300 }])
})

test('an upload becomes one UI log', async () => {
  const upload = await send('d.ui.jsonl', Buffer.concat([...writeUiLines(taskLogs['demonstrated']!)]))
  const answers = await Promise.all([1, 2].map(() => server.call('POST', '/api/ui-logs', { upload, wait: true })))
  const late = answers.filter(({ status }) => status !== 201)
  expect(late).toHaveLength(1)
  late.forEach(expectTooLate)
  expect((await server.call('GET', '/api/ui-logs')).body).toMatchObject([{ status: 'ready' }])
})

test('of several jobs with one upload the first has it; the others are told, and their logs stay as they were', async () => {
  const [a, b] = [await server.put('a.csv', csvLog(3)), await server.put('b.csv', csvLog(3))]
  const upload = await send('more.csv', csvLog(2000, 'x', 10))
  const put = (path: string) => server.call('POST', `/api/logs/${path}?upload=${upload}&wait=true`)
  const first = put(`${a.id}/append`)
  await until('it has begun', async () => (await server.call('GET', '/api/jobs?limit=1')).text.includes('append'))
  for (const late of await Promise.all([put(`${b.id}/append`), put(`${b.id}/replace`)])) expectTooLate(late)
  expect((await first).status).toBe(201)
  for (const [{ id }, cases] of [
    [a, 2003],
    [b, 3],
  ] as const) {
    expect((await server.call('GET', `/api/logs/${id}`)).body).toMatchObject({ status: 'ready', cases })
    expect(await server.ask('size', { log: id })).toMatchObject({ cases })
  }
})

test('a log that is deleted under everything that works with it leaves nothing', async () => {
  const { id } = await server.put('under.csv', csvLog(200))
  const answers = Promise.all([
    server.call('GET', `/api/logs/${id}/export?format=xes`),
    server.call('POST', '/api/analyses/overview', { log: id }),
    server.call('POST', '/api/models/discover', { log: id }),
    server.call('GET', `/api/logs/${id}/fingerprint`),
    server.call('POST', `/api/logs/${id}/append?name=z.csv&wait=true`, csvLog(100, 'x', 1000)),
    server.call('POST', `/api/logs/${id}/reimport`, { wait: true }),
  ])
  const deleted = await Promise.all([1, 2].map(() => server.call('DELETE', `/api/logs/${id}`)))
  expect(deleted.map(({ status }) => status)).toContain(204)
  for (const { status } of await answers) expect([200, 404, 409]).toContain(status)
  await until('nothing is left', () => filesIn(server.dataFolder).every(file => !file.includes(id)))
  const jobs = (await server.call('GET', '/api/jobs')).body as unknown as { log: string }[]
  expect(jobs.filter(({ log }) => log === id)).toEqual([])
})

test('a body that stands still is given up', async () => {
  const slow = await testServer({ limits: { idleMs: 100 } })
  try {
    const socket = connect(Number(new URL(slow.url).port), '127.0.0.1')
    const closed = new Promise(resolve => socket.on('error', resolve).on('close', resolve))
    const head = ['POST /api/ask/size HTTP/1.1', 'host: localhost', 'content-type: application/json']
    socket.write([...head, 'content-length: 100', '', '{"log":'].join('\r\n'))
    await closed
    expect((await slow.call('GET', '/api/logs')).status).toBe(200)
  } finally {
    await slow.close()
  }
})
