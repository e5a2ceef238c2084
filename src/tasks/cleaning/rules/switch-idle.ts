import { is, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/** Windows, tabs and sheets that one passes on the way to another one: a switch that a switch follows at once. */
export const switchIdle: CleaningRule = {
  id: 'switch-idle',
  does: 'A switch to a window, tab or sheet that is left at once for another one is overhead.',
  examples: [
    {
      before: `ann | Excel | switch in Sheet1 of book.xlsx
ann | Excel | switch in Sheet2 of book.xlsx
ann | Excel | copy cell A1 in Sheet2 = 3
ann | Chrome | switch at Orders`,
      after: `1 overhead
2 ann | Excel | switch in Sheet2 of book.xlsx
3 ann | Excel | copy cell A1 in Sheet2 = 3
4 ann | Chrome | switch at Orders`,
    },
  ],
  apply(cleaning) {
    const { action } = cleaning
    const rows: number[] = []
    visit(cleaning, (row, before) => {
      if (before >= 0 && action[row] === is.switch && action[before] === is.switch) rows.push(before)
    })
    for (const row of rows) cleaning.drop(row, 'overhead')
    return rows.length
  },
}
