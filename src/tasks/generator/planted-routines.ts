import type { UiAction, UiElement } from '../../log/ui-log.ts'

/** A step of a planted routine. `value`: typed anew, copied (and kept for what pastes it), or none. */
export interface PlantedStep {
  readonly action: UiAction
  readonly element: Partial<UiElement>
  readonly column?: number
  readonly value?: 'typed' | 'copied' | 'pasted' | 'chosen'
}

/** Steps that stand together; blocks of one routine may change places where people are free to. */
export interface PlantedBlock {
  readonly steps: readonly PlantedStep[]
  /** Share of runs that contain it. */
  readonly share: number
  readonly free: boolean
}

export interface PlantedRoutine {
  readonly name: string
  readonly blocks: readonly PlantedBlock[]
}

const OBJECTS = [
  'Invoice',
  'Order',
  'Student',
  'Claim',
  'Supplier',
  'Contract',
  'Ticket',
  'Employee',
  'Delivery',
  'Payment',
]
const FIELDS = [
  'Name',
  'Number',
  'Date',
  'Amount',
  'E-mail',
  'Phone',
  'Street',
  'City',
  'Country',
  'Reason',
  'Account',
  'Bank',
]
const ENDS = ['Submit', 'Save', 'Confirm', 'Book', 'Send']
const NEUTRAL = ['Weiter A', 'Step 9', 'F8', 'Go', 'Next page']

/**
 * Routines with what real ones have: a record that is copied from a list to a form, field by field, choices, pages, a
 * button at the end and a way back. They share an application, and its home page where `shared`; a button says that it ends
 * something only where `words`.
 */
export function plantRoutines(
  draw: () => number,
  { count, words, shared }: { readonly count: number; readonly words: boolean; readonly shared: boolean },
): PlantedRoutine[] {
  return Array.from({ length: count }, (_, r) => {
    const object = OBJECTS[r % OBJECTS.length]! + (r < OBJECTS.length ? '' : String(Math.floor(r / OBJECTS.length)))
    const pick = (n: number) => Math.floor(draw() * n)
    const page = `https://erp.test/${object.toLowerCase()}/new`
    const sheet = { application: 'Sheets', document: `${object}s.xlsx`, group: 'Sheet1', role: 'cell' }
    const field = (name: string, role = 'textbox') => ({
      application: 'Browser',
      page,
      role,
      name,
      identifier: `${object}-${name}`,
    })
    const button = (name: string, at = page): Partial<UiElement> => ({
      application: 'Browser',
      page: at,
      role: 'button',
      name,
    })
    const blocks: PlantedBlock[] = []
    const add = (steps: readonly PlantedStep[], share = 1, free = false) => blocks.push({ steps, share, free })
    if (shared) add([{ action: 'click', element: button('Home', 'https://erp.test/') }])
    if (draw() < 0.5) add([{ action: 'click', element: button(`New ${object}`, 'https://erp.test/') }])
    const fields = [...FIELDS].sort(() => draw() - 0.5).slice(0, 3 + pick(5))
    fields.forEach((name, f) => {
      const copy: PlantedStep = { action: 'copy', element: sheet, column: f + 1, value: 'copied' }
      const paste: PlantedStep = { action: 'paste', element: field(name), value: 'pasted' }
      const enter: PlantedStep = { action: 'enter', element: field(name), value: 'pasted' }
      const type: PlantedStep = { action: 'enter', element: field(name), value: 'typed' }
      const share = f > 1 && draw() < 0.25 ? 0.4 + draw() / 2 : 1
      if (draw() < 0.6) add(draw() < 0.5 ? [copy, paste, enter] : [copy, paste], share, f > 0)
      else if (draw() < 0.5) add([{ action: 'click', element: field(name) }, type], share, f > 0)
      else add([{ action: 'select', element: field(name, 'combobox'), value: 'chosen' }], share, f > 0)
      if (f === 2 && draw() < 0.4) add([{ action: 'click', element: button('Next') }])
    })
    add([{ action: 'click', element: button((words ? ENDS : NEUTRAL)[pick(5)]!) }])
    if (draw() < 0.5) add([{ action: 'click', element: { ...button(`Back to ${object}s`), role: 'link' } }])
    return { name: object, blocks }
  })
}
