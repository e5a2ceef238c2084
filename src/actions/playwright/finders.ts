import type { UiElement } from '../../log/ui-log.ts'
import { isMasked } from '../masked-text.ts'
import { quote } from './expression-code.ts'

/** Ways to find an element as code, the most stable first: test id, id, role and name, label, name attribute, CSS, XPath. */
export function findCode(element: UiElement): readonly string[] {
  const found: string[] = []
  const by = (kind: string) =>
    element.selectors.filter(({ kind: own, text }) => own === kind && !isMasked(text)).map(({ text }) => text)
  for (const text of by('testid')) found.push(`{ testid: ${quote(text)} }`)
  for (const text of by('id')) found.push(`{ css: ${quote(attribute('id', text))} }`)
  const role = element.role && ROLES.has(element.role) ? element.role : null
  for (const name of [...by('aria'), element.name])
    if (role && name && !isMasked(name)) found.push(`{ role: ${quote(role)}, name: ${quote(name)} }`)
  for (const text of by('label')) found.push(`{ label: ${quote(text)} }`)
  for (const text of by('name')) found.push(`{ css: ${quote(attribute('name', text))} }`)
  for (const text of by('css')) found.push(`{ css: ${quote(text)} }`)
  for (const text of by('xpath')) found.push(`{ xpath: ${quote(text)} }`)
  return [...new Set(found)]
}

/** `[id="x"]` rather than `#x`: an id may hold any character. */
const attribute = (name: string, value: string) =>
  `[${name}="${value.replace(/["\\]/g, '\\$&').replace(/[\n\r\f]/g, letter => `\\${letter.charCodeAt(0).toString(16)} `)}"]`

/** Roles that Playwright finds by (WAI-ARIA 1.2), of those that recordings have. */
const ROLES = new Set(
  'button link textbox checkbox radio combobox option listbox menuitem tab switch slider spinbutton searchbox cell row heading img treeitem'.split(
    ' ',
  ),
)
