import { bitsOf, OutsideModel, type Place } from './outside-model.ts'
import { count, likelihoodOf, NTH, newClass, openness, type Row, type RunClass, rowOf, sharpen } from './run-class.ts'
import type { Sequence } from './sequence.ts'

/**
 * What runs of each class look like, in counts: which symbol they begin with, what follows what, where they end, which
 * symbols come twice, which values come from the run itself, whether a table is worked in one row. All counts come from
 * finished runs, so a class costs what it takes to tell it once, and its gain is in its repetitions. Bits are log2, all
 * probabilities adaptive with Witten-Bell escapes from successor to class to log (method C); flags by Krichevsky & Trofimov
 * (1981).
 */
export class RunModel extends OutsideModel {
  readonly classes: RunClass[] = []
  /** What the counts come from. */
  readonly taught: Sequence
  private runs = 0
  private kinds = 0
  /** Ends and items by whether the symbol says that something is finished; what is known beforehand. */
  private readonly ended = [1, 1]
  private readonly passed = [4, 2]

  constructor(sequence: Sequence, discount = 0) {
    super(sequence, discount)
    this.taught = sequence
  }

  addClass(): number {
    this.classes.push(newClass())
    return this.classes.length - 1
  }

  has(r: number, symbol: number): boolean {
    return this.classes[r]!.emissions.has(symbol)
  }

  /** Takes up a finished run; `items` ascending. */
  learn(r: number, items: ArrayLike<number>): void {
    const { symbol, completion } = this.sequence
    const c = this.classes[r]!
    if (c.runs === 0) this.kinds++
    c.runs++
    this.runs++
    const first = items[0]!
    let j = -1
    let jj = -1
    for (let k = 0; k < items.length; k++) {
      const i = items[k]!
      const s = symbol[i]!
      if (k === 0) count(c.first, s)
      else {
        count(rowOf(c.rows, symbol[j]!), s)
        for (const row of [rowOf(c.nthRows, this.nth(j, first)), rowOf(c.pairRows, this.pair(jj, j))]) {
          count(row, s)
          row.foreign += i - j - 1 > 0 ? 1 : 0
        }
        this.passed[completion[symbol[j]!]!]!++
      }
      this.emit(c, i, first)
      jj = j
      j = i
    }
    rowOf(c.nthRows, this.nth(j, first)).ends++
    rowOf(c.pairRows, this.pair(jj, j)).ends++
    this.ended[completion[symbol[j]!]!]!++
  }

  private pair(jj: number, j: number): number {
    const { symbol, symbolCount } = this.sequence
    return ((jj < 0 ? -1 : symbol[jj]!) + 1) * symbolCount + symbol[j]!
  }

  /** Of the two contexts behind item j the one that leaves less open; undefined where neither is known. */
  private context(c: RunClass, first: number, jj: number, j: number): Row | undefined {
    const nth = c.nthRows.get(this.nth(j, first))
    const pair = c.pairRows.get(this.pair(jj, j))
    return !pair ? nth : !nth || openness(pair) < openness(nth) ? pair : nth
  }

  /** Key of an item's symbol with the number of its occurrence in the run that began at `first`. */
  private nth(i: number, first: number): number {
    const { sameSymbol, symbol } = this.sequence
    let n = 0
    for (let at = sameSymbol[i]!; at >= first && n < NTH - 1; at = sameSymbol[at]!) n++
    return symbol[i]! * NTH + n
  }

  private emit(c: RunClass, i: number, first: number): void {
    const { symbol, sameSymbol, hasValue, sameValue, sameTable, sameRow } = this.sequence
    const s = symbol[i]!
    let e = c.emissions.get(s)
    if (!e) c.emissions.set(s, (e = { count: 0, repeats: 0, valued: 0, linked: 0 }))
    c.items++
    e.count++
    if (sameSymbol[i]! >= first) e.repeats++
    if (hasValue[i]) {
      e.valued++
      if (sameValue[i]! >= first) e.linked++
    }
    if (sameTable[i]! >= first) {
      c.compared++
      if (sameRow[i]) c.sameRow++
    }
  }

  /** Forgets rare beginnings and ends of every class (`sharpen`). */
  sharpen(share: number): this {
    for (const c of this.classes) sharpen(c, share, this.sequence.symbolCount)
    return this
  }

  /** Bits of item i beginning a run of class r, as all other runs of the class begin. */
  beginningBits(r: number, i: number): number {
    const { first, runs } = this.classes[r]!
    const at = first.symbols.indexOf(this.sequence.symbol[i]!)
    return bitsOf((at < 0 ? 0 : first.counts[at]! - 1) + 0.5, runs)
  }

