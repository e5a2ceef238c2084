import { compareText } from '../../base/sort.ts'
import { columnLetters } from '../../log/naming.ts'
import type { UiElement } from '../../log/ui-log.ts'
import type { Procedure, ProcedureStep } from '../../tasks/procedure/procedure.ts'

export type Widget = 'field' | 'choice' | 'check' | 'radio' | 'button' | 'link' | 'cell' | 'text'

export interface WireElement {
  readonly widget: Widget
  readonly label: string
  /** Numbers of the steps of this screen that act upon it; none: it is used on another visit. */
  readonly steps: readonly string[]
  readonly irreversible: boolean
}

/** A screen as a sketch: what is known of it is which elements people used, and where, as far as recordings tell. */
export interface Wireframe {
  readonly application: string
  /** Address, title of the window, or name of the document. */
  readonly place: string
  /** `pointer`: rows as on the screen. `order`: one below the other in order of use. `sheet`: columns of a sheet. */
  readonly arranged: 'pointer' | 'order' | 'sheet'
  readonly rows: readonly (readonly WireElement[])[]
}

/** Steps that follow each other in one place of one application. */
export interface Screen {
  readonly application: string
  readonly place: string
  readonly steps: readonly ProcedureStep[]
}

/** The number that people see of a step: `s3` is 3. */
export const stepNumber = ({ id }: ProcedureStep): string => id.replace(/^s/, '')

const placeOf = (element: UiElement) => element.page ?? element.window ?? element.document ?? element.group ?? ''

/** The procedure cut where the place changes; steps without an element stay where they are. */
export function screensOf({ steps }: Procedure): readonly Screen[] {
  const screens: { application: string; place: string; steps: ProcedureStep[] }[] = []
  for (const step of steps) {
    const last = screens.at(-1)
    const application = step.element?.application ?? last?.application ?? ''
    const place = step.element ? placeOf(step.element) : (last?.place ?? '')
    if (last && last.application === application && last.place === place) last.steps.push(step)
    else screens.push({ application, place, steps: [step] })
  }
  return screens
}

interface Item {
  readonly element: UiElement
  readonly column: number
  readonly pointer: ProcedureStep['pointer']
  readonly here: ProcedureStep[]
  readonly first: number
}

/** Elements that a sketch has room for. */
const MOST = 120

/**
 * The sketch of a screen, with what the procedure uses there, up to `MOST` elements, those of this visit first; null where no
 * element of it is known.
 */
export function wireframeOf(screen: Screen, procedure: Procedure): Wireframe | null {
  const items = new Map<string, Item>()
  const visit = new Set(screen.steps)
  procedure.steps.forEach((step, first) => {
    const { element } = step
    if (!element || (element.application ?? '') !== screen.application || placeOf(element) !== screen.place) return
    if (element.role === null && element.name === null && element.identifier === null && !step.cell) return
    const column = step.cell?.column ?? 0
    const key = JSON.stringify([element.role, element.name, element.identifier, column])
    const item = items.get(key) ?? { element, column, pointer: step.pointer, here: [], first }
    items.set(key, item)
    if (visit.has(step)) item.here.push(step)
  })
  if (items.size === 0) return null
  const known = [...items.values()]
  const isHere = ({ here }: Item) => here.length > 0
  const all =
    known.length <= MOST ? known : [...known.filter(isHere), ...known.filter(item => !isHere(item))].slice(0, MOST)
  const arranged = all.every(({ column }) => column > 0)
    ? 'sheet'
    : all.every(({ pointer }) => pointer !== null)
      ? 'pointer'
      : 'order'
  const { application, place } = screen
  return { application, place, arranged, rows: ARRANGE[arranged](all).map(row => row.map(wireElement)) }
}

const ARRANGE: Readonly<Record<Wireframe['arranged'], (items: readonly Item[]) => readonly (readonly Item[])[]>> = {
  sheet: items => [[...items].sort((a, b) => a.column - b.column || a.first - b.first)],
  order: items => items.map(item => [item]),
  pointer: pointerRows,
}

/** Elements whose pointers are less than a line (24 px) apart stand beside each other. */
function pointerRows(items: readonly Item[]): readonly (readonly Item[])[] {
  const at = ({ pointer }: Item) => pointer ?? { x: 0, y: 0 }
  const sorted = [...items].sort((a, b) => at(a).y - at(b).y || at(a).x - at(b).x || a.first - b.first)
  const rows: { readonly y: number; readonly items: Item[] }[] = []
  for (const item of sorted) {
    const row = rows.at(-1)
    if (row && at(item).y - row.y < 24) row.items.push(item)
    else rows.push({ y: at(item).y, items: [item] })
  }
  return rows.map(row => row.items.sort((a, b) => at(a).x - at(b).x || a.first - b.first))
}

function wireElement({ element, column, here }: Item): WireElement {
  const widget = column > 0 ? 'cell' : (WIDGETS[element.role ?? ''] ?? 'text')
  const label = element.name ?? element.identifier ?? element.role ?? ''
  const numbers = here.map(stepNumber).sort((a, b) => Number(a) - Number(b) || compareText(a, b))
  return {
    widget,
    label: column > 0 ? [columnLetters(column), element.name].filter(Boolean).join(' · ') : label,
    steps: numbers,
    irreversible: here.some(({ irreversible }) => irreversible),
  }
}

const WIDGETS: Readonly<Record<string, Widget>> = {
  textbox: 'field',
  searchbox: 'field',
  spinbutton: 'field',
  password: 'field',
  edit: 'field',
  input: 'field',
  combobox: 'choice',
  listbox: 'choice',
  option: 'choice',
  select: 'choice',
  checkbox: 'check',
  switch: 'check',
  radio: 'radio',
  button: 'button',
  menuitem: 'button',
  tab: 'button',
  link: 'link',
  cell: 'cell',
  gridcell: 'cell',
  columnheader: 'cell',
}
