import type { Kysely, Selectable } from 'kysely'
import type { Problem } from '../../log/problems.ts'
import { fromText, toText } from '../json-text.ts'
import type { LogChange, LogRecord, LogStatus, SourceFile, Store, StoreContext } from '../store.ts'
import type { Tables } from '../tables.ts'
import { keptDocument } from './kept-document.ts'

/** `forget` runs after a removal, to take what is left of it out of the database's files. */
export function logsTable(db: Kysely<Tables>, { now }: StoreContext, forget: () => Promise<void>): Store['logs'] {
  const kept = keptDocument(db, { table: 'log_baselines', owner: 'log', document: 'baseline', owners: 'logs' }, now)
  return {
    async list() {
      const rows = await db.selectFrom('logs').selectAll().orderBy('created').orderBy('id').execute()
      return rows.map(fromRow)
    },
    async get(id) {
      const row = await db.selectFrom('logs').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? fromRow(row) : null
    },
    async add(log) {
      const at = now()
      const record: LogRecord = { ...log, created: at, changed: at }
      await db
        .insertInto('logs')
        .values({
          ...record,
          problems: toText(record.problems),
          mapping: toText(record.mapping),
          sources: toText(record.sources),
        })
        .execute()
      return record
    },
    async change(id, change) {
      const result = await db.updateTable('logs').set(toRow(change, now())).where('id', '=', id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async remove(id) {
      const result = await db.deleteFrom('logs').where('id', '=', id).executeTakeFirst()
      await forget()
      return result.numDeletedRows > 0n
    },
    async baseline(id) {
      const { revision, document } = await kept.get(id)
      return { revision, baseline: document }
    },
    async setBaseline(id, baseline, revision) {
      const saved = await kept.set(id, baseline, revision)
      await forget()
      return saved
    },
  }
}

function toRow(change: LogChange, changed: number): Partial<Tables['logs']> {
  const { problems, mapping, sources, ...plain } = change
  return {
    ...plain,
    changed,
    ...(problems === undefined ? {} : { problems: toText(problems) }),
    ...(mapping === undefined ? {} : { mapping: toText(mapping) }),
    ...(sources === undefined ? {} : { sources: toText(sources) }),
  }
}

const fromRow = (row: Selectable<Tables['logs']>): LogRecord => ({
  ...row,
  status: row.status as LogStatus,
  problems: fromText(row.problems) as unknown as readonly Problem[],
  mapping: fromText(row.mapping),
  sources: fromText(row.sources) as unknown as readonly SourceFile[],
})
