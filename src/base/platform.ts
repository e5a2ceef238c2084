import { FormatError } from './errors.ts'

/**
 * What core may ask of the machine it runs on. Node and the browser each implement it in one file
 * (`base/platform.node.ts`, `base/platform.web.ts`); core gets it as an argument and knows nothing else of them.
 */
export interface Platform {
  /** Decode bytes of a named encoding (WHATWG labels: `utf-8`, `utf-16le`, `windows-1252`, ...). */
  decode(bytes: Uint8Array, encoding: string): string
  /** HMAC-SHA-256 of `text` under `key`, lower-case hex (64 characters). */
  hmac(key: Uint8Array, text: string): Promise<string>
  /** Unpack a gzip stream chunk by chunk; throws `FormatError` where the stream is cut off or broken. */
  gunzip(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  /** Pack into one gzip member. */
  gzip(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  /** Epoch ms. */
  now(): number
  /** Let other work of this thread run; long loops await it at least every 50 ms. */
  pause(): Promise<void>
}

/** What `gunzip` throws, in the same words on every platform; `why` as zlib says it. */
export const brokenGzip = (why: string): FormatError =>
  new FormatError(`The gzip data is cut off or damaged (${why}).`, {
    fix: 'Copy or download the file again and check that it unpacks with `gzip -t`.',
  })

/** A request to stop: long work calls `throwIfCancelled` between pieces. */
export interface Cancel {
  readonly cancelled: boolean
  throwIfCancelled(): void
}

/** How far long work has come. `total` is null where it cannot be known. */
export interface ProgressReport {
  readonly phase: string
  readonly done: number
  readonly total: number | null
  /** `share`: `done` of 1. */
  readonly unit: 'bytes' | 'events' | 'cases' | 'rows' | 'share'
  /** Events read so far, where the work reads events. */
  readonly events?: number
}
export type Progress = (report: ProgressReport) => void

export class Cancelled extends Error {
  override name = 'Cancelled'
  constructor() {
    super('The work was cancelled.')
  }
}

export const never: Cancel = { cancelled: false, throwIfCancelled() {} }

/** A cancel that somebody can pull: `const { cancel, stop } = cancellable()`. */
export function cancellable(): { cancel: Cancel; stop(): void } {
  let stopped = false
  return {
    cancel: {
      get cancelled() {
        return stopped
      },
      throwIfCancelled() {
        if (stopped) throw new Cancelled()
      },
    },
    stop() {
      stopped = true
    },
  }
}

/** Where bytes come from: a file, an upload, a dropped file. `size` in bytes, null where unknown. */
export interface ByteSource {
  readonly name: string
  readonly size: number | null
  /** A new pass over all bytes, in order, in chunks of any size. May be called more than once. */
  stream(): AsyncIterable<Uint8Array>
  /** Random access for formats that need it (Parquet, XLSX, SQLite); null where the source can only be streamed. */
  readonly slice: ((from: number, to: number) => Promise<Uint8Array>) | null
}

/** A source of bytes that already lie in memory. */
export function bytesSource(name: string, bytes: Uint8Array, chunk = 1 << 20): ByteSource {
  return {
    name,
    size: bytes.length,
    async *stream() {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, Math.min(at + chunk, bytes.length))
    },
    slice: async (from, to) => bytes.subarray(from, to),
  }
}

/** All bytes of a source; refuses more than `limit` bytes. */
export async function readAll(source: ByteSource, limit = 2 ** 31): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of source.stream()) {
    size += chunk.length
    if (size > limit) throw new RangeError(`${source.name} is larger than ${limit} bytes`)
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : joinBytes(chunks)
}

/** The bytes of all chunks in a buffer of their own. */
export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
