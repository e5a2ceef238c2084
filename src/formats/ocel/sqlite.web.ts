import initSqlJs from 'sql.js'
import { FormatError } from '../../base/errors.ts'
import { type ByteSource, readAll } from '../../base/platform.ts'
import { insertions, type OpenSqlite, type Sqlite, type SqlValue } from './sqlite.ts'

/** SQLite in the browser, compiled to WebAssembly; `locate` says where its `.wasm` file lies. The database is in memory. */
export function sqliteFor(locate: (file: string) => string): OpenSqlite {
  let loaded: ReturnType<typeof initSqlJs> | null = null
  return async source => {
    loaded ??= initSqlJs({ locateFile: locate })
    const sql = await loaded
    return wrap(new sql.Database(source === null ? null : await bytesOf(source)))
  }
}

async function bytesOf(source: ByteSource): Promise<Uint8Array> {
  try {
    return await readAll(source, 2 ** 30)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new FormatError('The SQLite database is larger than 1 GiB, more than a browser can hold.', {
      fix: 'Open it with the server or the command line.',
    })
  }
}

function wrap(database: initSqlJs.Database): Sqlite {
  return {
    *rows(sql) {
      let statement: initSqlJs.Statement
      try {
        statement = database.prepare(sql)
      } catch (error) {
        throw new FormatError(`The SQLite database cannot be read (${(error as Error).message}).`, {
          fix: 'Copy or export the file again; it may be cut off or damaged.',
        })
      }
      try {
        while (statement.step()) yield statement.get() as SqlValue[]
      } finally {
        statement.free()
      }
    },
    run(sql) {
      database.run(sql)
    },
    insert(table, rows) {
      database.run('BEGIN')
      for (const { sql, values } of insertions(table, rows))
        database.run(sql, values as (string | number | Uint8Array | null)[])
      database.run('COMMIT')
    },
    async *bytes() {
      const bytes = database.export()
      database.close()
      yield bytes
    },
    close() {
      database.close()
    },
  }
}
