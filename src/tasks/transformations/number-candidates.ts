import type { Example, Offer } from './example.ts'
import { type Fit, fitLine } from './fit-line.ts'
import { fractionDigits, type NumberStyle, numberStyles, parseNumberText } from './number-text.ts'
import { type Expression, evaluate } from './program.ts'

/** Styles that differ in signs only: any number of digits. */
const signs = numberStyles.filter(({ digits }) => digits === null)

/** Numbers in another form, and what is calculated of one. */
export function offerNumbers(of: Expression, cost: number, examples: readonly Example[], offer: Offer): void {
  const texts = examples.map(({ inputs }) => evaluate(of, inputs))
  if (!texts.every(text => text !== null && /^[+-]?\d/.test(text) && text.length <= 24)) return
  const targets = targetsOf(examples)
  for (const from of signs) {
    const values = texts.map(text => parseNumberText(text!, from))
    if (values.some(value => value === null)) continue
    const price = cost + ungrouped(from, texts as string[])
    for (const to of signs)
      if (to !== from) offer({ op: 'number', of, from, to, asWritten: true }, price + 0.95 + numberCost(to))
    for (const to of numberStyles) if (to !== from) offer({ op: 'number', of, from, to }, price + 1 + numberCost(to))
    offerArithmetic(of, price, from, values as number[], targets, offer)
  }
}

/** A style without signs between thousands promises that none will come; where the decimal sign is known, they may. */
function ungrouped({ decimal, group }: NumberStyle, texts: readonly string[]): number {
  if (group === '.' || group === ',') return 0
  return texts.some(text => text.includes(decimal) && /[.,]\d{1,2}$/.test(text)) ? 0.15 : 0
}

const numberCost = ({ group, digits }: NumberStyle) =>
  (group === '' ? 0 : 0.1) + (digits === null ? 0 : 0.05 * (digits + 1))

/** The first or the last number of every output, as it is written. */
function targetsOf(examples: readonly Example[]): readonly (readonly string[])[] {
  const found = examples.map(({ output }) => output.match(/-?\d(?:[\d.,' \u00a0\u202f]*\d)?/g) ?? [])
  if (found.some(numbers => numbers.length === 0)) return []
  const first = found.map(numbers => numbers[0]!)
  return found.every(numbers => numbers.length === 1) ? [first] : [first, found.map(numbers => numbers.at(-1)!)]
}

function offerArithmetic(
  of: Expression,
  cost: number,
  style: NumberStyle,
  xs: readonly number[],
  targets: readonly (readonly string[])[],
  offer: Offer,
): void {
  for (const target of targets)
    for (const signed of signs) {
      const ys = target.map(text => parseNumberText(text, signed))
      if (ys.includes(null)) continue
      const shown = new Set(target.map(text => fractionDigits(text, signed)))
      for (const digits of shown.size === 1 ? [...shown] : [null]) {
        const fit = fitLine(xs, ys as number[], digits)
        if (fit === null) continue
        const to = { ...signed, digits }
        offer(
          arithmetic(of, style, to, fit),
          cost + 2 + fit.cost + numberCost(to) / 10 + (to.decimal === style.decimal ? 0 : 0.2),
        )
      }
    }
}

const arithmetic = (
  of: Expression,
  style: NumberStyle,
  to: NumberStyle,
  { factor, divisor, term }: Fit,
): Expression => ({
  op: 'arithmetic',
  of,
  factor,
  ...(divisor === 1 ? {} : { divisor }),
  term,
  style,
  to,
})

/** Two sources calculated with each other, and the sum and the product of three and more. */
export function offerCombined(examples: readonly Example[], offer: Offer): void {
  const count = examples[0]!.inputs.length
  if (count < 2 || count > 12) return
  for (const sign of signs) {
    const isNumber = (text: string) => parseNumberText(text.trim(), sign) !== null
    const sources = Array.from({ length: count }, (_, s) => s).filter(s =>
      examples.every(({ inputs }) => isNumber(inputs[s]!)),
    )
    const price = ungrouped(
      sign,
      examples.flatMap(({ inputs }) => inputs.map(text => text.trim())),
    )
    const shown = new Set(examples.map(({ output }) => fractionDigits(output, sign)))
    const add = (expression: (style: NumberStyle) => Expression, cost: number) => {
      for (const digits of [null, 0, 1, 2, 3]) {
        const style = { ...sign, digits }
        const isShown = shown.size === 1 && digits !== null && shown.has(digits)
        offer(expression(style), cost + price + (isShown ? 0 : numberCost(style) + 0.1))
      }
    }
    for (const left of sources)
      for (const right of sources)
        for (const by of ['+', '-', '×', '÷'] as const)
          if (left !== right && (by === '-' || by === '÷' || left < right))
            add(
              style => ({ op: 'combine', left: input(left), right: input(right), by, style }),
              3 + (by === '÷' ? 0.5 : 0),
            )
    if (sources.length > 2 && sources.length <= 6)
      for (const by of ['+', '×'] as const) add(style => chained(sources, by, sign, style), by === '+' ? 4 : 4.2)
  }
}

const chained = (sources: readonly number[], by: '+' | '×', sign: NumberStyle, style: NumberStyle): Expression =>
  sources
    .map(input)
    .reduce((left, right, i) => ({ op: 'combine', left, right, by, style: i < sources.length - 1 ? sign : style }))
const input = (index: number): Expression => ({ op: 'input', index })
