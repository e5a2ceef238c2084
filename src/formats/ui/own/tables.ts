import { type Dictionary, dictionaryFrom, dictionaryOf } from '../../../base/dictionary.ts'
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts'
import { type KeySets, type MaskedValues, type Texts, valueClasses } from '../../../log/masked.ts'
import { elementTexts, selectorKinds, type UiElements, type UiLog, uiActions, uiEffects } from '../../../log/ui-log.ts'
import { type ArrowColumn, codeColumn, int32Column, numberColumn } from '../../log-folder/arrow-columns.ts'
import { ArrowFile, type RandomAccess } from '../../log-folder/arrow-reader.ts'
import { arrowFile } from '../../log-folder/arrow-writer.ts'
import {
  aboutOf,
  actionNumbers,
  checkCodes,
  checkedAbout,
  damagedLog,
  effectNumbers,
  OWN_FORMAT,
  OWN_VERSION,
} from './about.ts'

/** A file of a stored UI log: its name and its bytes piece by piece. */
export interface OwnFile {
  readonly name: string
  chunks(): Iterable<Uint8Array>
}
export const ABOUT = 'ui-log.json'

const actionNames = dictionaryFrom(uiActions)
const effectNames = dictionaryFrom(uiEffects)
const kindNames = dictionaryFrom(selectorKinds)
const classNames = dictionaryFrom(valueClasses)

/** A UI log as Arrow IPC files and `ui-log.json`, which comes last: a log counts from the moment it is there. */
export function ownFiles(log: UiLog): readonly OwnFile[] {
  const tables: readonly [string, readonly ArrowColumn[], number][] = [
    ['events.arrow', eventColumns(log), log.eventCount],
    ['elements.arrow', elementTexts.map(key => texts(key, log.elements[key])), log.elements.size],
    ['selectors.arrow', selectorColumns(log.elements), log.elements.selectorKinds.length],
    ['values.arrow', valueColumns(log.values), log.values.size],
    ['keys.arrow', keyColumns(log.values), log.values.keyCodes.length],
    ['place-keys.arrow', setColumns(log.keySets), log.keySets.codes.length],
  ]
  const metadata = { 'parfocal:format': OWN_FORMAT, 'parfocal:version': String(OWN_VERSION) }
  return [
    ...tables.map(([name, columns, rows]) => ({ name, chunks: () => arrowFile(columns, rows, metadata) })),
    { name: ABOUT, chunks: () => [encodeUtf8(`${JSON.stringify(aboutOf(log), null, 1)}\n`)] },
  ]
}

const texts = (name: string, { codes, dictionary }: Texts) => codeColumn(name, codes, dictionary)
const named = (name: string, codes: Uint8Array, dictionary: Dictionary) =>
  codeColumn(name, Int32Array.from(codes), dictionary)

function eventColumns(log: UiLog): ArrowColumn[] {
  const cut = new Int32Array(log.eventCount)
  for (const row of log.cuts) cut[row] = 1
  return [
    numberColumn('time', log.time, 'timestamp'),
    int32Column('ordinal', log.ordinal),
    texts('user', log.user),
    int32Column('recording', log.recording),
    named('action', log.action, actionNames),
    texts('source_action', log.sourceAction),
    int32Column('element', log.element),
    int32Column('place_keys', log.placeKeys),
    int32Column('row', log.position.row),
    int32Column('column', log.position.column),
    int32Column('rows', log.position.rows),
    int32Column('columns', log.position.columns),
    int32Column('value', log.value),
    int32Column('field_value', log.fieldValue),
    int32Column('cut', cut),
    ...(log.x ? [numberColumn('x', log.x, 'float64')] : []),
    ...(log.y ? [numberColumn('y', log.y, 'float64')] : []),
    ...(log.effect ? [named('effect', log.effect, effectNames)] : []),
  ]
}

