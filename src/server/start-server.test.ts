import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clauseKinds, type Filter } from '../log/filter.ts'
import { parseFilter } from '../log/filter-check.ts'
import { findPostgres, startPostgres } from '../store/postgres.fixture.ts'
import { filter } from './filter-schema.ts'
import { defaultServerLimits, isLoopback } from './options.ts'
import { csvLog, filesIn, removeFolder, temporaryFolder, testServer } from './server.fixture.ts'
import { startServer } from './start-server.ts'
import { inWorker } from './work.ts'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => removeFolder(folder))

describe('starting', () => {
  test.each(['127.0.0.1', 'localhost', '::1', '[::1]', '127.8.9.1'])('%s is loopback', host =>
    expect(isLoopback(host)).toBe(true),
  )
  test.each(['0.0.0.0', '::', '192.168.0.1', '127.0.0.1.example', 'localhost.example', '127.1', ''])(
    '"%s" is not',
    host => expect(isLoopback(host)).toBe(false),
  )

  test('the sample is imported once', async () => {
    const sample = join(folder, 'orders.csv')
    writeFileSync(sample, csvLog(20))
    const dataFolder = join(folder, 'data')
    for (let i = 0; i < 2; i++) {
      const server = await testServer({ dataFolder, sample })
      expect(await server.ask('logs')).toMatchObject([{ name: 'orders' }])
      await server.close()
    }
    expect(filesIn(dataFolder).filter(file => file.startsWith('uploads/'))).toEqual([])
  })

  test('a port that is taken is told, and the folder is free again', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    const options = { dataFolder: folder, webRoot: null, handleSignals: false }
    await expect(startServer({ ...options, port })).rejects.toThrow(
      `Port ${port} is in use; choose another with --port.`,
    )
    await expect(
      startServer({ ...options, port: 0, host: 'no-such-host.invalid', token: 'a-token-of-the-owner' }),
    ).rejects.toThrow('is no address of this machine')
    other.close()
    const server = await startServer({ ...options, port: 0 })
    await server.close()
    await server.close()
  })

  test('the temporary folder goes with the server', async () => {
    const server = await testServer()
    await server.put('a.csv', csvLog(3))
    expect(filesIn(server.dataFolder).length).toBeGreaterThan(3)
    await server.close()
    expect(() => filesIn(server.dataFolder)).toThrow('ENOENT')
  })

  test('the limits that are documented are those that hold', () => {
    expect(defaultServerLimits).toMatchObject({
      uploadBytes: 20 * 2 ** 30,
      jobsWaiting: 32,
      uploadsAtOnce: 8,
      analysesAtOnce: 2,
      analysesWaiting: 32,
      openLogs: 16,
      idleMs: 60_000,
    })
  })
})

const postgres = findPostgres()
if ('missing' in postgres) process.stderr.write(`skipped the server over PostgreSQL: ${postgres.missing}\n`)
describe.skipIf('missing' in postgres)('over PostgreSQL', () => {
  test('logs are imported, asked, kept and deleted alike; another folder is refused', async () => {
    if ('missing' in postgres) return
    const database = startPostgres(postgres.bin)
    try {
      const databaseUrl = database.newDatabase()
      const first = await testServer({ dataFolder: folder, databaseUrl })
      const { id } = await first.put('a.csv', csvLog(7))
      await first.close()
      await expect(testServer({ databaseUrl })).rejects.toThrow('belongs to another data folder')
      const again = await testServer({ dataFolder: folder, databaseUrl })
      expect(await again.ask('summary', { log: id })).toMatchObject({ cases: 7 })
      expect((await again.call('GET', '/api/jobs')).body).toMatchObject([{ status: 'done', log: id }])
      expect(await again.call('DELETE', `/api/logs/${id}`)).toMatchObject({ status: 204 })
      expect(filesIn(folder).filter(file => /^(logs|sources)\/.+\//.test(file))).toEqual([])
      expect(filesIn(folder)).not.toContain('parfocal.db')
      await again.close()
    } finally {
      database.stop()
    }
  })
})

describe('filters at the door', () => {
  const examples: Filter = [
    { kind: 'activity', activities: ['a'], mode: 'keep', not: true, off: true, label: 'x' },
    {
      kind: 'event-attribute',
      key: 'k',
      mode: 'forbidden',
      values: ['a', 1, true, null],
      from: 0,
      to: 1,
      missing: true,
    },
    { kind: 'case-attribute', key: 'k', values: [] },
    { kind: 'cases', ids: ['1'] },
    { kind: 'time', mode: 'trim', from: 0 },
    { kind: 'variant', ids: ['00'] },
    { kind: 'variant-frequency', from: 2 },
    { kind: 'variant-coverage', share: 0.8 },
    { kind: 'performance', measure: 'waiting', to: 5 },
    { kind: 'endpoints', start: ['a'], end: ['b'], mode: 'longest' },
    { kind: 'follows', from: ['a'], to: ['b'], relation: 'eventually', same: 'k', minMs: 1, maxMs: 2 },
    { kind: 'rework', of: 'loops', atLeast: 1, activity: 'a' },
    { kind: 'crop', from: ['a'], to: ['b'], fromWhich: 'last', toWhich: 'first' },
    { kind: 'conflict', first: ['a'], second: ['b'], key: 'k' },
  ]
  test('every kind of clause is known, and comes through as it was sent', () => {
    expect(examples.map(({ kind }) => kind)).toEqual([...clauseKinds])
    expect(filter.parse(examples)).toEqual(examples)
    expect(parseFilter(examples)).toEqual(examples)
  })
  test('what the rules of all doors refuse is refused here too', () => {
    for (const wrong of [
      [{ kind: 'rework', of: 'loops', atLeast: 0 }],
      [{ kind: 'variant-coverage', share: 2 }],
      [{ kind: 'activity', activities: 'a', mode: 'keep' }],
      [{ kind: 'time', mode: 'never' }],
      [{ kind: 'activity', activities: ['a'], mode: 'keep', surprise: 1 }],
      {},
    ]) {
      expect(filter.safeParse(wrong).success).toBe(false)
      expect(() => parseFilter(wrong)).toThrow()
    }
  })
})

describe('a worker', () => {
  const part = (path: string) => ({ path, name: 'orders.csv', mapping: null })
  test('tells errors of files as what they are, with place and repair', async () => {
    const path = join(folder, 'x')
    writeFileSync(path, '')
    const look = inWorker<'propose'>({ kind: 'propose', part: part(path), limits: {} }, new AbortController().signal)
    await expect(look).rejects.toMatchObject({
      name: 'FormatError',
      place: { file: 'orders.csv' },
      what: expect.stringContaining('empty'),
    })
  })
  test('is not started for work that is cancelled already, and ends when it is cancelled', async () => {
    const path = join(folder, 'x')
    writeFileSync(path, csvLog(20_000))
    const work = { kind: 'propose', part: part(path), limits: {} } as const
    await expect(inWorker<'propose'>(work, AbortSignal.abort())).rejects.toMatchObject({ name: 'Cancelled' })
    const abort = new AbortController()
    const running = inWorker<'propose'>(work, abort.signal, () => abort.abort())
    await expect(running).rejects.toMatchObject({ name: 'Cancelled' })
  })
})
