import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { RequestError } from '../../base/errors.ts'
import type { Principal, Store } from '../../store/index.ts'
import { type App, typed } from '../app.ts'
import type { ServerContext } from '../context.ts'
import { keptBesideSeal } from '../import-seal.ts'
import * as schemas from '../schemas.ts'
import { tooLarge } from '../upload.ts'
import { answer, mappingOf, propose, requestOf, sizeOf, stem } from './importing.ts'
import { sealHolders } from './reveals.ts'

const tags = ['logs']
const flag = z.enum(['true', 'false', '1', '0']).transform(text => text === 'true' || text === '1')
const fileQuery = {
  name: schemas.name.optional().describe('name of the file that is the body; its end only breaks ties between formats'),
  upload: schemas.id.optional().describe('instead of a body: a file that was uploaded before'),
}
const importQuery = {
  ...fileQuery,
  mapping: z.string().optional().describe('id of a saved mapping, or a mapping as JSON; absent: as proposed'),
  objectType: z.string().max(1000).optional().describe('object-centric files: the type whose objects become the cases'),
  keepSource: flag
    .optional()
    .describe('whether the file is kept for a later import; default: unless the mapping hides columns'),
  wait: flag.optional().describe('answer when the import has ended, with 201 or the error'),
}
const newLogQuery = {
  ...importQuery,
  sealTo: z
    .string()
    .max(2000)
    .transform(names => names.split(','))
    .optional()
    .describe(
      'names or ids of 2 to 5 people, with commas between: those whom the names behind pseudonyms are sealed to (new logs, owners)',
    ),
}
const importBody = z.strictObject({
  title: schemas.name.optional().describe('name of the log; absent: that of the file, without its end'),
  mapping: schemas.json.optional().describe('a mapping, or the id of a saved one'),
  objectType: z.string().max(1000).optional(),
  keepSource: z.boolean().optional(),
  sealTo: z.array(z.string().max(200)).max(5).optional().describe('whom the names behind pseudonyms are sealed to'),
  wait: z.boolean().optional(),
})
const proposed = z.object({
  upload: schemas.upload,
  format: z.string(),
  formatTitle: z.string(),
  proposal: schemas.json.describe('the proposed mapping with its reasons; null where the format needs none'),
  preview: schemas.json.describe('the first rows; null where the format needs no mapping'),
  objectTypes: z
    .array(z.object({ name: z.string(), objects: z.number() }))
    .readonly()
    .nullable()
    .describe('object-centric files: the types whose objects could become the cases'),
  problems: z.array(schemas.problem).readonly(),
})

/** Files have a limit of their own, that of uploads. */
export const ANY_SIZE = Number.MAX_SAFE_INTEGER

/** Routes whose body is a file: it goes to disk as it arrives, whatever its content type says. */
export function uploadRoutes(plain: FastifyInstance, context: ServerContext): void {
  const { imports, uploads, limits } = context
  plain.removeAllContentTypeParsers()
  plain.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  const app = typed(plain)
  // Refused before a byte of it is read.
  app.addHook('onRequest', async request => {
    const size = sizeOf(request)
    if (size !== null && size > limits.uploadBytes) throw tooLarge(limits.uploadBytes)
  })
  app.addHook('onError', async (_request, reply) => {
    // What is left of the body is not read: the connection cannot be used again.
    reply.header('connection', 'close')
  })

  const fileOf = (request: FastifyRequest, query: { name?: string | undefined; upload?: string | undefined }) => {
    if (query.upload !== undefined) return uploads.get(query.upload, request.principal)
    const body = request.body as Readable | undefined
    if (!body) throw new RequestError('The request has no body; send the file as it is, or name an upload.')
    return uploads.take(body, query.name ?? 'log', sizeOf(request), request.principal)
  }

  const bodyLimit = ANY_SIZE
  app.post(
    '/api/uploads',
    {
      bodyLimit,
      schema: {
        tags,
        summary: 'Upload a file without importing it',
        querystring: z.strictObject({ name: fileQuery.name }),
        response: { 201: schemas.upload },
      },
    },
    async (request, reply) => reply.code(201).send(await fileOf(request, request.query)),
  )
  app.post(
    '/api/logs',
    {
      bodyLimit,
      schema: {
        tags,
        summary: 'Import a file as a new log (the body is the file)',
        querystring: z.strictObject({
          ...newLogQuery,
          title: schemas.name.optional().describe('name of the log; absent: that of the file, without its end'),
        }),
        response: { 201: schemas.started, 202: schemas.started },
      },
    },
    async (request, reply) => {
      const { query } = request
      const mapping = await mappingOf(context.folder.store, query.mapping)
      const sealTo = await sealing(context.folder.store, request.principal, query)
      const upload = await fileOf(request, query)
      const started = await imports.create({
        ...requestOf(upload, mapping, query, request.principal),
        ...sealTo,
        name: query.title ?? stem(upload.name),
      })
      return answer(context, reply, started, query.wait)
    },
  )
  app.post(
    '/api/logs/propose',
    {
      bodyLimit,
      schema: {
        tags,
        summary: 'Upload a file and see how it would be read: format, mapping with reasons, first rows',
        querystring: z.strictObject({ ...fileQuery, mapping: importQuery.mapping }),
        response: { 200: proposed },
      },
    },
    async (request, reply) => {
      const mapping = await mappingOf(context.folder.store, request.query.mapping)
      return propose(context, reply, await fileOf(request, request.query), mapping)
    },
  )
  for (const [path, summary, act] of [
    ['append', 'Add the events of a file to a log, read with its saved mapping where none is given', imports.append],
    ['replace', 'Read a log anew from another file, with its saved mapping where none is given', imports.replace],
  ] as const)
    app.post(
      `/api/logs/:id/${path}`,
      {
        bodyLimit,
        schema: {
          tags,
          summary,
          params: schemas.idParams,
          querystring: z.strictObject(importQuery),
          response: { 201: schemas.started, 202: schemas.started },
        },
      },
      async (request, reply) => {
        const { query, params } = request
        if (!(await context.folder.store.logs.get(params.id)))
          throw new RequestError('There is no such log.', 'not-found')
        const mapping = await mappingOf(context.folder.store, query.mapping)
        const started = await act(params.id, requestOf(await fileOf(request, query), mapping, query, request.principal))
        return answer(context, reply, started, query.wait)
      },
    )
}

/** The same for files that were uploaded before; these bodies are JSON. */
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

/** Checked before the file is taken, so that one that is refused does not stay with its names. */
async function sealing(
  store: Store,
  by: Principal,
  {
    sealTo: named,
    keepSource,
  }: { readonly sealTo?: readonly string[] | undefined; readonly keepSource?: boolean | undefined },
) {
  const sealTo = await sealHolders(store, by, named)
  if (sealTo && keepSource === true) throw keptBesideSeal()
  return sealTo === undefined ? {} : { sealTo }
}
