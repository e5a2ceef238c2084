import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import type { Column } from '../../log/column.ts'
import type { ObjectLog } from '../../log/object-log.ts'
import { ObjectLogBuilder } from '../../log/object-log-builder.ts'
import { Problems } from '../../log/problems.ts'
import { type Filler, setEventAttribute, setObjectAttribute } from './filler.ts'
import type { ObjectLogFormat, ObjectReading, ObjectReadOptions } from './object-format.ts'
import { encoded } from './ocel2-json.ts'
import { baseName, headText, rootOf } from './recognise.ts'
import { printTime, printValue, typeName, typeNamed, ValueReader } from './values.ts'
import { eventValues, type NamedRelation, objectValues, relationsOfEvent, relationsOfObject } from './walk.ts'
import { escaped, escapedText, type XmlToken } from './xml.ts'
import { xmlTokens } from './xml-source.ts'

/** OCEL 2.0 as XML (Berti et al. 2023, section 5.3). */
export const ocel2Xml: ObjectLogFormat = {
  id: 'ocel2-xml',
  title: 'OCEL 2.0 (XML)',
  extensions: ['xml', 'xmlocel'],
  recognises(head) {
    const root = rootOf(headText(head))
    return root !== null && /^<(?:[\w.-]+:)?log\b[^>]*>\s*<(?:[\w.-]+:)?(object-types|event-types)\b/.test(root) ? 1 : 0
  },
  read: readOcel2Xml,
  write: (log, problems) => encoded(printOcel2Xml(log, problems)),
}

async function readOcel2Xml(source: ByteSource, options: ObjectReadOptions): Promise<ObjectReading> {
  const problems = new Problems()
  const builder = new ObjectLogBuilder(problems, { strict: true })
  const filler: Filler = { builder, problems, values: new ValueReader(problems, options.timeZone) }
  try {
    await declare(source, options, filler)
    const reader = new ThingReader(filler)
    for await (const tokens of xmlTokens(source, options, problems)) for (const token of tokens) reader.take(token)
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: source.name }) : error
  }
  return { log: builder.finish(baseName(source.name)), problems: problems.list() }
}

/** A first pass up to the end of both lists of types: values are read by their declared types. */
async function declare(source: ByteSource, options: ObjectReadOptions, { builder, problems }: Filler): Promise<void> {
  const { progress: _, ...quiet } = options
  const declarer = new Declarer(builder, problems)
  for await (const tokens of xmlTokens(source, quiet, new Problems()))
    for (const token of tokens) if (declarer.take(token)) return
}

class Declarer {
  private readonly builder: ObjectLogBuilder
  private readonly problems: Problems
  private readonly ended = new Set<string>()
  private type: { readonly name: string; readonly ofEvents: boolean } | null = null

  constructor(builder: ObjectLogBuilder, problems: Problems) {
    this.builder = builder
    this.problems = problems
  }

  /** True once both lists of types have ended. */
  take(token: XmlToken): boolean {
    if (token.kind === 'close' && (token.name === 'object-types' || token.name === 'event-types')) {
      this.type = null
      return this.ended.add(token.name).size === 2
    }
    if (token.kind !== 'open') return false
    const name = token.attributes.get('name')
    if (token.name === 'object-type' || token.name === 'event-type') this.begin(name, token.name === 'event-type')
    else if (token.name === 'attribute' && this.type !== null)
      this.attribute(this.type, name, token.attributes.get('type'))
    return false
  }

  private begin(name: string | undefined, ofEvents: boolean): void {
    if (name === undefined) this.problems.add('malformed-type', 'A declared type has no name; it got an empty one.')
    this.type = { name: name ?? '', ofEvents }
    if (ofEvents) this.builder.declareEventType(this.type.name)
    else this.builder.declareObjectType(this.type.name)
  }

  private attribute(
    type: { readonly name: string; readonly ofEvents: boolean },
    name: string | undefined,
    declaration: string | undefined,
  ): void {
    const { builder, problems } = this
    if (name === undefined)
      return void problems.add(
        'malformed-type',
        'A declared attribute has no name; it was left out.',
        { column: type.name },
        'loss',
      )
    const declared = typeNamed(declaration, problems, { column: name })
    if (type.ofEvents) builder.declareEventAttribute(type.name, name, declared)
    else builder.declareObjectAttribute(type.name, name, declared)
  }
}

/** Takes events and objects from the tokens, knowing where in the tree it is. */
class ThingReader {
  private readonly filler: Filler
  private readonly path: string[] = []
  /** Row of the event or object that is open; -1 where it is left out. */
  private row = -1
  private id = ''
  private attribute: { readonly name: string; readonly time: number; text: string } | null = null

  constructor(filler: Filler) {
    this.filler = filler
  }

  take(token: XmlToken): void {
    if (token.kind === 'text') {
      if (this.attribute) this.attribute.text += token.text
    } else if (token.kind === 'open') {
      this.path.push(token.name)
      this.open(token.name, token.attributes)
    } else {
      if (token.name === 'attribute' && this.attribute) this.close(this.attribute)
      this.path.pop()
    }
  }

