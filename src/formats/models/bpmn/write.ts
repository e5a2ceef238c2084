import { attributeOf, printXml, XMLNS, type XmlElement } from '../../../base/xml-tree.ts'
import type { BpmnModel } from '../../../model/bpmn.ts'
import { built } from './build.ts'
import { type Identified, identified } from './identify.ts'
import { byId, merged } from './merge.ts'
import { usualPrefixes } from './names.ts'
import { modelOf } from './read-model.ts'
import { render } from './render.ts'

/**
 * The model as a BPMN 2.0 file in UTF-8. A model that was read is written as its file was, but for what has changed since:
 * elements, attributes, comments and white space that are not of the model stay.
 */
export function writeBpmn(model: BpmnModel): string {
  const mine = render(model)
  if (model.source === null) {
    const declarations = Object.entries(usualPrefixes).map(([value, name]) => ({
      prefix: 'xmlns',
      name,
      namespace: XMLNS,
      value,
    }))
    const prefixes = new Map(Object.entries(usualPrefixes).map(([namespace, prefix]) => [prefix, namespace]))
    const root = built(mine, prefixes, '\n')
    const declared = { ...root, attributes: [...declarations, ...root.attributes] }
    return printXml({ version: '1.0', standalone: null, before: [], root: declared, after: [] })
  }
  const { source } = model
  const own = identified(source.root, null)
  const base = render(modelOf(own.root, source, null))
  const known = { source: byId(own.root), base: byId(base) }
  return printXml({ ...source, root: withIdsOfFile(merged(own.root, base, mine, known, new Map()), own) })
}

/** Ids that were only given to know elements by are taken back, unless something refers to them by now. */
function withIdsOfFile(root: XmlElement, { given }: Identified): XmlElement {
  if (given.size === 0) return root
  const used = new Set<string>()
  const collect = (element: XmlElement) => {
    for (const { name, value } of element.attributes) if (name !== 'id') used.add(value)
    for (const child of element.children)
      if (child.kind === 'element') collect(child)
      else if (child.kind === 'text') used.add(child.text.trim())
  }
  collect(root)
  const restore = (element: XmlElement): XmlElement => {
    const id = attributeOf(element, 'id')
    const children = element.children.map(child => (child.kind === 'element' ? restore(child) : child))
    const old = id === null || used.has(id) ? undefined : given.get(id)
    if (old === undefined) return { ...element, children }
    const attributes = element.attributes.flatMap(one =>
      one.name !== 'id' || one.namespace !== '' ? [one] : old === null ? [] : [{ ...one, value: old }],
    )
    return { ...element, attributes, children }
  }
  return restore(root)
}
