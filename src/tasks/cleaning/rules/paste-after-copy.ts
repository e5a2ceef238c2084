import { type Cleaning, is, isWrite, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/**
 * Applications that do not tell of pastes tell of an entry whose value is what lies on the clipboard. Leno et al., 2020
 * (editCell equal to the copied value: pasteIntoCell, pasteIntoRange). Where a logger tells of a paste and then of the
 * field's new value, an entry without a paste before it was typed; that is learned from the log, by application and word.
 */
export const pasteAfterCopy: CleaningRule = {
  id: 'paste-after-copy',
  does: 'An entry of what was copied last is a paste, where the application does not tell of pastes itself.',
  examples: [
    {
      before: `ann | Chrome | copy cell Total = 120
ann | Excel | enter cell B7 in Sheet1 = 120
ann | Excel | enter cell B8 in Sheet1 = 130`,
      after: `1 ann | Chrome | copy cell Total = 120
2 ann | Excel | paste cell B7 in Sheet1 = 120
3 ann | Excel | enter cell B8 in Sheet1 = 130`,
    },
    {
      before: `ann | Excel | copy cell B7 = 120
ann | Chrome | paste textbox Total = 120
ann | Chrome | enter textbox Total = 120
ann | Chrome | enter textbox Amount = 120`,
      after: `1 ann | Excel | copy cell B7 = 120
2 ann | Chrome | paste textbox Total = 120
3 ann | Chrome | enter textbox Total = 120
4 ann | Chrome | enter textbox Amount = 120`,
    },
  ],
  apply(cleaning) {
    const { action, value } = cleaning
    const telling = tellsOfPastes(cleaning)
    let rewrites = 0
    let copied = -1
    visit(
      cleaning,
      row => {
        if (action[row] === is.copy || action[row] === is.cut) copied = row
        else if (copied >= 0 && action[row] === is.enter && cleaning.equalValues(value[row]!, value[copied]!)) {
          if (telling.has(wordOf(cleaning, row))) return
          action[row] = is.paste
          rewrites++
        }
      },
      () => {
        copied = -1
      },
    )
    return rewrites
  },
}

/** Application and source word of entries that follow a paste into the same place: their logger tells of pastes apart. */
function tellsOfPastes(cleaning: Cleaning): ReadonlySet<number> {
  const { ui, target, thread } = cleaning
  const telling = new Set<number>()
  const written = new Map<number, number>()
  for (let row = 0; row < ui.eventCount; row++) {
    if (target[row]! < 0 || !isWrite(ui.action[row]!)) continue
    const before = written.get(target[row]!)
    if (ui.action[row] === is.enter && before !== undefined && ui.action[before] === is.paste)
      if (thread[before] === thread[row]) telling.add(wordOf(cleaning, row))
    written.set(target[row]!, row)
  }
  return telling
}

const wordOf = ({ application, ui }: Cleaning, row: number): number =>
  (application[row]! + 1) * (ui.sourceAction.dictionary.size + 1) + ui.sourceAction.codes[row]! + 1
