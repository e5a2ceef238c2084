import { attributeOf, isElement, textIn, type XmlElement, type XmlNode } from '../../../base/xml-tree.ts'
import { built, type Prefixes, prefixesIn } from './build.ts'

/** Elements of the file and of the model as it was read, by id: what moved to another parent is found again. */
export interface Known {
  readonly source: ReadonlyMap<string, XmlElement>
  readonly base: ReadonlyMap<string, XmlElement>
}

export const byId = (root: XmlElement): Map<string, XmlElement> => {
  const found = new Map<string, XmlElement>()
  const visit = (element: XmlElement) => {
    const id = attributeOf(element, 'id')
    if (id !== null && !found.has(id)) found.set(id, element)
    for (const child of element.children) if (child.kind === 'element') visit(child)
  }
  visit(root)
  return found
}

/**
 * `source` with the changes that lead from `base` (what the model says when it is read from the source) to `mine` (what it
 * says now). All that the model does not speak of stays where and as it is.
 */
export function merged(
  source: XmlElement,
  base: XmlElement,
  mine: XmlElement,
  known: Known,
  outside: Prefixes,
): XmlElement {
  if (isSame(base, mine)) return source
  const attributes = mergedAttributes(source, base, mine)
  const inside = prefixesIn(outside, source)
  const children = new Children(source, known, inside)
  children.mergeText(base, mine)
  children.mergeIdentified(base, mine)
  children.mergeNameless(base, mine)
  // a task may have become one of another type
  const name = base.name === mine.name ? source.name : mine.name
  return { ...source, name, attributes, children: children.nodes }
}

function mergedAttributes(source: XmlElement, base: XmlElement, mine: XmlElement) {
  let attributes = source.attributes
  const names = new Set([...base.attributes, ...mine.attributes].map(({ name }) => name))
  for (const name of names) {
    const value = attributeOf(mine, name)
    // attributes with a namespace are what an element is made with; they never change
    if (value === attributeOf(base, name)) continue
    const isIt = (one: { name: string; namespace: string }) => one.name === name && one.namespace === ''
    const at = attributes.findIndex(isIt)
    if (value === null) attributes = attributes.filter(one => !isIt(one))
    else if (at >= 0) attributes = attributes.with(at, { ...attributes[at]!, value })
    else attributes = [...attributes, { prefix: '', name, namespace: '', value }]
  }
  return attributes
}

export function isSame(a: XmlNode, b: XmlNode): boolean {
  if (a === b) return true
  if (a.kind !== 'element' || b.kind !== 'element') return a.kind === 'text' && b.kind === 'text' && a.text === b.text
  return (
    a.name === b.name &&
    a.namespace === b.namespace &&
    a.attributes.length === b.attributes.length &&
    a.attributes.every((one, i) => one.name === b.attributes[i]!.name && one.value === b.attributes[i]!.value) &&
    a.children.length === b.children.length &&
    a.children.every((one, i) => isSame(one, b.children[i]!))
  )
}

const idOf = (element: XmlElement) => attributeOf(element, 'id')
const isBlank = (node: XmlNode | undefined) => node?.kind === 'text' && !node.cdata && node.text.trim() === ''
const identifiedIn = (element: XmlElement) =>
  new Map(element.children.filter(isElement).flatMap(child => (idOf(child) === null ? [] : [[idOf(child)!, child]])))

/** The children of an element of the file while they change. */
class Children {
  nodes: XmlNode[]
  private readonly known: Known
  private readonly prefixes: Prefixes
  /** White space before a child; null where the file has none. */
  private readonly indent: string | null
  private readonly byId: Map<string, XmlElement>
  /** Where each child of `mine` has come to stand. */
  private readonly placed = new Map<XmlElement, XmlNode>()

  constructor(source: XmlElement, known: Known, prefixes: Prefixes, indent: string | null = null) {
    this.nodes = [...source.children]
    this.byId = identifiedIn(source)
    this.known = known
    this.prefixes = prefixes
    const [first] = source.children
    this.indent = first?.kind === 'text' && isBlank(first) ? first.text.slice(first.text.lastIndexOf('\n')) : indent
  }

  mergeText(base: XmlElement, mine: XmlElement): void {
    const has = (element: XmlElement) => element.children.some(({ kind }) => kind === 'text')
    if ((!has(base) && !has(mine)) || textIn(base) === textIn(mine)) return
    const text: XmlNode = { kind: 'text', text: textIn(mine), cdata: false }
    this.nodes = [text, ...this.nodes.filter(({ kind }) => kind !== 'text')]
  }

