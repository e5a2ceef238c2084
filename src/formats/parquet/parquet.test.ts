import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import { bytesSource } from '../../base/platform.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { Problems } from '../../log/problems.ts'
import { openLog } from '../open.ts'
import { proposeMapping } from '../propose-mapping.ts'
import { platform, printLog, printProblems, tableRows } from '../table/reading.fixture.ts'
import { parquetCells } from './cells.ts'
import { openParquet } from './table.ts'

type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData']
const file = (columnData: Columns, rowGroupSize?: number) =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...(rowGroupSize === undefined ? {} : { rowGroupSize }) }))
const source = (bytes: Uint8Array) => bytesSource('log.parquet', bytes)

const COLUMNS: Columns = [
  { name: 'case id', data: ['A', 'A', 'B'], type: 'STRING' },
  { name: 'activity', data: ['create', 'pay ü', null], type: 'STRING' },
  {
    name: 'timestamp',
    data: [new Date('2021-01-01T10:00:00Z'), new Date('2021-01-02T00:00:00Z'), null],
    type: 'TIMESTAMP',
  },
  { name: 'cost', data: [1.5, null, -2], type: 'DOUBLE' },
  { name: 'n', data: [1, 2, 3], type: 'INT32' },
  { name: 'ok', data: [true, false, null], type: 'BOOLEAN' },
]

test('typed columns become a log, with a mapping proposed', async () => {
  const { mapping, format } = await proposeMapping(source(file(COLUMNS)), { platform })
  expect([
    format,
    mapping.caseId.columns,
    mapping.complete?.columns,
    mapping.columns.map(({ column, type, scope }) => `${column} ${scope} ${type}`),
  ]).toEqual(['parquet', ['case id'], ['timestamp'], ['cost event float', 'n event int', 'ok event boolean']])
  const { log, problems } = await openLog(source(file(COLUMNS)), { platform, mapping })
  expect(printLog(log, 'cost', 'n', 'ok')).toEqual([
    'A: create@2021-01-01T10:00 cost=1.5 n=1 ok=true, pay ü@2021-01-02 cost=null n=2 ok=false',
    'B: ∅@ cost=-2 n=3 ok=null',
  ])
  expect(printProblems(problems)).toContain('missing-activity ×1 (row 3 "activity")')
})

test('a packed file is the same log', async () => {
  const packed = bytesSource('log.parquet.gz', gzipSync(file(COLUMNS)))
  const { log } = await openLog(packed, { platform })
  expect(printLog(log, 'n')).toEqual(printLog((await openLog(source(file(COLUMNS)), { platform })).log, 'n'))
  expect(log.eventCount).toBe(3)
})

test('row groups are read one after the other, and rows keep their numbers', async () => {
  const names = Array.from({ length: 50 }, (_, i) => `c${i}`)
  const table = await openParquet(
    source(
      file(
        [
          { name: 'a', data: names, type: 'STRING' },
          { name: 'b', data: names.map((_, i) => i), type: 'INT32' },
        ],
        7,
      ),
    ),
    { platform },
  )
  expect(await tableRows(table)).toEqual(names.map((name, i) => [name, String(i)]))
  const firsts: number[] = []
  for await (const { firstRow } of table.batches({ problems: new Problems() })) firsts.push(firstRow)
  expect(firsts).toEqual([1, 8, 15, 22, 29, 36, 43, 50])
})

describe('values', () => {
  const kind = (name: 'int' | 'float' | 'date' | 'time', more = {}) => ({
    kind: name,
    zoned: false,
    scale: 0,
    perSecond: 1,
    ...more,
  })
  test('nanoseconds are kept below the ms, also before 1970', () => {
    expect(parquetCells([1_600_000_000_000_000_001n, -1n, null, 1.5], 0, 4, kind('date'))).toEqual({
      kind: 'date',
      values: Float64Array.of(1_600_000_000_000, -1, Number.NaN, 1),
      nanoseconds: Int32Array.of(1, 999_999, 0, 500_000),
      zoned: false,
    })
  })
  test('decimals are what they say, and whole numbers beyond 2^53 stay text', () => {
    expect(parquetCells([57 * 0.01, -57 * 0.01], 0, 2, kind('float', { scale: 2 }))).toMatchObject({
      values: Float64Array.of(0.57, -0.57),
    })
    expect(parquetCells([9_007_199_254_740_993n], 0, 1, kind('int'))).toMatchObject({ kind: 'text' })
  })
})

describe('bad input', () => {
  test.each([
    [
      'too short',
      Uint8Array.of(80, 65, 82, 49),
      'log.parquet: The Parquet file cannot be read: it is too short. Copy or write it again',
    ],
    ['cut off', file(COLUMNS).slice(0, 200), 'log.parquet: The Parquet file cannot be read:'],
    [
      'something else',
      encodeUtf8('PAR1 this is no parquet file at all PAR0'),
      'log.parquet: The Parquet file cannot be read:',
    ],
  ])('%s', async (_, bytes, message) => {
    await expect(openParquet(source(bytes), { platform })).rejects.toThrow(message)
  })
  test('a column that the schema does not name is refused before it is read, so that nothing fails unseen', async () => {
    const bytes = file(COLUMNS)
    const unseen: unknown[] = []
    const see = (error: unknown) => unseen.push(error)
    process.on('unhandledRejection', see)
    // the last name is that of the column, the one before it that of the schema
    bytes[Buffer.from(bytes).lastIndexOf('activity')] = 0x78
    bytes.fill(0xff, 4, 60)
    await expect(openLog(source(bytes), { platform })).rejects.toThrow('its columns do not fit its schema')
    await new Promise(resolve => setImmediate(resolve))
    process.off('unhandledRejection', see)
    expect(unseen).toEqual([])
  })

  test('a schema that promises more columns than it has is an error', async () => {
    const bytes = file([{ name: 'a', data: ['x'], type: 'STRING' }])
    // the root of the schema: field 4, its name; field 5, one child (zigzag)
    const root = Buffer.from(bytes).lastIndexOf(Buffer.from('root'))
    bytes[bytes.indexOf(2, root)] = 20
    await expect(openParquet(source(bytes), { platform })).rejects.toThrow(
      'log.parquet: The Parquet file cannot be read:',
    )
  })
  test('damaged pages are an error, never a wrong log', async () => {
    const bytes = file(COLUMNS)
    bytes.fill(0xff, 4, 60)
    const table = await openParquet(source(bytes), { platform })
    await expect(tableRows(table)).rejects.toThrow('The Parquet file cannot be read:')
  })
})
