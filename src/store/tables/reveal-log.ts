import type { Kysely } from 'kysely'
import { FIRST, hashOfEntry, type RevealEntry, type RevealStep } from '../reveal-chain.ts'
import type { Store, StoreContext } from '../store.ts'
import type { Tables } from '../tables.ts'

/** Only ever added to: there is no way here to change or remove an entry, and no log takes its entries with it. */
export function revealLogTable(db: Kysely<Tables>, { now }: StoreContext): Store['revealLog'] {
  // One after the other: each is chained to the one before.
  let turn: Promise<unknown> = Promise.resolve()
  return {
    add(step) {
      const done = turn.then(() =>
        db.transaction().execute(async transaction => {
          const last = await transaction
            .selectFrom('reveal_log')
            .select(['position', 'hash'])
            .orderBy('position', 'desc')
            .limit(1)
            .executeTakeFirst()
          const entry = { ...step, position: Number(last?.position ?? 0) + 1, at: now() }
          const hash = hashOfEntry(last?.hash ?? FIRST, entry)
          const { case: case_id, ...row } = entry
          await transaction
            .insertInto('reveal_log')
            .values({ ...row, case_id, hash })
            .execute()
          return { ...entry, hash }
        }),
      )
      turn = done.catch(() => undefined)
      return done
    },
    async list() {
      const rows = await db.selectFrom('reveal_log').selectAll().orderBy('position').execute()
      return rows.map(({ case_id, step, ...row }): RevealEntry => ({ ...row, step: step as RevealStep, case: case_id }))
    },
  }
}
