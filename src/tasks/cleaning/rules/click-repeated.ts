import { gap, is, use, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/** Two clicks on one button within this time are one decision, in ms (a rage click is three within it). */
export const ONE_DECISION = 1000

/**
 * A second click on the same button or link at once, with nothing between, does what the first one did. Where times are
 * missing or no order, nothing is concluded: a list may be paged by the same button.
 */
export const clickRepeated: CleaningRule = {
  id: 'click-repeated',
  does: 'A click on the same button or link within a second of the one before is a repetition.',
  examples: [
    {
      before: `ann | Chrome | click button Save @1s
ann | Chrome | click button Save @1s400ms
ann | Chrome | click button Save @9s`,
      after: `1 ann | Chrome | click button Save
2 repeated
3 ann | Chrome | click button Save`,
    },
  ],
  apply(cleaning) {
    const { action, target } = cleaning
    const rows: number[] = []
    visit(cleaning, (row, before) => {
      if (before < 0 || action[row] !== is.click || action[before] !== is.click) return
      if (target[row]! < 0 || target[row] !== target[before] || cleaning.elementUse(row) !== use.command) return
      if (gap(cleaning, before, row) <= ONE_DECISION) rows.push(row)
    })
    for (const row of rows) cleaning.drop(row, 'repeated')
    return rows.length
  },
}
