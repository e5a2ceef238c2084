import type { TextCells } from '../../log/table.ts'

/** What scanning bytes up to the end of a buffer met. */
export interface ScanReport {
  /** First byte that belongs to no finished row. */
  at: number
  /** Rows written into `from` and `to`. */
  rows: number
  /** Blank lines before the first row, counted as rows of the file. */
  blank: number
  /** Byte of a quote, in the row begun at `at`, that is not closed in the buffer; -1 for none. */
  openAt: number
  /** Cells that did not fit the columns, by row of the batch; the first of each row. */
  readonly extra: { row: number; fields: number; from: number; to: number }[]
  readonly short: { row: number; fields: number }[]
  /** Rows where text stands behind a closing quote. */
  readonly stray: number[]
}

const LF = 10
const CR = 13

/**
 * Cuts rows of delimited text (RFC 4180, and what people write instead) into cells, column by column, without a
 * string a cell. `bytes` must be the caller's own: doubled quotes are undone in place. bytes[end] must be writable; a line end is put there as a sentinel.
 */
export class CsvScanner {
  readonly columnCount: number
  readonly capacity: number
  readonly cells: TextCells[]
  readonly report: ScanReport = { at: 0, rows: 0, blank: 0, openAt: -1, extra: [], short: [], stray: [] }
  /** Where this quote stands, it is plain text: the scanner's way on when a quote is never closed. */
  plainQuoteAt = -1
  private readonly from: Int32Array
  private readonly to: Int32Array
  private readonly delimiter: number
  private readonly quote: number
  /** Cells of the row at hand whose text is not yet as it should be. */
  private readonly mends: { cell: number; begin: number; close: number; tail: number }[] = []

  constructor(columnCount: number, delimiter: number, quote: number, capacity: number, bytes: Uint8Array) {
    this.columnCount = columnCount
    this.delimiter = delimiter
    this.quote = quote
    this.capacity = capacity
    this.from = new Int32Array(columnCount * capacity)
    this.to = new Int32Array(columnCount * capacity)
    this.cells = []
    this.useBytes(bytes)
  }

  useBytes(bytes: Uint8Array): void {
    const { capacity } = this
    for (let c = 0; c < this.columnCount; c++)
      this.cells[c] = {
        kind: 'text',
        bytes,
        from: this.from.subarray(c * capacity, (c + 1) * capacity),
        to: this.to.subarray(c * capacity, (c + 1) * capacity),
      }
  }

  /** Cut rows from `start` until `end`, a full batch or a blank line. `last`: an unfinished row at the end is a row. */
  scan(bytes: Uint8Array, start: number, end: number, last: boolean): ScanReport {
    const { from, to, capacity, columnCount, delimiter, quote, report, mends } = this
    report.extra.length = report.short.length = report.stray.length = mends.length = 0
    report.openAt = -1
    report.blank = 0
    bytes[end] = LF
    let at = start
    let rows = 0
    let rowStart = start
    cutting: while (at < end && rows < capacity) {
      let field = 0
      for (;;) {
        let c = bytes[at]!
        let begin = at
        let stop = at
        if (c === quote && at < end && at !== this.plainQuoteAt) {
          const close = closing(bytes, at + 1, end, quote)
          if (close < 0 || (close + 1 >= end && !last)) {
            if (close < 0) report.openAt = at
            break cutting
          }
          begin = at + 1
          stop = close
          at = close + 1
          c = bytes[at]!
          const stray = c !== delimiter && c !== LF && c !== CR
          while ((c > CR || (c !== LF && c !== CR)) && c !== delimiter) c = bytes[++at]!
          if (stray || doubled)
            mends.push({ cell: field < columnCount ? field * capacity + rows : -1, begin, close, tail: at })
          if (stray) report.stray.push(rows)
        } else {
          while ((c > CR || (c !== LF && c !== CR)) && c !== delimiter) c = bytes[++at]!
          stop = at
        }
        if (at >= end && !last) break cutting
        if (field < columnCount) {
          const cell = field * capacity + rows
          from[cell] = begin
          to[cell] = stop
        } else if (field === columnCount) report.extra.push({ row: rows, fields: 0, from: begin, to: stop })
        field++
        if (c === delimiter && at < end) {
          at++
          if (at < end || !last) continue
          if (field < columnCount) from[field * capacity + rows] = to[field * capacity + rows] = end
          else if (field === columnCount) report.extra.push({ row: rows, fields: 0, from: end, to: end })
          field++
          break
        }
        if (c === CR) {
          if (at + 1 >= end && !last) break cutting
          at += bytes[at + 1] === LF ? 2 : 1
        } else at++
        break
      }
      if (field === 1 && columnCount > 1 && to[rows] === from[rows] && bytes[from[rows]!] !== quote) {
        if (rows > 0) break
        report.blank++
        rowStart = Math.min(at, end)
        continue
      }
      rowStart = at = Math.min(at, end)
      if (mends.length > 0) this.mend(bytes)
      if (field < columnCount) {
        report.short.push({ row: rows, fields: field })
        for (let f = field; f < columnCount; f++) from[f * capacity + rows] = -1
      } else if (field > columnCount) report.extra[report.extra.length - 1]!.fields = field
      rows++
    }
    const { extra } = report
    if (extra.length > 0 && extra[extra.length - 1]!.row === rows) extra.pop()
    if (report.stray[report.stray.length - 1] === rows) report.stray.pop()
    report.at = rowStart
    report.rows = rows
    return report
  }

  /** Undo doubled quotes of a finished row in place, and join text that stands behind a closing quote. */
  private mend(bytes: Uint8Array): void {
    for (const { cell, begin, close, tail } of this.mends) {
      if (cell < 0) continue
      let write = begin
      for (let read = begin; read < close; read++) {
        const c = bytes[read]!
        bytes[write++] = c
        if (c === this.quote) read++
      }
      for (let read = close + 1; read < tail; read++) bytes[write++] = bytes[read]!
      this.to[cell] = write
    }
    this.mends.length = 0
  }
}

/** Whether the cell that `closing` looked at last has doubled quotes: a second result without an object a cell. */
let doubled = false

/** Place of the quote that closes the cell whose text begins at `i`, -1 where the bytes end before. */
function closing(bytes: Uint8Array, i: number, end: number, quote: number): number {
  doubled = false
  for (;;) {
    while (bytes[i] !== quote && i < end) i++
    if (i >= end) return -1
    if (i + 1 >= end || bytes[i + 1] !== quote) return i
    doubled = true
    i += 2
  }
}
