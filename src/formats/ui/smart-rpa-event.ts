import type { Selector, UiAction, UiElement } from '../../log/ui-log.ts'
import { isPassword, plainText } from './action-logger-event.ts'
import { cellAddress } from './cell-address.ts'
import { roleOf } from './html-role.ts'
import type { RawUiEvent } from './raw-event.ts'
import type { Row } from './rows.ts'
import { smartRpaAction } from './smart-rpa-words.ts'

/** Columns of SmartRPA that are read, in lower case. */
export const SMART_RPA_READ: ReadonlySet<string> = new Set(
  (
    'timestamp,user,category,application,event_type,event_src_path,event_dest_path,clipboard_content,mouse_coord,' +
    'workbook,current_worksheet,cell_content,cell_range,hotkey,id,title,description,browser_url,' +
    'tag_category,tag_type,tag_name,tag_title,tag_value,tag_checked,tag_innertext,tag_option,xpath,xpath_full'
  ).split(','),
)
/** Columns that it has beside, of which nothing is kept. */
export const SMART_RPA_OTHERS: ReadonlySet<string> = new Set(
  (
    'event_relevance,worksheets,sheets,cell_range_number,window_size,slides,effect,eventqual,tab_moved_from_index,' +
    'tab_moved_to_index,newzoomfactor,oldzoomfactor,tab_pinned,tab_audible,tab_muted,window_ingognito,file_size,' +
    'tag_html,tag_href,tag_attributes,screenshot,mouse_coordinates'
  ).split(','),
)

/** Combinations of keys that are actions of their own. */
const HOTKEYS: Readonly<Record<string, UiAction>> = {
  c: 'copy',
  x: 'cut',
  v: 'paste',
  z: 'undo',
  y: 'redo',
  s: 'save',
  p: 'print',
}

/** A row of SmartRPA (Agostinelli et al., 2020) as an event without its time; null where it has no action. */
export function smartRpaEvent(row: Row, ordinal: number): Omit<RawUiEvent, 'time'> | null {
  const sourceAction = row('event_type') ?? row('concept:name')
  if (sourceAction === null) return null
  const word = sourceAction.toLowerCase()
  const category = row('category')?.toLowerCase() ?? ''
  const inClipboard = category === 'clipboard'
  const action = word === 'hotkey' ? hotkeyOf(row('id') ?? row('hotkey') ?? '') : (smartRpaAction(word) ?? 'other')
  const address = cellAddress(row('cell_range'))
  const [x, y] = pointerOf(row('mouse_coord') ?? row('mouse_coordinates') ?? '')
  const shown = row('tag_value') ?? row('cell_content')
  const checked = row('tag_checked')
  const checks = word === 'clickcheckboxbutton' && checked !== null
  return {
    ordinal,
    user: row('user') ?? row('org:resource'),
    action: checks ? (checked.toLowerCase() === 'true' ? 'check' : 'uncheck') : action,
    sourceAction,
    element: inClipboard ? {} : elementOf(row, address !== null),
    ...(address ?? {}),
    value: carriedValue(row, action, shown),
    fieldValue: shown,
    ...(x === null || y === null ? {} : { x, y }),
    ...(inClipboard ? { clipboard: true } : {}),
    ...(isPassword(row('tag_type')) ? { secret: true } : {}),
  }
}

function carriedValue(row: Row, action: UiAction, shown: string | null): string | null {
  if (action === 'copy' || action === 'cut' || action === 'paste') return row('clipboard_content') ?? shown
  if (action === 'select') return row('tag_option') ?? shown
  return action === 'enter' || action === 'read' ? shown : null
}

function elementOf(row: Row, isCell: boolean): Partial<UiElement> {
  const name = row('tag_name')
  const selectors: Selector[] = []
  if (name !== null) selectors.push({ kind: 'name', text: name })
  const path = row('xpath_full') ?? row('xpath')
  const id = /@id=(?:"([^"]+)"|'([^']+)')\]$/.exec(row('xpath') ?? '')
  const identifier = id?.[1] ?? id?.[2] ?? null
  if (identifier !== null) selectors.unshift({ kind: 'id', text: identifier })
  if (path !== null) selectors.push({ kind: 'xpath', text: path })
  const link = row('tag_innertext')
  return {
    application: row('application'),
    document: row('workbook') ?? fileName(row('event_src_path')),
    window: row('title'),
    page: row('browser_url'),
    group: row('current_worksheet'),
    role: isCell ? 'cell' : roleOf(row('tag_category'), row('tag_type')),
    name: plainText(row('tag_title') ?? (isStatic(row('tag_category')) ? link : null)),
    identifier: identifier ?? name,
    selectors,
  }
}

/** The text within these is a label; within others it may be what somebody wrote. */
const isStatic = (tag: string | null): boolean => /^(a|button|label|option|h\d)$/i.test(tag ?? '')

const fileName = (path: string | null): string | null => (path === null ? null : path.replace(/^.*[\\/]/, '') || null)

function pointerOf(text: string): readonly [number | null, number | null] {
  const numbers = text.match(/-?\d+(\.\d+)?/g)
  return numbers && numbers.length === 2 ? [Number(numbers[0]), Number(numbers[1])] : [null, null]
}

function hotkeyOf(keys: string): UiAction {
  const match = /^(?:ctrl|control|cmd|command|meta)\s*\+\s*([a-z])$/i.exec(keys.trim())
  return (match && HOTKEYS[match[1]!.toLowerCase()]) || 'hotkey'
}
