import { formatInstant } from '../../base/time.ts'
import { encodeUtf8Into } from '../../base/utf8.ts'
import type { Cells, NumberCells, TextCells } from '../../log/table.ts'

/** Texts that stand for "no value"; the empty text always does. */
export class MissingTexts {
  private readonly texts: readonly Uint8Array[]
  private readonly starts = new Uint8Array(256)
  private readonly longest: number

  constructor(texts: readonly string[]) {
    this.texts = texts
      .filter(text => text !== '')
      .map(text => {
        const bytes = new Uint8Array(text.length * 3)
        return bytes.slice(0, encodeUtf8Into(text, bytes, 0))
      })
    this.longest = Math.max(0, ...this.texts.map(text => text.length))
    for (const text of this.texts) this.starts[text[0]!] = 1
  }

  /** Whether bytes[from..to) is no value; from = -1 is none either. */
  has(bytes: Uint8Array, from: number, to: number): boolean {
    if (from < 0 || from >= to) return true
    return to - from <= this.longest && this.starts[bytes[from]!] === 1 && this.search(bytes, from, to)
  }

  private search(bytes: Uint8Array, from: number, to: number): boolean {
    for (const text of this.texts) {
      if (text.length !== to - from) continue
      let i = 0
      while (i < text.length && text[i] === bytes[from + i]) i++
      if (i === text.length) return true
    }
    return false
  }
}

/** A value that the source typed, as the text that stands for it. */
export function printNumber(kind: NumberCells['kind'], value: number): string {
  if (kind === 'boolean') return value === 1 ? 'true' : 'false'
  return kind === 'date' ? formatInstant(value) : String(value)
}

/** Cells as text, whatever they were. */
export function textCells(cells: Cells, rows: number): TextCells {
  if (cells.kind === 'text') return cells
  const from = new Int32Array(rows)
  const to = new Int32Array(rows)
  const bytes = new Uint8Array(rows * 32)
  let at = 0
  for (let r = 0; r < rows; r++) {
    const value = cells.values[r]!
    if (Number.isNaN(value)) {
      from[r] = -1
      continue
    }
    from[r] = at
    at = to[r] = encodeUtf8Into(printNumber(cells.kind, value), bytes, at)
  }
  return { kind: 'text', bytes, from, to }
}

/** The texts of several columns joined by a separator, row by row; missing only where all of them are. */
export function joinCells(
  columns: readonly TextCells[],
  separator: string,
  rows: number,
  missing: MissingTexts,
): TextCells {
  const from = new Int32Array(rows)
  const to = new Int32Array(rows)
  const between = new Uint8Array(separator.length * 3)
  const gap = encodeUtf8Into(separator, between, 0)
  let size = 0
  for (const { from: f, to: t } of columns) for (let r = 0; r < rows; r++) size += gap + (f[r]! < 0 ? 0 : t[r]! - f[r]!)
  const bytes = new Uint8Array(size)
  let at = 0
  for (let r = 0; r < rows; r++) {
    const start = at
    let found = false
    for (let c = 0; c < columns.length; c++) {
      const { bytes: source, from: f, to: t } = columns[c]!
      if (c > 0) for (let i = 0; i < gap; i++) bytes[at++] = between[i]!
      if (missing.has(source, f[r]!, t[r]!)) continue
      found = true
      for (let i = f[r]!; i < t[r]!; i++) bytes[at++] = source[i]!
    }
    from[r] = found ? start : -1
    to[r] = at
    if (!found) at = start
  }
  return { kind: 'text', bytes, from, to }
}

/** Take off the `'` that guards a cell against being read as a formula: before any `'`s and one of = + - @ tab CR. */
export function unguard(cells: TextCells, rows: number): void {
  const { bytes, from, to } = cells
  for (let r = 0; r < rows; r++) if (isGuarded(bytes, from[r]!, to[r]!)) from[r]!++
}

export function isGuarded(bytes: Uint8Array, from: number, to: number): boolean {
  if (from < 0 || from >= to || bytes[from] !== 39) return false
  let at = from
  while (at < to && bytes[at] === 39) at++
  const c = bytes[at]
  return at < to && (c === 61 || c === 43 || c === 45 || c === 64 || c === 9 || c === 13)
}
