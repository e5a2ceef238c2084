import type { Kysely, Selectable } from 'kysely'
import { compareText } from '../../base/sort.ts'
import { fromText, toText } from '../json-text.ts'
import type { Store, StoreContext, ViewRecord } from '../store.ts'
import type { Tables } from '../tables.ts'

export function viewsTable(
  db: Kysely<Tables>,
  { now, id: newId }: StoreContext,
  forget: () => Promise<void>,
): Store['views'] {
  return {
    async list(owner) {
      const all = db.selectFrom('views').selectAll()
      const own =
        owner === undefined
          ? all
          : owner.log === null
            ? all.where('ui_log', '=', owner.uiLog)
            : all.where('log', '=', owner.log)
      const rows = await own.execute()
      return rows.map(fromRow).sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id))
    },
    async get(id) {
      const row = await db.selectFrom('views').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? fromRow(row) : null
    },
    async add(view) {
      const at = now()
      const record: ViewRecord = { ...view, id: newId(), created: at, changed: at }
      const { owner, filter, view: look, sliders, ...plain } = record
      const texts = { filter: toText(filter), view: toText(look), sliders: toText(sliders) }
      await db
        .insertInto('views')
        .values({ ...plain, ...texts, log: owner.log, ui_log: owner.uiLog })
        .execute()
      return record
    },
    async change(id, { name, filter, view, sliders }) {
      const change = {
        changed: now(),
        ...(name === undefined ? {} : { name }),
        ...(filter === undefined ? {} : { filter: toText(filter) }),
        ...(view === undefined ? {} : { view: toText(view) }),
        ...(sliders === undefined ? {} : { sliders: toText(sliders) }),
      }
      const result = await db.updateTable('views').set(change).where('id', '=', id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async remove(id) {
      const result = await db.deleteFrom('views').where('id', '=', id).executeTakeFirst()
      await forget()
      return result.numDeletedRows > 0n
    },
  }
}

const fromRow = ({ log, ui_log, ...row }: Selectable<Tables['views']>): ViewRecord => ({
  ...row,
  owner: log === null ? { log, uiLog: ui_log! } : { log, uiLog: null },
  filter: fromText(row.filter),
  view: fromText(row.view),
  sliders: fromText(row.sliders),
})
