import { type Dictionary, DictionaryBuilder } from '../base/dictionary.ts'
import type { AttributeType, Column, Value } from './column.ts'
import { ColumnBuilder } from './column-builder.ts'
import type { ChangingAttribute, EventType, ObjectLog, ObjectType, Relations } from './object-log.ts'
import type { Problems } from './problems.ts'

/** Numbers that grow: rows, times and the like, before their number is known. */
class Grown {
  values = new Float64Array(64)
  length = 0
  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Float64Array(this.length * 2)
      grown.set(this.values)
      this.values = grown
    }
    this.values[this.length++] = value
  }
}

/** Values of one attribute of one type, in the order in which they come. */
class AttributeBuilder {
  readonly column: ColumnBuilder
  readonly rows = new Grown()
  readonly times = new Grown()
  readonly declared: AttributeType | null
  constructor(name: string, declared: AttributeType | null) {
    this.column = new ColumnBuilder(name)
    this.column.type = declared
    this.declared = declared
  }
  add(row: number, time: number, value: Value, type: AttributeType): void {
    this.column.set(this.rows.length, value, type)
    this.rows.push(row)
    this.times.push(time)
  }
}

class TypeBuilder {
  readonly attributes = new Map<string, AttributeBuilder>()
  readonly name: string
  readonly declared: boolean
  constructor(name: string, declared: boolean) {
    this.name = name
    this.declared = declared
  }
}

/** Relations as triples, in the order in which they come. */
class RelationBuilder {
  readonly from = new Grown()
  readonly to = new Grown()
  readonly qualifier = new Grown()
}

/** Events or objects with their types: the part that both have in common. */
class Things {
  readonly ids = new DictionaryBuilder()
  readonly type = new Grown()
  readonly types: TypeBuilder[] = []
  readonly typeOf = new Map<string, number>()
  declare(name: string, declared: boolean): number {
    let index = this.typeOf.get(name)
    if (index === undefined) {
      index = this.types.length
      this.types.push(new TypeBuilder(name, declared))
      this.typeOf.set(name, index)
    }
    return index
  }
}

const UNDEFINED = -1

/**
 * Builds an `ObjectLog` from parts in any order: relations may name events and objects that come later. What does not
 * fit is reported to `problems` and, where it cannot be kept, counted there as a loss.
 */
export class ObjectLogBuilder {
  private readonly events = new Things()
  private readonly objects = new Things()
  private readonly time = new Grown()
  private readonly below = new Grown()
  /** Objects in the order in which they were defined, which need not be that in which they were first named. */
  private readonly defined = new Grown()
  private readonly qualifiers = new DictionaryBuilder()
  private readonly e2o = new RelationBuilder()
  private readonly o2o = new RelationBuilder()
  private readonly problems: Problems
  /** Whether types and attributes must be declared before they are used (OCEL 2.0); what is not is then reported. */
  private readonly strict: boolean

  constructor(problems: Problems, options: { strict: boolean }) {
    this.problems = problems
    this.strict = options.strict
    this.qualifiers.addText('')
  }

  get eventCount(): number {
    return this.events.ids.size
  }

  declareEventType(name: string): void {
    this.events.declare(name, true)
  }
  declareObjectType(name: string): void {
    this.objects.declare(name, true)
  }
  declareEventAttribute(type: string, name: string, declared: AttributeType): void {
    this.declareAttribute(this.events, 'event', type, name, declared)
  }
  declareObjectAttribute(type: string, name: string, declared: AttributeType): void {
    this.declareAttribute(this.objects, 'object', type, name, declared)
  }
  /** Type that was declared for an attribute of an event, null where there is none. */
  declaredOfEvent(event: number, name: string): AttributeType | null {
    return this.events.types[this.events.type.values[event]!]?.attributes.get(name)?.declared ?? null
  }
  declaredOfObject(object: number, name: string): AttributeType | null {
    return this.objects.types[this.objects.type.values[object]!]?.attributes.get(name)?.declared ?? null
  }

  /** A new event; -1 (reported) where there is one of that id already, whose copy is left out. */
  event(id: string, type: string, ms: number, nanoseconds = 0): number {
    const row = this.events.ids.addText(id)
    if (row < this.events.type.length) {
      this.problems.add(
        'duplicate-event',
        'An event has the id of one before it and was left out.',
        { value: id },
        'loss',
      )
      return -1
    }
    this.events.type.push(this.typed(this.events, 'event', type, id))
    this.time.push(ms)
    this.below.push(nanoseconds)
    return row
  }

