import { byte, FlatBuilder, FlatTable, int16, int32, int64, offset } from './flatbuffer.ts'

/**
 * The metadata of Arrow's IPC file format (Apache Arrow, "Columnar format", version 1.4; Schema.fbs, Message.fbs,
 * File.fbs), as far as a stored log uses it.
 */
export type ArrowType =
  | 'int32'
  | 'int64'
  | 'float64'
  | 'bool'
  | 'timestamp'
  | 'utf8'
  | 'large_utf8'
  | 'binary'
  | 'large_binary'

export interface ArrowField {
  readonly name: string
  /** Type of the values; where `dictionary` is set, of the values of the dictionary (the indices are int32). */
  readonly type: ArrowType
  readonly dictionary: number | null
  readonly nullable: boolean
}
export interface ArrowSchema {
  readonly fields: readonly ArrowField[]
  readonly metadata: Readonly<Record<string, string>>
}
/** Where a message lies: metadataLength counts its 8-byte prefix and padding. */
export interface Block {
  readonly offset: number
  readonly metadataLength: number
  readonly bodyLength: number
}
/** A field's rows and buffers; buffer offsets are relative to the body. */
export interface BatchLayout {
  readonly length: number
  readonly nodes: readonly { readonly length: number; readonly nullCount: number }[]
  readonly buffers: readonly { readonly offset: number; readonly length: number }[]
}

const V5 = 4
const SCHEMA = 1
const DICTIONARY_BATCH = 2
const RECORD_BATCH = 3
/** Members of the union Type in Schema.fbs. */
const codes = { int: 2, float: 3, binary: 4, utf8: 5, bool: 6, timestamp: 10, largeBinary: 19, largeUtf8: 20 }

function writeType(b: FlatBuilder, type: ArrowType): { code: number; at: number } {
  switch (type) {
    case 'int32':
    case 'int64':
      return { code: codes.int, at: b.table([int32(type === 'int32' ? 32 : 64), byte(1)]) }
    case 'float64':
      return { code: codes.float, at: b.table([int16(2)]) }
    case 'timestamp': {
      const zone = b.string('UTC')
      return { code: codes.timestamp, at: b.table([int16(1), offset(zone)]) }
    }
    case 'bool':
      return { code: codes.bool, at: b.table([]) }
    case 'utf8':
      return { code: codes.utf8, at: b.table([]) }
    case 'binary':
      return { code: codes.binary, at: b.table([]) }
    case 'large_utf8':
      return { code: codes.largeUtf8, at: b.table([]) }
    case 'large_binary':
      return { code: codes.largeBinary, at: b.table([]) }
  }
}

function readType(code: number, table: FlatTable | null): ArrowType {
  switch (code) {
    case codes.int:
      return table?.int32(0) === 64 ? 'int64' : table?.int32(0) === 32 ? 'int32' : unknown('int')
    case codes.float:
      return table?.int16(0) === 2 ? 'float64' : unknown('float')
    case codes.timestamp:
      return table?.int16(0) === 1 ? 'timestamp' : unknown('timestamp')
    case codes.bool:
      return 'bool'
    case codes.utf8:
      return 'utf8'
    case codes.binary:
      return 'binary'
    case codes.largeUtf8:
      return 'large_utf8'
    case codes.largeBinary:
      return 'large_binary'
    default:
      return unknown(String(code))
  }
}

function unknown(type: string): never {
  throw new RangeError(`a column has the Arrow type ${type}, which a stored log does not use`)
}

function writeSchema(b: FlatBuilder, schema: ArrowSchema): number {
  const fields = schema.fields.map(field => {
    const name = b.string(field.name)
    const type = writeType(b, field.type)
    const children = b.offsets([])
    let dictionary: number | null = null
    if (field.dictionary !== null) {
      const index = b.table([int32(32), byte(1)])
      dictionary = b.table([int64(field.dictionary), offset(index)])
    }
    return b.table([
      offset(name),
      byte(field.nullable ? 1 : 0),
      byte(type.code),
      offset(type.at),
      dictionary === null ? undefined : offset(dictionary),
      offset(children),
    ])
  })
  const list = b.offsets(fields)
  const pairs = Object.entries(schema.metadata).map(([key, value]) => {
    const k = b.string(key)
    const v = b.string(value)
    return b.table([offset(k), offset(v)])
  })
  const metadata = b.offsets(pairs)
  return b.table([int16(0), offset(list), offset(metadata)])
}

