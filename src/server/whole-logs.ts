import { Readable } from 'node:stream'
import { AskedThread } from './asked-thread.ts'
import type { ExportAsked, ExportBegun, WholeLogAsk, WholeLogWorkerData } from './whole-log-worker.ts'

/** A log that is read as a whole, in a thread of its own that reads nothing else. */
export interface WholeLog {
  fingerprint(signal: AbortSignal): Promise<string>
  /** What the file will lack, and its bytes: each piece is made when the one before it was taken. Once a log. */
  exported(asked: ExportAsked, signal: AbortSignal): Promise<ExportBegun & { readonly bytes: Readable }>
  /** Ends the thread, whatever it does. */
  close(): Promise<void>
}

export async function openWholeLog(path: string, full: string): Promise<WholeLog> {
  const thread = new AskedThread<WholeLogAsk>('whole-log-worker', { path } satisfies WholeLogWorkerData, full)
  const read = async <T>(ask: WholeLogAsk, signal?: AbortSignal): Promise<T> =>
    JSON.parse(new TextDecoder().decode(await thread.ask(ask, signal))) as T
  try {
    await read({ kind: 'open' })
  } catch (error) {
    await thread.close()
    throw error
  }
  return {
    fingerprint: signal => read({ kind: 'fingerprint' }, signal),
    async exported(asked, signal) {
      const begun = await read<ExportBegun>({ kind: 'export', ...asked }, signal)
      return { ...begun, bytes: Readable.from(pieces(thread), { objectMode: false, highWaterMark: 1 }) }
    },
    close: () => thread.close(),
  }
}

/** One piece is made while the one before it is sent, and no further one. */
async function* pieces(thread: AskedThread<WholeLogAsk>): AsyncGenerator<Uint8Array> {
  const more = () => {
    const next = thread.ask({ kind: 'more' }, undefined)
    // Whoever asked may have gone before it is looked at.
    next.catch(() => undefined)
    return next
  }
  for (let next = more(); ; ) {
    const piece = await next
    if (piece.length === 0) return
    next = more()
    yield piece
  }
}
