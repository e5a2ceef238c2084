import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { FormatError, RequestError } from '../../base/errors.ts'
import { uiFormats } from '../../formats/index.ts'
import { uiMappingFrom } from '../../log/ui-mapping.ts'
import { type MaskingRule, maskingRulesFrom } from '../../privacy/index.ts'
import type { UiLogRecord } from '../../store/index.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import { DISK_FULL, HttpError, toHttp } from '../errors.ts'
import * as schemas from '../schemas.ts'
import { keeps } from '../ui-import.ts'
import type { StartedUi } from '../ui-imports.ts'
import { stem } from './importing.ts'

const tags = ['ui-logs']
const missing = () => new RequestError('There is no such UI log.', 'not-found')

const reading = {
  format: z
    .enum(uiFormats.map(({ id }) => id) as [string, ...string[]])
    .optional()
    .describe('where the content does not tell'),
  mapping: schemas.json
    .transform(value => uiMappingFrom(value))
    .optional()
    .describe('how to read the columns of a table; absent: as proposed'),
  timeZone: z.string().max(100).optional().describe('IANA name, for times that name none; default UTC'),
  cases: z
    .enum(['demonstrations', 'ignore'])
    .optional()
    .describe('whether cases of the source are demonstrations (default) or as if it were not cut yet'),
  keepValues: z
    .boolean()
    .default(false)
    .describe('keep values, labels and titles in clear (owners only; written to the audit). Default: all is masked'),
  maskRules: schemas.json
    .transform(value => maskingRulesFrom(value))
    .optional()
    .describe('rules of masking beside the built-in ones (FORMATS.md); `keep` is for owners only, as keepValues is'),
  wait: z.boolean().optional().describe('answer when the import has ended, with 201 or the error'),
}
const createBody = z.strictObject({
  upload: schemas.id.describe('a file that was uploaded (`POST /api/uploads`): a recording, or a zip of several'),
  title: schemas.name.optional().describe('name of the UI log; absent: that of the file, without its end'),
  ...reading,
})
const againBody = z.strictObject({
  upload: schemas.id.optional().describe('absent: the file of the import that has not succeeded'),
  ...reading,
})

/** What a request says of values in clear. */
interface Kept {
  readonly keepValues: boolean
  readonly maskRules?: readonly MaskingRule[] | undefined
}

/** As it is shown outside: without the number of its folder. */
const shown = ({ version: _, ...uiLog }: UiLogRecord) => uiLog

