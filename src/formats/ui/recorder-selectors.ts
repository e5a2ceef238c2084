import { type Selector, type SelectorKind, selectorKinds, type UiElement } from '../../log/ui-log.ts'
import { roleOf } from './html-role.ts'

/**
 * An element by the selectors of a recorder, most stable kinds first. Known are `aria/Name[role="button"]`, `text/…`,
 * `xpath/…`, `pierce/…` and CSS (Chrome DevTools Recorder); a list of selectors leads through shadow roots, its last
 * one finds the element. Role, name and identifier are what the selectors say of them.
 */
export function elementOfSelectors(alternatives: readonly unknown[]): Partial<UiElement> {
  const selectors: Selector[] = []
  let role: string | null = null
  let name: string | null = null
  let identifier: string | null = null
  for (const alternative of alternatives) {
    const text = Array.isArray(alternative) ? alternative.at(-1) : alternative
    if (typeof text !== 'string' || text === '') continue
    const found = parse(text)
    role ??= found.role
    name ??= found.name
    identifier ??= found.identifier
    if (!selectors.some(({ kind, text: known }) => kind === found.kind && known === found.text))
      selectors.push({ kind: found.kind, text: found.text })
  }
  return { role, name, identifier, selectors: byStability(selectors) }
}

export const byStability = (selectors: readonly Selector[]): readonly Selector[] =>
  [...selectors].sort((a, b) => selectorKinds.indexOf(a.kind) - selectorKinds.indexOf(b.kind))

interface Parsed {
  readonly kind: SelectorKind
  readonly text: string
  readonly role: string | null
  readonly name: string | null
  readonly identifier: string | null
}

function parse(text: string): Parsed {
  const none = { role: null, name: null, identifier: null }
  const aria = /^aria\/(.*)$/s.exec(text)
  if (aria) {
    const role = /\[role="([^"]+)"\]/.exec(aria[1]!)?.[1] ?? null
    const name = aria[1]!.replace(/\[role="[^"]+"\]/g, '').trim()
    return { ...none, kind: 'aria', text: aria[1]!, role, name: name === '' ? null : name }
  }
  if (text.startsWith('text/'))
    return { ...none, kind: 'text', text: text.slice(5), name: text.slice(5).trim() || null }
  if (text.startsWith('xpath/')) return { ...none, kind: 'xpath', text: text.slice(6), role: roleOfPath(text) }
  return css(text.startsWith('pierce/') ? text.slice(7) : text)
}

const TEST_ID = /\[(data-test(?:-?id)?|data-cy|data-qa)\s*=\s*["']?([^"'\]]+)["']?\]/

/** A CSS selector; where it is only an id, a name or a test id it is of that kind. */
function css(text: string): Parsed {
  const testId = TEST_ID.exec(text)
  const id = /^#((?:[\w-]|\\.)+)$/.exec(text)
  const name = /\[name\s*=\s*["']?([^"'\]]+)["']?\]/.exec(text)
  const last =
    (/(?:^|>>)\s*text=/.test(text) ? '' : text.replace(/"[^"]*"?|'[^']*'?/g, ''))
      .trim()
      .split(/[\s>+~]+/)
      .at(-1) ?? ''
  const tag = /^[a-z][\w-]*/i.exec(last)?.[0] ?? null
  const type = /\[type\s*=\s*["']?(\w+)["']?\]/.exec(last)?.[1] ?? null
  const role = tag === null ? null : roleOf(tag, type)
  if (testId) return { kind: 'testid', text: testId[2]!, role, name: null, identifier: testId[2]! }
  if (id) {
    const plain = id[1]!.replace(/\\(.)/g, '$1')
    return { kind: 'id', text: plain, role: null, name: null, identifier: plain }
  }
  if (name) return { kind: 'name', text: name[1]!, role, name: null, identifier: name[1]! }
  const inner = /#((?:[\w-]|\\.)+)$/.exec(last)
  return { kind: 'css', text, role, name: null, identifier: inner ? inner[1]!.replace(/\\(.)/g, '$1') : null }
}

/** The role of what a path leads to: by the name of its last step. */
export function roleOfPath(path: string): string | null {
  const step =
    path
      .replace(/"[^"]*"?|'[^']*'?/g, '')
      .split('/')
      .at(-1) ?? ''
  const tag = /^([a-z][\w-]*)/i.exec(step)?.[1] ?? null
  return tag === null ? null : roleOf(tag, null)
}
