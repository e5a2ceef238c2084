import { Zip, ZipPassThrough } from 'fflate'
import type { UiLog } from '../../../log/ui-log.ts'
import type { RandomAccess } from '../../log-folder/arrow-reader.ts'
import { ownFiles } from './tables.ts'

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
