/** Text that is fitted into boxes: measured by the browser, cut between characters as people see them. */
let context: CanvasRenderingContext2D | null = null
const widths = new Map<string, number>()
const family = () => getComputedStyle(document.body).fontFamily || 'sans-serif'
let fontFamily: string | null = null

export function textWidth(text: string, size: number, weight = 400): number {
  const key = `${size} ${weight} ${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  fontFamily ??= family()
  context ??= document.createElement('canvas').getContext('2d')
  if (!context) return text.length * size * 0.6
  context.font = `${weight} ${size}px ${fontFamily}`
  const width = context.measureText(text).width
  if (widths.size > 20_000) widths.clear()
  widths.set(key, width)
  return width
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const graphemes = (text: string) => Array.from(segmenter.segment(text), part => part.segment)

/** The longest beginning that fits, with … where something is missing. */
export function clip(text: string, width: number, size: number, weight: number): string {
  if (textWidth(text, size, weight) <= width) return text
  const parts = graphemes(text)
  let low = 0
  let high = parts.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (textWidth(`${parts.slice(0, middle).join('').trimEnd()}…`, size, weight) <= width) low = middle
    else high = middle - 1
  }
  return `${parts.slice(0, low).join('').trimEnd()}…`
}

/** At most `lines` lines, broken between words where there are any; the last one is clipped. */
export function wrap(text: string, width: number, size: number, weight: number, lines = 2): string[] {
  const clean = text.replace(/\s+/g, ' ').trim().slice(0, 400)
  if (clean === '') return ['(no name)']
  const words = clean.split(/(?<=[\s\-_/.,:+])/)
  const made: string[] = []
  let at = 0
  while (made.length < lines - 1 && at < words.length) {
    let line = ''
    while (at < words.length && textWidth((line + words[at]!).trimEnd(), size, weight) <= width) line += words[at++]!
    // A word that is too long for any line is broken where it would leave most of this one empty.
    const isTooLong = at < words.length && textWidth(words[at]!.trimEnd(), size, weight) > width
    if (isTooLong && textWidth(line, size, weight) < 0.4 * width) {
      const cut = clip(line + words[at]!, width, size, weight).slice(line.length, -1)
      line += cut
      words[at] = words[at]!.slice(cut.length)
      if (cut === '') break
    }
    made.push(line.trimEnd())
  }
  const rest = words.slice(at).join('').trim()
  if (rest) made.push(clip(rest, width, size, weight))
  return made
}

/** Right-to-left where the first letter with a direction has that one. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const first = text.match(/[\p{L}]/u)?.[0] ?? ''
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(first) ? 'rtl' : 'ltr'
}
