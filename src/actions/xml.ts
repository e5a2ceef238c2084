/** Text for an XML element or attribute: markup escaped, characters that XML 1.0 forbids left out. */
export function escapeXml(text: string): string {
  let escaped = ''
  for (const letter of text) {
    const code = letter.codePointAt(0)!
    const isForbidden =
      (code < 32 && !'\t\n\r'.includes(letter)) ||
      (code >= 0xd800 && code < 0xe000) ||
      code === 0xfffe ||
      code === 0xffff
    if (!isForbidden) escaped += ESCAPES[letter] ?? letter
  }
  return escaped
}
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** An element with its children, indented by whoever joins them. */
export function element(name: string, attributes: Attributes = {}, children: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  if (children.length === 0) return `<${name}${written}/>`
  return `<${name}${written}>\n${children.map(indented).join('\n')}\n</${name}>`
}

/** An element with text alone. */
export const textElement = (name: string, text: string, attributes: Attributes = {}): string =>
  `${element(name, attributes).slice(0, -2)}>${escapeXml(text)}</${name}>`

const indented = (text: string) => text.replace(/^/gm, '  ')
