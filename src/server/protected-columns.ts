import { RequestError } from '../base/errors.ts'
import type { Json } from '../base/json.ts'
import { type Mapping, mappingFrom } from '../log/mapping.ts'
import { isPersonName } from '../privacy/person-columns.ts'

/** How far a column about people is kept from those who ask: not at all, by the person gate, by pseudonyms, or entirely. */
const OPEN = 0
const GATED = 1
const PSEUDONYM = 2
const DROPPED = 3

/**
 * Columns that a second mapping of the same file would protect less than the first, or under another name (which the
 * person gate would take for other people): what only an owner may change. Where columns are protected at all, the file
 * must also be cut into the same columns. In the order of the first mapping; `*`: all that it does not name.
 */
export function lessProtected(before: Mapping, after: Mapping): readonly string[] {
  const names = [...before.columns.map(({ column }) => column), ...(before.resource ? [before.resource] : [])]
  const unnamed = mentioned(after).filter(column => !mentioned(before).includes(column))
  if (before.others === 'drop' && after.others === 'keep') return ['*']
  const held = [...new Set([...names, ...unnamed])].filter(column => protectionOf(before, column) > OPEN)
  const sameTable = JSON.stringify(sorted(before.table)) === JSON.stringify(sorted(after.table))
  return held.filter(column => {
    const now = protectionOf(after, column)
    if (!sameTable) return true
    if (now === DROPPED && !isInRole(after, column)) return false
    return now < protectionOf(before, column) || placeOf(before, column) !== placeOf(after, column)
  })
}

const mentioned = (mapping: Mapping): readonly string[] => [
  ...mapping.columns.map(({ column }) => column),
  ...rolesOf(mapping).flatMap(([, columns]) => columns),
]

/** The roles that columns have, with these. */
const rolesOf = (mapping: Mapping): [string, readonly string[]][] => {
  const { caseId, activity, complete, start, lifecycle, instance, resource } = mapping
  return [
    ['caseId', caseId.columns],
    ['activity', activity.columns],
    ['complete', complete?.columns ?? []],
    ['start', start?.columns ?? []],
    ['lifecycle', lifecycle === undefined ? [] : [lifecycle]],
    ['instance', instance === undefined ? [] : [instance]],
    ['resource', resource === undefined ? [] : [resource]],
  ]
}

function protectionOf(mapping: Mapping, column: string): number {
  const own = mapping.columns.find(each => each.column === column)
  if (own?.action === 'pseudonymise') return PSEUDONYM
  if (mapping.resource === column) return GATED
  if (own === undefined && isInRole(mapping, column)) return OPEN
  if (own === undefined && mapping.others === 'drop') return DROPPED
  if (own === undefined) return isPersonName(column) ? GATED : OPEN
  return own.action === 'drop' ? DROPPED : own.personal === true ? GATED : OPEN
}

const isInRole = (mapping: Mapping, column: string) => rolesOf(mapping).some(([, columns]) => columns.includes(column))

/** Where the values of a column end up: its roles, and the attribute that it becomes. */
function placeOf(mapping: Mapping, column: string): string {
  const roles = rolesOf(mapping).filter(([, columns]) => columns.includes(column))
  const own = mapping.columns.find(each => each.column === column)
  const attribute = roles.length > 0 ? null : [own?.scope ?? 'event', own?.key ?? column]
  return JSON.stringify([roles.map(([role]) => role), attribute])
}

const sorted = (table: Mapping['table']) => Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1))

/** Refuse a mapping that would show more of people in a kept file than the one it was read with. */
export function keepProtected(before: Json, after: Json): void {
  if (before === null || after === null) return
  const less = lessProtected(mappingFrom(before), mappingFrom(after))
  if (less.length > 0)
    throw new RequestError(
      `Only an owner may read a kept file again with less protection of people, under other names or cut into other columns: "${less.join('", "')}". Leave these columns and the settings of the table as they are in the saved mapping.`,
      'refused',
    )
}

/** Whether a mapping keeps something of its file out of the log: then the file itself must not stay either, unless wished. */
export function hides(mapping: Json): boolean {
  if (mapping === null || typeof mapping !== 'object' || Array.isArray(mapping)) return false
  const { columns, others } = mapping as { readonly columns?: Json; readonly others?: Json }
  const actions = Array.isArray(columns) ? columns.map(column => (column as { action?: Json }).action) : []
  return others === 'drop' || actions.some(action => action === 'drop' || action === 'pseudonymise')
}
