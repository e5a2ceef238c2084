import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import type { AttributeType } from '../../log/column.ts'
import type { ObjectLog } from '../../log/object-log.ts'
import { ObjectLogBuilder } from '../../log/object-log-builder.ts'
import { Problems } from '../../log/problems.ts'
import type { Filler } from './filler.ts'
import type { ObjectLogFormat, ObjectReading, ObjectReadOptions } from './object-format.ts'
import { attributeNames, reportLosses } from './ocel1.ts'
import { encoded } from './ocel2-json.ts'
import { baseName, headText, rootOf } from './recognise.ts'
import { printTime, printValue, ValueReader } from './values.ts'
import { eventValues, type NamedValue, objectValues, relationsOfEvent } from './walk.ts'
import { escaped, type XmlToken } from './xml.ts'
import { xmlTokens } from './xml-source.ts'

/** OCEL 1.0 as XML (Ghahfarokhi et al. 2021). */
export const ocel1Xml: ObjectLogFormat = {
  id: 'ocel1-xml',
  title: 'OCEL 1.0 (XML)',
  extensions: ['xmlocel', 'xml'],
  recognises(head) {
    const root = rootOf(headText(head))
    if (root === null || !/^<(?:[\w.-]+:)?log\b/.test(root)) return 0
    return /<global\s+scope\s*=\s*["'](object|log)["']|key\s*=\s*["'](ocel:)?(omap|ovmap)["']|^<[^>]*>\s*<(events|objects)\b/.test(
      root,
    )
      ? 1
      : 0
  },
  read: readOcel1Xml,
  write(log, problems) {
    reportLosses(log, problems, { values: 'typed' })
    return encoded(printOcel1Xml(log, problems))
  },
}

async function readOcel1Xml(source: ByteSource, options: ObjectReadOptions): Promise<ObjectReading> {
  const problems = new Problems()
  const builder = new ObjectLogBuilder(problems, { strict: false })
  const reader = new Reader({ builder, problems, values: new ValueReader(problems, options.timeZone) })
  try {
    for await (const tokens of xmlTokens(source, options, problems)) for (const token of tokens) reader.take(token)
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: source.name }) : error
  }
  return { log: builder.finish(baseName(source.name)), problems: problems.list() }
}

const elementTypes: Readonly<Record<string, AttributeType>> = {
  string: 'string',
  id: 'string',
  int: 'int',
  float: 'float',
  date: 'date',
  boolean: 'boolean',
}

/** What is known of the event or object that is open. */
interface Thing {
  readonly fields: Map<string, string>
  readonly objects: string[]
  readonly values: { readonly key: string; readonly text: string; readonly type: AttributeType }[]
}

class Reader {
  private readonly filler: Filler
  private readonly path: string[] = []
  private thing: Thing | null = null

  constructor(filler: Filler) {
    this.filler = filler
  }

  take(token: XmlToken): void {
    if (token.kind === 'open') {
      const key = plainKey(token.attributes.get('key') ?? '')
      this.path.push(token.name === 'list' ? key : token.name)
      this.open(token.name, key, token.attributes.get('value'), token.attributes.get('scope'))
    } else if (token.kind === 'close') {
      if (this.path.length === 3 && this.thing) this.finish(this.thing)
      this.path.pop()
    }
  }

  private open(name: string, key: string, value: string | undefined, scope: string | undefined): void {
    const [, section] = this.path
    const depth = this.path.length
    if (depth === 2 && section === 'global' && scope === undefined)
      this.filler.problems.add(
        'unknown-part',
        'A part of the file is not of OCEL 1.0 and was left out.',
        { column: name },
        'loss',
      )
    if (section === 'global') {
      if (depth === 4 && this.path[2] === 'object-types' && value !== undefined)
        this.filler.builder.declareObjectType(value)
      return
    }
    if (section !== 'events' && section !== 'objects') {
      if (depth === 2)
        this.filler.problems.add(
          'unknown-part',
          'A part of the file is not of OCEL 1.0 and was left out.',
          { column: name },
          'loss',
        )
      return
    }
    if (depth === 3) this.thing = { fields: new Map(), objects: [], values: [] }
    if (depth < 4 || !this.thing || value === undefined) return
    if (depth === 4) this.thing.fields.set(key, value)
    else if (this.path[3] === 'omap') this.thing.objects.push(value)
    else if (this.path[3] === 'vmap' || this.path[3] === 'ovmap')
      this.thing.values.push({ key, text: value, type: elementTypes[name] ?? 'string' })
    else
      this.filler.problems.add(
        'unknown-part',
        'A part of the file is not of OCEL 1.0 and was left out.',
        { column: this.path[3]! },
        'loss',
      )
  }

