import { FormatError } from '../base/errors.ts'
import type { ByteSource, Platform } from '../base/platform.ts'
import type { Limits } from './format.ts'

/** Unpacked bytes before the ratio of unpacked to packed is looked at. */
const FREE = 64 << 20

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b
export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))

/** The first `size` bytes of a source, fewer where it is shorter. */
export async function headOf(source: ByteSource, size: number): Promise<Uint8Array> {
  if (source.slice !== null && source.size !== null) return source.slice(0, Math.min(size, source.size))
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of source.stream()) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= size) break
  }
  const head = new Uint8Array(Math.min(length, size))
  let at = 0
  for (const chunk of chunks) {
    const part = chunk.subarray(0, head.length - at)
    head.set(part, at)
    at += part.length
  }
  return head
}

/** The source, with the faults of the system said in words: a folder, a missing file, one that may not be read. */
export function readable(source: ByteSource): ByteSource {
  const { slice } = source
  return {
    ...source,
    async *stream() {
      try {
        yield* source.stream()
      } catch (error) {
        throw systemFault(error) ?? error
      }
    },
    slice:
      slice &&
      ((from, to) =>
        slice(from, to).catch((error: unknown) => {
          throw systemFault(error) ?? error
        })),
  }
}

const faults: Readonly<Record<string, readonly [string, string]>> = {
  EISDIR: ['This is a folder, not a file.', 'Name the file inside it.'],
  ENOENT: ['There is no such file.', 'Check the name.'],
  EACCES: ['The file may not be read.', 'Check its permissions.'],
  EPERM: ['The file may not be read.', 'Check its permissions.'],
}

function systemFault(error: unknown): FormatError | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const fault = faults[code]
  return fault ? new FormatError(fault[0], { fix: fault[1] }) : null
}

/** A source that unpacks another as it is read, with a bound on how much more comes out than went in. */
export interface PackedSource extends ByteSource {
  /** Bytes of the packed source that the newest stream has read. */
  readonly packed: { done: number }
}

export function unwrapGzip(source: ByteSource, platform: Platform, limits: Limits): PackedSource {
  const packed = { done: 0 }
  return {
    name: source.name.replace(/\.(gz|gzip)$/i, ''),
    size: null,
    slice: null,
    packed,
    stream: () => {
      packed.done = 0
      return bounded(platform.gunzip(counted(source.stream(), packed)), packed, limits)
    },
  }
}

export async function* counted(chunks: AsyncIterable<Uint8Array>, packed: { done: number }): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    packed.done += chunk.length
    yield chunk
  }
}

/** Stops a bomb: a file that unpacks to more than `compressionRatio` times its size. */
export async function* bounded(
  chunks: AsyncIterable<Uint8Array>,
  packed: { done: number },
  limits: Limits,
): AsyncIterable<Uint8Array> {
  let unpacked = 0
  for await (const chunk of chunks) {
    unpacked += chunk.length
    if (unpacked > FREE && unpacked > packed.done * limits.compressionRatio)
      throw new FormatError(
        `The file unpacks to more than ${limits.compressionRatio} times its size (${unpacked} bytes so far), as only hostile files do.`,
        { fix: 'If you trust it, unpack it yourself and read the result.' },
      )
    yield chunk
  }
}
