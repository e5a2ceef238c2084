import { is, isWrite, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/**
 * Loggers with several listeners write one event more than once: same action, target and value at the same instant
 * (times are rounded to 100 ms). Keys, scrolling and undo really happen that fast and are left alone.
 */
export const duplicate: CleaningRule = {
  id: 'duplicate',
  does: 'The same event written twice at one instant is one event.',
  examples: [
    {
      before: `ann | SAP | enter textbox Plant = TF3 @5s
ann | SAP | enter textbox Plant = TF3 @5s
ann | SAP | enter textbox Plant = TF3 @9s`,
      after: `1+2 ann | SAP | enter textbox Plant = TF3
3 ann | SAP | enter textbox Plant = TF3`,
    },
    {
      before: `ann | SAP | key textbox Plant @5s
ann | SAP | key textbox Plant @5s`,
      after: `1 ann | SAP | key textbox Plant
2 ann | SAP | key textbox Plant`,
    },
  ],
  apply(cleaning) {
    const { ui, action, target, value } = cleaning
    let rewrites = 0
    visit(cleaning, (row, before) => {
      if (before < 0 || action[row] !== action[before] || ui.time[row] !== ui.time[before]) return
      const once = isWrite(action[row]!) || action[row] === is.click || action[row] === is.copy
      if (!once || target[row] !== target[before] || target[row]! < 0) return
      if (value[row] !== value[before] || ui.sourceAction.codes[row] !== ui.sourceAction.codes[before]) return
      cleaning.take(before, row)
      rewrites++
    })
    return rewrites
  },
}
