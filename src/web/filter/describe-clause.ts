import { DAY, formatDuration } from '../../base/time.ts'
import type { Value } from '../../log/column.ts'
import { type Clause, isEventClause, type ValueMatch } from '../../log/filter.ts'
import { formatDay, formatInstantIn, formatNumber, formatShare, formatValue } from '../format/numbers.ts'
import { ofCases, type Words } from '../state/words.ts'

/** `“Check”`, `“Check” or “Pay”`, `“Check”, “Pay” or 3 others`. */
export function nameSome(names: readonly string[], join = 'or', shown = 2): string {
  const quoted = names.map(name => `“${name}”`)
  if (quoted.length === 0) return 'nothing'
  if (quoted.length === 1) return quoted[0]!
  const rest = quoted.length - shown
  if (rest === 1) return `${quoted.slice(0, -1).join(', ')} ${join} ${quoted.at(-1)}`
  if (rest > 1) return `${quoted.slice(0, shown).join(', ')} ${join} ${rest} others`
  return `${quoted.slice(0, -1).join(', ')} ${join} ${quoted.at(-1)}`
}

/**
 * What a clause does, as a sentence about the cases (or events) that stay. Complements are put into words, so that
 * nobody has to negate in the head. `dateKeys`: attributes whose numbers are instants.
 */
