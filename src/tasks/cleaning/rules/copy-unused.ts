import { type Cleaning, is, isWrite, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/**
 * A paste takes the latest copy of its content, else the latest copy if its content is unknown; a paste of unknown content
 * takes the latest copy. A copy that nothing takes is redundant. Covers three rules of Leno et al., 2020: a copy overwritten by another one without a paste between,
 * a copy whose next paste has another content, and a copy that no paste follows. An entry of the copied value counts as
 * taking it, except as the echo of a paste into the same field. Before a cut nothing is known to be unused.
 */
export const copyUnused: CleaningRule = {
  id: 'copy-unused',
  does: 'A copy that nothing is pasted from is redundant.',
  examples: [
    {
      before: `ann | Excel | copy cell A1 in Sheet1 = 3
ann | Excel | read cell C1 in Sheet1 = 3
ann | Excel | copy cell B1 in Sheet1 = 3
ann | Chrome | paste textbox SingleLine = 3`,
      after: `1 redundant
2 ann | Excel | read cell C1 in Sheet1 = 3
3 ann | Excel | copy cell B1 in Sheet1 = 3
4 ann | Chrome | paste textbox SingleLine = 3`,
    },
    {
      before: `ann | Excel | copy cell A1 = 3
ann | Chrome | paste textbox SingleLine = 3
ann | Excel | copy cell B1 = 3
ann | Chrome | enter textbox Date = 2019-10-17`,
      after: `1 ann | Excel | copy cell A1 = 3
2 ann | Chrome | paste textbox SingleLine = 3
3 redundant
4 ann | Chrome | enter textbox Date = 2019-10-17`,
    },
    {
      before: `ann | Excel | copy cell A1 = "Orion Mews"
ann | Chrome | copy textbox City
ann | Chrome | paste textbox City = "Orion Mews"
ann | Excel | copy cell A2 = Valda
ann | Chrome | paste textbox Name = Vald`,
      after: `1 ann | Excel | copy cell A1 = "Orion Mews"
2 redundant
3 ann | Chrome | paste textbox City = "Orion Mews"
4 redundant
5 ann | Chrome | paste textbox Name = Vald`,
    },
  ],
  apply(cleaning) {
    const { action } = cleaning
    const taken = new Set(copiesTaken(cleaning).values())
    const unused: number[] = []
    visit(cleaning, row => {
      if (action[row] !== is.copy || taken.has(row)) return
      if (!cleaning.threads[cleaning.thread[row]!]!.cutAfter) unused.push(row)
    })
    for (const row of unused) cleaning.drop(row, 'redundant')
    return unused.length
  },
}

/** By event that puts a copied value somewhere: the copy that it takes. */
export function copiesTaken(cleaning: Cleaning): Map<number, number> {
  const { action, value, same, target } = cleaning
  const takes = new Map<number, number>()
  const copies = new Map<number, number>()
  const pasted = new Map<number, boolean>()
  let latest = -1
  visit(
    cleaning,
    row => {
      const content = cleaning.known(value[row]!) ? same[value[row]!]! : -1
      if (action[row] === is.copy || action[row] === is.cut) {
        if (content >= 0) copies.set(content, row)
        latest = row
      } else if (isWrite(action[row]!)) {
        const isPaste = action[row] === is.paste
        const echo = action[row] === is.enter && target[row]! >= 0 && pasted.get(target[row]!) === true
        const copy =
          content < 0
            ? latest
            : (copies.get(content) ?? (isPaste && latest >= 0 && !cleaning.known(value[latest]!) ? latest : -1))
        if (copy >= 0 && !echo && (isPaste || content >= 0)) takes.set(row, copy)
        if (target[row]! >= 0) pasted.set(target[row]!, isPaste)
      }
    },
    () => {
      copies.clear()
      pasted.clear()
      latest = -1
    },
  )
  return takes
}
