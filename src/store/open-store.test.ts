import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgresStore, openSqliteStore } from './open-store.ts'
import { findPostgres, startPostgres, type TemporaryPostgres } from './postgres.fixture.ts'
import { builtinDriver, libsql } from './sqlite-driver.ts'
import { storeContract, testContext } from './store.contract.fixture.ts'

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

  test('a database that does not answer is an error, not a hang', async () => {
    await expect(openPostgresStore('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow('ECONNREFUSED')
  })
})
