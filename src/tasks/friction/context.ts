import type { StepLog } from '../../log/step-log.ts'
import { textAt, uiActions } from '../../log/ui-log.ts'
import { handsOnOf } from '../candidates/base.ts'
import { stepsByRow } from '../procedure/instances.ts'
import type { FrictionContext } from './friction-kind.ts'

export function frictionContext(log: StepLog): FrictionContext {
  const { ui } = log
  // cuts at or before each row: equal counts mean that no cut lies between two rows
  const cutsBefore = new Int32Array(ui.eventCount)
  for (const cut of ui.cuts) cutsBefore[cut]!++
  for (let r = 1; r < ui.eventCount; r++) cutsBefore[r]! += cutsBefore[r - 1]!
  const row = (step: number) => log.rows[log.rowOffsets[step + 1]! - 1]!
  return {
    log,
    stepOf: stepsByRow(log),
    action: step => uiActions[log.action[step]!]!,
    place(step, of) {
      const element = log.element[step]!
      return element < 0 ? null : textAt(ui.elements[of], element)
    },
    row,
    time(first, last) {
      const rows = Int32Array.from({ length: last - first + 1 }, (_, i) => first + i)
      return handsOnOf(ui, rows)
    },
    together(a, b) {
      const [from, to] = [row(a), row(b)]
      return ui.recording[from] === ui.recording[to] && cutsBefore[from] === cutsBefore[to]
    },
  }
}
