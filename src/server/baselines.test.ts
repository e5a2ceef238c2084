import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvLog, type ShownLog, type TestServer, testServer } from './server.fixture.ts'

let server: TestServer
let log: ShownLog
beforeAll(async () => {
  server = await testServer()
  log = await server.put('orders.csv', csvLog(4))
})
afterAll(() => server.close())

const entry = { deviation: 'missing:b', reason: 'agreed', author: 'audit', until: '2030-01-01' }
const baseline = { parfocal: 'baseline', version: 1, name: 'Orders', model: '<pnml/>', allow: [entry] }
const message = (answer: { body: unknown }) => (answer.body as { error: { message: string } }).error.message

test('a baseline is kept with its log under a revision, and a stale one is refused', async () => {
  const path = `/api/logs/${log.id}/baseline`
  expect(await server.call('GET', path)).toMatchObject({ status: 200, body: { revision: 0, baseline: null } })
  const kept = { ...baseline, noise: 0.2, labels: null }
  expect(await server.call('PUT', path, { revision: 0, baseline })).toMatchObject({
    status: 200,
    body: { revision: 1, baseline: kept },
  })
  const stale = await server.call('PUT', path, { revision: 0, baseline })
  expect(stale).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
  expect((await server.call('GET', path)).body).toEqual({ revision: 1, baseline: kept })
  expect(await server.call('PUT', path, { revision: 1, baseline: null })).toMatchObject({
    status: 200,
    body: { revision: 2, baseline: null },
  })
  expect((await server.call('GET', path)).body).toEqual({ revision: 2, baseline: null })
})

test('what is no baseline is refused in words, and so is one of no log', async () => {
  const path = `/api/logs/${log.id}/baseline`
  const put = (part: object) => server.call('PUT', path, { revision: 2, baseline: { ...baseline, ...part } })
  const late = await put({ allow: [{ ...entry, until: 'soon' }] })
  expect([late.status, message(late)]).toEqual([422, expect.stringContaining('"soon" is no date')])
  const kind = await put({ allow: [{ ...entry, deviation: 'b' }] })
  expect([kind.status, message(kind)]).toEqual([400, expect.stringContaining('a deviation is written kind:activity')])
  const labels = await put({ labels: { version: 7 } })
  expect([labels.status, message(labels)]).toEqual([422, expect.stringContaining('label mapping has version 7')])
  for (const [method, body] of [['GET'], ['PUT', { revision: 0, baseline }]] as const)
    expect(await server.call(method, '/api/logs/nowhere/baseline', body)).toMatchObject({ status: 404 })
})
