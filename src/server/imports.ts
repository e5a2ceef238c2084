import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { RequestError } from '../base/errors.ts'
import type { Json } from '../base/json.ts'
import { Cancelled } from '../base/platform.ts'
import type { Limits } from '../formats/format.ts'
import { mappingFrom } from '../log/mapping.ts'
import type { Holder } from '../privacy/sealed-names.node.ts'
import type { DataFolder, LogRecord, Principal, SourceFile, UploadRecord } from '../store/index.ts'
import { toHttp } from './errors.ts'
import type { Gate } from './gate.ts'
import { Closing, type Job, type JobControl, type Jobs } from './jobs.ts'
import type { Library } from './library.ts'
import { lessProtected } from './protected-columns.ts'
import { type Imported, inWorker } from './work.ts'

export interface ImportRequest {
  readonly upload: UploadRecord
  readonly name: string
  readonly mapping: Json
  /** Whether the file stays for a later import; null: unless its mapping hides columns (drops or pseudonymises). */
  readonly keepSource: boolean | null
  /** Object-centric files: the type whose objects become the cases; absent: the one with most. */
  readonly objectType?: string | undefined
  /** Whether a proposed mapping hides columns about people. Default true; a mapping that is given says so itself. */
  readonly pseudonymise?: boolean
  /** To whom the names behind pseudonyms are sealed; later imports into the log seal to the same. Absent: to nobody. */
  readonly sealTo?: readonly Holder[]
  readonly by: Principal
}
export interface Started {
  readonly log: LogRecord
  readonly job: Job
}

