import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, expect, test } from 'vitest'
import { fileSource, nodePlatform as platform } from '../src/base/platform.node.ts'
import { decodeUtf8 } from '../src/base/utf8.ts'
import { openLog, openTable, proposeForTable, type ReadParquet, readTable } from '../src/formats/index.ts'
import { textCells } from '../src/formats/table/cells.ts'
import { valueAt } from '../src/log/column.ts'
import type { EventLog } from '../src/log/event-log.ts'
import { Problems } from '../src/log/problems.ts'
import type { Table } from '../src/log/table.ts'
import { duckParquet, duckTable } from '../src/sources/duckdb.node.ts'
import { describeShared, sharedPath } from './shared.ts'

const folder = mkdtempSync(join(tmpdir(), 'parfocal-duckdb-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function rowsOf(table: Table): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = []
  for await (const { cells, rowCount } of table.batches({ problems: new Problems() })) {
    const texts = cells.map(column => column && textCells(column, rowCount))
    for (let r = 0; r < rowCount; r++)
      rows.push(
        texts.map(text =>
          !text || text.from[r]! < 0 || text.from[r] === text.to[r]
            ? null
            : decodeUtf8(text.bytes, text.from[r]!, text.to[r]!),
        ),
      )
  }
  return rows
}

/** Everything of a log but its name, as JSON. */
function plain(log: EventLog): unknown {
  const rows = (columns: EventLog['eventAttributes'], count: number) =>
    Object.fromEntries(
      [...columns]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, column]) => [key, Array.from({ length: count }, (_, r) => valueAt(column, r))]),
    )
  return {
    cases: Array.from({ length: log.caseCount }, (_, c) => log.caseIds.text(c)),
    offsets: [...log.caseOffsets],
    activities: Array.from({ length: log.eventCount }, (_, r) => valueAt(log.activity, r)),
    complete: [...log.complete],
    start: log.start && [...log.start],
    event: rows(log.eventAttributes, log.eventCount),
    case: rows(log.caseAttributes, log.caseCount),
  }
}

/** Like `toEqual`, but quick on tables of a hundred thousand cells: shows the first row that differs. */
function expectSameRows(
  ours: readonly (readonly (string | null)[])[],
  theirs: readonly (readonly (string | null)[])[],
): void {
  const print = (row: readonly (string | null)[] | undefined) => JSON.stringify(row)
  const at = ours.findIndex((row, r) => print(row) !== print(theirs[r]))
  expect({ row: at, cells: ours[at] }).toEqual({ row: -1, cells: at < 0 ? undefined : theirs[at] })
  expect(ours.length).toBe(theirs.length)
}

const CSVS = [
  'verenich-csv/helpdesk.csv',
  'pm4py-receipt/receipt.csv',
  'pm4py-reviewing/reviewing.csv',
  'pm4py-interval/interval_event_log.csv',
  'bupar-eventdataR/patients.csv',
  'uci-incident/incident_event_log.csv',
  'logquality-polluted/credit/Credit-Polluted.csv',
  'api-production/Production.csv',
  'ui-rpm-segmentator/Evaluation/CSV/Reimbursement_segmented.csv',
]

