import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { analyses } from '../../analyses/index.ts'
import { RequestError } from '../../base/errors.ts'
import type { Ask } from '../../log/engine.ts'
import type { AnalysisProgress } from '../analysis-threads.ts'
import { analysisAnswer } from '../answer-schemas.ts'
import type { App } from '../app.ts'
import { ask } from '../ask-schemas.ts'
import type { ServerContext } from '../context.ts'
import { toHttp } from '../errors.ts'
import * as schemas from '../schemas.ts'
import type { Written } from '../written.ts'
import { cancelledWith } from './cancelled-with.ts'
import { sendWritten } from './shapes.ts'

const described = z.object({
  id: z.string(),
  title: z.string(),
  asks: z.string(),
  params: schemas.json.describe('JSON Schema of the parameters'),
})

/** The analyses of the registry. */
export function analysisRoutes(app: App, { gate, closing, analysisThreads }: ServerContext): void {
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
        summary:
          'Ask an analysis: findings, tables and notes; with `accept: text/event-stream` as events: `progress` (where it is), then `answer` or `error`',
        params: schemas.idParams,
        body: z.strictObject({
          ...ask,
          params: schemas.json.optional().describe('of the analysis; each has a default'),
        }),
        response: { 200: analysisAnswer as z.ZodType },
      },
    },
    async ({ params, body, headers, principal }, reply) => {
      const analysis = find(params.id)
      const given = analysis.params.safeParse(body.params ?? {})
      if (!given.success) throw new RequestError(`params: ${z.prettifyError(given.error)}`)
      const { log, view, filter } = body
      const { cancel, signal, stop } = cancelledWith(reply, closing)
      const work = {
        kind: 'analysis' as const,
        analysis: analysis.id,
        ask: { log, view, filter } as Ask,
        params: given.data,
      }
      const put = gate.askFor(principal)
      const answer = (progress?: (report: AnalysisProgress) => void) =>
        analysisThreads.answer(work, {
          ask: (question, params) => put(question, params, cancel),
          signal,
          ...(progress === undefined ? {} : { progress }),
        })
      try {
        if (!/\btext\/event-stream\b/.test(headers.accept ?? '')) return sendWritten(reply, await answer())
        await told(reply, answer)
        return reply
      } finally {
        stop()
      }
    },
  )
}

/** How often progress is told at most, in ms; and comment lines that keep proxies from closing a silent stream. */
const TELL = 100
const HEARTBEAT = 15_000

/** The answer as server-sent events, behind its progress. */
async function told(
  reply: FastifyReply,
  answer: (progress: (report: AnalysisProgress) => void) => Promise<Written>,
): Promise<void> {
  reply.hijack()
  const { raw } = reply
  const headers = reply.getHeaders() as Record<string, string>
  raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
  const event = (name: string, data: string | Uint8Array) => {
    raw.write(`event: ${name}\ndata: `)
    raw.write(data)
    raw.write('\n\n')
  }
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT)
  let last: { at: number; state: AnalysisProgress['state'] } | null = null
  try {
    const written = await answer(report => {
      // A slow reader, or a quick analysis, is told less.
      if (raw.writableNeedDrain || (last?.state === report.state && Date.now() - last.at < TELL)) return
      last = { at: Date.now(), state: report.state }
      event('progress', JSON.stringify(report))
    })
    event('answer', written.bytes)
  } catch (error) {
    const { status, body } = toHttp(error)
    if (status >= 500) reply.log.error({ err: error }, 'request failed')
    event('error', JSON.stringify(body))
  } finally {
    clearInterval(heartbeat)
    raw.end()
  }
}
