import type { Kysely } from 'kysely'
import { fromText, toText } from '../json-text.ts'
import type { Store, StoreContext } from '../store.ts'
import type { Tables } from '../tables.ts'

export function auditTable(db: Kysely<Tables>, { now, id: newId }: StoreContext): Store['audit'] {
  return {
    add: ({ principal, action, subject, detail }) =>
      db.transaction().execute(async transaction => {
        const { max } = await transaction
          .selectFrom('audit')
          .select(e => e.fn.max('position').as('max'))
          .executeTakeFirstOrThrow()
        const position = Number(max ?? 0) + 1
        await transaction
          .insertInto('audit')
          .values({ id: newId(), at: now(), principal, action, subject, detail: toText(detail), position })
          .execute()
      }),
    async list(limit = 100) {
      const newest = db.selectFrom('audit').selectAll().orderBy('position', 'desc').orderBy('id')
      const rows = await newest.limit(limit).execute()
      return rows.map(({ at, principal, action, subject, detail }) => ({
        at,
        principal,
        action,
        subject,
        detail: fromText(detail),
      }))
    },
  }
}
