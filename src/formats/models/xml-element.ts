import { FormatError } from '../../base/errors.ts'
import { attributeOf as attribute, isElement, type XmlElement } from '../../base/xml-tree.ts'

// PNML and PTML are written with and without their namespaces: names alone count

export const elementsIn = (element: XmlElement): readonly XmlElement[] => element.children.filter(isElement)

export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  elementsIn(element).filter(child => child.name === name)

export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  elementsIn(element).find(child => child.name === name)

/** The texts directly in it, joined. */
export const directText = ({ children }: XmlElement): string =>
  children.map(child => (child.kind === 'text' ? child.text : '')).join('')

/** An attribute that must be there and not be empty. */
export function attributeOf(element: XmlElement, name: string): string {
  const value = attribute(element, name)
  if (value !== null && value !== '') return value
  throw new FormatError(`<${element.name}> has no ${name}.`, {
    line: element.line,
    fix: `Give it one: <${element.name} ${name}="...">.`,
  })
}
