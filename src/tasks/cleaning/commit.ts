import { type Cleaning, is, use } from './cleaning.ts'

const COMMITS: ReadonlySet<number> = new Set([
  is.submit,
  is.save,
  is.navigate,
  is.open,
  is.close,
  is.upload,
  is.download,
  is.print,
  is.sort,
  is.filter,
  is.drag,
  is.key,
  is.hotkey,
  is.wait,
  is.other,
])

/**
 * Whether the event may make use of what stands in the fields of its application: it submits, saves, leaves the page, or
 * presses keys (one may be Enter), or is a click on something that is no field (a button may do anything). What was entered before it is not overwritten by
 * what is entered after it.
 */
export function isCommit(cleaning: Cleaning, row: number): boolean {
  const action = cleaning.action[row]!
  if (COMMITS.has(action)) return true
  if (action !== is.click && action !== is['double-click'] && action !== is['context-click']) return false
  const on = cleaning.elementUse(row)
  return on !== use.entry && on !== use.cell && on !== use.surface
}
