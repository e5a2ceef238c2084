import { RequestError } from '../../base/errors.ts'
import { type Column, valueAt } from '../column.ts'
import { ACTIVITY, type EventLog, START_TIMESTAMP, TIMESTAMP } from '../event-log.ts'
import { type ColumnBuilder, EventLogBuilder } from '../event-log-builder.ts'
import { entryAt, type ObjectLog } from '../object-log.ts'
import { Problems } from '../problems.ts'

/** Event attribute of a flattened log: the id of the source event, the same in every case that has a copy of it. */
export const OCEL_EVENT_ID = 'ocel:eid'
/** Event attribute: the qualifiers by which event and case are related, joined by ` | `. */
export const OCEL_QUALIFIER = 'ocel:qualifier'

/** What flattening did to the log, in numbers (W. van der Aalst 2019, "Object-centric process mining"). */
export interface FlattenReport {
  readonly objectType: string
  /** Objects of the type that became cases, and those that have no event and did not. */
  readonly cases: number
  readonly objectsWithoutEvents: number
  /** Events of the flattened log, and of how many events of the source they are copies. */
  readonly events: number
  readonly sourceEvents: number
  /** Convergence: source events that stand in several cases. Counting events of the flattened log counts them often. */
  readonly convergentEvents: number
  /**
   * Divergence: cases with several events of one type that concern different other objects. By type: in how many
   * cases. Arcs between such events need not mean that one caused the other.
   */
  readonly divergentCases: number
  readonly divergence: readonly { readonly eventType: string; readonly cases: number }[]
  /** Deficiency: source events that have no object of the type and are lost. By type. */
  readonly deficientEvents: number
  readonly deficiency: readonly { readonly eventType: string; readonly events: number }[]
  /** Object attributes that change over time: the case has their last value. */
  readonly changingAttributes: readonly string[]
}

/**
 * The event log with one case for each object of `objectType` that has events, and in it all events of the object, in
 * the order of the object log. Events keep the id of their source (`ocel:eid`). `RequestError` where there is no such
 * type. O(events + relations + attribute values).
 */
export function flatten(
  log: ObjectLog,
  objectType: string,
): { log: EventLog; report: FlattenReport; problems: Problems } {
  const type = log.objectTypes.findIndex(t => t.name === objectType)
  if (type < 0) {
    const known = log.objectTypes.map(t => t.name).join(', ')
    throw new RequestError(`The log has no object type "${objectType}". It has: ${known || 'none'}.`, 'not-found')
  }
  const problems = new Problems()
  const builder = new EventLogBuilder()
  const { offsets, others, qualifiers } = log.eventsOfObjects
  const source: number[] = []
  const qualifier: string[] = []
  const objects: number[] = []
  for (let object = 0; object < log.objectCount; object++) {
    if (log.objectType[object] !== type || offsets[object] === offsets[object + 1]) continue
    const code = builder.cases.addText(log.objectIds.text(object))
    objects.push(object)
    for (let i = offsets[object]!; i < offsets[object + 1]!; i++) {
      const event = others[i]!
      const text = log.qualifiers.text(qualifiers[i]!)
      if (i > offsets[object]! && others[i - 1] === event) {
        qualifier[qualifier.length - 1] += ` | ${text}`
        continue
      }
      const row = builder.nextEvent(code)
      builder.activity.setText(row, log.eventTypes[log.eventType[event]!]!.name)
      if (!Number.isNaN(log.eventTime[event]!)) builder.setComplete(row, log.eventTime[event]!)
      source.push(event)
      qualifier.push(text)
    }
  }
  const ids = builder.eventColumn(OCEL_EVENT_ID)
  for (let row = 0; row < source.length; row++) ids.setText(row, log.eventIds.text(source[row]!))
  if (qualifier.some(text => text !== '')) {
    const column = builder.eventColumn(OCEL_QUALIFIER)
    for (let row = 0; row < qualifier.length; row++) if (qualifier[row] !== '') column.setText(row, qualifier[row]!)
  }
  addEventAttributes(builder, log, source, problems)
  const changingAttributes = addCaseAttributes(builder, log, type, objects, problems)
  const report = reportOf(log, type, objects, source, changingAttributes)
  const flat = builder.finish(problems, {
    name: `${log.name}: ${objectType}`,
    attributes: [{ key: 'ocel:flattened-by', type: 'string', value: objectType, children: [] }],
    classifiers: [{ name: 'Activity', keys: [ACTIVITY] }],
  })
  addProblems(report, problems)
  return { log: flat, report, problems }
}

