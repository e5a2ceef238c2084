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

test('of people who save at once one is told that it is saved, the others that another was; who may only read is told so', async () => {
  const owner = { authorization: 'Bearer the-token-of-the-owner' }
  const guarded = await testServer({ token: 'the-token-of-the-owner' })
  try {
    const made = await guarded.call('POST', '/api/logs?wait=true&name=a.csv', csvLog(2), owner)
    const path = `/api/logs/${(made.body as unknown as { log: ShownLog }).log.id}/baseline`
    const tokenOf = async (role: string) => {
      const { body } = await guarded.call('POST', '/api/tokens', { name: role, role }, owner)
      return { authorization: `Bearer ${(body as { token: string }).token}` }
    }
    const analyst = await tokenOf('analyst')
    const named = (name: string) => ({ ...baseline, name })
    for (const revision of [0, 1]) {
      const answers = await Promise.all(
        [owner, analyst, owner, analyst].map((who, i) =>
          guarded.call('PUT', path, { revision, baseline: named(`${revision} ${i}`) }, who),
        ),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
      const saved = answers.find(({ status }) => status === 200)!.body
      for (const who of [owner, analyst]) expect((await guarded.call('GET', path, undefined, who)).body).toEqual(saved)
    }
    const before = (await guarded.call('GET', path, undefined, owner)).body
    for (const role of ['reader', 'council']) {
      const who = await tokenOf(role)
      expect((await guarded.call('GET', path, undefined, who)).body).toEqual(before)
      const refused = await guarded.call('PUT', path, { revision: 2, baseline: null }, who)
      expect([refused.status, message(refused)]).toEqual([403, 'This token may only read and ask.'])
    }
    expect((await guarded.call('GET', path, undefined, owner)).body).toEqual(before)
  } finally {
    await guarded.close()
  }
})
