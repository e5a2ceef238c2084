/** Sets of symbols: the 128 of ASCII, and bit 128 for everything beyond. */
export type SymbolSet = Uint8Array
const SYMBOLS = 129
const OTHER = 128

export type PatternNode =
  | { readonly kind: 'set'; readonly set: SymbolSet }
  | { readonly kind: 'empty' }
  | { readonly kind: 'all'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'any'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly body: PatternNode; readonly min: number; readonly max: number }

/** Why a pattern is outside of what is allowed. */
export class PatternTrouble extends Error {
  override name = 'PatternTrouble'
}

const emptySet = (): SymbolSet => new Uint8Array(SYMBOLS)
const setOf = (test: (c: number) => boolean): SymbolSet =>
  Uint8Array.from({ length: SYMBOLS }, (_, c) => (test(c) ? 1 : 0))
const inverse = (set: SymbolSet): SymbolSet => set.map((has, c) => (c === OTHER ? 1 : 1 - has))

const digit = setOf(c => c >= 48 && c <= 57)
const word = setOf(c => (c >= 48 && c <= 57) || ((c | 32) >= 97 && (c | 32) <= 122 && c < 128) || c === 95)
const space = setOf(c => c === 32 || (c >= 9 && c <= 13) || c === OTHER)
const ESCAPES: Readonly<Record<string, SymbolSet>> = {
  d: digit,
  D: inverse(digit),
  w: word,
  W: inverse(word),
  s: space,
  S: inverse(setOf(c => c === 32 || (c >= 9 && c <= 13))),
}
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, v: 11, '0': 0 }

/** The tree of a regular expression that compiled with flag `u`; sets are widened, never narrowed, so that ambiguity is overrated at worst. */
export function parsePattern(source: string): PatternNode {
  return new PatternParser(source).whole()
}

class PatternParser {
  private readonly source: string
  private at = 0

  constructor(source: string) {
    this.source = source
  }

  whole(): PatternNode {
    return this.alternatives()
  }

  private alternatives(): PatternNode {
    const parts = [this.sequence()]
    while (this.takes('|')) parts.push(this.sequence())
    return parts.length === 1 ? parts[0]! : { kind: 'any', parts }
  }

  private sequence(): PatternNode {
    const parts: PatternNode[] = []
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')')
      parts.push(this.repeated(this.atom()))
    return { kind: 'all', parts }
  }

  private repeated(body: PatternNode): PatternNode {
    const counted = /^\{(\d+)(,(\d*))?\}/.exec(this.source.slice(this.at, this.at + 20))
    let [min, max] = [1, 1]
    if (this.takes('*')) [min, max] = [0, Number.POSITIVE_INFINITY]
    else if (this.takes('+')) [min, max] = [1, Number.POSITIVE_INFINITY]
    else if (this.takes('?')) [min, max] = [0, 1]
    else if (counted) {
      this.at += counted[0].length
      min = Number(counted[1])
      max = counted[2] === undefined ? min : counted[3] === '' ? Number.POSITIVE_INFINITY : Number(counted[3])
      if (min > 256 || (Number.isFinite(max) && max > 256)) throw new PatternTrouble('it counts beyond 256')
    } else return body
    this.takes('?')
    return { kind: 'repeat', body, min, max }
  }

  private atom(): PatternNode {
    const sign = this.next()
    if (sign === '(') return this.group()
    if (sign === '[') return { kind: 'set', set: this.bracket() }
    if (sign === '.') return { kind: 'set', set: setOf(() => true) }
    if (sign === '^' || sign === '$') return { kind: 'empty' }
    if (sign === '\\') return this.escape()
    return { kind: 'set', set: folded(sign) }
  }

  private group(): PatternNode {
    if (this.takes('?')) {
      if (this.takes('<')) {
        if (this.source[this.at] === '=' || this.source[this.at] === '!') throw new PatternTrouble('it looks behind')
        this.at = this.source.indexOf('>', this.at) + 1
      } else if (!this.takes(':')) throw new PatternTrouble('it looks ahead or sets flags')
    }
    const body = this.alternatives()
    this.at++
    return body
  }

  private escape(): PatternNode {
    const sign = this.next()
    if (sign === 'b' || sign === 'B') return { kind: 'empty' }
    if (/[1-9k]/.test(sign)) throw new PatternTrouble('it refers back to a group')
    return { kind: 'set', set: this.escaped(sign) }
  }

  /** The set of an escape whose letter has been read. */
  private escaped(sign: string): SymbolSet {
    const known = ESCAPES[sign]
    if (known) return known
    if (sign === 'p' || sign === 'P') {
      this.at = this.source.indexOf('}', this.at) + 1
      return setOf(() => true)
    }
    if (sign === 'x' || sign === 'u' || sign === 'c') {
      const rest = /^(?:\{[^}]*\}|[0-9a-f]{2,4}|[a-z])/i.exec(this.source.slice(this.at, this.at + 12))
      const length = sign === 'x' ? 2 : sign === 'c' ? 1 : rest?.[0].startsWith('{') ? rest[0].length : 4
      const code = Number.parseInt(this.source.slice(this.at, this.at + length).replace(/[{}]/g, ''), 16)
      this.at += length
      return sign === 'c' ? setOf(() => true) : folded(String.fromCodePoint(Number.isNaN(code) ? 0xfffd : code))
    }
    const control = CONTROLS[sign]
    return control === undefined ? folded(sign) : setOf(c => c === control)
  }

  private bracket(): SymbolSet {
    const negated = this.takes('^')
    let set = emptySet()
    while (this.source[this.at] !== ']') {
      const low = this.member()
      if (this.source[this.at] === '-' && this.source[this.at + 1] !== ']' && low.only !== null) {
        this.at++
        const high = this.member()
        set = union(set, rangeOf(low.only, high.only ?? OTHER))
      } else set = union(set, low.set)
    }
    this.at++
    return negated ? inverse(set) : set
  }

  private member(): { set: SymbolSet; only: number | null } {
    const sign = this.next()
    if (sign !== '\\') return { set: folded(sign), only: sign.codePointAt(0)! }
    const letter = this.next()
    const set = letter === 'b' ? setOf(c => c === 8) : this.escaped(letter)
    return { set, only: ESCAPES[letter] || letter === 'p' || letter === 'P' ? null : set.indexOf(1) }
  }

  private next(): string {
    const sign = String.fromCodePoint(this.source.codePointAt(this.at)!)
    this.at += sign.length
    return sign
  }

  private takes(sign: string): boolean {
    if (this.source[this.at] !== sign) return false
    this.at++
    return true
  }
}

const union = (a: SymbolSet, b: SymbolSet): SymbolSet => a.map((has, c) => has | b[c]!)

/** One character in both cases. */
function folded(sign: string): SymbolSet {
  const codes = [...sign.toLowerCase(), ...sign.toUpperCase(), sign].map(s => Math.min(OTHER, s.codePointAt(0)!))
  return setOf(c => codes.includes(c))
}

const rangeOf = (low: number, high: number): SymbolSet => {
  const plain = setOf(c => c >= Math.min(low, OTHER) && c <= high)
  return setOf(
    c => plain[c] === 1 || (c >= 65 && c <= 90 && plain[c + 32] === 1) || (c >= 97 && c <= 122 && plain[c - 32] === 1),
  )
}
