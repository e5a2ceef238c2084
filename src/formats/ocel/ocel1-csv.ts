import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import type { AttributeType, Column } from '../../log/column.ts'
import type { ObjectLog } from '../../log/object-log.ts'
import { ObjectLogBuilder } from '../../log/object-log-builder.ts'
import { Problems } from '../../log/problems.ts'
import type { Filler } from './filler.ts'
import type { ObjectLogFormat, ObjectReading, ObjectReadOptions } from './object-format.ts'
import { reportLosses } from './ocel1.ts'
import { encoded } from './ocel2-json.ts'
import { printPythonList, pythonList } from './python-list.ts'
import { baseName, headText } from './recognise.ts'
import { utf8Chunks } from './utf8-chunks.ts'
import { printTime, printValue, ValueReader } from './values.ts'
import { eventValues, relationsOfEvent } from './walk.ts'

const TYPE = 'ocel:type:'

/**
 * The table of OCEL 1.0 that pm4py writes: a row an event, with a column `ocel:type:X` of object ids for each type. It
 * has no attributes of objects; types of attributes are found by looking at all their values.
 */
export const ocel1Csv: ObjectLogFormat = {
  id: 'ocel1-csv',
  title: 'OCEL 1.0 (CSV)',
  extensions: ['csv'],
  recognises(head) {
    const first = headText(head).split(/\r?\n/, 1)[0]!
    return /(^|[,;\t"])ocel:eid["]?([,;\t]|$)/.test(first) && first.includes('ocel:activity') ? 1 : 0
  },
  read: readOcel1Csv,
  write(log, problems) {
    reportLosses(log, problems, { values: 'text' })
    reportUnseen(log, problems)
    return encoded(printOcel1Csv(log))
  },
}

async function readOcel1Csv(source: ByteSource, options: ObjectReadOptions): Promise<ObjectReading> {
  const problems = new Problems()
  const builder = new ObjectLogBuilder(problems, { strict: false })
  const values = new ValueReader(problems, options.timeZone)
  try {
    const { progress: _, ...quiet } = options
    const types = await guessTypes(csvRows(source, quiet, new Problems()))
    let header: readonly string[] | null = null
    let line = 0
    for await (const row of csvRows(source, options, problems)) {
      line++
      if (header === null) {
        header = row
        checkHeader(header)
        for (const name of header) if (name.startsWith(TYPE)) builder.declareObjectType(name.slice(TYPE.length))
      } else if (row.length === 1 && row[0] === '') continue
      else {
        if (row.length !== header.length)
          problems.add(
            'ragged-row',
            'A row has more or fewer cells than the header; what is missing is empty, what is too much was left out.',
            { row: line },
            row.length > header.length ? 'loss' : 'warning',
          )
        addRow({ builder, values, problems }, header, types, row, line)
      }
    }
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: source.name }) : error
  }
  return { log: builder.finish(baseName(source.name)), problems: problems.list() }
}

function checkHeader(header: readonly string[]): void {
  for (const needed of ['ocel:eid', 'ocel:activity', 'ocel:timestamp'])
    if (!header.includes(needed))
      throw new FormatError(`The column "${needed}" is missing.`, {
        row: 1,
        fix: 'Export the table again with the columns of OCEL.',
      })
  const doubled = header.find((name, i) => header.indexOf(name) !== i)
  if (doubled !== undefined)
    throw new FormatError(`The column "${doubled}" stands twice.`, { row: 1, fix: 'Rename one of the two.' })
}

