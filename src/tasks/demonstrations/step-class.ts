import type { StepLog } from '../../log/step-log.ts'
import { textAt, uiActions } from '../../log/ui-log.ts'

const PARTS = ['application', 'document', 'page', 'group', 'role', 'identifier', 'name'] as const

/**
 * What makes two steps of demonstrations the same: the action, the element with everything that it stands in, and the
 * column of a sheet; never a value, a row or a time.
 */
export function stepClasses(log: StepLog): readonly string[] {
  const { ui } = log
  const known = new Map<number, string>()
  return Array.from({ length: log.stepCount }, (_, step) => {
    const element = log.element[step]!
    let text = known.get(element)
    if (text === undefined) {
      text = element < 0 ? '' : PARTS.map(part => textAt(ui.elements[part], element) ?? '').join('\u001f')
      known.set(element, text)
    }
    const row = log.rows[log.rowOffsets[step]!]!
    return `${uiActions[log.action[step]!]!}\u001f${text}\u001f${ui.position.column[row]! || ''}`
  })
}