function readSchema(table: FlatTable): ArrowSchema {
  if (table.int16(0) !== 0) throw new RangeError('the file is big-endian')
  const fields = table.tables(1).map((field): ArrowField => {
    const dictionary = field.table(4)
    return {
      name: field.string(0) ?? '',
      nullable: field.byte(1) === 1,
      type: readType(field.byte(2), field.table(3)),
      dictionary: dictionary === null ? null : dictionary.int64(0),
    }
  })
  const metadata = Object.fromEntries(table.tables(2).map(pair => [pair.string(0) ?? '', pair.string(1) ?? '']))
  return { fields, metadata }
}

function writeBatch(b: FlatBuilder, layout: BatchLayout): number {
  const nodes = b.words(
    layout.nodes.flatMap(node => [node.length, node.nullCount]),
    layout.nodes.length,
  )
  const buffers = b.words(
    layout.buffers.flatMap(buffer => [buffer.offset, buffer.length]),
    layout.buffers.length,
  )
  return b.table([int64(layout.length), offset(nodes), offset(buffers)])
}

function readBatch(table: FlatTable): BatchLayout {
  if (table.table(3) !== null) throw new RangeError('the file is compressed')
  const nodes = table.words(1, 2)
  const buffers = table.words(2, 2)
  const pairs = (words: number[]) => Array.from({ length: words.length / 2 }, (_, i) => i * 2)
  return {
    length: table.int64(0),
    nodes: pairs(nodes).map(i => ({ length: nodes[i]!, nullCount: nodes[i + 1]! })),
    buffers: pairs(buffers).map(i => ({ offset: buffers[i]!, length: buffers[i + 1]! })),
  }
}

function message(header: (b: FlatBuilder) => { type: number; at: number }, bodyLength: number): Uint8Array {
  const b = new FlatBuilder()
  const { type, at } = header(b)
  return b.finish(b.table([int16(V5), byte(type), offset(at), int64(bodyLength)]))
}

export const schemaMessage = (schema: ArrowSchema): Uint8Array =>
  message(b => ({ type: SCHEMA, at: writeSchema(b, schema) }), 0)

export const recordBatchMessage = (layout: BatchLayout, bodyLength: number): Uint8Array =>
  message(b => ({ type: RECORD_BATCH, at: writeBatch(b, layout) }), bodyLength)

export const dictionaryBatchMessage = (id: number, layout: BatchLayout, bodyLength: number): Uint8Array =>
  message(b => {
    const data = writeBatch(b, layout)
    return { type: DICTIONARY_BATCH, at: b.table([int64(id), offset(data)]) }
  }, bodyLength)

export interface Footer {
  readonly schema: ArrowSchema
  readonly dictionaries: readonly Block[]
  readonly batches: readonly Block[]
}

export function writeFooter({ schema, dictionaries, batches }: Footer): Uint8Array {
  const b = new FlatBuilder()
  const blocks = (list: readonly Block[]) =>
    b.words(
      list.flatMap(block => [block.offset, block.metadataLength, block.bodyLength]),
      list.length,
    )
  const recordBatches = blocks(batches)
  const dictionaryBatches = blocks(dictionaries)
  const at = writeSchema(b, schema)
  return b.finish(b.table([int16(V5), offset(at), offset(dictionaryBatches), offset(recordBatches)]))
}

export function readFooter(bytes: Uint8Array): Footer {
  const table = FlatTable.root(bytes)
  const schema = table.table(1)
  if (schema === null) throw new RangeError('the footer has no schema')
  const blocks = (field: number): Block[] => {
    const words = table.words(field, 3)
    return Array.from({ length: words.length / 3 }, (_, i) => ({
      offset: words[i * 3]!,
      // The struct's int32 is followed by 4 bytes of padding that need not be zero.
      metadataLength: words[i * 3 + 1]! % 2 ** 32,
      bodyLength: words[i * 3 + 2]!,
    }))
  }
  return { schema: readSchema(schema), dictionaries: blocks(2), batches: blocks(3) }
}

/** Layout of a record batch, or id and layout of a dictionary batch, from its message. */
export function readMessage(bytes: Uint8Array): { dictionary: number | null; layout: BatchLayout } {
  const table = FlatTable.root(bytes)
  const type = table.byte(1)
  const header = table.table(2)
  if (header === null || (type !== RECORD_BATCH && type !== DICTIONARY_BATCH))
    throw new RangeError('a message is no batch')
  if (type === RECORD_BATCH) return { dictionary: null, layout: readBatch(header) }
  const data = header.table(1)
  if (data === null) throw new RangeError('a dictionary batch is empty')
  return { dictionary: header.int64(0), layout: readBatch(data) }
}
