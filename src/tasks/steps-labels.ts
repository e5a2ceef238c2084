import { columnName, type Names } from '../log/naming.ts'
import { textAt, type UiAction, type UiLog, uiActions } from '../log/ui-log.ts'
import type { Cleaning } from './cleaning/cleaning.ts'

/** What a person would call the step whose last event is `row`: a verb, what it acts upon, and where that helps. */
export function stepLabel(ui: UiLog, row: number, cleaning: Cleaning, names: Names): string {
  const action = uiActions[cleaning.action[row]!]!
  const element = cleaning.element[row]!
  const { elements } = ui
  const own = names.element(elements, element)
  const what = own ?? columnName(ui, cleaning.place[row]!)
  const where = names.place(elements, element)
  const role = element < 0 ? null : textAt(elements.role, element)
  const thing = what ?? (role === null || role === 'clipboard' ? null : role)
  const text = (key: 'document' | 'page' | 'group' | 'window' | 'application') =>
    element < 0 ? null : textAt(elements[key], element)
  const label = (key: 'document' | 'group' | 'window' | 'application') => {
    const found = text(key)
    return found === null ? null : names.label(found)
  }
  const page = text('page')
  const phrase = PHRASES[action]
  if (action === 'navigate') return join('go to', page === null ? (own ?? where) : names.page(page))
  if (action === 'open') return join('open', own ?? label('document') ?? (page === null ? where : names.page(page)))
  if (action === 'close' || action === 'save') return join(action, own ?? where)
  if (action === 'switch') return join('switch to', label('group') ?? own ?? where)
  if (action === 'submit' && own !== null) return join('click', own)
  if (action === 'other') return join(readableAction(ui, row, names), thing ?? where)
  if (phrase.from) return join(phrase.verb, thing ?? 'something', phrase.from, where)
  return join(phrase.verb, thing ?? where ?? '')
}

const join = (...parts: readonly (string | null)[]): string => {
  const words = parts.filter((part): part is string => part !== null && part !== '')
  // `copy column B from` without a place would end in a preposition
  return words.length > 1 && /^(?:from|in|to)$/.test(words.at(-1)!) ? words.slice(0, -1).join(' ') : words.join(' ')
}

function readableAction(ui: UiLog, row: number, names: Names): string {
  const source = textAt(ui.sourceAction, row)
  return source === null ? 'act on' : (names.readable(source)?.toLowerCase() ?? source)
}

/** The verb, and the preposition before the place where the place is part of what is done. */
const PHRASES: { readonly [A in UiAction]: { readonly verb: string; readonly from?: string } } = {
  click: { verb: 'click' },
  'double-click': { verb: 'double-click' },
  'context-click': { verb: 'right-click' },
  enter: { verb: 'type' },
  select: { verb: 'select' },
  check: { verb: 'check' },
  uncheck: { verb: 'uncheck' },
  copy: { verb: 'copy', from: 'from' },
  cut: { verb: 'cut', from: 'from' },
  paste: { verb: 'paste into' },
  read: { verb: 'read', from: 'in' },
  open: { verb: 'open' },
  close: { verb: 'close' },
  switch: { verb: 'switch to' },
  navigate: { verb: 'go to' },
  save: { verb: 'save' },
  submit: { verb: 'submit' },
  hotkey: { verb: 'press keys in' },
  key: { verb: 'press a key in' },
  undo: { verb: 'undo in' },
  redo: { verb: 'redo in' },
  scroll: { verb: 'scroll' },
  hover: { verb: 'point at' },
  drag: { verb: 'drag' },
  sort: { verb: 'sort by', from: 'in' },
  filter: { verb: 'filter by', from: 'in' },
  upload: { verb: 'upload to' },
  download: { verb: 'download from' },
  print: { verb: 'print' },
  wait: { verb: 'wait for' },
  note: { verb: 'note in' },
  other: { verb: 'act on' },
}
