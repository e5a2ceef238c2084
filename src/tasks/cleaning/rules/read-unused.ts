import { is, isWrite, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/** A value may be typed this many events after it was read; later ones are taken for chance. */
export const REACH = 100

/**
 * Entering a cell is told as a read of it. Leno et al., 2020, drop every read that no copy followed; one whose value is
 * typed somewhere else later was read for it and stays, as the source of that value.
 */
export const readUnused: CleaningRule = {
  id: 'read-unused',
  does: 'A cell that was entered, and whose value turns up nowhere later, was only passed.',
  examples: [
    {
      before: `ann | Excel | read cell A1 in Sheet1 = Doe
ann | Excel | read cell B1 in Sheet1 = 4711
ann | Chrome | enter textbox "Order no." = 4711
ann | Excel | read cell C1 in Sheet1 = 4711`,
      after: `1 redundant
2 ann | Excel | read cell B1 in Sheet1 = 4711
3 ann | Chrome | enter textbox "Order no." = 4711
4 redundant`,
    },
  ],
  apply(cleaning) {
    const { action, value, same, target } = cleaning
    const reads = new Map<number, { row: number; at: number }>()
    let at = 0
    const pasted = new Map<number, boolean>()
    const used = new Set<number>()
    const rows: number[] = []
    visit(
      cleaning,
      row => {
        const content = cleaning.known(value[row]!) ? same[value[row]!]! : -1
        const on = target[row]!
        at++
        if (action[row] === is.read) {
          rows.push(row)
          if (content >= 0) reads.set(content, { row, at })
        } else if (isWrite(action[row]!)) {
          const typed = action[row] === is.enter || action[row] === is.select
          const read = reads.get(content)
          const near = read !== undefined && at - read.at <= REACH && target[read.row] !== on
          const echo = action[row] === is.enter && pasted.get(on) === true
          if (typed && near && !echo) used.add(read.row)
          if (on >= 0) pasted.set(on, action[row] === is.paste)
        } else if (action[row] === is.copy || action[row] === is.cut) reads.delete(content)
      },
      () => {
        reads.clear()
        pasted.clear()
      },
    )
    const unused = rows.filter(row => !used.has(row) && !cleaning.threads[cleaning.thread[row]!]!.cutAfter)
    for (const row of unused) cleaning.drop(row, 'redundant')
    return unused.length
  },
}
