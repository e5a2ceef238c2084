import { FormatError } from '../../base/errors.ts'
import type { Problems } from '../../log/problems.ts'
import type { Limits } from '../format.ts'
import { XmlTokens } from '../ocel/xml.ts'

/** An element with all that is in it. Prefixes of element names are taken away. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The texts directly in it, joined. */
  readonly text: string
  /** Line, from 1, on which it begins. */
  readonly line: number
}

const MOST_ELEMENTS = 2_000_000

/** The outermost element of an XML text, within limits. Throws `FormatError` with the line. O(text). */
export function parseXml(text: string, limits: Limits, problems: Problems): XmlElement {
  type Open = XmlElement & { text: string; readonly children: XmlElement[] }
  const tokens = new XmlTokens(limits, problems)
  const open: Open[] = []
  let root: XmlElement | null = null
  let count = 0
  for (const token of tokens.push(text)) {
    if (token.kind === 'open') {
      const { name, attributes } = token
      const element: Open = { name, attributes, children: [], text: '', line: tokens.currentLine }
      const parent = open.at(-1)
      if (parent) parent.children.push(element)
      else root = element
      open.push(element)
      if (++count > MOST_ELEMENTS)
        throw new FormatError(`The file has more than ${MOST_ELEMENTS} elements.`, { line: element.line })
    } else if (token.kind === 'close') open.pop()
    else if (open.length > 0) open.at(-1)!.text += token.text
  }
  tokens.finish()
  return root!
}

export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter(child => child.name === name)

export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find(child => child.name === name)

/** An attribute that must be there and not be empty. */
export function attributeOf(element: XmlElement, name: string): string {
  const value = element.attributes.get(name)
  if (value !== undefined && value !== '') return value
  throw new FormatError(`<${element.name}> has no ${name}.`, {
    line: element.line,
    fix: `Give it one: <${element.name} ${name}="...">.`,
  })
}
