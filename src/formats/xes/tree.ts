import type { AttributeNode, Value } from '../../log/column.ts'

interface OpenNode {
  readonly key: string
  readonly type: AttributeNode['type']
  readonly value: Value
  readonly children: AttributeNode[]
  /** Only of lists: what stands in `<values>`; null as long as there is none. */
  values: AttributeNode[] | null
  inValues: boolean
}

/**
 * Builds attribute trees from nested elements. The children of a list are its values. A list that has attributes of
 * its own besides has as first child a container with an empty key that holds the values, then these attributes.
 */
export class AttributeTree {
  private readonly stack: OpenNode[] = []

  open(key: string, type: AttributeNode['type'], value: Value): void {
    this.stack.push({ key, type, value, children: [], values: null, inValues: false })
  }

  openValues(): void {
    const list = this.stack[this.stack.length - 1]!
    list.values ??= []
    list.inValues = true
  }

  closeValues(): void {
    this.stack[this.stack.length - 1]!.inValues = false
  }

  /** The node that is complete; null where it went into the one around it. */
  close(): AttributeNode | null {
    const { key, type, value, children, values } = this.stack.pop()!
    const node = { key, type, value, children: values === null ? children : listChildren(values, children) }
    const parent = this.stack[this.stack.length - 1]
    if (!parent) return node
    if (parent.inValues) parent.values!.push(node)
    else parent.children.push(node)
    return null
  }
}

export const isValuesMarker = (node: AttributeNode | undefined): boolean =>
  node?.type === 'container' && node.key === ''

function listChildren(values: AttributeNode[], own: AttributeNode[]): AttributeNode[] {
  if (own.length === 0 && !isValuesMarker(values[0])) return values
  return [{ key: '', type: 'container', value: null, children: values }, ...own]
}
