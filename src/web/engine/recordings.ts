import { editsOf } from '../state/edits-of.ts'
import { pseudonymKey } from '../state/pseudonym-key.ts'
import { withJob } from './job.ts'
import { EngineError, type OpenedRecordings } from './protocol.ts'
import { recordingsId, storedFile, storeFile } from './stored-files.ts'
import type { EditedTaskEngine, TaskEdits, TaskQuestion } from './task-edits.ts'
import { ready, whileOpening, worker } from './workspace.ts'

/** Whether a log is one of interactions, with tasks, rather than one of cases. */
export const isTaskLog = (log: string | null): log is string => log?.startsWith('here-ui-') ?? false

/**
 * Reads, masks and mines recordings in the browser as one UI log. They never leave the machine. `keepValues`: the
 * person says that they are their own and may be kept in clear.
 */
export async function openRecordingsHere(
  files: readonly File[],
  { keepValues = false }: { readonly keepValues?: boolean } = {},
): Promise<{ readonly log: string; readonly opened: OpenedRecordings }> {
  const log = await recordingsId(files, keepValues)
  const first = files[0]!
  const name = files.length === 1 ? first.name : `${first.name} and ${files.length - 1} more`
  const named = files.map(file => ({ name: file.name, file }))
  const options = { key: pseudonymKey(), keepValues, edits: editsOf(log).get() }
  const work = withJob(name, (signal, progress) => worker.openRecordings(log, named, options, signal, progress))
  const opened = await whileOpening(log, work)
  await storeFile({ id: log, name, file: first, recordings: { files: named, keepValues }, opened: Date.now() })
  return { log, opened }
}

/** The same recordings with their values in clear, or masked again: another log. */
export async function openRecordingsAgain(log: string, keepValues: boolean): Promise<string> {
  const stored = await storedFile(log)
  if (!stored?.recordings)
    throw new EngineError({ name: 'NotHere', message: 'This browser does not keep the recording: drop it again.' })
  const files = stored.recordings.files.map(({ name, file }) =>
    file instanceof File ? file : new File([file], name, { lastModified: 0 }),
  )
  editsOf(await recordingsId(files, keepValues)).set(editsOf(log).get())
  return (await openRecordingsHere(files, { keepValues })).log
}

/** One question about the tasks of a log, wherever it lives. */
export async function askTasks<Q extends TaskQuestion>(
  log: string,
  question: Q,
  params: Parameters<EditedTaskEngine[Q]>,
  signal?: AbortSignal,
): Promise<Awaited<ReturnType<EditedTaskEngine[Q]>>> {
  await ready(log)
  return (await worker.tasks(log, question, params, signal)) as Awaited<ReturnType<EditedTaskEngine[Q]>>
}

/** Applies edits and remembers them; answers from before are true no more. */
export async function setTaskEdits(log: string, edits: TaskEdits): Promise<void> {
  await ready(log)
  await worker.editTasks(log, edits)
  editsOf(log).set(edits)
}
