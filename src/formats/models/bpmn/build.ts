import { XMLNS, type XmlAttribute, type XmlElement, type XmlNode } from '../../../base/xml-tree.ts'
import { BPMN, usualPrefixes, XSI } from './names.ts'

/** What each prefix means at a place in a file. */
export type Prefixes = ReadonlyMap<string, string>

/** The meanings within an element. */
export function prefixesIn(outside: Prefixes, element: XmlElement): Prefixes {
  const declared = element.attributes.filter(({ namespace }) => namespace === XMLNS)
  if (declared.length === 0) return outside
  const inside = new Map(outside)
  for (const { prefix, name, value } of declared) inside.set(prefix === '' ? '' : name, value)
  return inside
}

/**
 * A made element with prefixes that mean its namespaces at its place; those that nothing means yet are declared on it.
 * `indent` is the white space before it, null where the file has none.
 */
export function built(element: XmlElement, outside: Prefixes, indent: string | null): XmlElement {
  const declared: XmlAttribute[] = []
  let prefixes = outside
  const prefixOf = (namespace: string, isAttribute: boolean): string => {
    for (const [prefix, meaning] of prefixes)
      if (meaning === namespace && !(isAttribute && prefix === '')) return prefix
    let prefix = usualPrefixes[namespace] ?? 'ns'
    while (prefixes.has(prefix)) prefix += '_'
    declared.push({ prefix: 'xmlns', name: prefix, namespace: XMLNS, value: namespace })
    prefixes = new Map(prefixes).set(prefix, namespace)
    return prefix
  }
  const prefix = prefixOf(element.namespace, false)
  const attributes = element.attributes.map(attribute => {
    if (attribute.namespace !== XSI) return attribute
    const type = prefixOf(BPMN, false)
    const value = type === '' ? attribute.value : `${type}:${attribute.value}`
    return { ...attribute, prefix: prefixOf(XSI, true), value }
  })
  const deeper = indent === null ? null : `${indent}  `
  const children = element.children.map(child => (child.kind === 'element' ? built(child, prefixes, deeper) : child))
  return { ...element, prefix, attributes: [...declared, ...attributes], children: spaced(children, indent) }
}

/** White space between elements; text of its own is left alone. */
function spaced(children: readonly XmlNode[], indent: string | null): readonly XmlNode[] {
  if (indent === null || !children.some(({ kind }) => kind === 'element')) return children
  const space = (text: string): XmlNode => ({ kind: 'text', text, cdata: false })
  return [...children.flatMap(child => [space(`${indent}  `), child]), space(indent)]
}
