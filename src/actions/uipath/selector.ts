import type { UiElement } from '../../log/ui-log.ts'
import { plainText } from '../plain-text.ts'

/** A selector of UiPath, the most stable ways to find the element; null where the recording holds none. */
export function selectorOf(element: UiElement): string | null {
  const by = (kind: string) => element.selectors.find(selector => selector.kind === kind)?.text ?? null
  const tag = TAGS[element.role ?? '']
  if (element.page !== null) {
    const id = by('id')
    const name = by('name')
    const css = by('css')
    const attributes: readonly (readonly [string, string | null | undefined])[] =
      id !== null
        ? [['id', id]]
        : element.name !== null
          ? [
              ['aaname', element.name],
              ['tag', tag],
            ]
          : name !== null
            ? [
                ['name', name],
                ['tag', tag],
              ]
            : css !== null
              ? [['css-selector', css]]
              : []
    return attributes.length === 0 ? null : node('webctrl', attributes)
  }
  const identifier = by('automation-id') ?? element.identifier
  if (identifier === null && element.name === null) return null
  const window = element.window === null ? '*' : element.window.replace(/\{[^}]*\}/g, '*')
  return `${node('wnd', [['title', window]])}${node('ctrl', [
    ['automationid', identifier],
    ['name', element.name],
  ])}`
}

const TAGS: Readonly<Record<string, string>> = {
  textbox: 'INPUT',
  checkbox: 'INPUT',
  radio: 'INPUT',
  button: 'BUTTON',
  link: 'A',
  combobox: 'SELECT',
  listbox: 'SELECT',
}

const node = (name: string, attributes: readonly (readonly [string, string | null | undefined])[]) =>
  `<${name} ${attributes.flatMap(([key, value]) => (value == null ? [] : [`${key}='${escaped(value)}'`])).join(' ')} />`

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&apos;',
  '"': '&quot;',
}
const escaped = (text: string) => plainText(text).replace(/[&<>'"]/g, sign => ESCAPES[sign]!)
