import { is, isWrite, use, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/**
 * A click into a field only moves the cursor there: it belongs to what is then done in the field, even where another
 * application is looked at in between. Leno et al., 2020 (clickTextField is redundant). A click that nothing follows in
 * its field is left to `click-without-entry`.
 */
export const clickIntoField: CleaningRule = {
  id: 'click-into-field',
  does: 'A click into a field or cell belongs to what is then entered there.',
  examples: [
    {
      before: `ann | Excel | copy cell A1 = 3
ann | Chrome | click textbox Amount
ann | Chrome | paste textbox Amount = 3`,
      after: `1 ann | Excel | copy cell A1 = 3
2+3 ann | Chrome | paste textbox Amount = 3`,
    },
    {
      before: `ann | Chrome | click textbox Amount
ann | Excel | read cell A1 = 3
ann | Chrome | enter textbox Amount = 3
ann | Chrome | click textbox Date
ann | Chrome | click button Save`,
      after: `2 ann | Excel | read cell A1 = 3
1+3 ann | Chrome | enter textbox Amount = 3
4 ann | Chrome | click textbox Date
5 ann | Chrome | click button Save`,
    },
  ],
  apply(cleaning) {
    const { action, application, target } = cleaning
    const clicked = new Map<number, number>()
    let rewrites = 0
    visit(
      cleaning,
      row => {
        const app = application[row]!
        const click = clicked.get(app)
        const on = cleaning.elementUse(row)
        const enters = isWrite(action[row]!) || action[row] === is.key || action[row] === is.copy
        clicked.delete(app)
        if (click !== undefined && enters && target[row] === target[click]) {
          cleaning.take(click, row)
          rewrites++
        } else if (action[row] === is.click || action[row] === is['double-click'])
          if (target[row]! >= 0 && (on === use.entry || on === use.cell)) clicked.set(app, row)
      },
      () => clicked.clear(),
    )
    return rewrites
  },
}
