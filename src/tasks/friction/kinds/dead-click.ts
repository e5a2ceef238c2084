import { noiseKinds } from '../../../log/step-log.ts'
import { textAt } from '../../../log/ui-log.ts'
import type { FrictionKind, FrictionOccurrence } from '../friction-kind.ts'

const UNFOCUSED = noiseKinds.indexOf('unfocused')
const INTERACTIVE = new Set(['button', 'link', 'tab', 'menuitem', 'checkbox', 'radio', 'switch', 'option', 'combobox'])

export const deadClick: FrictionKind = {
  id: 'dead-click',
  title: 'Clicks without effect',
  definition:
    'A click that cleaning marks as unfocused (nothing followed from it) on an element that looks as if it could be used: a button, link, tab, menu item, box, switch or option.',
  source: 'Dead clicks as web analytics define them',
  suggestion: 'Make the element do what it looks like, or let it not look so.',
  find({ log, time }) {
    const { ui } = log
    const found: FrictionOccurrence[] = []
    for (let row = 0; row < ui.eventCount; row++) {
      if (log.noise[row] !== UNFOCUSED || ui.element[row]! < 0) continue
      if (!INTERACTIVE.has(textAt(ui.elements.role, ui.element[row]!) ?? '')) continue
      const first = row > 0 && ui.recording[row - 1] === ui.recording[row] ? row - 1 : row
      found.push({ first: row, last: row, element: ui.element[row]!, cost: time(first, row) })
    }
    return found
  },
}