describeShared(
  'DuckDB and the core readers agree',
  [...CSVS.map(path => `data/logs/${path}`), 'data/logs/pm4py-receipt/receipt.parquet', 'data/logs/sap-o2c-jsonl'],
  () => {
    test.each(CSVS)('on the cells of %s', async path => {
      const full = sharedPath('data/logs', path)
      const { table } = await openTable(await fileSource(full), { platform })
      const duck = await duckTable(path, { kind: 'csv', path: full })
      expectSameRows(await rowsOf(table), await rowsOf(duck))
    })

    test('on the log of a Parquet file that pandas wrote', async () => {
      const full = sharedPath('data/logs/pm4py-receipt/receipt.parquet')
      const duck = await duckTable('receipt.parquet', { kind: 'parquet', path: full })
      const { table } = await openTable(await fileSource(full), { platform })
      expect(table.columns).toEqual(duck.columns)
      const [ours, theirs] = [
        await readTable('parquet', table, { platform }),
        await readTable('parquet', duck, { platform }),
      ]
      expect(JSON.stringify(plain(ours.log)) === JSON.stringify(plain(theirs.log))).toBe(true)
      expect(ours.log.eventCount).toBe(8577)
    })

    test.each([
      'sales_order_headers/part-20251119-133429-440.jsonl',
      'outbound_delivery_headers/part-20251119-133431-414.jsonl',
      'products/part-20251119-133438-390.jsonl',
    ])('on the cells of %s', async path => {
      const full = sharedPath('data/logs/sap-o2c-jsonl/sap-o2c-data', path)
      const { table } = await openTable(await fileSource(full), { platform })
      const sql = `SELECT * FROM read_json('${full}', format = 'newline_delimited', columns = {${await keysOf(table)}})`
      const duck = await duckTable(path, { kind: 'sql', sql })
      const flat = table.columns.map((name, c) => (name.includes('.') ? -1 : c)).filter(c => c >= 0)
      // Nested objects are dotted columns with us and structs with DuckDB: the flat columns are compared.
      expectSameRows(
        (await rowsOf(table)).map(row => flat.map(c => row[c] ?? null)),
        await rowsOf(duck),
      )
      expect(flat.length).toBeGreaterThan(5)
    })
  },
)

async function keysOf(table: Table): Promise<string> {
  await rowsOf(table)
  return table.columns
    .filter(name => !name.includes('.'))
    .map(name => `'${name}': 'VARCHAR'`)
    .join(', ')
}

test('small CSV files are cut into the same cells by DuckDB', async () => {
  // DuckDB reads an empty cell and a quoted empty one as NULL, as we do; blank lines and ragged rows are left out here,
  // because DuckDB refuses or pads them by rules of its own.
  const cell = fc.oneof(
    fc.constantFrom('', 'a', 'x y', '"q"', 'p,q', 'l1\nl2', 'é😀', "it's", ' s ', '0', '=1+1'),
    fc.string({ unit: 'grapheme', maxLength: 4 }).filter(text => !/[\0\r]/.test(text)),
  )
  let n = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 8 }), async rows => {
      const path = join(folder, `fuzz-${n++}.csv`)
      const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
      writeFileSync(path, `case,activity,time\n${rows.map(row => row.map(quote).join(',')).join('\n')}\n`)
      const { table } = await openTable(await fileSource(path), {
        platform,
        format: 'csv',
        settings: { delimiter: ',', quote: '"', header: true, encoding: 'utf-8' },
      })
      const sql = `SELECT * FROM read_csv('${path}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, columns = {'case': 'VARCHAR', 'activity': 'VARCHAR', 'time': 'VARCHAR'})`
      expect(await rowsOf(table)).toEqual(await rowsOf(await duckTable(path, { kind: 'sql', sql })))
    }),
    { numRuns: 15 },
  )
})

