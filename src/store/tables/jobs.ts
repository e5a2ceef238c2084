import type { Kysely, Selectable } from 'kysely'
import type { JobKind, JobRecord, JobStatus, Store, StoreContext } from '../store.ts'
import type { Tables } from '../tables.ts'

export function jobsTable(db: Kysely<Tables>, { now, id: newId }: StoreContext): Store['jobs'] {
  return {
    async list(limit = 100) {
      const newest = db.selectFrom('jobs').selectAll().orderBy('position', 'desc').orderBy('id')
      return (await newest.limit(limit).execute()).map(fromRow)
    },
    async get(id) {
      const row = await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? fromRow(row) : null
    },
    add: ({ kind, log }) =>
      db.transaction().execute(async transaction => {
        const { max } = await transaction
          .selectFrom('jobs')
          .select(e => e.fn.max('position').as('max'))
          .executeTakeFirstOrThrow()
        const record: JobRecord = {
          id: newId(),
          kind,
          log,
          status: 'queued',
          created: now(),
          started: null,
          ended: null,
          error: null,
        }
        await transaction
          .insertInto('jobs')
          .values({ ...record, ...subject(kind, log), position: Number(max ?? 0) + 1 })
          .execute()
        return record
      }),
    async change(id, { status, started, ended, error }) {
      const change = {
        ...(status === undefined ? {} : { status }),
        ...(started === undefined ? {} : { started }),
        ...(ended === undefined ? {} : { ended }),
        ...(error === undefined ? {} : { error }),
      }
      const result = await db.updateTable('jobs').set(change).where('id', '=', id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async removeEnded(kind, log, but) {
      const column = subject(kind, log).log === null ? 'ui_log' : 'log'
      const ended = db
        .deleteFrom('jobs')
        .where('kind', '=', kind)
        .where(column, '=', log)
        .where('ended', 'is not', null)
      await ended.where('id', '!=', but).execute()
    },
    interrupt: () =>
      db.transaction().execute(async transaction => {
        const at = now()
        const interrupted = await transaction
          .updateTable('jobs')
          .set({ status: 'interrupted', ended: at, error: 'The server stopped while this job was under way.' })
          .where('status', 'in', ['queued', 'running'])
          .executeTakeFirst()
        for (const table of ['logs', 'ui_logs'] as const)
          await transaction
            .updateTable(table)
            .set({ status: 'interrupted', changed: at, error: 'The server stopped during the import.' })
            .where('status', '=', 'importing')
            .execute()
        return Number(interrupted.numUpdatedRows)
      }),
  }
}

const subject = (kind: JobKind, id: string) =>
  kind === 'ui-import' || kind === 'ui-mining' ? { log: null, ui_log: id } : { log: id, ui_log: null }

function fromRow({ position, log, ui_log, ...row }: Selectable<Tables['jobs']>): JobRecord {
  return { ...row, log: (log ?? ui_log)!, kind: row.kind as JobKind, status: row.status as JobStatus }
}
