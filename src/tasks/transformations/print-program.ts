import type { DateShift } from './date-text.ts'
import type { NumberStyle } from './number-text.ts'
import { isRun, type Splitter } from './pieces.ts'
import type { Expression } from './program.ts'
import type { Each } from './text-forms.ts'

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
    case 'each':
      return `each ${eachName(expression)} of ${show(expression.of)}`
    case 'group':
      return `groups of ${expression.size}(${show(expression.of)}, ${JSON.stringify(expression.between)})`
    case 'fold':
      return `${expression.to === 'plain' ? 'without accents' : 'umlauts spelled out'}(${show(expression.of)})`
    case 'squeeze':
      return `single spaces(${show(expression.of)})`
    case 'count':
      return `number of ${pieceName(expression.by)}s of ${show(expression.of)}`
    case 'time':
      return `time(${show(expression.of)}, ${expression.from} → ${expression.to}${expression.shift ? `, ${expression.shift} minutes later` : ''})`
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
      return `date(${show(expression.of)}, ${expression.from} → ${expression.to}${shiftName(expression.shift)})`
    case 'number':
      return `number(${show(expression.of)}, ${styleName(expression.from)} → ${styleName(expression.to)}${expression.asWritten ? ', digits as written' : ''})`
    case 'arithmetic':
      return `${show(expression.of)}${expression.factor === 1 ? '' : ` × ${expression.factor}`}${expression.divisor ? ` ÷ ${expression.divisor}` : ''}${termName(expression.term)}`
    case 'combine':
      return `${show(expression.left)} ${expression.by} ${show(expression.right)}`
    case 'join':
      return `join(${expression.parts.map(show).join(', ')})`
    case 'lookup':
      if (expression.table.length === 0) return 'nothing is known'
      return `lookup(${expression.of.map(show).join(', ')}; ${expression.table.length} entries)`
    case 'switch':
      return `by ${expression.by} of ${names[expression.index]}: ${expression.cases
        .map(({ value, program }) => `${JSON.stringify(value)} → ${show(program)}`)
        .join('; ')}; else ${show(expression.otherwise)}`
  }
}

const pieceName = (by: Splitter) => (isRun(by) ? by : `field(${JSON.stringify(by)})`)
function eachName({ by, take, case: to, between, behind }: Each): string {
  const kept = `${to === null ? '' : `${to} `}${take === null ? '' : `${take} of `}${pieceName(by)}`
  return `${kept} + ${JSON.stringify(behind)} joined by ${JSON.stringify(between)}`.replace(' + ""', '')
}
const shiftName = (shift?: DateShift) =>
  shift === undefined ? '' : `, ${shift.unit === 'to end of month' ? shift.unit : `${shift.count} ${shift.unit} later`}`
const place = (at: number) => (at < 0 ? `last${at === -1 ? '' : `${at + 1}`}` : String(at + 1))
const span = (from: number, to: number) => (from === to ? place(from) : `${place(from)}..${place(to)}`)
const styleName = ({ decimal, group, digits }: NumberStyle) =>
  `1${group}234${digits === 0 ? '' : `${decimal}${'5'.repeat(digits ?? 1)}`}`
const termName = (term: number) => (term === 0 ? '' : term < 0 ? ` - ${-term}` : ` + ${term}`)
