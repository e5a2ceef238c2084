import type { ArrowArray, ArrowColumn } from './arrow-columns.ts'
import {
  type ArrowSchema,
  type BatchLayout,
  type Block,
  dictionaryBatchMessage,
  recordBatchMessage,
  schemaMessage,
  writeFooter,
} from './arrow-metadata.ts'

/** Every buffer and every body starts at a multiple of this many bytes in the file. */
export const ALIGNMENT = 64
const MAGIC = [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]

const padding = (length: number): number => -length & (ALIGNMENT - 1)

/** Bytes an Arrow file of these columns has but its metadata: for progress. */
export function bodyBytes(columns: readonly ArrowColumn[]): number {
  const size = (array: ArrowArray | null) =>
    array === null ? 0 : array.parts.reduce((sum, part) => sum + part.length, 0)
  return columns.reduce((sum, column) => sum + size(column.array) + size(column.dictionary), 0)
}

/**
 * One Arrow IPC file: one record batch of `length` rows, uncompressed, 64-byte aligned, each dictionary once before
 * it. Yields the bytes in order, in pieces of a few MiB, so that a file may be far larger than memory for one buffer.
 */
export function* arrowFile(
  columns: readonly ArrowColumn[],
  length: number,
  metadata: Readonly<Record<string, string>> = {},
): Generator<Uint8Array> {
  const schema: ArrowSchema = {
    fields: columns.map((column, i) => ({
      name: column.name,
      type: column.dictionary?.type ?? column.array.type,
      dictionary: column.dictionary === null ? null : i,
      nullable: column.array.nullCount > 0,
    })),
    metadata,
  }
  let at = 0
  const emit = (bytes: Uint8Array): Uint8Array => {
    at += bytes.length
    return bytes
  }
  yield emit(Uint8Array.from([...MAGIC, 0, 0]))
  yield emit(framed(schemaMessage(schema), at))
  const dictionaries: Block[] = []
  for (const [i, column] of columns.entries()) {
    if (column.dictionary === null) continue
    const { layout, size } = layoutOf([column.dictionary], column.dictionary.length)
    const head = framed(dictionaryBatchMessage(i, layout, size), at)
    dictionaries.push({ offset: at, metadataLength: head.length, bodyLength: size })
    yield emit(head)
    for (const bytes of body([column.dictionary])) yield emit(bytes)
  }
  const arrays = columns.map(column => column.array)
  const { layout, size } = layoutOf(arrays, length)
  const head = framed(recordBatchMessage(layout, size), at)
  const batches = [{ offset: at, metadataLength: head.length, bodyLength: size }]
  yield emit(head)
  for (const bytes of body(arrays)) yield emit(bytes)
  // The end of the stream, so that a reader of Arrow streams stops here, and the footer.
  yield emit(Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]))
  const footer = writeFooter({ schema, dictionaries, batches })
  const end = new Uint8Array(footer.length + 10)
  end.set(footer)
  new DataView(end.buffer).setInt32(footer.length, footer.length, true)
  end.set(MAGIC, footer.length + 4)
  yield emit(end)
}

/** Continuation mark, length and message, padded so that what follows is aligned when the message starts at `at`. */
function framed(message: Uint8Array, at: number): Uint8Array {
  const length = message.length + padding(at + 8 + message.length)
  const bytes = new Uint8Array(8 + length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0xffffffff, true)
  view.setInt32(4, length, true)
  bytes.set(message, 8)
  return bytes
}

function layoutOf(arrays: readonly ArrowArray[], length: number): { layout: BatchLayout; size: number } {
  let size = 0
  const buffers: { offset: number; length: number }[] = []
  for (const array of arrays)
    for (const part of array.parts) {
      buffers.push({ offset: size, length: part.length })
      size += part.length + padding(part.length)
    }
  return { layout: { length, nodes: arrays.map(a => ({ length: a.length, nullCount: a.nullCount })), buffers }, size }
}

function* body(arrays: readonly ArrowArray[]): Generator<Uint8Array> {
  for (const array of arrays)
    for (const part of array.parts) {
      yield* part.chunks()
      const pad = padding(part.length)
      if (pad > 0) yield new Uint8Array(pad)
    }
}
