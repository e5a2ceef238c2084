import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import { decodeUtf8, encodeUtf8Into } from '../../base/utf8.ts'
import { Problems } from '../../log/problems.ts'
import type { PassOptions, Table, TableBatch } from '../../log/table.ts'
import { defaultLimits } from '../format.ts'
import { detectEncoding, type Encoding, givenEncoding } from '../table/encoding.ts'
import type { OpenOptions } from '../table/tabular-format.ts'
import { asUtf8, noMisfits, tellEncoding } from '../table/transcode.ts'
import { JsonElements } from './elements.ts'
import { unfold } from './histories.ts'
import { JsonRecords, JsonTrouble } from './record.ts'
import { type JsonShape, jsonShape } from './shape.ts'

const HEAD = 1 << 19
const BATCH_ROWS = 512

/** JSON lines, an array of objects, or an object with such an array, as a table; nested keys become dotted columns. */
export async function openJson(source: ByteSource, options: OpenOptions): Promise<Table> {
  const given = options.settings ?? {}
  const encoding = given.encoding === undefined ? await detectEncoding(source, options) : givenEncoding(given.encoding)
  let head = ''
  let complete = true
  for await (const chunk of asUtf8(source.stream(), encoding, options.platform)) {
    head += decodeUtf8(chunk, 0, Math.min(chunk.length, HEAD))
    if (head.length >= HEAD) {
      complete = false
      break
    }
  }
  if (head.trim() === '')
    throw new FormatError('The file is empty.', {
      file: source.name,
      fix: 'Give JSON lines, or an array of objects: one for each event.',
    })
  const shape = jsonShape(head, complete, given.rows)
  const limits = { ...defaultLimits, ...options.limits }
  const columns: string[] = []
  const table: Table = {
    name: source.name,
    columns,
    settings: {
      ...given,
      encoding: encoding.label,
      ...rowsSetting(shape),
    },
    reasons: [encoding.reason, shape.reason].filter(Boolean),
    async *batches(pass) {
      const records = new JsonRecords(BATCH_ROWS, limits)
      // Columns keep their place between passes: cells are handed out by name.
      for await (const batch of rowsOf({ source, options, shape, encoding, records, limits }, pass))
        yield arranged(batch, records.names, columns)
    },
  }
  // The first rows name the columns; further ones may turn up in any pass.
  for await (const { position } of table.batches({
    problems: new Problems(),
    ...(options.cancel ? { cancel: options.cancel } : {}),
  }))
    if (position.done > 0) break
  return table
}

/** The path of the rows as a mapping has it, where it is not plain. */
function rowsSetting({ kind, path, inner }: JsonShape): { rows?: string } {
  const outer = path.join('.')
  if (inner.length > 0) return { rows: [outer, ...inner].map(part => `${part}[]`).join('.') }
  return kind === 'rows' && outer !== '' ? { rows: outer } : {}
}

/** The cells of a batch in the table's own order of columns, which only ever grows. */
function arranged(batch: TableBatch, names: readonly string[], columns: string[]): TableBatch {
  const places = new Map(columns.map((name, index) => [name, index]))
  const cells: TableBatch['cells'][number][] = new Array(columns.length).fill(undefined)
  for (const [i, name] of names.entries()) {
    const place = places.get(name)
    if (place === undefined) cells[columns.push(name) - 1] = batch.cells[i]
    else cells[place] = batch.cells[i]
  }
  return { ...batch, cells }
}

interface Opened {
  readonly source: ByteSource
  readonly options: OpenOptions
  readonly shape: JsonShape
  readonly encoding: Encoding
  readonly records: JsonRecords
  readonly limits: typeof defaultLimits
}

