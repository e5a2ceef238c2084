import { type DateShift, type DateStyle, parseDate, printDate, shifted } from './date-text.ts'
import { type CaseFeature, featureOf } from './features.ts'
import { fractionDigits, type NumberStyle, parseNumberText, printNumberText } from './number-text.ts'
import { pieces, type Splitter } from './pieces.ts'
import {
  type Each,
  eachOf,
  folded,
  groupsOf,
  type LetterCase,
  partOf,
  sliceOf,
  squeezed,
  withCase,
} from './text-forms.ts'
import { later, parseTime, printTime, type TimeStyle } from './time-text.ts'

/**
 * The language of transformations: an expression over the texts of one or more sources. Small and typed, so that search
 * stays bounded and every program prints in one line. The idea of programs by example: Gulwani, Automating String
 * Processing in Spreadsheets Using Input-Output Examples, 2011.
 */
export type Expression =
  | { readonly op: 'constant'; readonly text: string }
  /** Source `index`, without white space around it. */
  | { readonly op: 'input'; readonly index: number }
  /**
   * Pieces from..to (from 0; negative from the end; inclusive) with what stands between them; of texts with another number
   * of pieces than `count`, where there is one, nothing is known.
   */
  | {
      readonly op: 'part'
      readonly of: Expression
      readonly by: Splitter
      readonly from: number
      readonly to: number
      readonly count?: number
    }
  /** Characters from..to (negative from the end; `to` null = to the end; exclusive); `clips`: fewer of a shorter text. */
  | {
      readonly op: 'slice'
      readonly of: Expression
      readonly from: number
      readonly to: number | null
      readonly clips?: true
    }
  | { readonly op: 'case'; readonly of: Expression; readonly to: LetterCase }
  | { readonly op: 'only'; readonly of: Expression; readonly keep: 'digits' | 'letters' | 'alphanumeric' }
  /** `lenient`: a text that does not hold it stays as it is. */
  | {
      readonly op: 'replace'
      readonly of: Expression
      readonly text: string
      readonly by: string
      readonly lenient?: true
    }
  | ({ readonly op: 'each'; readonly of: Expression } & Each)
  | { readonly op: 'group'; readonly of: Expression; readonly size: number; readonly between: string }
  | { readonly op: 'fold'; readonly of: Expression; readonly to: 'plain' | 'german' }
  | { readonly op: 'squeeze'; readonly of: Expression }
  /** How many pieces it has. */
  | { readonly op: 'count'; readonly of: Expression; readonly by: Splitter }
  | { readonly op: 'pad'; readonly of: Expression; readonly width: number }
  | { readonly op: 'unpad'; readonly of: Expression }
  | {
      readonly op: 'date'
      readonly of: Expression
      readonly from: DateStyle
      readonly to: DateStyle
      readonly shift?: DateShift
    }
  /** `shift` in minutes. */
  | {
      readonly op: 'time'
      readonly of: Expression
      readonly from: TimeStyle
      readonly to: TimeStyle
      readonly shift?: number
    }
  /** `asWritten`: with as many digits after the decimal sign as the source has. */
  | {
      readonly op: 'number'
      readonly of: Expression
      readonly from: NumberStyle
      readonly to: NumberStyle
      readonly asWritten?: true
    }
  /** of × factor ÷ divisor + term, read in `style`, with any number of digits, and printed in `to`, else in `style`. */
  | {
      readonly op: 'arithmetic'
      readonly of: Expression
      readonly factor: number
      readonly divisor?: number
      readonly term: number
      readonly style: NumberStyle
      readonly to?: NumberStyle
    }
  | {
      readonly op: 'combine'
      readonly left: Expression
      readonly right: Expression
      readonly by: '+' | '-' | '×' | '÷'
      readonly style: NumberStyle
    }
  | { readonly op: 'join'; readonly parts: readonly Expression[] }
  | { readonly op: 'lookup'; readonly of: readonly Expression[]; readonly table: readonly LookupEntry[] }
  | {
      readonly op: 'switch'
      readonly index: number
      readonly by: CaseFeature
      readonly cases: readonly { readonly value: string; readonly program: Expression }[]
      readonly otherwise: Expression
    }
