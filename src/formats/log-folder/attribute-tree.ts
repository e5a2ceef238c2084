import type { Json } from '../../base/json.ts'
import type { AttributeNode, NestedAttributes, Value } from '../../log/column.ts'
import type { GlobalAttribute } from '../../log/event-log.ts'

/** A node as JSON: `{ key, type, value?, children? }`; numbers that JSON lacks (NaN, infinities, -0) as text. */
export function nodeToJson(node: AttributeNode): { readonly [key: string]: Json } {
  return {
    key: node.key,
    type: node.type,
    ...(node.value === null ? {} : { value: valueToJson(node.value) }),
    ...(node.children.length === 0 ? {} : { children: node.children.map(nodeToJson) }),
  }
}

export function nodeFromJson(json: Json): AttributeNode {
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    throw new RangeError('an attribute is no object')
  const { key, type, value, children } = json as { readonly [key: string]: Json }
  if (typeof key !== 'string' || typeof type !== 'string') throw new RangeError('an attribute has no key or type')
  return {
    key,
    type: type as AttributeNode['type'],
    value: valueFromJson(value ?? null, type),
    children: Array.isArray(children) ? children.map(nodeFromJson) : [],
  }
}

export const valueToJson = (value: Value): Json =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? Object.is(value, -0)
      ? '-0'
      : String(value)
    : value

export function valueFromJson(value: Json, type: string): Value {
  if (typeof value === 'string' && (type === 'int' || type === 'float' || type === 'date')) return Number(value)
  return value as Value
}

export const globalToJson = (global: GlobalAttribute): GlobalAttribute =>
  ({ ...global, value: valueToJson(global.value) }) as GlobalAttribute
export const globalFromJson = (global: GlobalAttribute): GlobalAttribute => ({
  ...global,
  value: valueFromJson(global.value, global.type),
})

/** `nested.jsonl`: a line for each node that has children or is a list, events before cases, rows ascending. */
export function* nestedLines(events: NestedAttributes, cases: NestedAttributes): Generator<string> {
  for (const [scope, nested] of [
    ['event', events],
    ['case', cases],
  ] as const)
    for (let i = 0; i < nested.rows.length; i++)
      yield `${JSON.stringify({ [scope]: nested.rows[i]!, node: nodeToJson(nested.nodes[i]!) })}\n`
}

/** The inverse of `nestedLines`; throws RangeError or SyntaxError where a line is damaged. */
export function readNestedLines(lines: Iterable<string>): { events: NestedAttributes; cases: NestedAttributes } {
  const rows: { event: number[]; case: number[] } = { event: [], case: [] }
  const nodes: { event: AttributeNode[]; case: AttributeNode[] } = { event: [], case: [] }
  for (const line of lines) {
    const json = JSON.parse(line) as { event?: number; case?: number; node: Json }
    const scope = json.event === undefined ? 'case' : 'event'
    const row = json[scope]
    if (!Number.isInteger(row)) throw new RangeError('a line has no row')
    rows[scope].push(row!)
    nodes[scope].push(nodeFromJson(json.node))
  }
  return {
    events: { rows: Int32Array.from(rows.event), nodes: nodes.event },
    cases: { rows: Int32Array.from(rows.case), nodes: nodes.case },
  }
}