function addRow(
  { builder, values, problems }: Filler,
  header: readonly string[],
  types: readonly AttributeType[],
  row: readonly string[],
  line: number,
): void {
  const cell = (name: string) => row[header.indexOf(name)] ?? ''
  const id = cell('ocel:eid')
  if (id === '')
    return void problems.add('event-without-id', 'An event has no id; it was left out.', { row: line }, 'loss')
  const ms = values.time(cell('ocel:timestamp'), 'ocel:timestamp')
  const event = builder.event(id, cell('ocel:activity'), ms, Number.isNaN(ms) ? 0 : values.nanoseconds)
  if (event < 0) return
  for (const [c, name] of header.entries()) {
    const text = row[c] ?? ''
    if (text === '' || name === 'ocel:eid' || name === 'ocel:activity' || name === 'ocel:timestamp') continue
    if (name.startsWith(TYPE)) {
      const objects = pythonList(text)
      if (objects === null)
        problems.add('malformed-list', 'A cell of objects is no list; its text is taken as the id of one object.', {
          row: line,
          column: name,
          value: text,
        })
      for (const object of objects ?? [text]) {
        if (!builder.isDefined(builder.objectRow(object))) builder.object(object, name.slice(TYPE.length))
        else if (builder.typeOfObject(object) !== name.slice(TYPE.length))
          problems.add(
            'object-with-two-types',
            'An object has two types; the first one counts.',
            { row: line, column: name, value: object },
            'loss',
          )
        builder.relateEvent(event, object, '')
      }
    } else {
      const read = values.value(text, types[c] ?? 'string', name)
      if (read) builder.eventAttribute(event, name, read.value, read.type)
    }
  }
}

/** The narrowest type that all values of a column have, by a pass over the file. */
async function guessTypes(rows: AsyncIterable<readonly string[]>): Promise<AttributeType[]> {
  const order: readonly (readonly [AttributeType, RegExp])[] = [
    ['int', /^-?(0|[1-9]\d{0,14})$/],
    ['float', /^-?(0|[1-9]\d*)?\.?\d+(e[+-]?\d+)?$|^-?inf(inity)?$/i],
    ['boolean', /^(true|false)$/i],
    ['date', /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/],
    ['string', /^/],
  ]
  let guesses: number[] | null = null
  for await (const row of rows) {
    if (guesses === null) guesses = row.map(() => -1)
    else
      for (const [c, text] of row.entries()) {
        if (text === '' || c >= guesses.length) continue
        const fits = order.findIndex(([, pattern]) => pattern.test(text))
        const known = guesses[c]!
        // int widens to float; any other two different types are text.
        if (known < 0 || known === fits) guesses[c] = fits
        else guesses[c] = known <= 1 && fits <= 1 ? 1 : 4
      }
  }
  return (guesses ?? []).map(guess => (guess < 0 ? 'string' : order[guess]![0]))
}

/** Rows of a CSV file; the delimiter is the commonest of `,`, `;` and tab in the first line. */
async function* csvRows(source: ByteSource, options: ObjectReadOptions, problems: Problems): AsyncGenerator<string[]> {
  let rest: Uint8Array = new Uint8Array(0)
  let parser: CsvParser | null = null
  const decode = (bytes: Uint8Array) => options.platform.decode(bytes, 'utf-8')
  for await (const chunk of utf8Chunks(source, options, problems)) {
    const bytes = new Uint8Array(rest.length + chunk.length)
    bytes.set(rest)
    bytes.set(chunk, rest.length)
    const cut = bytes.lastIndexOf(0x0a) + 1
    rest = bytes.slice(cut)
    if (cut === 0) continue
    const text = decode(bytes.subarray(0, cut))
    parser ??= new CsvParser(text)
    yield* parser.push(text)
  }
  const text = decode(rest)
  parser ??= new CsvParser(text)
  yield* parser.push(text)
  yield* parser.finish()
}

class CsvParser {
  private readonly delimiter: string
  private row: string[] = []
  private cell = ''
  private quoted = false
  private afterQuote = false
  /** A carriage return that belongs to the line end if a line feed follows. */
  private carriage = false

