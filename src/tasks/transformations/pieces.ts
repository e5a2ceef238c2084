/**
 * How a text is cut: `word` runs of letters, `number` runs of digits, `chunk` runs without white space, `hump` the words of
 * `camelCase`, or the fields between a separator (white space around a field does not belong to it).
 */
export type Splitter = 'word' | 'number' | 'chunk' | 'hump' | string

const PATTERNS: Readonly<Record<string, RegExp>> = {
  word: /[\p{L}\p{M}'’]+/gu,
  number: /\p{Nd}+/gu,
  chunk: /\S+/gu,
  hump: /\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+(?!\p{Ll})|\p{Nd}+/gu,
}
/** Whether pieces are runs of signs, not what stands between separators. */
export const isRun = (by: Splitter): boolean => by in PATTERNS
/** Separators that texts of forms and sheets are made of. */
export const separators: readonly string[] = [
  ',',
  ';',
  ':',
  '/',
  '-',
  '_',
  '|',
  '.',
  '@',
  '(',
  ')',
  '#',
  '=',
  '\t',
  '\n',
  '\\',
  '"',
  '<',
  '>',
  '[',
  ']',
  '&',
  '?',
]

export interface Piece {
  readonly from: number
  readonly to: number
}

export function pieces(text: string, by: Splitter): readonly Piece[] {
  const pattern = PATTERNS[by]
  if (pattern)
    return Array.from(text.matchAll(pattern), match => ({ from: match.index, to: match.index + match[0].length }))
  const found: Piece[] = []
  let from = 0
  for (;;) {
    const at = text.indexOf(by, from)
    const to = at < 0 ? text.length : at
    found.push(trimmed(text, from, to))
    if (at < 0) return found
    from = at + by.length
  }
}

function trimmed(text: string, from: number, to: number): Piece {
  let [first, last] = [from, to]
  while (first < last && /\s/.test(text[first]!)) first++
  while (last > first && /\s/.test(text[last - 1]!)) last--
  return { from: first, to: last }
}

/** Splitters that cut this text into more than one piece, and the runs of letters, digits and chunks. */
export const splittersOf = (text: string): readonly Splitter[] => [
  'chunk',
  'word',
  'number',
  ...(/\p{Ll}\p{Lu}/u.test(text) ? ['hump'] : []),
  ...separators.filter(separator => text.includes(separator)),
]
