import { randomBytes, randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { assert, RequestError } from '../base/errors.ts'
import { publishFile, removeDurably, syncPath, writeDurably } from './durable.ts'
import { lockFolder } from './folder-lock.ts'
import { openPostgresStore, openSqliteStore } from './open-store.ts'
import type { SourceFile, Store } from './store.ts'
import { createVersions, makeFolder, namesIn, type Versions } from './versions.ts'

/** How the folder is laid out; a folder of a later layout is refused. */
const LAYOUT = 1
/** Uploads that nobody imported are removed after a day. */
const UPLOAD_AGE = 24 * 3600_000

/**
 *     folder.json   layout and id            lock, lock.db    who has it            parfocal.db   the store (unless PostgreSQL)
 *     pseudonym.key                          makes the pseudonyms of imports
 *     logs/<id>/<version>/                   one finished version of a log; the store says which one counts
 *     sources/<id>/                          the files a log was read from          uploads/      finished uploads
 *     ui-logs/<id>/<version>/                one finished version of a UI log
 *     work/                                  everything unfinished; emptied on start
 */
export interface DataFolder {
  readonly path: string
  readonly store: Store
  /** Key of the pseudonyms that imports into this folder make: 32 random bytes that stay with it. */
  readonly pseudonymKey: Uint8Array
  /** What the start found and did, for the server's log. */
  readonly recovered: Recovery
  /** A new empty folder or file name under `work`. */
  workFolder(): Promise<string>
  workFile(): string
  /** Where a version lies, or will lie. */
  versionPath(log: string, version: number): string
  /** A finished work folder becomes this version of the log, all of it or nothing. Returns its bytes on disk. */
  publishVersion(work: string, log: string, version: number): Promise<number>
  /** Remove the versions of a log other than `keep` (null: all). */
  dropVersions(log: string, keep: number | null): Promise<void>
  /** Remove whatever of a log its record does not name: what a failed import left. */
  keepOnly(log: string, version: number | null, sources: readonly SourceFile[]): Promise<void>
  uploadPath(upload: string): string
  publishUpload(work: string, upload: string): Promise<void>
  removeUpload(upload: string): Promise<void>
  sourcePath(log: string, file: string): string
  /** An upload becomes a source of the log, under a new name, which is returned. The upload's own name goes with `removeUpload`. */
  takeSource(upload: string, log: string): Promise<string>
  removeSource(log: string, file: string): Promise<void>
  readonly uiLogs: Versions
  /** Everything of a UI log: its record with edits and jobs, its versions, the upload it would be read from. No trace of it stays in the folder. */
  deleteUiLog(uiLog: string): Promise<boolean>
  /** Everything of a log: its record with views and jobs, its versions, its sources. No trace of it stays in the folder. */
  deleteLog(log: string): Promise<boolean>
  close(): Promise<void>
}

export interface Recovery {
  readonly interruptedJobs: number
  /** Unfinished or unreferenced files and folders that were removed. */
  readonly removed: number
  /** Logs and UI logs whose folder is missing. */
  readonly lost: readonly string[]
}

export interface DataFolderOptions {
  /** null: a temporary folder that is removed on close. */
  readonly path: string | null
  /** `postgres://...`: where the store lies if not in the folder. */
  readonly databaseUrl?: string | undefined
}

/** Open (or make) a data folder: lock it, open its store, clear away what a crash left. Throws `RequestError` where it cannot be had. */
export async function openDataFolder(options: DataFolderOptions): Promise<DataFolder> {
  const temporary = options.path === null
  const path = temporary ? await mkdtemp(join(tmpdir(), 'parfocal-')) : resolve(options.path)
  await mkdir(path, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(path)
  try {
    for (const name of ['logs', 'ui-logs', 'sources', 'uploads', 'work'])
      await mkdir(join(path, name), { recursive: true, mode: 0o700 })
    const id = await identify(path)
    const store = options.databaseUrl
      ? await openPostgresStore(options.databaseUrl)
      : await openSqliteStore(join(path, 'parfocal.db'))
    try {
      await belongTogether(store, id, path)
      const recovered = await recover(path, store)
      return dataFolder(path, store, recovered, await keyOf(path), async () => {
        await store.close()
        await lock.release()
        if (temporary) await rm(path, { recursive: true, force: true })
      })
    } catch (error) {
      await store.close()
      throw error
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function identify(path: string): Promise<string> {
  const file = join(path, 'folder.json')
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const id = randomUUID()
    await writeDurably(file, `${JSON.stringify({ layout: LAYOUT, id })}\n`)
    return id
  }
  const { layout, id } = JSON.parse(text) as { layout: number; id: string }
  if (layout > LAYOUT)
    throw new RequestError(
      `The data folder ${path} was written by a later version (layout ${layout}, this one knows ${LAYOUT}). Update, or choose another folder.`,
      'conflict',
    )
  return id
}

async function keyOf(path: string): Promise<Uint8Array> {
  const file = join(path, 'pseudonym.key')
  try {
    const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'hex')
    assert(key.length === 32, `${file} is damaged`)
    return key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const key = randomBytes(32)
    await writeDurably(file, `${key.toString('hex')}\n`)
    return key
  }
}

/** A PostgreSQL database serves one folder: its records would speak of logs that are not there. */
async function belongTogether(store: Store, id: string, path: string): Promise<void> {
  const owner = await store.settings.get('data-folder')
  if (owner === null) await store.settings.set('data-folder', id)
  else if (owner !== id)
    throw new RequestError(
      `The database belongs to another data folder than ${path}. Give the folder it belongs to, or another database.`,
      'conflict',
    )
}

/** Clear away what a crash left: unfinished work, versions and files that no record names, jobs that no longer run. */
async function recover(path: string, store: Store): Promise<Recovery> {
  let removed = 0
  const keepOnly = async (folder: string, wanted: (name: string) => boolean) => {
    for (const name of await readdir(folder)) {
      if (wanted(name)) continue
      await rm(join(folder, name), { recursive: true, force: true })
      removed++
    }
    await syncPath(folder)
  }
  const interruptedJobs = await store.jobs.interrupt()
  for (const upload of await store.uploads.list())
    if (Date.now() - upload.created > UPLOAD_AGE) await store.uploads.remove(upload.id)
  for (const { id, status, upload } of await store.uiLogs.list()) {
    // It is whole, and only its file had not gone yet.
    if (status !== 'ready' || upload === null) continue
    await store.uploads.remove(upload)
    await store.uiLogs.change(id, { upload: null })
  }
  const uploads = new Set((await store.uploads.list()).map(upload => upload.id))
  const logs = new Map((await store.logs.list()).map(log => [log.id, log]))
  const uiLogs = new Map((await store.uiLogs.list()).map(log => [log.id, log]))
  await keepOnly(join(path, 'work'), () => false)
  await keepOnly(join(path, 'ui-logs'), name => uiLogs.has(name))
  await keepOnly(join(path, 'uploads'), name => uploads.has(name))
  await keepOnly(join(path, 'logs'), name => logs.has(name))
  await keepOnly(join(path, 'sources'), name => logs.has(name))
  const lost: string[] = []
  for (const log of logs.values()) {
    const versions = join(path, 'logs', log.id)
    await mkdir(versions, { recursive: true })
    await keepOnly(versions, name => name === String(log.version))
    const sources = join(path, 'sources', log.id)
    await mkdir(sources, { recursive: true })
    await keepOnly(sources, name => log.sources.some(source => source.file === name))
    if (log.version === null || (await readdir(versions)).length > 0) continue
    lost.push(log.id)
    await store.logs.change(log.id, { status: 'failed', version: null, error: 'The folder of this log is missing.' })
  }
  for (const { id, version } of uiLogs.values()) {
    const versions = join(path, 'ui-logs', id)
    await mkdir(versions, { recursive: true })
    await keepOnly(versions, name => name === String(version))
    if (version === null || (await readdir(versions)).length > 0) continue
    lost.push(id)
    await store.uiLogs.change(id, { status: 'failed', version: null, error: 'The folder of this UI log is missing.' })
  }
  return { interruptedJobs, removed, lost }
}

function dataFolder(
  path: string,
  store: Store,
  recovered: Recovery,
  pseudonymKey: Uint8Array,
  close: () => Promise<void>,
): DataFolder {
  const inside = (...parts: string[]) => {
    for (const part of parts) assert(/^[a-z0-9-]+$/i.test(part), `"${part}" is no name of ours`)
    return join(path, ...parts)
  }
  const versions = createVersions((...parts) => inside('logs', ...parts))
  /** The record goes first: after a crash in between, the files are unreferenced and the next start removes them. */
  const removeWith = async (record: Promise<boolean>, kinds: readonly string[], id: string) => {
    const known = await record
    for (const kind of kinds) {
      const gone = inside('work', randomUUID())
      if (!(await renamed(inside(kind, id), gone))) continue
      await syncPath(inside(kind))
      await removeDurably(gone)
    }
    return known
  }
  const folder: DataFolder = {
    path,
    store,
    recovered,
    pseudonymKey,
    async workFolder() {
      const work = inside('work', randomUUID())
      await mkdir(work, { mode: 0o700 })
      return work
    },
    workFile: () => inside('work', randomUUID()),
    versionPath: versions.path,
    publishVersion: versions.publish,
    dropVersions: versions.drop,
    uiLogs: createVersions((...parts) => inside('ui-logs', ...parts)),
    async keepOnly(log, version, sources) {
      await folder.dropVersions(log, version)
      for (const name of await namesIn(inside('sources', log)))
        if (!sources.some(({ file }) => file === name)) await folder.removeSource(log, name)
    },
    uploadPath: upload => inside('uploads', upload),
    publishUpload: (work, upload) => publishFile(work, folder.uploadPath(upload)),
    removeUpload: upload => removeDurably(folder.uploadPath(upload)),
    sourcePath: (log, file) => inside('sources', log, file),
    async takeSource(upload, log) {
      const file = randomUUID()
      await makeFolder(inside('sources', log))
      await linkOrCopy(folder.uploadPath(upload), folder.sourcePath(log, file))
      await syncPath(inside('sources', log))
      return file
    },
    removeSource: (log, file) => removeDurably(folder.sourcePath(log, file)),
    deleteLog: log => removeWith(store.logs.remove(log), ['logs', 'sources'], log),
    async deleteUiLog(id) {
      const upload = (await store.uiLogs.get(id))?.upload ?? null
      const known = await removeWith(store.uiLogs.remove(id), ['ui-logs'], id)
      if (upload !== null && (await store.uploads.remove(upload))) await folder.removeUpload(upload)
      return known
    },
    close,
  }
  return folder
}

/** A second name for the same bytes; a copy where the file system has no links. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EXDEV') throw error
    await copyFile(from, to)
    await syncPath(to)
  }
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