  mergeIdentified(base: XmlElement, mine: XmlElement): void {
    const before = identifiedIn(base)
    const after = identifiedIn(mine)
    for (const id of before.keys()) if (!after.has(id)) this.remove(this.byId.get(id))
    for (const [id, child] of after) {
      const there = this.byId.get(id)
      const old = before.get(id)
      if (there && old) this.replace(there, merged(there, old, child, this.known, this.prefixes), child)
    }
    let previous: XmlElement | null = null
    for (const child of mine.children.filter(isElement)) {
      const id = idOf(child)
      if (id !== null && !this.placed.has(child)) this.insert(this.moved(id, child), previous, child)
      if (id !== null) previous = child
    }
  }

  /** Elements without an id: by name, each name a sequence. */
  mergeNameless(base: XmlElement, mine: XmlElement): void {
    const namesOf = (element: XmlElement) =>
      element.children.filter(isElement).flatMap(child => (idOf(child) === null ? [child.name] : []))
    // the file may give ids to elements that the model knows by name alone (planes, labels)
    const ids = new Set([...identifiedIn(base).keys(), ...identifiedIn(mine).keys()])
    for (const name of new Set([...namesOf(base), ...namesOf(mine)])) {
      const of = (nodes: readonly XmlNode[]) =>
        nodes.filter(isElement).filter(child => child.name === name && !ids.has(idOf(child) ?? ''))
      const [before, after, there] = [of(base.children), of(mine.children), of(this.nodes)]
      if (before.length === after.length && before.every((one, i) => isSame(one, after[i]!))) continue
      if (after.length === there.length) {
        after.forEach((child, i) => {
          const old = before[i] ?? { ...child, attributes: [], children: [] }
          this.replace(there[i]!, merged(there[i]!, old, child, this.known, this.prefixes), child)
        })
        continue
      }
      const siblings = mine.children.filter(isElement)
      for (const child of there) this.remove(child)
      for (const child of after) this.insert(this.made(child), siblings[siblings.indexOf(child) - 1] ?? null, child)
    }
  }

  /** An element that is new here: as it was elsewhere in the file with its changes, else made. */
  private moved(id: string, child: XmlElement): XmlElement {
    const source = this.known.source.get(id)
    const base = this.known.base.get(id)
    const isIt = source && base && source.name === child.name && source.namespace === child.namespace
    return isIt ? merged(source, base, child, this.known, this.prefixes) : this.made(child)
  }

  private made(child: XmlElement): XmlElement {
    if (![...byId(child).keys()].some(id => this.known.source.has(id))) return built(child, this.prefixes, this.indent)
    const nothing = { ...child, children: [] }
    const shell = built(nothing, this.prefixes, null)
    const deeper = this.indent === null ? null : `${this.indent}  `
    const children = new Children(shell, this.known, prefixesIn(this.prefixes, shell), deeper)
    children.mergeIdentified(nothing, child)
    children.mergeNameless(nothing, child)
    const end: XmlNode[] = this.indent === null ? [] : [{ kind: 'text', text: this.indent, cdata: false }]
    return { ...shell, children: [...children.nodes, ...end] }
  }

  private replace(old: XmlElement, node: XmlElement, mine: XmlElement): void {
    this.nodes[this.nodes.indexOf(old)] = node
    this.placed.set(mine, node)
  }

  private remove(child: XmlElement | undefined): void {
    const at = child ? this.nodes.indexOf(child) : -1
    if (at < 0) return
    const from = isBlank(this.nodes[at - 1]) ? at - 1 : at
    this.nodes.splice(from, at - from + 1)
  }

  /** Behind the sibling that stands before it in the model, else behind what every element begins with. */
  private insert(node: XmlElement, previous: XmlElement | null, mine: XmlElement): void {
    const before = previous ? this.placed.get(previous) : undefined
    let at = before ? this.nodes.indexOf(before) + 1 : 0
    if (!before)
      for (let i = 0; i < this.nodes.length; i++) {
        const one = this.nodes[i]!
        if (one.kind === 'element' && (one.name === 'documentation' || one.name === 'extensionElements')) at = i + 1
      }
    const space: XmlNode[] = this.indent === null ? [] : [{ kind: 'text', text: this.indent, cdata: false }]
    this.nodes.splice(at, 0, ...space, node)
    this.placed.set(mine, node)
  }
}
