import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { RequestError } from '../../base/errors.ts'
import { typed } from '../app.ts'
import type { ServerContext } from '../context.ts'
import { fileQuery, importQuery, newLogQuery, proposed } from '../import-schemas.ts'
import * as schemas from '../schemas.ts'
import { tooLarge } from '../upload.ts'
import { answer, mappingOf, propose, requestOf, sealing, sizeOf, stem } from './importing.ts'

const tags = ['logs']

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