function selectorColumns(elements: UiElements): ArrowColumn[] {
  return [
    int32Column('element', rowsOf(elements.selectorOffsets)),
    named('kind', elements.selectorKinds, kindNames),
    texts('text', elements.selectorTexts),
  ]
}

function valueColumns(values: MaskedValues): ArrowColumn[] {
  return [
    texts('shape', values.shape),
    named('class', values.class, classNames),
    int32Column('length', Int32Array.from(values.length)),
    texts('hash', values.hash),
    texts('clear', values.clear),
  ]
}

const keyColumns = (values: MaskedValues): ArrowColumn[] => [
  int32Column('value', rowsOf(values.keyOffsets)),
  codeColumn('key', values.keyCodes, values.keyTexts),
]

const setColumns = ({ offsets, codes, texts }: KeySets): ArrowColumn[] => [
  int32Column('set', rowsOf(offsets)),
  codeColumn('key', codes, texts),
]

/** To which row each part belongs, from where the rows begin. */
function rowsOf(offsets: Int32Array): Int32Array {
  const rows = new Int32Array(offsets.at(-1) ?? 0)
  for (let r = 0; r + 1 < offsets.length; r++) rows.fill(r, offsets[r]!, offsets[r + 1]!)
  return rows
}

function offsetsOf(rows: Int32Array, count: number, file: string): Int32Array {
  const offsets = new Int32Array(count + 1)
  for (let i = 0; i < rows.length; i++) {
    if (i > 0 && rows[i]! < rows[i - 1]!) throw damagedLog(file, `row ${i} stands before the one that it follows`)
    offsets[rows[i]! + 1]!++
  }
  for (let r = 0; r < count; r++) offsets[r + 1]! += offsets[r]!
  return offsets
}

/** Reads what `ownFiles` wrote. Throws `FormatError` where a file is missing, newer or damaged. */
export function readOwnFiles(files: ReadonlyMap<string, RandomAccess>): UiLog {
  const file = (name: string) => {
    const found = files.get(name)
    if (!found) throw damagedLog(name, 'the file is missing')
    return found
  }
  const json = file(ABOUT)
  const bytes = new Uint8Array(json.size)
  json.read(0, bytes)
  const about = checkedAbout(parsed(bytes, ABOUT), ABOUT)
  const events = new TableReader(file('events.arrow'))
  if (events.rows !== about.events) throw damagedLog(events.name, `it has ${events.rows} rows, not ${about.events}`)
  const elements = readElements(new TableReader(file('elements.arrow')), new TableReader(file('selectors.arrow')))
  const values = readValues(new TableReader(file('values.arrow')), new TableReader(file('keys.arrow')))
  const keySets = about.version < 2 ? NO_SETS : readSets(new TableReader(file('place-keys.arrow')))
  const reference = (name: string, size: number, whole = false) => {
    const codes = events.ints(name)
    checkCodes(codes, size, events.name, `column "${name}"`, whole)
    return codes
  }
  const cut = events.ints('cut')
  const cuts: number[] = []
  for (let r = 0; r < cut.length; r++) if (cut[r] === 1) cuts.push(r)
  return {
    name: about.name,
    eventCount: about.events,
    time: events.numbers('time'),
    ordinal: events.ints('ordinal'),
    user: events.texts('user'),
    recording: reference('recording', about.recordings.length, true),
    action: events.numbered('action', actionNumbers),
    sourceAction: events.texts('source_action'),
    element: reference('element', elements.size),
    elements,
    placeKeys: about.version < 2 ? new Int32Array(about.events).fill(-1) : reference('place_keys', keySets.size),
    keySets,
    position: {
      row: events.ints('row'),
      column: events.ints('column'),
      rows: events.ints('rows'),
      columns: events.ints('columns'),
    },
    value: reference('value', values.size),
    fieldValue: reference('field_value', values.size),
    values,
    x: about.pointers ? events.numbers('x') : null,
    y: about.pointers ? events.numbers('y') : null,
    effect: about.effects ? events.numbered('effect', effectNumbers) : null,
    recordings: about.recordings,
    demonstrations: about.demonstrations,
    cuts: Int32Array.from(cuts),
    order: about.order,
    capture: about.capture,
  }
}

