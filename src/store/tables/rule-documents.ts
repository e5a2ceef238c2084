import type { Kysely } from 'kysely'
import type { Store, StoreContext } from '../store.ts'
import type { Tables } from '../tables.ts'

/** `forget` runs after a change, to take the text before out of the database's files: an allowlist names cases. */
export function ruleDocumentsTable(
  db: Kysely<Tables>,
  { now }: StoreContext,
  forget: () => Promise<void>,
): Store['ruleDocuments'] {
  return {
    async get(log) {
      const row = await db
        .selectFrom('rule_documents')
        .select(['document', 'revision'])
        .where('log', '=', log)
        .executeTakeFirst()
      return row ?? { revision: 0, document: null }
    },
    async set(log, document, revision) {
      const row = { document, changed: now() }
      const saved = revision === 0 ? await first(db, log, row) : await next(db, log, row, revision)
      await forget()
      return saved
    },
  }
}

interface Row {
  readonly document: string
  readonly changed: number
}

/** Both are one statement: another may save, and the log may be removed, at the same time. */
async function first(db: Kysely<Tables>, log: string, row: Row): Promise<boolean> {
  const result = await db
    .insertInto('rule_documents')
    .columns(['log', 'document', 'changed', 'revision'])
    .expression(
      db
        .selectFrom('logs')
        .select(e => [
          'id',
          e.cast<string>(e.val(row.document), 'text').as('document'),
          e.cast<number>(e.val(row.changed), 'bigint').as('changed'),
          e.cast<number>(e.val(1), 'bigint').as('revision'),
        ])
        .where('id', '=', log),
    )
    .onConflict(c => c.column('log').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

async function next(db: Kysely<Tables>, log: string, row: Row, revision: number): Promise<boolean> {
  const result = await db
    .updateTable('rule_documents')
    .set({ ...row, revision: revision + 1 })
    .where('log', '=', log)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