/** The type with most objects, the first of equals: what to flatten by where nobody chose. null without objects. */
export function commonestObjectType(log: ObjectLog): string | null {
  const counts = new Float64Array(log.objectTypes.length)
  for (const type of log.objectType) counts[type]!++
  let best = -1
  for (let t = 0; t < counts.length; t++) if (counts[t]! > (best < 0 ? 0 : counts[best]!)) best = t
  return best < 0 ? null : log.objectTypes[best]!.name
}

const taken = new Set([ACTIVITY, TIMESTAMP, START_TIMESTAMP, OCEL_EVENT_ID, OCEL_QUALIFIER])

/** A key of the flattened log for an attribute: another where the log needs the name itself. */
function keyOf(name: string, reserved: ReadonlySet<string>, problems: Problems): string {
  if (!reserved.has(name)) return name
  problems.add('renamed-attribute', 'An attribute has a name that an event log uses itself; it was renamed.', {
    column: name,
  })
  return `ocel:attribute:${name}`
}

function addEventAttributes(
  builder: EventLogBuilder,
  log: ObjectLog,
  source: readonly number[],
  problems: Problems,
): void {
  // By type and attribute the position in the sparse column of each event, then rows in ascending order.
  const columns = log.eventTypes.map(type =>
    type.attributes.map(column => ({
      column: { ...column, rows: null },
      target: builder.eventColumn(keyOf(column.key, taken, problems)),
      entries: entriesOf(column),
    })),
  )
  for (let row = 0; row < source.length; row++) {
    const event = source[row]!
    for (const { column, target, entries } of columns[log.eventType[event]!]!) {
      const at = entries.get(event)
      if (at !== undefined) copyValue(target, row, column, at)
    }
  }
}

/** Position of each row in a sparse column. */
function entriesOf({ rows }: Column): Map<number, number> {
  const entries = new Map<number, number>()
  for (let i = 0; i < rows!.length; i++) entries.set(rows![i]!, i)
  return entries
}

function copyValue(target: ColumnBuilder, row: number, column: Column, entry: number): void {
  target.set(row, valueAt(column, entry), column.type)
}

const reservedOfCases = new Set([ACTIVITY])

function addCaseAttributes(
  builder: EventLogBuilder,
  log: ObjectLog,
  type: number,
  objects: readonly number[],
  problems: Problems,
): string[] {
  const changing: string[] = []
  for (const attribute of log.objectTypes[type]!.attributes) {
    const target = builder.caseColumn(keyOf(attribute.values.key, reservedOfCases, problems))
    for (let c = 0; c < objects.length; c++) {
      const entry = entryAt(attribute, objects[c]!, Number.POSITIVE_INFINITY)
      if (entry >= 0) copyValue(target, c, attribute.values, entry)
    }
    const changes = attribute.objects.some((object, i) => i > 0 && attribute.objects[i - 1] === object)
    if (changes) changing.push(attribute.values.key)
  }
  return changing
}

