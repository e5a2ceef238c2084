import { FormatError, RequestError } from '../base/errors.ts'
import { type ByteSource, Cancelled } from '../base/platform.ts'
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts'
import { Problems } from '../log/problems.ts'
import type { Cells, NumberCells, PassOptions, Table, TableBatch, TextCells } from '../log/table.ts'

/** What is used of `@duckdb/node-api`, which is installed only where somebody wants it. */
interface Duck {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection>; closeSync(): void }> }
}
interface Connection {
  stream(sql: string): Promise<Result>
  closeSync(): void
}
interface Result {
  columnNames(): readonly string[]
  columnTypes(): readonly { toString(): string }[]
  fetchChunk(): Promise<Chunk | null>
}
interface Chunk {
  readonly rowCount: number
  readonly columnCount: number
  getColumnValues(column: number): readonly unknown[]
}

async function duckdb(): Promise<Duck> {
  const name = '@duckdb/node-api'
  try {
    return (await import(name)) as Duck
  } catch {
    throw new RequestError(
      'DuckDB is not installed here. Add it with `npm install @duckdb/node-api`, or read the file without it.',
    )
  }
}

/** SQL that reads a file of one of DuckDB's own formats. */
export type DuckSource =
  | { readonly kind: 'parquet' | 'csv' | 'json'; readonly path: string }
  | { readonly kind: 'sql'; readonly sql: string }

/**
 * A file or query read by DuckDB as a table, for `importTable` and `proposeForTable`. Timestamps keep nanoseconds,
 * whole numbers beyond 2^53 and everything nested become text. Each pass runs the query anew, chunk by chunk.
 */
export async function duckTable(name: string, source: DuckSource): Promise<Table> {
  const { DuckDBInstance } = await duckdb()
  const sql = sqlOf(source)
  const run = async <T>(work: (result: Result) => Promise<T>, limit = ''): Promise<T> => {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    try {
      return await work(await connection.stream(sql + limit))
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
  }
  const columns = await run(async result => [...result.columnNames()], ' LIMIT 0')
  return {
    name,
    columns,
    settings: {},
    reasons: ['The types of the columns are those of DuckDB.'],
    async *batches(pass) {
      const instance = await DuckDBInstance.create(':memory:')
      const connection = await instance.connect()
      try {
        yield* chunks(await connection.stream(sql), pass)
      } finally {
        connection.closeSync()
        instance.closeSync()
      }
    },
  }
}

/** Types whose cells are the same from DuckDB as from the core's own reader. */
const ALIKE =
  /^(BOOLEAN|U?(TINY|SMALL|BIG)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(\d+, ?\d+\)|DATE|TIME|TIMESTAMP(_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE|VARCHAR)$/

/**
 * `ReadOptions.readParquet` for the file at `path`: DuckDB reads it. Null, so that the core reads it itself, where
 * DuckDB is not installed, the bytes are not those of the file (unpacked on the way), DuckDB cannot open it, or it has
 * columns (nested, binary) that DuckDB would print differently.
 */
export function duckParquet(path: string): (source: ByteSource) => Promise<Table | null> {
  return async ({ name, slice }) => {
    if (slice === null || /[*?[\]]/.test(path)) return null
    try {
      const table = await duckTable(name, { kind: 'parquet', path })
      const types = await duckTable(name, { kind: 'sql', sql: `DESCRIBE ${sqlOf({ kind: 'parquet', path })}` })
      if (!(await textsOf(types, 'column_type')).every(type => ALIKE.test(type))) return null
      return { ...table, batches: pass => readable(name, table.batches(pass)) }
    } catch {
      return null
    }
  }
}

async function textsOf(table: Table, column: string): Promise<string[]> {
  const found: string[] = []
  for await (const { cells, rowCount } of table.batches({ problems: new Problems() })) {
    const texts = cells[table.columns.indexOf(column)]
    if (texts?.kind === 'text')
      for (let r = 0; r < rowCount; r++) found.push(decodeUtf8(texts.bytes, texts.from[r]!, texts.to[r]!))
  }
  return found
}

/** Faults of DuckDB behind a good head (a damaged page), without the path that they name. */
async function* readable(file: string, batches: AsyncIterable<TableBatch>): AsyncIterable<TableBatch> {
  try {
    yield* batches
  } catch (error) {
    if (error instanceof Cancelled) throw error
    throw new FormatError('The Parquet file cannot be read: its data is damaged.', {
      file,
      fix: 'Copy or write it again.',
    })
  }
}

function sqlOf(source: DuckSource): string {
  if (source.kind === 'sql') return source.sql
  const path = `'${source.path.replaceAll("'", "''")}'`
  if (source.kind === 'parquet') return `SELECT * FROM read_parquet(${path}, hive_partitioning = false)`
  if (source.kind === 'json') return `SELECT * FROM read_json(${path}, sample_size = -1)`
  return `SELECT * FROM read_csv(${path}, all_varchar = true, sample_size = -1, null_padding = true)`
}

async function* chunks(result: Result, pass: PassOptions): AsyncIterable<TableBatch> {
  const types = result.columnTypes().map(String)
  let row = 1
  for (;;) {
    pass.cancel?.throwIfCancelled()
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) return
    const cells = types.map((type, c) => cellsOf(chunk.getColumnValues(c), type))
    const { rowCount } = chunk
    yield { rowCount, firstRow: row, cells, position: { done: row + rowCount - 1, total: null, unit: 'rows' } }
    row += rowCount
  }
}

function cellsOf(values: readonly unknown[], type: string): Cells {
  if (type === 'BOOLEAN') return numbers('boolean', values, value => (value === true ? 1 : 0))
  if (/^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT|UINTEGER)$/.test(type)) return numbers('int', values, Number)
  if (/^(BIGINT|UBIGINT|HUGEINT|UHUGEINT)$/.test(type)) {
    const long = values.some(
      value =>
        typeof value === 'bigint' &&
        (value > BigInt(Number.MAX_SAFE_INTEGER) || value < BigInt(Number.MIN_SAFE_INTEGER)),
    )
    return long ? texts(values) : numbers('int', values, Number)
  }
  if (type === 'FLOAT' || type === 'DOUBLE') return numbers('float', values, Number)
  if (type.startsWith('DECIMAL'))
    return numbers(/,\s*0\)$/.test(type) ? 'int' : 'float', values, value => Number(String(value)))
  if (type.startsWith('TIMESTAMP')) return instants(values, type)
  if (type === 'DATE') return numbers('date', values, value => (value as { days: number }).days * 86_400_000)
  return texts(values)
}

