import { RequestError } from '../base/errors.ts'
import type { Calendar } from './calendar.ts'
import type { Value } from './column.ts'
import { type Ask, defaultView, type View } from './engine.ts'
import { type Clause, clauseKinds, type Filter } from './filter.ts'

/** Where in the JSON a value lies, for messages: `clause 2 (time), "from"`. */
type At = string
type Check = (value: unknown, at: At) => unknown
type Fields = { readonly [name: string]: { readonly check: Check; readonly required: boolean } }

const required = (check: Check) => ({ check, required: true })
const optional = (check: Check) => ({ check, required: false })
const fail = (at: At, wanted: string, value: unknown): never => {
  throw new RequestError(`${at} must be ${wanted}, not ${show(value)}.`)
}

const boolean: Check = (value, at) => (typeof value === 'boolean' ? value : fail(at, 'true or false', value))
const text: Check = (value, at) => (typeof value === 'string' ? value : fail(at, 'a text', value))
const number: Check = (value, at) =>
  typeof value === 'number' && Number.isFinite(value) ? value : fail(at, 'a number', value)
const share: Check = (value, at) =>
  typeof value === 'number' && value >= 0 && value <= 1 ? value : fail(at, 'a number from 0 to 1', value)
const positive: Check = (value, at) =>
  Number.isSafeInteger(value) && (value as number) >= 1 ? value : fail(at, 'a whole number of at least 1', value)
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value, at) =>
    typeof value === 'string' && allowed.includes(value) ? value : fail(at, `one of ${allowed.join(', ')}`, value)
const listOf =
  (item: Check, what: string): Check =>
  (value, at) =>
    Array.isArray(value) ? value.map((one, i) => item(one, `${at}[${i + 1}]`)) : fail(at, `a list of ${what}`, value)
const texts = listOf(text, 'texts')
const values = listOf(
  (value, at): Value =>
    value === null || ['string', 'number', 'boolean'].includes(typeof value)
      ? (value as Value)
      : (fail(at, 'a text, a number, true, false or null', value) as never),
  'values',
)

const which = optional(oneOf('first', 'last'))
const mode = required(oneOf('mandatory', 'forbidden', 'keep'))
const range = { from: optional(number), to: optional(number) }
const match = { ...range, values: optional(values), missing: optional(boolean) }
const common: Fields = { not: optional(boolean), off: optional(boolean), label: optional(text) }

const clauseFields: { readonly [kind in Clause['kind']]: Fields } = {
  activity: { activities: required(texts), mode },
  'event-attribute': { key: required(text), mode, ...match },
  'case-attribute': { key: required(text), ...match },
  cases: { ids: required(texts) },
  time: { mode: required(oneOf('contained', 'intersecting', 'started', 'completed', 'trim')), ...range },
  variant: { ids: required(texts) },
  'variant-frequency': range,
  'variant-coverage': { share: required(share) },
  performance: { measure: required(oneOf('throughput', 'service', 'waiting', 'events')), ...range },
  endpoints: { start: optional(texts), end: optional(texts), mode: required(oneOf('discard', 'longest', 'first')) },
  follows: {
    from: required(texts),
    to: required(texts),
    relation: required(oneOf('directly', 'eventually', 'parallel')),
    same: optional(text),
    different: optional(text),
    minMs: optional(number),
    maxMs: optional(number),
  },
  rework: {
    activity: optional(text),
    of: required(oneOf('self-loops', 'loops', 'rework')),
    atLeast: required(positive),
  },
  crop: { from: required(texts), to: required(texts), fromWhich: which, toWhich: which },
  conflict: { first: required(texts), second: required(texts), key: required(text) },
}

/**
 * A filter from outside (a URL, a file, a request), checked field by field. Throws RequestError naming the clause by its
 * number (from 1), the field, and what is allowed. Attributes and activities are checked by the engine, which knows the log.
 */
export function parseFilter(json: unknown): Filter {
  if (!Array.isArray(json)) return fail('A filter', 'a list of clauses', json)
  return json.map((clause, i) => parseClause(clause, `Clause ${i + 1}`))
}

