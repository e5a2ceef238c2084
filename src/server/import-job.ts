import { rm } from 'node:fs/promises'
import type { Json } from '../base/json.ts'
import { Cancelled } from '../base/platform.ts'
import type { Limits } from '../formats/format.ts'
import type { Holder } from '../privacy/sealed-names.node.ts'
import type { DataFolder, LogRecord, SourceFile, UploadRecord } from '../store/index.ts'
import { toHttp } from './errors.ts'
import type { Gate } from './gate.ts'
import { sealOf } from './import-seal.ts'
import { Closing, type JobControl, type Jobs } from './jobs.ts'
import type { Library } from './library.ts'
import { hides } from './protected-columns.ts'
import { ofUploads } from './uploads.ts'
import { type Imported, inWorker } from './work.ts'

export interface ImportsContext {
  readonly folder: DataFolder
  readonly jobs: Jobs
  readonly library: Library
  readonly gate: Pick<Gate, 'restart'>
  readonly limits: Partial<Limits>
  /** Key of the pseudonyms of this data folder. */
  readonly key: Uint8Array
}

/** A file to be read: still an upload, or a source of the log already. */
export interface Input {
  readonly source: SourceFile
  readonly upload: UploadRecord | null
}
export interface Plan {
  /** Whether the log as it is comes first. */
  readonly append: boolean
  readonly inputs: readonly Input[]
  readonly keep: boolean | null
  readonly pseudonymise: boolean
  /**
   * Whether the person gate begins anew with the new version, whatever it holds. Only an owner's change does that: a member
   * could else wipe out what was answered by reading the same file again.
   */
  readonly restart: boolean
}

/**
 * The work of one job. Until the record names the new version the old one counts, and an upload stays one until it is a
 * source: a crash or failure anywhere leaves the log as it was and the file to be tried again.
 */
export async function runImport(context: ImportsContext, id: string, plan: Plan, control: JobControl): Promise<void> {
  const { folder, library, gate } = context
  const before = await folder.store.logs.get(id)
  if (!before) throw new Cancelled()
  const work = await folder.workFolder()
  try {
    const seal = await sealOf(folder.store, before, plan.keep)
    const imported = await inWorker<'import'>(
      workOf(context, before, plan, seal, work),
      control.signal,
      control.progress,
    )
    const version = (before.version ?? 0) + 1
    const bytes = await folder.publishVersion(work, id, version)
    const read = await sourcesOf(folder, id, plan, imported)
    control.signal.throwIfAborted()
    const sources = plan.append ? [...before.sources, ...read] : read
    await folder.store.logs.change(id, { ...resultOf(imported, sources), version, bytes })
    library.forget(id)
    if (plan.restart) await gate.restart(id)
    await folder.dropVersions(id, version)
    for (const { upload } of plan.inputs) if (upload) await release(folder, upload)
    await dropSources(folder, id, before.sources, sources)
  } catch (error) {
    await rm(work, { recursive: true, force: true })
    const uploads = plan.inputs.flatMap(({ upload }) => (upload ? [upload] : []))
    const reason = control.signal.aborted ? control.signal.reason : await ofUploads(folder.store, error, uploads)
    await settle(folder, before, reason)
    throw reason
  }
}

function workOf(
  { folder, limits, key }: ImportsContext,
  log: LogRecord,
  plan: Plan,
  seal: { readonly holders: readonly Holder[]; readonly must: boolean } | null,
  target: string,
) {
  const parts = plan.inputs.map(({ source, upload }) => ({
    path: upload ? folder.uploadPath(upload.id) : folder.sourcePath(log.id, source.file!),
    name: source.name,
    mapping: source.mapping,
    objectType: source.objectType,
  }))
  const base = plan.append && log.version !== null ? folder.versionPath(log.id, log.version) : null
  return {
    kind: 'import',
    parts,
    base,
    target,
    logName: log.name,
    key: plan.pseudonymise ? key : null,
    seal,
    limits,
  } as const
}

const resultOf = (imported: Imported, sources: readonly SourceFile[]) =>
  ({
    status: 'ready',
    sources,
    format: sources[0]?.format ?? null,
    mapping: sources[0]?.mapping ?? null,
    fingerprint: imported.fingerprint,
    cases: imported.cases,
    events: imported.events,
    activities: imported.activities,
    problems: imported.problems,
    error: null,
  }) as const

/** The files as they were read, those that may stay among the log's sources. */
async function sourcesOf(
  folder: DataFolder,
  id: string,
  plan: Plan,
  imported: Imported,
): Promise<readonly SourceFile[]> {
  const sources: SourceFile[] = []
  for (const [i, { source, upload }] of plan.inputs.entries()) {
    const { format, mapping, objectType } = imported.parts[i]! as { format: string; mapping: Json; objectType?: string }
    const keep = plan.keep ?? !hides(mapping)
    const file = !keep ? null : upload ? await folder.takeSource(upload.id, id) : source.file
    sources.push({ ...source, format, mapping, file, ...(objectType === undefined ? {} : { objectType }) })
  }
  return sources
}

async function dropSources(folder: DataFolder, id: string, before: readonly SourceFile[], now: readonly SourceFile[]) {
  for (const { file } of before)
    if (file !== null && !now.some(source => source.file === file)) await folder.removeSource(id, file)
}

/** What a failed or cancelled job leaves: the log as it was; a first import keeps its file, to be tried again. */
async function settle(folder: DataFolder, before: LogRecord, error: unknown): Promise<void> {
  const stopped = error instanceof Closing ? 'interrupted' : error instanceof Cancelled ? 'cancelled' : null
  const status = before.version === null ? (stopped ?? 'failed') : before.status
  await folder.store.logs.change(before.id, {
    status,
    error: stopped === null ? toHttp(error).body.error.message : null,
  })
  await folder.keepOnly(before.id, before.version, before.sources)
}

export async function release(folder: DataFolder, upload: UploadRecord): Promise<void> {
  await folder.store.uploads.remove(upload.id)
  await folder.removeUpload(upload.id)
}