/** Imports, as jobs: every change of a log is a new version beside the old one, which counts until the new one is whole. */
export interface Imports {
  /** A new log of an upload. */
  create(request: ImportRequest): Promise<Started>
  /** Read the sources of a log again; null: with the mappings they were read with. */
  again(log: string, request: Pick<ImportRequest, 'mapping' | 'keepSource' | 'by'>): Promise<Started>
  /** Replace a log by an upload, read with the log's mapping where none is given. */
  replace(log: string, request: Omit<ImportRequest, 'name'>): Promise<Started>
  /** Add the events of an upload to a log. */
  append(log: string, request: Omit<ImportRequest, 'name'>): Promise<Started>
  delete(log: string): Promise<void>
}

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
interface Input {
  readonly source: SourceFile
  readonly upload: UploadRecord | null
}
interface Plan {
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

export function createImports(context: ImportsContext): Imports {
  const { folder, jobs, library, gate } = context
  const { store } = folder

  const known = async (id: string): Promise<LogRecord> => {
    const log = await store.logs.get(id)
    if (!log) throw new RequestError(`There is no log "${id.slice(0, 80)}".`, 'not-found')
    return log
  }
  const begin = async (kind: Job['kind'], log: LogRecord, plan: Plan): Promise<Started> => ({
    log,
    job: await jobs.start(kind, log.id, control => run(context, log.id, plan, control)),
  })

  const plan = (append: boolean, inputs: readonly Input[], keep: boolean | null, by: Principal): Plan => ({
    ...{ append, inputs, keep, pseudonymise: true },
    restart: by.role === 'owner',
  })

  return {
    async create({ upload, name, mapping, objectType, keepSource, pseudonymise = true, sealTo, by }) {
      const id = randomUUID()
      const source = { ...sourceOf(upload, mapping, objectType), file: await folder.takeSource(upload.id, id) }
      const log = await store.logs.add({ ...empty, id, name, mapping, sources: [source] })
      if (sealTo) await store.settings.set(sealSetting(id), sealTo as unknown as Json)
      try {
        const started = await begin('import', log, {
          append: false,
          inputs: [{ source, upload: null }],
          keep: sealTo ? false : keepSource,
          pseudonymise,
          restart: true,
        })
        if (sealTo) {
          const detail = { holders: sealTo.map(holder => holder.id) }
          await store.audit.add({ principal: by.id, action: 'log.seal', subject: id, detail })
        }
        await release(folder, upload)
        return started
      } catch (error) {
        await folder.deleteLog(id)
        throw error
      }
    },
    async again(id, { mapping, keepSource, by }) {
      const log = await known(id)
      const gone = log.sources.find(({ file }) => file === null)
      if (gone)
        throw new RequestError(
          `The file "${gone.name}" that this log was read from was not kept; upload it again.`,
          'conflict',
        )
      if (by.role !== 'owner') for (const source of log.sources) keepProtected(source.mapping, mapping)
      const inputs = log.sources.map(source => ({
        source: mapping === null ? source : { ...source, mapping },
        upload: null,
      }))
      // A log that was imported keeps the files that it has; one that never was decides now, as a first import does.
      const keep = keepSource ?? (mapping === null && log.version !== null ? true : null)
      return begin('reimport', log, plan(false, inputs, keep, by))
    },
    async replace(id, { upload, mapping, objectType, keepSource, by }) {
      const log = await known(id)
      const inputs = [
        { source: sourceOf(upload, mapping ?? log.mapping, objectType ?? log.sources[0]?.objectType), upload },
      ]
      return begin('reimport', log, plan(false, inputs, keepSource, by))
    },
    async append(id, { upload, mapping, objectType, keepSource, by }) {
      const log = await known(id)
      if (log.version === null)
        throw new RequestError('Nothing can be appended to a log that was not imported.', 'conflict')
      const inputs = [
        { source: sourceOf(upload, mapping ?? log.mapping, objectType ?? log.sources[0]?.objectType), upload },
      ]
      return begin('append', log, plan(true, inputs, keepSource, by))
    },
    async delete(id) {
      await known(id)
      await jobs.cancelOf(id)
      library.forget(id)
      // Before the record: with it goes what the database's files still hold of all this.
      await gate.restart(id)
      await folder.deleteLog(id)
      if ((await store.settings.get(sealSetting(id))) !== null) await store.settings.set(sealSetting(id), null)
    },
  }
}

const empty = {
  status: 'importing',
  version: null,
  format: null,
  fingerprint: null,
  cases: null,
  events: null,
  activities: null,
  bytes: null,
  problems: [],
  error: null,
} as const

const sourceOf = (
  { name, bytes, fingerprint }: UploadRecord,
  mapping: Json,
  objectType: string | undefined,
): SourceFile => ({
  name,
  file: null,
  bytes,
  fingerprint,
  format: null,
  mapping,
  ...(objectType === undefined ? {} : { objectType }),
})

async function release(folder: DataFolder, upload: UploadRecord): Promise<void> {
  await folder.store.uploads.remove(upload.id)
  await folder.removeUpload(upload.id)
}

/**
 * The work of one job. Until the record names the new version the old one counts, and an upload stays one until it is a
 * source: a crash or failure anywhere leaves the log as it was and the file to be tried again.
 */
async function run(context: ImportsContext, id: string, plan: Plan, control: JobControl): Promise<void> {
  const { folder, library, gate } = context
  const before = await folder.store.logs.get(id)
  if (!before) throw new Cancelled()
  const work = await folder.workFolder()
  try {
    const seal = await sealOf(context, before, plan)
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
    await settle(folder, before, control.signal.aborted ? control.signal.reason : error)
    throw error
  }
}

/** A log whose names are sealed stays so, to the same people, whatever is read into it; a first import that failed too. */
async function sealOf({ folder }: ImportsContext, { id, version }: LogRecord, { keep }: Plan) {
  const holders = (await folder.store.settings.get(sealSetting(id))) as unknown as readonly Holder[] | null
  if (holders === null) return null
  if (keep === true) throw keptBesideSeal()
  return { holders, must: version === null }
}
const sealSetting = (log: string) => `sealed-to ${log}`
export const keptBesideSeal = () =>
  new RequestError('Names cannot be sealed while the file that has them is kept: leave keepSource out.')

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

/** Refuse a mapping that would show more of people in a kept file than the one it was read with. */
function keepProtected(before: Json, after: Json): void {
  if (before === null || after === null) return
  const less = lessProtected(mappingFrom(before), mappingFrom(after))
  if (less.length > 0)
    throw new RequestError(
      `Only an owner may read a kept file again with less protection of people, under other names or cut into other columns: "${less.join('", "')}". Leave these columns and the settings of the table as they are in the saved mapping.`,
      'refused',
    )
}

/** Whether a mapping keeps something of its file out of the log: then the file itself must not stay either, unless wished. */
export function hides(mapping: Json): boolean {
  if (mapping === null || typeof mapping !== 'object' || Array.isArray(mapping)) return false
  const { columns, others } = mapping as { readonly columns?: Json; readonly others?: Json }
  const actions = Array.isArray(columns) ? columns.map(column => (column as { action?: Json }).action) : []
  return others === 'drop' || actions.some(action => action === 'drop' || action === 'pseudonymise')
}
