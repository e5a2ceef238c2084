import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { nodeOutputs as outputs } from '../../actions/index.node.ts'
import { NO_ROUTINE, type TaskQuestion, tasksOver } from '../../analyses/index.ts'
import { RequestError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import { assumptionsFrom } from '../../tasks/index.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import { HttpError } from '../errors.ts'
import * as schemas from '../schemas.ts'
import { uiAnswerSchemas } from '../ui-answer-schemas.ts'
import { assumptions, candidateEdits, routineId, savedEditsFrom } from '../ui-edits.ts'
import { cancelledWith } from './cancelled-with.ts'
import { sendOutput, sentAs } from './send-output.ts'

const tags = ['ui-logs']
const routineParams = z.object({ id: schemas.id, routine: routineId })
/** Events of one page. */
const MOST_EVENTS = 10_000

/** The questions about a UI log, behind the person gate: what `remoteTasks` asks. */
export function uiTaskRoutes(app: App, context: ServerContext): void {
  const { tasks, gate, folder, closing } = context
  const { store } = folder
  const asking = async (request: FastifyRequest, id: string, signal: AbortSignal) => {
    const saved = savedEditsFrom(await store.uiLogs.edits(id))
    const rule = gate.peopleRule(request.principal)
    const ask = (question: TaskQuestion, params: Json) =>
      tasks.ask(question, { uiLog: id, params, rule, saved }, signal)
    return { edits: saved.edits, ask }
  }
  type Asking = Awaited<ReturnType<typeof asking>>
  /** The JSON text goes out as it came from the thread that made it. */
  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    put: (asking: Asking) => Promise<string>,
  ) => {
    const { signal, stop } = cancelledWith(reply, closing)
    try {
      const text = await put(await asking(request, id, signal))
      if (text === 'null') throw noRoutine()
      return reply.type('application/json; charset=utf-8').send(text)
    } finally {
      stop()
    }
  }
  const summaries = {
    recordings: 'What came in: recordings, applications, classes of values, and what was odd',
    routines: 'The routines, most runs first',
    friction: 'Where user interfaces make work difficult, and what that costs',
    applied: 'What became of the edits: rejected routines, and edits of routines that are not there any more',
  } as const
  for (const question of ['recordings', 'routines', 'friction', 'applied'] as const)
    app.get(
      `/api/ui-logs/:id/${question === 'applied' ? 'edits/applied' : question}`,
      {
        schema: {
          tags,
          summary: summaries[question],
          params: schemas.idParams,
          response: { 200: uiAnswerSchemas[question] as z.ZodType },
        },
      },
      (request, reply) => send(request, reply, request.params.id, ({ ask }) => ask(question, {})),
    )
  app.get(
    '/api/ui-logs/:id/events',
    {
      schema: {
        tags,
        summary: 'Events in the order of the log, masked, without the person',
        params: schemas.idParams,
        querystring: z.strictObject({
          from: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(MOST_EVENTS).default(100),
        }),
        response: { 200: uiAnswerSchemas.events as z.ZodType },
      },
    },
    (request, reply) =>
      send(request, reply, request.params.id, ({ ask }) => ask('events', request.query as unknown as Json)),
  )
  for (const [path, question, summary] of [
    ['', 'routine', 'One routine: its steps, variants, and examples where they may be shown'],
    ['/procedure', 'procedure', 'A routine as something that can be done again: what outputs are made of'],
  ] as const)
    app.get(
      `/api/ui-logs/:id/routines/:routine${path}`,
      {
        schema: { tags, summary, params: routineParams, response: { 200: uiAnswerSchemas[question] as z.ZodType } },
      },
      (request, reply) =>
        send(request, reply, request.params.id, ({ ask }) => ask(question, { id: request.params.routine })),
    )
  app.post(
    '/api/ui-logs/:id/candidates',
    {
      config: { asks: true },
      schema: {
        tags,
        summary: 'Routines worth automating, with everything that their scores are made of',
        params: schemas.idParams,
        body: z.strictObject({
          assumptions: assumptions.optional().describe('absent: the saved ones'),
          edits: candidateEdits.optional().describe('absent: the saved ones'),
        }),
        response: { 200: uiAnswerSchemas.candidates as z.ZodType },
      },
    },
    (request, reply) =>
      send(request, reply, request.params.id, ({ ask, edits: saved }) => {
        const { assumptions, edits } = request.body
        const given = {
          assumptions: assumptionsFrom(assumptions ?? saved.assumptions),
          edits: edits ?? saved.candidates,
        }
        return ask('candidates', given as unknown as Json)
      }),
  )
  app.get(
    '/api/ui-logs/:id/outputs',
    {
      schema: {
        tags,
        summary: 'What a routine can become',
        params: schemas.idParams,
        response: {
          200: z.array(
            z.object({ id: z.string(), title: z.string(), state: z.enum(['runs', 'skeleton', 'document']) }),
          ),
        },
      },
    },
    async ({ params }) => {
      if (!(await store.uiLogs.get(params.id))) throw new RequestError('There is no such UI log.', 'not-found')
      return outputs.map(({ id, title, state }) => ({ id, title, state }))
    },
  )
  app.get(
    '/api/ui-logs/:id/outputs/:kind',
    {
      schema: {
        tags,
        summary: `An output of a routine (${outputs.map(({ id }) => id).join(', ')}): its file, or a zip of its files with TO-DO.md; x-parfocal-to-do counts what is left to do. As json: { files: [{ path, encoding, content }], toDo }`,
        params: z.object({ id: schemas.id, kind: z.string().max(60) }),
        querystring: z.strictObject({
          routine: routineId.optional().describe('absent: the one with most instances'),
          as: sentAs,
        }),
      },
    },
    async (request, reply) => {
      const { params, query, principal } = request
      const output = outputs.find(({ id }) => id === params.kind)
      if (!output)
        throw new RequestError(
          `There is no output "${params.kind}". There are: ${outputs.map(({ id }) => id).join(', ')}.`,
          'not-found',
        )
      const { signal, stop } = cancelledWith(reply, closing)
      try {
        const { ask } = await asking(request, params.id, signal)
        const engine = tasksOver(async (question, given) => JSON.parse(await ask(question, given)) as Json)
        const id = query.routine ?? (await engine.routines())[0]?.id
        const procedure = id === undefined ? null : await engine.procedure(id)
        if (!procedure) throw noRoutine()
        const made = await output.make(procedure)
        const detail = { output: output.id, routine: procedure.id }
        await store.audit.add({ principal: principal.id, action: 'ui-log.output', subject: params.id, detail })
        reply.header('x-parfocal-to-do', made.toDo.length)
        return sendOutput(reply, made, `${procedure.name}-${output.id}`, query.as)
      } finally {
        stop()
      }
    },
  )
}

/** The answer of whoever asks for a routine that is not there. */
export const noRoutine = () => new HttpError(404, NO_ROUTINE, 'There is no such routine in this UI log.')
