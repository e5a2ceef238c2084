import { formatDuration, formatInstant } from '../base/time.ts'
import { formatNumber } from '../formats/map/metric.ts'

export type Cell = string | number | null

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** Columns that a text takes on a terminal. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const letter of text) if (!/\p{M}|\p{Cf}/u.test(letter)) columns += wide.test(letter) ? 2 : 1
  return columns
}

/** How an activity that an event does not name is shown to people. */
export const MISSING = '(missing)'

/** One line that a terminal only shows: control characters, which it would obey, are replaced. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '\ufffd')

/** Rows under their heads, columns of numbers to the right, cut at `most` columns of the terminal each. */
export function textTable(heads: readonly string[], rows: readonly (readonly Cell[])[], most = 60): string {
  const numeric = heads.map(
    (_, c) => rows.length > 0 && rows.every(row => row[c] === null || typeof row[c] === 'number'),
  )
  const texts = rows.map(row => row.map(cell => clip(onOneLine(cellText(cell)), most)))
  const widths = heads.map((head, c) => Math.max(columnsOf(head), ...texts.map(row => columnsOf(row[c] ?? ''))))
  const line = (cells: readonly string[], right: readonly boolean[]) =>
    cells
      .map((cell, c) => {
        const blank = ' '.repeat(widths[c]! - columnsOf(cell))
        return right[c] ? blank + cell : cell + blank
      })
      .join('  ')
      .trimEnd()
  return `${[
    line(heads, numeric),
    line(
      widths.map(w => '─'.repeat(w)),
      numeric,
    ),
    ...texts.map(row => line(row, numeric)),
  ].join('\n')}\n`
}

const cellText = (cell: Cell): string => (cell === null ? '–' : typeof cell === 'number' ? formatNumber(cell) : cell)

function clip(text: string, most: number): string {
  if (columnsOf(text) <= most) return text
  const letters = [...text]
  while (letters.length > 1 && columnsOf(letters.join('')) >= most) letters.pop()
  return `${letters.join('')}…`
}

/** A number in the unit of its column or quantity, for people. */
export function inUnit(value: Cell, unit: string | undefined): Cell {
  if (typeof value !== 'number') return value
  if (unit === 'ms') return formatDuration(value)
  if (unit === 'instant') return formatInstant(value)
  if (unit === 'ratio') return `${Math.round(value * 1000) / 10} %`
  if (unit?.startsWith('money:')) return `${formatNumber(Math.round(value))} ${unit.slice(6)}`
  return Math.round(value * 1000) / 1000
}
