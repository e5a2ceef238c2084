import { Worker } from 'node:worker_threads'
import { RequestError } from '../base/errors.ts'
import { Cancelled } from '../base/platform.ts'
import { workerArguments } from '../base/worker-entry.node.ts'
import type { Question } from '../log/engine.ts'
import type { AnalysisWork, FromAnalysis, ToAnalysis } from './analysis-worker.ts'
import { HttpError } from './errors.ts'
import { errorFrom, failureOf, serverWorker } from './work.ts'
import { type Ask, Written } from './written.ts'

/** How far an analysis is: it waits behind others, asks the log its `asked`th question, or thinks about what it was told. */
export type AnalysisProgress =
  | { readonly state: 'waiting'; readonly ahead: number }
  | { readonly state: 'running'; readonly asked: number; readonly question: Question | null }

export interface AnalysisOptions {
  /** Its questions, as whoever asks may put them. */
  readonly ask: Ask
  readonly signal: AbortSignal
  readonly progress?: (report: AnalysisProgress) => void
}

/** Analyses, each in a worker thread: so many at once, the next ones in a queue. */
export interface AnalysisThreads {
  /** Throws what the analysis threw, `Cancelled` as soon as `signal` is aborted, `HttpError` (429) where the queue is full. */
  answer(work: AnalysisWork, options: AnalysisOptions): Promise<Written>
  readonly running: number
  readonly waiting: number
  close(): Promise<void>
}

export interface AnalysisLimits {
  readonly atOnce: number
  readonly waiting: number
  /** How long a cancelled analysis may go on before its thread is ended from outside, in ms. */
  readonly patience?: number
  /** How long a thread without work is kept for the next, in ms. */
  readonly idle?: number
  /** The code of the threads. */
  readonly entry?: URL
}

interface Waiter {
  readonly start: () => void
  readonly tell: (ahead: number) => void
}

export function createAnalysisThreads(limits: AnalysisLimits): AnalysisThreads {
  const { patience = 3000, idle = 600_000, entry = serverWorker('analysis-worker') } = limits
  const queue: Waiter[] = []
  const free: AnalysisThread[] = []
  const all = new Set<AnalysisThread>()
  let running = 0
  let closed = false

  const tellAhead = () => {
    for (const [ahead, { tell }] of queue.entries()) tell(ahead)
  }
  const next = () => {
    running--
    queue.shift()?.start()
    tellAhead()
  }
  /** A place among those that run; the caller gives it back with `next`. */
  const place = ({ signal, progress }: AnalysisOptions): Promise<void> => {
    if (running < limits.atOnce) {
      running++
      return Promise.resolve()
    }
    if (queue.length >= limits.waiting)
      throw new HttpError(
        429,
        'too-many-analyses',
        `${queue.length} analyses wait already; try again when some are done.`,
      )
    return new Promise((resolve, reject) => {
      const tell = (ahead: number) => progress?.({ state: 'waiting', ahead })
      const gone = () => {
        queue.splice(queue.indexOf(waiter), 1)
        tellAhead()
        reject(new Cancelled())
      }
      const start = () => {
        signal.removeEventListener('abort', gone)
        running++
        resolve()
      }
      const waiter = { start, tell }
      signal.addEventListener('abort', gone, { once: true })
      queue.push(waiter)
      tell(queue.length - 1)
    })
  }
  const take = (): AnalysisThread => {
    for (let thread = free.pop(); thread; thread = free.pop()) if (!thread.ended) return thread
    const made = new AnalysisThread(entry)
    all.add(made)
    return made
  }
  const giveBack = (thread: AnalysisThread) => {
    if (thread.ended || closed) {
      all.delete(thread)
      void thread.close()
      return
    }
    free.push(thread)
    thread.idle = setTimeout(() => {
      const at = free.indexOf(thread)
      if (at >= 0) free.splice(at, 1)
      all.delete(thread)
      void thread.close()
    }, idle)
    thread.idle.unref()
  }

  return {
    async answer(work, options) {
      if (options.signal.aborted || closed) throw new Cancelled()
      await place(options)
      const thread = take()
      clearTimeout(thread.idle)
      const { answer, ended } = thread.run(work, options, patience)
      // Whoever went away is answered at once; the place is free when the thread has noticed.
      void ended.then(() => {
        giveBack(thread)
        next()
      })
      return answer
    },
    get running() {
      return running
    },
    get waiting() {
      return queue.length
    },
    async close() {
      closed = true
      await Promise.all([...all].map(thread => thread.close()))
    },
  }
}

const FULL =
  'The analysis needs more memory than Node gives: ask about fewer cases by a filter, or start the server with NODE_OPTIONS=--max-old-space-size=8000.'

/** One thread; it runs one analysis at a time. */
class AnalysisThread {
  private readonly worker: Worker
  private hear: (message: FromAnalysis) => void = () => {}
  private fail: (error: unknown) => void = () => {}
  ended = false
  idle: NodeJS.Timeout | undefined

  constructor(entry: URL) {
    this.worker = new Worker(entry, { execArgv: [...workerArguments] })
    this.worker.on('message', (message: FromAnalysis) => this.hear(message))
    this.worker.on('error', error => {
      const full = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
      this.end(full ? new RequestError(FULL) : error)
    })
    this.worker.on('exit', () => this.end(new Cancelled()))
    // One that only waits for work does not keep the program from ending.
    this.worker.unref()
  }

  /** `answer` rejects as soon as `signal` is aborted; `ended` resolves, never rejects, when the thread is free or over. */
  run(
    work: AnalysisWork,
    { ask, signal, progress }: AnalysisOptions,
    patience: number,
  ): { readonly answer: Promise<Written>; readonly ended: Promise<void> } {
    // Shared, because a message would not be read while the thread is busy.
    const flag = new Int32Array(new SharedArrayBuffer(4))
    let asked = 0
    let impatient: NodeJS.Timeout | undefined
    const report = (question: Question | null) => {
      if (!signal.aborted) progress?.({ state: 'running', asked, question })
    }
    const over = new Promise<Written>((resolve, reject) => {
      this.fail = reject
      this.hear = message => {
        if ('done' in message) resolve(Written.in(message.done))
        else if ('failed' in message) reject(errorFrom(message.failed))
        else {
          asked++
          report(message.question)
          void this.reply(message.id, ask(message.question, message.params)).then(() => report(null))
        }
      }
    })
    const gone = () => {
      Atomics.store(flag, 0, 1)
      impatient = setTimeout(() => void this.close(), patience)
    }
    signal.addEventListener('abort', gone, { once: true })
    const ended = over
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        clearTimeout(impatient)
        signal.removeEventListener('abort', gone)
        this.hear = () => {}
        this.fail = () => {}
      })
    report(null)
    this.worker.postMessage({ work, flag } satisfies ToAnalysis)
    if (signal.aborted) gone()
    const answer = Promise.race([over, aborted(signal)])
    return { answer, ended }
  }

  async close(): Promise<void> {
    clearTimeout(this.idle)
    this.end(new Cancelled())
    await this.worker.terminate()
  }

  private async reply(id: number, answer: Promise<Written>): Promise<void> {
    try {
      // Copied, not moved: the answer may be wanted elsewhere too.
      this.worker.postMessage({ id, json: (await answer).bytes } satisfies ToAnalysis)
    } catch (error) {
      this.worker.postMessage({ id, error: failureOf(error) } satisfies ToAnalysis)
    }
  }

  private end(error: unknown): void {
    this.ended = true
    this.fail(error)
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Cancelled()), { once: true })
  })
