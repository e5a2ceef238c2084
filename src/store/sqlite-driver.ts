import { createRequire } from 'node:module'
import type { SqliteDatabase } from 'kysely'
import Libsql from 'libsql'

/** A SQLite database as this room uses it: statements for kysely, and commands. */
export interface Sqlite extends SqliteDatabase {
  exec(sql: string): unknown
}
/** How SQLite is reached; both read and lock the same files alike. */
export interface SqliteDriver {
  readonly name: 'node:sqlite' | 'libsql'
  open(file: string): Sqlite
}

export const libsql: SqliteDriver = {
  name: 'libsql',
  open: file => new Libsql(file) as unknown as Sqlite,
}

/** What is used of `node:sqlite`. */
interface Statement {
  columns(): readonly unknown[]
  all(...values: unknown[]): unknown[]
  run(...values: unknown[]): { readonly changes: number; readonly lastInsertRowid: number }
  iterate(...values: unknown[]): IterableIterator<unknown>
}
interface Builtin {
  readonly DatabaseSync: new (
    file: string,
  ) => { prepare(sql: string): Statement; exec(sql: string): void; close(): void }
  readonly StatementSync: { readonly prototype: Partial<Statement> }
}

/** Node's own SQLite; null where this Node has none that tells which statements give rows (before 22.16); Node 22 warns that it is experimental. */
export function builtinDriver(): SqliteDriver | null {
  const builtin = loadBuiltin()
  if (builtin?.StatementSync.prototype.columns === undefined) return null
  return {
    name: 'node:sqlite',
    open(file) {
      const database = new builtin.DatabaseSync(file)
      return {
        exec: sql => database.exec(sql),
        close: () => database.close(),
        prepare(sql) {
          const statement = database.prepare(sql)
          return {
            reader: statement.columns().length > 0,
            all: values => statement.all(...values),
            run: values => statement.run(...values),
            iterate: values => statement.iterate(...values),
          }
        },
      }
    },
  }
}

function loadBuiltin(): Builtin | null {
  try {
    return createRequire(import.meta.url)('node:sqlite') as Builtin
  } catch {
    return null
  }
}

/** Node's own where there is one, else `libsql`. */
export const sqliteDriver = (): SqliteDriver => builtinDriver() ?? libsql
