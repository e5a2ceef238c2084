import { editedMeanwhile } from '../../analyses/index.ts'
import { RequestError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'
import { editsToSave, savedEdits, savedEditsFrom } from '../ui-edits.ts'

const tags = ['ui-logs']
const missing = () => new RequestError('There is no such UI log.', 'not-found')

/** The edits of a UI log as they are kept; they need no mining. */
export function uiEditRoutes(app: App, { folder: { store } }: ServerContext): void {
  app.get(
    '/api/ui-logs/:id/edits',
    {
      schema: {
        tags,
        summary: 'What people changed: tasks, names, routines, and the assumptions and inputs of candidates',
        params: schemas.idParams,
        response: { 200: savedEdits },
      },
    },
    async ({ params }) => {
      if (!(await store.uiLogs.get(params.id))) throw missing()
      return savedEditsFrom(await store.uiLogs.edits(params.id))
    },
  )
  app.put(
    '/api/ui-logs/:id/edits',
    {
      schema: {
        tags,
        summary: 'Replace all edits; answers from now on are made with them. 409 where others were saved meanwhile',
        params: schemas.idParams,
        body: editsToSave,
        response: { 200: savedEdits },
      },
    },
    async ({ params, body: { revision, edits } }) => {
      if (await store.uiLogs.setEdits(params.id, edits as unknown as Json, revision))
        return { revision: revision + 1, edits }
      throw (await store.uiLogs.get(params.id)) ? editedMeanwhile() : missing()
    },
  )
}
