import { z } from 'zod'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import { importBody, proposed } from '../import-schemas.ts'
import * as schemas from '../schemas.ts'
import { answer, mappingOf, propose, requestOf, sealing, stem } from './importing.ts'

const tags = ['logs']

/** Files that were uploaded before, and those that a log was read from; bodies are JSON. */
export function uploadedRoutes(app: App, context: ServerContext): void {
  const { imports, uploads, folder } = context
  const { store } = folder
  app.get(
    '/api/uploads',
    {
      schema: {
        tags,
        summary: 'Your files that wait to be imported (an owner sees all), oldest first; each is removed after a day',
        response: { 200: z.array(schemas.upload) },
      },
    },
    async ({ principal }) => [...(await uploads.list(principal))],
  )
  app.delete(
    '/api/uploads/:id',
    { schema: { tags, summary: 'Remove an upload', params: schemas.idParams, response: { 204: z.null() } } },
    async ({ params, principal }, reply) => {
      await uploads.remove(params.id, principal)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/uploads/:id/propose',
    {
      schema: {
        tags,
        summary: 'See how an uploaded file would be read, with a mapping of your own or as proposed',
        params: schemas.idParams,
        body: z.strictObject({ mapping: schemas.json.optional() }),
        response: { 200: proposed },
      },
    },
    async ({ params, body, principal }, reply) =>
      propose(context, reply, await uploads.get(params.id, principal), await mappingOf(store, body.mapping)),
  )
  app.post(
    '/api/uploads/:id/import',
    {
      schema: {
        tags,
        summary: 'Import an uploaded file as a new log',
        params: schemas.idParams,
        body: importBody,
        response: { 201: schemas.started, 202: schemas.started },
      },
    },
    async ({ params, body, principal }, reply) => {
      const upload = await uploads.get(params.id, principal)
      const mapping = await mappingOf(store, body.mapping)
      const started = await imports.create({
        ...requestOf(upload, mapping, body, principal),
        ...(await sealing(store, principal, body)),
        name: body.title ?? stem(upload.name),
      })
      return answer(context, reply, started, body.wait)
    },
  )
  for (const path of ['import', 'reimport'])
    app.post(
      `/api/logs/:id/${path}`,
      {
        schema: {
          tags,
          summary: 'Read the kept files of a log again, with its saved mapping or another',
          params: schemas.idParams,
          body: importBody.pick({ mapping: true, keepSource: true, wait: true }).nullish(),
          response: { 201: schemas.started, 202: schemas.started },
        },
      },
      async ({ params, body, principal }, reply) => {
        const started = await imports.again(params.id, {
          mapping: await mappingOf(store, body?.mapping),
          keepSource: body?.keepSource ?? null,
          by: principal,
        })
        return answer(context, reply, started, body?.wait)
      },
    )
}
