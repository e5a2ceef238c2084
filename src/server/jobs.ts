import { RequestError } from '../base/errors.ts'
import { Cancelled, type ProgressReport } from '../base/platform.ts'
import type { JobKind, JobRecord, Store } from '../store/index.ts'
import { HttpError, toHttp } from './errors.ts'

/** A job as it is shown: what is remembered, and how far it has come. */
export interface Job extends JobRecord {
  readonly progress: ProgressReport | null
}

/** What the work of a job is given. */
export interface JobControl {
  readonly progress: (report: ProgressReport) => void
  /** Aborted when somebody cancels the job or the server closes. */
  readonly signal: AbortSignal
}

/** Why jobs end when the server closes: they are marked interrupted, not cancelled by somebody. */
export class Closing extends Cancelled {}

interface Live {
  job: Job
  readonly abort: AbortController
  readonly listeners: Set<(job: Job) => void>
  readonly ended: Promise<unknown>
}

export interface Jobs {
  /** Queue work; it starts when there is room. Throws 429 where too many wait. `work` must clean up after itself. */
  start(kind: JobKind, log: string, work: (control: JobControl) => Promise<void>): Promise<Job>
  /** Work that begins at once, beside the queue; no other rule of it counts. */
  beside(kind: JobKind, log: string, work: (control: JobControl) => Promise<void>): Promise<Job>
  get(id: string): Promise<Job | null>
  /** One of this kind and log that has not ended; null where there is none. */
  underWay(kind: JobKind, log: string): Job | null
  list(limit?: number): Promise<readonly Job[]>
  /** Resolves when the job has ended. False where it had ended before. */
  cancel(id: string): Promise<boolean>
  /** All of a log, or those of a kind. */
  cancelOf(log: string, kind?: JobKind): Promise<void>
  /** Told at once and at every change, until it has ended. Returns how to stop listening; null where it is not under way. */
  listen(id: string, listener: (job: Job) => void): (() => void) | null
  /** Resolves when the job has ended, with what it failed of; null where it did not, or had ended before. */
  ended(id: string): Promise<unknown>
  readonly running: number
  readonly waiting: number
  close(): Promise<void>
}

/**
 * A queue of long work: so many at once, one a log, so many waiting. What becomes of each is remembered in the store.
 * `onFailure` hears of every failed one, for the server's log.
 */
export function createJobs(
  store: Store,
  atOnce: number,
  mayWait: number,
  onFailure: (job: Job, error: unknown) => void,
): Jobs {
  const live = new Map<string, Live>()
  const queue: { readonly id: string; readonly run: () => Promise<void> }[] = []
  const busy = new Set<string>()
  /** Jobs that are written down now, to be queued then. */
  let coming = 0
  let closed = false

  const change = async (id: string, part: Partial<Job>) => {
    const one = live.get(id)
    if (!one) return
    one.job = { ...one.job, ...part }
    const { progress: _, ...remembered } = part
    if (Object.keys(remembered).length > 0) await store.jobs.change(id, remembered)
    for (const listener of one.listeners) listener(one.job)
  }

  const next = () => {
    while (busy.size < atOnce) {
      const logs = new Set([...busy].map(id => live.get(id)?.job.log))
      const at = queue.findIndex(({ id }) => !logs.has(live.get(id)?.job.log))
      if (at < 0) return
      const [{ id, run }] = queue.splice(at, 1) as [(typeof queue)[number]]
      busy.add(id)
      void run().finally(() => {
        busy.delete(id)
        live.delete(id)
        next()
      })
    }
  }

  const stop = async (id: string, one: Live, reason: Cancelled) => {
    one.abort.abort(reason)
    // One that waits has nothing to stop: it takes its turn now, to end at once.
    const at = queue.findIndex(waiting => waiting.id === id)
    if (at >= 0) {
      const [{ run }] = queue.splice(at, 1) as [(typeof queue)[number]]
      await run()
      live.delete(id)
    }
    await one.ended
  }

  /** The record of a job that is under way from here on, and its work, which ends it. */
  const made = async (kind: JobKind, log: string, work: (control: JobControl) => Promise<void>) => {
    if (closed) throw new HttpError(503, 'closing', 'The server is shutting down.')
    const record = await store.jobs.add({ kind, log })
    const abort = new AbortController()
    let end: (failure: unknown) => void = () => {}
    const ended = new Promise<unknown>(resolve => {
      end = resolve
    })
    live.set(record.id, { job: { ...record, progress: null }, abort, listeners: new Set(), ended })
    const progress = (report: ProgressReport) => void change(record.id, { progress: report })
    const run = async () => {
      let failure: unknown = null
      try {
        abort.signal.throwIfAborted()
        await change(record.id, { status: 'running', started: Date.now() })
        await work({ progress, signal: abort.signal })
        await change(record.id, { status: 'done', ended: Date.now() })
      } catch (error) {
        const stopped = abort.signal.aborted || error instanceof Cancelled
        const failed = live.get(record.id)?.job
        if (!stopped) failure = error
        if (!stopped && failed) onFailure(failed, error)
        const text = stopped ? null : toHttp(error).body.error.message
        const status = !stopped ? 'failed' : abort.signal.reason instanceof Closing ? 'interrupted' : 'cancelled'
        await change(record.id, { status, ended: Date.now(), error: text }).catch(() => undefined)
      } finally {
        end(failure)
      }
    }
    // Closed while it was written down: it ends as those that were there.
    if (closed) abort.abort(new Closing())
    return { record, run, now: () => live.get(record.id)?.job ?? { ...record, progress: null } }
  }

  const jobs: Jobs = {
    async start(kind, log, work) {
      const waiting = queue.length + coming
      if (waiting >= mayWait)
        throw new HttpError(429, 'too-many-jobs', `${waiting} imports wait already; try again when some are done.`)
      coming++
      const { record, run, now } = await made(kind, log, work).finally(() => coming--)
      queue.push({ id: record.id, run })
      next()
      return now()
    },
    async beside(kind, log, work) {
      const { record, run, now } = await made(kind, log, work)
      void run().finally(() => live.delete(record.id))
      return now()
    },
    underWay: (kind, log) => [...live.values()].find(({ job }) => job.kind === kind && job.log === log)?.job ?? null,
    async get(id) {
      const job = live.get(id)?.job
      if (job) return job
      const record = await store.jobs.get(id)
      return record && { ...record, progress: null }
    },
    async list(limit) {
      const records = await store.jobs.list(limit)
      return records.map(record => live.get(record.id)?.job ?? { ...record, progress: null })
    },
    async cancel(id) {
      const one = live.get(id)
      if (one) {
        await stop(id, one, new Cancelled())
        return true
      }
      if (await store.jobs.get(id)) return false
      throw new RequestError('There is no such job.', 'not-found')
    },
    async cancelOf(log, kind) {
      const of = [...live.values()].map(({ job }) => job).filter(job => job.log === log)
      const ids = of.filter(job => kind === undefined || job.kind === kind).map(({ id }) => id)
      await Promise.all(ids.map(id => jobs.cancel(id)))
    },
    listen(id, listener) {
      const one = live.get(id)
      if (!one) return null
      one.listeners.add(listener)
      listener(one.job)
      return () => one.listeners.delete(listener)
    },
    ended: async id => (await live.get(id)?.ended) ?? null,
    get running() {
      return live.size - queue.length
    },
    get waiting() {
      return queue.length
    },
    async close() {
      closed = true
      await Promise.all([...live].map(([id, one]) => stop(id, one, new Closing())))
    },
  }
  return jobs
}
