import { z } from 'zod'
import { analyses, askAnalysis } from '../../analyses/index.ts'
import { RequestError } from '../../base/errors.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import type { Cancel } from '../../base/platform.ts'
import { type Ask, type Engine, questions } from '../../log/engine.ts'
import { analysisAnswer, answerSchemas } from '../answer-schemas.ts'
import type { App } from '../app.ts'
import { ask, askSchemas, askSummaries } from '../ask-schemas.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'
import { cancelledWith } from './cancelled-with.ts'

/** Answers are plain JSON and can be large: their schemas are for the document, not for a check while they are sent. */
const asItIs = () => (answer: unknown) => JSON.stringify(answer)

/** The questions of the engine, one route each: what the remote engine of the web app and of other programs asks. */
export function askRoutes(app: App, { gate, closing }: ServerContext): void {
  for (const question of questions)
    app.post(
      `/api/ask/${question}`,
      {
        config: { asks: true },
        schema: {
          tags: ['ask'],
          summary: askSummaries[question],
          body: askSchemas[question] as z.ZodObject,
          response: { 200: answerSchemas[question] as z.ZodType },
        },
        serializerCompiler: asItIs,
      },
      async ({ body, principal }, reply) => {
        const engine = gate.engineFor(principal)
        const { cancel, stop } = cancelledWith(reply, closing)
        try {
          return await (question === 'logs' ? engine.logs(cancel) : put(engine, question, body, cancel))
        } finally {
          stop()
        }
      },
    )
  app.post(
    '/api/ask/:question',
    { schema: { hide: true, params: z.object({ question: z.string() }) } },
    async request => {
      const { question } = request.params
      throw new RequestError(
        `There is no question "${question.slice(0, 80)}". There are: ${questions.join(', ')}.`,
        'not-found',
      )
    },
  )
}

function put(
  engine: Engine,
  question: Exclude<(typeof questions)[number], 'logs'>,
  params: unknown,
  cancel: Cancel,
): Promise<unknown> {
  return (engine[question] as (params: unknown, cancel: Cancel) => Promise<unknown>)(params, cancel)
}

const described = z.object({
  id: z.string(),
  title: z.string(),
  asks: z.string(),
  params: schemas.json.describe('JSON Schema of the parameters'),
})

/** The analyses of the registry. */
export function analysisRoutes(app: App, { gate, closing }: ServerContext): void {
  const tags = ['analyses']
  const shown = (analysis: (typeof analyses)[number]) => ({
    id: analysis.id,
    title: analysis.title,
    asks: analysis.asks,
    params: z.toJSONSchema(analysis.params, { io: 'input', unrepresentable: 'any' }) as z.infer<typeof schemas.json>,
  })
  const find = (id: string) => {
    const analysis = analyses.find(each => each.id === id)
    if (analysis) return analysis
    const known = analyses.map(each => each.id).join(', ')
    throw new RequestError(`There is no analysis "${id}". There are: ${known}.`, 'not-found')
  }
  app.get(
    '/api/analyses',
    { schema: { tags, summary: 'All analyses with their parameters', response: { 200: z.array(described) } } },
    async () => analyses.map(shown),
  )
  app.get(
    '/api/analyses/:id',
    { schema: { tags, summary: 'One analysis', params: schemas.idParams, response: { 200: described } } },
    async ({ params }) => shown(find(params.id)),
  )
  app.post(
    '/api/analyses/:id',
    {
      config: { asks: true },
      schema: {
        tags,
        summary: 'Ask an analysis: findings, tables and notes',
        params: schemas.idParams,
        body: z.strictObject({
          ...ask,
          params: schemas.json.optional().describe('of the analysis; each has a default'),
        }),
        response: { 200: analysisAnswer as z.ZodType },
      },
      serializerCompiler: asItIs,
    },
    async ({ params, body, principal }, reply) => {
      const analysis = find(params.id)
      const given = analysis.params.safeParse(body.params ?? {})
      if (!given.success) throw new RequestError(`params: ${z.prettifyError(given.error)}`)
      const { log, view, filter } = body
      const { cancel, stop } = cancelledWith(reply, closing)
      try {
        const engine = gate.engineFor(principal)
        return await askAnalysis(analysis, engine, { log, view, filter } as Ask, given.data, cancel, nodePlatform)
      } finally {
        stop()
      }
    },
  )
}
