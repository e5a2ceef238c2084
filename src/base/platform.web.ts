import { type ByteSource, brokenGzip, type Platform } from './platform.ts'

/** Core's platform in the browser: the only file that may know how a browser does these things for core. */
export const webPlatform: Platform = {
  decode: (bytes, encoding) => new TextDecoder(encoding).decode(bytes),
  async hmac(key, text) {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    const imported = await crypto.subtle.importKey('raw', key as BufferSource, algorithm, false, ['sign'])
    const digest = await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(text))
    return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
  },
  gunzip: chunks => pipeThrough(chunks, new DecompressionStream('gzip')),
  gzip: chunks => pipeThrough(chunks, new CompressionStream('gzip')),
  now: () => Date.now(),
  pause: () =>
    new Promise(resolve => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        resolve()
      }
      port2.postMessage(null)
    }),
}

async function* pipeThrough(
  chunks: AsyncIterable<Uint8Array>,
  through: GenericTransformStream,
): AsyncIterable<Uint8Array> {
  const writer = (through.writable as WritableStream<Uint8Array>).getWriter()
  const reader = (through.readable as ReadableStream<Uint8Array>).getReader()
  const feeding = feed(chunks, writer)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      yield value
    }
  } catch (error) {
    const fault = await feeding
    if (fault !== null) throw fault.error
    throw brokenGzip(reasonOf(error))
  } finally {
    await reader.cancel().catch(() => {})
    await feeding
  }
}

/**
 * Write all chunks; what the source threw, or null. The writer's own faults are left to the reader, which gets the
 * reason: the writer only knows that its stream has failed.
 */
async function feed(
  chunks: AsyncIterable<Uint8Array>,
  writer: WritableStreamDefaultWriter<Uint8Array>,
): Promise<{ readonly error: unknown } | null> {
  let open = true
  try {
    for await (const chunk of chunks) {
      open = await writer.write(chunk).then(
        () => true,
        () => false,
      )
      if (!open) break
    }
  } catch (error) {
    await writer.abort(error).catch(() => {})
    return { error }
  }
  if (open) await writer.close().catch(() => {})
  return null
}

/** A browser's words for a fault of gzip data as zlib says it. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (/truncated|unexpected end|not been fully|incomplete/i.test(text)) return 'unexpected end of file'
  return text.replace(/^The compressed data was not valid: /, '').replace(/\.$/, '')
}

/** A dropped or chosen file as a source of bytes. */
export function blobSource(name: string, blob: Blob): ByteSource {
  return {
    name,
    size: blob.size,
    async *stream() {
      const chunk = 1 << 21
      for (let at = 0; at < blob.size; at += chunk)
        yield new Uint8Array(await blob.slice(at, Math.min(at + chunk, blob.size)).arrayBuffer())
    },
    slice: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
  }
}
