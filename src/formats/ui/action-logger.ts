import type { ByteSource } from '../../base/platform.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import type { Selector, UiAction, UiElement } from '../../log/ui-log.ts'
import { openCsv } from '../csv/table.ts'
import { textCells } from '../table/cells.ts'
import { dateParser, newInstant } from '../table/date-format.ts'
import { cellAddress } from './cell-address.ts'
import { type RawUiEvent, UiLogReader } from './raw-event.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'

/**
 * CSV of the Action Logger (RPA_UILogger of Leno et al., 2019) in its dialects: comma or semicolon, `target.class` or
 * `target.className`, a leading case column of segmented logs, columns of other tools beside its own.
 */
export const actionLogger: UiFormat = {
  id: 'action-logger',
  title: 'Action Logger (CSV)',
  extensions: ['csv'],
  recognises(head) {
    const first = decodeUtf8(head, 0, Math.min(head.length, 4096)).split(/\r\n?|\n/, 1)[0]!
    const names = first.split(/[,;\t]/).map(name => name.replaceAll('"', '').trim().toLowerCase())
    return names.includes('eventtype') && names.includes('timestamp') && names.some(name => name.startsWith('target'))
      ? 0.95
      : 0
  },
  read,
}

type Row = (column: string) => string | null

async function read(source: ByteSource, options: UiReadOptions): Promise<UiReading> {
  const table = await openCsv(source, options)
  const reader = new UiLogReader(options)
  reader.beginRecording(source.name, actionLogger.id)
  const index = new Map(table.columns.map((name, i) => [name.toLowerCase(), i]))
  const parse = dateParser('iso')
  const instant = newInstant()
  for (const column of table.columns)
    if (!KNOWN.has(column.toLowerCase()))
      reader.problems.add(
        'unknown-column',
        'Columns that are not part of the format were left out.',
        { column: column === '' ? '(no name)' : column },
        'info',
      )
  let ordinal = 0
  for await (const batch of table.batches({
    problems: reader.problems,
    ...(options.cancel ? { cancel: options.cancel } : {}),
  })) {
    const cells = batch.cells.map(cell => (cell ? textCells(cell, batch.rowCount) : undefined))
    for (let r = 0; r < batch.rowCount; r++, ordinal++) {
      const row: Row = name => {
        const cell = cells[index.get(name) ?? -1]
        if (!cell || cell.from[r]! < 0) return null
        return decodeUtf8(cell.bytes, cell.from[r]!, cell.to[r]!) || null
      }
      const event = eventOf(row, ordinal)
      if (event === null) {
        reader.problems.add(
          'no-action',
          'Rows without an eventType were left out.',
          { row: batch.firstRow + r },
          'loss',
        )
        continue
      }
      const stamp = cells[index.get('timestamp') ?? -1]
      const read = stamp && stamp.from[r]! >= 0 && parse(stamp.bytes, stamp.from[r]!, stamp.to[r]!, instant)
      if (!read)
        reader.problems.add('unreadable-time', 'Times that could not be read are missing in the log.', {
          row: batch.firstRow + r,
          column: 'timeStamp',
          value: row('timestamp') ?? '',
        })
      await reader.add(read ? { ...event, time: instant.ms } : event)
    }
    options.progress?.({ phase: 'reading', ...batch.position, events: ordinal })
  }
  return reader.finish(source.name)
}

const OWN =
  'timestamp,userid,targetapp,eventtype,url,content,target.workbookname,target.sheetname,target.id,target.class,target.classname,target.tagname,target.type,target.name,target.value,target.innertext,target.checked,target.href,target.option,target.title,target.innerhtml'
const KNOWN = new Set([...OWN.split(','), 'caseid'])

const ACTIONS: Readonly<Record<string, UiAction>> = {
  clickbutton: 'click',
  clicklink: 'click',
  clicktextfield: 'click',
  clickcheckbox: 'click',
  mouseclick: 'click',
  click: 'click',
  doubleclick: 'double-click',
  editfield: 'enter',
  fieldinput: 'enter',
  input: 'enter',
  insertvalue: 'enter',
  editcell: 'enter',
  editrange: 'enter',
  copy: 'copy',
  copycell: 'copy',
  copyrange: 'copy',
  cut: 'cut',
  paste: 'paste',
  pasteintocell: 'paste',
  pasteintorange: 'paste',
  getcell: 'read',
  getrange: 'read',
  selectworksheet: 'switch',
  selecttab: 'switch',
  addworksheet: 'other',
  sortcolumn: 'sort',
  applyfilter: 'filter',
  presskey: 'key',
  navigate_to: 'navigate',
  gotourl: 'navigate',
  createnewtab: 'open',
  openfile: 'open',
  closetab: 'close',
  closefile: 'close',
  form_submit: 'submit',
  savefile: 'save',
  waitresponse: 'wait',
  selectoption: 'select',
}

function eventOf(row: Row, ordinal: number): Omit<RawUiEvent, 'time'> | null {
  const sourceAction = row('eventtype')
  if (sourceAction === null) return null
  const action = ACTIONS[sourceAction.toLowerCase()] ?? 'other'
  const excel = row('target.workbookname') !== null || row('targetapp')?.toLowerCase() === 'excel'
  const address = excel ? cellAddress(row('target.id')) : null
  const chosen = row('target.option')
  const carried = row('content') ?? chosen
  const shown = row('target.value')
  const takesShown = action === 'enter' || action === 'read'
  const copies = action === 'copy' || action === 'cut' || action === 'paste'
  return {
    ordinal,
    user: row('userid'),
    action: action === 'enter' && chosen !== null ? 'select' : action,
    sourceAction,
    element: elementOf(row, address !== null),
    ...(address ?? {}),
    value: takesShown ? (chosen ?? shown ?? carried) : (carried ?? (copies ? shown : null)),
    fieldValue: shown,
    ...(row('caseid') === null ? {} : { task: 'case', run: row('caseid') }),
  }
}

function elementOf(row: Row, isCell: boolean): Partial<UiElement> {
  const id = isCell ? null : row('target.id')
  const name = row('target.name')
  const selectors: Selector[] = []
  if (id !== null) selectors.push({ kind: 'id', text: id })
  if (name !== null) selectors.push({ kind: 'name', text: name })
  return {
    application: row('targetapp'),
    document: row('target.workbookname'),
    window: row('target.title'),
    page: row('url'),
    group: row('target.sheetname'),
    role: isCell ? 'cell' : roleOf(row('target.tagname'), row('target.type')),
    name: row('target.innertext'),
    identifier: id ?? name,
    selectors,
  }
}

const ROLES: Readonly<Record<string, string>> = {
  a: 'link',
  button: 'button',
  select: 'combobox',
  'select-one': 'combobox',
  textarea: 'textbox',
  checkbox: 'checkbox',
  radio: 'radio',
  submit: 'button',
  img: 'img',
  td: 'cell',
  option: 'option',
}

/** ARIA role of an HTML element by its tag and type (HTML Accessibility API Mappings). */
export function roleOf(tag: string | null, type: string | null): string | null {
  const [t, k] = [tag?.toLowerCase() ?? '', type?.toLowerCase() ?? '']
  if (t === 'input' || t === '') return ROLES[k] ?? (t === 'input' ? 'textbox' : null)
  return ROLES[t] ?? ROLES[k] ?? t
}
