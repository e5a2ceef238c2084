import { parentPort, workerData } from 'node:worker_threads'
import { type Purpose, trainingData } from '../actions/index.ts'
import {
  answerTask,
  EditableTasks,
  type EditedTasks,
  memoryTasks,
  NO_ROUTINE,
  type PeopleRule,
  releasedRoutines,
  routineLog,
  type TaskQuestion,
} from '../analyses/index.ts'
import type { Json } from '../base/json.ts'
import { nodePlatform } from '../base/platform.node.ts'
import { type Cancel, cancellable, type ProgressReport } from '../base/platform.ts'
import { createMemoryEngine, type MemoryEngine } from '../engine/index.ts'
import { openUiLogFolder } from '../formats/index.node.ts'
import type { Engine, Question } from '../log/engine.ts'
import type { Problem } from '../log/problems.ts'
import type { SavedEdits } from '../tasks/index.ts'
import { type Failure, failureOf } from './work.ts'

export interface TaskWorkerData {
  /** Folder of the UI log. */
  readonly path: string
  readonly problems: readonly Problem[]
}
/** What training data is made for; `routine`: of it alone. */
export interface TrainingAsked {
  readonly purpose: Purpose | null
  readonly licence: string | null
  readonly title: string
  readonly routine: string | null
}
/** Mining alone, a question about tasks, one about their routine log as any log is asked, or training data of them. */
export type Put =
  | { readonly of: 'mining' }
  | { readonly of: 'training'; readonly question: 'training-data'; readonly params: Json }
  | { readonly of: 'tasks'; readonly question: TaskQuestion; readonly params: Json }
  | { readonly of: 'routine-log'; readonly question: Exclude<Question, 'logs'>; readonly params: Json }
export interface TaskAsk {
  readonly id: number
  readonly put: Put
  readonly rule: PeopleRule
  readonly saved: SavedEdits
  /** What the UI log is called now. */
  readonly name: string
}
type ToTaskWorker = TaskAsk | { readonly forget: number }
export type FromTaskWorker =
  /** How far mining is, from its begin on; `mined`: it has ended, `error`: of what it failed. */
  | { readonly kind: 'mining'; readonly report: ProgressReport }
  | { readonly kind: 'mined'; readonly error: Failure | null }
  | { readonly kind: 'answer'; readonly id: number; readonly json: string }
  | { readonly kind: 'failed'; readonly id: number; readonly error: Failure }

/** Answers that are remembered, in characters of JSON; pages of events are not, they come at once. */
const REMEMBERED = 16e6

const { path, problems } = workerData as TaskWorkerData
const tell = (message: FromTaskWorker) => parentPort!.postMessage(message)

/** Progress is told at most this often, in ms. */
const TELL = 100
let told = 0
function progress(report: ProgressReport): void {
  const now = Date.now()
  if (now - told < TELL) return
  told = now
  tell({ kind: 'mining', report })
}
const begun: ProgressReport = { phase: 'looking for routines', done: 0, total: 1, unit: 'share' }

let opened: EditableTasks | null = null

/** Mined once, and anew only where tasks or names were edited: other edits change what was mined, not how. */
async function tasksUnder(saved: SavedEdits): Promise<EditableTasks> {
  if (opened?.saved.revision === saved.revision) return opened
  tell({ kind: 'mining', report: begun })
  try {
    if (opened) await opened.apply(saved, undefined, progress)
    else {
      const options = { platform: nodePlatform, progress }
      opened = await EditableTasks.open({ log: openUiLogFolder(path), problems }, options, saved)
    }
    tell({ kind: 'mined', error: null })
    return opened
  } catch (error) {
    tell({ kind: 'mined', error: failureOf(error) })
    throw error
  }
}

const called = (name: string, log: EditedTasks): EditedTasks => ({
  mined: { ...log.mined, ui: { ...log.mined.ui, name } },
  saved: log.saved,
  applied: log.applied,
  setEdits: (...change) => log.setEdits(...change),
})

/** Least recently used first. */
const answers = new Map<string, string>()
let size = 0
function remember(key: string, json: string): void {
  if (json.length > REMEMBERED) return
  answers.set(key, json)
  size += json.length
  for (const [old, text] of answers) {
    if (size <= REMEMBERED) return
    answers.delete(old)
    size -= text.length
  }
}

/** The routine log as one may see it whom the rule is for; it is made when its first question comes. */
let routines: { readonly key: string; readonly engine: MemoryEngine } | null = null
function routineEngine(log: EditedTasks, id: string, rule: PeopleRule): Engine {
  const key = JSON.stringify([log.saved.revision, rule, log.mined.ui.name, id])
  if (routines?.key === key) return routines.engine
  const made = { log: routineLog(log.mined, rule), problems: [] }
  routines = { key, engine: createMemoryEngine({ platform: nodePlatform, logs: new Map([[id, made]]) }) }
  return routines.engine
}

function putTo(put: Put, log: EditedTasks, rule: PeopleRule, cancel: Cancel): Promise<unknown> {
  if (put.of === 'mining') return Promise.resolve(null)
  if (put.of === 'training') return training(log, put.params as unknown as TrainingAsked)
  if (put.of === 'tasks') return answerTask(memoryTasks(log, rule), put.question, put.params)
  const engine = routineEngine(log, (put.params as { log: string }).log, rule)
  return (engine[put.question] as (params: Json, cancel: Cancel) => Promise<unknown>)(put.params, cancel)
}

/** A `Result`; `NO_ROUTINE` where there is no such routine. */
async function training({ mined }: EditedTasks, { routine, ...options }: TrainingAsked): Promise<unknown> {
  const released = releasedRoutines(mined, routine ?? undefined)
  return released === null ? NO_ROUTINE : trainingData(released, options)
}

async function answer({ put, rule, saved, name }: TaskAsk, cancel: Cancel): Promise<string> {
  // A revision is saved once, so it says which edits they are.
  const key = JSON.stringify([put, rule, saved.revision, name])
  const known = answers.get(key)
  if (known !== undefined) {
    answers.delete(key)
    answers.set(key, known)
    return known
  }
  const log = called(name, await tasksUnder(saved))
  const json = JSON.stringify((await putTo(put, log, rule, cancel)) ?? null)
  if (put.of === 'routine-log' || (put.of === 'tasks' && put.question !== 'events')) remember(key, json)
  return json
}

/** One question at a time, in their order; one that nobody waits for any more is passed over, or stopped where it can be. */
const forgotten = new Set<number>()
let current: { readonly id: number; stop(): void } | null = null
let turn: Promise<void> = Promise.resolve()
parentPort!.on('message', (message: ToTaskWorker) => {
  if ('forget' in message) {
    if (current?.id === message.forget) current.stop()
    else forgotten.add(message.forget)
    return
  }
  turn = turn.then(async () => {
    // What was said meanwhile is heard first.
    await nodePlatform.pause()
    if (forgotten.delete(message.id)) return
    const { cancel, stop } = cancellable()
    current = { id: message.id, stop }
    try {
      tell({ kind: 'answer', id: message.id, json: await answer(message, cancel) })
    } catch (error) {
      tell({ kind: 'failed', id: message.id, error: failureOf(error) })
    } finally {
      current = null
    }
  })
})
