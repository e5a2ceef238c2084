import type { Kysely, Selectable } from 'kysely'
import type { Problem } from '../../log/problems.ts'
import { fromText, toText } from '../json-text.ts'
import type { LogStatus, Store, StoreContext, UiLogChange, UiLogRecord } from '../store.ts'
import type { Tables } from '../tables.ts'
import { keptDocument } from './kept-document.ts'

/** `forget` runs after a removal, to take what is left of it out of the database's files. */
export function uiLogsTable(db: Kysely<Tables>, { now }: StoreContext, forget: () => Promise<void>): Store['uiLogs'] {
  const kept = keptDocument(db, { table: 'ui_log_edits', owner: 'ui_log', document: 'edits', owners: 'ui_logs' }, now)
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
      const { revision, document } = await kept.get(id)
      return { revision, edits: document }
    },
    async setEdits(id, edits, revision) {
      const saved = await kept.set(id, edits, revision)
      await forget()
      return saved
    },
  }
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
