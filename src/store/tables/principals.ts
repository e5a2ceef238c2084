import type { Kysely, Selectable } from 'kysely'
import { RequestError } from '../../base/errors.ts'
import { compareText } from '../../base/sort.ts'
import type { Principal, Role, Store, StoreContext } from '../store.ts'
import type { Tables } from '../tables.ts'
import { hashToken } from '../token.ts'

export function principalsTable(
  db: Kysely<Tables>,
  { now, id: newId }: StoreContext,
  forget: () => Promise<void>,
): Store['principals'] {
  return {
    async list() {
      const rows = await db.selectFrom('principals').selectAll().execute()
      return rows.map(fromRow).sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id))
    },
    async add({ name, role }) {
      const principal: Principal = { id: newId(), name, role }
      await db
        .insertInto('principals')
        .values({ ...principal, created: now(), public_key: null })
        .execute()
      return principal
    },
    async publicKey(id) {
      const row = await db.selectFrom('principals').select('public_key').where('id', '=', id).executeTakeFirst()
      return row?.public_key ?? null
    },
    async setPublicKey(id, key) {
      const others = db.selectFrom('principals').select('id').where('public_key', '=', key).where('id', '!=', id)
      if (await others.executeTakeFirst())
        throw new RequestError('Somebody else has this key; everybody has a key of their own.', 'conflict')
      const changed = db.updateTable('principals').set({ public_key: key }).where('id', '=', id)
      return (await changed.executeTakeFirst()).numUpdatedRows > 0n
    },
    async addToken(principal, token, expires = null) {
      const hash = hashToken(token)
      const known = await db.selectFrom('tokens').select('id').where('hash', '=', hash).executeTakeFirst()
      if (known) throw new RequestError('This token is in use already; choose another.', 'conflict')
      const record = { id: newId(), principal, created: now(), expires }
      await db
        .insertInto('tokens')
        .values({ ...record, hash })
        .execute()
      return record
    },
    async byToken(token) {
      const row = await db
        .selectFrom('tokens')
        .innerJoin('principals', 'principals.id', 'tokens.principal')
        .select(['principals.id', 'principals.name', 'principals.role', 'principals.created', 'tokens.expires'])
        .where('tokens.hash', '=', hashToken(token))
        .executeTakeFirst()
      return row && (row.expires === null || row.expires > now()) ? fromRow(row) : null
    },
    tokens: principal =>
      db
        .selectFrom('tokens')
        .select(['id', 'principal', 'created', 'expires'])
        .where('principal', '=', principal)
        .orderBy('created')
        .orderBy('id')
        .execute(),
    async removeToken(id) {
      const result = await db.deleteFrom('tokens').where('id', '=', id).executeTakeFirst()
      await forget()
      return result.numDeletedRows > 0n
    },
    async remove(id) {
      const result = await db.deleteFrom('principals').where('id', '=', id).executeTakeFirst()
      await forget()
      return result.numDeletedRows > 0n
    },
  }
}

const fromRow = ({ id, name, role }: Pick<Selectable<Tables['principals']>, 'id' | 'name' | 'role'>): Principal => ({
  id,
  name,
  role: role as Role,
})
