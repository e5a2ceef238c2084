import { type Dictionary, DictionaryBuilder, dictionaryOf } from '../../base/dictionary.ts'
import type { Column, NestedAttributes, TextColumn } from '../../log/column.ts'
import { rememberPresence } from '../../log/count/presence.ts'
import type { EventLog } from '../../log/event-log.ts'
import { type ArrowFile, damaged, type StoredColumn, type StoredText } from './arrow-reader.ts'
import { globalFromJson, nodeFromJson, readNestedLines } from './attribute-tree.ts'
import { CASES, CASES_SPARSE, EVENTS, EVENTS_SPARSE, LOG_JSON, NESTED } from './layout.ts'
import type { ColumnEntry, LogJson, PresenceEntry, Role } from './log-json.ts'

/** The files of one segment, opened; the sparse tables and nested lines only where the log has some. */
export interface OpenFiles {
  readonly events: ArrowFile
  readonly cases: ArrowFile
  readonly sparseEvents: ArrowFile | null
  readonly sparseCases: ArrowFile | null
  readonly nested: (() => Iterable<string>) | null
}

/** Remember the first answer. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

/** A log whose columns are read from its files when first asked for, each with one read of its bytes, and kept. */
export function storedLog(json: LogJson, files: OpenFiles): EventLog {
  if (files.events.rows !== json.events)
    throw damaged(EVENTS, `it has ${files.events.rows} rows instead of ${json.events}`)
  if (files.cases.rows !== json.cases) throw damaged(CASES, `it has ${files.cases.rows} rows instead of ${json.cases}`)
  const events = new Scope(files.events, files.sparseEvents, json.columns.events, EVENTS, EVENTS_SPARSE)
  const cases = new Scope(files.cases, files.sparseCases, json.columns.cases, CASES, CASES_SPARSE)
  const ids = cases.named('case-id')
  const activity = events.activity()
  const eventAttributes = events.attributes()
  const caseAttributes = cases.attributes()
  remember(json.columns.events, json.presence?.events, eventAttributes, activity)
  remember(json.columns.cases, json.presence?.cases, caseAttributes, null)
  const start = events.find('start')
  const ordinal = events.find('ordinal')
  const caseIds = once(() => cases.texts(ids))
  const caseOffsets = once(() => offsetsOf(files.cases, cases.named('first-event'), json.events))
  const complete = once(() => files.events.numbers(events.named('complete')))
  const starts = once(() => (start ? files.events.numbers(start) : null))
  const ordinals = once(() => (ordinal ? files.events.int32(ordinal) : null))
  const nested = once(() => nestedOf(files.nested))
  return {
    name: json.name,
    caseCount: json.cases,
    eventCount: json.events,
    get caseIds() {
      return caseIds()
    },
    get caseOffsets() {
      return caseOffsets()
    },
    activity,
    get complete() {
      return complete()
    },
    get start() {
      return starts()
    },
    get ordinal() {
      return ordinals()
    },
    eventAttributes,
    caseAttributes,
    get nestedOfEvents() {
      return nested().events
    },
    get nestedOfCases() {
      return nested().cases
    },
    attributes: json.attributes.map(node => inJson(() => nodeFromJson(node))),
    classifiers: json.classifiers,
    extensions: json.extensions,
    globals: json.globals.map(globalFromJson),
    resourceKey: json.resourceKey,
    order: json.order,
  }
}

/** Columns are described by what was counted when they were written. */
function remember(
  entries: readonly ColumnEntry[],
  presence: readonly (PresenceEntry | null)[] = [],
  attributes: ReadonlyMap<string, Column>,
  activity: Column | null,
): void {
  entries.forEach(({ role, key }, i) => {
    const column = role === 'activity' ? activity : role === 'attribute' ? attributes.get(key) : null
    const counted = presence[i]
    if (column && counted) rememberPresence(column, { present: counted[0], distinct: counted[1] })
  })
}

function inJson<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof RangeError ? damaged(LOG_JSON, error.message) : error
  }
}

function nestedOf(lines: OpenFiles['nested']): { events: NestedAttributes; cases: NestedAttributes } {
  if (lines === null) return { events: none, cases: none }
  try {
    return readNestedLines(lines())
  } catch (error) {
    throw error instanceof RangeError || error instanceof SyntaxError ? damaged(NESTED, error.message) : error
  }
}
const none: NestedAttributes = { rows: new Int32Array(0), nodes: [] }

/** First rows of the cases, checked, and the number of events behind them. */
function offsetsOf(file: ArrowFile, column: StoredColumn, events: number): Int32Array {
  const first = file.int32(column)
  const offsets = new Int32Array(first.length + 1)
  offsets.set(first)
  offsets[first.length] = events
  if (offsets[0] !== 0) throw damaged(CASES, 'the first case does not begin with the first event')
  for (let c = 0; c < first.length; c++)
    if (offsets[c]! > offsets[c + 1]!) throw damaged(CASES, 'the first events of the cases do not ascend')
  return offsets
}

/** The columns of events or of cases: the dense ones in `file`, the others in the long table `sparse`. */
class Scope {
  private readonly file: ArrowFile
  private readonly sparse: ArrowFile | null
  private readonly entries: readonly ColumnEntry[]
  private readonly columns: ReadonlyMap<string, StoredColumn>
  private readonly name: string
  private readonly sparseName: string

