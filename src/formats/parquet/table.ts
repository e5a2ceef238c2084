import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { FormatError } from '../../base/errors.ts'
import { type ByteSource, readAll } from '../../base/platform.ts'
import type { Cells, PassOptions, Table, TableBatch } from '../../log/table.ts'
import type { OpenOptions } from '../table/tabular-format.ts'
import { type ParquetKind, parquetCells } from './cells.ts'

const BATCH_ROWS = 16_384

/** Values as the core wants them: instants as numbers or nanoseconds, texts as their bytes. */
const parsers = {
  timestampFromMilliseconds: (ms: bigint) => (ms === null || ms === undefined ? ms : Number(ms)),
  timestampFromMicroseconds: (us: bigint) => (us === null || us === undefined ? us : Number(us) / 1000),
  timestampFromNanoseconds: (ns: bigint) => ns,
  dateFromDays: (days: number) => (days === null || days === undefined ? days : days * 86_400_000),
  stringFromBytes: (bytes: Uint8Array) => bytes,
  jsonFromBytes: (bytes: Uint8Array) => bytes,
}

/**
 * A Parquet file as a table: one column a top-level field, row group by row group; by the reader that the options give,
 * where that one will.
 */
export async function openParquet(source: ByteSource, options: OpenOptions): Promise<Table> {
  const other = await options.readParquet?.(source)
  if (other) return other
  const file = await asyncBuffer(source)
  if (file.byteLength < 12) throw damaged(source.name, 'it is too short')
  const metadata = await guarded(source.name, () => parquetMetadataAsync(file, { geoparquet: false }))
  const fields = await guarded(source.name, async () => parquetSchema(metadata).children)
  if (fields.length === 0) throw damaged(source.name, 'it has no columns')
  if (!columnsFit(metadata, fields)) throw damaged(source.name, 'its columns do not fit its schema')
  const kinds = fields.map(kindOf)
  return {
    name: source.name,
    columns: fields.map(field => field.element.name),
    settings: {},
    reasons: [`The file says the types of its ${fields.length} columns and has ${metadata.num_rows} rows.`],
    batches: pass => rows(source.name, file, metadata, fields, kinds, pass),
  }
}

/**
 * Whether each row group has the columns of the schema, in their order. hyparquet reads a column that the schema does not
 * name without waiting for it: what then fails fails where nobody can catch it.
 */
function columnsFit({ row_groups: groups }: FileMetaData, fields: readonly SchemaTree[]): boolean {
  const leaves = (tree: SchemaTree): string[] =>
    tree.children.length > 0 ? tree.children.flatMap(leaves) : [JSON.stringify(tree.path)]
  const wanted = fields.flatMap(leaves).join()
  return groups.every(
    ({ columns }) => columns.map(({ meta_data: data }) => JSON.stringify(data?.path_in_schema)).join() === wanted,
  )
}

async function asyncBuffer(source: ByteSource): Promise<AsyncBuffer> {
  const { slice, size } = source
  if (slice !== null && size !== null)
    return { byteLength: size, slice: async (from, to = size) => exact(await slice(from, to)) }
  const bytes = await readAll(source)
  return { byteLength: bytes.length, slice: (from, to) => exact(bytes.subarray(from, to)) }
}

const exact = (bytes: Uint8Array): ArrayBuffer =>
  bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
    ? bytes.buffer
    : new Uint8Array(bytes).buffer // a Buffer's slice() would be a view

async function* rows(
  name: string,
  file: AsyncBuffer,
  metadata: FileMetaData,
  fields: readonly SchemaTree[],
  kinds: readonly ParquetKind[],
  pass: PassOptions,
): AsyncIterable<TableBatch> {
  const total = Number(metadata.num_rows)
  let first = 0
  for (const group of metadata.row_groups) {
    const count = Number(group.num_rows)
    const columns = fields.map(() => [] as { values: ArrayLike<unknown>; start: number; end: number }[])
    const places = new Map(fields.map((field, index) => [field.element.name, index]))
    pass.cancel?.throwIfCancelled()
    await guarded(name, () =>
      parquetRead({
        file,
        metadata,
        rowStart: first,
        rowEnd: first + count,
        compressors,
        parsers,
        geoparquet: false,
        onChunk: ({ columnName, columnData, rowStart, rowEnd }) => {
          columns[places.get(columnName)!]!.push({ values: columnData, start: rowStart, end: rowEnd })
        },
      }),
    )
    for (let from = 0; from < count; from += BATCH_ROWS) {
      const to = Math.min(count, from + BATCH_ROWS)
      yield {
        rowCount: to - from,
        firstRow: first + from + 1,
        cells: columns.map((chunks, c) => cut(chunks, first + from, first + to, kinds[c]!)),
        position: { done: first + to, total, unit: 'rows' },
      }
    }
    first += count
  }
}

function cut(
  chunks: readonly { values: ArrayLike<unknown>; start: number; end: number }[],
  from: number,
  to: number,
  kind: ParquetKind,
): Cells | undefined {
  const whole = chunks.find(({ start, end }) => start <= from && end >= to)
  if (whole) return parquetCells(whole.values, from - whole.start, to - whole.start, kind)
  const values: unknown[] = new Array(to - from).fill(null)
  for (const chunk of chunks)
    for (let r = Math.max(from, chunk.start); r < Math.min(to, chunk.end); r++)
      values[r - from] = chunk.values[r - chunk.start]
  return parquetCells(values, 0, values.length, kind)
}

function kindOf(field: SchemaTree): ParquetKind {
  const { type, converted_type: converted, logical_type: logical, scale, repetition_type: repetition } = field.element
  const kind = (name: ParquetKind['kind'], more: Partial<ParquetKind> = {}): ParquetKind => ({
    kind: name,
    zoned: false,
    scale: 0,
    perSecond: 1,
    ...more,
  })
  if (field.children.length > 0 || repetition === 'REPEATED') return kind('text')
  if (logical?.type === 'TIMESTAMP') return kind('date', { zoned: logical.isAdjustedToUTC })
  if (converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS') return kind('date', { zoned: true })
  if (converted === 'DATE' || type === 'INT96') return kind('date')
  if (converted === 'DECIMAL') return kind(scale ? 'float' : 'int', { scale: scale ?? 0 })
  if (logical?.type === 'TIME')
    return kind('time', { perSecond: logical.unit === 'MILLIS' ? 1e3 : logical.unit === 'MICROS' ? 1e6 : 1e9 })
  if (converted === 'TIME_MILLIS' || converted === 'TIME_MICROS')
    return kind('time', { perSecond: converted === 'TIME_MILLIS' ? 1e3 : 1e6 })
  if (type === 'BOOLEAN') return kind('boolean')
  if (type === 'INT32' || type === 'INT64') return kind('int')
  if (type === 'FLOAT' || type === 'DOUBLE' || logical?.type === 'FLOAT16') return kind('float')
  return kind('text')
}

/** What the decoder throws at damaged bytes, as an error for people. */
async function guarded<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw damaged(name, error instanceof Error ? error.message : String(error))
  }
}

const damaged = (file: string, why: string) =>
  new FormatError(`The Parquet file cannot be read: ${why}.`, {
    file,
    fix: 'Copy or write it again; encrypted files are not read.',
  })
