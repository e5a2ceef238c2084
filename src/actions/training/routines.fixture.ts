import { Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import { uiLog } from '../../log/ui-notation.ts'
import type { Routine } from '../../model/routine.ts'
import { cleanUiLog, demonstratedRoutines } from '../../tasks/index.ts'

/** Texts that stand in the recordings; none of them may be in what is made of them. */
export const recordedTexts = ['Annabel', 'Fuchsberg', 'DE4711', 'tomorrow', 'Zurich', 'quince']

const customer = (who: string, i: number) => `== ${who} customer ${i}
# "Enter customer" ${who}${i}
${who} | Excel | copy cell A${i + 2} in Customers of book.xlsx = "Annabel Fuchsberg" @${i}d
${who} | Chrome | paste textbox "Full name" #full on "https://shop.test/new" = "Annabel Fuchsberg"
${who} | Chrome | enter textbox "Last name" #last on "https://shop.test/new" = Fuchsberg
${who} | Chrome | select combobox City #city on "https://shop.test/new" = Zurich
${i % 2 === 0 ? `${who} | Chrome | check checkbox Rush #rush on "https://shop.test/new"\n` : ''}${who} | Chrome | click button Submit on "https://shop.test/new"
#`
const order = (who: string, i: number) => `== ${who} order ${i}
# "Find order" ${who}${i}
${who} | ERP | enter textbox "Order no." #no at "Orders - ERP" = DE4711 @${i}d
${who} | ERP | click button Search at "Orders - ERP"
${who} | ERP | copy cell State #state at "Order - ERP" = tomorrow
${who} | Mail | paste textbox Body #body at "Mail" = tomorrow
${who} | Mail | click button Send at "Mail"
#`
const note = (who: string, i: number) => `== ${who} note ${i}
# "Write note" ${who}${i}
${who} | Notes | click button New at "Notes" @${i}d
${who} | Notes | enter textbox Text #text at "Notes" = quince
${who} | Notes | drag window W at "Notes"
${who} | Notes | click button Close at "Notes"
#`

/** Three tasks that have nothing in common, each demonstrated by several people; values are kept in clear. */
export function mined(people = ['ann', 'bob', 'cyd', 'dan', 'eve', 'fay']): {
  readonly steps: StepLog
  readonly routines: readonly Routine[]
  readonly names: Names
} {
  const picture = people.flatMap((who, i) => [customer(who, i), order(who, i), note(who, i)]).join('\n')
  const names = new Names()
  const steps = cleanUiLog(uiLog(picture, { clear: true }), { names })
  return { steps, routines: demonstratedRoutines(steps), names }
}

/** The same, as if nobody had recorded it on purpose. */
export function undemonstrated(people?: string[]): ReturnType<typeof mined> {
  const found = mined(people)
  return { ...found, steps: { ...found.steps, ui: { ...found.steps.ui, demonstrations: [] } } }
}
