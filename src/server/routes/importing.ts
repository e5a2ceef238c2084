import type { FastifyReply, FastifyRequest } from 'fastify'
import { FormatError, RequestError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import { mappingFrom } from '../../log/mapping.ts'
import type { Principal, Store, UploadRecord } from '../../store/index.ts'
import type { ServerContext } from '../context.ts'
import { DISK_FULL, HttpError, toHttp } from '../errors.ts'
import { keptBesideSeal } from '../import-seal.ts'
import type { ImportRequest, Started } from '../imports.ts'
import { ofUploads } from '../uploads.ts'
import { inWorker } from '../work.ts'
import { sealHolders } from './reveals.ts'
import { shownLog } from './shapes.ts'

export const sizeOf = (request: FastifyRequest): number | null => {
  const size = Number(request.headers['content-length'] ?? Number.NaN)
  return Number.isFinite(size) ? size : null
}

/** `orders.csv.gz` -> `orders` */
export const stem = (file: string): string =>
  file.replace(/^.*[/\\]/, '').replace(/(\.[A-Za-z0-9]{1,8}){1,2}$/, '') || file

export const requestOf = (
  upload: UploadRecord,
  mapping: Json,
  query: { keepSource?: boolean | undefined; objectType?: string | undefined },
  by: Principal,
): Omit<ImportRequest, 'name'> => ({
  upload,
  mapping,
  keepSource: query.keepSource ?? null,
  objectType: query.objectType,
  by,
})

/** A mapping given as JSON, as JSON text, or by the id of a saved one; null where none is given. */
export async function mappingOf(store: Store, given: unknown): Promise<Json> {
  if (given === undefined || given === null) return null
  if (typeof given !== 'string') return mappingFrom(given) as unknown as Json
  if (given.trimStart().startsWith('{')) {
    let parsed: unknown
    try {
      parsed = JSON.parse(given)
    } catch {
      throw new RequestError('The mapping is not valid JSON.')
    }
    return mappingFrom(parsed) as unknown as Json
  }
  const saved = await store.mappings.get(given)
  if (!saved) throw new RequestError('There is no saved mapping of this id.', 'not-found')
  return saved.mapping
}

export async function answer(
  context: ServerContext,
  reply: FastifyReply,
  { log, job }: Started,
  wait: boolean | undefined,
) {
  if (!wait) return reply.code(202).send({ log: shownLog(log), job })
  const failure = await context.jobs.ended(job.id)
  const ended = await context.jobs.get(job.id)
  if (ended?.status === 'cancelled' || ended?.status === 'interrupted')
    throw new HttpError(409, 'cancelled', 'The import was cancelled.')
  const isConflict = failure instanceof RequestError && failure.code === 'conflict'
  if (failure instanceof FormatError || isConflict || toHttp(failure).status === DISK_FULL) throw failure
  if (ended?.status !== 'done') throw new HttpError(422, 'unreadable', ended?.error ?? 'The import failed.')
  const now = await context.folder.store.logs.get(log.id)
  if (!now) throw new RequestError('The log was deleted meanwhile.', 'not-found')
  return reply.code(201).send({ log: shownLog(now), job: ended })
}

/** Looks at files that may go on at once: each takes a thread. */
const LOOKS = 4
let looking = 0

export async function propose(
  { folder, limits, closing }: ServerContext,
  reply: FastifyReply,
  upload: UploadRecord,
  mapping: Json,
) {
  if (looking >= LOOKS)
    throw new HttpError(429, 'too-many-jobs', `${looking} files are looked at already; try again soon.`)
  looking++
  const abort = new AbortController()
  const gone = () => {
    if (!reply.raw.writableFinished) abort.abort()
  }
  reply.raw.on('close', gone)
  try {
    const part = { path: folder.uploadPath(upload.id), name: upload.name, mapping }
    const found = await inWorker<'propose'>(
      { kind: 'propose', part, limits: limits.reading },
      AbortSignal.any([abort.signal, closing]),
    )
    return { upload, ...found, proposal: found.proposal as Json, preview: found.preview as Json }
  } catch (error) {
    throw await ofUploads(folder.store, error, [upload])
  } finally {
    looking--
    reply.raw.off('close', gone)
  }
}

/** Checked before the file is taken, so that one that is refused does not stay with its names. */
export async function sealing(
  store: Store,
  by: Principal,
  {
    sealTo: named,
    keepSource,
  }: { readonly sealTo?: readonly string[] | undefined; readonly keepSource?: boolean | undefined },
) {
  const sealTo = await sealHolders(store, by, named)
  if (sealTo && keepSource === true) throw keptBesideSeal()
  return sealTo === undefined ? {} : { sealTo }
}
