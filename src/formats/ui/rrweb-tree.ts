import type { Selector, UiElement } from '../../log/ui-log.ts'
import { plainText } from './action-logger-event.ts'
import { roleOf } from './html-role.ts'
import { type JsonObject, listOf, numberOf, objectOf, textOf } from './json-document.ts'
import { byStability } from './recorder-selectors.ts'

/** A node of the recorded page; texts have no tag. */
interface PageNode {
  readonly id: number
  readonly tag: string | null
  readonly attributes: Map<string, string>
  text: string
  parent: PageNode | null
  children: PageNode[]
}

/** Letters of a label that are looked at; what is longer is content. */
const LABEL = 120
/** Elements whose text is a label; that of others is content. */
const STATIC: ReadonlySet<string> = new Set([
  'a',
  'button',
  'label',
  'option',
  'legend',
  'summary',
  'th',
  'h1',
  'h2',
  'h3',
])
const GROUPS: ReadonlySet<string> = new Set(['form', 'table', 'dialog', 'fieldset', 'nav'])

/** The page as a recording of rrweb rebuilds it: full snapshots and what changed since, by node id. */
export class PageTree {
  private readonly nodes = new Map<number, PageNode>()
  private readonly found = new Map<number, Partial<UiElement>>()

  /** A new page. */
  snapshot(root: unknown): void {
    this.nodes.clear()
    this.found.clear()
    this.insert(objectOf(root), null, null)
  }

  /** Apply the changes of one mutation event. */
  change(data: JsonObject): void {
    this.found.clear()
    for (const item of listOf(data['removes'])) {
      const node = this.nodes.get(numberOf(objectOf(item)?.['id']) ?? -1)
      if (node) this.remove(node)
    }
    this.addAll(
      listOf(data['adds'])
        .map(objectOf)
        .filter(add => add !== null),
    )
    for (const item of listOf(data['attributes'])) {
      const change = objectOf(item)
      const node = this.nodes.get(numberOf(change?.['id']) ?? -1)
      for (const [key, value] of Object.entries(objectOf(change?.['attributes']) ?? {}))
        if (value === null) node?.attributes.delete(key)
        else if (typeof value === 'string') node?.attributes.set(key, value)
    }
    for (const item of listOf(data['texts'])) {
      const change = objectOf(item)
      const node = this.nodes.get(numberOf(change?.['id']) ?? -1)
      if (node) node.text = textOf(change?.['value']) ?? ''
    }
  }

  has(id: number): boolean {
    return this.nodes.has(id)
  }

  tagOf(id: number): string | null {
    return this.nodes.get(id)?.tag ?? null
  }

  attribute(id: number, key: string): string | null {
    return this.nodes.get(id)?.attributes.get(key) ?? null
  }

  /** What can be clicked or filled, seen from what the pointer hit: the nearest link, button or field around it. */
  targetOf(id: number): number {
    for (let node = this.nodes.get(id) ?? null; node; node = node.parent)
      if (/^(a|button|input|select|textarea|option|label|summary)$/.test(node.tag ?? '') || node.attributes.has('role'))
        return node.id
    return id
  }

  /** The element of a node; null where the recording never showed it. */
  element(id: number): Partial<UiElement> | null {
    const known = this.found.get(id)
    if (known) return known
    const node = this.nodes.get(id)
    if (!node) return null
    const element = this.describe(node.tag === null ? (node.parent ?? node) : node)
    this.found.set(id, element)
    return element
  }

  /** Row and column, from 1, of the table cell that a node stands in; null outside of tables. */
  cellOf(id: number): { readonly row: number; readonly column: number } | null {
    for (let node = this.nodes.get(id) ?? null; node; node = node.parent) {
      if (node.tag !== 'td' && node.tag !== 'th') continue
      const line = node.parent
      const body = line?.parent
      if (line?.tag !== 'tr' || !body) return null
      const nth = (of: PageNode, child: PageNode) => of.children.filter(({ tag }) => tag !== null).indexOf(child) + 1
      return { row: nth(body, line), column: nth(line, node) }
    }
    return null
  }

  private describe(node: PageNode): Partial<UiElement> {
    const get = (key: string) => node.attributes.get(key) || null
    const [id, name] = [get('id'), get('name')]
    const testId = get('data-testid') ?? get('data-test-id') ?? get('data-test')
    const label = this.labelOf(node)
    const role = get('role') ?? roleOf(node.tag, get('type'))
    const selectors: Selector[] = []
    if (testId !== null) selectors.push({ kind: 'testid', text: testId })
    if (id !== null) selectors.push({ kind: 'id', text: id })
    if (label !== null && role !== null) selectors.push({ kind: 'aria', text: `${label}[role="${role}"]` })
    if (name !== null) selectors.push({ kind: 'name', text: name })
    selectors.push({ kind: 'css', text: cssOf(node) })
    return {
      role,
      name: label,
      identifier: testId ?? id ?? name,
      group: groupOf(node),
      selectors: byStability(selectors),
    }
  }

