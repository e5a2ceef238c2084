import type { Column } from '../log/column.ts'
import { type EventLog, RESOURCE } from '../log/event-log.ts'
import type { Problems } from '../log/problems.ts'
import { personReason } from '../privacy/person-columns.ts'

/** Distinct values of an attribute that are looked at. */
const LOOKED_AT = 100

/**
 * The log with its attributes about people marked `direct`, for formats that have no mapping in which their reader could say
 * so: by their names, or because their values are e-mail addresses or telephone numbers. The resource needs no mark.
 */
export function markPeople(log: EventLog, problems: Problems): EventLog {
  const marked = (columns: EventLog['eventAttributes']): EventLog['eventAttributes'] =>
    new Map([...columns].map(([key, column]) => [key, isAboutPeople(key, column) ? mark(column) : column]))
  const mark = (column: Column): Column => {
    problems.add(
      'personal-kept',
      'Attributes seem to be about people and were kept as they are; what a server shows of them is held back.',
      { column: column.key },
      'info',
    )
    return { ...column, personal: 'direct' }
  }
  return { ...log, eventAttributes: marked(log.eventAttributes), caseAttributes: marked(log.caseAttributes) }
}

function isAboutPeople(key: string, column: Column): boolean {
  if (key === RESOURCE) return false
  if (column.type === 'int') return personReason(key, []) !== null
  if (column.type !== 'string' && column.type !== 'id') return false
  const { dictionary } = column
  const values = Array.from({ length: Math.min(LOOKED_AT, dictionary.size) }, (_, i) => dictionary.text(i))
  return personReason(key, values) !== null
}
