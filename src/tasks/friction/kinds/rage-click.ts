import { uiActions } from '../../../log/ui-log.ts'
import type { FrictionContext, FrictionKind, FrictionOccurrence } from '../friction-kind.ts'

const CLICKS = 3
const WITHIN = 1000
const AREA = 30
const CLICK = new Set(['click', 'double-click'].map(action => uiActions.indexOf(action as 'click')))

export const rageClick: FrictionKind = {
  id: 'rage-click',
  title: 'Clicking again and again',
  definition: `At least ${CLICKS} clicks within ${WITHIN} ms on one element, or within ${AREA} px of each other where the log has pointer positions.`,
  source: 'Rage clicks as web analytics define them (three clicks on one small area within a second)',
  suggestion: 'Answer the first click at once, and show that something happens.',
  find(context) {
    const { ui } = context.log
    const found: FrictionOccurrence[] = []
    for (let row = 0; row < ui.eventCount; row++) {
      if (!CLICK.has(ui.action[row]!)) continue
      let last = row
      while (last + 1 < ui.eventCount && CLICK.has(ui.action[last + 1]!) && near(context, row, last + 1)) last++
      if (last - row + 1 < CLICKS) continue
      found.push({ first: row, last, element: ui.element[row]!, cost: context.time(row, last) })
      row = last
    }
    return found
  },
}

function near({ log: { ui } }: FrictionContext, a: number, b: number): boolean {
  if (ui.recording[a] !== ui.recording[b] || !(ui.time[b]! - ui.time[a]! <= WITHIN)) return false
  const [dx, dy] = [
    (ui.x?.[b] ?? Number.NaN) - (ui.x?.[a] ?? Number.NaN),
    (ui.y?.[b] ?? Number.NaN) - (ui.y?.[a] ?? Number.NaN),
  ]
  if (!Number.isNaN(dx) && !Number.isNaN(dy)) return Math.hypot(dx, dy) <= AREA
  return ui.element[a]! >= 0 && ui.element[a] === ui.element[b]
}
