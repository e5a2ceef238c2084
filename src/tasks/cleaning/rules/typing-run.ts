import { is, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/** A field told after every pause or letter: entries that follow each other in one place are one, with the last value. */
export const typingRun: CleaningRule = {
  id: 'typing-run',
  does: 'Entries that follow each other in one field are one entry.',
  examples: [
    {
      before: `ann | Chrome | enter textbox Name = Jo
ann | Chrome | enter textbox Name = John
ann | Chrome | enter textbox City = Rome`,
      after: `1+2 ann | Chrome | enter textbox Name = John
3 ann | Chrome | enter textbox City = Rome`,
    },
  ],
  apply(cleaning) {
    const { action, target } = cleaning
    let rewrites = 0
    visit(cleaning, (row, before) => {
      if (before < 0 || action[row] !== is.enter || action[before] !== is.enter) return
      if (target[row]! < 0 || target[row] !== target[before]) return
      cleaning.take(before, row)
      rewrites++
    })
    return rewrites
  },
}
