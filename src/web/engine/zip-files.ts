import { Zip, ZipPassThrough } from 'fflate'
import { Cancelled, type Progress } from '../../base/platform.ts'
import type { NamedFile } from './protocol.ts'

/** Beyond it the zip would need fields that its writer does not know. */
const MOST = 2 ** 32 - 2 ** 20

/**
 * Several files as one zip, stored as they are: what is sent may be gigabytes, and is packed while it is read. Files of one
 * name are told apart by a number. Throws `RangeError` beyond 4 GiB.
 */
export async function zipFiles(files: readonly NamedFile[], signal: AbortSignal, progress: Progress): Promise<Blob> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0)
  if (total > MOST) throw new RangeError('Together the files have more than 4 GB: send fewer of them at a time.')
  const parts: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    // Held by the browser, not by the page: a blob may lie on disk.
    parts.push(chunk as Uint8Array<ArrayBuffer>)
  })
  let done = 0
  for (const [name, file] of named(files)) {
    const entry = new ZipPassThrough(name)
    zip.add(entry)
    const reader = file.stream().getReader()
    for (;;) {
      if (signal.aborted) throw new Cancelled()
      const { done: ended, value } = await reader.read()
      if (ended) break
      entry.push(value)
      done += value.length
      progress({ phase: 'packing', done, total, unit: 'bytes' })
    }
    entry.push(new Uint8Array(), true)
  }
  zip.end()
  return new Blob(parts, { type: 'application/zip' })
}

/** `a.csv`, `a (2).csv`: a zip may hold a name once. */
function named(files: readonly NamedFile[]): ReadonlyMap<string, Blob> {
  const found = new Map<string, Blob>()
  for (const { name, file } of files) {
    let own = name
    for (let n = 2; found.has(own); n++) own = name.replace(/(\.[^.]*)?$/, end => ` (${n})${end}`)
    found.set(own, file)
  }
  return found
}
