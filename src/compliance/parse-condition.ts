import { instantOf } from './instant.ts'
import type { AttributeValue, Comparison, Condition, Literal, Pattern } from './rule.ts'
import { type Reader, SentenceError } from './scanner.ts'

/** What words of a rule file stand for. */
export interface Vocabulary {
  readonly activities: ReadonlyMap<string, readonly string[]>
  readonly attributes: ReadonlyMap<string, string>
  readonly calendars: ReadonlySet<string>
}

/** Words that the sentences use themselves: no name of an activity or attribute unless quoted. */
export const reserved: ReadonlySet<string> = new Set(
  (
    'requires if then where is required forbidden at most least exactly time times before after never leads to within not between and or ' +
    'due by different same the people role only up limit of once per case missing present in true false working last X N F G U W R'
  ).split(' '),
)

const DEEPEST = 40

/** `"A"`, or a word that the file declares: the activities it stands for. */
export function parseActivity(reader: Reader, words: Vocabulary): readonly string[] {
  const token = reader.token
  if (token.kind === 'text') {
    reader.next()
    return [token.value]
  }
  const known = token.kind === 'word' ? words.activities.get(token.value) : undefined
  if (known === undefined)
    return reader.refuse(
      'An activity is expected',
      'Write its name in double quotes, or declare the word under "activities".',
    )
  reader.next()
  return known
}

/** `A or B where (condition)`. */
export function parsePattern(reader: Reader, words: Vocabulary): Pattern {
  const activities = [...parseActivity(reader, words)]
  while (reader.takes('or')) activities.push(...parseActivity(reader, words))
  let where: Condition | null = null
  if (reader.takes('where')) {
    reader.expect('(')
    where = parseCondition(reader, words)
    reader.expect(')')
  }
  return { activities: [...new Set(activities)], where }
}

export function parseCondition(reader: Reader, words: Vocabulary, depth = 0): Condition {
  if (depth > DEEPEST) throw new SentenceError('The condition is nested too deeply.', reader.token.at, 'Simplify it.')
  return chain(reader, 'or', () => chain(reader, 'and', () => part(reader, words, depth)))
}

function chain(reader: Reader, is: 'and' | 'or', next: () => Condition): Condition {
  const parts = [next()]
  while (reader.takes(is)) parts.push(next())
  return parts.length === 1 ? parts[0]! : { is, parts }
}

function part(reader: Reader, words: Vocabulary, depth: number): Condition {
  if (reader.takes('not')) {
    if (depth > DEEPEST) throw new SentenceError('The condition is nested too deeply.', reader.token.at, 'Simplify it.')
    return { is: 'not', part: part(reader, words, depth + 1) }
  }
  if (reader.takes('(')) {
    const inner = parseCondition(reader, words, depth + 1)
    reader.expect(')')
    return inner
  }
  const left = attributeValue(reader, words)
  if (reader.takes('is')) {
    if (reader.takes('missing')) return { is: 'missing', left }
    if (reader.takes('present')) return { is: 'present', left }
    return reader.refuse('“missing” or “present” is expected')
  }
  if (reader.takes('in')) return { is: 'in', left, values: literals(reader) }
  const op = comparison(reader)
  if (isLiteral(reader)) {
    const { at } = reader.token
    const right = literal(reader)
    if (typeof right === 'number' && reader.takes('*'))
      return { is: 'relate', left, op, right: { ...attributeValue(reader, words), factor: right } }
    if (typeof right === 'boolean' && op !== '=' && op !== '!=')
      throw new SentenceError('true and false are compared by = and != alone.', at, 'Use one of these.')
    return { is: 'compare', left, op, right }
  }
  return { is: 'relate', left, op, right: attributeValue(reader, words) }
}

function literals(reader: Reader): Literal[] {
  reader.expect('(')
  const values = [literal(reader)]
  while (reader.takes(',')) values.push(literal(reader))
  reader.expect(')')
  return values
}

const comparisons: readonly string[] = ['=', '!=', '<', '<=', '>', '>=']

function comparison(reader: Reader): Comparison {
  const { kind, value } = reader.token
  if (kind !== 'sign' || !comparisons.includes(value))
    return reader.refuse('One of = != < <= > >=, “is” or “in” is expected')
  reader.next()
  return value as Comparison
}

const isLiteral = ({ token: { kind, value } }: Reader) =>
  kind === 'text' ||
  kind === 'number' ||
  kind === 'date' ||
  (kind === 'word' && (value === 'true' || value === 'false'))

function literal(reader: Reader): Literal {
  if (!isLiteral(reader))
    return reader.refuse(
      'A value is expected',
      'Write a number, a date such as 2026-12-31, true, false, or a text in double quotes.',
    )
  const { kind, value, at } = reader.next()
  if (kind === 'number') return Number(value)
  if (kind === 'text') return value
  if (kind === 'word') return value === 'true'
  const instant = instantOf(value)
  if (instant === null) throw new SentenceError(`There is no date ${value}.`, at, 'Write it as 2026-12-31.')
  return { instant }
}

/** `amount`, `` `Total amount` ``, `amount of "Create order"`. */
function attributeValue(reader: Reader, words: Vocabulary): AttributeValue {
  const attribute = parseAttribute(reader, words)
  return { attribute, of: reader.takes('of') ? parseActivity(reader, words) : null, factor: 1 }
}

export function parseAttribute(reader: Reader, words: Vocabulary): string {
  const { kind, value } = reader.token
  if (kind === 'attribute' || (kind === 'word' && !reserved.has(value))) {
    reader.next()
    return kind === 'word' ? (words.attributes.get(value) ?? value) : value
  }
  return reader.refuse('An attribute is expected', 'Write its name as it is, or in `backticks` where it has blanks.')
}