function parseClause(json: unknown, at: At): Clause {
  if (!isRecord(json)) return fail(at, 'an object with a "kind"', json)
  const { kind } = json
  if (typeof kind !== 'string' || !Object.hasOwn(clauseFields, kind))
    return fail(`${at}, "kind"`, `one of ${clauseKinds.join(', ')}`, kind)
  const place = `${at} (${kind})`
  const clause = parseFields(json, { kind: required(text), ...common, ...clauseFields[kind as Clause['kind']] }, place)
  for (const [low, high] of [
    ['from', 'to'],
    ['minMs', 'maxMs'],
  ] as const) {
    const [a, b] = [clause[low], clause[high]]
    if (typeof a === 'number' && typeof b === 'number' && a > b)
      throw new RequestError(`${place}: "${low}" (${a}) lies behind "${high}" (${b}). A range is [${low}, ${high}).`)
  }
  return clause as unknown as Clause
}

function parseFields(json: Record<string, unknown>, fields: Fields, at: At): Record<string, unknown> {
  const parsed: Record<string, unknown> = {}
  for (const name of Object.keys(json))
    if (!Object.hasOwn(fields, name))
      throw new RequestError(`${at} has no field "${name}". Its fields are ${Object.keys(fields).join(', ')}.`)
  for (const [name, { check, required: needed }] of Object.entries(fields)) {
    const value = json[name]
    if (value === undefined) {
      if (needed) throw new RequestError(`${at} needs "${name}".`)
      continue
    }
    parsed[name] = check(value, `${at}, "${name}"`)
  }
  return parsed
}

/** A view from outside; what is absent is as in `defaultView`. Throws RequestError. */
export function parseView(json: unknown): View {
  if (json === undefined || json === null) return defaultView
  if (!isRecord(json)) return fail('A view', 'an object', json)
  const view = parseFields(
    json,
    {
      classifier: optional(classifier),
      level: optional(oneOf('event', 'instance')),
      calendar: optional((value, at) => (value === null ? null : parseCalendar(value, at))),
      caseNotion: optional((value, at) => (value === null ? null : text(value, at))),
    },
    'The view',
  )
  return { ...defaultView, ...view } as View
}

const classifier: Check = (value, at) => {
  const keys = texts(value, at) as string[]
  return keys.length > 0 ? keys : fail(at, 'a list of at least one event attribute', value)
}

/** A working calendar from outside. Throws RequestError naming the weekday or date. */
export function parseCalendar(json: unknown, at: At = 'The calendar'): Calendar {
  if (!isRecord(json)) return fail(at, 'an object with timeZone, week and holidays', json)
  const fields: Fields = {
    timeZone: required(timeZone),
    week: required(week),
    holidays: optional(listOf(date, 'dates')),
  }
  return { holidays: [], ...parseFields(json, fields, at) } as unknown as Calendar
}

const timeZone: Check = (value, at) => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text(value, at) as string })
    return value
  } catch (error) {
    if (error instanceof RequestError) throw error
    return fail(at, 'a time zone of the IANA list, such as "Europe/Berlin" or "UTC"', value)
  }
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const week: Check = (value, at) => {
  if (!Array.isArray(value) || value.length !== 7) return fail(at, 'a list of seven days, Monday first', value)
  return value.map((day, i) => {
    const place = `${at}, ${weekdays[i]}`
    if (!Array.isArray(day)) return fail(place, 'a list of [from, to] in minutes after midnight', day)
    let end = 0
    return day.map(interval => {
      const [from, to] = Array.isArray(interval) ? interval : []
      const minutes = [from, to].every(minute => Number.isSafeInteger(minute) && minute >= 0 && minute <= 1440)
      if (!minutes || interval.length !== 2 || from >= to || from < end)
        return fail(place, 'sorted, disjoint [from, to] in whole minutes from 0 to 1440', interval)
      end = to
      return [from, to] as const
    })
  })
}

const date: Check = (value, at) => {
  const day =
    typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(day) && new Date(day).toISOString().startsWith(value as string)
    ? value
    : fail(at, 'a date such as "2026-12-25"', value)
}

/** What every question needs, from outside: `log`, and view and filter (all of the log as it is, where absent). */
export function parseAsk(json: unknown): Ask {
  if (!isRecord(json)) return fail('A question', 'an object with a "log"', json)
  const { log, view, filter } = json
  return {
    log: text(log, 'A question, "log"') as string,
    view: parseView(view),
    filter: filter === undefined || filter === null ? [] : parseFilter(filter),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function show(value: unknown): string {
  const json = value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value)
  return json.length > 60 ? `${json.slice(0, 60)}…` : json
}