  constructor(head: string) {
    const first = head.split('\n', 1)[0]!
    const counts = [',', ';', '\t'].map(c => [c, first.split(c).length] as const)
    this.delimiter = counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0]
  }

  *push(text: string): Generator<string[]> {
    for (const c of text) {
      if (this.carriage && c !== '\n') this.cell += '\r'
      this.carriage = false
      if (this.quoted) {
        if (c === '"') this.quoted = !(this.afterQuote = true)
        else this.cell += c
      } else if (c === '"' && (this.afterQuote || this.cell === '')) {
        if (this.afterQuote) this.cell += '"'
        this.quoted = true
        this.afterQuote = false
      } else if (c === this.delimiter) this.endCell()
      else if (c === '\n') {
        this.endCell()
        yield this.row
        this.row = []
      } else if (c === '\r') this.carriage = true
      else {
        this.afterQuote = false
        this.cell += c
      }
    }
  }

  *finish(): Generator<string[]> {
    if (this.quoted)
      throw new FormatError('A quoted cell does not end.', {
        fix: 'The file was cut off, or a quotation mark is missing.',
      })
    if (this.cell === '' && this.row.length === 0) return
    this.endCell()
    yield this.row
  }

  private endCell(): void {
    this.row.push(this.cell)
    this.cell = ''
    this.afterQuote = false
  }
}

function reportUnseen(log: ObjectLog, problems: Problems): void {
  const attributes = log.objectTypes.reduce((sum, type) => sum + type.attributes.length, 0)
  if (attributes > 0)
    problems.add(
      'lost-object-attributes',
      'The table of OCEL 1.0 has no attributes of objects; they are not written.',
      {},
      'loss',
      attributes,
    )
  const empty = log.eventTypes.flatMap(t => t.attributes).reduce((sum, column) => sum + emptyTexts(column), 0)
  if (empty > 0)
    problems.add(
      'lost-empty-texts',
      'A table cannot tell an empty text from a missing one; they will be read as missing.',
      {},
      'loss',
      empty,
    )
  let unseen = 0
  for (let o = 0; o < log.objectCount; o++)
    if (log.eventsOfObjects.offsets[o] === log.eventsOfObjects.offsets[o + 1]) unseen++
  if (unseen > 0)
    problems.add(
      'lost-objects',
      'The table of OCEL 1.0 has only objects with events; the others are not written.',
      {},
      'loss',
      unseen,
    )
}

function emptyTexts(column: Column): number {
  if (!('codes' in column)) return 0
  const empty = column.dictionary.codeOf('')
  return empty < 0 ? 0 : column.codes.reduce((sum, code) => sum + (code === empty ? 1 : 0), 0)
}

function* printOcel1Csv(log: ObjectLog): Generator<string> {
  const keys = [...new Set(log.eventTypes.flatMap(type => type.attributes.map(column => column.key)))]
  const cells = (row: readonly string[]) =>
    `${row.map(cell => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`
  yield cells([
    'ocel:eid',
    'ocel:timestamp',
    'ocel:activity',
    ...log.objectTypes.map(type => TYPE + type.name),
    ...keys,
  ])
  const ofEvent = eventValues(log)
  const { offsets, others } = log.objectsOfEvents
  for (let event = 0; event < log.eventCount; event++) {
    const byType = log.objectTypes.map(() => [] as string[])
    const names = relationsOfEvent(log, event)
    for (let i = offsets[event]!; i < offsets[event + 1]!; i++)
      if (i === offsets[event] || others[i] !== others[i - 1])
        byType[log.objectType[others[i]!]!]!.push(names[i - offsets[event]!]!.object)
    const values = new Map(ofEvent(event).map(v => [v.column.key, printValue(v.value, v.column.type)]))
    yield cells([
      log.eventIds.text(event),
      printTime(log.eventTime[event]!),
      log.eventTypes[log.eventType[event]!]!.name,
      ...byType.map(ids => (ids.length ? printPythonList(ids) : '')),
      ...keys.map(key => values.get(key) ?? ''),
    ])
  }
}