export interface LookupEntry {
  readonly from: readonly string[]
  readonly to: string
}

/** The text that the expression makes of the sources; null where it does not apply (a piece that is not there). */
export function evaluate(expression: Expression, inputs: readonly string[]): string | null {
  switch (expression.op) {
    case 'constant':
      return expression.text
    case 'input':
      return inputs[expression.index]?.trim() ?? null
    case 'join':
      return joined(expression.parts.map(part => evaluate(part, inputs)))
    case 'lookup': {
      const key = expression.of.map(part => evaluate(part, inputs))
      return expression.table.find(({ from }) => from.every((text, i) => text === key[i]))?.to ?? null
    }
    case 'switch': {
      const value = featureOf(expression.by, inputs[expression.index] ?? '')
      return evaluate(expression.cases.find(one => one.value === value)?.program ?? expression.otherwise, inputs)
    }
    case 'combine':
      return combined(expression, evaluate(expression.left, inputs), evaluate(expression.right, inputs))
    default: {
      const text = evaluate(expression.of, inputs)
      return text === null ? null : applied(expression, text)
    }
  }
}

type OfText = Exclude<Expression, { op: 'constant' | 'input' | 'join' | 'lookup' | 'switch' | 'combine' }>

function applied(expression: OfText, text: string): string | null {
  switch (expression.op) {
    case 'part':
      return partOf(text, expression.by, expression.from, expression.to, expression.count)
    case 'slice':
      return sliceOf(text, expression.from, expression.to, expression.clips)
    case 'case':
      return withCase(text, expression.to)
    case 'only':
      return text.replace(DROPPED[expression.keep], '')
    case 'replace':
      return expression.lenient || text.includes(expression.text)
        ? text.replaceAll(expression.text, expression.by)
        : null
    case 'each':
      return eachOf(text, expression)
    case 'group':
      return groupsOf(text, expression.size, expression.between)
    case 'fold':
      return folded(text, expression.to)
    case 'squeeze':
      return squeezed(text)
    case 'count':
      return String(pieces(text, expression.by).length)
    case 'pad':
      return text.length <= expression.width ? text.padStart(expression.width, '0') : null
    case 'unpad':
      return text.replace(/^0+(?=.)/, '')
    case 'date': {
      const date = parseDate(text, expression.from)
      return date && printDate(expression.shift ? shifted(date, expression.shift) : date, expression.to)
    }
    case 'time': {
      const time = parseTime(text, expression.from)
      return time === null ? null : printTime(expression.shift ? later(time, expression.shift) : time, expression.to)
    }
    case 'number': {
      const { from, to, asWritten } = expression
      const number = parseNumberText(text, from)
      if (number === null) return null
      return printNumberText(number, asWritten ? { ...to, digits: fractionDigits(text, from) } : to)
    }
    case 'arithmetic': {
      const { factor, divisor = 1, term, style, to = style } = expression
      const number = parseNumberText(text, anyDigits(style))
      return number === null ? null : printNumberText((number * factor) / divisor + term, to)
    }
  }
}

const anyDigits = (style: NumberStyle): NumberStyle => (style.digits === null ? style : { ...style, digits: null })
const DROPPED = { digits: /\P{Nd}/gu, letters: /\P{L}/gu, alphanumeric: /[^\p{L}\p{Nd}]/gu }

function combined(
  { by, style }: Extract<Expression, { op: 'combine' }>,
  left: string | null,
  right: string | null,
): string | null {
  const [a, b] = [left, right].map(text => (text === null ? null : parseNumberText(text, anyDigits(style))))
  if (a === null || b === null || a === undefined || b === undefined) return null
  return printNumberText(by === '+' ? a + b : by === '-' ? a - b : by === '×' ? a * b : a / b, style)
}

function joined(parts: readonly (string | null)[]): string | null {
  let text = ''
  for (const part of parts) {
    if (part === null) return null
    text += part
  }
  return text
}
