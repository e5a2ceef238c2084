import { RequestError } from '../base/errors.ts'
import type { LogDescription } from '../log/engine.ts'
import type { DataFolder, LogRecord } from '../store/index.ts'
import { HttpError } from './errors.ts'
import { createPlaces } from './places.ts'
import type { WholeLog } from './whole-logs.ts'
import { type Ask, Written } from './written.ts'

/** A log that is held open for questions. */
export interface OpenedLog {
  readonly ask: Ask
  /** It failed and answers nothing any more. */
  readonly ended: boolean
  close(): Promise<void>
}
export interface Opening {
  readonly open: (id: string, folder: string) => Promise<OpenedLog>
  readonly read: (folder: string) => Promise<WholeLog>
}

interface Held {
  readonly version: number
  readonly bytes: number
  readonly opened: Promise<OpenedLog>
  /** Set once it is open. */
  log: OpenedLog | null
  /** Questions under way. */
  users: number
  /** No longer in the library: the last user closes it. */
  retired: boolean
}

/** The logs that are open: opened at the first question, closed least recently asked first. */
export interface Library {
  /** A question to the logs of the folder, before the person gate. */
  readonly ask: Ask
  /**
   * Read a log as a whole, beside the one that is asked; it stays open until `work` has ended, whatever becomes of it
   * meanwhile. Waits for its turn where others are read so, until `signal` is aborted; throws 429 where too many wait.
   */
  use<T>(log: string, work: (log: WholeLog, record: LogRecord) => Promise<T>, signal: AbortSignal): Promise<T>
  /** The log was replaced or removed: questions under way end on the old version, later ones find the new. */
  forget(log: string): void
  readonly openLogs: number
  readonly openBytes: number
  close(): Promise<void>
}

/** Open logs are closed, least recently asked first, above so many bytes on disk and so many logs; those that are asked stay. */
export interface LibraryLimits {
  readonly bytes: number
  readonly logs: number
  /** Logs that are read as a whole at once, and those that may wait for it. */
  readonly wholes: number
  readonly wholesWaiting: number
}

export function createLibrary(folder: DataFolder, opening: Opening, limits: LibraryLimits): Library {
  /** Least recently used first. */
  const held = new Map<string, Held>()
  const closing = new Set<Promise<void>>()
  /** Ends of the logs that are read as a whole. */
  const reads = new Set<() => Promise<void>>()

  const letGo = (one: Held) => {
    if (!one.retired || one.users > 0) return
    const closed = one.opened.then(log => log.close()).catch(() => undefined)
    closing.add(closed)
    void closed.then(() => closing.delete(closed))
  }
  const retire = (id: string) => {
    const one = held.get(id)
    if (!one) return
    held.delete(id)
    one.retired = true
    letGo(one)
  }
  const makeRoom = (keep: string) => {
    for (const [id, one] of held) {
      if (bytesOf(held) <= limits.bytes && held.size <= limits.logs) return
      if (id !== keep && one.users === 0) retire(id)
    }
  }

  const take = (record: LogRecord & { version: number }): Held => {
    const known = held.get(record.id)
    if (known && known.version === record.version && known.log?.ended !== true) {
      held.delete(record.id)
      held.set(record.id, known)
      return known
    }
    retire(record.id)
    const one: Held = {
      version: record.version,
      bytes: record.bytes ?? 0,
      opened: opening.open(record.id, folder.versionPath(record.id, record.version)),
      log: null,
      users: 0,
      retired: false,
    }
    held.set(record.id, one)
    one.opened.then(
      log => {
        one.log = log
      },
      () => {
        if (held.get(record.id) === one) held.delete(record.id)
      },
    )
    return one
  }

  /** Replaced or deleted between the record and its files: what is there now is opened. */
  const isStale = async (error: unknown, { id, version }: LogRecord) => {
    if (error instanceof Error && (await readyLog(folder, id)).version === version) throw error
  }

  const asking = async <T>(id: string, work: (log: OpenedLog, record: LogRecord) => Promise<T>): Promise<T> => {
    const record = await readyLog(folder, id)
    const one = take(record)
    one.users++
    makeRoom(id)
    try {
      const opened = await one.opened.catch(error => error as Error)
      if (!(opened instanceof Error)) return await work(opened, record)
      await isStale(opened, record)
    } finally {
      one.users--
      letGo(one)
    }
    return asking(id, work)
  }

  const reading = async (id: string): Promise<readonly [WholeLog, LogRecord]> => {
    const record = await readyLog(folder, id)
    const read = await opening.read(folder.versionPath(id, record.version)).catch(error => error as Error)
    if (!(read instanceof Error)) return [read, record]
    await isStale(read, record)
    return reading(id)
  }
  const places = createPlaces(
    limits.wholes,
    limits.wholesWaiting,
    waiting =>
      new HttpError(429, 'too-many-exports', `${waiting} exports of logs wait already; try again when some are done.`),
  )
  const whole: Library['use'] = async (id, work, signal) => {
    const back = await places.take(signal)
    try {
      const [read, record] = await reading(id)
      const close = () => read.close()
      reads.add(close)
      try {
        return await work(read, record)
      } finally {
        reads.delete(close)
        await close()
      }
    } finally {
      back()
    }
  }

  return {
    async ask(question, params, cancel) {
      if (question === 'logs') {
        const records = await folder.store.logs.list()
        return Written.of(records.filter(({ version }) => version !== null).map(({ id, name }) => ({ id, name })))
      }
      return asking((params as { readonly log: string }).log, async (log, { name }) => {
        const answer = await log.ask(question, params, cancel)
        // The name is the store's: a log can be renamed without being written again.
        return question === 'describe' ? Written.of({ ...(answer.value as LogDescription), name }) : answer
      })
    },
    use: whole,
    forget: retire,
    get openLogs() {
      return held.size
    },
    get openBytes() {
      return bytesOf(held)
    },
    async close() {
      for (const id of [...held.keys()]) retire(id)
      await Promise.all([...closing, ...[...reads].map(end => end())])
    },
  }
}

const bytesOf = (held: ReadonlyMap<string, Held>) => [...held.values()].reduce((sum, { bytes }) => sum + bytes, 0)

/** The record of a log that can be asked; throws `RequestError` where there is none, or none yet. */
export async function readyLog(folder: DataFolder, id: string): Promise<LogRecord & { version: number }> {
  const record = await folder.store.logs.get(id)
  if (!record) throw new RequestError(`There is no log "${id.slice(0, 80)}".`, 'not-found')
  const { version } = record
  if (version !== null) return { ...record, version }
  const why =
    record.status === 'importing' ? 'is still being imported' : `was not imported (${record.error ?? record.status})`
  throw new RequestError(`The log "${record.name}" ${why}.`, 'conflict')
}
