import { FormatError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import type { ByteSource } from '../../base/platform.ts'
import type { ObjectLog } from '../../log/object-log.ts'
import { ObjectLogBuilder } from '../../log/object-log-builder.ts'
import { Problems } from '../../log/problems.ts'
import { defaultLimits } from '../format.ts'
import { type Filler, setEventAttribute, setObjectAttribute, textOf } from './filler.ts'
import { JsonPieces } from './json-pieces.ts'
import type { ObjectLogFormat, ObjectReading, ObjectReadOptions } from './object-format.ts'
import { attributeNames, reportLosses } from './ocel1.ts'
import { encoded, jsonValue, listOf } from './ocel2-json.ts'
import { baseName, headText } from './recognise.ts'
import { utf8Chunks } from './utf8-chunks.ts'
import { printTime, typeNamed, ValueReader } from './values.ts'
import { eventValues, objectValues, relationsOfEvent } from './walk.ts'

/**
 * OCEL 1.0 as JSON (Ghahfarokhi et al. 2021), and the form between 1.0 and 2.0 that tools wrote for a while (qualifiers
 * in `ocel:typedOmap`, relations in `ocel:o2o`, changes in `ocel:objectChanges`). Dates among the values are text.
 */
export const ocel1Json: ObjectLogFormat = {
  id: 'ocel1-json',
  title: 'OCEL 1.0 (JSON)',
  extensions: ['jsonocel', 'json'],
  recognises(head) {
    const text = headText(head)
    return /^\s*\{/.test(text) && /"ocel:(events|objects|global-log|global-event|global-object)"\s*:/.test(text) ? 1 : 0
  },
  read: readOcel1Json,
  write(log, problems) {
    reportLosses(log, problems, { values: 'text-dates' })
    return encoded(printOcel1Json(log))
  },
}

type JsonObject = { readonly [key: string]: Json }
const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

async function readOcel1Json(source: ByteSource, options: ObjectReadOptions): Promise<ObjectReading> {
  const problems = new Problems()
  const builder = new ObjectLogBuilder(problems, { strict: false })
  const filler: Filler = { builder, problems, values: new ValueReader(problems, options.timeZone) }
  const changes: Json[] = []
  try {
    const pieces = new JsonPieces(options.platform, (options.limits?.depth ?? defaultLimits.depth) as number)
    for await (const chunk of utf8Chunks(source, options, problems))
      for (const { top, key, value } of pieces.push(chunk)) {
        if (top === 'ocel:events' && key !== null) addEvent(filler, key, value)
        else if (top === 'ocel:objects' && key !== null) addObject(filler, key, value)
        else if (top === 'ocel:global-log') {
          if (key === 'ocel:object-types')
            for (const type of listOf(value)) builder.declareObjectType(textOf(type) ?? '')
        } else if (top === 'ocel:objectChanges') changes.push(value)
        else if ((top === 'ocel:eventTypes' || top === 'ocel:objectTypes') && key !== null)
          declare(filler, top, key, value)
        else if (top !== 'ocel:global-event' && top !== 'ocel:global-object')
          problems.add(
            'unknown-part',
            'A part of the file is not of OCEL 1.0 and was left out.',
            { column: top },
            'loss',
          )
      }
    pieces.finish()
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: source.name }) : error
  }
  for (const change of changes) addChange(filler, change)
  return { log: builder.finish(baseName(source.name)), problems: problems.list() }
}

function declare({ builder, problems }: Filler, top: string, name: string, attributes: Json): void {
  if (top === 'ocel:eventTypes') builder.declareEventType(name)
  else builder.declareObjectType(name)
  if (!isObject(attributes)) return
  for (const [key, type] of Object.entries(attributes)) {
    const declared = typeNamed(type, problems, { column: key })
    if (top === 'ocel:eventTypes') builder.declareEventAttribute(name, key, declared)
    else builder.declareObjectAttribute(name, key, declared)
  }
}

