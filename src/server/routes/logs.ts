import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { z } from 'zod'
import { RequestError } from '../../base/errors.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { formats } from '../../formats/index.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'
import { shownLog } from './shapes.ts'

const tags = ['logs']
const missing = () => new RequestError('There is no such log.', 'not-found')

/** The logs of the folder. */
export function logRoutes(app: App, { folder, imports, library, gate }: ServerContext): void {
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
      if (!format?.write) throw new RequestError(`Logs can be written as ${writable.map(each => each.id).join(', ')}.`)
      if (principal.role === 'reader' || principal.role === 'council')
        throw new RequestError('A whole log shows single people; this token may only ask questions.', 'refused')
      await store.audit.add({
        principal: principal.id,
        action: 'log.export',
        subject: params.id,
        detail: { format: format.id },
      })
      const { write, losses } = format
      return library.use(params.id, async ({ log }, { name }) => {
        const { log: shown, withheld } = await gate.exported(principal, params.id, log)
        const file = `${name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_')}.${format.extensions[0]}`
        reply.header('content-type', 'application/octet-stream')
        reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file)}`)
        if (withheld.length > 0)
          reply.header('x-parfocal-withheld', withheld.slice(0, 100).map(encodeURIComponent).join(','))
        const lost = losses?.(shown) ?? []
        if (lost.length > 0)
          reply.header('x-parfocal-lost', lost.map(({ kind, count }) => `${kind}=${count}`).join(','))
        const bytes = Readable.from(write({ ...shown, name }, nodePlatform), { objectMode: false })
        reply.send(bytes)
        // The log stays open until the last byte is taken or the reader has gone.
        await finished(reply.raw).catch(() => undefined)
        return reply
      })
    },
  )
}
