import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, Migrator, PostgresDialect, SqliteDialect } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrations } from './migrations.ts'
import { openPostgresStore, openSqliteStore } from './open-store.ts'
import { findPostgres, startPostgres, type TemporaryPostgres } from './postgres.fixture.ts'
import { builtinDriver, libsql } from './sqlite-driver.ts'
import { storeContract, testContext } from './store.contract.fixture.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'parfocal-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0

const builtin = builtinDriver()
if (builtin === null) process.stderr.write(`skipped the store over node:sqlite: Node ${process.version} has none\n`)
for (const [name, driver] of [
  ['libsql', libsql],
  ['node:sqlite', builtin],
] as const)
  describe.skipIf(driver === null)(`SQLite by ${name}`, () => {
    storeContract(name, async context => {
      const file = join(folder, `${files++}.db`)
      const open = () => openSqliteStore(file, context, driver!)
      return { store: await open(), reopen: open }
    })

    test('writes every commit through to the disk, and overwrites what is deleted', async () => {
      const file = join(folder, `${files++}.db`)
      const store = await openSqliteStore(file, testContext(), driver!)
      const secret = 'planted-in-a-mapping-4711'
      const { id } = await store.mappings.add({ name: secret, mapping: { columns: [secret, secret.repeat(2000)] } })
      const bytes = () => readFileSync(file).toString('latin1') + readFileSync(`${file}-wal`).toString('latin1')
      expect(bytes()).toContain(secret)
      await store.mappings.remove(id)
      expect(bytes()).not.toContain('planted-in')
      await store.close()
    })
  })

/** Edits from before they had revisions were saved at least once. */
async function countsOldEdits(db: Kysely<Tables>, open: () => Promise<Store>): Promise<void> {
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0004'))
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => before } }).migrateToLatest()
  expect(error).toBeUndefined()
  const log = { id: 'u1', name: 'U', created: 1, changed: 1, status: 'ready', problems: '[]', capture: '[]' }
  await db
    .insertInto('ui_logs')
    .values(log as Tables['ui_logs'])
    .execute()
  await db
    .insertInto('ui_log_edits')
    .values({ ui_log: 'u1', edits: '{"a":1}', changed: 1 } as Tables['ui_log_edits'])
    .execute()
  await db.destroy()
  const store = await open()
  expect(await store.uiLogs.edits('u1')).toEqual({ revision: 1, edits: { a: 1 } })
  expect(await store.uiLogs.setEdits('u1', {}, 0)).toBe(false)
  expect(await store.uiLogs.setEdits('u1', {}, 1)).toBe(true)
  expect(await store.uiLogs.edits('u1')).toEqual({ revision: 2, edits: {} })
  await store.close()
}

/** What a database of the first form holds, and what it must have become. */
async function migratesFromFirst(db: Kysely<Tables>, open: () => Promise<Store>): Promise<void> {
  const first = { '0001-first': migrations['0001-first']! }
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => first } }).migrateToLatest()
  expect(error).toBeUndefined()
  const log = { id: 'l1', name: 'L', created: 1, changed: 1, status: 'ready', problems: '[]', mapping: 'null' }
  await db
    .insertInto('logs')
    .values({ ...log, sources: '[]' } as Tables['logs'])
    .execute()
  const job = { id: 'j1', kind: 'import', log: 'l1', status: 'done', created: 2, started: 3, ended: 4, position: 1 }
  await db
    .insertInto('jobs')
    .values({ ...job, error: 'e' } as Tables['jobs'])
    .execute()
  const view = { id: 'v1', name: 'V', filter: '[]', view: 'null', sliders: '{"a":1}', created: 5, changed: 6 }
  await db
    .insertInto('views')
    .values({ ...view, log: 'l1', principal: 'p' } as Tables['views'])
    .execute()
  await db.destroy()
  const store = await open()
  const owner = { log: 'l1', uiLog: null }
  const parts = { filter: [], view: null, sliders: { a: 1 } }
  expect(await store.views.list()).toEqual([{ ...view, ...parts, owner, principal: 'p' }])
  expect(await store.logs.get('l1')).toMatchObject({ name: 'L', status: 'ready' })
  const { position: _, ...kept } = job
  expect(await store.jobs.list()).toEqual([{ ...kept, error: 'e' }])
  const next = await store.jobs.add({ kind: 'append', log: 'l1' })
  expect((await store.jobs.list()).map(({ id }) => id)).toEqual([next.id, 'j1'])
  await store.logs.remove('l1')
  expect(await store.jobs.list()).toEqual([])
  expect(await store.views.list()).toEqual([])
  await store.close()
}

test('a SQLite database of the first form is brought to the newest with all that it holds', async () => {
  const file = join(folder, 'first.db')
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: libsql.open(file) }) })
  await migratesFromFirst(db, () => openSqliteStore(file))
})

test('a SQLite database that cannot be brought to the newest form stays as it was', async () => {
  const file = join(folder, 'half.db')
  const database = libsql.open(file)
  database.exec('CREATE TABLE ui_logs (id TEXT)')
  await expect(openSqliteStore(file)).rejects.toThrow('ui_logs')
  const ours = "type = 'table' AND name NOT LIKE 'kysely_%'"
  expect(database.prepare(`SELECT name FROM sqlite_master WHERE ${ours}`).all([])).toEqual([{ name: 'ui_logs' }])
  database.close()
})

test('a SQLite database whose edits had no revisions gives them one', async () => {
  const file = join(folder, 'edits.db')
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: libsql.open(file) }) })
  await countsOldEdits(db, () => openSqliteStore(file))
})

test.skipIf(builtin === null)('what one SQLite driver wrote the other reads', async () => {
  const file = join(folder, 'both.db')
  const first = await openSqliteStore(file, testContext(), libsql)
  await first.settings.set('k', { a: 1 })
  await first.close()
  const second = await openSqliteStore(file, testContext(), builtin!)
  expect(await second.settings.get('k')).toEqual({ a: 1 })
  await second.close()
})

const found = findPostgres()
if ('missing' in found) process.stderr.write(`skipped the store over PostgreSQL: ${found.missing}\n`)
describe.skipIf('missing' in found)(`PostgreSQL${'missing' in found ? ` (${found.missing})` : ''}`, () => {
  let server: TemporaryPostgres
  beforeAll(() => {
    if ('bin' in found) server = startPostgres(found.bin)
  })
  afterAll(() => server?.stop())
  storeContract('PostgreSQL', async context => {
    const url = server.newDatabase()
    return { store: await openPostgresStore(url, context), reopen: () => openPostgresStore(url, context) }
  })

  test('a database of the first form is brought to the newest with all that it holds', async () => {
    const url = server.newDatabase()
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) })
    await migratesFromFirst(db, () => openPostgresStore(url))
  })

  test('a database whose edits had no revisions gives them one', async () => {
    const url = server.newDatabase()
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) })
    await countsOldEdits(db, () => openPostgresStore(url))
  })

  test('a database that does not answer is an error, not a hang', async () => {
    await expect(openPostgresStore('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow('ECONNREFUSED')
  })
})
