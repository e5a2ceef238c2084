import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { HttpError } from './errors.ts'

export interface Received {
  readonly bytes: number
  /** SHA-256, lower-case hex. */
  readonly fingerprint: string
}

/**
 * Write a stream to a new file as it arrives, with its hash; memory stays at one chunk. Stops at `limit` bytes (413), when
 * the sender breaks off (400) or pauses for `idleMs` (408), and leaves no file behind then.
 */
export async function receive(from: Readable, path: string, limit: number, idleMs: number): Promise<Received> {
  const hash = createHash('sha256')
  let bytes = 0
  let idle: NodeJS.Timeout | undefined
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      idle?.refresh()
      if (bytes > limit) done(tooLarge(limit))
      else {
        hash.update(chunk)
        done(null, chunk)
      }
    },
  })
  idle = setTimeout(() => {
    from.destroy(
      new HttpError(408, 'too-slow', `Nothing arrived for ${Math.round(idleMs / 1000)} s; the upload was given up.`),
    )
  }, idleMs)
  try {
    await pipeline(from, count, createWriteStream(path, { flags: 'wx', mode: 0o600, highWaterMark: 1 << 20 }))
  } catch (error) {
    await rm(path, { force: true })
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR')
      throw new HttpError(400, 'cut-off', `The upload broke off after ${bytes} bytes; nothing was kept.`)
    throw error
  } finally {
    clearTimeout(idle)
  }
  return { bytes, fingerprint: hash.digest('hex') }
}

export const tooLarge = (limit: number): HttpError =>
  new HttpError(413, 'too-large', `The file is larger than ${limit} bytes, the most this server takes.`)
