import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { FormatError } from '../../base/errors.ts'
import { damaged, type RandomAccess } from './arrow-reader.ts'

/** Node reads at most 2^31 - 1 bytes at once. */
const AT_ONCE = 1 << 30

/** Descriptors of files whose reader was forgotten without `close`. */
const forgotten = new FinalizationRegistry<number>(descriptor => {
  try {
    closeSync(descriptor)
  } catch {
    // Closed before.
  }
})

/**
 * A file held open for reading at any position. It stays readable when its folder is renamed or removed, so a log that
 * is being analysed outlives its replacement.
 */
export class FileAccess implements RandomAccess {
  readonly name: string
  readonly size: number
  /** Bytes read so far, for tests and metrics. */
  bytesRead = 0
  private descriptor: number | null

  constructor(path: string) {
    this.name = basename(path)
    try {
      this.descriptor = openSync(path, 'r')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      throw new FormatError('The file is missing.', {
        file: this.name,
        fix: 'Import the log again from its source, or restore the folder from a backup.',
      })
    }
    this.size = fstatSync(this.descriptor).size
    forgotten.register(this, this.descriptor, this)
  }

  read(at: number, target: Uint8Array): void {
    if (this.descriptor === null) throw new Error(`Bug: ${this.name} is read after it was closed`)
    let done = 0
    while (done < target.length) {
      const view = target.subarray(done, Math.min(target.length, done + AT_ONCE))
      const count = readSync(this.descriptor, view, 0, view.length, at + done)
      if (count === 0) throw damaged(this.name, 'it is cut off')
      done += count
    }
    this.bytesRead += done
  }

  /** The lines of the file, without their ends; an unfinished last line counts as a line. */
  *lines(): Generator<string> {
    const buffer = Buffer.alloc(Math.min(1 << 20, this.size))
    let rest: Buffer[] = []
    for (let at = 0; at < this.size; ) {
      const chunk = buffer.subarray(0, Math.min(buffer.length, this.size - at))
      this.read(at, chunk)
      at += chunk.length
      let from = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, end)]).toString('utf8')
        rest = []
        from = end + 1
      }
      if (from < chunk.length) rest.push(Buffer.from(chunk.subarray(from)))
    }
    if (rest.length) yield Buffer.concat(rest).toString('utf8')
  }

  close(): void {
    if (this.descriptor === null) return
    forgotten.unregister(this)
    closeSync(this.descriptor)
    this.descriptor = null
  }
}
