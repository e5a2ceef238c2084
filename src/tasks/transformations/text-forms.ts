import { pieces, type Splitter } from './pieces.ts'

export type LetterCase = 'lower' | 'upper' | 'title' | 'capital'

/**
 * Pieces from..to with what stands between them; null where they are not there, or where the text has another number of
 * pieces than `count`, where one is given.
 */
export function partOf(text: string, by: Splitter, from: number, to: number, count?: number): string | null {
  const found = pieces(text, by)
  if (count !== undefined && found.length !== count) return null
  const first = from < 0 ? found.length + from : from
  const last = to < 0 ? found.length + to : to
  if (first < 0 || last >= found.length || first > last) return null
  return text.slice(found[first]!.from, found[last]!.to)
}

/** `clips`: a shorter text gives what it has, as the functions of sheets do. */
export function sliceOf(text: string, from: number, to: number | null, clips = false): string | null {
  const place = (at: number) => (at < 0 ? text.length + at : at)
  const first = clips ? Math.max(0, place(from)) : place(from)
  const last = to === null ? text.length : clips ? Math.min(text.length, place(to)) : place(to)
  return first < 0 || last > text.length || first >= last ? null : text.slice(first, last)
}

export function withCase(text: string, to: LetterCase): string {
  if (to === 'lower') return text.toLowerCase()
  if (to === 'upper') return text.toUpperCase()
  const first = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()
  return to === 'capital' ? first(text) : text.replace(/\p{L}+/gu, first)
}

/** What is done with every piece of a text. */
export interface Each {
  readonly by: Splitter
  /** First characters of a piece that are kept; null: all. */
  readonly take: number | null
  readonly case: LetterCase | null
  readonly between: string
  /** Behind every piece. */
  readonly behind: string
}

export function eachOf(text: string, { by, take, case: to, between, behind }: Each): string | null {
  const found = pieces(text, by).map(piece => {
    const whole = text.slice(piece.from, piece.to)
    const kept = take === null ? whole : whole.slice(0, take)
    return (to === null ? kept : withCase(kept, to)) + behind
  })
  return found.length === 0 || found.includes(behind) ? null : found.join(between)
}

/** Groups of `size` characters from the left, the last one may be shorter; null where the text is not one run. */
export const groupsOf = (text: string, size: number, between: string): string | null =>
  /^[\p{L}\p{Nd}]+$/u.test(text) ? text.match(new RegExp(`.{1,${size}}`, 'gu'))!.join(between) : null

const GERMAN: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss' }
const STROKES: Readonly<Record<string, string>> = {
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
}

/** Without accents: `plain` letters, or umlauts as German writes them where it has none. */
export function folded(text: string, to: 'plain' | 'german'): string {
  const spelled = to === 'german' ? text.normalize('NFC').replace(/[äöüÄÖÜß]/g, letter => GERMAN[letter]!) : text
  return spelled
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[øØłŁđĐßæÆ]/g, letter => STROKES[letter]!)
}

export const squeezed = (text: string): string => text.trim().replace(/\s+/g, ' ')
