import type { Calendar } from '../../log/calendar.ts'
import type { View } from '../../log/engine.ts'
import { type Clause, clauseKinds, type Filter } from '../../log/filter.ts'

/** What a field of a clause must be. A `?` behind it: may be absent. */
type Kind = 'texts' | 'text' | 'number' | 'values' | 'boolean' | readonly string[]
type Fields = { readonly [field: string]: readonly [Kind, 'needed' | 'optional'] }

const match: Fields = {
  values: ['values', 'optional'],
  from: ['number', 'optional'],
  to: ['number', 'optional'],
  missing: ['boolean', 'optional'],
}
const mode: Fields = { mode: [['mandatory', 'forbidden', 'keep'], 'needed'] }
const range: Fields = { from: ['number', 'optional'], to: ['number', 'optional'] }
const which: Fields = { fromWhich: [['first', 'last'], 'optional'], toWhich: [['first', 'last'], 'optional'] }

const shapes: { readonly [kind in Clause['kind']]: Fields } = {
  activity: { activities: ['texts', 'needed'], ...mode },
  'event-attribute': { key: ['text', 'needed'], ...mode, ...match },
  'case-attribute': { key: ['text', 'needed'], ...match },
  cases: { ids: ['texts', 'needed'] },
  time: { mode: [['contained', 'intersecting', 'started', 'completed', 'trim'], 'needed'], ...range },
  variant: { ids: ['texts', 'needed'] },
  'variant-frequency': range,
  'variant-coverage': { share: ['number', 'needed'] },
  performance: { measure: [['throughput', 'service', 'waiting', 'events'], 'needed'], ...range },
  endpoints: {
    start: ['texts', 'optional'],
    end: ['texts', 'optional'],
    mode: [['discard', 'longest', 'first'], 'needed'],
  },
  follows: {
    from: ['texts', 'needed'],
    to: ['texts', 'needed'],
    relation: [['directly', 'eventually', 'parallel'], 'needed'],
    same: ['text', 'optional'],
    different: ['text', 'optional'],
    minMs: ['number', 'optional'],
    maxMs: ['number', 'optional'],
  },
  rework: {
    activity: ['text', 'optional'],
    of: [['self-loops', 'loops', 'rework'], 'needed'],
    atLeast: ['number', 'needed'],
  },
  crop: { from: ['texts', 'needed'], to: ['texts', 'needed'], ...which },
  conflict: { first: ['texts', 'needed'], second: ['texts', 'needed'], key: ['text', 'needed'] },
}
const common: Fields = { not: ['boolean', 'optional'], off: ['boolean', 'optional'], label: ['text', 'optional'] }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isScalar = (value: unknown): boolean =>
  value === null || isText(value) || isNumber(value) || typeof value === 'boolean'

function fits(value: unknown, kind: Kind): boolean {
  if (typeof kind !== 'string') return isText(value) && kind.includes(value)
  switch (kind) {
    case 'texts':
      return Array.isArray(value) && value.every(isText)
    case 'values':
      return Array.isArray(value) && value.every(isScalar)
    case 'text':
      return isText(value)
    case 'number':
      return isNumber(value)
    case 'boolean':
      return typeof value === 'boolean'
  }
}

/** A clause out of anything, with only the fields that belong to it; null where it is none. */
export function readClause(value: unknown): Clause | null {
  if (!isObject(value) || !clauseKinds.includes(value['kind'] as Clause['kind'])) return null
  const kind = value['kind'] as Clause['kind']
  const clause: Record<string, unknown> = { kind }
  for (const [field, [type, need]] of Object.entries({ ...shapes[kind], ...common })) {
    const given = value[field]
    if (given === undefined || given === null) {
      if (need === 'needed') return null
    } else if (!fits(given, type)) return null
    else clause[field] = given
  }
  return clause as unknown as Clause
}

/** A filter out of anything (an address, a file), and how many clauses could not be understood. */
export function readFilter(value: unknown): { readonly filter: Filter; readonly lost: number } {
  if (!Array.isArray(value)) return { filter: [], lost: value === undefined ? 0 : 1 }
  const clauses = value.map(readClause)
  const filter = clauses.filter(clause => clause !== null)
  return { filter, lost: clauses.length - filter.length }
}

/** Whatever of a view can be read; the rest is left to the log's own default. */
export function readView(value: unknown): Partial<View> {
  if (!isObject(value)) return {}
  const view: { -readonly [K in keyof View]?: View[K] } = {}
  const classifier = value['classifier']
  if (Array.isArray(classifier) && classifier.length > 0 && classifier.every(isText)) view.classifier = classifier
  if (value['level'] === 'event' || value['level'] === 'instance') view.level = value['level']
  if (isText(value['caseNotion'])) view.caseNotion = value['caseNotion']
  const calendar = readCalendar(value['calendar'])
  if (calendar) view.calendar = calendar
  return view
}

export function readCalendar(value: unknown): Calendar | null {
  if (!isObject(value) || !isText(value['timeZone']) || !isTimeZone(value['timeZone'])) return null
  const { week, holidays } = value
  if (!Array.isArray(week) || week.length !== 7) return null
  const isInterval = (part: unknown) =>
    Array.isArray(part) && part.length === 2 && part.every(isNumber) && orderly(part)
  if (!week.every(day => Array.isArray(day) && day.every(isInterval))) return null
  if (!Array.isArray(holidays) || !holidays.every(day => isText(day) && /^\d{4}-\d\d-\d\d$/.test(day))) return null
  return { timeZone: value['timeZone'], week: week as Calendar['week'], holidays }
}

const orderly = ([from = -1, to = -1]: readonly number[]) => from >= 0 && from < to && to <= 1440

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
