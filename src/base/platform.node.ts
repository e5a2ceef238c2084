import { createHmac } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { type ByteSource, brokenGzip, type Platform } from './platform.ts'

/** Core's platform on Node: the only file that may know how Node does these things for core. */
export const nodePlatform: Platform = {
  decode,
  hmac: async (key, text) => createHmac('sha256', key).update(text, 'utf8').digest('hex'),
  gunzip: chunks => pipeThrough(chunks, createGunzip({ chunkSize: 1 << 18 })),
  gzip: chunks => pipeThrough(chunks, createGzip()),
  now: () => Date.now(),
  pause: () => new Promise(resolve => setImmediate(resolve)),
}

const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Node 20 leaves the bytes 128 to 159 of windows-1252 (and of all its labels, as `iso-8859-1`) as control characters. */
function decode(bytes: Uint8Array, encoding: string): string {
  const decoder = new TextDecoder(encoding)
  const text = decoder.decode(bytes)
  if (decoder.encoding !== 'windows-1252') return text
  return text.replace(/[\u0080-\u009f]/g, letter => C1[letter.charCodeAt(0) - 128]!)
}

async function* pipeThrough(
  chunks: AsyncIterable<Uint8Array>,
  through: NodeJS.ReadWriteStream,
): AsyncIterable<Uint8Array> {
  const input = Readable.from(chunks, { objectMode: false })
  input.on('error', error => (through as unknown as Readable).destroy(error))
  const output = input.pipe(through) as unknown as Readable
  try {
    for await (const { buffer, byteOffset, length } of output as AsyncIterable<Uint8Array<ArrayBuffer>>)
      yield new Uint8Array(buffer, byteOffset, length) // a Buffer's slice() would not copy
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code?.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') throw brokenGzip((error as Error).message)
    throw error
  } finally {
    input.destroy()
    output.destroy()
  }
}

/** A file on disk as a source of bytes. */
export async function fileSource(path: string): Promise<ByteSource> {
  const { size } = await stat(path)
  return {
    name: basename(path),
    size,
    stream: () => createReadStream(path, { highWaterMark: 1 << 20 }),
    async slice(from, to) {
      const file = await open(path, 'r')
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from))
        let done = 0
        while (done < bytes.length) {
          const { bytesRead } = await file.read(bytes, done, bytes.length - done, from + done)
          if (bytesRead === 0) break
          done += bytesRead
        }
        return bytes.subarray(0, done)
      } finally {
        await file.close()
      }
    },
  }
}
