import { type Cleaning, gap, is, use, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/** What follows a click within this time is its effect, in ms. */
export const EFFECT = 5000

const EFFECTS: ReadonlySet<number> = new Set([
  is.submit,
  is.navigate,
  is.open,
  is.close,
  is.switch,
  is.save,
  is.download,
  is.print,
])

/**
 * A click on a button or link and what the application tells of its effect (a form sent, a page gone to, a tab opened)
 * are one step on the button. A submit or save stays one: it is what completes the work.
 */
export const commandEffect: CleaningRule = {
  id: 'command-effect',
  does: 'A click on a button or link, and the effect told at once after it, are one step.',
  examples: [
    {
      before: `ann | Chrome | click button Submit
ann | Chrome | submit
ann | Chrome | click link "Add another"
ann | Chrome | open
ann | Chrome | navigate on https://shop.test/new
ann | Chrome | click button Next @1m
ann | Chrome | navigate on https://shop.test/2 @2m`,
      after: `1+2 ann | Chrome | submit button Submit
3+4+5 ann | Chrome | click link "Add another"
6 ann | Chrome | click button Next
7 ann | Chrome | navigate on https://shop.test/2`,
    },
  ],
  apply(cleaning) {
    const { action } = cleaning
    let rewrites = 0
    visit(cleaning, (row, before) => {
      if (!isEffect(cleaning, row, before)) return
      if (action[row] !== is.submit && action[row] !== is.save) action[row] = action[before]!
      cleaning.actUpon(row, before)
      cleaning.take(before, row)
      rewrites++
    })
    return rewrites
  },
}

function isEffect(cleaning: Cleaning, row: number, before: number): boolean {
  const { action, application, ui } = cleaning
  if (before < 0 || application[row] !== application[before] || !EFFECTS.has(action[row]!)) return false
  // a step that has effects already may have more of them
  const acted = action[before] === is.click || action[before] === is.submit || action[before] === is.key
  if (!acted || cleaning.elementUse(before) !== use.command) return false
  if (ui.action[row] !== action[row]) return false
  return !(gap(cleaning, before, row) > EFFECT)
}
