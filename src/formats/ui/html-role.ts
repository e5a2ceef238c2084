import { lookup } from './lookup.ts'

const ROLES: Readonly<Record<string, string>> = {
  a: 'link',
  button: 'button',
  select: 'combobox',
  'select-one': 'combobox',
  'select-multiple': 'listbox',
  textarea: 'textbox',
  checkbox: 'checkbox',
  radio: 'radio',
  submit: 'button',
  reset: 'button',
  image: 'button',
  range: 'slider',
  search: 'searchbox',
  number: 'spinbutton',
  img: 'img',
  td: 'cell',
  th: 'columnheader',
  tr: 'row',
  table: 'table',
  option: 'option',
  form: 'form',
  dialog: 'dialog',
  iframe: 'frame',
  ul: 'list',
  ol: 'list',
  li: 'listitem',
  nav: 'navigation',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
}

/** ARIA role of an HTML element by its tag and type (HTML Accessibility API Mappings); the tag where it has none. */
export function roleOf(tag: string | null, type: string | null): string | null {
  const [t, k] = [tag?.toLowerCase() ?? '', type?.toLowerCase() ?? '']
  if (t === 'input' || t === '') return lookup(ROLES, k) ?? (t === 'input' ? 'textbox' : null)
  return lookup(ROLES, t) ?? lookup(ROLES, k) ?? t
}
