import { is, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/** What keys bring about; the event of the effect tells what was done. */
const BY_KEYS: ReadonlySet<number> = new Set([
  is.copy,
  is.cut,
  is.paste,
  is.undo,
  is.redo,
  is.save,
  is.print,
  is.select,
  is.open,
  is.close,
  is.switch,
])

/** Scrolling, pointing, marking a text and pressing keys are how the next event is reached, not steps of their own. */
export const approach: CleaningRule = {
  id: 'approach',
  does: 'Scrolling, pointing, marking and shortcuts belong to the event that they lead to.',
  examples: [
    {
      before: `ann | Chrome | scroll main
ann | Chrome | hover button Save
ann | Chrome | click button Save
ann | Chrome | double-click cell Total
ann | Chrome | hotkey
ann | Chrome | copy cell Total = 120
ann | Excel | scroll table
ann | Chrome | hover button Save
ann | Excel | paste cell B1 = 120`,
      after: `1+2+3 ann | Chrome | click button Save
4+5+6 ann | Chrome | copy cell Total = 120
8 unfocused
7+9 ann | Excel | paste cell B1 = 120`,
    },
  ],
  apply(cleaning) {
    const { action, application, target } = cleaning
    let rewrites = 0
    visit(cleaning, (row, before) => {
      if (before < 0) return
      const near = application[row] === application[before]
      const was = action[before]!
      const reached =
        (near && (was === is.scroll || was === is.hover)) ||
        (was === is.hotkey && BY_KEYS.has(action[row]!) && (near || action[row] === is.switch)) ||
        (marks(was) && action[row] === is.copy && target[row]! >= 0 && target[row] === target[before])
      if (reached) cleaning.take(before, row)
      else if (was === is.hover && !near) cleaning.drop(before, 'unfocused')
      else return
      rewrites++
    })
    return rewrites
  },
}

const marks = (action: number) => action === is.drag || action === is['double-click'] || action === is.click
