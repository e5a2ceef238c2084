import type { UiElement } from '../../log/ui-log.ts'
import { cellAddress } from './cell-address.ts'

/** Spreadsheets by program, page or file. */
const SPREADSHEETS =
  /\b(?:excel|libre ?office ?calc|scalc|localc|gnumeric|google sheets|numbers)\b|docs\.google\.com\/spreadsheets|\.(?:xls[xmb]?|ods|csv)\b/i

/** Roles in which an address is the label of something else. */
const NO_CELLS: ReadonlySet<string> = new Set(
  'button,menuitem,tab,link,checkbox,radio,heading,columnheader,rowheader,listitem,option'.split(','),
)
type Element = { -readonly [K in keyof UiElement]?: UiElement[K] }

/**
 * The place of the cell that an element of a table of UI events is: by the column of addresses, or by the name or
 * identifier of an element of a spreadsheet (`A2`, `Orders!B3:C4`), as many task mining products tell it. There all cells
 * of a sheet become one element, the sheet its group. null where it is no cell.
 */
export function cellOf(element: Element, told: string | null): ReturnType<typeof cellAddress> {
  const { application, page, document, window, role = null } = element
  const isSpreadsheet = [application, page, document, window].some(text => text != null && SPREADSHEETS.test(text))
  if (!isSpreadsheet || (role !== null && NO_CELLS.has(role))) return cellAddress(told)
  const [name, identifier] = [addressIn(element.name), addressIn(element.identifier)]
  const found = cellAddress(told) ?? name?.address ?? (element.name ? null : (identifier?.address ?? null))
  if (found === null) return null
  if (name) element.name = null
  if (identifier) element.identifier = null
  element.group ??= name?.sheet ?? identifier?.sheet ?? null
  element.role = 'cell'
  return found
}

function addressIn(text: string | null | undefined) {
  const parts = /^(?:'?([^'!]{1,120})'?!)?([$A-Z0-9:]{2,24})$/i.exec(text ?? '')
  const address = parts === null ? null : cellAddress(parts[2]!)
  return address === null ? null : { address, sheet: parts![1] ?? null }
}