export function describeClause(
  clause: Clause,
  dateKeys: ReadonlySet<string> = new Set(),
  words: Words = ofCases,
): string {
  const sentence = describe(clause, clause.not === true, dateKeys, words)
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** The name a person gave, else the sentence. */
export const titleOf = (clause: Clause, dateKeys?: ReadonlySet<string>, words?: Words): string =>
  clause.label ?? describeClause(clause, dateKeys, words)

/** Whether it drops events or cases, for tooltips. */
export const scopeOf = (clause: Clause, words: Words = ofCases): string =>
  isEventClause(clause) ? 'drops events' : words('keeps whole cases')

function describe(clause: Clause, not: boolean, dateKeys: ReadonlySet<string>, words: Words): string {
  switch (clause.kind) {
    case 'activity': {
      const names = nameSome(clause.activities, clause.mode === 'keep' ? 'and' : 'or')
      if (clause.mode === 'keep') return not ? `without the events ${names}` : `only the events ${names}`
      return (clause.mode === 'mandatory') !== not ? words`cases with ${names}` : words`cases without ${names}`
    }
    case 'event-attribute': {
      const what = `${clause.key} ${matched(clause, dateKeys)}`
      if (clause.mode === 'keep') return not ? `without events where ${what}` : `only events where ${what}`
      return (clause.mode === 'mandatory') !== not
        ? words`cases with an event where ${what}`
        : words`cases without any event where ${what}`
    }
    case 'case-attribute':
      return words`cases where ${not ? 'it is not so that ' : ''}${clause.key} ${matched(clause, dateKeys)}`
    case 'cases':
      return `${not ? words('all cases but') : 'only'} ${clause.ids.length === 1 ? words`case ${clause.ids[0]}` : words`${formatNumber(clause.ids.length)} chosen cases`}`
    case 'time':
      return time(clause, not, words)
    case 'variant':
      return words`cases ${not ? 'outside' : 'of'} ${clause.ids.length === 1 ? 'one chosen variant' : `${formatNumber(clause.ids.length)} chosen variants`}`
    case 'variant-frequency':
      return words`cases whose variant ${not ? 'is not followed' : 'is followed'} by ${between(clause.from, clause.to, n => formatNumber(n), '')} cases`
    case 'variant-coverage': {
      const share = formatShare(clause.share, 1)
      return not
        ? words`cases outside the most common variants that cover ${share}`
        : words`the most common variants that cover ${share} of cases`
    }
    case 'performance': {
      const print = clause.measure === 'events' ? (n: number) => formatNumber(n) : formatDuration
      return words`cases ${not ? 'without' : 'with'} ${measureName[clause.measure]} ${between(clause.from, clause.to, print)}`
    }
    case 'endpoints':
      return endpoints(clause, not, words)
    case 'follows':
      return follows(clause, not, words)
    case 'rework': {
      const what = clause.activity === undefined ? 'any activity' : `“${clause.activity}”`
      const how = { 'self-loops': 'directly repeats', loops: 'comes back later', rework: 'repeats' }[clause.of]
      const times = clause.atLeast === 1 ? 'at least once' : `at least ${formatNumber(clause.atLeast)} times`
      return not ? words`cases where ${what} never ${how} ${times}` : words`cases where ${what} ${how} ${times}`
    }
    case 'crop': {
      const from = `${clause.fromWhich ?? 'first'} ${nameSome(clause.from)}`
      const to = `${clause.toWhich ?? 'first'} ${nameSome(clause.to)}`
      return not
        ? `without the stretch from the ${from} to the ${to}`
        : `only the stretch from the ${from} to the ${to}`
    }
    case 'conflict': {
      const both = `${nameSome(clause.first)} and ${nameSome(clause.second)}`
      return not
        ? words`cases where no ${clause.key} did both ${both}`
        : words`cases where one ${clause.key} did both ${both}`
    }
  }
}

export const measureName = {
  throughput: 'a throughput time',
  service: 'a service time',
  waiting: 'a waiting time',
  events: 'a number of events',
} as const

function between(from: number | undefined, to: number | undefined, print: (n: number) => string, of = 'of '): string {
  if (from !== undefined && to !== undefined) return `from ${print(from)} to under ${print(to)}`
  if (from !== undefined) return `${of}at least ${print(from)}`
  if (to !== undefined) return `${of}less than ${print(to)}`
  return `${of}any number`
}

function matched(match: ValueMatch & { readonly key: string }, dateKeys: ReadonlySet<string>): string {
  const date = dateKeys.has(match.key)
  const print = (value: Value) => formatValue(value, date)
  const parts: string[] = []
  if (match.values?.length) parts.push(`is ${nameSome(match.values.map(print))}`)
  if (match.from !== undefined || match.to !== undefined) {
    if (match.from !== undefined && match.to !== undefined)
      parts.push(`is from ${print(match.from)} to under ${print(match.to)}`)
    else parts.push(match.from !== undefined ? `is ${print(match.from)} or more` : `is less than ${print(match.to!)}`)
  }
  if (match.missing) parts.push('is missing')
  return parts.length ? parts.join(' or ') : 'matches nothing'
}

function time(clause: Extract<Clause, { kind: 'time' }>, not: boolean, words: Words): string {
  const range = period(clause.from, clause.to)
  switch (clause.mode) {
    case 'contained':
      return not ? words`cases that reach outside ${range}` : words`cases that lie within ${range}`
    case 'intersecting':
      return not ? words`cases that were never under way in ${range}` : words`cases under way in ${range}`
    case 'started':
      return not ? words`cases that did not start in ${range}` : words`cases that started in ${range}`
    case 'completed':
      return not ? words`cases that did not end in ${range}` : words`cases that ended in ${range}`
    case 'trim':
      return not ? `without the events in ${range}` : `only the events in ${range}`
  }
}

/** `2024-01-01 to 2024-03-31` where the ends are whole days (the last day included), else with times, in UTC. */
function period(from: number | undefined, to: number | undefined): string {
  const whole = (ms: number | undefined) => ms === undefined || ms % DAY === 0
  if (whole(from) && whole(to)) {
    if (from !== undefined && to !== undefined) return `${formatDay(from)} to ${formatDay(to - 1)}`
    if (from !== undefined) return `the time from ${formatDay(from)}`
    return to === undefined ? 'all time' : `the time up to ${formatDay(to - 1)}`
  }
  if (from !== undefined && to !== undefined) return `${formatInstantIn(from)} to ${formatInstantIn(to)} (UTC)`
  return from !== undefined
    ? `the time from ${formatInstantIn(from)} (UTC)`
    : `the time before ${formatInstantIn(to)} (UTC)`
}

function endpoints(clause: Extract<Clause, { kind: 'endpoints' }>, not: boolean, words: Words): string {
  const start = clause.start && nameSome(clause.start)
  const end = clause.end && nameSome(clause.end)
  if (clause.mode === 'discard') {
    const parts = [start && `start with ${start}`, end && `end with ${end}`].filter(Boolean).join(' and ')
    if (!parts) return not ? words('no cases') : words('all cases')
    return not ? words`cases that do not ${parts}` : words`cases that ${parts}`
  }
  const stretch = [
    start ? `the first ${start}` : 'the start',
    end ? `the ${clause.mode === 'longest' ? 'last' : 'first'} ${end}` : 'the end',
  ]
  return `${not ? 'without the stretch' : 'only the stretch'} from ${stretch[0]} to ${stretch[1]}`
}

function follows(clause: Extract<Clause, { kind: 'follows' }>, not: boolean, words: Words): string {
  const from = nameSome(clause.from)
  const to = nameSome(clause.to)
  const how = {
    directly: `directly followed by ${to}`,
    eventually: `eventually followed by ${to}`,
    parallel: `at the same time as ${to}`,
  }[clause.relation]
  const conditions: string[] = []
  if (clause.same !== undefined) conditions.push(`with the same ${clause.same}`)
  if (clause.different !== undefined) conditions.push(`with a different ${clause.different}`)
  if (clause.minMs !== undefined && clause.maxMs !== undefined)
    conditions.push(`within ${formatDuration(clause.minMs)} to ${formatDuration(clause.maxMs)}`)
  else if (clause.minMs !== undefined) conditions.push(`after ${formatDuration(clause.minMs)} or more`)
  else if (clause.maxMs !== undefined) conditions.push(`within ${formatDuration(clause.maxMs)}`)
  return words`cases where ${from} is ${not ? 'never ' : ''}${[how, ...conditions].join(' ')}`
}