  constructor(
    file: ArrowFile,
    sparse: ArrowFile | null,
    entries: readonly ColumnEntry[],
    name: string,
    sparseName: string,
  ) {
    this.file = file
    this.sparse = sparse
    this.entries = entries
    this.columns = new Map(file.columns.map(column => [column.field.name, column]))
    this.name = name
    this.sparseName = sparseName
  }

  find(role: Role): StoredColumn | null {
    const entry = this.entries.find(e => e.role === role)
    return entry ? this.column(entry.field!) : null
  }

  named(role: Role): StoredColumn {
    const column = this.find(role)
    if (column === null) throw damaged(LOG_JSON, `no column of ${this.name} has the role "${role}"`)
    return column
  }

  texts(column: StoredColumn | StoredText): Dictionary {
    const { bytes, offsets } = this.file.text('field' in column ? { ...column, type: column.field.type } : column)
    return dictionaryOf(bytes, offsets)
  }

  activity(): TextColumn {
    const entry = this.entries.find(e => e.role === 'activity')
    const column = entry && this.dense(entry)
    if (!column || (column.type !== 'string' && column.type !== 'id'))
      throw damaged(LOG_JSON, `no text column of ${this.name} has the role "activity"`)
    return column
  }

  attributes(): ReadonlyMap<string, Column> {
    const attributes = this.entries.filter(entry => entry.role === 'attribute')
    return new Map(
      attributes.map(entry => [entry.key, entry.field === null ? this.sparsely(entry) : this.dense(entry)]),
    )
  }

  private column(field: string): StoredColumn {
    const column = this.columns.get(field)
    if (!column) throw damaged(this.name, `it has no column "${field}"`)
    return column
  }

  private dense(entry: ColumnEntry): Column {
    const { key, type, personal, meaning } = entry
    const column = this.column(entry.field!)
    const base = { key, personal, meaning, rows: null }
    if (type === 'string' || type === 'id') {
      const stored = column.dictionary
      if (stored === null) throw damaged(this.name, `column "${entry.field}" has no dictionary`)
      const codes = once(() => this.file.int32(column))
      const dictionary = lazyDictionary(stored.length, () => this.file.text(stored))
      return {
        ...base,
        type,
        get codes() {
          return codes()
        },
        dictionary,
      }
    }
    if (type === 'boolean') {
      const flags = once(() => this.file.flags(column))
      return {
        ...base,
        type,
        get flags() {
          return flags()
        },
      }
    }
    const values = once(() => this.file.numbers(column))
    return {
      ...base,
      type,
      get values() {
        return values()
      },
    }
  }

  /** A slice of the long table. Its dictionary lists the values in the order of their rows. */
  private sparsely(entry: ColumnEntry): Column {
    const { key, type, personal, meaning } = entry
    const [from, to] = entry.sparse!
    const file = this.sparse
    if (file === null || to > file.rows || from > to) throw damaged(this.sparseName, `it lacks the attribute "${key}"`)
    const part = (name: string) => {
      const column = file.columns.find(c => c.field.name === name)
      if (!column) throw damaged(this.sparseName, `it has no column "${name}"`)
      return column
    }
    const rows = once(() => file.int32(part('row'), from, to))
    if (type === 'string' || type === 'id') {
      const texts = once(() => codesOf(file, part('text'), part('present'), from, to))
      return {
        key,
        personal,
        meaning,
        type,
        get rows() {
          return rows()
        },
        get codes() {
          return texts().codes
        },
        get dictionary() {
          return texts().dictionary
        },
      }
    }
    if (type === 'boolean') {
      const flags = once(() => file.flags(part('flag'), from, to))
      return {
        key,
        personal,
        meaning,
        type,
        get rows() {
          return rows()
        },
        get flags() {
          return flags()
        },
      }
    }
    const values = once(() => file.numbers(part(type === 'date' ? 'time' : 'number'), from, to))
    return {
      key,
      personal,
      meaning,
      type,
      get rows() {
        return rows()
      },
      get values() {
        return values()
      },
    }
  }
}

function codesOf(file: ArrowFile, text: StoredColumn, present: StoredColumn, from: number, to: number) {
  const { bytes, offsets } = file.text({ ...text, type: text.field.type }, from, to)
  const flags = file.flags(present, from, to)
  const dictionary = new DictionaryBuilder()
  const codes = Int32Array.from(flags, (flag, i) =>
    flag === 1 ? dictionary.add(bytes, offsets[i]!, offsets[i + 1]!) : -1,
  )
  return { codes, dictionary: dictionary.finish() }
}

/** A dictionary whose texts are read when first looked at; its size is known before. */
function lazyDictionary(size: number, read: () => { bytes: Uint8Array; offsets: Uint32Array }): Dictionary {
  const loaded = once(() => {
    const { bytes, offsets } = read()
    return dictionaryOf(bytes, offsets)
  })
  return {
    size,
    get bytes() {
      return loaded().bytes
    },
    get offsets() {
      return loaded().offsets
    },
    text: code => loaded().text(code),
    codeOf: text => loaded().codeOf(text),
  }
}
