import { type Cleaning, is, isWrite, use, visit } from '../cleaning.ts'
import { isCommit } from '../commit.ts'
import { extendsValue } from '../extends-value.ts'
import type { CleaningRule } from '../rule.ts'

/**
 * Of two writes into one place the first is corrected, unless something may have used it: a read or copy of the place, a
 * save, a submit, leaving the page, a click on anything that is no field. Leno et al., 2020 (write rules), with their
 * exceptions: a value that goes on the first one is typed further, not replaced; a paste and what is made of it count as
 * one write; a second paste replaces the first write only if the field shows what it had shown before it.
 * An entry of nothing after an entry aborts it. Values are masked: one goes on another if its text does where both were
 * kept, else if its shape does.
 */
export const writeOverwritten: CleaningRule = {
  id: 'write-overwritten',
  does: 'An entry that was replaced before anything used it is a correction; one that was cleared is aborted.',
  examples: [
    {
      before: `ann | Excel | enter cell B1 in Sheet1 = 2
ann | Chrome | enter textbox Name_First = test
ann | Excel | enter cell B1 in Sheet1 = 10
ann | Excel | read cell B1 in Sheet1 = 10
ann | Excel | enter cell B1 in Sheet1 = 3`,
      after: `1 corrected
2 ann | Chrome | enter textbox Name_First = test
3 ann | Excel | enter cell B1 in Sheet1 = 10
4 ann | Excel | read cell B1 in Sheet1 = 10
5 ann | Excel | enter cell B1 in Sheet1 = 3`,
    },
    {
      before: `ann | Chrome | paste textbox Name_Last = 6 shows hello
ann | Chrome | enter textbox Name_Last = "hello world"
ann | Chrome | enter textbox Name_Last = hello
ann | Chrome | click button Submit
ann | Chrome | enter textbox Name_Last = Doe`,
      after: `1 corrected
2 corrected
3 ann | Chrome | enter textbox Name_Last = hello
4 ann | Chrome | click button Submit
5 ann | Chrome | enter textbox Name_Last = Doe`,
    },
    {
      before: `ann | Chrome | paste textbox Name_First = TEST
ann | Chrome | enter textbox Name_First = TEST
ann | Chrome | paste textbox Name_First = hey shows hey
ann | Chrome | paste textbox Name_First = hey shows heyhey
ann | Chrome | enter textbox Name_First = heyheyhey`,
      after: `1 corrected
2 corrected
3 ann | Chrome | paste textbox Name_First = hey
4 ann | Chrome | paste textbox Name_First = hey
5 ann | Chrome | enter textbox Name_First = heyheyhey`,
    },
    {
      before: `ann | Chrome | paste textbox Name_Last = hello shows John
ann | Excel | copy cell F1 in Sheet1 = hello
ann | Chrome | paste textbox Name_Last = hello shows John
ann | Chrome | copy textbox Name_Last = hello
ann | Chrome | paste textbox Name_Last = hello shows John`,
      after: `1 corrected
2 ann | Excel | copy cell F1 in Sheet1 = hello
3 ann | Chrome | paste textbox Name_Last = hello
4 ann | Chrome | copy textbox Name_Last = hello
5 ann | Chrome | paste textbox Name_Last = hello`,
    },
    {
      before: `ann | Chrome | paste textbox Address = "Lonsdale Street, Melbourne"
ann | Chrome | enter textbox Address = "Lonsdale Street, Melbourne"
ann | Chrome | enter textbox Address = Lonsdale`,
      after: `1 ann | Chrome | paste textbox Address = "Lonsdale Street, Melbourne"
2 ann | Chrome | enter textbox Address = "Lonsdale Street, Melbourne"
3 ann | Chrome | enter textbox Address = Lonsdale`,
    },
    {
      before: `ann | Chrome | enter textbox Name = John
ann | Chrome | paste textbox Name = Doe shows John
ann | Chrome | enter textbox Name = "John Doe"
ann | Chrome | enter textbox City = Rome
ann | Chrome | enter textbox City = ""`,
      after: `1 ann | Chrome | enter textbox Name = John
2 ann | Chrome | paste textbox Name = Doe
3 ann | Chrome | enter textbox Name = "John Doe"
4 aborted
5 aborted`,
    },
  ],
  apply(cleaning) {
    const ended: { row: number; cleared: boolean }[] = []
    const open = new Map<number, Write>()
    const epochs = new Map<number, number>()
    visit(
      cleaning,
      row => step(cleaning, row, open, epochs, ended),
      () => open.clear(),
    )
    for (const { row, cleared } of ended) cleaning.drop(row, cleared ? 'aborted' : 'corrected')
    return ended.length
  },
}

