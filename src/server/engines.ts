import type { Question } from '../log/engine.ts'
import { AskedThread } from './asked-thread.ts'
import type { Opening } from './library.ts'
import type { LogAsk, LogWorkerData } from './log-worker.ts'
import { signalOf } from './routes/cancelled-with.ts'
import { openWholeLog } from './whole-logs.ts'
import { Written } from './written.ts'

const FULL =
  'The log needs more memory than Node gives; start the server with NODE_OPTIONS=--max-old-space-size=8000, or filter it before it is imported.'

/** How stored logs become answers: each under the memory engine in a thread of its own, which alone reads its columns. */
export const storedLogs: Opening = {
  async open(id, path) {
    const thread = new AskedThread<LogAsk>('log-worker', { id, path } satisfies LogWorkerData, FULL)
    try {
      await thread.ask({ question: 'open', params: {} }, undefined)
    } catch (error) {
      await thread.close()
      throw error
    }
    return {
      ask: async (question, params, cancel) =>
        Written.in(await thread.ask({ question: question as Exclude<Question, 'logs'>, params }, signalOf(cancel))),
      get ended() {
        return thread.ended
      },
      close: () => thread.close(),
    }
  },
  read: path => openWholeLog(path, FULL),
}
