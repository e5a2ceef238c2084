import { createReadStream, rmSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import { insertions, type Sqlite, type SqlValue } from './sqlite.ts'

/** A prepared statement that takes any number of values (libsql's types know only fixed ones). */
interface Statement {
  run(...values: SqlValue[]): unknown
}

/** SQLite on Node, by libsql. The database lies in a folder of its own under the temporary folder, removed on `close`. */
export async function openSqlite(source: ByteSource | null): Promise<Sqlite> {
  const dir = await mkdtemp(join(tmpdir(), 'parfocal-sqlite-'))
  const path = join(dir, 'log.sqlite')
  try {
    if (source !== null) await copy(source, path)
    const database = new Database(path, source === null ? {} : { readonly: true })
    if (source === null) database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF')
    return wrap(database, dir, path)
  } catch (error) {
    await rm(dir, { recursive: true, force: true })
    throw readable(error)
  }
}

async function copy(source: ByteSource, path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    for await (const chunk of source.stream()) await file.writeFile(chunk)
  } finally {
    await file.close()
  }
}

function wrap(database: InstanceType<typeof Database>, dir: string, path: string): Sqlite {
  const close = () => {
    if (database.open) database.close()
    rmSync(dir, { recursive: true, force: true })
  }
  return {
    *rows(sql) {
      let rows: Iterable<unknown>
      try {
        rows = database.prepare(sql).raw(true).safeIntegers(true).iterate()
        for (const row of rows) yield (row as SqlValue[]).map(narrowed)
      } catch (error) {
        throw readable(error)
      }
    },
    run(sql) {
      database.exec(sql)
    },
    insert(table, rows) {
      database.exec('BEGIN')
      let statement: Statement | null = null
      let last = ''
      for (const { sql, values } of insertions(table, rows)) {
        if (statement === null || sql !== last) statement = database.prepare(sql) as unknown as Statement
        last = sql
        statement.run(...values)
      }
      database.exec('COMMIT')
    },
    async *bytes() {
      database.close()
      try {
        yield* createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>
      } finally {
        close()
      }
    },
    close,
  }
}

/** Whole numbers as numbers where these hold them exactly. */
const narrowed = (value: SqlValue): SqlValue =>
  typeof value === 'bigint' && value >= -9007199254740992n && value <= 9007199254740992n ? Number(value) : value

function readable(error: unknown): unknown {
  const code = String((error as { code?: unknown }).code ?? '')
  const message = (error as Error).message
  if (!code.startsWith('SQLITE_') && !/database|malformed|no such/i.test(message)) return error
  return new FormatError(`The SQLite database cannot be read (${message}).`, {
    fix: 'Copy or export the file again; it may be cut off or damaged.',
  })
}
