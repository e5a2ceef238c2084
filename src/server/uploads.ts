import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { RequestError } from '../base/errors.ts'
import type { DataFolder, Principal, Store, UploadRecord } from '../store/index.ts'
import { HttpError } from './errors.ts'
import type { ServerLimits } from './options.ts'
import { receive, tooLarge } from './upload.ts'

/** Files that arrive and wait to be imported. */
export interface Uploads {
  /** Take a file in; `size` is what the sender says of it. It counts once it is whole, synced and named. */
  take(from: Readable, name: string, size: number | null, by: Principal): Promise<UploadRecord>
  /** Those that `by` may see, oldest first: their own, an owner all. A file shows people as they are, before any gate. */
  list(by: Principal): Promise<readonly UploadRecord[]>
  get(id: string, by: Principal): Promise<UploadRecord>
  remove(id: string, by: Principal): Promise<void>
  readonly arriving: number
  /** Give up what arrives now: the server closes. */
  close(): void
}

/** What to tell of a failure of work on uploads: where a file was not there, whether it is because its upload is none any more. */
export async function ofUploads(store: Store, error: unknown, uploads: readonly UploadRecord[]): Promise<unknown> {
  if ((error as NodeJS.ErrnoException)?.code !== 'ENOENT') return error
  for (const { id, name } of uploads)
    if (!(await store.uploads.get(id)))
      return new RequestError(
        `The upload "${name}" was imported or removed meanwhile; upload the file again.`,
        'conflict',
      )
  return error
}

const isFor = ({ principal }: UploadRecord, { role, id }: Principal) => role === 'owner' || principal === id

export function createUploads(folder: DataFolder, limits: ServerLimits): Uploads {
  const { store } = folder
  const arriving = new Set<Readable>()
  const find = async (id: string, by: Principal): Promise<UploadRecord> => {
    const upload = await store.uploads.get(id)
    if (!upload || !isFor(upload, by))
      throw new RequestError('There is no such upload; it was imported, or removed after a day.', 'not-found')
    return upload
  }
  return {
    async take(from, name, size, by) {
      if (size !== null && size > limits.uploadBytes) throw tooLarge(limits.uploadBytes)
      if (arriving.size >= limits.uploadsAtOnce)
        throw new HttpError(
          429,
          'too-many-uploads',
          `${arriving.size} files are arriving already; try again when some are done.`,
        )
      arriving.add(from)
      const work = folder.workFile()
      try {
        const received = await receive(from, work, limits.uploadBytes, limits.idleMs)
        if (received.bytes === 0)
          throw new RequestError('The file is empty (0 bytes). Export or copy it again, and send it as it is.')
        const id = randomUUID()
        await folder.publishUpload(work, id)
        return await store.uploads.add({ id, name, ...received, principal: by.id })
      } catch (error) {
        await rm(work, { force: true })
        throw error
      } finally {
        arriving.delete(from)
      }
    },
    list: async by => (await store.uploads.list()).filter(upload => isFor(upload, by)),
    get: find,
    async remove(id, by) {
      await find(id, by)
      await store.uploads.remove(id)
      await folder.removeUpload(id)
    },
    get arriving() {
      return arriving.size
    },
    close() {
      for (const from of arriving) from.destroy(new HttpError(503, 'closing', 'The server is shutting down.'))
    },
  }
}