  /** The object of an id, made if new. One that comes twice is one object, reported; it keeps its first type. */
  object(id: string, type: string): number {
    const row = this.objectRow(id)
    const known = this.objects.type.values[row]!
    if (known === UNDEFINED) {
      this.objects.type.values[row] = this.typed(this.objects, 'object', type, id)
      this.defined.push(row)
    } else {
      const same = this.objects.types[known]!.name === type
      if (same)
        this.problems.add('duplicate-object', 'An object is listed several times; its parts were put together.', {
          value: id,
        })
      else
        this.problems.add(
          'object-with-two-types',
          'An object has two types; the first one counts.',
          { value: id, column: type },
          'loss',
        )
    }
    return row
  }

  /** Row of an object by its id, whether it was defined yet or not. */
  objectRow(id: string): number {
    const row = this.objects.ids.addText(id)
    if (row === this.objects.type.length) this.objects.type.push(UNDEFINED)
    return row
  }
  isDefined(object: number): boolean {
    return this.objects.type.values[object] !== UNDEFINED
  }
  /** Name of the type of a defined object. */
  typeOfObject(id: string): string | undefined {
    return this.objects.types[this.objects.type.values[this.objectRow(id)]!]?.name
  }
  /** Row of an event by its id, -1 where there is none. */
  eventRow(id: string): number {
    return this.events.ids.codeOf(id)
  }

  eventAttribute(event: number, name: string, value: Value, type: AttributeType): void {
    this.attribute(this.events, 'event', event, name).add(event, 0, value, type)
  }
  /** A value that the object has from `time` (epoch ms) on. The object must be defined. */
  objectAttribute(object: number, name: string, time: number, value: Value, type: AttributeType): void {
    this.attribute(this.objects, 'object', object, name).add(object, time, value, type)
  }
  relateEvent(event: number, objectId: string, qualifier: string): void {
    this.relate(this.e2o, event, objectId, qualifier)
  }
  relateObject(object: number, targetId: string, qualifier: string): void {
    this.relate(this.o2o, object, targetId, qualifier)
  }

  finish(name: string): ObjectLog {
    const { problems } = this
    const events = this.events.ids.size
    const order = sortEvents(this.time.values, this.below.values, events)
    if (order.moved > 0)
      problems.add('out-of-order', 'Events stood behind a later one and were sorted by time.', {}, 'info', order.moved)
    if (order.withoutTime > 0)
      problems.add(
        'missing-time',
        'Events have no time; they keep their place behind the event before them.',
        {},
        'warning',
        order.withoutTime,
      )
    const eventPlace = inverse(order.order, events)
    const { place: objectPlace, count: objects, kept } = this.definedObjects()
    const objectsOfEvents = this.relations(this.e2o, eventPlace, objectPlace, events)
    const targetsOfObjects = this.relations(this.o2o, objectPlace, objectPlace, objects)
    this.reportLonely(objectsOfEvents)
    const eventTime = Float64Array.from({ length: events }, (_, i) => this.time.values[order.order?.[i] ?? i]!)
    return {
      name,
      eventCount: events,
      objectCount: objects,
      eventTypes: this.events.types.map(type => this.eventTypeOf(type, eventPlace)),
      objectTypes: this.objects.types.map(type => this.objectTypeOf(type, objectPlace)),
      eventIds: reordered(this.events.ids, order.order),
      objectIds: reordered(this.objects.ids, kept),
      eventType: Uint32Array.from({ length: events }, (_, i) => this.events.type.values[order.order?.[i] ?? i]!),
      objectType: Uint32Array.from({ length: objects }, (_, i) => this.objects.type.values[kept?.[i] ?? i]!),
      eventTime,
      ordinal: order.order,
      qualifiers: this.qualifiers.finish(),
      objectsOfEvents,
      eventsOfObjects: transposed(objectsOfEvents, objects),
      targetsOfObjects,
      sourcesOfObjects: transposed(targetsOfObjects, objects),
      order: { moved: order.moved, ties: order.ties, withoutTime: order.withoutTime },
    }
  }

  private declareAttribute(things: Things, scope: string, type: string, name: string, declared: AttributeType): void {
    const { attributes } = things.types[things.declare(type, true)]!
    if (attributes.has(name))
      this.problems.add(
        'duplicate-declaration',
        `An attribute is declared twice for one ${scope} type; the first counts.`,
        { column: name, value: type },
      )
    else attributes.set(name, new AttributeBuilder(name, declared))
  }

