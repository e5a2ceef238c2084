import { isRun, pieces, type Splitter, splittersOf } from './pieces.ts'
import type { Expression } from './program.ts'

/** Pieces of a text that are looked at from each end. */
const MOST_PIECES = 8

/** What separates items and cells: between them stand names of several words. */
const LISTS: ReadonlySet<Splitter> = new Set([',', ';', '|', '\t', '\n'])

export interface Part {
  readonly expression: Expression
  readonly cost: number
  /** One piece, not a stretch of them. */
  readonly single: boolean
  readonly by: Splitter
}

/** Pieces and stretches of pieces, counted from both ends, of those splitters that cut every text; of lists of which some have one item, the ends. */
export function partsOf(of: Expression, texts: readonly string[], dearer = 0): readonly Part[] {
  const parts: Part[] = []
  const found = new Set(texts.flatMap(splittersOf))
  const shared = [...found].filter(by => !isRun(by) || texts.every(text => pieces(text, by).length > 0))
  for (const by of shared) {
    const counts = texts.map(text => pieces(text, by).length)
    const [least, most] = [Math.min(...counts), Math.min(MOST_PIECES, Math.max(...counts))]
    const price = 2 + dearer + (isRun(by) ? 0 : LISTS.has(by) ? -0.1 : 0.2)
    // a stretch of words leaves out the sign behind its last one
    const loose = by === 'word' ? 0.15 : 0
    const add = (from: number, to: number, cost: number) =>
      parts.push({ expression: { op: 'part', of, by, from, to }, cost: price + cost, single: from === to, by })
    for (let from = 0; from < Math.min(least, most); from++) {
      add(from, from, from / 10)
      add(-1 - from, -1 - from, 0.05 + from / 10)
      for (let to = from + 1; to < Math.min(least, most); to++) add(from, to, 0.5 + loose + (from + to) / 10)
      for (let end = 1; end <= Math.min(3, least - from); end++) add(from, -end, 0.4 + loose + (from + end) / 10)
      if (from > 0) add(-1 - from, -1, 0.45 + loose + from / 10)
    }
  }
  return parts
}
