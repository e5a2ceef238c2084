import { is, use, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/** Opening a list and choosing from it, clicking a box and its new state: one choice. */
export const clickThenChoose: CleaningRule = {
  id: 'click-then-choose',
  does: 'A click on a list or box, and the choice made by it, are one step.',
  examples: [
    {
      before: `ann | Chrome | click combobox Country
ann | Chrome | select combobox Country = Italy
ann | Chrome | click combobox Currency
ann | Chrome | click option EUR
ann | Chrome | click checkbox Paid
ann | Chrome | enter checkbox Paid = yes`,
      after: `1+2 ann | Chrome | select combobox Country = Italy
3+4 ann | Chrome | select combobox Currency
5+6 ann | Chrome | check checkbox Paid = yes`,
    },
  ],
  apply(cleaning) {
    const { action, application, target } = cleaning
    let rewrites = 0
    visit(cleaning, (row, before) => {
      if (before < 0 || action[before] !== is.click || application[row] !== application[before]) return
      const [on, onBefore] = [cleaning.elementUse(row), cleaning.elementUse(before)]
      const same = target[row]! >= 0 && target[row] === target[before]
      const states = action[row] === is.select || action[row] === is.check || action[row] === is.uncheck
      if (same && action[row] === is.enter && on === use.toggle) action[row] = is.check
      else if (action[row] === is.click && on === use.option && onBefore === use.entry) {
        action[row] = is.select
        cleaning.actUpon(row, before)
      } else if (!same || !states) return
      cleaning.take(before, row)
      rewrites++
    })
    return rewrites
  },
}
