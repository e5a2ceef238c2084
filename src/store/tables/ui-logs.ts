import type { Kysely, Selectable } from 'kysely'
import type { Problem } from '../../log/problems.ts'
import { fromText, toText } from '../json-text.ts'
import type { LogStatus, Store, StoreContext, UiLogChange, UiLogRecord } from '../store.ts'
import type { Tables } from '../tables.ts'

/** `forget` runs after a removal, to take what is left of it out of the database's files. */
export function uiLogsTable(db: Kysely<Tables>, { now }: StoreContext, forget: () => Promise<void>): Store['uiLogs'] {
  return {
    async list() {
      const rows = await db.selectFrom('ui_logs').selectAll().orderBy('created').orderBy('id').execute()
      return rows.map(fromRow)
    },
    async get(id) {
      const row = await db.selectFrom('ui_logs').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? fromRow(row) : null
    },
    async add(log) {
      const at = now()
      const record: UiLogRecord = { ...log, created: at, changed: at }
      await db
        .insertInto('ui_logs')
        .values({ ...record, problems: toText(record.problems), capture: toText(record.capture) })
        .execute()
      return record
    },
    async change(id, change) {
      const result = await db.updateTable('ui_logs').set(toRow(change, now())).where('id', '=', id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async remove(id) {
      const result = await db.deleteFrom('ui_logs').where('id', '=', id).executeTakeFirst()
      await forget()
      return result.numDeletedRows > 0n
    },
    async edits(id) {
      const row = await db
        .selectFrom('ui_log_edits')
        .select(['edits', 'revision'])
        .where('ui_log', '=', id)
        .executeTakeFirst()
      return row ? { revision: row.revision, edits: fromText(row.edits) } : { revision: 0, edits: null }
    },
    async setEdits(id, edits, revision) {
      const row = { edits: toText(edits), changed: now() }
      const saved = revision === 0 ? await firstEdits(db, id, row) : await nextEdits(db, id, row, revision)
      await forget()
      return saved
    },
  }
}

interface EditsRow {
  readonly edits: string
  readonly changed: number
}

/** Both are one statement: another may save, and the UI log may be removed, at the same time. */
async function firstEdits(db: Kysely<Tables>, id: string, row: EditsRow): Promise<boolean> {
  const result = await db
    .insertInto('ui_log_edits')
    .columns(['ui_log', 'edits', 'changed', 'revision'])
    .expression(
      db
        .selectFrom('ui_logs')
        .select(e => [
          'id',
          e.cast<string>(e.val(row.edits), 'text').as('edits'),
          e.cast<number>(e.val(row.changed), 'bigint').as('changed'),
          e.cast<number>(e.val(1), 'bigint').as('revision'),
        ])
        .where('id', '=', id),
    )
    .onConflict(c => c.column('ui_log').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

async function nextEdits(db: Kysely<Tables>, id: string, row: EditsRow, revision: number): Promise<boolean> {
  const result = await db
    .updateTable('ui_log_edits')
    .set({ ...row, revision: revision + 1 })
    .where('ui_log', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

function toRow(change: UiLogChange, changed: number): Partial<Tables['ui_logs']> {
  const { problems, capture, ...plain } = change
  return {
    ...plain,
    changed,
    ...(problems === undefined ? {} : { problems: toText(problems) }),
    ...(capture === undefined ? {} : { capture: toText(capture) }),
  }
}

const fromRow = (row: Selectable<Tables['ui_logs']>): UiLogRecord => ({
  ...row,
  status: row.status as LogStatus,
  problems: fromText(row.problems) as unknown as readonly Problem[],
  capture: fromText(row.capture) as unknown as readonly string[],
})
