import { type Cleaning, is, use, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

const opens = (action: number) => action === is.open || action === is.close

/**
 * Opening an empty tab or window and closing one is handling the tool. Opening a document or page by name is work, and so
 * is what a click or an address brings about at once (`command-effect`, `navigation-chain`).
 */
export const toolOpened: CleaningRule = {
  id: 'tool-opened',
  does: 'Opening or closing a window or tab that shows nothing of its own is overhead.',
  examples: [
    {
      before: `ann | Chrome | open
ann | Excel | open of data.xls
ann | Chrome | click link "Add another"
ann | Chrome | open
ann | Chrome | close
ann | Chrome | open
ann | Chrome | navigate on https://shop.test/new`,
      after: `1 overhead
2 ann | Excel | open of data.xls
3 ann | Chrome | click link "Add another"
4 ann | Chrome | open
5 overhead
6 ann | Chrome | open
7 ann | Chrome | navigate on https://shop.test/new`,
    },
  ],
  apply(cleaning) {
    const { action, application, next } = cleaning
    const rows: number[] = []
    visit(cleaning, (row, before) => {
      if (!opens(action[row]!) || !isEmpty(cleaning, row)) return
      const after = next[row]!
      const near = (other: number) => other >= 0 && application[other] === application[row]
      if (action[row] === is.open) {
        const caused = near(before) && action[before] === is.click && cleaning.elementUse(before) === use.command
        if (caused || (near(after) && action[after] === is.navigate)) return
      }
      rows.push(row)
    })
    for (const row of rows) cleaning.drop(row, 'overhead')
    return rows.length
  },
}

/** Whether the event names nothing that was opened; a number that a browser gave to a tab is no name. */
function isEmpty({ ui, element }: Cleaning, row: number): boolean {
  const e = element[row]!
  if (e < 0) return true
  const { document, page, name, group, window } = ui.elements
  return [document, page, name, group, window].every(texts => texts.codes[e]! < 0)
}
