import { type DateStyle, parseDate, printDate } from './date-text.ts'
import { type Feature, featureOf } from './features.ts'
import { type NumberStyle, parseNumberText, printNumberText } from './number-text.ts'
import { pieces, type Splitter } from './pieces.ts'

/**
 * The language of transformations: an expression over the texts of one or more sources. Small and typed, so that search
 * stays bounded and every program prints in one line. The idea of programs by example: Gulwani, Automating String
 * Processing in Spreadsheets Using Input-Output Examples, 2011.
 */
export type Expression =
  | { readonly op: 'constant'; readonly text: string }
  /** Source `index`, without white space around it. */
  | { readonly op: 'input'; readonly index: number }
  /** Pieces from..to (from 0; negative from the end; inclusive) with what stands between them. */
  | { readonly op: 'part'; readonly of: Expression; readonly by: Splitter; readonly from: number; readonly to: number }
  /** Characters from..to (negative from the end; `to` null = to the end; exclusive). */
  | { readonly op: 'slice'; readonly of: Expression; readonly from: number; readonly to: number | null }
  | { readonly op: 'case'; readonly of: Expression; readonly to: LetterCase }
  | { readonly op: 'only'; readonly of: Expression; readonly keep: 'digits' | 'letters' | 'alphanumeric' }
  | { readonly op: 'replace'; readonly of: Expression; readonly text: string; readonly by: string }
  | { readonly op: 'pad'; readonly of: Expression; readonly width: number }
  | { readonly op: 'unpad'; readonly of: Expression }
  | { readonly op: 'date'; readonly of: Expression; readonly from: DateStyle; readonly to: DateStyle }
  | { readonly op: 'number'; readonly of: Expression; readonly from: NumberStyle; readonly to: NumberStyle }
  /** of × factor + term, both read and printed in `style`. */
  | {
      readonly op: 'arithmetic'
      readonly of: Expression
      readonly factor: number
      readonly term: number
      readonly style: NumberStyle
    }
  | {
      readonly op: 'combine'
      readonly left: Expression
      readonly right: Expression
      readonly by: '+' | '-' | '×'
      readonly style: NumberStyle
    }
  | { readonly op: 'join'; readonly parts: readonly Expression[] }
  | { readonly op: 'lookup'; readonly of: readonly Expression[]; readonly table: readonly LookupEntry[] }
  | {
      readonly op: 'switch'
      readonly index: number
      readonly by: Feature
      readonly cases: readonly { readonly value: string; readonly program: Expression }[]
      readonly otherwise: Expression
    }
export type LetterCase = 'lower' | 'upper' | 'title' | 'capital'
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
      return partOf(text, expression.by, expression.from, expression.to)
    case 'slice':
      return sliceOf(text, expression.from, expression.to)
    case 'case':
      return withCase(text, expression.to)
    case 'only':
      return text.replace(DROPPED[expression.keep], '')
    case 'replace':
      return text.includes(expression.text) ? text.replaceAll(expression.text, expression.by) : null
    case 'pad':
      return text.length <= expression.width ? text.padStart(expression.width, '0') : null
    case 'unpad':
      return text.replace(/^0+(?=.)/, '')
    case 'date': {
      const date = parseDate(text, expression.from)
      return date && printDate(date, expression.to)
    }
    case 'number': {
      const number = parseNumberText(text, expression.from)
      return number === null ? null : printNumberText(number, expression.to)
    }
    case 'arithmetic': {
      const number = parseNumberText(text, expression.style)
      return number === null ? null : printNumberText(number * expression.factor + expression.term, expression.style)
    }
  }
}

const DROPPED = { digits: /\P{Nd}/gu, letters: /\P{L}/gu, alphanumeric: /[^\p{L}\p{Nd}]/gu }

