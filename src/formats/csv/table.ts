import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import type { TableSettings } from '../../log/mapping.ts'
import type { PassOptions, Table, TableBatch } from '../../log/table.ts'
import { defaultLimits } from '../format.ts'
import { detectEncoding, type Encoding, givenEncoding } from '../table/encoding.ts'
import { columnNames, sniffHeader } from '../table/header.ts'
import type { OpenOptions } from '../table/tabular-format.ts'
import { asUtf8, noMisfits, tellEncoding } from '../table/transcode.ts'
import { CsvScanner, type ScanReport } from './scan.ts'
import { cutRows, sniffDialect, spell } from './sniff.ts'

const HEAD = 1 << 18
/** Cells a batch: enough to make a call a column cheap, few enough to stay in the cache. */
const BATCH_CELLS = 1 << 16

interface Opened {
  readonly source: ByteSource
  readonly options: OpenOptions
  readonly encoding: Encoding
  readonly delimiter: number
  readonly quote: number
  readonly skip: number
  readonly header: boolean
  readonly names: ReturnType<typeof columnNames>
}

/** Delimited text as a table. Reads the head at once; throws `FormatError` where there is no table in it. */
export async function openCsv(source: ByteSource, options: OpenOptions): Promise<Table> {
  const given = options.settings ?? {}
  const encoding = given.encoding === undefined ? await detectEncoding(source, options) : givenEncoding(given.encoding)
  const { head, complete } = await readHead(source, encoding, options)
  if (head.trim() === '')
    throw new FormatError('The file is empty.', {
      file: source.name,
      fix: 'Give a table with a row for each event: a case, an activity and a time.',
    })
  const dialect = sniffDialect(head, complete, given)
  const rows = cutRows(head, dialect.delimiter, dialect.quote, 300, true).map(row => row.cells)
  const table = rows.slice(dialect.skip)
  const cutShort = !complete && table.length > 1 && table.length + dialect.skip < 300
  const sample = cutShort ? table.slice(0, -1) : table
  const sniffed = given.header === undefined ? sniffHeader(sample) : { header: given.header, reason: '' }
  const first = sample[0] ?? []
  if (first.length < 2 && options.single !== true) refuseSingle(source.name, dialect.delimiter, given)
  const names = columnNames(sniffed.header ? first : first.map(() => ''))
  const limits = { ...defaultLimits, ...options.limits }
  if (names.names.length > limits.keys)
    throw new FormatError(`The first row has ${names.names.length} cells; at most ${limits.keys} columns are read.`, {
      file: source.name,
      row: 1,
    })
  const opened: Opened = {
    source,
    options,
    encoding,
    delimiter: dialect.delimiter.charCodeAt(0),
    quote: dialect.quote === null ? -1 : dialect.quote.charCodeAt(0),
    skip: dialect.skip,
    header: sniffed.header,
    names,
  }
  const settings: TableSettings = {
    ...given,
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    encoding: encoding.label,
    header: sniffed.header,
  }
  return {
    name: source.name,
    columns: names.names,
    settings,
    reasons: [encoding.reason, ...dialect.reasons, sniffed.reason].filter(Boolean),
    batches: pass => batches(opened, pass),
  }
}

function refuseSingle(file: string, delimiter: string, given: TableSettings): never {
  const tried =
    given.delimiter === undefined
      ? 'comma, semicolon, tab and bar were tried'
      : `the delimiter given is ${spell(delimiter)}`
  throw new FormatError(`The table has only one column (${tried}).`, {
    file,
    row: 1,
    fix: 'An event log needs at least a column for the case and one for the activity, and one for the time; name the delimiter if it is another one.',
  })
}

async function readHead(source: ByteSource, encoding: Encoding, options: OpenOptions) {
  const bytes = new Uint8Array(HEAD)
  let size = 0
  let complete = true
  for await (const chunk of asUtf8(source.stream(), encoding, options.platform)) {
    if (size + chunk.length > HEAD) {
      bytes.set(chunk.subarray(0, HEAD - size), size)
      size = HEAD
      complete = false
      break
    }
    bytes.set(chunk, size)
    size += chunk.length
  }
  return { head: decodeUtf8(bytes, 0, size), complete }
}

