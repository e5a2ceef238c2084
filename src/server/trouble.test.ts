import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FormatError } from '../base/errors.ts'
import { openSqliteStore, type Store } from '../store/index.ts'
import type { ServerContext } from './context.ts'
import { toHttp } from './errors.ts'
import { createJobs } from './jobs.ts'
import { answer } from './routes/importing.ts'
import { csvLog, type TestServer, testServer } from './server.fixture.ts'

describe('an import that fails while it is waited for', () => {
  let folder: string
  let store: Store
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parfocal-trouble-'))
    store = await openSqliteStore(join(folder, 'store.db'))
  })
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const log = { id: 'l', name: 'l', status: 'importing', version: null, format: null, fingerprint: null } as const
  const rest = { cases: null, events: null, activities: null, bytes: null, problems: [], mapping: null, sources: [] }
  /** What a waiting program is answered when the work fails of this. */
  async function answered(failure: Error) {
    const known = (await store.logs.get('l')) ?? (await store.logs.add({ ...log, ...rest, error: null }))
    const jobs = createJobs(store, 1, 1, () => undefined)
    const job = await jobs.start('import', 'l', async () => {
      throw failure
    })
    const context = { jobs, folder: { store } } as unknown as ServerContext
    const error = await answer(context, {} as FastifyReply, { log: known, job }, true).catch(error => error as unknown)
    return toHttp(error)
  }
  const coded = (code: string) => Object.assign(new Error(`${code}: write`), { code })

  test.each(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])('of a full disk (%s) says so', async code => {
    expect(await answered(coded(code))).toMatchObject({
      status: 507,
      body: { error: { code: 'disk-full', message: expect.stringContaining('full') } },
    })
    expect((await store.jobs.list(1))[0]).toMatchObject({ status: 'failed', error: expect.stringContaining('full') })
  })
  test('of its file says where and what to do', async () => {
    const failure = new FormatError('is no date', { file: 'a.csv', row: 3, fix: 'Write it as 2024-01-31.' })
    expect(await answered(failure)).toMatchObject({
      status: 422,
      body: { error: { code: 'unreadable', place: { row: 3 }, fix: 'Write it as 2024-01-31.' } },
    })
  })
  test('of anything else tells nothing of the inside', async () => {
    const { status, body } = await answered(new Error('secret of the inside'))
    expect(status).toBe(422)
    expect(JSON.stringify(body)).not.toContain('secret')
  })
})

describe('whatever is sent', () => {
  let server: TestServer
  let id: string
  beforeAll(async () => {
    server = await testServer()
    id = (await server.put('a.csv', csvLog(3))).id
  })
  afterAll(() => server.close())
  const json = { 'content-type': 'application/json' }

  test('an unknown case is told with its beginning alone', async () => {
    const asked = await server.call('POST', '/api/ask/caseDetail', {
      log: id,
      id: `${'x'.repeat(80)}${'y'.repeat(5000)}`,
    })
    expect(asked.status).toBe(404)
    expect(asked.text).toContain('x'.repeat(80))
    expect(asked.text).not.toContain('y')
  })

  test.each<[string, string, unknown, Record<string, string>]>([
    ['POST', '/api/ask/summary', '{', json],
    ['POST', '/api/ask/summary', '', json],
    ['POST', '/api/ask/summary', 'null', json],
    ['POST', '/api/ask/summary', '[]', json],
    ['POST', '/api/ask/summary', '"x"', json],
    ['POST', '/api/ask/summary', '{"log":"x","__proto__":{}}', json],
    ['POST', '/api/ask/summary', '{"log":"x"}', { 'content-type': 'text/xml' }],
    ['POST', '/api/ask/summary', '{"log":"x"}', { 'content-type': 'a broken type;;' }],
    ['POST', '/api/ask/summary', { log: '../x' }, {}],
    ['POST', '/api/ask/summary', { log: 'none' }, {}],
    ['POST', '/api/ask/summary', { log: 'none', filter: 'x' }, {}],
    ['POST', '/api/ask/%00', {}, {}],
    ['POST', '/api/analyses/none', { log: 'none' }, {}],
    ['POST', '/api/analyses/overview', { log: 'none', params: { k: [] } }, {}],
    ['POST', '/api/logs?name=a.csv&mapping={', csvLog(1), {}],
    ['POST', '/api/logs?name=a.csv&wait=maybe', csvLog(1), {}],
    ['POST', '/api/logs?name=a.csv&name=b.csv', csvLog(1), {}],
    ['GET', '/api/jobs?limit=-1', undefined, {}],
    ['GET', '/api/jobs?limit=1e99', undefined, {}],
    ['GET', '/api/%', undefined, {}],
    ['GET', `/api/${'x'.repeat(20_000)}`, undefined, {}],
    ['GET', '/nothing', undefined, {}],
    ['PUT', '/api/logs', {}, {}],
    ['PROPFIND', '/api/logs', undefined, {}],
    ['DELETE', '/api/tokens/none', undefined, {}],
  ])('what cannot be answered (%s, request %#) is an error of the one shape', async (method, path, body, headers) => {
    const answer = await server.call(method, path, body, headers)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.headers.get('content-type')).toContain('application/json')
    expect(answer.body).toEqual({
      error: { code: expect.stringMatching(/^[a-z-]+$/), message: expect.stringMatching(/./) },
    })
    expect(answer.text.length).toBeLessThan(2000)
  })
})
