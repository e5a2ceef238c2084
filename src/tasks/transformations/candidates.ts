import { datePartStyles, dateStyles, parseDate } from './date-text.ts'
import type { Effort } from './effort.ts'
import { type NumberStyle, numberStyles, parseNumberText } from './number-text.ts'
import { pieces, type Splitter, separators, splittersOf } from './pieces.ts'
import { type Expression, evaluate, type LetterCase } from './program.ts'

/** An observed transformation: the texts of the sources and what was written. */
export interface Example {
  readonly inputs: readonly string[]
  readonly output: string
}

/** A piece that the output may be made of, with what it gives for each example. */
export interface Candidate {
  readonly expression: Expression
  /** Description length: the simpler, the cheaper. */
  readonly cost: number
  readonly values: readonly string[]
}

/** Pieces of a text that are looked at from each end. */
const MOST_PIECES = 8

/**
 * All expressions of bounded size whose value stands somewhere in the output of every example; of equal values only the
 * cheapest is kept, ties by order of generation. Cost: candidates × examples.
 */
export function candidates(examples: readonly Example[], effort: Effort): readonly Candidate[] {
  const best = new Map<string, Candidate>()
  const offer = (expression: Expression, cost: number): boolean => {
    const values: string[] = []
    effort.spend(1)
    for (const { inputs, output } of examples) {
      const value = evaluate(expression, inputs)
      if (value === null || value === '' || !output.includes(value)) return false
      values.push(value)
    }
    const key = values.join('\0')
    const known = best.get(key)
    if (!known || cost < known.cost) best.set(key, { expression, cost, values })
    return true
  }
  const count = examples[0]?.inputs.length ?? 0
  for (let index = 0; index < count; index++) offerInput(index, examples, offer)
  for (let left = 0; left < count; left++)
    for (let right = 0; right < count; right++) if (left !== right) offerCombined(left, right, examples, offer)
  return [...best.values()]
}

type Offer = (expression: Expression, cost: number) => boolean

function offerInput(index: number, examples: readonly Example[], offer: Offer): void {
  const input: Expression = { op: 'input', index }
  const texts = examples.map(({ inputs }) => inputs[index]!.trim())
  if (texts.some(text => text === '')) return
  const parts = partsOf(input, texts)
  offer(input, 1)
  offerVariants(input, 1, offer, examples)
  offerReplacements(input, texts, 1, offer)
  for (const { expression, cost, single } of parts) {
    offer(expression, cost)
    if (single) offerVariants(expression, cost, offer, examples)
    else offerReplacements(expression, texts, cost, offer)
  }
  for (const { expression, cost } of [{ expression: input, cost: 1 }, ...parts]) {
    offerDates(expression, cost, examples, offer)
    offerNumbers(expression, cost, examples, offer)
  }
}

interface Part {
  readonly expression: Expression
  readonly cost: number
  readonly single: boolean
}

/** Pieces and stretches of pieces, counted from both ends, of those splitters that cut every text. */
function partsOf(of: Expression, texts: readonly string[]): readonly Part[] {
  const parts: Part[] = []
  const shared = splittersOf(texts[0]!).filter(by => texts.every(text => pieces(text, by).length > (isRun(by) ? 0 : 1)))
  for (const by of shared) {
    const counts = texts.map(text => pieces(text, by).length)
    const [least, most] = [Math.min(...counts), Math.min(MOST_PIECES, Math.max(...counts))]
    const price = 2 + SPLITTER_COST(by)
    for (let from = 0; from < Math.min(least, most); from++) {
      parts.push({ expression: { op: 'part', of, by, from, to: from }, cost: price + from / 10, single: true })
      parts.push({
        expression: { op: 'part', of, by, from: -1 - from, to: -1 - from },
        cost: price + 0.05 + from / 10,
        single: true,
      })
      for (let to = from + 1; to < Math.min(least, most); to++)
        parts.push({
          expression: { op: 'part', of, by, from, to },
          cost: price + 0.5 + (from + to) / 10,
          single: false,
        })
      for (let end = 1; end <= Math.min(3, least - from); end++)
        parts.push({
          expression: { op: 'part', of, by, from, to: -end },
          cost: price + 0.4 + (from + end) / 10,
          single: false,
        })
      if (from > 0)
        parts.push({
          expression: { op: 'part', of, by, from: -1 - from, to: -1 },
          cost: price + 0.45 + from / 10,
          single: false,
        })
    }
  }
  return parts
}

const isRun = (by: Splitter) => by === 'word' || by === 'number' || by === 'chunk'
const SPLITTER_COST = (by: Splitter) => (isRun(by) ? 0 : 0.2)

const CASES: readonly LetterCase[] = ['lower', 'upper', 'title', 'capital']
/** What the usual abbreviations and key forms need: the first or last one to four characters, or all but them. */
const SLICES: readonly (readonly [number, number | null])[] = [
  [0, 1],
  [0, 2],
  [0, 3],
  [0, 4],
  [-1, null],
  [-2, null],
  [-3, null],
  [-4, null],
  [1, null],
  [2, null],
  [3, null],
  [0, -1],
  [0, -2],
  [0, -3],
]