  private get ofEvents(): boolean {
    return this.path[1] === 'events'
  }

  private open(name: string, attributes: ReadonlyMap<string, string>): void {
    const section = this.path[1]
    if (section !== 'events' && section !== 'objects') {
      if (this.path.length === 2 && section !== 'object-types' && section !== 'event-types')
        this.filler.problems.add(
          'unknown-part',
          'A part of the file is not of OCEL 2.0 and was left out.',
          { column: name },
          'loss',
        )
      return
    }
    if (this.path.length === 3) this.begin(attributes)
    else if (this.path.length > 3 && name === 'attribute') {
      const key = attributes.get('name')
      if (key === undefined)
        this.filler.problems.add(
          'malformed-attribute',
          'An attribute has no name; it was left out.',
          { value: this.id },
          'loss',
        )
      else
        this.attribute = {
          name: key,
          time: this.ofEvents ? 0 : this.filler.values.time(attributes.get('time'), key),
          text: '',
        }
    } else if (attributes.has('object-id')) this.relate(attributes.get('object-id')!, attributes.get('qualifier') ?? '')
  }

  private begin(attributes: ReadonlyMap<string, string>): void {
    const { builder, values, problems } = this.filler
    const id = attributes.get('id')
    this.id = id ?? ''
    this.row = -1
    if (id === undefined) {
      const [kind, what] = this.ofEvents ? ['event-without-id', 'An event'] : ['object-without-id', 'An object']
      return void problems.add(kind!, `${what} has no id; it was left out.`, {}, 'loss')
    }
    const type = attributes.get('type')
    if (type === undefined)
      problems.add('missing-type', 'An event or object has no type; it got an empty one.', { value: id })
    if (this.ofEvents) {
      const ms = values.time(attributes.get('time'), 'time')
      this.row = builder.event(id, type ?? '', ms, Number.isNaN(ms) ? 0 : values.nanoseconds)
    } else this.row = builder.object(id, type ?? '')
  }

  private close({ name, time, text }: { name: string; time: number; text: string }): void {
    this.attribute = null
    if (this.row < 0) return
    if (this.ofEvents) setEventAttribute(this.filler, this.row, name, text)
    else setObjectAttribute(this.filler, this.row, name, time, text)
  }

  private relate(target: string, qualifier: string): void {
    if (this.row < 0) return
    if (this.ofEvents) this.filler.builder.relateEvent(this.row, target, qualifier)
    else this.filler.builder.relateObject(this.row, target, qualifier)
  }
}

function* printOcel2Xml(log: ObjectLog, problems: Problems): Generator<string> {
  const e = (text: string) => escaped(text, problems)
  const type = (tag: string, name: string, columns: readonly Column[]) =>
    `<${tag} name="${e(name)}"><attributes>${columns.map(c => `<attribute name="${e(c.key)}" type="${typeName(c.type)}"/>`).join('')}</attributes></${tag}>\n`
  const relations = (list: readonly NamedRelation[]) =>
    list.length
      ? `<objects>${list.map(r => `<relationship object-id="${e(r.object)}" qualifier="${e(r.qualifier)}"/>`).join('')}</objects>`
      : ''
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<log>\n<object-types>\n'
  for (const t of log.objectTypes)
    yield type(
      'object-type',
      t.name,
      t.attributes.map(a => a.values),
    )
  yield '</object-types>\n<event-types>\n'
  for (const t of log.eventTypes) yield type('event-type', t.name, t.attributes)
  yield '</event-types>\n<objects>\n'
  const ofObject = objectValues(log)
  for (let object = 0; object < log.objectCount; object++) {
    const values = ofObject(object).map(
      v =>
        `<attribute name="${e(v.column.key)}" time="${printTime(v.time)}">${escapedText(printValue(v.value, v.column.type), problems)}</attribute>`,
    )
    const name = log.objectTypes[log.objectType[object]!]!.name
    yield `<object id="${e(log.objectIds.text(object))}" type="${e(name)}"><attributes>${values.join('')}</attributes>${relations(relationsOfObject(log, object))}</object>\n`
  }
  yield '</objects>\n<events>\n'
  const ofEvent = eventValues(log)
  for (let event = 0; event < log.eventCount; event++) {
    const values = ofEvent(event).map(
      v =>
        `<attribute name="${e(v.column.key)}">${escapedText(printValue(v.value, v.column.type), problems)}</attribute>`,
    )
    const name = log.eventTypes[log.eventType[event]!]!.name
    const time = log.eventTime[event]!
    const at = Number.isNaN(time) ? '' : ` time="${printTime(time)}"`
    yield `<event id="${e(log.eventIds.text(event))}" type="${e(name)}"${at}><attributes>${values.join('')}</attributes>${relations(relationsOfEvent(log, event))}</event>\n`
  }
  yield '</events>\n</log>\n'
}
