import type { Dictionary } from '../../base/dictionary.ts'
import type { AttributeNode, Column } from '../../log/column.ts'
import type { EventLog } from '../../log/event-log.ts'

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

// biome would rather not see control characters in a pattern, but they are what this is about: they are built here.
const control = (from: number, to: number) => `\\u${hex(from)}-\\u${hex(to)}`
const hex = (code: number) => code.toString(16).padStart(4, '0')
const special = new RegExp(`[&<>"${control(0, 0x1f)}${control(0x7f, 0x9f)}${control(0xfffe, 0xffff)}]`, 'g')
const needs11 = new RegExp(`[${control(1, 8)}${control(0xb, 0xc)}${control(0xe, 0x1f)}]`)

/** `text` for a quoted XML value. Line ends and tabs become references, else a reader would make spaces of them. */
export function escapeXml(text: string): string {
  return text.replace(special, letter => {
    const code = letter.charCodeAt(0)
    return named[letter] ?? (code === 0 || code >= 0xfffe ? '\ufffd' : `&#${code};`)
  })
}

/** Whether a log holds control characters that XML 1.0 cannot even hold as references. */
export function needsXml11(log: EventLog): boolean {
  const columns = [log.activity, ...log.eventAttributes.values(), ...log.caseAttributes.values()]
  return (
    hasControl(log.caseIds) ||
    columns.some(columnHasControl) ||
    needs11.test(
      JSON.stringify([log.name, log.classifiers, log.extensions, log.globals]).replace(/\\u00[01]/g, '\u0001'),
    ) ||
    [log.attributes, log.nestedOfCases.nodes, log.nestedOfEvents.nodes].some(nodes => nodes.some(nodeHasControl))
  )
}

const columnHasControl = (column: Column): boolean =>
  needs11.test(column.key) || ((column.type === 'string' || column.type === 'id') && hasControl(column.dictionary))

function hasControl({ bytes }: Dictionary): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte < 0x20 && byte !== 0 && byte !== 9 && byte !== 10 && byte !== 13) return true
  }
  return false
}

const nodeHasControl = (node: AttributeNode): boolean =>
  needs11.test(node.key) ||
  (typeof node.value === 'string' && needs11.test(node.value)) ||
  node.children.some(nodeHasControl)
