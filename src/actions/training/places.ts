import { compareText } from '../../base/sort.ts'
import { columnName, type Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import { textAt } from '../../log/ui-log.ts'

/** Elements shown of one place. */
const MOST = 120

interface Known {
  readonly role: string
  readonly name: string
  readonly key: string
}

/** Pages, windows and sheets with the elements that people used there: all that is known of what was visible. */
export class Places {
  private readonly found = new Map<string, Map<string, Known>>()
  private readonly ids = new Map<string, ReadonlyMap<string, string>>()
  private readonly log: StepLog
  private readonly names: Names

  constructor(log: StepLog, names: Names) {
    this.log = log
    this.names = names
  }

  /** Takes the element of a step into its place. */
  add(step: number): void {
    const place = this.placeOf(step)
    const known = this.known(step)
    if (place === null || known === null) return
    const elements = this.found.get(place) ?? new Map<string, Known>()
    this.found.set(place, elements)
    if (elements.size < MOST || elements.has(known.key)) elements.set(known.key, known)
    this.ids.delete(place)
  }

  /** `Chrome, https://shop.test/new`; null for steps without an element. */
  placeOf(step: number): string | null {
    const element = this.log.element[step]!
    if (element < 0) return null
    const { elements } = this.log.ui
    const text = (key: 'application' | 'page' | 'window' | 'document' | 'group') => textAt(elements[key], element)
    const where =
      text('page') ?? text('window') ?? ([text('document'), text('group')].filter(Boolean).join(', ') || null)
    return [text('application'), where].filter(Boolean).join(', ') || null
  }

  /** Id of the step's element in its place; null where it has none, or the place shows too many already. */
  target(step: number): string | null {
    const place = this.placeOf(step)
    const known = this.known(step)
    return place === null || known === null ? null : (this.idsOf(place).get(known.key) ?? null)
  }

  /** In an order that tells nothing of the order of use: by role and name. */
  elements(place: string): readonly { readonly id: string; readonly role: string; readonly name: string }[] {
    const elements = this.found.get(place)
    if (!elements) return []
    const ids = this.idsOf(place)
    return sorted(elements).map(({ key, role, name }) => ({ id: ids.get(key)!, role, name }))
  }

  private idsOf(place: string): ReadonlyMap<string, string> {
    const made = this.ids.get(place)
    if (made) return made
    const ids = new Map(sorted(this.found.get(place) ?? new Map()).map(({ key }, i) => [key, `e${i + 1}`]))
    this.ids.set(place, ids)
    return ids
  }

  private known(step: number): Known | null {
    const { ui } = this.log
    const element = this.log.element[step]!
    if (element < 0) return null
    const row = this.log.rows[this.log.rowOffsets[step + 1]! - 1]!
    const column = ui.position.column[row]!
    const role = textAt(ui.elements.role, element) ?? (column > 0 ? 'cell' : 'element')
    const name = (column > 0 ? columnName(ui, row) : null) ?? this.names.element(ui.elements, element)
    if (name === null && textAt(ui.elements.identifier, element) === null) return null
    const key = JSON.stringify([role, name, textAt(ui.elements.identifier, element), column])
    return { role, name: name ?? role, key }
  }
}

const sorted = (elements: ReadonlyMap<string, Known>) =>
  [...elements.values()].sort(
    (a, b) => compareText(a.role, b.role) || compareText(a.name, b.name) || compareText(a.key, b.key),
  )