function combined(
  { by, style }: Extract<Expression, { op: 'combine' }>,
  left: string | null,
  right: string | null,
): string | null {
  const [a, b] = [left, right].map(text => (text === null ? null : parseNumberText(text, style)))
  if (a === null || b === null || a === undefined || b === undefined) return null
  return printNumberText(by === '+' ? a + b : by === '-' ? a - b : a * b, style)
}

function joined(parts: readonly (string | null)[]): string | null {
  let text = ''
  for (const part of parts) {
    if (part === null) return null
    text += part
  }
  return text
}

export function partOf(text: string, by: Splitter, from: number, to: number): string | null {
  const found = pieces(text, by)
  const first = from < 0 ? found.length + from : from
  const last = to < 0 ? found.length + to : to
  if (first < 0 || last >= found.length || first > last) return null
  return text.slice(found[first]!.from, found[last]!.to)
}

function sliceOf(text: string, from: number, to: number | null): string | null {
  const first = from < 0 ? text.length + from : from
  const last = to === null ? text.length : to < 0 ? text.length + to : to
  return first < 0 || last > text.length || first >= last ? null : text.slice(first, last)
}

export function withCase(text: string, to: LetterCase): string {
  if (to === 'lower') return text.toLowerCase()
  if (to === 'upper') return text.toUpperCase()
  const first = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()
  return to === 'capital' ? first(text) : text.replace(/\p{L}+/gu, first)
}

/** One line, for people: `join(word 1 of a, " ", upper(word 2 of a))`. */
export function printProgram(
  expression: Expression,
  names: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f'],
): string {
  const show = (inner: Expression) => printProgram(inner, names)
  switch (expression.op) {
    case 'constant':
      return JSON.stringify(expression.text)
    case 'input':
      return names[expression.index] ?? `source ${expression.index + 1}`
    case 'part':
      return `${pieceName(expression.by)} ${span(expression.from, expression.to)} of ${show(expression.of)}`
    case 'slice':
      return `characters ${expression.from}..${expression.to ?? ''} of ${show(expression.of)}`
    case 'case':
      return `${expression.to}(${show(expression.of)})`
    case 'only':
      return `${expression.keep} of ${show(expression.of)}`
    case 'replace':
      return `${show(expression.of)} with ${JSON.stringify(expression.text)} → ${JSON.stringify(expression.by)}`
    case 'pad':
      return `pad(${show(expression.of)}, ${expression.width})`
    case 'unpad':
      return `without leading zeros(${show(expression.of)})`
    case 'date':
      return `date(${show(expression.of)}, ${expression.from} → ${expression.to})`
    case 'number':
      return `number(${show(expression.of)}, ${styleName(expression.from)} → ${styleName(expression.to)})`
    case 'arithmetic':
      return `${show(expression.of)}${expression.factor === 1 ? '' : ` × ${expression.factor}`}${termName(expression.term)}`
    case 'combine':
      return `${show(expression.left)} ${expression.by} ${show(expression.right)}`
    case 'join':
      return `join(${expression.parts.map(show).join(', ')})`
    case 'lookup':
      return `lookup(${expression.of.map(show).join(', ')}; ${expression.table.length} entries)`
    case 'switch':
      return `by ${expression.by} of ${names[expression.index]}: ${expression.cases
        .map(({ value, program }) => `${JSON.stringify(value)} → ${show(program)}`)
        .join('; ')}; else ${show(expression.otherwise)}`
  }
}

const pieceName = (by: Splitter) =>
  by === 'word' || by === 'number' || by === 'chunk' ? by : `field(${JSON.stringify(by)})`
const place = (at: number) => (at < 0 ? `last${at === -1 ? '' : `${at + 1}`}` : String(at + 1))
const span = (from: number, to: number) => (from === to ? place(from) : `${place(from)}..${place(to)}`)
const styleName = ({ decimal, group, digits }: NumberStyle) =>
  `1${group}234${digits === 0 ? '' : `${decimal}${'5'.repeat(digits ?? 1)}`}`
const termName = (term: number) => (term === 0 ? '' : term < 0 ? ` - ${-term}` : ` + ${term}`)