/** What was last written into a place: a write and what goes on it, what the place showed before, and when. */
interface Write {
  readonly rows: number[]
  readonly shown: number
  readonly epoch: number
}

function step(
  cleaning: Cleaning,
  row: number,
  open: Map<number, Write>,
  epochs: Map<number, number>,
  ended: { row: number; cleared: boolean }[],
): void {
  const { action, application, target, ui } = cleaning
  const app = application[row]!
  const on = target[row]!
  const epoch = epochs.get(app) ?? 0
  const reads = action[row] === is.read || action[row] === is.copy || action[row] === is.cut
  // a range may hold the cell that was written
  const place = cleaning.place[row]!
  const wide = reads && (on < 0 || ui.position.rows[place]! > 1 || ui.position.columns[place]! > 1)
  if (wide || isCommit(cleaning, row) || action[row] === is.undo) epochs.set(app, epoch + 1)
  else if (reads) open.delete(on)
  else if (isWrite(action[row]!) && on >= 0) {
    const before = open.get(on)
    const known = before !== undefined && before.epoch === epoch
    const outcome = known ? compare(cleaning, before, row) : 'apart'
    if (outcome === 'goes on') return void before!.rows.push(row)
    if (outcome === 'replaces' || outcome === 'clears')
      for (const earlier of before!.rows) ended.push({ row: earlier, cleared: outcome === 'clears' })
    if (outcome === 'clears') {
      ended.push({ row, cleared: true })
      open.delete(on)
    } else open.set(on, { rows: [row], shown: ui.fieldValue[row]!, epoch })
  }
}

/** How a write stands to the one before it in the same place. */
function compare(cleaning: Cleaning, { rows, shown }: Write, row: number): 'goes on' | 'replaces' | 'clears' | 'apart' {
  const { action, ui, value } = cleaning
  const last = rows.at(-1)!
  if (action[row] === is.paste) {
    const now = ui.fieldValue[row]!
    if (action[last] === is.paste && rows.length === 1)
      return sameShown(cleaning, shown, now) && tellsShown(cleaning, row) ? 'replaces' : 'goes on'
    if (action[last] === is.paste || !tellsShown(cleaning, row)) return 'goes on'
    return now >= 0 && (cleaning.equalValues(now, value[last]!) || extendsValue(cleaning, value[last]!, now))
      ? 'goes on'
      : 'replaces'
  }
  if (action[row] !== is.enter || action[last] === is.paste) return action[row] === is.enter ? 'goes on' : 'replaces'
  if (value[row]! < 0 || value[last]! < 0) return 'goes on'
  if (isEmpty(cleaning, value[row]!)) return isEmpty(cleaning, value[last]!) ? 'replaces' : 'clears'
  if (cleaning.equalValues(value[last]!, value[row]!)) return rows.length === 1 ? 'replaces' : 'goes on'
  if (editsPaste(cleaning, rows)) return 'goes on'
  // a cell is left with its whole value; a field may be told at every pause
  if (cleaning.elementUse(row) === use.cell) return 'replaces'
  return extendsValue(cleaning, value[last]!, value[row]!) ? 'goes on' : 'replaces'
}

/** Whether a paste was made something of: then what is entered next is made of the paste, too. */
function editsPaste(cleaning: Cleaning, rows: readonly number[]): boolean {
  const { action, value } = cleaning
  const paste = rows.findLast(row => action[row] === is.paste)
  if (paste === undefined || paste === rows.at(-1)) return false
  const [pasted, entered] = [value[paste]!, value[rows.at(-1)!]!]
  return (
    cleaning.equalValues(pasted, entered) ||
    extendsValue(cleaning, entered, pasted) ||
    extendsValue(cleaning, pasted, entered)
  )
}

const EMPTY = 0
const isEmpty = ({ ui }: Cleaning, value: number) => ui.values.class[value] === EMPTY

const sameShown = (cleaning: Cleaning, a: number, b: number) => a === b || cleaning.equalValues(a, b)

/** Whether the application tells what fields show when something is pasted: only then does nothing shown mean empty. */
function tellsShown(cleaning: Cleaning, row: number): boolean {
  let telling = tellers.get(cleaning)
  if (!telling) {
    telling = new Set()
    const { ui, application } = cleaning
    for (let r = 0; r < ui.eventCount; r++)
      if (ui.action[r] === is.paste && ui.fieldValue[r]! >= 0) telling.add(application[r]!)
    tellers.set(cleaning, telling)
  }
  return telling.has(cleaning.application[row]!)
}
const tellers = new WeakMap<Cleaning, Set<number>>()