  private finish({ fields, objects, values }: Thing): void {
    const { builder, problems } = this.filler
    const ofEvents = this.path[1] === 'events'
    this.thing = null
    const id = fields.get('id')
    if (id === undefined) {
      const [kind, what] = ofEvents ? ['event-without-id', 'An event'] : ['object-without-id', 'An object']
      return void problems.add(kind!, `${what} has no id; it was left out.`, {}, 'loss')
    }
    const type = fields.get(ofEvents ? 'activity' : 'type')
    if (type === undefined)
      problems.add('missing-type', 'An event or object has no type; it got an empty one.', { value: id })
    if (ofEvents) {
      const ms = this.filler.values.time(fields.get('timestamp'), 'timestamp')
      const event = builder.event(id, type ?? '', ms, Number.isNaN(ms) ? 0 : this.filler.values.nanoseconds)
      if (event < 0) return
      for (const object of objects) builder.relateEvent(event, object, '')
      for (const { key, text, type: declared } of values) {
        const read = this.filler.values.value(text, declared, key)
        if (read) builder.eventAttribute(event, key, read.value, read.type)
      }
      return
    }
    const object = builder.object(id, type ?? '')
    for (const { key, text, type: declared } of values) {
      const read = this.filler.values.value(text, declared, key)
      if (read) builder.objectAttribute(object, key, 0, read.value, read.type)
    }
  }
}

/** Keys carry the prefix of JSON in some files. */
const plainKey = (key: string): string =>
  /^ocel:(id|timestamp|activity|omap|vmap|type|ovmap|oid)$/.test(key) ? key.slice(5) : key

function* printOcel1Xml(log: ObjectLog, problems: Problems): Generator<string> {
  const e = (text: string) => escaped(text, problems)
  const list = (key: string, item: string, texts: readonly string[]) =>
    `<list key="${key}">${texts.map(text => `<string key="${item}" value="${e(text)}"/>`).join('')}</list>`
  const values = (key: string, all: readonly NamedValue[]) =>
    `<list key="${key}">${all.map(v => `<${v.column.type === 'id' ? 'string' : v.column.type} key="${e(v.column.key)}" value="${e(printValue(v.value, v.column.type))}"/>`).join('')}</list>`
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<log>\n'
  yield '<global scope="event"><string key="activity" value="__INVALID__"/></global>\n'
  yield '<global scope="object"><string key="type" value="__INVALID__"/></global>\n'
  yield `<global scope="log">${list('attribute-names', 'attribute-name', attributeNames(log))}${list(
    'object-types',
    'object-type',
    log.objectTypes.map(t => t.name),
  )}`
  yield '<string key="version" value="1.0"/><string key="ordering" value="timestamp"/></global>\n<events>\n'
  const ofEvent = eventValues(log)
  for (let event = 0; event < log.eventCount; event++) {
    const time = log.eventTime[event]!
    const objects = [...new Set(relationsOfEvent(log, event).map(r => r.object))]
    yield `<event><string key="id" value="${e(log.eventIds.text(event))}"/>${Number.isNaN(time) ? '' : `<date key="timestamp" value="${printTime(time)}"/>`}`
    yield `<string key="activity" value="${e(log.eventTypes[log.eventType[event]!]!.name)}"/>${list('omap', 'object-id', objects)}${values('vmap', ofEvent(event))}</event>\n`
  }
  yield '</events>\n<objects>\n'
  const ofObject = objectValues(log)
  for (let object = 0; object < log.objectCount; object++) {
    const first = ofObject(object).filter((v, i, all) => all[i - 1]?.column !== v.column)
    yield `<object><string key="id" value="${e(log.objectIds.text(object))}"/><string key="type" value="${e(log.objectTypes[log.objectType[object]!]!.name)}"/>${values('ovmap', first)}</object>\n`
  }
  yield '</objects>\n</log>\n'
}