/** One pass over the rows. Row numbers count the rows of the file from 1, blank ones and the header included. */
async function* batches(opened: Opened, pass: PassOptions): AsyncIterable<TableBatch> {
  const { source, options, names, header, skip } = opened
  const { problems } = pass
  const limits = { ...defaultLimits, ...options.limits }
  const count = names.names.length
  for (const name of names.doubled)
    problems.add('duplicate-header', 'Columns have the same name; the later ones got a number behind it.', {
      row: 1 + skip,
      column: name,
    })
  if (names.unnamed > 0 && header)
    problems.add(
      'unnamed-column',
      'Columns have no name; they are named by their place.',
      { row: 1 + skip },
      'info',
      names.unnamed,
    )
  let buffer = new Uint8Array((1 << 20) + 4)
  const capacity = Math.max(16, Math.floor(BATCH_CELLS / count))
  const scanner = new CsvScanner(count, opened.delimiter, opened.quote, capacity, buffer)
  let start = 0
  let end = 0
  let row = 1
  let done = 0
  let toSkip = skip + (header ? 1 : 0)
  const misfits = noMisfits()
  const counted = countBytes(source.stream(), n => (done += n))
  const chunks = asUtf8(counted, opened.encoding, options.platform, misfits)[Symbol.asyncIterator]()
  try {
    for (let last = false; !last; ) {
      const next = await chunks.next()
      pass.cancel?.throwIfCancelled()
      if (next.done) last = true
      else {
        const chunk = next.value
        if (start > 0) buffer.copyWithin(0, start, end)
        end -= start
        start = 0
        if (end + chunk.length + 2 > buffer.length) {
          const grown = new Uint8Array((end + chunk.length) * 2 + 4)
          grown.set(buffer.subarray(0, end))
          buffer = grown
          scanner.useBytes(buffer)
        }
        buffer.set(chunk, end)
        end += chunk.length
        scanner.plainQuoteAt = -1
      }
      for (;;) {
        const report = scanner.scan(buffer, start, end, last)
        row += report.blank
        if (report.blank > 0)
          problems.add('blank-row', 'Blank lines were left out.', { row: row - 1 }, 'info', report.blank)
        if (report.rows === 0) {
          if (report.openAt >= 0 && (last || end - report.openAt > limits.valueBytes)) {
            if (!last) throw tooLong(source.name, row, limits.valueBytes)
            problems.add('unclosed-quote', 'A quote is opened and never closed; it was read as a plain character.', {
              row,
            })
            scanner.plainQuoteAt = report.openAt
            start = report.at
            continue
          }
          start = report.at
          if (end - start > limits.valueBytes * 4 || (!last && longCell(buffer, start, end, opened, limits.valueBytes)))
            throw tooLong(source.name, row, limits.valueBytes)
          break
        }
        const first = Math.min(report.rows, toSkip)
        toSkip -= first
        tell(report, first, buffer, row, count, problems)
        if (report.rows > first)
          yield {
            rowCount: report.rows - first,
            firstRow: row + first,
            cells:
              first === 0
                ? scanner.cells
                : scanner.cells.map(c => ({ ...c, from: c.from.subarray(first), to: c.to.subarray(first) })),
            position: { done, total: source.size, unit: 'bytes' },
          }
        row += report.rows
        start = report.at
      }
    }
    tellEncoding(opened.encoding, misfits, problems)
  } finally {
    await chunks.return?.()
  }
}

async function* countBytes(
  chunks: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    count(chunk.length)
    yield chunk
  }
}

/** Whether an unfinished row holds one unquoted cell beyond the limit: a file of another kind, or a hostile one. */
function longCell(bytes: Uint8Array, start: number, end: number, { delimiter }: Opened, limit: number): boolean {
  return (
    end - start > limit &&
    bytes.lastIndexOf(delimiter, end - 1) < end - limit &&
    bytes.lastIndexOf(10, end - 1) < end - limit
  )
}

const tooLong = (file: string, row: number, limit: number) =>
  new FormatError(`A cell is longer than ${limit} bytes.`, {
    file,
    row,
    fix: 'Check that the quotes of this row are closed and that the file is a table.',
  })

function tell(
  report: ScanReport,
  first: number,
  bytes: Uint8Array,
  row: number,
  count: number,
  problems: PassOptions['problems'],
): void {
  for (const { row: r, fields, from, to } of report.extra)
    if (r >= first && !problems.more('long-row'))
      problems.add(
        'long-row',
        `Rows have more cells than the ${count} columns; the cells beyond were left out.`,
        { row: row + r, value: `${fields} cells, first beyond: ${decodeUtf8(bytes, from, Math.min(to, from + 80))}` },
        'loss',
      )
  for (const { row: r, fields } of report.short)
    if (r >= first && !problems.more('short-row'))
      problems.add('short-row', `Rows have fewer cells than the ${count} columns; the missing cells are empty.`, {
        row: row + r,
        value: `${fields} cells`,
      })
  for (const r of report.stray)
    if (r >= first && !problems.more('text-after-quote'))
      problems.add('text-after-quote', 'Text stands behind a closing quote; it was joined to the cell.', {
        row: row + r,
      })
}
