import { type Cleaning, is, use, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

const isClick = (action: number) =>
  action === is.click || action === is['double-click'] || action === is['context-click']

/**
 * Clicks that hit nothing: an area without role, label or identifier, or a field in which nothing is done then.
 * Where an application's clicks are mostly without an element, its logger does not see elements, and nothing is
 * concluded from their absence.
 */
export const clickWithoutEntry: CleaningRule = {
  id: 'click-without-entry',
  does: 'A click on nothing, or into a field where nothing is done then, is unfocused.',
  examples: [
    {
      before: `ann | Chrome | click textbox Name
ann | Chrome | click textbox City
ann | Chrome | enter textbox City = Rome
ann | Chrome | click div
ann | Chrome | click button Save`,
      after: `1 unfocused
2 ann | Chrome | click textbox City
3 ann | Chrome | enter textbox City = Rome
4 unfocused
5 ann | Chrome | click button Save`,
    },
    {
      before: `ann | Citrix | click
ann | Citrix | click
ann | Citrix | key`,
      after: `1 ann | Citrix | click
2 ann | Citrix | click
3 ann | Citrix | key`,
    },
  ],
  apply(cleaning) {
    const { action, application, target } = cleaning
    const seeing = seesElements(cleaning)
    const rows: number[] = []
    /** By application: the click into a field whose use is still open. */
    const open = new Map<number, number>()
    const end = (app: number, row: number) => {
      const click = open.get(app)
      if (click === undefined) return
      open.delete(app)
      const serves = row >= 0 && (target[row] === target[click] || cleaning.elementUse(row) === use.option)
      if (!serves) rows.push(click)
    }
    let thread = -1
    const endThread = () => {
      if (thread >= 0 && !cleaning.threads[thread]!.cutAfter) for (const app of [...open.keys()]) end(app, -1)
      open.clear()
      thread++
    }
    visit(
      cleaning,
      row => {
        const app = application[row]!
        end(app, row)
        if (!isClick(action[row]!)) return
        const on = cleaning.elementUse(row)
        if (on === use.surface && seeing.has(app)) rows.push(row)
        else if (on === use.entry && target[row]! >= 0) open.set(app, row)
      },
      endThread,
    )
    endThread()
    for (const row of rows) cleaning.drop(row, 'unfocused')
    return rows.length
  },
}

/** Applications most of whose clicks name what was clicked. */
function seesElements({ ui, uses, application }: Cleaning): ReadonlySet<number> {
  const seen = new Map<number, [named: number, all: number]>()
  for (let row = 0; row < ui.eventCount; row++) {
    if (!isClick(ui.action[row]!)) continue
    const counts = seen.get(application[row]!) ?? [0, 0]
    if (ui.element[row]! >= 0 && uses[ui.element[row]!] !== use.surface) counts[0]++
    counts[1]++
    seen.set(application[row]!, counts)
  }
  return new Set([...seen].filter(([, [named, all]]) => named * 2 > all).map(([app]) => app))
}
