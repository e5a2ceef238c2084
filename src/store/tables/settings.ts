import type { Kysely } from 'kysely'
import { fromText, toText } from '../json-text.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

export function settingsTable(db: Kysely<Tables>): Store['settings'] {
  return {
    async get(key) {
      const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
      return row ? fromText(row.value) : null
    },
    async set(key, value) {
      const text = toText(value)
      await db
        .insertInto('settings')
        .values({ key, value: text })
        .onConflict(c => c.column('key').doUpdateSet({ value: text }))
        .execute()
    },
  }
}
