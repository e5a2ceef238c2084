import {
  known,
  oneOf,
  optionalText,
  record,
  refuse,
  type TableSettings,
  type TimeRole,
  tableSettings,
  timeRole,
} from './mapping.ts'
import { type ElementText, elementTexts, type SelectorKind, selectorKinds, type UiAction, uiActions } from './ui-log.ts'

/** Roles of one column each, beside time, the parts of the element and selectors. */
export const uiRoles = [
  'user',
  'action',
  'value',
  'fieldValue',
  'x',
  'y',
  'row',
  'column',
  'cell',
  'recording',
  'task',
  'run',
] as const
export type UiRole = (typeof uiRoles)[number]

/**
 * How the columns of a table become a UI log: plain JSON, saved and reused. A column that has no role is left out:
 * of a recording nothing is kept that was not asked for.
 */
export interface UiMapping extends Readonly<Partial<Record<UiRole, string>>> {
  readonly version: 1
  readonly table: TableSettings
  /** null where the table has no times. */
  readonly time: TimeRole | null
  /** IANA name of the zone of times that name none. */
  readonly timeZone: string
  /** The column that says what was done. */
  readonly action: string
  /** What the words of that column mean, where they are not understood by themselves. */
  readonly actions: Readonly<Record<string, UiAction>>
  /** Columns of the parts of the element. */
  readonly element: Readonly<Partial<Record<ElementText, string>>>
  readonly selectors: readonly { readonly kind: SelectorKind; readonly column: string }[]
}

const TOP = ['version', 'table', 'time', 'timeZone', 'actions', 'element', 'selectors', ...uiRoles]

/** Check a mapping that came as JSON and fill in defaults. Throws `RequestError` naming the wrong part. */
export function uiMappingFrom(value: unknown): UiMapping {
  const top = record(value, 'the mapping')
  known(top, TOP, 'the mapping')
  if (top['version'] !== 1) refuse('version', `must be 1, not ${JSON.stringify(top['version']) ?? 'nothing'}`)
  const timeZone = optionalText(top['timeZone'], 'timeZone') ?? 'UTC'
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    refuse('timeZone', `"${timeZone}" is no time zone; give an IANA name such as "Europe/Berlin"`)
  }
  const roles: Partial<Record<UiRole, string>> = {}
  for (const role of uiRoles) {
    const column = optionalText(top[role], role)
    if (column !== undefined) roles[role] = column
  }
  const { action } = roles
  if (action === undefined) return refuse('action', 'is missing: name the column that says what was done')
  const time = top['time'] ?? null
  const actions = record(top['actions'] ?? {}, 'actions')
  const element = record(top['element'] ?? {}, 'element')
  known(element, elementTexts, 'element')
  const selectors = top['selectors'] ?? []
  if (!Array.isArray(selectors)) return refuse('selectors', 'must be a list')
  return {
    version: 1,
    table: tableSettings(top['table'] ?? {}),
    time: time === null ? null : timeRole(time, 'time'),
    timeZone,
    ...roles,
    action,
    actions: Object.fromEntries(
      Object.entries(actions).map(([word, name]) => [word, oneOf(name, uiActions, `actions["${word}"]`)]),
    ),
    element: Object.fromEntries(
      Object.entries(element).map(([part, column]) => [
        part,
        optionalText(column, `element.${part}`) ?? refuse(`element.${part}`, 'must be the name of a column'),
      ]),
    ),
    selectors: selectors.map((item, i) => {
      const selector = record(item, `selectors[${i}]`)
      known(selector, ['kind', 'column'], `selectors[${i}]`)
      return {
        kind: oneOf(selector['kind'], selectorKinds, `selectors[${i}].kind`),
        column:
          optionalText(selector['column'], `selectors[${i}].column`) ?? refuse(`selectors[${i}].column`, 'is missing'),
      }
    }),
  }
}

/** All columns that a mapping speaks of, each once. */
export function uiMappedColumns(mapping: UiMapping): readonly string[] {
  const roles = uiRoles.flatMap(role => mapping[role] ?? [])
  const parts = elementTexts.flatMap(part => mapping.element[part] ?? [])
  return [...new Set([...(mapping.time?.columns ?? []), ...roles, ...parts, ...mapping.selectors.map(s => s.column)])]
}
