import { DictionaryBuilder } from '../../base/dictionary.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import type { Cells, TextCells } from '../../log/table.ts'
import { isGuarded, MissingTexts, textCells } from './cells.ts'
import { type DateParser, dateParser, newInstant } from './date-format.ts'
import { currencyOf, parseNumber } from './number.ts'
import { type ColumnSample, LIKELY_MISSING, USUAL_MISSING } from './sample.ts'

/** How many cells of a column a date format reads, and the first that it does not. */
export interface DateEvidence {
  readonly format: string
  readonly fits: number
  readonly failed: { readonly row: number; readonly value: string } | null
}

/** What all rows say about a column. */
export interface ColumnProfile {
  readonly name: string
  /** Cells that are empty or a text for "no value". */
  readonly missing: number
  readonly filled: number
  /** Texts for "no value" that occur, by how often. */
  readonly missingTexts: Readonly<Record<string, number>>
  /** Distinct values; exact up to 4 096, then an estimate (about 3 % off). Null where it was not counted (dates). */
  readonly distinct: number | null
  readonly distinctIsExact: boolean
  readonly examples: readonly string[]
  /**
   * Cells that are numbers with a decimal point and with a decimal comma, cells with leading zeros, whole numbers, and
   * those of them that no double holds exactly (beyond 2^53).
   */
  readonly numbers: {
    readonly point: number
    readonly comma: number
    readonly leadingZeros: number
    readonly whole: number
    readonly long: number
  }
  readonly booleans: boolean
  readonly dates: readonly DateEvidence[]
  /** Whether every case has one value (or none) in it; null where cases are not known. */
  readonly constantInCase: boolean | null
  readonly guarded: number
  readonly currency: string | null
  readonly typed: ColumnSample['typed']
  /** The source told that its dates name a zone. */
  readonly zoned: boolean
}

const EXACT = 4096
const REGISTERS = 1024
const MISSING = 1

/** Gathers a `ColumnProfile` batch by batch; memory bounded: 4 096 values, 1 024 registers, one hash a case. */
export class ColumnProfiler {
  private readonly column: ColumnSample
  private readonly missing = new MissingTexts([...USUAL_MISSING, ...LIKELY_MISSING])
  private readonly formats: {
    format: string
    parse: DateParser
    fits: number
    failed: DateEvidence['failed']
    tries: number
  }[]
  private readonly countsDistinct: boolean
  private filled = 0
  private empty = 0
  private readonly missingTexts: Record<string, number> = Object.create(null)
  private readonly values = new DictionaryBuilder()
  private exact = true
  private readonly registers = new Uint8Array(REGISTERS)
  private readonly numbers = { point: 0, comma: 0, leadingZeros: 0, whole: 0, long: 0 }
  private numeric: boolean
  private hashOfCase = new Int32Array(0)
  private constant = true
  private casesKnown = false
  private guarded = 0
  private hashes = new Int32Array(0)
  private zoned = false

  constructor(column: ColumnSample) {
    this.column = column
    this.formats = (column.typed === 'date' ? [] : column.dates).map(format => ({
      format,
      parse: dateParser(format),
      fits: 0,
      failed: null,
      tries: 0,
    }))
    this.countsDistinct = column.dates.length === 0 && column.typed !== 'date'
    this.numeric = column.isNumber && column.typed === null
  }

  take(cells: Cells, rowCount: number, firstRow: number, cases: Int32Array | null, caseCount: number): void {
    if (cells.kind === 'date' && cells.zoned) this.zoned = true
    if (cells.kind === 'date' || cells.kind === 'float') {
      for (let r = 0; r < rowCount; r++) Number.isNaN(cells.values[r]!) ? this.empty++ : this.filled++
      if (cases === null || !this.constant) return
    }
    const text = textCells(cells, rowCount)
    const watching = cases !== null && this.constant
    if (cells.kind !== 'date' && cells.kind !== 'float') this.count(text, rowCount, firstRow)
    if (!this.countsDistinct && !watching) return
    if (this.countsDistinct && this.exact) this.collect(text, rowCount)
    const estimating = this.countsDistinct && !this.exact
    if (!estimating && !watching) return
    if (this.hashes.length < rowCount) this.hashes = new Int32Array(rowCount)
    this.hash(text, rowCount)
    if (estimating) this.register(rowCount)
    if (watching) this.watchCases(cases!, rowCount, caseCount)
  }

  result(): ColumnProfile {
    const { column, values, filled } = this
    const { size } = values
    const texts = Array.from({ length: Math.min(size, 40) }, (_, code) => values.text(code))
    const all = size <= 3 ? texts : []
    return {
      name: column.name,
      missing: this.empty,
      filled,
      missingTexts: this.missingTexts,
      distinct: !this.countsDistinct ? null : this.exact ? size : this.estimate(),
      distinctIsExact: this.exact,
      examples: texts.length > 0 ? texts : column.distinct.slice(0, 40),
      numbers: this.numbers,
      booleans:
        column.typed === 'boolean' ||
        (all.length > 0 && all.length <= 2 && all.every(text => /^(true|false)$/i.test(text))),
      dates: this.formats.map(({ format, fits, failed }) => ({ format, fits, failed })),
      constantInCase: this.casesKnown ? this.constant : null,
      guarded: this.guarded,
      currency: texts.map(currencyOf).find(found => found !== undefined) ?? null,
      typed: column.typed,
      zoned: this.zoned,
    }
  }

