import { z } from 'zod'
import { RequestError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import { mappingFrom } from '../../log/mapping.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'

const tags = ['mappings']
const missing = () => new RequestError('There is no such mapping.', 'not-found')

/** Mappings of columns that people keep to use again. */
export function mappingRoutes(app: App, { folder: { store } }: ServerContext): void {
  app.get(
    '/api/mappings',
    { schema: { tags, summary: 'All saved mappings, by name', response: { 200: z.array(schemas.mapping) } } },
    async () => [...(await store.mappings.list())],
  )
  app.post(
    '/api/mappings',
    {
      schema: {
        tags,
        summary: 'Save a mapping under a name',
        body: z.strictObject({ name: schemas.name, mapping: schemas.json }),
        response: { 201: schemas.mapping },
      },
    },
    async ({ body }, reply) => {
      const { name, mapping } = body
      return reply.code(201).send(await store.mappings.add({ name, mapping: checked(mapping) }))
    },
  )
  app.get(
    '/api/mappings/:id',
    { schema: { tags, summary: 'One mapping', params: schemas.idParams, response: { 200: schemas.mapping } } },
    async ({ params }) => {
      const mapping = await store.mappings.get(params.id)
      if (!mapping) throw missing()
      return mapping
    },
  )
  app.patch(
    '/api/mappings/:id',
    {
      schema: {
        tags,
        summary: 'Rename or replace a mapping',
        params: schemas.idParams,
        body: z.strictObject({ name: schemas.name.optional(), mapping: schemas.json.optional() }),
        response: { 200: schemas.mapping },
      },
    },
    async ({ params, body }) => {
      const change = {
        ...(body.name === undefined ? {} : { name: body.name }),
        ...(body.mapping === undefined ? {} : { mapping: checked(body.mapping) }),
      }
      if (!(await store.mappings.change(params.id, change))) throw missing()
      return (await store.mappings.get(params.id))!
    },
  )
  app.delete(
    '/api/mappings/:id',
    { schema: { tags, summary: 'Remove a mapping', params: schemas.idParams, response: { 204: z.null() } } },
    async ({ params }, reply) => {
      if (!(await store.mappings.remove(params.id))) throw missing()
      return reply.code(204).send(null)
    },
  )
}

/** The mapping with its defaults; throws `RequestError` naming its wrong part. */
function checked(mapping: unknown): Json {
  return mappingFrom(mapping) as unknown as Json
}
