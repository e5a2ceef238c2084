import { RequestError } from '../base/errors.ts'
import type { Cancel } from '../base/platform.ts'
import { type Engine, type Question, questions } from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Problem } from '../log/problems.ts'
import type { DataFolder, LogRecord } from '../store/index.ts'

/** A log as it was opened from its folder. */
export interface OpenedLog {
  readonly log: EventLog
  readonly problems: readonly Problem[]
  close(): void
}
export interface Opening {
  readonly open: (folder: string) => Promise<OpenedLog>
  /** An engine over one log. */
  readonly engine: (id: string, name: string, opened: OpenedLog) => Engine
}

interface Held {
  readonly version: number
  readonly bytes: number
  readonly opened: Promise<{ readonly engine: Engine; readonly log: OpenedLog }>
  /** Questions under way. */
  users: number
  /** No longer in the library: the last user closes it. */
  retired: boolean
}

/** The logs that are open: opened at the first question, closed least recently asked first. */
export interface Library {
  /** All logs of the folder as one engine, before the person gate. */
  readonly engine: Engine
  /** Use an open log; it stays open until `work` has ended, whatever becomes of it meanwhile. */
  use<T>(log: string, work: (opened: OpenedLog, record: LogRecord) => Promise<T>): Promise<T>
  /** The log was replaced or removed: questions under way end on the old version, later ones find the new. */
  forget(log: string): void
  readonly openLogs: number
  readonly openBytes: number
  close(): void
}

export function createLibrary(folder: DataFolder, opening: Opening, limitBytes: number): Library {
  /** Least recently used first. */
  const held = new Map<string, Held>()

  const letGo = (one: Held) => {
    if (one.retired && one.users === 0) one.opened.then(({ log }) => log.close()).catch(() => undefined)
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
      if (bytesOf(held) <= limitBytes) return
      if (id !== keep && one.users === 0) retire(id)
    }
  }

  const take = (record: LogRecord & { version: number }): Held => {
    const known = held.get(record.id)
    if (known?.version === record.version) {
      held.delete(record.id)
      held.set(record.id, known)
      return known
    }
    retire(record.id)
    const opened = opening
      .open(folder.versionPath(record.id, record.version))
      .then(log => ({ log, engine: opening.engine(record.id, record.name, log) }))
    const one: Held = { version: record.version, bytes: record.bytes ?? 0, opened, users: 0, retired: false }
    held.set(record.id, one)
    opened.catch(() => {
      if (held.get(record.id) === one) held.delete(record.id)
    })
    return one
  }

  const using = async <T>(
    id: string,
    work: (held: Awaited<Held['opened']>, record: LogRecord) => Promise<T>,
  ): Promise<T> => {
    const record = await readyLog(folder, id)
    const one = take(record)
    one.users++
    makeRoom(id)
    try {
      const opened = await one.opened.catch(error => error as Error)
      if (!(opened instanceof Error)) return await work(opened, record)
      // Replaced or deleted between the record and its files: what is there now is asked.
      if ((await readyLog(folder, id)).version === record.version) throw opened
    } finally {
      one.users--
      letGo(one)
    }
    return using(id, work)
  }

  return {
    engine: routed(folder, (id, ask) => using(id, ({ engine }, { name }) => ask(engine, name))),
    use: (id, work) => using(id, ({ log }, record) => work(log, record)),
    forget: retire,
    get openLogs() {
      return held.size
    },
    get openBytes() {
      return bytesOf(held)
    },
    close() {
      for (const id of [...held.keys()]) retire(id)
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

type UseEngine = <T>(log: string, ask: (engine: Engine, name: string) => Promise<T>) => Promise<T>

/** One engine that sends each question to the engine of the log it names. */
function routed(folder: DataFolder, withEngine: UseEngine): Engine {
  const toLog =
    (question: Exclude<Question, 'logs' | 'describe'>) => (params: { readonly log: string }, cancel?: Cancel) =>
      withEngine(params.log, engine =>
        (engine[question] as (params: unknown, cancel?: Cancel) => Promise<unknown>)(params, cancel),
      )
  const rest = Object.fromEntries(
    questions
      .filter(question => question !== 'logs' && question !== 'describe')
      .map(question => [question, toLog(question)]),
  ) as unknown as Omit<Engine, 'logs' | 'describe'>
  return {
    ...rest,
    async logs() {
      const records = await folder.store.logs.list()
      return records.filter(({ version }) => version !== null).map(({ id, name }) => ({ id, name }))
    },
    // The name is the store's: a log can be renamed without being written again.
    describe: (params, cancel) =>
      withEngine(params.log, async (engine, name) => ({ ...(await engine.describe(params, cancel)), name })),
  }
}