  /** Bits of a run of class r beginning with item i. */
  startBits(r: number, i: number, place: Place): number {
    const c = this.classes[r]!
    const s = this.sequence.symbol[i]!
    const chosen = this.beginBits(place) + bitsOf(c.runs || Math.max(1, this.kinds), this.runs + this.kinds + 1)
    const row = c.first
    const kinds = row.symbols.length
    const at = row.symbols.indexOf(s)
    const told = kinds === 0 || at < 0 ? 0 : Math.max(0, row.counts[at]! - this.discount) / (row.total + kinds)
    const escaped = kinds === 0 ? 1 : kinds / (row.total + kinds)
    return chosen - Math.log2(told + escaped * this.ofClass(c, s)) + this.itemBits(c, i, i)
  }

  /**
   * Bits of going on from items jj (-1 = none) and j to item i in a run of class r that began with item `first`; `latest`
   * holds the last item of each symbol before i. Items between j and i belong to others.
   */
  stepBits(r: number, first: number, jj: number, j: number, i: number, latest: Int32Array): number {
    const c = this.classes[r]!
    const { symbol, completion, sameSymbol } = this.sequence
    const a = symbol[j]!
    const b = symbol[i]!
    const used = sameSymbol[i]! >= first
    const row = this.context(c, first, jj, j)
    const total = row?.total ?? 0
    const p = this.told(
      c,
      row,
      b,
      first,
      latest,
      used,
      this.told(c, c.rows.get(a), b, first, latest, used, this.ofClass(c, b) * this.again(c, b, used)),
    )
    const passed = this.passed[completion[a]!]! / (this.passed[completion[a]!]! + this.ended[completion[a]!]!)
    const ends = row?.ends ?? 0
    const stays = (total + passed) / (total + ends + 1)
    const foreign = (row?.foreign ?? 0) + 0.5
    const gap = i - j - 1 > 0 ? foreign / (total + 8) : (total + 8 - foreign) / (total + 8)
    return -Math.log2(p * stays * gap) + this.itemBits(c, i, first)
  }

  /** Probability of symbol b after a row's, escaping to `rest`; symbols weigh by whether they have been in the run before. */
  private told(
    c: RunClass,
    row: Row | undefined,
    b: number,
    first: number,
    latest: Int32Array,
    used: boolean,
    rest: number,
  ) {
    if (!row || row.total === 0) return rest
    const kinds = row.symbols.length
    let told = 0
    let mass = 0
    for (let k = 0; k < kinds; k++) {
      const s = row.symbols[k]!
      const weighted =
        Math.max(0, row.counts[k]! - this.discount) * this.again(c, s, s === b ? used : latest[s]! >= first)
      mass += weighted
      if (s === b) told = weighted
    }
    return (told + kinds * rest) / (mass + kinds)
  }

  /** Bits of a run of class r that began with item `first` ending with items jj (-1 = none) and j. */
  endBits(r: number, first: number, jj: number, j: number): number {
    const { symbol, completion } = this.sequence
    const a = symbol[j]!
    const row = this.context(this.classes[r]!, first, jj, j)
    const known = completion[a]!
    const prior = this.ended[known]! / (this.passed[known]! + this.ended[known]!)
    return bitsOf((row?.ends ?? 0) + prior, (row?.total ?? 0) + (row?.ends ?? 0) + 1)
  }

  /** Probability weight of a symbol that has, or has not, been in the run before. */
  private again(c: RunClass, s: number, used: boolean): number {
    const e = c.emissions.get(s)
    const repeats = ((e?.repeats ?? 0) + 0.5) / ((e?.count ?? 0) + 1)
    return used ? repeats : 1 - repeats
  }

  private ofClass(c: RunClass, s: number): number {
    const kinds = c.emissions.size
    const log = this.sequence.symbolShare[s]!
    if (kinds === 0) return log
    return (Math.max(0, (c.emissions.get(s)?.count ?? 0) - this.discount) + kinds * log) / (c.items + kinds)
  }

  /** Bits of an item's value and table row, given where its run began. */
  private itemBits(c: RunClass, i: number, first: number): number {
    const { symbol, hasValue, sameValue, valuesBefore, valueShare, sameTable, sameRow, rowBits } = this.sequence
    let bits = 0
    if (hasValue[i]) {
      const e = c.emissions.get(symbol[i]!)
      const valued = (e?.valued ?? 0) + 1
      const linked = (e?.linked ?? 0) + 0.5
      const told = (1 - linked / valued) * valueShare[i]!
      const again =
        sameValue[i]! >= first ? (linked / valued) * likelihoodOf(valuesBefore[i]! - valuesBefore[sameValue[i]!]!) : 0
      bits -= Math.log2(told + again)
    }
    if (sameTable[i]! >= first) {
      const same = (c.sameRow + 0.5) / (c.compared + 1)
      bits += sameRow[i] ? -Math.log2(same) : -Math.log2(1 - same) + rowBits[i]!
    } else if (sameTable[i] !== -2) bits += rowBits[i]!
    return bits
  }
}