  private typed(things: Things, scope: string, type: string, id: string): number {
    if (this.strict && !things.typeOf.has(type))
      this.problems.add('undeclared-type', `The type of an ${scope} is not declared; it was added.`, {
        column: type,
        value: id,
      })
    return things.declare(type, false)
  }

  private attribute(things: Things, scope: string, row: number, name: string): AttributeBuilder {
    const type = things.types[things.type.values[row]!]!
    let attribute = type.attributes.get(name)
    if (!attribute) {
      if (this.strict)
        this.problems.add('undeclared-attribute', `An attribute is not declared for its ${scope} type; it was added.`, {
          column: name,
          value: type.name,
        })
      attribute = new AttributeBuilder(name, null)
      type.attributes.set(name, attribute)
    }
    return attribute
  }

  private relate(relations: RelationBuilder, from: number, targetId: string, qualifier: string): void {
    relations.from.push(from)
    relations.to.push(this.objectRow(targetId))
    relations.qualifier.push(this.qualifiers.addText(qualifier))
  }

  /** Place of each object in the order of definition, -1 for those that are only named by relations. */
  private definedObjects(): { place: Int32Array; count: number; kept: Int32Array | null } {
    const count = this.defined.length
    const kept = Int32Array.from(this.defined.values.subarray(0, count))
    const place = new Int32Array(this.objects.type.length).fill(-1)
    for (let i = 0; i < count; i++) place[kept[i]!] = i
    const same = count === place.length && kept.every((row, i) => row === i)
    return { place, count, kept: same ? null : kept }
  }

  /** CSR of the triples; dangling ones are reported and left out, doubled ones kept once. */
  private relations(triples: RelationBuilder, fromPlace: Int32Array, toPlace: Int32Array, count: number): Relations {
    const { from, to, qualifier } = triples
    const kept: number[] = []
    for (let i = 0; i < from.length; i++) {
      if (toPlace[to.values[i]!]! >= 0) kept.push(i)
      else
        this.problems.add(
          'dangling-reference',
          'A relation names an object that is not in the log; it was left out.',
          {
            value: this.objects.ids.text(to.values[i]!),
          },
          'loss',
        )
    }
    const f = (i: number) => fromPlace[from.values[i]!]!
    const t = (i: number) => toPlace[to.values[i]!]!
    const q = (i: number) => qualifier.values[i]!
    kept.sort((a, b) => f(a) - f(b) || t(a) - t(b) || q(a) - q(b))
    const unique = kept.filter((i, n) => {
      const before = kept[n - 1]
      return before === undefined || f(before) !== f(i) || t(before) !== t(i) || q(before) !== q(i)
    })
    if (unique.length < kept.length)
      this.problems.add(
        'duplicate-relation',
        'The same relation stands several times; it counts once.',
        {},
        'info',
        kept.length - unique.length,
      )
    const offsets = new Uint32Array(count + 1)
    for (const i of unique) offsets[f(i) + 1]!++
    for (let r = 0; r < count; r++) offsets[r + 1]! += offsets[r]!
    return { offsets, others: Uint32Array.from(unique, t), qualifiers: Uint32Array.from(unique, q) }
  }

  private reportLonely({ offsets }: Relations): void {
    let lonely = 0
    for (let r = 0; r + 1 < offsets.length; r++) if (offsets[r] === offsets[r + 1]) lonely++
    if (lonely > 0)
      this.problems.add(
        'event-without-object',
        'Events are related to no object; they are kept, and are in no flattened log.',
        {},
        'warning',
        lonely,
      )
  }

  private eventTypeOf(type: TypeBuilder, place: Int32Array): EventType {
    const attributes = [...type.attributes.values()].map(attribute => {
      const { order, rows } = this.sorted(attribute, place, true)
      this.reportType('event', type.name, attribute)
      return { ...firstOf(attribute.column.finish(order.length, order), rows.length), rows }
    })
    return { name: type.name, attributes }
  }

  private objectTypeOf(type: TypeBuilder, place: Int32Array): ObjectType {
    const attributes = [...type.attributes.values()].map((attribute): ChangingAttribute => {
      const { order, rows } = this.sorted(attribute, place, false)
      this.reportType('object', type.name, attribute)
      const times = Float64Array.from(order, i => attribute.times.values[i]!)
      return { values: attribute.column.finish(order.length, order), objects: rows, times }
    })
    return { name: type.name, attributes }
  }

