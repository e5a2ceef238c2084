import { parentPort, workerData } from 'node:worker_threads'
import { nodePlatform } from '../base/platform.node.ts'
import { type Cancel, cancellable } from '../base/platform.ts'
import { createMemoryEngine } from '../engine/memory/memory-engine.ts'
import { openLogFolder } from '../formats/log-folder/log-folder.node.ts'
import type { Engine, Question } from '../log/engine.ts'
import type { FromAsked, ToAsked } from './asked-thread.ts'
import { failureOf } from './work.ts'

/** A log in its folder, and what it is called in questions. */
export interface LogWorkerData {
  readonly id: string
  readonly path: string
}
/** A question about the log; `open`: whether it can be opened at all. */
export interface LogAsk {
  readonly question: Exclude<Question, 'logs'> | 'open'
  readonly params: object
}

const { id: log, path } = workerData as LogWorkerData

let opening: Promise<Engine> | null = null
const engine = (): Promise<Engine> => {
  opening ??= openLogFolder(path).then(stored =>
    createMemoryEngine({ platform: nodePlatform, logs: new Map([[log, stored]]) }),
  )
  return opening
}

async function answer({ question, params }: LogAsk, cancel: Cancel): Promise<unknown> {
  const opened = await engine()
  if (question === 'open') return null
  return (opened[question] as (params: object, cancel: Cancel) => Promise<unknown>)(params, cancel)
}

const tell = (message: FromAsked, move: ArrayBuffer[] = []) => parentPort!.postMessage(message, move)
/** Questions under way: the engine rests now and then, so several advance together. */
const running = new Map<number, () => void>()

async function put(id: number, ask: LogAsk): Promise<void> {
  const { cancel, stop } = cancellable()
  running.set(id, stop)
  try {
    const bytes = new TextEncoder().encode(JSON.stringify((await answer(ask, cancel)) ?? null))
    tell({ id, bytes }, [bytes.buffer])
  } catch (error) {
    tell({ id, error: failureOf(error) })
  } finally {
    running.delete(id)
  }
}

parentPort!.on('message', (message: ToAsked<LogAsk>) => {
  if ('forget' in message) running.get(message.forget)?.()
  else void put(message.id, message.ask)
})
