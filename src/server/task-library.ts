import type { PeopleRule, TaskQuestion } from '../analyses/index.ts'
import { RequestError } from '../base/errors.ts'
import type { Json } from '../base/json.ts'
import { Cancelled, type ProgressReport } from '../base/platform.ts'
import type { Question } from '../log/engine.ts'
import type { DataFolder, UiLogRecord } from '../store/index.ts'
import type { SavedEdits } from '../tasks/index.ts'
import { type Mining, TaskThread } from './task-thread.ts'
import type { Put } from './task-worker.ts'

/** The UI logs that are open: each mined and asked in a worker thread of its own, closed least recently asked first. */
export interface TaskLibrary {
  /**
   * The answer as JSON text. Throws `RequestError` where there is no such UI log or none yet, `Cancelled` once `signal` is
   * aborted; mining that nobody waits for any more is ended then.
   */
  ask(question: TaskQuestion, asked: Asked, signal: AbortSignal): Promise<string>
  /** The same of a question about its routine log; `params` name it as logs are named (`routineLogId`). */
  askRoutineLog(question: Exclude<Question, 'logs'>, asked: Asked, signal: AbortSignal): Promise<string>
  /** Training data as a `Result` (JSON text), or `NO_ROUTINE`; `params` are `TrainingAsked`. */
  askTrainingData(asked: Asked, signal: AbortSignal): Promise<string>
  /** Mine it, where that is not done, for whoever asks next. */
  mine(asked: Omit<Asked, 'params' | 'rule'>, signal: AbortSignal): Promise<void>
  /** It was imported anew or removed: questions under way end on the old version, later ones find the new. */
  forget(uiLog: string): void
  /** How far it is mined; null where that is not under way. */
  mining(uiLog: string): ProgressReport | null
  readonly open: number
  close(): Promise<void>
}
export interface Asked {
  readonly uiLog: string
  readonly params: Json
  readonly rule: PeopleRule
  readonly saved: SavedEdits
}

/** Mining itself shows nobody anything. */
const unseen: PeopleRule = { minimum: Number.POSITIVE_INFINITY, shared: true }

interface Held {
  readonly version: number
  readonly thread: TaskThread
  users: number
  retired: boolean
}

/**
 * At most `most` UI logs are open; a question about a further one waits until one of them is no longer asked. `onMining`
 * hears of every mining as it begins.
 */
export function createTaskLibrary(
  folder: DataFolder,
  most: number,
  onMining: (uiLog: string, mining: Mining) => void = () => {},
): TaskLibrary {
  /** Least recently used first. */
  const held = new Map<string, Held>()
  const waiting = new Set<() => void>()
  let closed = false

  const letGo = (one: Held) => {
    if (one.users > 0) return
    if (one.retired) void one.thread.close()
    for (const wake of [...waiting]) wake()
  }
  const retire = (id: string) => {
    const one = held.get(id)
    if (!one) return
    held.delete(id)
    one.retired = true
    letGo(one)
  }
  const makeRoom = (): boolean => {
    if (held.size < most) return true
    for (const [id, one] of held) {
      if (one.users > 0) continue
      retire(id)
      return true
    }
    return false
  }
  const room = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const done = () => {
        waiting.delete(done)
        signal.removeEventListener('abort', done)
        if (signal.aborted) reject(new Cancelled())
        else resolve()
      }
      waiting.add(done)
      signal.addEventListener('abort', done)
    })

  const take = async (id: string, signal: AbortSignal): Promise<readonly [Held, UiLogRecord]> => {
    for (;;) {
      const record = await readyUiLog(folder, id)
      if (signal.aborted || closed) throw new Cancelled()
      const known = held.get(id)
      if (known && known.version === record.version && !known.thread.ended) {
        held.delete(id)
        held.set(id, known)
        known.users++
        return [known, record]
      }
      retire(id)
      if (!makeRoom()) {
        await room(signal)
        continue
      }
      const path = folder.uiLogs.path(id, record.version)
      const one = {
        version: record.version,
        thread: new TaskThread({ path, problems: record.problems }, mining => onMining(id, mining)),
        users: 1,
        retired: false,
      }
      held.set(id, one)
      return [one, record]
    }
  }

  const put = async (what: Put, { uiLog, rule, saved }: Asked, signal: AbortSignal) => {
    const [one, { name }] = await take(uiLog, signal)
    try {
      return await one.thread.ask({ put: what, rule, saved, name }, signal)
    } finally {
      one.users--
      if (one.thread.ended && held.get(uiLog) === one) held.delete(uiLog)
      letGo(one)
    }
  }

  return {
    ask: (question, asked, signal) => put({ of: 'tasks', question, params: asked.params }, asked, signal),
    askRoutineLog: (question, asked, signal) =>
      put({ of: 'routine-log', question, params: asked.params }, asked, signal),
    askTrainingData: (asked, signal) =>
      put({ of: 'training', question: 'training-data', params: asked.params }, asked, signal),
    async mine(asked, signal) {
      await put({ of: 'mining' }, { ...asked, params: null, rule: unseen }, signal)
    },
    forget: retire,
    mining: id => held.get(id)?.thread.mining?.report ?? null,
    get open() {
      return held.size
    },
    async close() {
      closed = true
      for (const wake of [...waiting]) wake()
      await Promise.all([...held.values()].map(({ thread }) => thread.close()))
    },
  }
}

/** The record of a UI log that can be asked; throws `RequestError` where there is none, or none yet. */
export async function readyUiLog(folder: DataFolder, id: string): Promise<UiLogRecord & { version: number }> {
  const record = await folder.store.uiLogs.get(id)
  if (!record) throw new RequestError('There is no such UI log.', 'not-found')
  const { version } = record
  if (version !== null) return { ...record, version }
  const why =
    record.status === 'importing' ? 'is still being imported' : `was not imported (${record.error ?? record.status})`
  throw new RequestError(`The UI log "${record.name}" ${why}.`, 'conflict')
}
