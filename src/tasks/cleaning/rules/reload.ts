import { textAt } from '../../../log/ui-log.ts'
import { is, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/**
 * Going to the page that one has just gone to, with nothing done on it in between, is a reload; so is what the source
 * calls one. Going to the same page again after work on it begins a new form and stays.
 */
export const reload: CleaningRule = {
  id: 'reload',
  does: 'Going to the same page again with nothing done on it is overhead.',
  examples: [
    {
      before: `ann | Chrome | navigate on https://shop.test/new
ann | Chrome | navigate on https://shop.test/new
ann | Chrome | click button Submit on https://shop.test/new
ann | Chrome | navigate on https://shop.test/new
ann | Chrome | navigate:reload on https://shop.test/start`,
      after: `1 ann | Chrome | navigate on https://shop.test/new
2 overhead
3 ann | Chrome | click button Submit on https://shop.test/new
4 ann | Chrome | navigate on https://shop.test/new
5 overhead`,
    },
  ],
  apply(cleaning) {
    const { action, application, element, ui } = cleaning
    const { page } = ui.elements
    const pageOf = (row: number) => (element[row]! < 0 ? -1 : page.codes[element[row]!]!)
    const rows: number[] = []
    /** By application: its event before. */
    const latest = new Map<number, number>()
    visit(
      cleaning,
      row => {
        const before = latest.get(application[row]!)
        latest.set(application[row]!, row)
        if (action[row] !== is.navigate) return
        const told = /reload|refresh/i.test(textAt(ui.sourceAction, row) ?? '')
        const again = before !== undefined && action[before] === is.navigate && pageOf(row) === pageOf(before)
        if (told || (again && pageOf(row) >= 0)) rows.push(row)
      },
      () => latest.clear(),
    )
    for (const row of rows) cleaning.drop(row, 'overhead')
    return rows.length
  },
}
