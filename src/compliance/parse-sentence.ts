import { DAY, HOUR, MINUTE, WEEK, YEAR } from '../base/time.ts'
import { parseAttribute, parseCondition, parsePattern, type Vocabulary } from './parse-condition.ts'
import type { Claim, Condition, Limit, Pattern, Statement } from './rule.ts'
import { Reader, SentenceError, scan } from './scanner.ts'

/**
 * A rule in words: `amount > 10000 requires "Approve" before "Pay"`. The sentences and what they mean stand in
 * docs/concepts/rules.md. Throws `SentenceError` with the place.
 */
export function parseSentence(sentence: string, words: Vocabulary): Statement {
  const reader = new Reader(scan(sentence))
  let guard: Condition | null = null
  if (reader.takes('if')) {
    guard = parseCondition(reader, words)
    reader.expect('then')
  } else if (reader.hasAhead('requires')) {
    guard = parseCondition(reader, words)
    reader.expect('requires')
  }
  const claim = parseClaim(reader, words)
  if (reader.token.kind !== 'end') reader.refuse('The sentence should end')
  return { guard, claim }
}

/** A pattern alone: what ends a case. */
export function parseWholePattern(sentence: string, words: Vocabulary): Pattern {
  const reader = new Reader(scan(sentence))
  const pattern = parsePattern(reader, words)
  if (reader.token.kind !== 'end') reader.refuse('The list of activities should end')
  return pattern
}

function parseClaim(reader: Reader, words: Vocabulary): Claim {
  if (reader.takes('the', 'case', 'within')) return { claim: 'case-within', within: parseLimit(reader, words) }
  const of = parsePattern(reader, words)
  if (reader.takes('is', 'required')) return { claim: 'required', of }
  if (reader.takes('is', 'forbidden')) return { claim: 'forbidden', of }
  if (reader.takes('at', 'most')) return { claim: 'at-most', of, times: times(reader) }
  if (reader.takes('at', 'least')) return { claim: 'at-least', of, times: times(reader) }
  if (reader.takes('exactly')) return { claim: 'exactly', of, times: times(reader) }
  if (reader.takes('before'))
    return { claim: 'before', first: of, of: parsePattern(reader, words), within: within(reader, words) }
  if (reader.takes('leads', 'to'))
    return { claim: 'leads-to', of, to: parsePattern(reader, words), within: within(reader, words) }
  if (reader.takes('never', 'after')) return { claim: 'never-after', of, after: parsePattern(reader, words) }
  if (reader.takes('within')) {
    const limit = parseLimit(reader, words)
    reader.expect('after')
    return { claim: 'leads-to', of: parsePattern(reader, words), to: of, within: limit }
  }
  if (reader.takes('not', 'within')) {
    const limit = parseLimit(reader, words)
    reader.expect('after')
    return { claim: 'not-within', of, after: parsePattern(reader, words), within: limit }
  }
  if (reader.takes('between')) {
    const from = parsePattern(reader, words)
    reader.expect('and')
    return { claim: 'between', of, from, to: parsePattern(reader, words) }
  }
  if (reader.takes('due', 'by')) return { claim: 'due-by', of, attribute: parseAttribute(reader, words) }
  if (reader.takes('only')) return only(reader, words, of)
  if (reader.sees('and')) return together(reader, words, of)
  return reader.refuse('What is claimed of the activity is expected (“is required”, “before”, “at most 2 times”, …)')
}

function only(reader: Reader, words: Vocabulary, of: Pattern): Claim {
  if (reader.takes('by', 'role')) {
    const roles = [text(reader)]
    while (reader.takes('or')) roles.push(text(reader))
    return { claim: 'by-role', of, roles }
  }
  if (reader.takes('up', 'to', 'the', 'limit', 'of'))
    return { claim: 'up-to-limit', of, attribute: parseAttribute(reader, words) }
  if (reader.takes('if')) return { claim: 'only-if', of, condition: parseCondition(reader, words) }
  if (reader.takes('once', 'per')) {
    const keys = [parseAttribute(reader, words)]
    while (reader.takes(',')) keys.push(parseAttribute(reader, words))
    return { claim: 'once-per', of, keys }
  }
  return reader.refuse('“by role”, “up to the limit of”, “if” or “once per” is expected')
}

function together(reader: Reader, words: Vocabulary, first: Pattern): Claim {
  const of = [first]
  while (reader.takes('and')) of.push(parsePattern(reader, words))
  reader.expect('by')
  const claim = reader.takes('different') ? 'different' : reader.takes('the', 'same') ? 'same' : null
  if (claim === null) return reader.refuse('“different” or “the same” is expected')
  const by = reader.takes('people') ? null : parseAttribute(reader, words)
  return { claim, of, by }
}

function text(reader: Reader): string {
  if (reader.token.kind !== 'text') return reader.refuse('A role is expected', 'Write it in double quotes.')
  return reader.next().value
}

function whole(reader: Reader): number {
  const { kind, value } = reader.token
  if (kind !== 'number' || !/^\d{1,9}$/.test(value)) return reader.refuse('A whole number is expected')
  reader.next()
  return Number(value)
}

function times(reader: Reader): number {
  const count = whole(reader)
  if (!reader.takes('times')) reader.expect('time')
  return count
}

const within = (reader: Reader, words: Vocabulary): Limit | null =>
  reader.takes('within') ? parseLimit(reader, words) : null

export const timeUnits: readonly (readonly [string, number])[] = [
  ['year', YEAR],
  ['week', WEEK],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
]

/** `5 days`, `16 working hours of office`. */
function parseLimit(reader: Reader, words: Vocabulary): Limit {
  const amount = whole(reader)
  const working = reader.takes('working')
  const { kind, value, at } = reader.token
  const unit = timeUnits.find(([name]) => kind === 'word' && (value === name || value === `${name}s`))
  if (!unit) return reader.refuse('minutes, hours, days, weeks or years are expected')
  reader.next()
  const ms = amount * unit[1]
  if (!working) return { ms, calendar: null }
  if (unit[1] > HOUR)
    throw new SentenceError(
      'Working time is counted in hours and minutes.',
      at,
      'Say how many working hours are meant.',
    )
  return { ms, calendar: calendar(reader, words) }
}

function calendar(reader: Reader, words: Vocabulary): string {
  const known = [...words.calendars]
  if (!reader.takes('of')) {
    if (known.length === 1) return known[0]!
    return reader.refuse(
      known.length === 0 ? 'Working hours need a calendar' : 'Which calendar is meant is expected',
      known.length === 0 ? 'Declare one under "calendars".' : `Say “of ${known.join('” or “of ')}”.`,
    )
  }
  const { value } = reader.token
  if (!words.calendars.has(value)) return reader.refuse('A calendar is expected', 'Declare it under "calendars".')
  reader.next()
  return value
}
