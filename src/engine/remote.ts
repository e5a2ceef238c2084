import { RequestError } from '../base/errors.ts'
import type { Json } from '../base/json.ts'
import { type Cancel, Cancelled } from '../base/platform.ts'
import { type Engine, type Question, questions } from '../log/engine.ts'
import { engineOver } from './proxy.ts'

/**
 * Carries a question to a Parfocal server (`POST /api/ask/<question>`, the parameters as its JSON body) and resolves to the JSON that came
 * back, whatever its status: the answer, or `{ error: { code, message } }`. Rejects where nothing came back, with
 * `Cancelled` where the request was given up because `cancel` asked for it.
 */
export type Send = (question: Question, params: Json, cancel?: Cancel) => Promise<Json>

/**
 * The engine of a server, over any transport. Its errors become those that the engine there threw: a `RequestError` with
 * its code, or `Cancelled`; all else is an Error with the server's sentence.
 */
export function remoteEngine(send: Send): Engine {
  return engineOver(async (question, params, cancel) => {
    const reply = await send(question, params as Json, cancel)
    cancel?.throwIfCancelled()
    const error = errorIn(reply)
    if (error) throw error
    return reply
  })
}

const codes = ['bad-request', 'not-found', 'refused', 'conflict'] as const

/** The error that a server told, as it was thrown there; null where the reply is an answer. */
export function errorIn(reply: Json): Error | null {
  if (typeof reply !== 'object' || reply === null || !('error' in reply)) return null
  const { code, message } = (reply.error ?? {}) as { code?: Json; message?: Json }
  const sentence = typeof message === 'string' ? message : 'The server failed to answer and did not say why.'
  if (code === 'cancelled') return new Cancelled()
  const known = codes.find(one => one === code)
  return known ? new RequestError(sentence, known) : new Error(sentence)
}

/**
 * The other end of `remoteEngine`, for doors that are no HTTP server (a worker, a pipe): the answer, or the error as it
 * travels. What is a bug tells nothing of the inside.
 */
export async function reply(engine: Engine, question: string, params: Json, cancel?: Cancel): Promise<Json> {
  try {
    const known = questions.find(one => one === question)
    if (!known) throw new RequestError(`There is no question "${question}".`, 'not-found')
    const answer = await (known === 'logs'
      ? engine.logs(cancel)
      : (engine[known] as (params: Json, cancel?: Cancel) => Promise<unknown>)(params, cancel))
    return answer as Json
  } catch (error) {
    if (error instanceof Cancelled) return { error: { code: 'cancelled', message: error.message } }
    if (error instanceof RequestError) return { error: { code: error.code, message: error.message } }
    return { error: { code: 'internal', message: 'The engine failed to answer.' } }
  }
}
