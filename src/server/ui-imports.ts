import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { RequestError } from '../base/errors.ts'
import { Cancelled } from '../base/platform.ts'
import type { Limits } from '../formats/format.ts'
import type { DataFolder, UiLogRecord, UploadRecord } from '../store/index.ts'
import { toHttp } from './errors.ts'
import { Closing, type Job, type JobControl, type Jobs } from './jobs.ts'
import type { TaskLibrary } from './task-library.ts'
import { ofUploads } from './uploads.ts'
import { type DeclaredIdentifiers, inWorker, type UiReadingOptions } from './work.ts'

export interface UiImportRequest extends UiReadingOptions {
  readonly upload: UploadRecord
  /** Values stay in clear; the caller has checked that whoever asks may say so. */
  readonly keepValues: boolean
}
export interface StartedUi {
  readonly uiLog: UiLogRecord
  readonly job: Job
}

/**
 * Imports of UI logs, as jobs. A recording is masked as it is read, so the file that was read goes once the UI log is
 * whole; until then it stays an upload, to be tried again.
 */
export interface UiImports {
  create(request: UiImportRequest & { readonly name: string }): Promise<StartedUi>
  /** Read a UI log anew from an upload; its edits stay. */
  again(uiLog: string, request: UiImportRequest): Promise<StartedUi>
  /** Ends the imports of a UI log; those that read it anew leave it as it was. */
  cancel(uiLog: string): Promise<void>
  delete(uiLog: string): Promise<void>
}

export interface UiImportsContext {
  readonly folder: DataFolder
  readonly jobs: Jobs
  readonly tasks: Pick<TaskLibrary, 'forget'>
  readonly limits: Partial<Limits>
  /** Key of hashes and pseudonyms of this data folder. */
  readonly key: Uint8Array
  readonly declared: DeclaredIdentifiers
}

export function createUiImports(context: UiImportsContext): UiImports {
  const { folder, jobs, tasks } = context
  const { uiLogs } = folder.store
  const known = async (id: string): Promise<UiLogRecord> => {
    const uiLog = await uiLogs.get(id)
    if (!uiLog) throw new RequestError('There is no such UI log.', 'not-found')
    return uiLog
  }
  const begin = async (uiLog: UiLogRecord, request: UiImportRequest): Promise<StartedUi> => ({
    uiLog,
    job: await jobs.start('ui-import', uiLog.id, control => run(context, uiLog.id, request, control)),
  })
  /** Uploads of which UI logs are made now: each becomes one. */
  const adding = new Set<string>()
  const add = async (id: string, name: string, request: UiImportRequest): Promise<StartedUi> => {
    const uiLog = await uiLogs.add({ ...empty, id, name, upload: request.upload.id })
    try {
      return await begin(uiLog, request)
    } catch (error) {
      await uiLogs.change(id, { upload: null })
      await folder.deleteUiLog(id)
      throw error
    }
  }
  return {
    async create({ name, ...request }) {
      const id = randomUUID()
      const { upload } = request
      const others = (await uiLogs.list()).filter(one => one.status === 'importing' && one.upload === upload.id)
      if (others.length > 0 || adding.has(upload.id))
        throw new RequestError(`The upload "${upload.name}" is being imported already.`, 'conflict')
      adding.add(upload.id)
      return add(id, name, request).finally(() => adding.delete(upload.id))
    },
    async again(id, request) {
      const before = await known(id)
      if (before.version !== null) return begin(before, request)
      const { status, upload, error } = before
      await uiLogs.change(id, { status: 'importing', upload: request.upload.id, error: null })
      try {
        return await begin(await known(id), request)
      } catch (refused) {
        await uiLogs.change(id, { status, upload, error })
        throw refused
      }
    },
    async cancel(id) {
      await known(id)
      await jobs.cancelOf(id, 'ui-import')
    },
    async delete(id) {
      await known(id)
      await jobs.cancelOf(id)
      await folder.deleteUiLog(id)
      tasks.forget(id)
    },
  }
}

const empty = {
  status: 'importing',
  version: null,
  format: null,
  events: null,
  recordings: null,
  bytes: null,
  problems: [],
  capture: [],
  error: null,
} as const

/** The work of one job. Until the record names the new version the old one counts; the upload goes only after that. */
async function run(
  context: UiImportsContext,
  id: string,
  request: UiImportRequest,
  control: JobControl,
): Promise<void> {
  const { folder, tasks, key, declared, limits } = context
  const { uiLogs, uploads } = folder.store
  const before = await uiLogs.get(id)
  if (!before) throw new Cancelled()
  const { upload, keepValues, ...reading } = request
  const target = await folder.workFolder()
  try {
    const work = {
      kind: 'ui-import',
      path: folder.uploadPath(upload.id),
      name: upload.name,
      logName: before.name,
    } as const
    const imported = await inWorker<'ui-import'>(
      { ...work, reading, keepValues, target, key, declared, limits },
      control.signal,
      control.progress,
    )
    const version = (before.version ?? 0) + 1
    const bytes = await folder.uiLogs.publish(target, id, version)
    control.signal.throwIfAborted()
    // The upload stays named until it is gone: after a crash in between, the next start removes it.
    await uiLogs.change(id, { ...imported, status: 'ready', error: null, version, bytes, upload: upload.id })
    tasks.forget(id)
    await folder.uiLogs.drop(id, version)
    await uploads.remove(upload.id)
    await folder.removeUpload(upload.id)
    await uiLogs.change(id, { upload: null })
  } catch (error) {
    await rm(target, { recursive: true, force: true })
    const reason = control.signal.aborted ? control.signal.reason : await ofUploads(folder.store, error, [upload])
    await settle(folder, before, reason)
    throw reason
  }
}

/** What a failed or cancelled job leaves: the UI log as it was; the file stays an upload. */
async function settle({ store, uiLogs }: DataFolder, before: UiLogRecord, error: unknown): Promise<void> {
  const stopped = error instanceof Closing ? 'interrupted' : error instanceof Cancelled ? 'cancelled' : null
  await store.uiLogs.change(before.id, {
    status: before.version === null ? (stopped ?? 'failed') : before.status,
    error: stopped === null ? toHttp(error).body.error.message : null,
  })
  await uiLogs.drop(before.id, before.version)
}
