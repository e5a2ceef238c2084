import type { Cancel } from '../base/platform.ts'
import { type Engine, type Question, questions } from '../log/engine.ts'

/** Puts a question somewhere else and brings back its answer. `params` is what the question takes; `{}` for `logs`. */
export type Call = (question: Question, params: object, cancel?: Cancel) => Promise<unknown>

/**
 * An engine whose answers come through one function: a worker, a process, a server, or a wrapper that measures or
 * remembers. The function answers for the shapes; errors pass as they are. A question that is cancelled before it is put is not put.
 */
export function engineOver(call: Call): Engine {
  const ask = async (question: Question, params: object, cancel: Cancel | undefined) => {
    cancel?.throwIfCancelled()
    return call(question, params, cancel)
  }
  const engine: { [question: string]: (...args: never[]) => Promise<unknown> } = {}
  for (const question of questions)
    engine[question] =
      question === 'logs'
        ? (cancel?: Cancel) => ask(question, {}, cancel)
        : (params: object, cancel?: Cancel) => ask(question, params, cancel)
  return engine as unknown as Engine
}
