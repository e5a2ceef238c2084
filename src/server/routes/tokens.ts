import { z } from 'zod'
import { RequestError } from '../../base/errors.ts'
import { newToken, type Role, type Store, samePerson } from '../../store/index.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'

const tags = ['tokens']
const config = { owner: true }

/** Who may come in: the people of this server, each with a token and a role. For owners alone. */
export function tokenRoutes(app: App, { folder: { store } }: ServerContext): void {
  app.get(
    '/api/tokens',
    {
      config,
      schema: {
        tags,
        summary: 'All tokens, by name, without what is secret; the one given at the start is not among them',
        response: { 200: z.array(schemas.token) },
      },
    },
    async () => (await tokensOf(store)).map(({ principal: _, ...token }) => token),
  )
  app.post(
    '/api/tokens',
    {
      config,
      schema: {
        tags,
        summary: 'Make a token; this answer is the only place where it is ever shown',
        body: z.strictObject({
          name: schemas.name.describe('whose it is'),
          role: schemas.token.shape.role,
          expires: z.number().int().nullable().default(null).describe('epoch ms; null: never'),
        }),
        response: { 201: schemas.token.extend({ token: z.string() }) },
      },
    },
    async ({ body, principal }, reply) => {
      const { name, role, expires } = body
      if (expires !== null && expires <= Date.now()) throw new RequestError('`expires` must lie in the future.')
      const token = newToken()
      const owner = await personOf(store, name, role)
      const { id, created } = await store.principals.addToken(owner.id, token, expires)
      await store.audit.add({ principal: principal.id, action: 'token.create', subject: id, detail: { role } })
      return reply.code(201).send({ id, name, role, created, expires, token })
    },
  )
  app.delete(
    '/api/tokens/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Revoke a token; it is refused from then on',
        params: schemas.idParams,
        response: { 204: z.null() },
      },
    },
    async ({ params, principal }, reply) => {
      const found = (await tokensOf(store)).find(({ id }) => id === params.id)
      if (!found || !(await store.principals.removeToken(found.id)))
        throw new RequestError('There is no such token.', 'not-found')
      if ((await store.principals.tokens(found.principal)).length === 0) await store.principals.remove(found.principal)
      await store.audit.add({ principal: principal.id, action: 'token.revoke', subject: found.id, detail: null })
      return reply.code(204).send(null)
    },
  )
}

/** All tokens of one name are of one person, whatever its letter case and blanks: two of them do not make two people. */
async function personOf({ principals }: Store, name: string, role: Role) {
  const known = (await principals.list()).find(each => samePerson(each.name, name))
  if (!known) return principals.add({ name, role })
  if (known.role === role) return known
  throw new RequestError(
    `"${known.name}" has tokens as ${known.role} already; everybody has one role. Revoke those first.`,
    'conflict',
  )
}

async function tokensOf({ principals }: Store) {
  const people = await principals.list()
  const all = people.map(async ({ id, name, role }) =>
    (await principals.tokens(id)).map(token => ({ ...token, name, role })),
  )
  return (await Promise.all(all)).flat()
}
