import fc from 'fast-check'
import type { AttributeNode, AttributeType, Value } from '../../log/column.ts'
import { valueAt } from '../../log/column.ts'
import type { EventLog } from '../../log/event-log.ts'
import { EventLogBuilder } from '../../log/event-log-builder.ts'
import { Problems } from '../../log/problems.ts'

/** Everything a log says, as plain values: two logs are equal where this is, whatever their dictionaries' numbering. */
export function plainLog(log: EventLog): unknown {
  const columns = (map: EventLog['eventAttributes'], rows: number) =>
    [...map.values()].map(column => ({
      key: column.key,
      type: column.type,
      personal: column.personal,
      meaning: column.meaning,
      rows: column.rows && [...column.rows],
      values: Array.from({ length: rows }, (_, row) => valueAt(column, row)),
    }))
  const nested = ({ rows, nodes }: EventLog['nestedOfEvents']) => ({ rows: [...rows], nodes })
  return {
    name: log.name,
    cases: Array.from({ length: log.caseCount }, (_, c) => log.caseIds.text(c)),
    offsets: [...log.caseOffsets],
    activity: Array.from({ length: log.eventCount }, (_, row) => valueAt(log.activity, row)),
    complete: [...log.complete],
    start: log.start && [...log.start],
    ordinal: log.ordinal && [...log.ordinal],
    events: columns(log.eventAttributes, log.eventCount),
    caseAttributes: columns(log.caseAttributes, log.caseCount),
    nestedOfEvents: nested(log.nestedOfEvents),
    nestedOfCases: nested(log.nestedOfCases),
    attributes: log.attributes,
    classifiers: log.classifiers,
    extensions: log.extensions,
    globals: log.globals,
    resourceKey: log.resourceKey,
    order: log.order,
  }
}

export interface RandomEvent {
  readonly case: number
  readonly activity: string | null
  readonly time: number | null
  readonly start: number | null
  readonly attributes: readonly (readonly [number, Value])[]
  readonly nested: AttributeNode | null
}
export interface RandomLog {
  readonly events: readonly RandomEvent[]
  readonly emptyCases: number
  readonly sparse: boolean
  readonly caseValues: readonly (readonly [number, Value])[]
  readonly attributes: readonly AttributeNode[]
}

const types: readonly AttributeType[] = ['string', 'int', 'float', 'date', 'boolean', 'id']
const names = ['org:resource', 'amount', 'ratio', 'due', 'open', 'identity:id']
const text = fc.string({ unit: 'grapheme', maxLength: 6 })
const time = fc.integer({ min: -8.64e12, max: 8.64e12 })
const values: readonly fc.Arbitrary<Value>[] = [
  text,
  fc.maxSafeInteger(),
  fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(Infinity, -Infinity)),
  time,
  fc.boolean(),
  text,
]
const value = fc.integer({ min: 0, max: 5 }).chain(i => fc.tuple(fc.constant(i), values[i]!))
export const attributeNode: fc.Arbitrary<AttributeNode> = fc.letrec<{ node: AttributeNode }>(tie => ({
  node: fc.oneof(
    { depthSize: 'small' },
    value.map(([i, v]): AttributeNode => ({ key: names[i]!, type: types[i]!, value: v, children: [] })),
    fc
      .tuple(text, fc.constantFrom('list' as const, 'container' as const), fc.array(tie('node'), { maxLength: 3 }))
      .map(([key, type, children]): AttributeNode => ({ key, type, value: null, children })),
  ),
})).node

/** Random logs as lists of events: missing values, ties, empty cases, all types, nested and sparse attributes. */
export const randomLog: fc.Arbitrary<RandomLog> = fc.record({
  events: fc.array(
    fc.record({
      case: fc.nat(4),
      activity: fc.option(fc.constantFrom('a', 'b', 'ä', '日本', ''), { freq: 6 }),
      time: fc.option(fc.oneof(time, fc.nat(3)), { freq: 6 }),
      start: fc.option(time),
      attributes: fc.uniqueArray(value, { selector: ([i]) => i, maxLength: 4 }),
      nested: fc.option(attributeNode, { freq: 1, nil: null }),
    }),
    { maxLength: 20 },
  ),
  emptyCases: fc.nat(2),
  sparse: fc.nat(7).map(n => n === 0),
  caseValues: fc.array(value, { maxLength: 6 }),
  attributes: fc.array(attributeNode, { maxLength: 3 }),
})

/** Build it; with `sparse` the attributes are sparse, as those beyond the thousandth of a wide log. */
export function build({ events, emptyCases, sparse, caseValues, attributes }: RandomLog, name = 'random'): EventLog {
  const builder = new EventLogBuilder()
  if (sparse) for (let i = 0; i < 1000; i++) builder.eventColumn(`dense ${i}`)
  for (const event of events) {
    const row = builder.nextEvent(builder.cases.addText(`case ${event.case}`))
    if (event.activity !== null) builder.activity.setText(row, event.activity)
    if (event.time !== null) builder.setComplete(row, event.time)
    if (event.start !== null) builder.setStart(row, event.start)
    for (const [i, v] of event.attributes) builder.eventColumn(names[i]!).set(row, v, types[i]!)
    if (event.nested) builder.nestEvent(row, event.nested)
  }
  for (let i = 0; i < emptyCases; i++) builder.cases.addText(`empty ${i}`)
  for (const [c, [i, v]] of caseValues.entries())
    if (c < builder.cases.size) builder.caseColumn(names[i]!).set(c, v, types[i]!)
  for (const node of attributes.filter(node => node.children.length)) if (builder.cases.size) builder.nestCase(0, node)
  return builder.finish(new Problems(), {
    name,
    attributes,
    classifiers: [{ name: 'Activity', keys: ['concept:name'] }],
    extensions: [{ name: 'Concept', prefix: 'concept', uri: 'http://www.xes-standard.org/concept.xesext' }],
    globals: [{ scope: 'event', key: 'amount', type: 'float', value: Infinity }],
  })
}
