import { RequestError } from '../../base/errors.ts'
import type { Column } from '../column.ts'
import { ACTIVITY, CASE_ID, type EventLog, eventColumn, START_TIMESTAMP, TIMESTAMP } from '../event-log.ts'

/** Keys of event attributes that a filter or question can name, the standard ones first. */
export function eventKeys(log: EventLog): string[] {
  return [ACTIVITY, TIMESTAMP, ...(log.start ? [START_TIMESTAMP] : []), ...log.eventAttributes.keys()]
}

/** The column of an event attribute. Unknown: RequestError that names close matches. */
export function eventAttribute(log: EventLog, key: string): Column {
  const column = eventColumn(log, key)
  if (!column) throw unknownAttribute(log, 'event', key)
  return column
}

/** The column of a case attribute; `concept:name` is the case id. Unknown: RequestError that names close matches. */
export function caseAttribute(log: EventLog, key: string): Column {
  const column = log.caseAttributes.get(key)
  if (column) return column
  if (key === CASE_ID) {
    const codes = Int32Array.from({ length: log.caseCount }, (_, c) => c)
    return { key, type: 'string', personal: 'none', meaning: null, rows: null, codes, dictionary: log.caseIds }
  }
  throw unknownAttribute(log, 'case', key)
}

export function unknownAttribute(log: EventLog, scope: 'event' | 'case', key: string): RequestError {
  const keys = scope === 'event' ? eventKeys(log) : [...log.caseAttributes.keys()]
  const other = scope === 'event' ? log.caseAttributes.has(key) : eventColumn(log, key) !== undefined
  const close = closest(key, keys)
  const hint = other
    ? ` It is an attribute of ${scope === 'event' ? 'cases' : 'events'}.`
    : close.length
      ? ` Did you mean ${close.map(k => `"${k}"`).join(', ')}?`
      : ''
  return new RequestError(`The log has no ${scope} attribute "${key}".${hint}`)
}

/** Up to three of `known` that are near to `word`: by edit distance (Levenshtein 1965), letter case ignored. */
export function closest(word: string, known: readonly string[]): string[] {
  const limit = Math.max(2, Math.floor(word.length / 3))
  return known
    .slice(0, 2000)
    .map(text => ({ text, distance: near(word.toLowerCase(), text.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.text < b.text ? -1 : 1))
    .slice(0, 3)
    .map(({ text }) => text)
}

function near(a: string, b: string): number {
  if (b.includes(a) || a.includes(b)) return a === b ? 0 : 1
  if (Math.abs(a.length - b.length) > 8 || a.length > 100) return 99
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]!
}
