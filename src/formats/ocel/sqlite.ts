import type { ByteSource } from '../../base/platform.ts'

/** What a cell of a table holds. Whole numbers beyond 2^53 arrive as bigint. */
export type SqlValue = string | number | bigint | Uint8Array | null

/** As much of SQLite as OCEL needs. Each platform has its own: `sqlite.node.ts`, `sqlite.web.ts`. */
export interface Sqlite {
  /** Rows of a query, as arrays in the order of its columns. */
  rows(sql: string): Iterable<readonly SqlValue[]>
  /** Run statements that give no rows. */
  run(sql: string): void
  /** Insert rows into a table, values in the order of its columns. */
  insert(table: string, rows: readonly (readonly SqlValue[])[]): void
  /** The whole database file; the database is closed. */
  bytes(): AsyncIterable<Uint8Array>
  close(): void
}

/** Open a database read-only, or, given null, a new empty one. */
export type OpenSqlite = (source: ByteSource | null) => Promise<Sqlite>

/** A name as SQL writes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Insert statements for many rows at once, each with its values: SQLite takes 32 766 values in a statement. */
export function* insertions(
  table: string,
  rows: readonly (readonly SqlValue[])[],
): Generator<{ readonly sql: string; readonly values: readonly SqlValue[] }> {
  const width = rows[0]?.length ?? 1
  const together = Math.max(1, Math.min(200, Math.floor(30_000 / width)))
  const marks = `(${Array.from({ length: width }, () => '?').join(', ')})`
  for (let at = 0; at < rows.length; at += together) {
    const some = rows.slice(at, at + together)
    yield { sql: `INSERT INTO ${quoted(table)} VALUES ${some.map(() => marks).join(', ')}`, values: some.flat() }
  }
}
