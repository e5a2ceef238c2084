import { textAt } from '../../../log/ui-log.ts'
import { type Cleaning, gap, is, use, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/** What follows a click within this time is its effect, in ms. */
export const EFFECT = 5000
/** Somebody who goes to another window, or tab, takes longer than an application that does, in ms. */
const SWITCHED = 1000

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
  does: 'A click on a button or link, and the effect told at once after it, are one step. A switch is an effect within a second, or of what was opened.',
  examples: [
    {
      before: `ann | Chrome | click button Submit
ann | Chrome | submit
ann | Chrome | click link "Add another"
ann | Chrome | open
ann | Chrome | navigate on https://shop.test/new
ann | Chrome | click button Next @1m
ann | Chrome | navigate on https://shop.test/2 @2m
ann | Chrome | click button Book @3m
ann | Chrome | switch on https://shop.test/orders @3m2s`,
      after: `1+2 ann | Chrome | submit button Submit
3+4+5 ann | Chrome | click link "Add another"
6 ann | Chrome | click button Next
7 ann | Chrome | navigate on https://shop.test/2
8 ann | Chrome | click button Book
9 ann | Chrome | switch on https://shop.test/orders`,
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
  const passed = gap(cleaning, before, row)
  if (passed > EFFECT) return false
  // a new window, and what comes up in it
  if (ui.action[before] === is.open) return true
  if (action[row] === is.switch) return passed <= SWITCHED
  return !Number.isNaN(passed) || !elsewhere(cleaning, before, row)
}

/** Whether a page is gone to that is of another site than the click: without times, somebody may as well have gone there. */
function elsewhere({ ui, element, action }: Cleaning, before: number, row: number): boolean {
  if (action[row] !== is.navigate) return false
  const [from, to] = [before, row].map(at => siteOf(element[at]! < 0 ? null : textAt(ui.elements.page, element[at]!)))
  return from !== null && to !== null && from !== to
}

const siteOf = (page: string | null) => /^[a-z]+:\/\/[^/]+/i.exec(page ?? '')?.[0] ?? null
