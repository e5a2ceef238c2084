import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { csvLog, filesWith, removeFolder, type TestServer, temporaryFolder, testServer } from './server.fixture.ts'

const OWNER = 'a-token-of-the-owner'
const as = (token: string) => ({ authorization: `Bearer ${token}` })
let folder: string
let server: TestServer
beforeEach(async () => {
  folder = temporaryFolder()
  server = await testServer({ dataFolder: folder, host: '0.0.0.0', token: OWNER })
})
afterEach(async () => {
  await server.close()
  removeFolder(folder)
})
interface Made {
  readonly id: string
  readonly token: string
}
const make = async (name: string, role: string, more: object = {}, by = OWNER) => {
  const answer = await server.call('POST', '/api/tokens', { name, role, ...more }, as(by))
  return { ...answer, made: answer.body as unknown as Made }
}
const list = async (by = OWNER) => server.call('GET', '/api/tokens', undefined, as(by))

describe('tokens', () => {
  test('are shown once, kept as a hash alone, and do until they are revoked', async () => {
    const { status, headers, made } = await make('Ann', 'analyst')
    expect(status).toBe(201)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(made.token).toMatch(/^[\w-]{43}$/)
    expect(filesWith(folder, made.token)).toEqual([])
    const listed = await list()
    expect(listed.body).toEqual([
      { id: made.id, name: 'Ann', role: 'analyst', created: expect.any(Number), expires: null },
    ])
    expect(listed.text).not.toContain(made.token)
    expect(await server.call('POST', '/api/logs?wait=true&name=a.csv', csvLog(2), as(made.token))).toMatchObject({
      status: 201,
    })
    expect(await server.call('DELETE', `/api/tokens/${made.id}`, undefined, as(OWNER))).toMatchObject({ status: 204 })
    expect(await server.call('GET', '/api/logs', undefined, as(made.token))).toMatchObject({ status: 401 })
    expect((await list()).body).toEqual([])
    expect(filesWith(folder, 'Ann')).toEqual([])
    expect(await server.call('DELETE', `/api/tokens/${made.id}`, undefined, as(OWNER))).toMatchObject({
      status: 404,
      body: { error: { code: 'not-found' } },
    })
  })

  test('outlive a restart, and then do without one given at the start', async () => {
    const { made } = await make('Rita', 'reader')
    const { made: owner } = await make('Olga', 'owner')
    await server.close()
    server = await testServer({ dataFolder: folder, host: '0.0.0.0' })
    expect(await server.call('GET', '/api/logs', undefined, as(made.token))).toMatchObject({ status: 200 })
    expect(await server.call('GET', '/api/logs', undefined, as(OWNER))).toMatchObject({ status: 401 })
    expect((await list(owner.token)).body).toMatchObject([{ name: 'Olga' }, { name: 'Rita' }])
  })

  test.each(['analyst', 'reader'])('are no business of a token of an %s', async role => {
    const { made } = await make('Bob', role)
    const refused = { status: 403, body: { error: { code: 'refused' } } }
    expect(await list(made.token)).toMatchObject(refused)
    expect(await make('Eve', 'owner', {}, made.token)).toMatchObject(refused)
    expect(await server.call('DELETE', `/api/tokens/${made.id}`, undefined, as(made.token))).toMatchObject(refused)
    expect((await list()).body).toMatchObject([{ name: 'Bob' }])
    expect(await server.call('GET', '/api/tokens')).toMatchObject({ status: 401 })
  })

  test('of one person can be told apart, and revoking one leaves the other', async () => {
    const { made: first } = await make('Ann', 'reader')
    const { made: second } = await make('Ann', 'reader')
    expect(first.token).not.toBe(second.token)
    await server.call('DELETE', `/api/tokens/${first.id}`, undefined, as(OWNER))
    expect(await server.call('GET', '/api/logs', undefined, as(second.token))).toMatchObject({ status: 200 })
  })

  test.each(['owner', 'analyst', 'reader', 'council'])('tell an %s who they are', async role => {
    const { made } = await make('Ann', role)
    const answer = await server.call('GET', '/api/me', undefined, as(made.token))
    expect(answer).toMatchObject({ status: 200, body: { name: 'Ann', role } })
  })

  test('end when they expire, and cannot be made expired', async () => {
    const { made } = await make('Ann', 'reader', { expires: Date.now() + 2000 })
    expect(await server.call('GET', '/api/logs', undefined, as(made.token))).toMatchObject({ status: 200 })
    await new Promise(done => setTimeout(done, 2050))
    expect(await server.call('GET', '/api/logs', undefined, as(made.token))).toMatchObject({ status: 401 })
    expect(await make('Ann', 'reader', { expires: 1 })).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('future') } },
    })
  })

  test.each([
    { name: 'x', role: 'admin' },
    { name: '', role: 'reader' },
    { role: 'reader' },
    { name: 'x', role: 'reader', token: 'a-token-of-my-own-choice' },
  ])('are not made of %o', async body => {
    expect(await server.call('POST', '/api/tokens', body, as(OWNER))).toMatchObject({
      status: 400,
      body: { error: { code: 'bad-request' } },
    })
  })
})
