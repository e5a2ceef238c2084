import { randomUUID } from 'node:crypto'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { migrate, sqlStore } from './sql-store.ts'
import { TransactionalSqliteDialect } from './sqlite-dialect.ts'
import { type SqliteDriver, sqliteDriver } from './sqlite-driver.ts'
import type { Store, StoreContext } from './store.ts'
import type { Tables } from './tables.ts'

const onThisMachine: StoreContext = { now: () => Date.now(), id: () => randomUUID() }

/**
 * The store in one SQLite file: write-ahead log, every commit synced (`synchronous=FULL`), deleted content overwritten
 * (`secure_delete`) and the write-ahead log emptied after every deletion. One process at a time (the data folder's lock).
 */
export async function openSqliteStore(
  file: string,
  context: StoreContext = onThisMachine,
  driver: SqliteDriver = sqliteDriver(),
): Promise<Store> {
  const database = driver.open(file)
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  database.exec('PRAGMA secure_delete = ON')
  database.exec('PRAGMA foreign_keys = ON')
  const db = new Kysely<Tables>({ dialect: new TransactionalSqliteDialect({ database }) })
  // Through kysely, whose one connection is then in no transaction: a checkpoint inside one is refused.
  const store = sqlStore(db, context, async () => {
    await sql`pragma wal_checkpoint(TRUNCATE)`.execute(db)
  })
  await closeOnFailure(store, () => migrate(db))
  return store
}

/** 64-bit integers arrive as text from `pg`; all of ours are instants and sizes below 2^53. */
const int8 = 20
const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    id === int8 ? Number : pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser,
}

/** The store in a PostgreSQL database (`postgres://user:password@host/database`). */
export async function openPostgresStore(url: string, context: StoreContext = onThisMachine): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, types, max: 8, connectionTimeoutMillis: 10_000 })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const store = sqlStore(db, context, async () => undefined)
  await closeOnFailure(store, () => migrate(db))
  return store
}

async function closeOnFailure(store: Store, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await store.close()
    throw error
  }
}