function reportOf(
  log: ObjectLog,
  type: number,
  objects: readonly number[],
  source: readonly number[],
  changingAttributes: string[],
): FlattenReport {
  const cases = new Uint32Array(log.eventCount)
  for (const event of source) cases[event]!++
  const lost = new Float64Array(log.eventTypes.length)
  let convergentEvents = 0
  let sourceEvents = 0
  for (let event = 0; event < log.eventCount; event++) {
    if (cases[event]! > 1) convergentEvents++
    if (cases[event]! > 0) sourceEvents++
    else lost[log.eventType[event]!]!++
  }
  let withoutEvents = 0
  for (let object = 0; object < log.objectCount; object++) if (log.objectType[object] === type) withoutEvents++
  const { divergentCases, byType } = divergenceOf(log, type, objects)
  const named = (counts: Float64Array) =>
    Array.from(counts, (count, t) => ({ eventType: log.eventTypes[t]!.name, count })).filter(({ count }) => count > 0)
  return {
    objectType: log.objectTypes[type]!.name,
    cases: objects.length,
    objectsWithoutEvents: withoutEvents - objects.length,
    events: source.length,
    sourceEvents,
    convergentEvents,
    divergentCases,
    divergence: named(byType).map(({ eventType, count }) => ({ eventType, cases: count })),
    deficientEvents: log.eventCount - sourceEvents,
    deficiency: named(lost).map(({ eventType, count }) => ({ eventType, events: count })),
    changingAttributes,
  }
}

/** Cases with two events of one type whose objects of other types differ, overall and by event type. */
function divergenceOf(
  log: ObjectLog,
  type: number,
  objects: readonly number[],
): { divergentCases: number; byType: Float64Array } {
  const { offsets, others } = log.eventsOfObjects
  const byType = new Float64Array(log.eventTypes.length)
  let divergentCases = 0
  for (const object of objects) {
    const first = new Map<number, number>()
    const divergent = new Set<number>()
    for (let i = offsets[object]!; i < offsets[object + 1]!; i++) {
      const event = others[i]!
      const eventType = log.eventType[event]!
      const known = first.get(eventType)
      if (known === undefined) first.set(eventType, event)
      else if (known !== event && !divergent.has(eventType) && !sameOthers(log, type, known, event))
        divergent.add(eventType)
    }
    if (divergent.size > 0) divergentCases++
    for (const eventType of divergent) byType[eventType]!++
  }
  return { divergentCases, byType }
}

/** Whether two events have the same objects of all types but `type`. */
function sameOthers(log: ObjectLog, type: number, a: number, b: number): boolean {
  const next = (event: number, i: number) => {
    const { offsets, others } = log.objectsOfEvents
    const end = offsets[event + 1]!
    while (i < end && (log.objectType[others[i]!] === type || (i > offsets[event]! && others[i - 1] === others[i]))) i++
    return i < end ? i : -1
  }
  const { offsets, others } = log.objectsOfEvents
  let i = next(a, offsets[a]!)
  let j = next(b, offsets[b]!)
  while (i >= 0 && j >= 0) {
    if (others[i] !== others[j]) return false
    i = next(a, i + 1)
    j = next(b, j + 1)
  }
  return i === j
}

function addProblems(report: FlattenReport, problems: Problems): void {
  const by = `flattening by "${report.objectType}"`
  if (report.convergentEvents > 0)
    problems.add(
      'convergence',
      `Events concern several objects and, ${by}, stand in several cases: ${report.sourceEvents} events became ${report.events}.`,
      {},
      'warning',
      report.convergentEvents,
    )
  if (report.divergentCases > 0)
    problems.add(
      'divergence',
      `Cases have several events of one type about different other objects, ${by}: an arc between them need not mean that one followed from the other.`,
      {},
      'warning',
      report.divergentCases,
    )
  if (report.deficientEvents > 0)
    problems.add(
      'deficiency',
      `Events concern no object of the type and are not in the log, ${by}.`,
      {},
      'loss',
      report.deficientEvents,
    )
  if (report.objectsWithoutEvents > 0)
    problems.add(
      'object-without-event',
      `Objects have no event and are no case, ${by}.`,
      {},
      'loss',
      report.objectsWithoutEvents,
    )
  for (const key of report.changingAttributes)
    problems.add(
      'changing-attribute',
      `An attribute of the cases changes over time; the last value counts, ${by}.`,
      { column: key },
      'loss',
    )
}
