import { z } from 'zod'
import { RequestError } from '../../base/errors.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import type { Job } from '../jobs.ts'
import * as schemas from '../schemas.ts'

const tags = ['jobs']
const missing = () => new RequestError('There is no such job.', 'not-found')
/** Comment lines keep proxies from closing a silent stream, in ms. */
const HEARTBEAT = 15_000

/** Long work: how far it is, and stopping it. */
export function jobRoutes(app: App, { jobs }: ServerContext): void {
  app.get(
    '/api/jobs',
    {
      schema: {
        tags,
        summary: 'Jobs, newest first',
        querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
        response: { 200: z.array(schemas.job) },
      },
    },
    async ({ query }) => [...(await jobs.list(query.limit))],
  )
  app.get(
    '/api/jobs/:id',
    { schema: { tags, summary: 'One job', params: schemas.idParams, response: { 200: schemas.job } } },
    async ({ params }) => {
      const job = await jobs.get(params.id)
      if (!job) throw missing()
      return job
    },
  )
  app.delete(
    '/api/jobs/:id',
    {
      schema: {
        tags,
        summary: 'Cancel a job; answers when it has ended and its traces are gone',
        params: schemas.idParams,
        response: { 200: schemas.job },
      },
    },
    async ({ params }) => {
      await jobs.cancel(params.id)
      return (await jobs.get(params.id))!
    },
  )
  app.get(
    '/api/jobs/:id/events',
    {
      schema: {
        tags,
        summary: 'Progress of a job as server-sent events (`event: job`, data: the job), closed when it has ended',
        params: schemas.idParams,
      },
    },
    async (request, reply) => {
      const now = await jobs.get(request.params.id)
      if (!now) throw missing()
      reply.hijack()
      const { raw } = reply
      const headers = reply.getHeaders() as Record<string, string>
      raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
      let waiting: Job | null = null
      const tell = (job: Job) => {
        // A slow reader is told the newest state once it has taken the last one.
        if (raw.writableNeedDrain) waiting = job
        else raw.write(`event: job\ndata: ${JSON.stringify(job)}\n\n`)
        if (job.ended === null) return
        if (waiting === job) raw.write(`event: job\ndata: ${JSON.stringify(job)}\n\n`)
        raw.end()
      }
      raw.on('drain', () => {
        const job = waiting
        waiting = null
        if (job && !raw.writableEnded) tell(job)
      })
      const stop = jobs.listen(request.params.id, tell)
      if (!stop) {
        tell({ ...now, ended: now.ended ?? Date.now() })
        return
      }
      const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT)
      raw.on('close', () => {
        clearInterval(heartbeat)
        stop()
      })
    },
  )
}