  private count({ bytes, from, to }: TextCells, rowCount: number, firstRow: number): void {
    for (let r = 0; r < rowCount; r++) {
      const f = from[r]!
      if (this.missing.has(bytes, f, to[r]!)) this.countMissing(bytes, f, to[r]!)
      else {
        this.filled++
        if (bytes[f] === 39 && isGuarded(bytes, f, to[r]!)) this.guarded++
      }
    }
    if (this.numeric)
      for (let r = 0; r < rowCount; r++)
        if (!this.missing.has(bytes, from[r]!, to[r]!)) this.tryNumber(bytes, from[r]!, to[r]!)
    if (this.filled > 1000 && Math.max(this.numbers.point, this.numbers.comma) < this.filled * 0.9) this.numeric = false
    for (const format of this.formats)
      for (let r = 0; r < rowCount; r++)
        if (!this.missing.has(bytes, from[r]!, to[r]!)) this.tryDate(format, bytes, from[r]!, to[r]!, firstRow + r)
  }

  private hash({ bytes, from, to }: TextCells, rowCount: number): void {
    const { hashes, missing } = this
    for (let r = 0; r < rowCount; r++) {
      const f = from[r]!
      const t = to[r]!
      hashes[r] = missing.has(bytes, f, t) ? MISSING : hashOf(bytes, f, t)
    }
  }

  private countMissing(bytes: Uint8Array, from: number, to: number): void {
    this.empty++
    if (from < 0 || from >= to) return
    const text = decodeUtf8(bytes, from, to)
    this.missingTexts[text] = (this.missingTexts[text] ?? 0) + 1
  }

  private tryNumber(bytes: Uint8Array, from: number, to: number): void {
    const { numbers } = this
    const point = parseNumber(bytes, from, to, 46)
    if (!Number.isNaN(point)) {
      numbers.point++
      if (Number.isInteger(point) && isWhole(bytes, from, to)) {
        numbers.whole++
        numbers.comma++
        if (!Number.isSafeInteger(point)) numbers.long++
        if (bytes[from] === 48 && to - from > 1) numbers.leadingZeros++
        return
      }
    }
    if (!Number.isNaN(parseNumber(bytes, from, to, 44))) numbers.comma++
  }

  private tryDate(
    format: ColumnProfiler['formats'][number],
    bytes: Uint8Array,
    from: number,
    to: number,
    row: number,
  ): void {
    if (format.tries > 4096 && format.fits < format.tries * 0.5) return
    format.tries++
    while (from < to && bytes[from] === 32) from++
    while (to > from && bytes[to - 1] === 32) to--
    if (format.parse(bytes, from, to, instant)) format.fits++
    else format.failed ??= { row, value: decodeUtf8(bytes, from, Math.min(to, from + 80)) }
  }

  /** Distinct values themselves, until they are too many. */
  private collect({ bytes, from, to }: TextCells, rowCount: number): void {
    const { values, missing } = this
    for (let r = 0; r < rowCount; r++) {
      const f = from[r]!
      if (!missing.has(bytes, f, to[r]!)) values.add(bytes, f, Math.min(to[r]!, f + 200))
    }
    if (values.size <= EXACT) return
    this.exact = false
    for (let code = 0; code < values.size; code++)
      this.put(hashOf(values.bytes, values.offsets[code]!, values.offsets[code + 1]!))
  }

  private register(rowCount: number): void {
    for (let r = 0; r < rowCount; r++) if (this.hashes[r] !== MISSING) this.put(this.hashes[r]!)
  }

  /** HyperLogLog: P. Flajolet et al., 2007. */
  private put(hash: number): void {
    const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    const spread = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    const rank = Math.clz32(spread >>> 10) - 9
    const register = spread & (REGISTERS - 1)
    if (rank > this.registers[register]!) this.registers[register] = rank
  }

  private watchCases(cases: Int32Array, rowCount: number, caseCount: number): void {
    this.growCases(caseCount)
    const { hashes, hashOfCase } = this
    for (let r = 0; r < rowCount; r++) {
      const c = cases[r]!
      if (c < 0) continue
      const known = hashOfCase[c]!
      if (known === 0) hashOfCase[c] = hashes[r]!
      else if (known !== hashes[r]) {
        this.constant = false
        return
      }
    }
  }

  private estimate(): number {
    let sum = 0
    for (const rank of this.registers) sum += 2 ** -rank
    return Math.round(((0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS * REGISTERS) / sum)
  }

  private growCases(count: number): void {
    this.casesKnown = true
    if (this.hashOfCase.length >= count) return
    const grown = new Int32Array(Math.max(count, Math.ceil(this.hashOfCase.length * 1.5), 1024))
    grown.set(this.hashOfCase)
    this.hashOfCase = grown
  }
}

const instant = newInstant()

function isWhole(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = bytes[from] === 45 || bytes[from] === 43 ? from + 1 : from; i < to; i++) {
    const digit = bytes[i]! - 48
    if (digit < 0 || digit > 9) return false
  }
  return true
}

/** Never 0, which means "none yet". */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
  return (hash ^ (hash >>> 15)) | 2
}
