import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { ServerContext } from './context.ts'
import { answerErrors, toHttp } from './errors.ts'
import { type GuardOptions, guard } from './guards.ts'
import { secureHeaders, webApp } from './pages.ts'
import { analysisRoutes } from './routes/analyses.ts'
import { askRoutes } from './routes/ask.ts'
import { baselineRoutes } from './routes/baselines.ts'
import { jobRoutes } from './routes/jobs.ts'
import { logRoutes } from './routes/logs.ts'
import { mappingRoutes } from './routes/mappings.ts'
import { modelRoutes } from './routes/models.ts'
import { operationRoutes } from './routes/operations.ts'
import { revealRoutes } from './routes/reveals.ts'
import { ruleRoutes } from './routes/rules.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { uiEditRoutes } from './routes/ui-edits.ts'
import { uiLogRoutes } from './routes/ui-logs.ts'
import { uiMiningRoutes } from './routes/ui-mining.ts'
import { uiTaskRoutes } from './routes/ui-tasks.ts'
import { uiTrainingRoutes } from './routes/ui-training.ts'
import { uploadedRoutes } from './routes/uploaded.ts'
import { ANY_SIZE, uploadRoutes } from './routes/uploads.ts'
import { viewRoutes } from './routes/views.ts'
import { error } from './schemas.ts'
import { givenUpAfter } from './slow-body.ts'

/** Fastify whose routes take their types from zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression<RawServerDefault>,
  RawReplyDefaultExpression<RawServerDefault>,
  FastifyBaseLogger,
  ZodTypeProvider
>
export const typed = (app: FastifyInstance): App => app.withTypeProvider<ZodTypeProvider>()

/** Guards, headers, routes and pages over a context; listens to nothing yet. */
export async function createApp(
  context: ServerContext,
  guards: GuardOptions,
  log: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const { limits, metrics } = context
  const app = fastify({
    loggerInstance: log,
    bodyLimit: limits.bodyBytes,
    routerOptions: { maxParamLength: 200 },
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.min(5000, limits.headersMs),
      // A mapping of a wide table may stand in the address.
      maxHeaderSize: 128 << 10,
    },
    // Closing does not wait for connections that are only kept open.
    forceCloseConnections: 'idle',
    clientErrorHandler,
    frameworkErrors: (error, _request, reply) => {
      const { status, body } = toHttp(error)
      void (reply as unknown as FastifyReply).code(status).send(body)
    },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerErrors(app)
  guard(app, guards)
  app.addHook('preParsing', (request, _reply, payload, done) => {
    // Files have a rule of their own.
    if (request.routeOptions.bodyLimit !== ANY_SIZE) givenUpAfter(limits.idleMs, request.raw)
    done(null, payload)
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000)
  })
  await secureHeaders(app)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: infoOf(context),
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      // Needed where the server was given a token or is reached beyond this machine.
      security: [{}, { token: [] }],
    },
    transform: withErrors,
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(async plain => uploadRoutes(plain, context))
  await app.register(async plain => {
    const routes = typed(plain)
    for (const add of [
      logRoutes,
      uploadedRoutes,
      uiLogRoutes,
      uiEditRoutes,
      uiMiningRoutes,
      uiTaskRoutes,
      uiTrainingRoutes,
      jobRoutes,
      askRoutes,
      analysisRoutes,
      modelRoutes,
      ruleRoutes,
      viewRoutes,
      mappingRoutes,
      baselineRoutes,
      tokenRoutes,
      revealRoutes,
      operationRoutes,
    ])
      add(routes, context)
  })
  await webApp(app, context.webRoot)
  await app.ready()
  return app
}

/** Every route may answer with an error; the document says so once for all. */
const withErrors: typeof jsonSchemaTransform = ({ schema, ...rest }) => {
  const response = (schema as { response?: object } | undefined)?.response
  return jsonSchemaTransform({ ...rest, schema: { ...schema, response: { ...response, default: error } } })
}

const infoOf = ({ version }: ServerContext) => ({
  title: 'Parfocal API',
  version,
  description:
    'Logs, questions, analyses, views and mappings of one Parfocal server. Instants are epoch ms, durations ms, ratios 0..1. ' +
    'Errors are `{ "error": { "code", "message", "place"?, "fix"? } }`. Changes need a JSON body, the header `x-parfocal: 1`, or our own page as origin.',
})

/** What cannot be parsed as HTTP is told so in the form of all other errors, then the connection ends. */
function clientErrorHandler(error: Error & { code?: string }, socket: import('node:net').Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const body = JSON.stringify({ error: { code: 'bad-request', message: STATUS_CODES[status] } })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
