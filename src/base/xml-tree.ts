/** A qualified name, as it is written and as it is meant. `prefix` and `namespace` are '' where there is none. */
export interface XmlName {
  readonly prefix: string
  readonly name: string
  readonly namespace: string
}
export interface XmlAttribute extends XmlName {
  readonly value: string
}
export interface XmlElement extends XmlName {
  readonly kind: 'element'
  /** Declarations of namespaces among them, in the order of the file. */
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlNode[]
  /** Where it begins, from 1; 0 where it was never in a file. */
  readonly line: number
}
export interface XmlText {
  readonly kind: 'text'
  readonly text: string
  /** Written as character data. */
  readonly cdata: boolean
}
export type XmlNode =
  | XmlElement
  | XmlText
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'instruction'; readonly target: string; readonly text: string }

/** A whole XML document as plain data: everything of its information set but a DOCTYPE. */
export interface XmlDocument {
  readonly version: '1.0' | '1.1'
  readonly standalone: string | null
  /** Comments and instructions before and behind the outermost element. */
  readonly before: readonly XmlNode[]
  readonly root: XmlElement
  readonly after: readonly XmlNode[]
}

export const XMLNS = 'http://www.w3.org/2000/xmlns/'

export const isElement = (node: XmlNode): node is XmlElement => node.kind === 'element'

/** Child elements with this name, in order. */
export const childElements = (element: XmlElement, namespace: string, name: string): XmlElement[] =>
  element.children.filter((child): child is XmlElement => is(child, namespace, name))

export const is = (node: XmlNode, namespace: string, name: string): boolean =>
  node.kind === 'element' && node.name === name && node.namespace === namespace

/** The value of an attribute without a namespace; null where it is absent. */
export const attributeOf = (element: XmlElement, name: string): string | null =>
  element.attributes.find(attribute => attribute.name === name && attribute.namespace === '')?.value ?? null

/** All text in an element, that of its descendants included. */
export const textIn = (element: XmlElement): string =>
  element.children
    .map(child => (child.kind === 'text' ? child.text : child.kind === 'element' ? textIn(child) : ''))
    .join('')

/** UTF-8 with its declaration. What XML 1.0 cannot hold is left out. */
export function printXml({ version, standalone, before, root, after }: XmlDocument): string {
  const alone = standalone === null ? '' : ` standalone="${standalone}"`
  const head = `<?xml version="${version}" encoding="UTF-8"${alone}?>\n`
  const line = (node: XmlNode) => `${printNode(node)}\n`
  return `${head}${before.map(line).join('')}${printNode(root)}\n${after.map(line).join('')}`
}

function printNode(node: XmlNode): string {
  if (node.kind === 'comment') return `<!--${node.text}-->`
  if (node.kind === 'instruction') return node.text === '' ? `<?${node.target}?>` : `<?${node.target} ${node.text}?>`
  if (node.kind === 'text')
    return node.cdata ? `<![CDATA[${xmlCharacters(node.text)}]]>` : escaped(node.text, TEXT_ESCAPES)
  const name = qualified(node)
  const attributes = node.attributes
    .map(one => ` ${qualified(one)}="${escaped(one.value, ATTRIBUTE_ESCAPES)}"`)
    .join('')
  if (node.children.length === 0) return `<${name}${attributes}/>`
  return `<${name}${attributes}>${node.children.map(printNode).join('')}</${name}>`
}

export const qualified = ({ prefix, name }: XmlName): string => (prefix === '' ? name : `${prefix}:${name}`)

const TEXT_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
const ATTRIBUTE_ESCAPES: Readonly<Record<string, string>> = {
  ...TEXT_ESCAPES,
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
}

function escaped(text: string, escapes: Readonly<Record<string, string>>): string {
  let written = ''
  for (const letter of xmlCharacters(text)) written += escapes[letter] ?? letter
  return written
}

/** The text without what XML 1.0 forbids in any form: most control characters, two others, lone surrogates. */
export function xmlCharacters(text: string): string {
  let kept = ''
  for (const letter of text) {
    const code = letter.codePointAt(0)!
    const isForbidden =
      (code < 32 && code !== 9 && code !== 10 && code !== 13) ||
      (code >= 0xd800 && code < 0xe000) ||
      code === 0xfffe ||
      code === 0xffff
    if (!isForbidden) kept += letter
  }
  return kept
}
