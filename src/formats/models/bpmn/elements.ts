import { attributeOf, childElements, textIn, type XmlElement } from '../../../base/xml-tree.ts'
import type { Problems } from '../../../log/problems.ts'
import { BPMN } from './names.ts'

/** What reading an element needs beside it: all ids of the file, and where trouble is told. */
export interface Reading {
  readonly ids: ReadonlySet<string>
  readonly problems: Problems | null
}

export const idOf = (element: XmlElement): string => attributeOf(element, 'id') ?? ''
export const nameOf = (element: XmlElement): string => attributeOf(element, 'name') ?? ''
export const parts = (element: XmlElement, name: string): XmlElement[] => childElements(element, BPMN, name)

/** An attribute of XML Schema's boolean; null where it is absent or something else. */
export function flag(element: XmlElement, name: string): boolean | null {
  const value = attributeOf(element, name)?.trim()
  return value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : null
}

/** Texts of the child elements with this name. */
export const texts = (element: XmlElement, name: string): string[] => parts(element, name).map(textIn)

/** The id that a reference means: a prefix is taken away where the whole is no id. '' is no reference. */
export function referenceIn({ ids }: Reading, value: string | null | undefined): string | null {
  const text = value?.trim()
  if (!text) return null
  if (ids.has(text)) return text
  const local = text.slice(text.lastIndexOf(':') + 1)
  return ids.has(local) ? local : text
}

export const reference = (reading: Reading, element: XmlElement, name: string): string | null =>
  referenceIn(reading, attributeOf(element, name))

export const collectIds = (root: XmlElement): Set<string> => {
  const ids = new Set<string>()
  const visit = (element: XmlElement) => {
    const id = attributeOf(element, 'id')
    if (id !== null) ids.add(id)
    for (const child of element.children) if (child.kind === 'element') visit(child)
  }
  visit(root)
  return ids
}
