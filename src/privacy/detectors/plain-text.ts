/** A text with its odd spellings made plain, and where each of its units stood. */
export interface PlainText {
  readonly text: string
  /** Unit i of `text` stood at `at[i]` of the original; `at[text.length]` is its length. null: the same places. */
  readonly at: Int32Array | null
}

const ODD = /[^\x21-\x24\x26-\x7e ]| {2}/

/**
 * Percent-encoded parts decoded, every kind of space one space (repeated ones one), every dash `-`, full-width and
 * other decimal digits ASCII, invisible characters gone. One pass; most texts are plain already and are returned as they are.
 */
export function plainText(text: string): PlainText {
  if (!ODD.test(text)) return { text, at: null }
  let plain = ''
  const places: number[] = []
  const put = (unit: string, place: number) => {
    if (unit === ' ' && plain.endsWith(' ')) return
    plain += unit
    for (let i = 0; i < unit.length; i++) places.push(place)
  }
  for (let i = 0; i < text.length; ) {
    const c = text.charCodeAt(i)
    if (c === 37) {
      const to = percentEnd(text, i)
      const decoded = to > i ? decodePercent(text.slice(i, to)) : null
      if (decoded !== null) {
        for (const letter of decoded) {
          for (let d = 0; d < letter.length; d++) put(plainUnit(letter.charCodeAt(d)), i)
          i += 3 * bytesOf(letter.codePointAt(0)!)
        }
        continue
      }
    }
    put(plainUnit(c), i)
    i++
  }
  places.push(text.length)
  return { text: plain, at: Int32Array.from(places) }
}

/** End of the run of `%XX` at `from`, of at most 12 bytes; `from` where there is none. */
function percentEnd(text: string, from: number): number {
  let to = from
  while (to < from + 36 && text.charCodeAt(to) === 37 && isHexPair(text, to + 1)) to += 3
  // a letter of several bytes is not cut
  while (to > from && /^%[89ab]/i.test(text.slice(to, to + 2))) to -= 3
  return to
}

const isHexPair = (text: string, at: number) => /^[0-9a-f]{2}$/i.test(text.slice(at, at + 2))

const bytesOf = (code: number) => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4)

function decodePercent(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function plainUnit(c: number): string {
  if (c < 128) return c < 32 ? ' ' : String.fromCharCode(c)
  if (c === 0xa0 || (c >= 0x2000 && c <= 0x200a) || c === 0x202f || c === 0x205f || c === 0x3000 || c === 0x2028)
    return ' '
  if ((c >= 0x2010 && c <= 0x2015) || c === 0x2212 || c === 0xad) return c === 0xad ? '' : '-'
  if (c === 0x200b || c === 0x200c || c === 0x200d || c === 0x2060 || c === 0xfeff || c === 0x200e || c === 0x200f)
    return ''
  if (c >= 0xff01 && c <= 0xff5e) return String.fromCharCode(c - 0xfee0)
  if (c >= 0x660 && c <= 0x669) return String.fromCharCode(c - 0x660 + 48)
  if (c >= 0x6f0 && c <= 0x6f9) return String.fromCharCode(c - 0x6f0 + 48)
  if (c >= 0x966 && c <= 0x96f) return String.fromCharCode(c - 0x966 + 48)
  return String.fromCharCode(c)
}
