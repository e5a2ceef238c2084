import { z } from 'zod'
import { routineLogId, uiLogOf } from '../../analyses/index.ts'
import { RequestError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import type { Store, ViewOwner, ViewRecord } from '../../store/index.ts'
import type { App } from '../app.ts'
import { filter, view } from '../ask-schemas.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'

const tags = ['views']
const missing = () => new RequestError('There is no such view.', 'not-found')

/** Logs are named as questions name them: the routine log of a UI log by `routineLogId`. */
function ownerOf(log: string): ViewOwner {
  const uiLog = uiLogOf(log)
  return uiLog === null ? { log, uiLog } : { log: null, uiLog }
}
const isThere = async ({ logs, uiLogs }: Store, { log, uiLog }: ViewOwner): Promise<boolean> =>
  (log === null ? await uiLogs.get(uiLog) : await logs.get(log)) !== null
const shown = ({ owner, ...view }: ViewRecord) => ({ ...view, log: owner.log ?? routineLogId(owner.uiLog) })

/** Saved views of a log, or of the routine log of a UI log: filter, view and sliders under a name. */
export function viewRoutes(app: App, { folder: { store } }: ServerContext): void {
  app.get(
    '/api/views',
    {
      schema: {
        tags,
        summary: 'Saved views, by name',
        querystring: z.strictObject({
          log: schemas.id.optional().describe('only those of this log, or of this routine log (`ui-<id>`)'),
        }),
        response: { 200: z.array(schemas.view) },
      },
    },
    async ({ query: { log } }) => (await store.views.list(log === undefined ? log : ownerOf(log))).map(shown),
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
    async ({ body: { log, filter, view, ...plain }, principal }, reply) => {
      const owner = ownerOf(log)
      if (!(await isThere(store, owner))) throw new RequestError('There is no such log.', 'not-found')
      const looks = { filter: filter as Json, view: view as Json }
      const made = await store.views.add({ ...plain, ...looks, owner, principal: principal.id })
      return reply.code(201).send(shown(made))
    },
  )
  app.get(
    '/api/views/:id',
    { schema: { tags, summary: 'One view', params: schemas.idParams, response: { 200: schemas.view } } },
    async ({ params }) => {
      const one = await store.views.get(params.id)
      if (!one) throw missing()
      return shown(one)
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
      return shown((await store.views.get(params.id))!)
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