/** The UI logs of the folder. */
export function uiLogRoutes(app: App, context: ServerContext): void {
  const { folder, uiImports, uploads, tasks } = context
  const { store } = folder
  const allow = async (request: FastifyRequest, { keepValues, maskRules }: Kept) => {
    if ((keepValues || keeps(maskRules)) && request.principal.role !== 'owner')
      throw new RequestError('Only an owner may keep values in clear.', 'refused')
  }
  const begun = async (
    request: FastifyRequest,
    reply: FastifyReply,
    started: StartedUi,
    { keepValues, maskRules, wait }: Kept & { readonly wait?: boolean | undefined },
  ) => {
    const rules = maskRules === undefined ? {} : { maskRules: maskRules.map(({ id, action }) => ({ id, action })) }
    await store.audit.add({
      principal: request.principal.id,
      action: 'ui-log.import',
      subject: started.uiLog.id,
      detail: { keepValues, ...rules },
    })
    return answer(context, reply, started, wait)
  }
  const response = { 201: schemas.startedUi, 202: schemas.startedUi }
  app.get(
    '/api/ui-logs',
    { schema: { tags, summary: 'All UI logs, oldest first', response: { 200: z.array(schemas.uiLog) } } },
    async () => (await store.uiLogs.list()).map(shown),
  )
  app.post(
    '/api/ui-logs',
    {
      schema: {
        tags,
        summary: 'Import an uploaded recording as a new UI log; it is masked as it is read, and the file is not kept',
        body: createBody,
        response,
      },
    },
    async (request, reply) => {
      const { upload, title, wait: _, ...options } = request.body
      await allow(request, options)
      const file = await uploads.get(upload, request.principal)
      const started = await uiImports.create({ ...options, upload: file, name: title ?? stem(file.name) })
      return begun(request, reply, started, request.body)
    },
  )
  app.get(
    '/api/ui-logs/:id',
    {
      schema: {
        tags,
        summary: 'One UI log, and how far it is mined while questions wait for that',
        params: schemas.idParams,
        response: { 200: schemas.uiLogNow },
      },
    },
    async ({ params }) => {
      const uiLog = await store.uiLogs.get(params.id)
      if (!uiLog) throw missing()
      return { ...shown(uiLog), mining: tasks.mining(params.id) }
    },
  )
  app.patch(
    '/api/ui-logs/:id',
    {
      schema: {
        tags,
        summary: 'Rename a UI log',
        params: schemas.idParams,
        body: z.strictObject({ name: schemas.name }),
        response: { 200: schemas.uiLog },
      },
    },
    async ({ params, body }) => {
      if (!(await store.uiLogs.change(params.id, { name: body.name }))) throw missing()
      return shown((await store.uiLogs.get(params.id))!)
    },
  )
  app.delete(
    '/api/ui-logs/:id',
    {
      schema: {
        tags,
        summary: 'Delete a UI log with its files, edits, views and jobs; nothing of it stays in the data folder',
        params: schemas.idParams,
        response: { 204: z.null() },
      },
    },
    async ({ params, principal }, reply) => {
      await uiImports.delete(params.id)
      await store.audit.add({ principal: principal.id, action: 'ui-log.delete', subject: params.id, detail: null })
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/ui-logs/:id/import',
    {
      schema: {
        tags,
        summary: 'Read a UI log anew, or try again what has not succeeded; its edits stay',
        params: schemas.idParams,
        body: againBody,
        response,
      },
    },
    async (request, reply) => {
      const { params, body } = request
      const { upload, wait: _, ...options } = body
      await allow(request, options)
      const uiLog = await store.uiLogs.get(params.id)
      if (!uiLog) throw missing()
      const file = upload ?? uiLog.upload
      if (file === null)
        throw new RequestError('The file that it was read from was not kept; upload it and name it here.', 'conflict')
      const started = await uiImports.again(params.id, {
        ...options,
        upload: await uploads.get(file, request.principal),
      })
      return begun(request, reply, started, body)
    },
  )
  app.post(
    '/api/ui-logs/:id/cancel',
    {
      schema: {
        tags,
        summary: 'Cancel the imports of a UI log; answers when they have ended and their traces are gone',
        params: schemas.idParams,
        response: { 200: schemas.uiLog },
      },
    },
    async ({ params }) => {
      await uiImports.cancel(params.id)
      return shown((await store.uiLogs.get(params.id))!)
    },
  )
}

async function answer(
  context: ServerContext,
  reply: FastifyReply,
  { uiLog, job }: StartedUi,
  wait: boolean | undefined,
) {
  if (!wait) return reply.code(202).send({ uiLog: shown(uiLog), job })
  const failure = await context.jobs.ended(job.id)
  const ended = await context.jobs.get(job.id)
  if (ended?.status === 'cancelled' || ended?.status === 'interrupted')
    throw new HttpError(409, 'cancelled', 'The import was cancelled.')
  if (failure instanceof FormatError || failure instanceof RequestError || toHttp(failure).status === DISK_FULL)
    throw failure
  if (ended?.status !== 'done') throw new HttpError(422, 'unreadable', ended?.error ?? 'The import failed.')
  const now = await context.folder.store.uiLogs.get(uiLog.id)
  if (!now) throw new RequestError('The UI log was deleted meanwhile.', 'not-found')
  return reply.code(201).send({ uiLog: shown(now), job: ended })
}
