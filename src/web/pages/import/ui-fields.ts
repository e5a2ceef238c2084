import { type ElementText, elementTexts, type SelectorKind, selectorKinds } from '../../../log/ui-log.ts'
import { type UiMapping, type UiRole, uiRoles } from '../../../log/ui-mapping.ts'

/** A part of a UI event that one column may tell; times are apart, since two columns may tell them. */
export type UiField = UiRole | `element.${ElementText}` | `selector.${SelectorKind}`

/** What a person calls them, by the order in which they are asked for: first what most recordings have. */
export const fieldTitles: Readonly<Record<UiField, string>> = {
  action: 'Action (what was done)',
  user: 'User',
  'element.application': 'Application',
  'element.window': 'Window (its title)',
  'element.page': 'Page (its address)',
  'element.name': 'Element (its label)',
  value: 'Value (typed, chosen, copied)',
  'element.role': 'Kind of element',
  'element.identifier': 'Id of the element',
  'element.group': 'Form, table or sheet',
  'element.document': 'Document (file, workbook)',
  'element.system': 'System',
  fieldValue: 'Value of the field afterwards',
  recording: 'Recording (session)',
  task: 'Task that was shown on purpose',
  run: 'Run of the task',
  cell: 'Cell of a sheet (B7)',
  row: 'Row in a table',
  column: 'Column in a table',
  x: 'x of the pointer',
  y: 'y of the pointer',
  'selector.testid': 'Selector: test id',
  'selector.id': 'Selector: id',
  'selector.aria': 'Selector: accessible name',
  'selector.name': 'Selector: name attribute',
  'selector.automation-id': 'Selector: automation id',
  'selector.label': 'Selector: label',
  'selector.text': 'Selector: text',
  'selector.css': 'Selector: CSS',
  'selector.xpath': 'Selector: XPath',
}
export const uiFields = Object.keys(fieldTitles) as readonly UiField[]
/** Asked for in sight; the others stand below. */
export const mainFields = uiFields.slice(0, 7)

/** The name by which reasons of a proposal speak of a field. */
export const aboutOf = (field: UiField): string =>
  field.startsWith('element.') ? field.slice(8) : field.replace('selector.', 'selector:')

/** A mapping that is not whole yet: its action may be ''. */
export type UiDraft = UiMapping

export const emptyDraft = (table: UiMapping['table']): UiDraft => ({
  version: 1,
  table,
  time: null,
  timeZone: 'UTC',
  action: '',
  actions: {},
  element: {},
  selectors: [],
})

/** The column that tells a field; null where none does. */
export function columnOf(mapping: UiDraft, field: UiField): string | null {
  if (field.startsWith('element.')) return mapping.element[field.slice(8) as ElementText] ?? null
  if (field.startsWith('selector.'))
    return mapping.selectors.find(({ kind }) => `selector.${kind}` === field)?.column ?? null
  return mapping[field as UiRole] || null
}

/** The mapping with another column for a field, or none. Words of an action column are those of that column alone. */
export function withColumn(mapping: UiDraft, field: UiField, column: string | null): UiDraft {
  if (field === 'action') return { ...mapping, action: column ?? '', actions: {} }
  if (field.startsWith('element.')) {
    const part = field.slice(8) as ElementText
    const { [part]: _, ...element } = mapping.element
    return { ...mapping, element: column === null ? element : { ...element, [part]: column } }
  }
  if (field.startsWith('selector.')) {
    const kind = field.slice(9) as SelectorKind
    const others = mapping.selectors.filter(one => one.kind !== kind)
    return { ...mapping, selectors: column === null ? others : [...others, { kind, column }] }
  }
  const role = field as Exclude<UiRole, 'action'>
  const { [role]: _, ...rest } = mapping
  return column === null ? rest : { ...rest, [role]: column }
}

/** What a column tells, in words; none: it is left out. */
export function tellsOf(mapping: UiDraft, column: string): readonly string[] {
  const told = uiFields.filter(field => columnOf(mapping, field) === column).map(field => fieldTitles[field])
  return mapping.time?.columns.includes(column) ? ['Time', ...told] : told
}

/** Every field that a mapping can have is one that is asked for. */
export const everyField: readonly UiField[] = [
  ...uiRoles,
  ...elementTexts.map(part => `element.${part}` as const),
  ...selectorKinds.map(kind => `selector.${kind}` as const),
]
