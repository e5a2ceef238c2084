import { FormatError } from '../../../base/errors.ts'
import type { XmlElement } from '../../../base/xml-tree.ts'
import type { Problems } from '../../../log/problems.ts'
import { attributeOf } from '../xml-element.ts'

/** By number; a file may give a place and a transition the same id. */
export interface NodesOfId {
  readonly place?: number
  readonly transition?: number
}

/** Places and transitions by the ids of a file, references followed. */
export class NetNodes {
  private readonly problems: Problems
  private readonly nodes = new Map<string, NodesOfId>()
  private readonly references = new Map<string, string>()
  /** Where each id first stands. */
  private readonly lines = new Map<string, number>()

  constructor(problems: Problems) {
    this.problems = problems
  }

  /** A node whose id is free, of its kind at least; `make` gives its number. */
  add(element: XmlElement, kind: 'place' | 'transition', make: () => number): number {
    const id = attributeOf(element, 'id')
    const known = this.nodes.get(id)
    if (known?.[kind] !== undefined || this.references.has(id)) this.refuse(element, id)
    if (known !== undefined) {
      const message = 'A place and a transition have the same id; the ends of arcs tell them apart.'
      this.problems.add('shared-id', message, { line: element.line, value: id }, 'info')
    }
    this.lines.set(id, this.lines.get(id) ?? element.line)
    const number = make()
    this.nodes.set(id, { ...known, [kind]: number })
    return number
  }

  addReference(element: XmlElement): void {
    const id = attributeOf(element, 'id')
    if (this.lines.has(id)) this.refuse(element, id)
    this.lines.set(id, element.line)
    this.references.set(id, attributeOf(element, 'ref'))
  }

  of(id: string): NodesOfId | undefined {
    let at = id
    for (let hops = 0; this.references.has(at) && hops <= this.references.size; hops++) at = this.references.get(at)!
    return this.nodes.get(at)
  }

  private refuse(element: XmlElement, id: string): never {
    const message = `<${element.name} id="${id}"> has an id that is taken: it stands in line ${this.lines.get(id)} already.`
    throw new FormatError(message, { line: element.line, fix: 'Give each place and each transition an id of its own.' })
  }
}
