import { z } from 'zod'
import { RequestError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import type { App } from '../app.ts'
import { filter, view } from '../ask-schemas.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'

const tags = ['views']
const missing = () => new RequestError('There is no such view.', 'not-found')

/** Saved views of a log: filter, view and sliders under a name. */
export function viewRoutes(app: App, { folder: { store } }: ServerContext): void {
  app.get(
    '/api/views',
    {
      schema: {
        tags,
        summary: 'Saved views, by name',
        querystring: z.strictObject({ log: schemas.id.optional().describe('only those of this log') }),
        response: { 200: z.array(schemas.view) },
      },
    },
    async ({ query }) => [...(await store.views.list(query.log))],
  )
  app.post(
    '/api/views',
    {
      schema: {
        tags,
        summary: 'Save a view',
        body: z.strictObject({
          log: schemas.id,
          name: schemas.name,
          filter,
          view: view.nullable().default(null),
          sliders: schemas.json.default(null).describe('as the map holds them'),
        }),
        response: { 201: schemas.view },
      },
    },
    async ({ body, principal }, reply) => {
      if (!(await store.logs.get(body.log))) throw new RequestError('There is no such log.', 'not-found')
      const plain = { ...body, filter: body.filter as Json, view: body.view as Json }
      return reply.code(201).send(await store.views.add({ ...plain, principal: principal.id }))
    },
  )
  app.get(
    '/api/views/:id',
    { schema: { tags, summary: 'One view', params: schemas.idParams, response: { 200: schemas.view } } },
    async ({ params }) => {
      const one = await store.views.get(params.id)
      if (!one) throw missing()
      return one
    },
  )
  app.patch(
    '/api/views/:id',
    {
      schema: {
        tags,
        summary: 'Rename or replace a view',
        params: schemas.idParams,
        body: z.strictObject({
          name: schemas.name.optional(),
          filter: filter.optional(),
          view: view.nullable().optional(),
          sliders: schemas.json.optional(),
        }),
        response: { 200: schemas.view },
      },
    },
    async ({ params, body }) => {
      const change = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
      if (!(await store.views.change(params.id, change))) throw missing()
      return (await store.views.get(params.id))!
    },
  )
  app.delete(
    '/api/views/:id',
    { schema: { tags, summary: 'Remove a view', params: schemas.idParams, response: { 204: z.null() } } },
    async ({ params }, reply) => {
      if (!(await store.views.remove(params.id))) throw missing()
      return reply.code(204).send(null)
    },
  )
}
