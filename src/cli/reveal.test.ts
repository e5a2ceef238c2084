import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server/index.ts'
import { parfocal } from './cli.fixture.ts'

const OWNER = 'a-token-of-the-owner'
let server: RunningServer
let folder: string
const tokens = new Map<string, string>([['owner', OWNER]])

const post = (path: string, body: string, type = 'application/json') =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OWNER}`, 'content-type': type, 'x-parfocal': '1' },
    body,
  })
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parfocal-reveal-'))
  server = await startServer({ dataFolder: null, port: 0, webRoot: null, handleSignals: false, token: OWNER })
  for (const [name, role] of [
    ['Ann', 'analyst'],
    ['Bob', 'reader'],
    ['Cora', 'council'],
  ] as const) {
    const made = (await (await post('/api/tokens', JSON.stringify({ name, role }))).json()) as { token: string }
    tokens.set(name, made.token)
  }
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})
const reveal = (who: string, ...words: string[]) =>
  parfocal('reveal', ...words, '--server', server.url, '--token', tokens.get(who)!)
const keyOf = (who: string) => join(folder, `${who}.key`)

test('two people reveal the names of a case from the command line, and the council reads of it', async () => {
  for (const who of ['Ann', 'Bob']) {
    const made = await reveal(who, 'key', keyOf(who))
    expect([made.code, made.out]).toEqual([0, `Names of later imports can be sealed to "${who}".\n`])
    expect(statSync(keyOf(who)).mode & 0o777).toBe(0o600)
  }
  const key = readFileSync(keyOf('Ann'), 'utf8')
  expect((await reveal('Ann', 'key', keyOf('Ann'))).code).toBe(0)
  expect(readFileSync(keyOf('Ann'), 'utf8')).toBe(key)

  const csv =
    'case,activity,time,resource\nc1,approve,2024-01-01T00:00:00Z,Grete Muster\nc1,pay,2024-01-02T00:00:00Z,Grete Muster\n'
  expect((await post('/api/logs?wait=true&name=orders.csv&sealTo=Ann,Bob', csv, 'text/csv')).status).toBe(201)
  const about = ['orders', 'c1', '--rule', 'four eyes', '--reason', 'one person did both']
  const asked = await reveal('Ann', 'ask', ...about, '--key', keyOf('Ann'), '--json')
  expect(asked.code, asked.err).toBe(0)
  const { id } = JSON.parse(asked.out) as { id: string }

  expect(await reveal('Ann', 'approve', id, '--key', keyOf('Ann'))).toMatchObject({
    code: 4,
    err: expect.stringContaining('must be somebody else'),
  })
  expect(await reveal('Bob', 'names', id)).toMatchObject({
    code: 4,
    err: expect.stringContaining('Nobody has approved'),
  })
  expect((await reveal('Bob', 'approve', id, '--key', keyOf('Ann'))).code).toBe(4)
  expect((await reveal('Bob', 'list')).out).toContain('one person did both')
  const approved = await reveal('Bob', 'approve', id, '--key', keyOf('Bob'))
  expect([approved.code, approved.out]).toEqual([0, expect.stringContaining('approved')])
  expect((await reveal('Bob', 'names', id)).out).toMatch(/pay .*Grete Muster/)

  const log = JSON.parse((await reveal('Cora', 'log', '--json')).out) as { head: string; entries: { step: string }[] }
  expect(log.entries.map(({ step }) => step)).toEqual(['asked', 'approved', 'seen'])
  expect((await reveal('Ann', 'log')).code).toBe(4)
  await reveal('Ann', 'names', id)
  const later = JSON.parse((await reveal('Cora', 'log', '--since', log.head, '--json')).out) as typeof log
  expect(later.entries.map(({ step }) => step)).toEqual(['seen'])
  expect(await reveal('Cora', 'log', '--since', 'f'.repeat(64))).toMatchObject({
    code: 3,
    err: expect.stringContaining('was cut'),
  })
  const second = JSON.parse(
    (await reveal('Bob', 'ask', ...about, '--key', keyOf('Bob'), '--json')).out,
  ) as typeof asked & {
    id: string
  }
  expect((await reveal('Ann', 'refuse', second.id)).out).toContain('refused')
})

test('what is missing is told before anything is asked', async () => {
  expect(await parfocal('reveal', 'list')).toMatchObject({ code: 2, err: expect.stringContaining('--server') })
  expect(await reveal('Ann', 'ask', 'orders', 'c1', '--reason', 'x', '--key', 'none')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--rule'),
  })
  const about = ['orders', 'c1', '--rule', 'r', '--reason', 'x']
  expect(await reveal('Ann', 'ask', ...about, '--key', join(folder, 'none'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot be read'),
  })
})