function numbers(kind: NumberCells['kind'], values: readonly unknown[], read: (value: unknown) => number): NumberCells {
  const found = new Float64Array(values.length)
  for (let r = 0; r < values.length; r++) found[r] = values[r] === null ? Number.NaN : read(values[r])
  return { kind, values: found }
}

/** DuckDB's timestamps by their unit: `TIMESTAMP_S`, `TIMESTAMP_MS`, `TIMESTAMP` (µs), `TIMESTAMP_NS`, with or without zone. */
function instants(values: readonly unknown[], type: string): NumberCells {
  const ms = new Float64Array(values.length)
  const nanoseconds = new Int32Array(values.length)
  for (let r = 0; r < values.length; r++) {
    const value = values[r] as {
      seconds?: bigint
      millis?: bigint
      milliseconds?: bigint
      micros?: bigint
      nanos?: bigint
      nanoseconds?: bigint
    } | null
    if (value === null) {
      ms[r] = Number.NaN
      continue
    }
    const nanos =
      value.nanos ??
      value.nanoseconds ??
      (value.micros !== undefined
        ? value.micros * 1000n
        : (value.millis ?? value.milliseconds) !== undefined
          ? (value.millis ?? value.milliseconds)! * 1_000_000n
          : value.seconds! * 1_000_000_000n)
    let below = nanos % 1_000_000n
    if (below < 0n) below += 1_000_000n
    ms[r] = Number((nanos - below) / 1_000_000n)
    nanoseconds[r] = Number(below)
  }
  return { kind: 'date', values: ms, nanoseconds, zoned: type.includes('TIME ZONE') }
}

function texts(values: readonly unknown[]): TextCells {
  const encoded = values.map(value => (value === null || value === undefined ? null : encodeUtf8(printed(value))))
  const bytes = new Uint8Array(encoded.reduce((sum, text) => sum + (text?.length ?? 0), 0))
  const from = new Int32Array(values.length)
  const to = new Int32Array(values.length)
  let at = 0
  for (const [r, text] of encoded.entries()) {
    from[r] = text === null ? -1 : at
    if (text === null) continue
    bytes.set(text, at)
    at = to[r] = at + text.length
  }
  return { kind: 'text', bytes, from, to }
}

const printed = (value: unknown): string => (typeof value === 'string' ? value : String(value))
