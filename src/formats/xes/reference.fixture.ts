import { SaxesParser } from 'saxes'
import type { AttributeNode, Column, Value } from '../../log/column.ts'
import { valueAt } from '../../log/column.ts'
import type { EventLog } from '../../log/event-log.ts'

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
}
interface PlainEvent {
  readonly columns: Map<string, Value>
  readonly nested: AttributeNode[]
  readonly time: number | null
}
interface PlainCase {
  readonly id: string
  readonly columns: Map<string, Value>
  readonly nested: AttributeNode[]
  readonly events: PlainEvent[]
}
/** A log as the naive reference sees it: plain objects, no columns. */
export interface PlainLog {
  readonly attributes: AttributeNode[]
  readonly cases: PlainCase[]
}

/** Reads XES by building the whole document with a strict parser. Only for comparison. */
export function readByReference(text: string): PlainLog {
  const parser = new SaxesParser()
  const root: Element = { name: '', attributes: {}, children: [] }
  const open = [root]
  parser.on('opentag', tag => {
    const element = { name: tag.name, attributes: tag.attributes as Record<string, string>, children: [] }
    open[open.length - 1]!.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('error', error => {
    throw error
  })
  parser.write(text).close()
  const log = root.children[0]!
  if (log.name !== 'log') throw new Error(`root is ${log.name}`)
  const cases: PlainCase[] = []
  const ids = new Set<string>()
  let stray: PlainCase | null = null
  for (const element of log.children) {
    if (element.name === 'trace') cases.push(plainCase(element, cases.length, ids))
    else if (element.name === 'event') {
      if (!stray) {
        stray = { id: unique('events outside any trace', ids), columns: new Map(), nested: [], events: [] }
        cases.push(stray)
      }
      stray.events.push(plainEvent(element))
    }
  }
  for (const { events } of cases) sortEvents(events)
  return { attributes: nodesOf(log), cases }
}

function plainCase(element: Element, index: number, ids: Set<string>): PlainCase {
  const { columns, nested } = attributesOf(element)
  const name = element.children.filter(c => c.attributes['key'] === 'concept:name' && types.has(c.name)).pop()
  columns.delete('concept:name')
  const events = element.children.filter(child => child.name === 'event').map(plainEvent)
  return { id: unique(name?.attributes['value'] ?? `case ${index + 1}`, ids), columns, nested, events }
}

function unique(name: string, ids: Set<string>): string {
  let id = name
  for (let n = 2; ids.has(id); n++) id = `${name} #${n}`
  ids.add(id)
  return id
}

function plainEvent(element: Element): PlainEvent {
  const { columns, nested } = attributesOf(element)
  const name = element.children.filter(c => c.attributes['key'] === 'concept:name' && types.has(c.name)).pop()
  if (name?.attributes['value'] !== undefined) columns.set('concept:name', name.attributes['value'])
  const time = columns.get('time:timestamp')
  const at = typeof time === 'string' ? dateOf(time) : time
  columns.delete('time:timestamp')
  return { columns, nested, time: typeof at === 'number' ? at : null }
}

/** A stable sort by time; an event without a time goes with the one before it. */
function sortEvents(events: PlainEvent[]): void {
  let before = -Infinity
  const keyed = events.map(event => ({ event, time: (before = event.time ?? before) }))
  keyed.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  events.splice(0, events.length, ...keyed.map(({ event }) => event))
}

const types = new Set(['string', 'date', 'int', 'float', 'boolean', 'id'])

function attributesOf(element: Element): { columns: Map<string, Value>; nested: AttributeNode[] } {
  const columns = new Map<string, Value>()
  const nested: AttributeNode[] = []
  for (const node of nodesOf(element)) {
    if (types.has(node.type) && node.value !== null) columns.set(node.key, node.value)
    if (node.children.length || !types.has(node.type)) nested.push(node)
  }
  return { columns, nested }
}

function nodesOf(element: Element): AttributeNode[] {
  return element.children.flatMap(child => {
    const key = child.attributes['key']
    if (key === undefined) return []
    if (child.name === 'list') return [{ key, type: 'list', value: null, children: listChildren(child) }]
    if (child.name === 'container') return [{ key, type: 'container', value: null, children: nodesOf(child) }]
    if (!types.has(child.name)) return []
    const type = child.name as AttributeNode['type']
    return [{ key, type, value: typedValue(type, child.attributes['value']), children: nodesOf(child) }]
  })
}

function listChildren(list: Element): AttributeNode[] {
  const values = list.children.filter(child => child.name === 'values')
  const own = nodesOf({ ...list, children: list.children.filter(child => child.name !== 'values') })
  if (values.length === 0) return own
  const inside = values.flatMap(nodesOf)
  const marked = own.length > 0 || (inside[0]?.type === 'container' && inside[0].key === '')
  return marked ? [{ key: '', type: 'container', value: null, children: inside }, ...own] : inside
}

function typedValue(type: AttributeNode['type'], text: string | undefined): Value {
  if (text === undefined) return null
  if (type === 'date') return dateOf(text)
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : null
  if (type === 'int' || type === 'float')
    return text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text)
  return text
}

function dateOf(text: string): number | null {
  const m = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/.exec(text)
  if (!m) return null
  const ms = Date.parse(`${m[1]!.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1')}${m[2] ?? 'Z'}`)
  return Number.isNaN(ms) ? null : ms
}

/** A log in the form of the reference, so that a difference reads well. */
export function plainOf(log: EventLog): PlainLog {
  const cases: PlainCase[] = []
  for (let c = 0; c < log.caseCount; c++) {
    const events: PlainEvent[] = []
    for (let r = log.caseOffsets[c]!; r < log.caseOffsets[c + 1]!; r++) {
      const columns = rowOf(log.eventAttributes, r)
      const activity = valueAt(log.activity, r)
      if (activity !== null) columns.set('concept:name', activity)
      if (log.start && !Number.isNaN(log.start[r]!)) columns.set('start_timestamp', log.start[r]!)
      const time = log.complete[r]!
      events.push({ columns, nested: nestedAt(log.nestedOfEvents, r), time: Number.isNaN(time) ? null : time })
    }
    const nested = nestedAt(log.nestedOfCases, c)
    cases.push({ id: log.caseIds.text(c), columns: rowOf(log.caseAttributes, c), nested, events })
  }
  return { attributes: [...log.attributes], cases }
}

function rowOf(columns: ReadonlyMap<string, Column>, row: number): Map<string, Value> {
  const values = new Map<string, Value>()
  for (const [key, column] of columns) {
    const value = valueAt(column, row)
    if (value !== null) values.set(key, value)
  }
  return values
}

const nestedAt = (nested: EventLog['nestedOfEvents'], row: number): AttributeNode[] =>
  nested.nodes.filter((_, i) => nested.rows[i] === row)

/**
 * Both logs as lines, sorted within an event, so that the order of keys does not matter. Columns of mixed types are
 * text in the log: everything is compared as text then.
 */
export function linesOf(log: PlainLog, asText: ReadonlySet<string> = new Set()): string[] {
  const value = (key: string, v: Value) => {
    if (!asText.has(key)) return JSON.stringify(v)
    return JSON.stringify(typeof v === 'string' ? v : String(v))
  }
  const attributes = (columns: Map<string, Value>) =>
    [...columns]
      .map(([key, v]) => `${JSON.stringify(key)}=${value(key, v)}`)
      .sort()
      .join(' ')
  const lines = [`log ${JSON.stringify(log.attributes)}`]
  for (const { id, columns, nested, events } of log.cases) {
    lines.push(`case ${JSON.stringify(id)} ${attributes(columns)} ${JSON.stringify(nested)}`)
    for (const event of events)
      lines.push(`  ${event.time} ${attributes(event.columns)} ${JSON.stringify(event.nested)}`)
  }
  return lines
}
