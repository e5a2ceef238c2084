import { textAt, type UiElements } from '../../log/ui-log.ts'

/** What an element is for, as far as cleaning must know. */
export const elementUses = ['other', 'entry', 'command', 'toggle', 'cell', 'option', 'surface', 'clipboard'] as const
export type ElementUse = (typeof elementUses)[number]

const USES: Readonly<Record<string, ElementUse>> = {
  textbox: 'entry',
  searchbox: 'entry',
  combobox: 'entry',
  spinbutton: 'entry',
  listbox: 'entry',
  edit: 'entry',
  button: 'command',
  link: 'command',
  menuitem: 'command',
  tab: 'command',
  checkbox: 'toggle',
  radio: 'toggle',
  switch: 'toggle',
  menuitemcheckbox: 'toggle',
  menuitemradio: 'toggle',
  cell: 'cell',
  gridcell: 'cell',
  option: 'option',
  treeitem: 'option',
  document: 'surface',
  generic: 'surface',
  main: 'surface',
  body: 'surface',
  html: 'surface',
  div: 'surface',
  span: 'surface',
  section: 'surface',
  pane: 'surface',
  window: 'surface',
  desktop: 'surface',
  clipboard: 'clipboard',
}

/**
 * Use of every element. A bare element (nothing but its application is known) that was seen by the clipboard is
 * `clipboard`; one without role, name, identifier and position is a `surface`: there is nothing on it to act upon.
 */
export function usesOf(elements: UiElements): Uint8Array {
  const uses = new Uint8Array(elements.size)
  for (let e = 0; e < elements.size; e++) {
    const role = textAt(elements.role, e)
    let use: ElementUse = role === null ? 'other' : (USES[role] ?? 'other')
    const named = elements.name.codes[e]! >= 0 || elements.identifier.codes[e]! >= 0
    if (named && use === 'surface') use = 'other'
    if (!named && role === null && elements.selectorOffsets[e] === elements.selectorOffsets[e + 1]) use = 'surface'
    uses[e] = elementUses.indexOf(use)
  }
  return uses
}

/** Elements of which nothing is known but application and system: where a clipboard listener saw a copy. */
export function bareElements(elements: UiElements): Uint8Array {
  const bare = new Uint8Array(elements.size)
  const keys = ['document', 'window', 'page', 'group', 'name', 'identifier'] as const
  const clipboard = elements.role.dictionary.codeOf('clipboard')
  for (let e = 0; e < elements.size; e++) {
    const role = elements.role.codes[e]!
    bare[e] = keys.every(key => elements[key].codes[e]! < 0) && (role < 0 || role === clipboard) ? 1 : 0
  }
  return bare
}
