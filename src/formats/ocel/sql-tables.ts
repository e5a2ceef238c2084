import type { Platform } from '../../base/platform.ts'
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts'
import { Utf8Repair } from '../xes/utf8-repair.ts'
import type { Sqlite } from './sqlite.ts'

/** What a cell says: bytes have no meaning in OCEL and are their hexadecimal text. */
export type SqlCell = string | number | bigint | null

/**
 * Reads a database of any origin. SQLite never looks at the bytes of its texts, and drivers answer text that is no UTF-8
 * with a crash of the process: so texts are asked for as bytes, and decoded here.
 */
export class SqlTables {
  /** Texts that did not fit the encoding of the database; each was read as best it could be. */
  malformed = 0
  private readonly database: Sqlite
  private readonly platform: Platform
  private readonly encoding: string

  constructor(database: Sqlite, platform: Platform) {
    this.database = database
    this.platform = platform
    const [encoding] = database.rows('PRAGMA encoding')
    this.encoding = String(encoding?.[0] ?? 'UTF-8').toLowerCase()
  }

  /** Rows of a SELECT that gives `width` columns. */
  *rows(sql: string, width: number): Generator<readonly SqlCell[]> {
    const names = Array.from({ length: width }, (_, i) => `c${i}`)
    const cells = names.map(
      c => `CASE typeof(${c}) WHEN 'text' THEN CAST(${c} AS BLOB) WHEN 'blob' THEN lower(hex(${c})) ELSE ${c} END`,
    )
    const asBytes = `WITH q(${names.join(', ')}) AS (${sql}) SELECT ${cells.join(', ')} FROM q`
    for (const row of this.database.rows(asBytes))
      yield row.map(cell => (cell instanceof Uint8Array ? this.text(cell) : cell))
  }

  /** Names and declared types of the columns of a table, in their order. */
  columns(table: string): { readonly name: string; readonly type: string }[] {
    const literal = `'${table.replaceAll("'", "''")}'`
    const rows = this.rows(`SELECT name, type FROM pragma_table_info(${literal}) ORDER BY cid`, 2)
    return Array.from(rows, ([name, type]) => ({ name: String(name), type: String(type) }))
  }

  private text(bytes: Uint8Array): string {
    if (this.encoding !== 'utf-8') {
      const text = this.platform.decode(bytes, this.encoding)
      if (text.includes('\ufffd')) this.malformed++
      return text
    }
    const text = decodeUtf8(bytes)
    // U+FFFD may stand in the text itself: only then are the bytes compared
    if (!text.includes('\ufffd') || same(encodeUtf8(text), bytes)) return text
    this.malformed++
    const repair = new Utf8Repair(this.platform)
    return decodeUtf8(repair.push(bytes)) + decodeUtf8(repair.finish())
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
