import { is, isWrite, use, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'
import { isBareCopy, isEcho } from './copy-echo.ts'

/**
 * Sheets tell which cell was entered, and the clipboard that something was copied: the copy is from the cell entered last,
 * however often and whatever part of it was copied. Leno et al., 2020 (getCell, getRange or editCell, then a clipboard
 * copy: copyCell, copyRange). Applications that tell of their own copies are served first (`copy-echo`).
 */
export const copyAfterRead: CleaningRule = {
  id: 'copy-after-read',
  does: 'A copy seen on the clipboard only is a copy from the cell or range entered last.',
  examples: [
    {
      before: `ann | Excel | read cell A1 in Sheet1 = 1
ann | Chrome | enter textbox SingleLine = 3
ann | Excel | read cell B1 in Sheet1 = 2
- | Clipboard | copy = 3
ann | Excel | read cell C1 in Sheet1 = 3`,
      after: `1 ann | Excel | read cell A1 in Sheet1 = 1
2 ann | Chrome | enter textbox SingleLine = 3
3+4 - | Excel | copy cell B1 in Sheet1 = 3
5 ann | Excel | read cell C1 in Sheet1 = 3`,
    },
    {
      before: `ann | Excel | read cell A1:F1 in Sheet1 = "1,2,3,4,5,6"
ann | Excel | enter cell F2 in Sheet1 = 6
- | Clipboard | copy = 6
ann | Chrome | paste textbox Total = 6
- | Clipboard | copy = 6`,
      after: `1 ann | Excel | read cell A1:F1 in Sheet1 = "1,2,3,4,5,6"
2 ann | Excel | enter cell F2 in Sheet1 = 6
3 - | Excel | copy cell F2 in Sheet1 = 6
4 ann | Chrome | paste textbox Total = 6
5 - | Excel | copy cell F2 in Sheet1 = 6`,
    },
  ],
  apply(cleaning) {
    const { action } = cleaning
    let rewrites = 0
    let entered = -1
    visit(
      cleaning,
      (row, before) => {
        const cell = cleaning.elementUse(row) === use.cell
        if (action[row] === is.read || (isWrite(action[row]!) && cell)) entered = row
        else if (entered >= 0 && isBareCopy(cleaning, row) && !isEcho(cleaning, row, before)) {
          cleaning.actUpon(row, entered)
          // a cell that was read only in order to copy from it; one that was written is a step of its own
          if (action[entered] === is.read && cleaning.stands(entered)) cleaning.take(entered, row)
          rewrites++
        }
      },
      () => {
        entered = -1
      },
    )
    return rewrites
  },
}