function addEvent(filler: Filler, id: string, value: Json): void {
  const { builder, values, problems } = filler
  if (!isObject(value))
    return void problems.add('malformed-event', 'An event is no object; it was left out.', { value: id }, 'loss')
  const ms = values.time(value['ocel:timestamp'], 'ocel:timestamp')
  const type = textOf(value['ocel:activity'])
  if (type === null) problems.add('missing-type', 'An event or object has no type; it got an empty one.', { value: id })
  const event = builder.event(id, type ?? '', ms, Number.isNaN(ms) ? 0 : values.nanoseconds)
  if (event < 0) return
  const map = value['ocel:vmap']
  if (isObject(map)) for (const [name, raw] of Object.entries(map)) setEventAttribute(filler, event, name, raw)
  const typed = listOf(value['ocel:typedOmap']).filter(isObject)
  for (const relation of typed)
    builder.relateEvent(event, textOf(relation['ocel:oid']) ?? '', textOf(relation['ocel:qualifier']) ?? '')
  if (typed.length === 0)
    for (const object of listOf(value['ocel:omap'])) builder.relateEvent(event, textOf(object) ?? '', '')
}

function addObject(filler: Filler, id: string, value: Json): void {
  const { builder, problems } = filler
  if (!isObject(value))
    return void problems.add('malformed-object', 'An object is no JSON object; it was left out.', { value: id }, 'loss')
  const type = textOf(value['ocel:type'])
  if (type === null) problems.add('missing-type', 'An event or object has no type; it got an empty one.', { value: id })
  const object = builder.object(id, type ?? '')
  const map = value['ocel:ovmap']
  if (isObject(map)) for (const [name, raw] of Object.entries(map)) setObjectAttribute(filler, object, name, 0, raw)
  for (const relation of listOf(value['ocel:o2o']).filter(isObject))
    builder.relateObject(object, textOf(relation['ocel:oid']) ?? '', textOf(relation['ocel:qualifier']) ?? '')
}

function addChange(filler: Filler, change: Json): void {
  const { builder, values, problems } = filler
  const id = isObject(change) ? textOf(change['ocel:oid']) : null
  const field = isObject(change) ? textOf(change['ocel:field']) : null
  const object = id === null ? -1 : builder.objectRow(id)
  if (!isObject(change) || field === null || object < 0 || !builder.isDefined(object))
    return void problems.add(
      'malformed-change',
      'A change of an object names no object of the log or no attribute; it was left out.',
      id === null ? {} : { value: id },
      'loss',
    )
  setObjectAttribute(filler, object, field, values.time(change['ocel:timestamp'], field), change[field])
}

function* printOcel1Json(log: ObjectLog): Generator<string> {
  const header = {
    'ocel:global-log': {
      'ocel:attribute-names': attributeNames(log),
      'ocel:object-types': log.objectTypes.map(type => type.name),
      'ocel:version': '1.0',
      'ocel:ordering': 'timestamp',
    },
    'ocel:global-event': { 'ocel:activity': '__INVALID__' },
    'ocel:global-object': { 'ocel:type': '__INVALID__' },
  }
  yield `${JSON.stringify(header).slice(0, -1)},\n"ocel:events":{`
  const ofEvent = eventValues(log)
  for (let event = 0; event < log.eventCount; event++) {
    const time = log.eventTime[event]!
    const objects = relationsOfEvent(log, event).map(r => r.object)
    const item = {
      'ocel:activity': log.eventTypes[log.eventType[event]!]!.name,
      ...(Number.isNaN(time) ? {} : { 'ocel:timestamp': printTime(time) }),
      'ocel:omap': [...new Set(objects)],
      'ocel:vmap': record(ofEvent(event).map(v => [v.column.key, jsonValue(v)])),
    }
    yield `${event ? ',' : ''}\n${JSON.stringify(log.eventIds.text(event))}:${JSON.stringify(item)}`
  }
  yield '},\n"ocel:objects":{'
  const ofObject = objectValues(log)
  for (let object = 0; object < log.objectCount; object++) {
    const first = ofObject(object).filter((v, i, all) => all[i - 1]?.column !== v.column)
    const item = {
      'ocel:type': log.objectTypes[log.objectType[object]!]!.name,
      'ocel:ovmap': record(first.map(v => [v.column.key, jsonValue(v)])),
    }
    yield `${object ? ',' : ''}\n${JSON.stringify(log.objectIds.text(object))}:${JSON.stringify(item)}`
  }
  yield '}}\n'
}

/** An object of these members; one named `__proto__` is a member like any other. */
function record(members: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(members)
}
