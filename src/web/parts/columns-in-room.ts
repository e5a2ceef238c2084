/** Space between columns, and beside the first and the last, px. */
export const COLUMN_GAP = 12
const WIDTH = 80

interface Column {
  readonly key: string
  readonly width?: string
  readonly optional?: boolean
}

/** The least width of columns side by side, px: that of `120px` and `minmax(120px, 1fr)` is 120. */
export const leastWidth = (columns: readonly Pick<Column, 'width'>[]): number =>
  columns.reduce(
    (sum, { width }) => sum + Number.parseInt(width?.match(/\d+/)?.[0] ?? String(WIDTH), 10) + COLUMN_GAP,
    COLUMN_GAP,
  )

/** The columns that fit into `room` px: optional ones leave, the last first; never `kept`, by which rows are sorted. */
export function columnsInRoom<C extends Column>(columns: readonly C[], room: number, kept?: string): readonly C[] {
  let shown = columns
  while (leastWidth(shown) > room) {
    const at = shown.findLastIndex(({ key, optional }) => optional === true && key !== kept)
    if (at < 0) break
    shown = shown.filter((_, i) => i !== at)
  }
  return shown
}