function readElements(table: TableReader, selectors: TableReader): UiElements {
  const size = table.rows
  const owners = selectors.ints('element')
  checkCodes(owners, size, selectors.name, 'column "element"', true)
  return {
    ...(Object.fromEntries(elementTexts.map(key => [key, table.texts(key)])) as Record<
      (typeof elementTexts)[number],
      Texts
    >),
    size,
    selectorOffsets: offsetsOf(owners, size, selectors.name),
    selectorKinds: selectors.numbered('kind', new Map(selectorKinds.map((kind, code) => [kind, code]))),
    selectorTexts: selectors.texts('text'),
  }
}

function readValues(table: TableReader, keys: TableReader): MaskedValues {
  const size = table.rows
  const owners = keys.ints('value')
  checkCodes(owners, size, keys.name, 'column "value"', true)
  const key = keys.texts('key')
  return {
    size,
    shape: table.texts('shape'),
    class: table.numbered('class', new Map(valueClasses.map((name, code) => [name, code]))),
    length: Uint8Array.from(table.ints('length')),
    hash: table.texts('hash'),
    keyOffsets: offsetsOf(owners, size, keys.name),
    keyCodes: key.codes,
    keyTexts: key.dictionary,
    clear: table.texts('clear'),
  }
}

function readSets(table: TableReader): KeySets {
  const sets = table.ints('set')
  const size = (sets.at(-1) ?? -1) + 1
  if (size > sets.length) throw damagedLog(table.name, 'sets have no keys')
  checkCodes(sets, size, table.name, 'column "set"', true)
  const { codes, dictionary } = table.texts('key')
  return { size, offsets: offsetsOf(sets, size, table.name), codes, texts: dictionary }
}
const NO_SETS: KeySets = {
  size: 0,
  offsets: new Int32Array(1),
  codes: new Int32Array(0),
  texts: dictionaryFrom([]),
}

function parsed(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes)) as unknown
  } catch {
    throw damagedLog(file, 'it is no JSON')
  }
}

/** Columns of one Arrow file by name. */
class TableReader {
  readonly name: string
  readonly rows: number
  private readonly file: ArrowFile

  constructor(source: RandomAccess) {
    this.name = source.name
    this.file = new ArrowFile(source)
    this.rows = this.file.rows
  }

  ints(name: string): Int32Array {
    const column = this.column(name)
    if (column.field.type !== 'int32' || column.dictionary) throw damagedLog(this.name, `column "${name}" is no int32`)
    return this.file.int32(column)
  }

  numbers(name: string): Float64Array {
    const column = this.column(name)
    if (!/^(float64|timestamp|int64)/.test(column.field.type))
      throw damagedLog(this.name, `column "${name}" is no number`)
    return this.file.numbers(column)
  }

  texts(name: string): Texts {
    const column = this.column(name)
    if (!column.dictionary) throw damagedLog(this.name, `column "${name}" is no text`)
    const { bytes, offsets } = this.file.text(column.dictionary)
    return { codes: this.file.int32(column), dictionary: dictionaryOf(bytes, offsets) }
  }

  /** Texts of a closed list as their numbers. */
  numbered(name: string, numbers: ReadonlyMap<string, number>): Uint8Array {
    const { codes, dictionary } = this.texts(name)
    const known = Array.from({ length: dictionary.size }, (_, code) => numbers.get(dictionary.text(code)))
    return Uint8Array.from(codes, code => {
      const number = known[code]
      if (number === undefined) throw damagedLog(this.name, `column "${name}" has a word that is not known`)
      return number
    })
  }

  private column(name: string) {
    const column = this.file.columns.find(({ field }) => field.name === name)
    if (!column) throw damagedLog(this.name, `column "${name}" is missing`)
    return column
  }
}
