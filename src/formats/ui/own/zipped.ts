import { unzipSync, Zip, ZipPassThrough } from 'fflate'
import { FormatError } from '../../../base/errors.ts'
import type { UiLog } from '../../../log/ui-log.ts'
import type { Limits } from '../../format.ts'
import type { RandomAccess } from '../../log-folder/arrow-reader.ts'
import { ABOUT, ownFiles } from './tables.ts'

/** A UI log as one file: a zip, stored without packing, of the files of its folder. */
export function* writeUiLogZip(log: UiLog): Generator<Uint8Array> {
  let ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  for (const { name, chunks } of ownFiles(log)) {
    const entry = new ZipPassThrough(name)
    // the same log gives the same bytes
    entry.mtime = new Date(1980, 0, 1)
    zip.add(entry)
    for (const chunk of chunks()) {
      entry.push(chunk)
      yield* ready
      ready = []
    }
    entry.push(new Uint8Array(0), true)
  }
  zip.end()
  yield* ready
}

/** Bytes in memory as a file that is read at any position. */
export const memoryAccess = (name: string, bytes: Uint8Array): RandomAccess => ({
  name,
  size: bytes.length,
  read(at, target) {
    target.set(bytes.subarray(at, at + target.length))
  },
})

/** The files of a stored UI log in a zip, also where somebody packed it. */
export function ownZipFiles(zip: Uint8Array, { compressionRatio }: Limits): ReadonlyMap<string, RandomAccess> {
  const most = Math.max(64 << 20, zip.length * compressionRatio)
  let size = 0
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
  try {
    const entries = unzipSync(zip, {
      filter({ name, originalSize }) {
        const wanted = nameOf(name) === ABOUT || name.endsWith('.arrow')
        if (wanted) size += originalSize
        if (size > most) throw new FormatError('The zip file unpacks to more than a UI log has.', { file: name })
        return wanted
      },
    })
    const files = Object.entries(entries).map(([path, bytes]) => memoryAccess(nameOf(path), bytes))
    return new Map(files.map(file => [file.name, file]))
  } catch (error) {
    if (error instanceof FormatError) throw error
    throw new FormatError(`The zip data is cut off or damaged (${(error as Error).message}).`, {
      fix: 'Copy the file again.',
    })
  }
}