function offerVariants(of: Expression, cost: number, offer: Offer, examples: readonly Example[]): void {
  for (const to of CASES) offer({ op: 'case', of, to }, cost + 0.6)
  for (const [from, to] of SLICES) {
    const slice: Expression = { op: 'slice', of, from, to }
    offer(slice, cost + 1.5)
    if (from === 0 && to === 1)
      for (const letters of CASES.slice(0, 2)) offer({ op: 'case', of: slice, to: letters }, cost + 2)
  }
  for (const keep of ['digits', 'letters', 'alphanumeric'] as const) {
    const only: Expression = { op: 'only', of, keep }
    offer(only, cost + 1)
    if (keep === 'alphanumeric') for (const to of CASES.slice(0, 2)) offer({ op: 'case', of: only, to }, cost + 1.6)
    if (keep === 'digits') {
      offer({ op: 'unpad', of: only }, cost + 2)
      for (const [from, to] of SLICES) offer({ op: 'slice', of: only, from, to }, cost + 2.5)
    }
  }
  offer({ op: 'unpad', of }, cost + 1)
  const widths = new Set(pieces(examples[0]!.output, 'number').map(({ from, to }) => to - from))
  for (const width of widths) if (width <= 20) offer({ op: 'pad', of, width }, cost + 1)
}

const BY: readonly string[] = ['', ' ', '-', '/', '.', ',', '_', ', ', ':']

function offerReplacements(of: Expression, texts: readonly string[], cost: number, offer: Offer): void {
  for (const text of [' ', ', ', ...separators])
    if (texts.every(one => one.includes(text)))
      for (const by of BY) if (by !== text) offer({ op: 'replace', of, text, by }, cost + 1.2)
}

function offerDates(of: Expression, cost: number, examples: readonly Example[], offer: Offer): void {
  const texts = examples.map(({ inputs }) => evaluate(of, inputs))
  for (const from of dateStyles) {
    if (!texts.every(text => text !== null && parseDate(text, from))) continue
    for (const to of dateStyles) if (to !== from) offer({ op: 'date', of, from, to }, cost + 1 + styleCost(from))
    for (const to of datePartStyles) offer({ op: 'date', of, from, to }, cost + 1.3 + styleCost(from))
  }
}

/** Of formats that read all examples alike, the one that promises less comes first. */
const styleCost = (style: string) => (style.includes('dd') || style.includes('MM') ? 0.05 : 0) + style.length / 1000

function offerNumbers(of: Expression, cost: number, examples: readonly Example[], offer: Offer): void {
  const texts = examples.map(({ inputs }) => evaluate(of, inputs))
  for (const from of numberStyles) {
    const values = texts.map(text => (text === null ? null : parseNumberText(text, from)))
    if (values.some(value => value === null)) continue
    if (from.digits !== null) continue
    for (const to of numberStyles) if (to !== from) offer({ op: 'number', of, from, to }, cost + 1 + numberCost(to))
    offerArithmetic(of, cost, from, values as number[], examples, offer)
  }
}
const numberCost = ({ group, digits }: NumberStyle) =>
  (group === '' ? 0 : 0.1) + (digits === null ? 0 : 0.05 * (digits + 1))

/** y = x × factor + term through two examples with different x; the others must lie on it. */
function offerArithmetic(
  of: Expression,
  cost: number,
  style: NumberStyle,
  xs: readonly number[],
  examples: readonly Example[],
  offer: Offer,
): void {
  const ys = examples.map(({ output }) => parseNumberText(output, style))
  const other = xs.findIndex(x => x !== xs[0])
  if (other < 0 || ys.some(y => y === null)) return
  const slope = (ys[other]! - ys[0]!) / (xs[other]! - xs[0]!)
  const factor = Number(slope.toPrecision(6))
  const term = Number((ys[0]! - xs[0]! * factor).toPrecision(6))
  if (factor === 0 || (factor === 1 && term === 0)) return
  const shown = (ys as number[]).map((_, i) => examples[i]!.output.split(style.decimal)[1]?.length ?? 0)
  for (const digits of [null, ...new Set(shown)])
    offer({ op: 'arithmetic', of, factor, term, style: { ...style, digits } }, cost + 3 + (term === 0 ? 0 : 1))
}

function offerCombined(left: number, right: number, examples: readonly Example[], offer: Offer): void {
  for (const style of numberStyles) {
    if (
      !examples.every(({ inputs, output }) =>
        [inputs[left]!, inputs[right]!, output].every(text => readable(text, style)),
      )
    )
      continue
    for (const by of ['+', '-', '×'] as const)
      if (by === '-' || left < right)
        offer(
          { op: 'combine', left: { op: 'input', index: left }, right: { op: 'input', index: right }, by, style },
          3 + numberCost(style),
        )
  }
}
const readable = (text: string, style: NumberStyle) => parseNumberText(text.trim(), style) !== null
