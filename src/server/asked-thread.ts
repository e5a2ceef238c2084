import { Worker } from 'node:worker_threads'
import { RequestError } from '../base/errors.ts'
import { Cancelled } from '../base/platform.ts'
import { workerArguments } from '../base/worker-entry.node.ts'
import { errorFrom, type Failure, serverWorker } from './work.ts'

/** What such a thread is sent and sends: questions by number, and which of them nobody waits for any more. */
export type ToAsked<A> = { readonly id: number; readonly ask: A } | { readonly forget: number }
export type FromAsked =
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: Failure }

interface Pending {
  resolve(bytes: Uint8Array<ArrayBuffer>): void
  reject(error: unknown): void
}

/** A worker thread that is asked questions of the type `A`, several at a time, until it is closed or fails. */
export class AskedThread<A> {
  private readonly worker: Worker
  private readonly pending = new Map<number, Pending>()
  private readonly full: string
  private asked = 0
  ended = false

  /** `entry`: the name of its code. `full`: what is told where its memory does not suffice. */
  constructor(entry: string, workerData: unknown, full: string) {
    this.full = full
    this.worker = new Worker(serverWorker(entry), { workerData, execArgv: [...workerArguments] })
    this.worker.on('message', (message: FromAsked) => {
      const pending = this.pending.get(message.id)
      if ('error' in message) pending?.reject(errorFrom(message.error))
      else pending?.resolve(message.bytes)
    })
    this.worker.on('error', error => {
      const isFull = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
      this.end(isFull ? new RequestError(this.full) : error)
    })
    this.worker.on('exit', () => this.end(new Cancelled()))
  }

  /** The answer in bytes, whatever they say. Throws what the thread threw; `Cancelled` as soon as `signal` is aborted. */
  ask(ask: A, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
    if (signal?.aborted || this.ended) return Promise.reject(new Cancelled())
    const id = this.asked++
    return new Promise((resolve, reject) => {
      const settle = () => {
        this.pending.delete(id)
        signal?.removeEventListener('abort', gone)
      }
      const gone = () => {
        settle()
        this.worker.postMessage({ forget: id } satisfies ToAsked<A>)
        reject(new Cancelled())
      }
      signal?.addEventListener('abort', gone, { once: true })
      this.pending.set(id, {
        resolve: bytes => {
          settle()
          resolve(bytes)
        },
        reject: error => {
          settle()
          reject(error)
        },
      })
      this.worker.postMessage({ id, ask } satisfies ToAsked<A>)
    })
  }

  async close(): Promise<void> {
    this.end(new Cancelled())
    await this.worker.terminate()
  }

  private end(error: unknown): void {
    this.ended = true
    for (const { reject } of [...this.pending.values()]) reject(error)
  }
}
