import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { RequestError } from '../../base/errors.ts'
import { formats } from '../../formats/index.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'
import type { ExportBegun } from '../whole-log-worker.ts'
import { cancelledWith } from './cancelled-with.ts'
import { shownLog } from './shapes.ts'

const tags = ['logs']
const missing = () => new RequestError('There is no such log.', 'not-found')

/** The logs of the folder. */
export function logRoutes(app: App, { folder, imports, library, gate, limits, closing }: ServerContext): void {
  const { store } = folder
  app.get(
    '/api/logs',
    { schema: { tags, summary: 'All logs, oldest first', response: { 200: z.array(schemas.log) } } },
    async () => (await store.logs.list()).map(shownLog),
  )
  app.get(
    '/api/logs/:id',
    { schema: { tags, summary: 'One log', params: schemas.idParams, response: { 200: schemas.log } } },
    async ({ params }) => {
      const log = await store.logs.get(params.id)
      if (!log) throw missing()
      return shownLog(log)
    },
  )
  app.patch(
    '/api/logs/:id',
    {
      schema: {
        tags,
        summary: 'Rename a log',
        params: schemas.idParams,
        body: z.strictObject({ name: schemas.name }),
        response: { 200: schemas.log },
      },
    },
    async ({ params, body }) => {
      if (!(await store.logs.change(params.id, { name: body.name }))) throw missing()
      return shownLog((await store.logs.get(params.id))!)
    },
  )
  app.delete(
    '/api/logs/:id',
    {
      schema: {
        tags,
        summary: 'Delete a log with its files, views and jobs; nothing of it stays in the data folder',
        params: schemas.idParams,
        response: { 204: z.null() },
      },
    },
    async ({ params, principal }, reply) => {
      await imports.delete(params.id)
      await store.audit.add({ principal: principal.id, action: 'log.delete', subject: params.id, detail: null })
      return reply.code(204).send(null)
    },
  )
  const writable = formats.filter(format => format.write !== null)
  app.get(
    '/api/logs/:id/export',
    {
      schema: {
        tags,
        summary: `The log as a file (${writable.map(format => format.id).join(', ')}) without what the person gate holds back (header x-parfocal-withheld); x-parfocal-lost counts what the format has no place for`,
        params: schemas.idParams,
        querystring: z.strictObject({ format: z.string().max(40) }),
      },
    },
    async ({ params, query, principal }, reply) => {
      const format = writable.find(each => each.id === query.format)
      if (!format) throw new RequestError(`Logs can be written as ${writable.map(each => each.id).join(', ')}.`)
      if (principal.role === 'reader' || principal.role === 'council')
        throw new RequestError('A whole log shows single people; this token may only ask questions.', 'refused')
      const { signal, stop } = cancelledWith(reply, closing)
      try {
        return await library.use(
          params.id,
          async (log, { id, name }) => {
            const { minimum } = gate.peopleRule(principal)
            const exported = await log.exported({ format: format.id, name, minimum }, signal)
            const detail = { format: format.id }
            await store.audit.add({ principal: principal.id, action: 'log.export', subject: id, detail })
            // From here on the connection tells; where the server closes, what is soon done is finished.
            stop()
            await sendFile(reply, `${name}.${format.extensions[0]}`, exported, limits.exportIdleMs)
            return reply
          },
          signal,
        )
      } finally {
        stop()
      }
    },
  )
}

/** The log stays open until the last byte is taken, the reader has gone, or has taken nothing for `idleMs`. */
async function sendFile(
  reply: FastifyReply,
  name: string,
  { withheld, lost, bytes }: ExportBegun & { readonly bytes: Readable },
  idleMs: number,
): Promise<void> {
  const file = name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_')
  reply.header('content-type', 'application/octet-stream')
  reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file)}`)
  if (withheld.length > 0) reply.header('x-parfocal-withheld', withheld.slice(0, 100).map(inHeader).join(','))
  if (lost.length > 0) reply.header('x-parfocal-lost', lost.map(({ kind, count }) => `${kind}=${count}`).join(','))
  reply.raw.setTimeout(idleMs, () => reply.raw.destroy())
  reply.send(bytes)
  await finished(reply.raw).catch(() => undefined)
}

/** Keys come from files: they may be long, and halves of characters. */
const inHeader = (key: string) => encodeURIComponent(key.slice(0, 200).replaceAll(/\p{Cs}/gu, '\ufffd'))
