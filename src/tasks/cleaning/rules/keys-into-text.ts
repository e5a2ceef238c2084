import { is, use, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/** Key presses in one place, and the entry that they add up to, are one typing. */
export const keysIntoText: CleaningRule = {
  id: 'keys-into-text',
  does: 'Keys pressed in a field, and the entry that they make, are one entry.',
  examples: [
    {
      before: `ann | SAP | key textbox Plant
ann | SAP | key textbox Plant
ann | SAP | enter textbox Plant = TF
ann | SAP | key textbox Date
ann | SAP | key textbox Date
ann | SAP | key button Go`,
      after: `1+2+3 ann | SAP | enter textbox Plant = TF
4+5 ann | SAP | enter textbox Date
6 ann | SAP | key button Go`,
    },
  ],
  apply(cleaning) {
    const { action, target } = cleaning
    let rewrites = 0
    visit(cleaning, (row, before) => {
      if (before < 0 || target[row]! < 0 || target[row] !== target[before]) return
      const typing = cleaning.elementUse(row) === use.entry || cleaning.elementUse(row) === use.cell
      // keys that went before and were an entry already: their event tells only of more keys
      const keys = action[before] === is.key || (action[before] === is.enter && cleaning.ui.action[before] === is.key)
      if (!keys || (action[row] !== is.key && action[row] !== is.enter)) return
      cleaning.take(before, row)
      if (typing) action[row] = is.enter
      rewrites++
    })
    return rewrites
  },
}
