import { z } from 'zod'
import { baselineDocumentFrom, baselineDocumentShape } from '../../analyses/models/baseline-document.ts'
import { RequestError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'

const tags = ['logs']
const missing = () => new RequestError('There is no such log.', 'not-found')

export const baselineDocument = baselineDocumentShape.extend({
  labels: schemas.json
    .nullable()
    .default(null)
    .describe(baselineDocumentShape.shape.labels.description ?? ''),
})
z.globalRegistry.add(baselineDocument, {
  id: 'Baseline',
  description: 'What a log is held against: a model, what its labels stand for, and deviations that are accepted',
})
const revision = z.number().int().min(0).describe('grows with every save; 0: none was ever saved')
const kept = z.object({ revision, baseline: baselineDocument.nullable() })

/** What a log is held against, as people keep it. */
export function baselineRoutes(app: App, { folder: { store } }: ServerContext): void {
  app.get(
    '/api/logs/:id/baseline',
    {
      schema: {
        tags,
        summary: 'The baseline that is kept with a log: model, label mapping, allowlist; null where there is none',
        params: schemas.idParams,
        response: { 200: kept },
      },
    },
    async ({ params }) => {
      if (!(await store.logs.get(params.id))) throw missing()
      const { revision, baseline } = await store.logs.baseline(params.id)
      return { revision, baseline: baseline === null ? null : asJson(baselineDocumentFrom(baseline)) }
    },
  )
  app.put(
    '/api/logs/:id/baseline',
    {
      schema: {
        tags,
        summary: 'Replace the baseline of a log. 409 where another was saved meanwhile',
        params: schemas.idParams,
        body: z.strictObject({
          revision: revision.describe('of the baseline that this is to replace'),
          baseline: baselineDocument.nullable().describe('null: none from now on'),
        }),
        response: { 200: kept },
      },
    },
    async ({ params, body, principal }) => {
      const baseline = body.baseline === null ? null : asJson(baselineDocumentFrom(body.baseline))
      if (!(await store.logs.setBaseline(params.id, baseline as Json, body.revision)))
        throw (await store.logs.get(params.id)) ? changedMeanwhile() : missing()
      await store.audit.add({ principal: principal.id, action: 'log.baseline', subject: params.id, detail: null })
      return { revision: body.revision + 1, baseline }
    },
  )
}

const asJson = (document: object) => document as z.infer<typeof baselineDocument>

const changedMeanwhile = (): RequestError =>
  new RequestError('The baseline was changed meanwhile: read it again, and make your change to that one.', 'conflict')
