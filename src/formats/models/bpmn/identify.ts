import { attributeOf, type XmlElement, type XmlNode } from '../../../base/xml-tree.ts'
import type { Problems } from '../../../log/problems.ts'
import { BPMN, BPMNDI, identifiedElements } from './names.ts'

export interface Identified {
  readonly root: XmlElement
  /** What the file said in place of each id that was given here; null: nothing. */
  readonly given: ReadonlyMap<string, string | null>
}

/**
 * The same tree in which every element that the model knows has an id of its own: those without one, and the second and
 * later ones of the same id, get one that depends on nothing but the file.
 */
export function identified(root: XmlElement, problems: Problems | null): Identified {
  const taken = new Set<string>()
  const collect = (element: XmlElement) => {
    const id = attributeOf(element, 'id')
    if (id !== null) taken.add(id)
    for (const child of element.children) if (child.kind === 'element') collect(child)
  }
  collect(root)
  const freeId = idGiver(taken)
  const seen = new Set<string>()
  const given = new Map<string, string | null>()
  const visit = (element: XmlElement): XmlElement => {
    const id = attributeOf(element, 'id')
    const isKnown = (element.namespace === BPMN || element.namespace === BPMNDI) && identifiedElements.has(element.name)
    let { attributes } = element
    if (isKnown && (id === null || seen.has(id))) {
      const place = { line: element.line, value: id ?? `<${element.name}>` }
      if (id !== null) problems?.add('duplicate-id', 'An id stands twice; references mean the first.', place)
      const own = freeId(id ?? element.name)
      given.set(own, id)
      attributes = [
        ...attributes.filter(({ name, namespace }) => name !== 'id' || namespace !== ''),
        { prefix: '', name: 'id', namespace: '', value: own },
      ]
    } else if (isKnown) seen.add(id!)
    return { ...element, attributes, children: element.children.map(child => inside(child)) }
  }
  const inside = (node: XmlNode): XmlNode => (node.kind === 'element' ? visit(node) : node)
  return { root: visit(root), given }
}

/** Gives `base_1`, `base_2`, ...: each time the first that is free; it is then taken. */
export function idGiver(taken: Set<string>): (base: string) => string {
  const next = new Map<string, number>()
  return base => {
    let n = next.get(base) ?? 1
    while (taken.has(`${base}_${n}`)) n++
    next.set(base, n + 1)
    taken.add(`${base}_${n}`)
    return `${base}_${n}`
  }
}
