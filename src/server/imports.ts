import { randomUUID } from 'node:crypto'
import { RequestError } from '../base/errors.ts'
import type { Json } from '../base/json.ts'
import type { Holder } from '../privacy/sealed-names.node.ts'
import type { LogRecord, Principal, SourceFile, UploadRecord } from '../store/index.ts'
import { type ImportsContext, type Input, type Plan, release, runImport } from './import-job.ts'
import { sealSetting } from './import-seal.ts'
import type { Job } from './jobs.ts'
import { keepProtected } from './protected-columns.ts'
import { ofUploads } from './uploads.ts'

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
    job: await jobs.start(kind, log.id, control => runImport(context, log.id, plan, control)),
  })

  const plan = (append: boolean, inputs: readonly Input[], keep: boolean | null, by: Principal): Plan => ({
    ...{ append, inputs, keep, pseudonymise: true },
    restart: by.role === 'owner',
  })

  /** Uploads that become logs now: each becomes one. */
  const taken = new Set<string>()
  const first = async (
    id: string,
    { upload, name, mapping, objectType, keepSource, pseudonymise = true, sealTo, by }: ImportRequest,
  ): Promise<Started> => {
    const file = await folder.takeSource(upload.id, id).catch(async error => {
      await folder.deleteLog(id)
      throw await ofUploads(store, error, [upload])
    })
    const source = { ...sourceOf(upload, mapping, objectType), file }
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
      if (sealTo) await store.settings.set(sealSetting(id), null)
      throw error
    }
  }

  return {
    async create(request) {
      const { upload } = request
      if (taken.has(upload.id))
        throw new RequestError(`The upload "${upload.name}" is being imported already.`, 'conflict')
      taken.add(upload.id)
      try {
        return await first(randomUUID(), request)
      } finally {
        taken.delete(upload.id)
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
