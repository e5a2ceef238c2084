import { memoryUsage } from 'node:process'
import { z } from 'zod'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import { docsPage } from '../docs-page.ts'
import type { Gauge } from '../metrics.ts'
import * as schemas from '../schemas.ts'

const tags = ['server']

/** What those who run the server ask it. */
export function operationRoutes(app: App, context: ServerContext): void {
  const { folder, limits, metrics, version } = context
  app.get(
    '/api/health',
    {
      schema: {
        tags,
        summary: 'Whether the server and its database answer',
        response: {
          200: z.object({
            status: z.literal('ok'),
            version: z.string(),
            uploadBytes: z.number().describe('the most that one uploaded file may have'),
          }),
        },
      },
    },
    async () => {
      await folder.store.check()
      return { status: 'ok' as const, version, uploadBytes: limits.uploadBytes }
    },
  )
  app.get(
    '/api/me',
    {
      schema: {
        tags,
        summary: 'Who asks, and what they may do',
        response: { 200: schemas.token.pick({ name: true, role: true }) },
      },
    },
    async ({ principal: { name, role } }) => ({ name, role }),
  )
  app.get('/metrics', { schema: { tags, summary: 'Metrics as Prometheus reads them' } }, async (_request, reply) => {
    reply.type('text/plain; version=0.0.4; charset=utf-8')
    return metrics.render(gauges(context))
  })
  app.get('/api/openapi.json', { schema: { tags, summary: 'This description of the API (OpenAPI 3.1)' } }, async () =>
    app.swagger(),
  )
  app.get('/api/docs', { schema: { tags, summary: 'This description as a page' } }, async (_request, reply) => {
    reply.type('text/html; charset=utf-8')
    return docsPage(app.swagger() as Parameters<typeof docsPage>[0])
  })
}

function gauges({ library, tasks, jobs, uploads, analysisThreads }: ServerContext): readonly Gauge[] {
  const { rss, heapUsed, arrayBuffers } = memoryUsage()
  const gauge = (name: string, help: string, value: number) => ({ name: `parfocal_${name}`, help, value })
  return [
    gauge('logs_open', 'Logs held open.', library.openLogs),
    gauge('logs_open_bytes', 'Bytes on disk of the logs held open.', library.openBytes),
    gauge('ui_logs_open', 'UI logs held open.', tasks.open),
    gauge('analyses_running', 'Analyses under way.', analysisThreads.running),
    gauge('analyses_waiting', 'Analyses that wait for room.', analysisThreads.waiting),
    gauge('jobs_running', 'Jobs under way.', jobs.running),
    gauge('jobs_waiting', 'Jobs that wait for room.', jobs.waiting),
    gauge('uploads_arriving', 'Files that arrive now.', uploads.arriving),
    { name: 'process_resident_memory_bytes', help: 'Resident memory.', value: rss },
    { name: 'nodejs_heap_used_bytes', help: 'Used heap.', value: heapUsed },
    { name: 'nodejs_array_buffer_bytes', help: 'Memory of typed arrays.', value: arrayBuffers },
    { name: 'process_uptime_seconds', help: 'Time since the start.', value: process.uptime() },
  ]
}
