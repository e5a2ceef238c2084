import { type Kysely, sql } from 'kysely'
import type { Json } from '../../base/json.ts'
import { fromText, toText } from '../json-text.ts'
import type { Tables } from '../tables.ts'

/** A table with one document for each row of another, under a revision that grows with every save. */
export interface KeptIn {
  readonly table: 'ui_log_edits' | 'log_baselines'
  /** Its columns: whose the document is, and the document. */
  readonly owner: 'ui_log' | 'log'
  readonly document: 'edits' | 'baseline'
  readonly owners: 'ui_logs' | 'logs'
}

export interface KeptDocument {
  /** null and 0 before the first save. */
  get(id: string): Promise<{ readonly revision: number; readonly document: Json }>
  /** False where there is no such owner, or where `revision` is not the one that is kept: of several at once one is saved. */
  set(id: string, document: Json, revision: number): Promise<boolean>
}

/** Both ways of saving are one statement: another may save, and the owner may be removed, at the same time. */
export function keptDocument(
  db: Kysely<Tables>,
  { table, owner, document, owners }: KeptIn,
  now: () => number,
): KeptDocument {
  const [into, whose, column] = [sql.table(table), sql.ref(owner), sql.ref(document)]
  const first = (id: string, text: string) =>
    sql`insert into ${into} (${whose}, ${column}, changed, revision)
      select id, cast(${text} as text), cast(${now()} as bigint), 1 from ${sql.table(owners)} where id = ${id}
      on conflict (${whose}) do nothing`
  const next = (id: string, text: string, revision: number) =>
    sql`update ${into} set ${column} = ${text}, changed = ${now()}, revision = ${revision + 1}
      where ${whose} = ${id} and revision = ${revision}`
  return {
    async get(id) {
      const found = sql<{
        document: string
        revision: number
      }>`select ${column} as document, revision from ${into} where ${whose} = ${id}`
      const [row] = (await found.execute(db)).rows
      return row ? { revision: row.revision, document: fromText(row.document) } : { revision: 0, document: null }
    },
    async set(id, document, revision) {
      const text = toText(document)
      const saved = await (revision === 0 ? first(id, text) : next(id, text, revision)).execute(db)
      return (saved.numAffectedRows ?? 0n) > 0n
    },
  }
}
