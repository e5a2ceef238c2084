import { type Cleaning, is, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/**
 * An application tells of a copy, and the clipboard's listener tells of it again. One copy: the application knows the
 * element, the clipboard the value. Leno et al., 2020 (SemFilter: a clipboard copy right after a copy in the browser).
 */
export const copyEcho: CleaningRule = {
  id: 'copy-echo',
  does: 'A copy seen on the clipboard right after the copy in an application is the same copy.',
  examples: [
    {
      before: `ann | Excel | read cell A1 in Sheet1 = 1
ann | Chrome | copy textbox Name_First = text
- | Clipboard | copy = text
ann | Excel | read cell C1 in Sheet1 = 3`,
      after: `1 ann | Excel | read cell A1 in Sheet1 = 1
2+3 - | Chrome | copy textbox Name_First = text
4 ann | Excel | read cell C1 in Sheet1 = 3`,
    },
    {
      before: `ann | Chrome | copy textbox Name_First = text
- | Clipboard | copy = other`,
      after: `1 ann | Chrome | copy textbox Name_First = text
2 - | Clipboard | copy = other`,
    },
  ],
  apply(cleaning) {
    let rewrites = 0
    visit(cleaning, (row, before) => {
      if (!isEcho(cleaning, row, before)) return
      cleaning.actUpon(row, before)
      if (!cleaning.known(cleaning.value[row]!)) cleaning.value[row] = cleaning.value[before]!
      cleaning.action[row] = cleaning.action[before]!
      cleaning.take(before, row)
      rewrites++
    })
    return rewrites
  },
}

/** Whether nothing is known of the copy but that the clipboard has changed. */
export function isBareCopy({ action, element, bare }: Cleaning, row: number): boolean {
  return action[row] === is.copy && (element[row]! < 0 || bare[element[row]!] === 1)
}

/** Whether the event tells again of the copy or cut before it. */
export function isEcho(cleaning: Cleaning, row: number, before: number): boolean {
  const { action, value, ui, bare } = cleaning
  if (before < 0 || !isBareCopy(cleaning, row) || (action[before] !== is.copy && action[before] !== is.cut))
    return false
  const own = ui.element[before]!
  if (own < 0 || bare[own] === 1) return false
  const [a, b] = [value[before]!, value[row]!]
  return !cleaning.known(a) || !cleaning.known(b) || cleaning.equalValues(a, b)
}
