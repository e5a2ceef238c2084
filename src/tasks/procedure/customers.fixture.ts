import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { uiLog } from '../../log/ui-notation.ts'
import type { Routine } from '../../model/routine.ts'

const people = ['Ann Lee', 'Bob Ray', 'Cyd May', 'Dan Fox', 'Eve Orr', 'Fay Poe']
/** Six customers entered from a sheet into a form, half of them companies, each on a day of its own. */
const picture = people
  .map((name, i) => {
    const company = i % 2 === 0
    const [first, last] = name.split(' ')
    return `# case ${i}
ann | Excel | copy cell A${i + 2} in Customers of book.xlsx = "${name}" @${i}d
ann | Chrome | paste textbox "Last name" #last on "https://shop.test/new" = "${name}"
ann | Chrome | enter textbox "Last name" #last on "https://shop.test/new" = "${last}, ${first}"
ann | Excel | copy cell B${i + 2} in Customers of book.xlsx = ${company ? 'company' : 'person'}
ann | Chrome | paste textbox Kind #kind on "https://shop.test/new" = ${company ? 'company' : 'person'}
${company ? 'ann | Chrome | check checkbox Company #company on "https://shop.test/new"\n' : ''}ann | Chrome | enter textbox Remark #remark on "https://shop.test/new" = "${'seen by phone|all fine|call back|wants a tie|new to us|asked twice'.split('|')[i]}"
ann | Chrome | click button Submit on "https://shop.test/new"
#`
  })
  .join('\n')

/** The routine that a perfect miner would find: every demonstration is an instance, classes are labels. */
export function routineOf(log: StepLog): Routine {
  const variants = new Map<string, number>()
  const order: string[] = []
  const sequences: string[][] = []
  const rowsOf = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(row => log.noise[row] === 0)
  const instances = log.ui.demonstrations.map(({ first, last }) => {
    const labels: string[] = []
    for (let s = 0; s < log.stepCount; s++) {
      const row = log.rows[log.rowOffsets[s + 1]! - 1]!
      if (row >= first && row <= last) labels.push(log.label.dictionary.text(log.label.codes[s]!))
    }
    for (const label of labels) if (!order.includes(label)) order.push(label)
    sequences.push(labels)
    const key = labels.join('\n')
    if (!variants.has(key)) variants.set(key, variants.size)
    return { first, last, rows: rowsOf(first, last), variant: variants.get(key)! }
  })
  return {
    id: 'r1',
    name: 'Enter customer',
    steps: order.map(label => {
      const having = log.ui.demonstrations.filter((_, i) => sequences[i]!.includes(label))
      return { class: label, label, share: having.length / sequences.length }
    }),
    variants: [...variants.keys()].map(key => ({ classes: key.split('\n'), instances: 1 })),
    instances,
  }
}

export const customers = (clear: boolean): UiLog => uiLog(picture, { clear })
