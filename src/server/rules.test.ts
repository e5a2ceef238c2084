import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvLog, type TestServer, testServer } from './server.fixture.ts'

let server: TestServer
let log: string
beforeAll(async () => {
  server = await testServer()
  log = (await server.put('a.csv', csvLog(5))).id
})
afterAll(() => server.close())

const rules = (said: string) =>
  `parfocal: rules\nversion: 1\nrules:\n  - {id: r, name: R, severity: low, owner: O, source: S, rule: '${said}'}\n`

test('the rule document of a log is kept with its revision; who saved an older one is told', async () => {
  const path = `/api/logs/${log}/rules`
  expect(await server.call('GET', path)).toMatchObject({ status: 200, body: { revision: 0, document: null } })
  expect(await server.call('PUT', path, { revision: 0, document: 'rules: [' })).toMatchObject({
    status: 200,
    body: { revision: 1, document: 'rules: [' },
  })
  expect(await server.call('PUT', path, { revision: 0, document: 'mine' })).toMatchObject({
    status: 409,
    body: { error: { code: 'conflict', message: expect.stringContaining('meanwhile') } },
  })
  expect(await server.call('GET', path)).toMatchObject({ body: { revision: 1, document: 'rules: [' } })
  for (const method of ['GET', 'PUT'])
    expect(
      await server.call(method, '/api/logs/none/rules', method === 'PUT' ? { revision: 0, document: '' } : undefined),
    ).toMatchObject({ status: 404 })
})

test('a check tells each rule with the cases that break it; a broken file is told with its place', async () => {
  const found = await server.call('POST', '/api/rules/check', { log, rules: rules('"a" is forbidden') })
  expect(found).toMatchObject({
    status: 200,
    body: {
      cases: 5,
      rules: [{ id: 'r', violations: 5, evidence: [{ kind: 'activity', activities: ['a'], mode: 'mandatory' }] }],
    },
  })
  const broken = await server.call('POST', '/api/rules/check', { log, rules: rules('"a" is forbiden') })
  expect([broken.status, JSON.stringify(broken.body)]).toEqual([422, expect.stringContaining('line 4')])
  expect(await server.call('POST', '/api/rules/check', { log: 'none', rules: rules('"a" is required') })).toMatchObject(
    {
      status: 404,
    },
  )
})

test('an entry of an allowlist for no rule of the file is refused, as on the command line', async () => {
  const entries = (rule: string) => [{ rule, cases: ['1'], reason: 'x', author: 'y', until: '2030-01-01' }]
  const check = (rule: string) => {
    const allow = JSON.stringify({ parfocal: 'allowlist', version: 1, entries: entries(rule) })
    return server.call('POST', '/api/rules/check', { log, rules: rules('"a" is forbidden'), allow })
  }
  const told = await check('other')
  expect([told.status, JSON.stringify(told.body)]).toEqual([
    400,
    expect.stringContaining('there is no rule \\"other\\"'),
  ])
  expect((await check('r')).status).toBe(200)
})

test('equal logs have one fingerprint', async () => {
  const of = async (id: string) =>
    ((await server.call('GET', `/api/logs/${id}/fingerprint`)).body as { fingerprint: string }).fingerprint
  const first = await of(log)
  expect(first).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(await of((await server.put('b.csv', csvLog(5))).id)).toBe(first)
  expect(await of((await server.put('c.csv', csvLog(6))).id)).not.toBe(first)
})