  private labelOf(node: PageNode): string | null {
    const get = (key: string) => plainText(node.attributes.get(key) ?? null)
    const own = get('aria-label') ?? this.labelledBy(node)
    if (own !== null) return own
    if (STATIC.has(node.tag ?? '')) return plainText(textIn(node)) ?? get('title')
    if (node.tag === 'input' && /^(submit|button|reset)$/.test(node.attributes.get('type') ?? '')) return get('value')
    return get('placeholder') ?? get('alt') ?? get('title')
  }

  /** The text of the `<label>` around a field, or for it. */
  private labelledBy(node: PageNode): string | null {
    for (let up = node.parent; up; up = up.parent) if (up.tag === 'label') return plainText(textIn(up))
    const id = node.attributes.get('id')
    if (id === undefined || !/^(input|select|textarea)$/.test(node.tag ?? '')) return null
    for (const other of this.nodes.values())
      if (other.tag === 'label' && other.attributes.get('for') === id) return plainText(textIn(other))
    return null
  }

  /** Adds in any order: one whose parent comes later waits for it. */
  private addAll(adds: readonly JsonObject[]): void {
    const waiting = new Map<number, JsonObject[]>()
    for (const add of adds) {
      const ready = [add]
      for (let next = ready.pop(); next; next = ready.pop()) {
        const id = numberOf(next['parentId']) ?? -1
        const parent = this.nodes.get(id)
        if (!parent) {
          const others = waiting.get(id)
          if (others) others.push(next)
          else waiting.set(id, [next])
          continue
        }
        for (const added of this.insert(objectOf(next['node']), parent, numberOf(next['nextId']))) {
          const freed = waiting.get(added)
          if (!freed) continue
          waiting.delete(added)
          for (const one of freed.reverse()) ready.push(one)
        }
      }
    }
  }

  /** Puts a node with all that is in it; gives the ids that are there now. */
  private insert(root: JsonObject | null, parent: PageNode | null, nextId: number | null): readonly number[] {
    const added: number[] = []
    const stack: { item: JsonObject | null; parent: PageNode | null; next: number | null }[] = [
      { item: root, parent, next: nextId },
    ]
    for (let top = stack.pop(); top; top = stack.pop()) {
      const id = numberOf(top.item?.['id'])
      if (top.item === null || id === null) continue
      const node = nodeOf(top.item, id, top.parent)
      const known = this.nodes.get(id)
      if (known) this.remove(known)
      this.nodes.set(id, node)
      added.push(id)
      const before = top.next === null ? undefined : this.nodes.get(top.next)
      const next = before ? (top.parent?.children.indexOf(before) ?? -1) : -1
      if (next >= 0) top.parent!.children.splice(next, 0, node)
      else top.parent?.children.push(node)
      // last first onto the stack, so that children come in their order
      for (const child of [...listOf(top.item['childNodes'])].reverse())
        stack.push({ item: objectOf(child), parent: node, next: null })
    }
    return added
  }

  private remove(node: PageNode): void {
    const siblings = node.parent?.children
    if (siblings) siblings.splice(siblings.indexOf(node), 1)
    const stack = [node]
    for (let top = stack.pop(); top; top = stack.pop()) {
      this.nodes.delete(top.id)
      stack.push(...top.children)
    }
  }
}

function nodeOf(item: JsonObject, id: number, parent: PageNode | null): PageNode {
  const attributes = new Map<string, string>()
  for (const [key, value] of Object.entries(objectOf(item['attributes']) ?? {}))
    if (typeof value === 'string') attributes.set(key, value)
  const tag = textOf(item['tagName'])?.toLowerCase() ?? null
  return { id, tag, attributes, text: tag === null ? (textOf(item['textContent']) ?? '') : '', parent, children: [] }
}

function textIn(node: PageNode): string {
  let text = ''
  const stack = [node]
  for (let top = stack.pop(); top && text.length < LABEL; top = stack.pop()) {
    if (top.tag === 'script' || top.tag === 'style' || top.tag === 'select') continue
    text += top.text
    for (let i = top.children.length - 1; i >= 0; i--) stack.push(top.children[i]!)
  }
  return text.slice(0, LABEL)
}

/** The form, table or dialog around a node by its id, name or label. */
function groupOf(node: PageNode): string | null {
  for (let up = node.parent; up; up = up.parent) {
    if (!GROUPS.has(up.tag ?? '') && up.attributes.get('role') !== 'dialog') continue
    const { attributes } = up
    return attributes.get('aria-label') ?? attributes.get('id') ?? attributes.get('name') ?? up.tag
  }
  return null
}

/** From the nearest id on, by tags and places among those of the same tag. */
function cssOf(node: PageNode): string {
  const steps: string[] = []
  for (let at: PageNode | null = node; at?.tag; at = at.parent) {
    const id = at.attributes.get('id')
    if (id && /^[A-Za-z][\w-]*$/.test(id)) {
      steps.unshift(`#${id}`)
      break
    }
    const same = at.parent?.children.filter(({ tag }) => tag === at!.tag) ?? []
    steps.unshift(same.length > 1 ? `${at.tag}:nth-of-type(${same.indexOf(at) + 1})` : at.tag)
    if (steps.length === 12) break
  }
  return steps.join(' > ')
}
