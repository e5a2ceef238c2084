import { is, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/**
 * A paste, and the field's value told at once after it, are one step: the value may be what was pasted, or what was made
 * of it. The step keeps both events, so that what was pasted can still be told from what became of it.
 */
export const pasteThenEdit: CleaningRule = {
  id: 'paste-then-edit',
  does: 'A paste and the entry that follows in the same field are one paste.',
  examples: [
    {
      before: `ann | Chrome | paste textbox First = "John Doe"
ann | Chrome | enter textbox First = John
ann | Chrome | enter textbox City = Rome`,
      after: `1+2 ann | Chrome | paste textbox First = John
3 ann | Chrome | enter textbox City = Rome`,
    },
  ],
  apply(cleaning) {
    const { action, target, value } = cleaning
    let rewrites = 0
    visit(cleaning, (row, before) => {
      if (before < 0 || action[row] !== is.enter || action[before] !== is.paste) return
      if (target[row]! < 0 || target[row] !== target[before]) return
      action[row] = is.paste
      if (value[row]! < 0) value[row] = value[before]!
      cleaning.take(before, row)
      rewrites++
    })
    return rewrites
  },
}
