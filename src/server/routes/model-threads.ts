import type { FastifyReply } from 'fastify'
import type { ServerContext } from '../context.ts'
import { HttpError } from '../errors.ts'
import type { ModelWork } from '../model-work.ts'
import { inWorker } from '../work.ts'
import { cancelledWith, type SignalCancel } from './cancelled-with.ts'

/** Answers a request by what a thread of its own makes of some work. */
export type AnswerInThread = ReturnType<typeof modelThreads>

/** At most `limits.modelsAtOnce` at a time, 429 for a further one; each ends when whoever asked goes away. */
export function modelThreads({ closing, limits }: Pick<ServerContext, 'closing' | 'limits'>) {
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
