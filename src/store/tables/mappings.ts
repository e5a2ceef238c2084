import type { Kysely, Selectable } from 'kysely'
import { compareText } from '../../base/sort.ts'
import { fromText, toText } from '../json-text.ts'
import type { MappingRecord, Store, StoreContext } from '../store.ts'
import type { Tables } from '../tables.ts'

export function mappingsTable(
  db: Kysely<Tables>,
  { now, id: newId }: StoreContext,
  forget: () => Promise<void>,
): Store['mappings'] {
  return {
    async list() {
      const rows = await db.selectFrom('mappings').selectAll().execute()
      return rows.map(fromRow).sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id))
    },
    async get(id) {
      const row = await db.selectFrom('mappings').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? fromRow(row) : null
    },
    async add({ name, mapping }) {
      const at = now()
      const record: MappingRecord = { id: newId(), name, mapping, created: at, changed: at }
      await db
        .insertInto('mappings')
        .values({ ...record, mapping: toText(mapping) })
        .execute()
      return record
    },
    async change(id, { name, mapping }) {
      const change = {
        changed: now(),
        ...(name === undefined ? {} : { name }),
        ...(mapping === undefined ? {} : { mapping: toText(mapping) }),
      }
      const result = await db.updateTable('mappings').set(change).where('id', '=', id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async remove(id) {
      const result = await db.deleteFrom('mappings').where('id', '=', id).executeTakeFirst()
      await forget()
      return result.numDeletedRows > 0n
    },
  }
}

const fromRow = (row: Selectable<Tables['mappings']>): MappingRecord => ({ ...row, mapping: fromText(row.mapping) })
