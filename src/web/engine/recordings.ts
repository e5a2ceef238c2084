import { remoteTasks, type TaskEngine } from '../../analyses/index.ts'
import { editsOf, keptEdits } from '../state/edits-of.ts'
import { pseudonymKey } from '../state/pseudonym-key.ts'
import { cancelOf, signalOf } from './cancel.ts'
import { withJob } from './job.ts'
import { uiLogOf } from './log-ids.ts'
import { EngineError, type OpenedRecordings } from './protocol.ts'
import { isGood, replyTo, troubleIn } from './remote.ts'
import { type RecordingsReading, recordingsId, type StoredFile, storedFile, storeFile } from './stored-files.ts'
import type { EditedTaskEngine, TaskEdits, TaskQuestion } from './task-edits.ts'
import { ready, whileOpening, worker } from './workspace.ts'

/** Reads, masks and mines recordings in the browser as one UI log. They never leave the machine. */
export async function openRecordingsHere(
  files: readonly File[],
  reading: RecordingsReading = {},
): Promise<{ readonly log: string; readonly opened: OpenedRecordings }> {
  const log = await recordingsId(files, reading)
  const first = files[0]!
  const name = files.length === 1 ? first.name : `${first.name} and ${files.length - 1} more`
  const named = files.map(file => ({ name: file.name, file }))
  const chosen = { keepValues: false, ...reading }
  const options = { key: pseudonymKey(), edits: editsOf(log).get(), ...chosen }
  const work = withJob(`Reading ${name}`, ({ signal, progress }) =>
    worker.openRecordings(log, named, options, signal, progress),
  )
  const opened = await whileOpening(log, work)
  const recordings = { files: named, ...chosen }
  await storeFile({ id: log, name, file: first, recordings, opened: Date.now() })
  return { log, opened }
}

/** The recordings of a UI log of this browser. Throws where it keeps them no more. */
export async function recordingsOf(log: string): Promise<NonNullable<StoredFile['recordings']>> {
  const stored = await storedFile(log)
  if (!stored?.recordings)
    throw new EngineError({ name: 'NotHere', message: 'This browser does not keep the recording: drop it again.' })
  return stored.recordings
}

/** The same recordings with other rules of masking, or their values in clear or not: another log, with the same edits. */
export async function openRecordingsAgain(
  log: string,
  change: (reading: RecordingsReading) => RecordingsReading,
): Promise<string> {
  const { files: kept, ...before } = await recordingsOf(log)
  const reading = change(before)
  const files = kept.map(({ name, file }) =>
    file instanceof File ? file : new File([file], name, { lastModified: 0 }),
  )
  editsOf(await recordingsId(files, reading)).set(editsOf(log).get())
  return (await openRecordingsHere(files, reading)).log
}

/** The tasks of a UI log on our own server. */
const onServer = (uiLog: string): TaskEngine =>
  remoteTasks(uiLog, async ({ method, path, body }, cancel) => {
    const signal = signalOf(cancel)
    const reply = await replyTo(path.replace(/^\//, ''), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
    // What is no word of our server (a proxy before it) is no answer.
    if (!isGood(reply.status) && reply.body === null) throw new EngineError(troubleIn(null, reply.status))
    return reply.body as Awaited<ReturnType<Parameters<typeof remoteTasks>[1]>>
  })

/** One question about the tasks of a log, wherever it lives. */
export async function askTasks<Q extends TaskQuestion>(
  log: string,
  question: Q,
  params: Parameters<EditedTaskEngine[Q]>,
  signal?: AbortSignal,
): Promise<Awaited<ReturnType<EditedTaskEngine[Q]>>> {
  const uiLog = uiLogOf(log)
  if (uiLog !== null) {
    const tasks = onServer(uiLog)
    const ask = tasks[question] as unknown as (...params: readonly unknown[]) => Promise<unknown>
    return (await ask(...params, ...(signal ? [cancelOf(signal)] : []))) as Awaited<ReturnType<EditedTaskEngine[Q]>>
  }
  await ready(log)
  return (await worker.tasks(log, question, params, signal)) as Awaited<ReturnType<EditedTaskEngine[Q]>>
}

/** The edits that are kept with a log: on the server with it, else in this browser. */
export async function taskEdits(log: string, signal?: AbortSignal): Promise<TaskEdits> {
  if (uiLogOf(log) === null) return editsOf(log).get()
  return (await askTasks(log, 'edits', [], signal)).edits
}

/** Times that a change is made again on edits that somebody else saved in between. */
const TRIES = 4

export interface EditsChange {
  readonly before: TaskEdits
  readonly after: TaskEdits
}

/** The edits as they are kept now, whoever changed them; those of another tab are put in force here. */
export async function editsNow(log: string, signal?: AbortSignal): Promise<TaskEdits> {
  if (uiLogOf(log) !== null) return taskEdits(log, signal)
  const [known, now] = [editsOf(log).get(), keptEdits(log)]
  if (JSON.stringify(known) !== JSON.stringify(now)) {
    await ready(log)
    await worker.editTasks(log, now)
    editsOf(log).set(now)
  }
  return now
}

/** Changes the edits of a log, and keeps them; answers from before are true no more. */
export async function changeTaskEdits(log: string, change: (edits: TaskEdits) => TaskEdits): Promise<EditsChange> {
  const uiLog = uiLogOf(log)
  if (uiLog === null) {
    const before = await editsNow(log)
    const after = change(before)
    await ready(log)
    await worker.editTasks(log, after)
    editsOf(log).set(after)
    return { before, after }
  }
  const tasks = onServer(uiLog)
  for (let left = TRIES; ; left--) {
    const { edits, revision } = await tasks.edits()
    try {
      const after = change(edits)
      await tasks.setEdits(after, revision)
      return { before: edits, after }
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'conflict' || left === 1) throw error
    }
  }
}