  /** Entries by row, time, and coming; behind them those of an event's several values that do not count (reported). */
  private sorted(
    { rows, times, column }: AttributeBuilder,
    place: Int32Array,
    single: boolean,
  ): { order: Int32Array; rows: Int32Array } {
    const at = (i: number) => place[rows.values[i]!]!
    const all = Array.from({ length: rows.length }, (_, i) => i)
    all.sort((a, b) => at(a) - at(b) || times.values[a]! - times.values[b]! || a - b)
    const isLast = (i: number, n: number) => n + 1 === all.length || at(all[n + 1]!) !== at(i)
    const kept = single ? all.filter(isLast) : all
    if (kept.length === all.length) return { order: Int32Array.from(all), rows: Int32Array.from(kept, at) }
    this.problems.add(
      'duplicate-value',
      'An event has several values of one attribute; the last one counts.',
      { column: column.key },
      'loss',
      all.length - kept.length,
    )
    const dropped = all.filter((i, n) => !isLast(i, n))
    return { order: Int32Array.from([...kept, ...dropped]), rows: Int32Array.from(kept, at) }
  }

  private reportType(scope: string, type: string, { column, declared }: AttributeBuilder): void {
    if (column.mixed)
      this.problems.add(
        'mixed-types',
        `Values of one ${scope} attribute have not the declared or the same type; the whole attribute is read as text.`,
        { column: column.key, value: type },
      )
    else if (declared !== null && column.type !== declared)
      this.problems.add('other-type', `An ${scope} attribute has values of another type than declared, which it got.`, {
        column: column.key,
        value: type,
      })
  }
}

/** The first entries of a dense column. */
function firstOf(column: Column, count: number): Column {
  if ('codes' in column) return { ...column, codes: column.codes.subarray(0, count) }
  if ('flags' in column) return { ...column, flags: column.flags.subarray(0, count) }
  return { ...column, values: column.values.subarray(0, count) }
}

/** Rows by time (at full precision), an event without a time with that of the one before it; null where in order. */
function sortEvents(time: Float64Array, below: Float64Array, count: number) {
  let moved = 0
  let ties = 0
  let withoutTime = 0
  const effective = new Float64Array(count)
  const fine = new Float64Array(count)
  let latest = -Infinity
  let latestFine = 0
  for (let i = 0; i < count; i++) {
    const missing = Number.isNaN(time[i]!)
    if (missing) withoutTime++
    effective[i] = missing ? (i > 0 ? effective[i - 1]! : -Infinity) : time[i]!
    fine[i] = missing ? (i > 0 ? fine[i - 1]! : 0) : below[i]!
    if (missing) continue
    if (time[i]! < latest || (time[i] === latest && below[i]! < latestFine)) moved++
    else {
      latest = time[i]!
      latestFine = below[i]!
    }
  }
  let order: Int32Array | null = null
  if (moved > 0) {
    order = Int32Array.from({ length: count }, (_, i) => i)
    order.sort((a, b) =>
      effective[a]! < effective[b]! ? -1 : effective[a]! > effective[b]! ? 1 : fine[a]! - fine[b]! || a - b,
    )
  }
  for (let i = 1; i < count; i++) {
    const [a, b] = [order?.[i - 1] ?? i - 1, order?.[i] ?? i]
    if (time[a] === time[b] && below[a] === below[b]) ties++
  }
  return { order, moved, ties, withoutTime }
}

function inverse(order: Int32Array | null, count: number): Int32Array {
  const place = new Int32Array(count)
  for (let i = 0; i < count; i++) place[order === null ? i : order[i]!] = i
  return place
}

/** The same relations seen from the other side. */
function transposed({ offsets, others, qualifiers }: Relations, count: number): Relations {
  const starts = new Uint32Array(count + 1)
  for (const other of others) starts[other + 1]!++
  for (let r = 0; r < count; r++) starts[r + 1]! += starts[r]!
  const next = starts.slice(0, count)
  const back = { offsets: starts, others: new Uint32Array(others.length), qualifiers: new Uint32Array(others.length) }
  for (let r = 0; r + 1 < offsets.length; r++)
    for (let i = offsets[r]!; i < offsets[r + 1]!; i++) {
      const at = next[others[i]!]!++
      back.others[at] = r
      back.qualifiers[at] = qualifiers[i]!
    }
  return back
}

/** The texts `order` picks, in its order; all of them where it is null. */
function reordered(ids: DictionaryBuilder, order: Int32Array | null): Dictionary {
  if (order === null) return ids.finish()
  const picked = new DictionaryBuilder()
  for (const code of order) picked.add(ids.bytes, ids.offsets[code]!, ids.offsets[code + 1]!)
  return picked.finish()
}
