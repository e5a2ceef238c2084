import type { TableSettings } from '../../log/mapping.ts'

/** How delimited text is cut, with the sentences that say why. */
export interface Dialect {
  readonly delimiter: string
  readonly quote: string | null
  /** Rows before the header that are none: the `sep=;` line of spreadsheets. */
  readonly skip: number
  readonly reasons: readonly string[]
}

const DELIMITERS = [',', ';', '\t', '|', '\u0001', '^', '~', '\u001f']
const SHOWN_ROWS = 400

/**
 * Delimiter and quote of delimited text by its first rows: each pair is tried, and the one wins under which most
 * rows have the same number of cells as the first row. What `given` fixes is not guessed.
 */
export function sniffDialect(head: string, complete: boolean, given: TableSettings): Dialect {
  const sep = /^sep=(.)\r?\n?/i.exec(head)
  if (sep && given.delimiter === undefined)
    return {
      delimiter: sep[1]!,
      quote: given.quote === undefined ? '"' : given.quote,
      skip: 1,
      reasons: [`The first line says that the delimiter is ${spell(sep[1]!)}.`],
    }
  const delimiters = given.delimiter !== undefined ? [given.delimiter] : DELIMITERS.filter(d => head.includes(d))
  const quotes: (string | null)[] =
    given.quote !== undefined
      ? [given.quote]
      : head.includes('"') || !head.includes("'")
        ? ['"', null]
        : ['"', "'", null]
  if (given.quote === undefined && head.includes("'") && quotes.length === 2) quotes.splice(1, 0, "'")
  if (given.quote === undefined && !head.includes('"') && !head.includes("'")) quotes.length = 1
  let best = { score: -1, delimiter: given.delimiter ?? ',', quote: quotes[0] ?? null, cells: 1, agree: 0, rows: 0 }
  for (const quote of quotes)
    for (const delimiter of delimiters) {
      const tried = judge(head, complete, delimiter, quote)
      if (tried.score > best.score) best = { ...tried, delimiter, quote }
    }
  const reasons: string[] = []
  if (given.delimiter === undefined)
    reasons.push(
      best.cells > 1
        ? `Delimiter ${spell(best.delimiter)}: ${best.agree} of the first ${best.rows} rows have ${best.cells} cells under it.`
        : 'No delimiter was found: every row has one cell.',
    )
  if (given.quote === undefined && best.quote === "'") reasons.push("Cells are quoted with '.")
  if (given.quote === undefined && best.quote === null)
    reasons.push('Quotation marks are plain text: as quotes they would not match.')
  return { delimiter: best.delimiter, quote: best.quote, skip: sep ? 1 : 0, reasons }
}

function judge(head: string, complete: boolean, delimiter: string, quote: string | null) {
  const rows = cutRows(head, delimiter, quote, SHOWN_ROWS, complete)
  const lengths = new Map<number, number>()
  let quoted = 0
  let stray = 0
  for (const row of rows) {
    lengths.set(row.cells.length, (lengths.get(row.cells.length) ?? 0) + 1)
    quoted += row.quoted
    stray += row.stray
  }
  let cells = 1
  let agree = 0
  for (const [length, count] of lengths)
    if (count > agree || (count === agree && length > cells)) {
      cells = length
      agree = count
    }
  const first = rows[0]?.cells.length === cells
  let score = rows.length === 0 ? 0 : (agree / rows.length) * (first ? 1 : 0.5) * (cells > 1 ? 1 : 0.1)
  // Among equals: quotes that do something, then more cells.
  if (quote === '"') score += quoted > 0 && stray === 0 ? 0.15 : 1e-3
  score -= (0.3 * stray) / Math.max(1, rows.length)
  if (quote === "'" && quoted < rows.length / 2) score -= 0.5
  if (quote === null) score -= 0.02
  score += Math.min(cells, 100) * 1e-5
  return { score, cells, agree, rows: rows.length }
}

interface CutRow {
  readonly cells: readonly string[]
  readonly quoted: number
  /** Cells with text behind their closing quote: a sign that quotes are plain text here. */
  readonly stray: number
}

/** The first rows of delimited text as strings; blank lines left out, an unfinished last row too unless `complete`. */
export function cutRows(
  text: string,
  delimiter: string,
  quote: string | null,
  limit: number,
  complete: boolean,
): CutRow[] {
  const rows: CutRow[] = []
  let cells: string[] = []
  let quoted = 0
  let stray = 0
  let at = 0
  while (at < text.length && rows.length < limit) {
    let cell = ''
    if (quote !== null && text[at] === quote) {
      let end = at + 1
      for (;;) {
        end = text.indexOf(quote, end)
        if (end < 0 || text[end + 1] !== quote) break
        end += 2
      }
      if (end < 0 && !complete) return rows
      // A quote that is never closed is plain text, as the reader takes it.
      if (end >= 0) {
        cell = text.slice(at + 1, end).replaceAll(quote + quote, quote)
        quoted++
        at = end + 1
        const next = text[at]
        if (next !== undefined && next !== delimiter && next !== '\n' && next !== '\r') stray++
      }
    }
    const start = at
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++
    cells.push(cell + text.slice(start, at))
    if (text[at] === delimiter) {
      at++
      if (at < text.length || !complete) continue
      cells.push('')
    }
    if (at >= text.length && !complete) return rows
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    if (cells.length > 1 || cells[0] !== '') rows.push({ cells, quoted, stray })
    cells = []
    quoted = stray = 0
  }
  return rows
}

export function spell(delimiter: string): string {
  const names: Readonly<Record<string, string>> = {
    ',': 'comma',
    ';': 'semicolon',
    '\t': 'tab',
    '|': 'bar',
    ' ': 'space',
  }
  return names[delimiter] ?? JSON.stringify(delimiter)
}