test('Parquet of every type is read alike by both', async () => {
  const sql = `SELECT * FROM (VALUES
    ('c1', 'a', TIMESTAMP '2021-01-01 10:00:00.123456', TIMESTAMPTZ '2021-01-01 10:00:00+02', TIMESTAMP_NS '2021-01-01 10:00:00.123456789', TIMESTAMP_S '2021-01-01 10:00:00', DATE '2021-02-03', 1, 2::BIGINT, 9223372036854775807, 1.5::DOUBLE, 12.34::DECIMAL(10,2), true, [1, 2], TIME '10:11:12'),
    ('c1', 'b', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('c2', 'ü', TIMESTAMP '1948-01-01 00:00:00', TIMESTAMPTZ '2999-01-01 00:00:00Z', TIMESTAMP_NS '1970-01-01 00:00:00', TIMESTAMP_S '1969-12-31 23:59:59', DATE '1969-12-31', -1, -2::BIGINT, 0, -0.57::DOUBLE, -0.57::DECIMAL(10,2), false, [], TIME '00:00:00')
  ) t(case_id, activity, us, tz, ns, s, day, i, big, huge, f, dec, ok, list, clock)`
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd', 'lz4_raw', 'brotli']) {
    const path = join(folder, `${codec}.parquet`)
    await connection.run(`COPY (${sql}) TO '${path}' (FORMAT parquet, COMPRESSION ${codec})`)
    const { table } = await openTable(await fileSource(path), { platform })
    const duck = await duckTable(path, { kind: 'parquet', path })
    const mapping = {
      version: 1,
      caseId: 'case_id',
      activity: 'activity',
      complete: { columns: ['us'], format: 'iso' },
      columns: (await proposeForTable('parquet', duck, { platform })).mapping.columns
        .filter(({ column }) => !['list'].includes(column))
        .concat([{ column: 'list', action: 'drop', scope: 'event', type: 'string' }]),
    }
    const [ours, theirs] = [
      await readTable('parquet', table, { platform, mapping }),
      await readTable('parquet', duck, { platform, mapping }),
    ]
    expect(plain(ours.log), codec).toEqual(plain(theirs.log))
    expect(ours.log.caseCount).toBe(2)
  }
})

test('what hyparquet-writer writes is read by both', async () => {
  const path = join(folder, 'own.parquet')
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'case', data: ['1', '1', '2'], type: 'STRING' },
      { name: 'activity', data: ['a', 'b', 'a'], type: 'STRING' },
      { name: 'time', data: [new Date(0), new Date(1500), new Date(-1)], type: 'TIMESTAMP' },
      { name: 'n', data: [1, 2, 3], type: 'INT32' },
    ],
  })
  writeFileSync(path, new Uint8Array(buffer))
  const { table } = await openTable(await fileSource(path), { platform })
  const duck = await duckTable(path, { kind: 'parquet', path })
  expect(plain((await readTable('parquet', table, { platform })).log)).toEqual(
    plain((await readTable('parquet', duck, { platform })).log),
  )
})

test('a server that has DuckDB reads the same log by it, and leaves to the core what DuckDB would print differently', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const write = async (name: string, more: string) => {
    const path = join(folder, name)
    await connection.run(
      `COPY (SELECT 'c' || (i // 4) AS case_id, 'a' || (i % 3) AS activity, TIMESTAMP '2021-01-01' + INTERVAL (i) MINUTE AS time, i * 0.25 AS cost${more} FROM range(10000) t(i)) TO '${path}' (FORMAT parquet)`,
    )
    return path
  }
  const flat = await write('flat.parquet', '')
  let given = 0
  const counting = (path: string): ReadParquet => {
    const by = duckParquet(path)
    return async source => {
      const table = await by(source)
      if (table) given++
      return table
    }
  }
  const source = await fileSource(flat)
  const ours = await openLog(source, { platform })
  const theirs = await openLog(source, { platform, readParquet: counting(flat) })
  expect(given).toBe(1)
  expect(JSON.stringify(plain(theirs.log)) === JSON.stringify(plain(ours.log))).toBe(true)
  expect([theirs.log.eventCount, theirs.problems, theirs.mapping]).toEqual([10_000, ours.problems, ours.mapping])
  const nested = await write('nested.parquet', ', [i, i] AS pair')
  const lists = await openLog(await fileSource(nested), { platform, readParquet: counting(nested) })
  expect([given, lists.log.eventCount]).toEqual([1, 10_000])
  const damaged = join(folder, 'damaged.parquet')
  writeFileSync(damaged, readFileSync(flat).fill(0xff, 4, 200))
  await expect(openLog(await fileSource(damaged), { platform, readParquet: counting(damaged) })).rejects.toThrow(
    /^damaged\.parquet: The Parquet file cannot be read/,
  )
})
