import type { Selector, UiAction, UiElement } from '../../log/ui-log.ts'
import { cellAddress } from './cell-address.ts'
import { roleOf } from './html-role.ts'
import { lookup } from './lookup.ts'
import type { RawUiEvent } from './raw-event.ts'
import type { Row } from './rows.ts'
import { smartRpaAction } from './smart-rpa-words.ts'

/** The columns of all dialects, in lower case. */
export const ACTION_LOGGER_COLUMNS: ReadonlySet<string> = new Set(
  (
    'timestamp,userid,targetapp,eventtype,url,content,target.workbookname,target.sheetname,target.id,target.class,' +
    'target.classname,target.tagname,target.type,target.name,target.value,target.innertext,target.checked,' +
    'target.href,target.option,target.title,target.innerhtml,target.css,x,y,caseid'
  ).split(','),
)

const ACTIONS: Readonly<Record<string, UiAction>> = {
  clickbutton: 'click',
  clicklink: 'click',
  clicktextfield: 'click',
  clickcheckbox: 'click',
  clickradio: 'click',
  clickimage: 'click',
  mouseclick: 'click',
  click: 'click',
  'mouse click': 'click',
  doubleclick: 'double-click',
  dblclick: 'double-click',
  contextmenu: 'context-click',
  editfield: 'enter',
  fieldinput: 'enter',
  input: 'enter',
  insertvalue: 'enter',
  change: 'enter',
  editcell: 'enter',
  editrange: 'enter',
  copy: 'copy',
  copycell: 'copy',
  copyrange: 'copy',
  cut: 'cut',
  cutcell: 'cut',
  paste: 'paste',
  pastecell: 'paste',
  pasteintocell: 'paste',
  pasterange: 'paste',
  pasteintorange: 'paste',
  getcell: 'read',
  getrange: 'read',
  selectworksheet: 'switch',
  selecttab: 'switch',
  'tab activated': 'switch',
  'focus window changed': 'switch',
  tabactivated: 'switch',
  focuswindowchanged: 'switch',
  addworksheet: 'other',
  // the browser's word for a page that a click opened: the click is an event of its own
  link: 'other',
  sortcolumn: 'sort',
  applyfilter: 'filter',
  presskey: 'key',
  keypress: 'key',
  navigate_to: 'navigate',
  navigate: 'navigate',
  gotourl: 'navigate',
  reload: 'navigate',
  createnewtab: 'open',
  'tab created': 'open',
  openfile: 'open',
  closetab: 'close',
  'tab removed': 'close',
  closefile: 'close',
  form_submit: 'submit',
  submit: 'submit',
  savefile: 'save',
  waitresponse: 'wait',
  selectoption: 'select',
  scroll: 'scroll',
  upload: 'upload',
  download: 'download',
}

const ownAction = (word: string): UiAction | undefined =>
  lookup(ACTIONS, word) ?? lookup(ACTIONS, word.trim().toLowerCase())
/** The action that a word of the Action Logger and its relatives stands for. */
export const actionOf = (word: string): UiAction => ownAction(word) ?? 'other'

/** Rows of these applications are seen on the clipboard of the system. */
const CLIPBOARDS = /^(os-?)?clipboard$/i

/** A row of the Action Logger as an event without its time; null where it has no action. */
export function actionLoggerEvent(row: Row, ordinal: number): Omit<RawUiEvent, 'time'> | null {
  const sourceAction = row('eventtype')
  if (sourceAction === null) return null
  // logs of both recorders are put together in this one's columns
  const action = ownAction(sourceAction) ?? smartRpaAction(sourceAction) ?? 'other'
  const application = row('targetapp')
  const clipboard =
    (application === null && (action === 'copy' || action === 'cut') && row('target.id') === null) ||
    CLIPBOARDS.test(application ?? '')
  const excel = row('target.workbookname') !== null || application?.toLowerCase() === 'excel'
  const address = excel ? cellAddress(row('target.id')) : null
  const chosen = row('target.option')
  const carried = row('content') ?? chosen
  const shown = row('target.value')
  const takesShown = action === 'enter' || action === 'read'
  const copies = action === 'copy' || action === 'cut' || action === 'paste'
  const run = row('caseid')
  // no spreads: this runs for every row
  return {
    ordinal,
    user: row('userid'),
    action: action === 'enter' && chosen !== null ? 'select' : action,
    sourceAction,
    element: clipboard ? {} : elementOf(row, application, address !== null),
    row: address?.row,
    column: address?.column,
    rows: address?.rows,
    columns: address?.columns,
    value: takesShown ? (chosen ?? shown ?? carried) : (carried ?? (copies ? shown : null)),
    fieldValue: shown,
    x: pointer(row('x')) ?? undefined,
    y: pointer(row('y')) ?? undefined,
    task: run === null ? null : 'case',
    run,
    clipboard,
    secret: isPassword(row('target.type')),
  }
}

export const isPassword = (type: string | null): boolean => type?.toLowerCase() === 'password'

export function pointer(text: string | null): number | null {
  const value = text === null ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : null
}

function elementOf(row: Row, application: string | null, isCell: boolean): Partial<UiElement> {
  const id = isCell ? null : row('target.id')
  const name = row('target.name')
  const css = row('target.css')
  const isPath = id?.startsWith('/') ?? false
  const inner = plainText(row('target.innertext'))
  const selectors: Selector[] = []
  if (id !== null && !isPath) selectors.push({ kind: 'id', text: id })
  if (name !== null && name !== inner) selectors.push({ kind: 'name', text: name })
  if (css !== null) selectors.push({ kind: 'css', text: css })
  if (id !== null && isPath) selectors.push({ kind: 'xpath', text: id })
  return {
    application,
    document: row('target.workbookname'),
    window: row('target.title'),
    page: row('url'),
    group: row('target.sheetname'),
    role: isCell ? 'cell' : roleOf(row('target.tagname'), row('target.type')),
    name: inner,
    identifier: (isPath ? null : id) ?? (name === inner ? null : name) ?? id,
    selectors,
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Inner text as read: entities resolved, white space (also written as `\n`) in one blank; null where nothing is left. */
export function plainText(text: string | null): string | null {
  if (text === null) return null
  if (/^[\w.:-]+$/.test(text)) return text
  const plain = text
    .replaceAll('\\n', ' ')
    .replaceAll('\\t', ' ')
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => ENTITIES[name]!)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
  return plain === '' ? null : plain
}
