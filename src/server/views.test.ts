import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvLog, type TestServer, testServer } from './server.fixture.ts'

let server: TestServer
let log: string
beforeAll(async () => {
  server = await testServer()
  log = (await server.put('a.csv', csvLog(5))).id
})
afterAll(() => server.close())

const filter = [{ kind: 'activity', activities: ['b'], mode: 'mandatory', not: true, label: 'without b' }]
const view = { classifier: ['concept:name'], level: 'event', calendar: null, caseNotion: null }

test('a view is saved, changed, listed by its log, and removed', async () => {
  const made = await server.call('POST', '/api/views', { log, name: 'mine', filter, view, sliders: { paths: 0.4 } })
  expect(made).toMatchObject({ status: 201, body: { log, name: 'mine', filter, view, sliders: { paths: 0.4 } } })
  const { id } = made.body as { id: string }
  expect((await server.call('GET', `/api/views?log=${log}`)).body).toEqual([made.body])
  expect((await server.call('GET', `/api/views/${id}`)).body).toEqual(made.body)
  expect(await server.call('PATCH', `/api/views/${id}`, { name: 'ours', filter: [] })).toMatchObject({
    status: 200,
    body: { name: 'ours', filter: [], view, sliders: { paths: 0.4 } },
  })
  expect(await server.call('DELETE', `/api/views/${id}`)).toMatchObject({ status: 204 })
  for (const method of ['GET', 'PATCH', 'DELETE'])
    expect(await server.call(method, `/api/views/${id}`, method === 'PATCH' ? { name: 'x' } : undefined)).toMatchObject(
      { status: 404 },
    )
})

test('a view of no log, or with a filter that is none, is refused', async () => {
  expect(await server.call('POST', '/api/views', { log: 'none', name: 'x', filter: [] })).toMatchObject({ status: 404 })
  expect(await server.call('POST', '/api/views', { log, name: 'x', filter: [{ kind: 'activity' }] })).toMatchObject({
    status: 400,
  })
  expect(await server.call('POST', '/api/views', { log, name: ' ', filter: [] })).toMatchObject({ status: 400 })
  expect((await server.call('GET', '/api/views')).body).toEqual([])
})

test('a mapping is saved with its defaults, changed and removed; a wrong one is told what is wrong', async () => {
  const mapping = { version: 1, caseId: 'order', activity: ['step', 'kind'], complete: 'at' }
  const made = await server.call('POST', '/api/mappings', { name: 'orders', mapping })
  expect(made).toMatchObject({
    status: 201,
    body: { mapping: { activity: { columns: ['step', 'kind'] }, timeZone: 'UTC' } },
  })
  const { id } = made.body as { id: string }
  expect((await server.call('GET', '/api/mappings')).body).toEqual([made.body])
  expect(await server.call('PATCH', `/api/mappings/${id}`, { name: 'sales' })).toMatchObject({
    body: { name: 'sales' },
  })
  const wrong = await server.call('PATCH', `/api/mappings/${id}`, { mapping: { version: 1, caseId: 'a' } })
  expect(wrong).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('activity is missing') } },
  })
  expect(await server.call('DELETE', `/api/mappings/${id}`)).toMatchObject({ status: 204 })
  expect(await server.call('GET', `/api/mappings/${id}`)).toMatchObject({ status: 404 })
})

test('every question is answered under a view and a filter, as the engine answers it', async () => {
  const ask = { log, view, filter }
  expect(await server.ask('size', ask)).toMatchObject({ cases: 0, totalCases: 5 })
  expect(await server.ask('summary', { log, filter: [{ kind: 'cases', ids: ['case-1', 'case-3'] }] })).toMatchObject({
    cases: 2,
  })
  expect(await server.ask('arcs', { log, quantiles: true })).toMatchObject({ frequency: expect.arrayContaining([5]) })
  const page = await server.ask<{ id: string[]; next?: string }>('cases', {
    log,
    limit: 2,
    sort: { by: 'id', descending: true },
  })
  expect(page.id).toEqual(['case-4', 'case-3'])
  expect(
    await server.ask('cases', { log, limit: 2, cursor: page.next, sort: { by: 'id', descending: true } }),
  ).toMatchObject({
    id: ['case-2', 'case-1'],
  })
  expect(await server.ask('caseDetail', { log, id: 'case-0' })).toMatchObject({ activity: ['a', 'b', 'c', 'd'] })
  expect(await server.call('POST', '/api/ask/summary', { log: 'none' })).toMatchObject({ status: 404 })
  expect(await server.call('POST', '/api/ask/summary', { log, view: { ...view, level: 'week' } })).toMatchObject({
    status: 400,
  })
  const calendar = { timeZone: 'Mars/Olympus', week: [[], [], [], [], [], [], []], holidays: [] }
  expect(await server.call('POST', '/api/ask/summary', { log, view: { ...view, calendar } })).toMatchObject({
    status: 400,
  })
})

test('analyses answer with findings, and say which parameter is wrong', async () => {
  expect(await server.call('POST', '/api/analyses/overview', { log })).toMatchObject({
    status: 200,
    body: { findings: expect.arrayContaining([expect.objectContaining({ sentence: expect.any(String) })]) },
  })
  expect(await server.call('POST', '/api/analyses/overview', { log, params: 'x' })).toMatchObject({ status: 400 })
  expect(await server.call('POST', '/api/analyses/none', { log })).toMatchObject({ status: 404 })
})
