import { textAt, uiActions, uiEffects } from '../../../log/ui-log.ts'
import type { FrictionKind, FrictionOccurrence } from '../friction-kind.ts'

const NONE = uiEffects.indexOf('none')
const CLICKS = new Set([uiActions.indexOf('click'), uiActions.indexOf('double-click')])
const INTERACTIVE = new Set(['button', 'link', 'tab', 'menuitem', 'checkbox', 'radio', 'switch', 'option', 'combobox'])

export const deadClick: FrictionKind = {
  id: 'dead-click',
  title: 'Clicks without effect',
  definition:
    'A click after which the recording tells that nothing changed (of rrweb: no change of page, field, scroll position or address within 7 s, or before the person did something else at least 1 s later), on an element that looks as if it could be used: a button, link, tab, menu item, box, switch or option. Recordings that do not tell what changed have none, and it is said that nobody knows.',
  source:
    'Dead clicks of session replay (Sentry, 2023: no change of the page within 7 s after a click on a button or link)',
  suggestion: 'Make the element do what it looks like, or let it not look so.',
  unknown: ({ effect }) =>
    effect === null
      ? 'these recordings do not tell what changed after a click (those of rrweb that hold changes of the page do)'
      : null,
  find({ log, time }) {
    const { ui } = log
    const found: FrictionOccurrence[] = []
    for (let row = 0; row < ui.eventCount; row++) {
      if (ui.effect?.[row] !== NONE || !CLICKS.has(ui.action[row]!) || ui.element[row]! < 0) continue
      if (!INTERACTIVE.has(textAt(ui.elements.role, ui.element[row]!) ?? '')) continue
      const first = row > 0 && ui.recording[row - 1] === ui.recording[row] ? row - 1 : row
      found.push({ first: row, last: row, element: ui.element[row]!, cost: time(first, row) })
    }
    return found
  },
}
