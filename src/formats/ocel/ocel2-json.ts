import { FormatError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import type { ByteSource } from '../../base/platform.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import type { ObjectLog } from '../../log/object-log.ts'
import { ObjectLogBuilder } from '../../log/object-log-builder.ts'
import { Problems } from '../../log/problems.ts'
import { defaultLimits } from '../format.ts'
import { type Filler, setEventAttribute, setObjectAttribute, textOf } from './filler.ts'
import { JsonPieces } from './json-pieces.ts'
import type { ObjectLogFormat, ObjectReading, ObjectReadOptions } from './object-format.ts'
import { baseName, headText } from './recognise.ts'
import { utf8Chunks } from './utf8-chunks.ts'
import { printTime, printValue, typeName, typeNamed, ValueReader } from './values.ts'
import { eventValues, type NamedValue, objectValues, relationsOfEvent, relationsOfObject } from './walk.ts'

/** OCEL 2.0 as JSON (Berti et al. 2023, section 5.4). Read in pieces, so a file may be larger than memory for its text. */
export const ocel2Json: ObjectLogFormat = {
  id: 'ocel2-json',
  title: 'OCEL 2.0 (JSON)',
  extensions: ['json', 'jsonocel'],
  recognises(head) {
    const text = headText(head)
    if (!/^\s*\{/.test(text)) return 0
    return /^\s*\{\s*"(objectTypes|eventTypes)"\s*:/.test(text)
      ? 1
      : /"(objectTypes|eventTypes)"\s*:/.test(text)
        ? 0.9
        : 0
  },
  read: readOcel2Json,
  write: (log, _problems) => encoded(printOcel2Json(log)),
}

/** Pieces of text as UTF-8, a few tens of KiB at once. */
export async function* encoded(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
  let text = ''
  for (const line of lines) {
    text += line
    if (text.length > 1 << 16) {
      yield encodeUtf8(text)
      text = ''
    }
  }
  if (text !== '') yield encodeUtf8(text)
}

type JsonObject = { readonly [key: string]: Json }
const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : []

async function readOcel2Json(source: ByteSource, options: ObjectReadOptions): Promise<ObjectReading> {
  const problems = new Problems()
  const builder = new ObjectLogBuilder(problems, { strict: true })
  const filler: Filler = { builder, problems, values: new ValueReader(problems, options.timeZone) }
  try {
    await declare(source, options, filler)
    const pieces = new JsonPieces(options.platform, (options.limits?.depth ?? defaultLimits.depth) as number)
    for await (const chunk of utf8Chunks(source, options, problems))
      for (const { top, value } of pieces.push(chunk)) {
        if (top === 'events') addEvent(filler, value)
        else if (top === 'objects') addObject(filler, value)
        else if (top !== 'eventTypes' && top !== 'objectTypes')
          problems.add(
            'unknown-part',
            'A part of the file is not of OCEL 2.0 and was left out.',
            { column: top },
            'loss',
          )
      }
    pieces.finish()
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: source.name }) : error
  }
  return { log: builder.finish(baseName(source.name)), problems: problems.list() }
}

/** A first pass up to where both lists of types are known: values are read by their declared types. */
async function declare(source: ByteSource, options: ObjectReadOptions, { builder, problems }: Filler): Promise<void> {
  const pieces = new JsonPieces(options.platform, (options.limits?.depth ?? defaultLimits.depth) as number)
  const seen = new Set<string>()
  const { progress: _, ...quiet } = options
  for await (const chunk of utf8Chunks(source, quiet, new Problems()))
    for (const { top, value } of pieces.push(chunk)) {
      if (top === 'eventTypes' || top === 'objectTypes') declareType(top, value, builder, problems)
      else if (seen.has('eventTypes') && seen.has('objectTypes')) return
      seen.add(top)
    }
}

function declareType(top: string, value: Json, builder: ObjectLogBuilder, problems: Problems): void {
  const name = isObject(value) ? textOf(value['name']) : null
  if (!isObject(value) || name === null)
    return void problems.add('malformed-type', 'A declared type has no name; it was left out.', { column: top }, 'loss')
  if (top === 'eventTypes') builder.declareEventType(name)
  else builder.declareObjectType(name)
  for (const attribute of listOf(value['attributes'])) {
    const key = isObject(attribute) ? textOf(attribute['name']) : null
    if (!isObject(attribute) || key === null) {
      problems.add('malformed-type', 'A declared attribute has no name; it was left out.', { column: name }, 'loss')
      continue
    }
    const type = typeNamed(attribute['type'], problems, { column: key })
    if (top === 'eventTypes') builder.declareEventAttribute(name, key, type)
    else builder.declareObjectAttribute(name, key, type)
  }
}

function addEvent(filler: Filler, value: Json): void {
  const { builder, values, problems } = filler
  const id = isObject(value) ? textOf(value['id']) : null
  if (!isObject(value) || id === null)
    return void problems.add('event-without-id', 'An event has no id; it was left out.', {}, 'loss')
  const ms = values.time(value['time'], 'time')
  const event = builder.event(id, typeOf(value, problems, id), ms, Number.isNaN(ms) ? 0 : values.nanoseconds)
  if (event < 0) return
  for (const attribute of listOf(value['attributes'])) {
    const name = isObject(attribute) ? textOf(attribute['name']) : null
    if (isObject(attribute) && name !== null) setEventAttribute(filler, event, name, attribute['value'])
    else problems.add('malformed-attribute', 'An attribute has no name; it was left out.', { value: id }, 'loss')
  }
  for (const relation of listOf(value['relationships']))
    relate(relation, id, problems, (target, qualifier) => builder.relateEvent(event, target, qualifier))
}

function addObject(filler: Filler, value: Json): void {
  const { builder, values, problems } = filler
  const id = isObject(value) ? textOf(value['id']) : null
  if (!isObject(value) || id === null)
    return void problems.add('object-without-id', 'An object has no id; it was left out.', {}, 'loss')
  const object = builder.object(id, typeOf(value, problems, id))
  for (const attribute of listOf(value['attributes'])) {
    const name = isObject(attribute) ? textOf(attribute['name']) : null
    if (isObject(attribute) && name !== null)
      setObjectAttribute(filler, object, name, values.time(attribute['time'], name), attribute['value'])
    else problems.add('malformed-attribute', 'An attribute has no name; it was left out.', { value: id }, 'loss')
  }
  for (const relation of listOf(value['relationships']))
    relate(relation, id, problems, (target, qualifier) => builder.relateObject(object, target, qualifier))
}

function typeOf(value: JsonObject, problems: Problems, id: string): string {
  const type = textOf(value['type'])
  if (type === null) problems.add('missing-type', 'An event or object has no type; it got an empty one.', { value: id })
  return type ?? ''
}

function relate(
  relation: Json,
  id: string,
  problems: Problems,
  add: (target: string, qualifier: string) => void,
): void {
  const target = isObject(relation) ? textOf(relation['objectId']) : null
  if (isObject(relation) && target !== null) add(target, textOf(relation['qualifier']) ?? '')
  else problems.add('malformed-relation', 'A relation names no object; it was left out.', { value: id }, 'loss')
}

/** A value as JSON; numbers that JSON lacks as text, which the declared type turns back. */
export function jsonValue({ value, column }: NamedValue): Json {
  if (typeof value !== 'number') return value
  return column.type === 'date' || !Number.isFinite(value) || Object.is(value, -0)
    ? printValue(value, column.type)
    : value
}

function* printOcel2Json(log: ObjectLog): Generator<string> {
  const types = (
    list: readonly { name: string; columns: readonly { key: string; type: NamedValue['column']['type'] }[] }[],
  ) =>
    JSON.stringify(
      list.map(({ name, columns }) => ({
        name,
        attributes: columns.map(c => ({ name: c.key, type: typeName(c.type) })),
      })),
    )
  yield `{"objectTypes":${types(log.objectTypes.map(t => ({ name: t.name, columns: t.attributes.map(a => a.values) })))},\n`
  yield `"eventTypes":${types(log.eventTypes.map(t => ({ name: t.name, columns: t.attributes })))},\n"objects":[`
  const relations = (list: readonly { object: string; qualifier: string }[]) =>
    list.map(r => ({ objectId: r.object, qualifier: r.qualifier }))
  const ofObject = objectValues(log)
  for (let object = 0; object < log.objectCount; object++) {
    const attributes = ofObject(object).map(v => ({ name: v.column.key, time: printTime(v.time), value: jsonValue(v) }))
    const item = {
      id: log.objectIds.text(object),
      type: log.objectTypes[log.objectType[object]!]!.name,
      attributes,
      relationships: relations(relationsOfObject(log, object)),
    }
    yield `${object ? ',' : ''}\n${JSON.stringify(item)}`
  }
  yield '],\n"events":['
  const ofEvent = eventValues(log)
  for (let event = 0; event < log.eventCount; event++) {
    const time = log.eventTime[event]!
    const item = {
      id: log.eventIds.text(event),
      type: log.eventTypes[log.eventType[event]!]!.name,
      ...(Number.isNaN(time) ? {} : { time: printTime(time) }),
      attributes: ofEvent(event).map(v => ({ name: v.column.key, value: jsonValue(v) })),
      relationships: relations(relationsOfEvent(log, event)),
    }
    yield `${event ? ',' : ''}\n${JSON.stringify(item)}`
  }
  yield ']}\n'
}
