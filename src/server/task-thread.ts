import { Worker } from 'node:worker_threads'
import { RequestError } from '../base/errors.ts'
import { Cancelled, type ProgressReport } from '../base/platform.ts'
import { workerArguments } from '../base/worker-entry.node.ts'
import { HttpError } from './errors.ts'
import type { FromTaskWorker, TaskAsk, TaskWorkerData } from './task-worker.ts'
import { errorFrom, OUT_OF_MEMORY, serverWorker } from './work.ts'

/** Mining that is under way, from its begin to its end. */
export interface Mining {
  /** How far it is (`done` of 1). */
  readonly report: ProgressReport
  /** Told at once and at every step. */
  listen(listener: (report: ProgressReport) => void): void
  /** Resolves when it is done; rejects with what it failed of, or with `Cancelled`. */
  readonly ended: Promise<void>
  /** End it now: those who wait for it are told, and whoever asks next begins it anew. */
  cancel(): Promise<void>
}

interface Pending {
  resolve(json: string): void
  reject(error: unknown): void
}

/** One UI log in its worker thread, which mines it and answers questions about it. */
export class TaskThread {
  private readonly worker: Worker
  private readonly onMining: (mining: Mining) => void
  private readonly pending = new Map<number, Pending>()
  private asked = 0
  /** Whether it was mined, and nothing is under way. */
  private idle = false
  /** null where it is not under way. */
  mining: UnderWay | null = null
  ended = false

  constructor(data: TaskWorkerData, onMining: (mining: Mining) => void) {
    this.onMining = onMining
    this.worker = new Worker(serverWorker('task-worker'), { workerData: data, execArgv: [...workerArguments] })
    this.worker.on('message', (message: FromTaskWorker) => this.hear(message))
    this.worker.on('error', error => {
      const full = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
      this.end(full ? new RequestError(OUT_OF_MEMORY) : error)
    })
    this.worker.on('exit', () => this.end(new Cancelled()))
  }

  ask(ask: Omit<TaskAsk, 'id'>, signal: AbortSignal): Promise<string> {
    if (signal.aborted || this.ended) return Promise.reject(new Cancelled())
    const id = this.asked++
    return new Promise<string>((resolve, reject) => {
      const gone = () => {
        this.pending.delete(id)
        reject(new Cancelled())
        if (this.pending.size === 0 && !this.idle) void this.close()
        else this.worker.postMessage({ forget: id })
      }
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          this.pending.delete(id)
          signal.removeEventListener('abort', gone)
          settle(value)
        }
      signal.addEventListener('abort', gone, { once: true })
      this.pending.set(id, { resolve: settled(resolve), reject: settled(reject) })
      this.worker.postMessage({ ...ask, id } satisfies TaskAsk)
    })
  }

  async close(because: Error = new Cancelled()): Promise<void> {
    this.end(because)
    await this.worker.terminate()
  }

  private hear(message: FromTaskWorker): void {
    if (message.kind === 'mining') this.further(message.report)
    else if (message.kind === 'mined') {
      this.idle = true
      this.over(message.error === null ? null : errorFrom(message.error))
    } else if (message.kind === 'answer') this.pending.get(message.id)?.resolve(message.json)
    else this.pending.get(message.id)?.reject(errorFrom(message.error))
  }

  private further(report: ProgressReport): void {
    // What was sent before the end is heard behind it.
    if (this.ended) return
    this.idle = false
    if (this.mining) this.mining.tell(report)
    else {
      this.mining = new UnderWay(report, () => this.close(stopped()))
      this.onMining(this.mining)
    }
  }

  private over(error: unknown): void {
    this.mining?.settle(error)
    this.mining = null
  }

  private end(error: unknown): void {
    this.ended = true
    this.over(error instanceof HttpError ? new Cancelled() : error)
    for (const { reject } of [...this.pending.values()]) reject(error)
  }
}

const stopped = () => new HttpError(409, 'cancelled', 'The mining of this UI log was cancelled.')

class UnderWay implements Mining {
  private readonly listeners: ((report: ProgressReport) => void)[] = []
  report: ProgressReport
  readonly cancel: () => Promise<void>
  readonly ended: Promise<void>
  settle: (error: unknown) => void = () => {}

  constructor(report: ProgressReport, cancel: () => Promise<void>) {
    this.report = report
    this.cancel = cancel
    this.ended = new Promise((resolve, reject) => {
      this.settle = error => (error === null ? resolve() : reject(error))
    })
    // Nobody need follow it.
    this.ended.catch(() => undefined)
  }

  listen(listener: (report: ProgressReport) => void): void {
    this.listeners.push(listener)
    listener(this.report)
  }

  tell(report: ProgressReport): void {
    this.report = report
    for (const listener of this.listeners) listener(report)
  }
}
