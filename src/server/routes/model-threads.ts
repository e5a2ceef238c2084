import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import { HttpError } from '../errors.ts'
import type { ModelWork } from '../model-work.ts'
import { inWorker } from '../work.ts'
import type { Ask as Put } from '../written.ts'
import { cancelledWith, type SignalCancel } from './cancelled-with.ts'

/** At most `limits.modelsAtOnce` at a time, 429 for a further one; each ends when whoever asked goes away. */
function modelThreads({ closing, limits }: Pick<ServerContext, 'closing' | 'limits'>) {
  let running = 0
  return async (reply: FastifyReply, workOf: (cancel: SignalCancel) => Promise<ModelWork['work']>) => {
    if (running >= limits.modelsAtOnce)
      throw new HttpError(
        429,
        'too-many-models',
        `${running} models are worked on already; try again when one is done.`,
      )
    running++
    const { cancel, signal, stop } = cancelledWith(reply, closing)
    try {
      const text = await inWorker({ kind: 'model', work: await workOf(cancel) }, signal)
      return reply.type('application/json; charset=utf-8').send(text)
    } finally {
      running--
      stop()
    }
  }
}

export type PostModels = ReturnType<typeof postModels>

/** Gives a way to add routes below `/api/models`: each makes some work of what was asked, and a thread of its own answers it. */
export function postModels(app: App, context: Pick<ServerContext, 'gate' | 'closing' | 'limits'>) {
  const answerInThread = modelThreads(context)
  return <Body extends z.ZodType>(
    path: string,
    { summary, body, answer }: { readonly summary: string; readonly body: Body; readonly answer: z.ZodType },
    workOf: (body: z.output<Body>, put: Put, cancel: SignalCancel) => Promise<ModelWork['work']>,
  ): void => {
    const schema = { tags: ['models'], summary, body: body as z.ZodType, response: { 200: answer } }
    // answers come as the text of their JSON from the thread that made them
    const serializerCompiler = () => (text: unknown) => text as string
    app.post(
      `/api/models/${path}`,
      { config: { asks: true }, schema, serializerCompiler },
      ({ body, principal }, reply) =>
        answerInThread(reply, cancel => workOf(body as z.output<Body>, context.gate.askFor(principal), cancel)),
    )
  }
}
