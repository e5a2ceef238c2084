import type { Kysely } from 'kysely'
import type { Store, StoreContext } from '../store.ts'
import type { Tables } from '../tables.ts'

export function uploadsTable(db: Kysely<Tables>, { now }: StoreContext, forget: () => Promise<void>): Store['uploads'] {
  return {
    list: () => db.selectFrom('uploads').selectAll().orderBy('created').orderBy('id').execute(),
    async get(id) {
      return (await db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
    },
    async add(upload) {
      const record = { ...upload, created: now() }
      await db.insertInto('uploads').values(record).execute()
      return record
    },
    async remove(id) {
      const result = await db.deleteFrom('uploads').where('id', '=', id).executeTakeFirst()
      await forget()
      return result.numDeletedRows > 0n
    },
  }
}
