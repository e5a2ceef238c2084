import { reserved } from './parse-condition.ts'
import { timeUnits } from './parse-sentence.ts'
import type { AttributeValue, Claim, Condition, Formula, Limit, Literal, Pattern, Statement } from './rule.ts'

/** The sentence of a statement, with the names of the log: what `parseSentence` reads again. */
export function printSentence({ guard, claim }: Statement): string {
  if (claim.claim === 'formula') return printFormula(claim.formula)
  return guard === null ? printClaim(claim) : `${printCondition(guard)} requires ${printClaim(claim)}`
}

function printClaim(claim: Exclude<Claim, { claim: 'formula' }>): string {
  switch (claim.claim) {
    case 'required':
    case 'forbidden':
      return `${printPattern(claim.of)} is ${claim.claim}`
    case 'at-most':
    case 'at-least':
    case 'exactly':
      return `${printPattern(claim.of)} ${claim.claim.replace('-', ' ')} ${claim.times} ${claim.times === 1 ? 'time' : 'times'}`
    case 'before':
      return `${printPattern(claim.first)} before ${printPattern(claim.of)}${within(claim.within)}`
    case 'leads-to':
      return `${printPattern(claim.of)} leads to ${printPattern(claim.to)}${within(claim.within)}`
    case 'never-after':
      return `${printPattern(claim.of)} never after ${printPattern(claim.after)}`
    case 'not-within':
      return `${printPattern(claim.of)} not${within(claim.within)} after ${printPattern(claim.after)}`
    case 'between':
      return `${printPattern(claim.of)} between ${printPattern(claim.from)} and ${printPattern(claim.to)}`
    case 'due-by':
      return `${printPattern(claim.of)} due by ${printAttribute(claim.attribute)}`
    case 'different':
    case 'same':
      return `${claim.of.map(printPattern).join(' and ')} by ${claim.claim === 'same' ? 'the same' : 'different'} ${claim.by === null ? 'people' : printAttribute(claim.by)}`
    case 'by-role':
      return `${printPattern(claim.of)} only by role ${claim.roles.map(quote).join(' or ')}`
    case 'up-to-limit':
      return `${printPattern(claim.of)} only up to the limit of ${printAttribute(claim.attribute)}`
    case 'only-if':
      return `${printPattern(claim.of)} only if ${printCondition(claim.condition)}`
    case 'once-per':
      return `${printPattern(claim.of)} only once per ${claim.keys.map(printAttribute).join(', ')}`
    case 'case-within':
      return `the case${within(claim.within)}`
  }
}

export function printPattern({ activities, where }: Pattern): string {
  const names = activities.map(quote).join(' or ')
  return where === null ? names : `${names} where (${printCondition(where)})`
}

export function printCondition(condition: Condition): string {
  switch (condition.is) {
    case 'missing':
    case 'present':
      return `${printValue(condition.left)} is ${condition.is}`
    case 'in':
      return `${printValue(condition.left)} in (${condition.values.map(printLiteral).join(', ')})`
    case 'compare':
      return `${printValue(condition.left)} ${condition.op} ${printLiteral(condition.right)}`
    case 'relate':
      return `${printValue(condition.left)} ${condition.op} ${condition.right.factor === 1 ? '' : `${condition.right.factor} * `}${printValue(condition.right)}`
    case 'not':
      return `not (${printCondition(condition.part)})`
    default:
      return condition.parts
        .map(part => (part.is === 'and' || part.is === 'or' ? `(${printCondition(part)})` : printCondition(part)))
        .join(` ${condition.is} `)
  }
}

const printValue = ({ attribute, of }: AttributeValue) =>
  of === null ? printAttribute(attribute) : `${printAttribute(attribute)} of ${of.map(quote).join(' or ')}`

function printLiteral(literal: Literal): string {
  if (typeof literal === 'string') return quote(literal)
  if (typeof literal !== 'object') return String(literal)
  const iso = new Date(literal.instant).toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.replace('.000', '')
}

const quote = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`

const printAttribute = (key: string) =>
  /^[\p{L}_][\p{L}\p{N}_]*(?:[:.-][\p{L}\p{N}_]+)*$/u.test(key) && !reserved.has(key) ? key : `\`${key}\``

function within(limit: Limit | null): string {
  if (limit === null) return ''
  const units = limit.calendar === null ? timeUnits : timeUnits.slice(-2)
  const [name, size] = units.find(([, ms]) => limit.ms >= ms && limit.ms % ms === 0) ?? units.at(-1)!
  const amount = limit.ms / size
  const unit = amount === 1 ? name : `${name}s`
  return limit.calendar === null
    ? ` within ${amount} ${unit}`
    : ` within ${amount} working ${unit} of ${limit.calendar}`
}

export function printFormula(formula: Formula): string {
  switch (formula.op) {
    case 'true':
    case 'false':
    case 'last':
      return formula.op
    case 'atom':
      return printPattern(formula.of)
    case 'not':
      return `! ${inner(formula.part)}`
    case 'next':
      return `X ${inner(formula.part)}`
    case 'weak-next':
      return `N ${inner(formula.part)}`
    case 'eventually':
      return `F ${inner(formula.part)}`
    case 'always':
      return `G ${inner(formula.part)}`
    case 'until':
      return `${inner(formula.left)} U ${inner(formula.right)}`
    case 'weak-until':
      return `${inner(formula.left)} W ${inner(formula.right)}`
    case 'release':
      return `${inner(formula.left)} R ${inner(formula.right)}`
    default:
      return formula.parts.map(inner).join(formula.op === 'and' ? ' & ' : ' | ')
  }
}

const inner = (formula: Formula) =>
  'parts' in formula || 'left' in formula || (formula.op === 'atom' && formula.of.activities.length > 1)
    ? `(${printFormula(formula)})`
    : printFormula(formula)