async function* rowsOf(opened: Opened, pass: PassOptions): AsyncIterable<TableBatch> {
  const { source, options, shape, records, limits } = opened
  const lines = shape.kind === 'lines'
  const elements = new JsonElements(shape.kind === 'rows' ? shape.path : null, limits.depth)
  let buffer = new Uint8Array((1 << 20) + 16)
  let end = 0
  let lineStart = 0
  let row = 0
  let done = 0
  let firstRow = 1
  const position = () => ({ done, total: source.size, unit: 'bytes' as const })
  let unfolded = new Uint8Array(shape.inner.length > 0 ? 1 << 16 : 0)
  let unfoldedEnd = 0
  const flush = (): TableBatch => {
    const bytes = shape.inner.length > 0 ? unfolded : buffer
    return { rowCount: records.rows, firstRow, cells: records.batch(bytes), position: position() }
  }
  const clear = (): void => {
    records.clear()
    unfoldedEnd = 0
  }
  const put = (item: unknown): void => {
    const text = JSON.stringify(item)
    if (unfoldedEnd + text.length * 3 > unfolded.length) {
      const grown = new Uint8Array((unfoldedEnd + text.length * 3) * 2)
      grown.set(unfolded.subarray(0, unfoldedEnd))
      unfolded = grown
    }
    const to = encodeUtf8Into(text, unfolded, unfoldedEnd)
    records.add(unfolded, unfoldedEnd, to)
    unfoldedEnd = to
  }
  /** Rows inside the element read at from..to; they are handed out before the batch is full. */
  const unfoldAt = function* (from: number, to: number): Generator<TableBatch> {
    const items = unfold(parseElement(buffer, from, to), shape.path.at(-1) ?? '', shape.inner)
    if (items.length === 0)
      pass.problems.add('no-history', 'Elements have no history; they gave no row.', { row: row + 1 }, 'info')
    for (const item of items) {
      row++
      if (records.rows === 0) firstRow = row
      put(item)
      if (records.rows < records.capacity) continue
      yield flush()
      clear()
    }
  }
  const take = (from: number, to: number): void => {
    row++
    if (records.rows === 0) firstRow = row
    records.add(buffer, from, to)
  }
  /** What is no JSON: a line is left out and told, anything else is the end. */
  const fault = (error: unknown, from: number, to: number): void => {
    if (!(error instanceof JsonTrouble)) throw error
    if (!lines)
      throw new FormatError(error.message, {
        file: source.name,
        row,
        byte: done,
        fix: 'The text is no valid JSON; export it again.',
      })
    const value = `${error.message} ${decodeUtf8(buffer, from, Math.min(to, from + 60))}`
    pass.problems.add('broken-json', 'Lines are no valid JSON; they were left out.', { row, value }, 'loss')
  }
  const read = function* (from: number, to: number): Generator<TableBatch> {
    try {
      if (shape.inner.length > 0) yield* unfoldAt(from, to)
      else take(from, to)
    } catch (error) {
      fault(error, from, to)
    }
    // Rows of a batch are numbered on end: a row that was left out, or blank, ends it.
    if (records.rows > 0 && (records.rows === records.capacity || row - firstRow + 1 > records.rows)) {
      yield flush()
      clear()
    }
  }
  const misfits = noMisfits()
  const chunks = asUtf8(source.stream(), opened.encoding, options.platform, misfits)[Symbol.asyncIterator]()
  try {
    for (let last = false; !last; ) {
      const next = await chunks.next()
      pass.cancel?.throwIfCancelled()
      if (next.done) last = true
      else {
        const keep = lines ? lineStart : elements.keep
        buffer.copyWithin(0, keep, end)
        end -= keep
        lineStart -= keep
        elements.moved(keep)
        const chunk = next.value
        done += chunk.length
        if (end + chunk.length > buffer.length) {
          if (end > limits.valueBytes * 4)
            throw new FormatError(`A row is longer than ${limits.valueBytes * 4} bytes.`, {
              file: source.name,
              row: row + 1,
              fix: 'Name the array that holds the rows (table.rows of the mapping).',
            })
          const grown = new Uint8Array((end + chunk.length) * 2)
          grown.set(buffer.subarray(0, end))
          buffer = grown
        }
        buffer.set(chunk, end)
        end += chunk.length
      }
      for (;;) {
        if (lines) {
          let to = buffer.subarray(0, end).indexOf(10, lineStart)
          if (to < 0 && !last) break
          if (to < 0) to = end
          if (lineStart >= end) break
          if (isBlank(buffer, lineStart, to)) {
            if (records.rows > 0) {
              yield flush()
              clear()
            }
            row++
          } else yield* read(lineStart, to)
          lineStart = to + 1
        } else {
          const step = elements.next(buffer, end, last)
          if (step !== 'element') break
          yield* read(elements.from, elements.to)
        }
      }
      if (records.rows > 0) {
        yield flush()
        clear()
      }
    }
    if (!lines) checkEnd(elements, shape, source.name, row)
    tellEncoding(opened.encoding, misfits, pass.problems)
  } finally {
    await chunks.return?.()
  }
}

function checkEnd(elements: JsonElements, shape: JsonShape, file: string, row: number): void {
  if (elements.trouble !== null) throw new FormatError(elements.trouble, { file, row: row + 1 })
  if (!elements.inside)
    throw new FormatError(
      `The text has no array ${shape.path.length > 0 ? `"${shape.path.join('.')}"` : ''} with rows.`,
      { file, fix: 'Name the array in the mapping (table.rows).' },
    )
  if (elements.cut || (shape.kind === 'rows' && !elements.closed))
    throw new FormatError('The JSON text is cut off: the array or object is not closed.', {
      file,
      row: row + 1,
      fix: 'Copy or export the file again.',
    })
}

function parseElement(bytes: Uint8Array, from: number, to: number): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes, from, to))
  } catch {
    throw new JsonTrouble('The value is no valid JSON.', from)
  }
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! > 32) return false
  return true
}
