import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import type { AttributeType, Column, Value } from '../../log/column.ts'
import type { ObjectLog } from '../../log/object-log.ts'
import { ObjectLogBuilder } from '../../log/object-log-builder.ts'
import { Problems } from '../../log/problems.ts'
import { type Filler, setEventAttribute, setObjectAttribute, textOf } from './filler.ts'
import type { ObjectLogFormat, ObjectReading, ObjectReadOptions, ObjectWriteOptions } from './object-format.ts'
import { readOcel1Tables } from './ocel1-sqlite.ts'
import { baseName, headText } from './recognise.ts'
import { type SqlCell, SqlTables } from './sql-tables.ts'
import { quoted, type Sqlite, type SqlValue } from './sqlite.ts'
import { printTime, ValueReader } from './values.ts'
import { eventValues, objectValues, relationsOfEvent, relationsOfObject } from './walk.ts'

/** OCEL 2.0 as a SQLite database (Berti et al. 2023, section 5.2); reads the tables of OCEL 1.0 too. */
export const ocel2Sqlite: ObjectLogFormat = {
  id: 'ocel2-sqlite',
  title: 'OCEL 2.0 (SQLite)',
  extensions: ['sqlite', 'sqlite3', 'db'],
  recognises: head => (headText(head.subarray(0, 15)) === 'SQLite format 3' ? 1 : 0),
  read: readOcelSqlite,
  write: writeOcel2Sqlite,
}

async function readOcelSqlite(source: ByteSource, options: ObjectReadOptions): Promise<ObjectReading> {
  if (!options.openSqlite)
    throw new FormatError('SQLite databases cannot be opened here.', {
      file: source.name,
      fix: 'Convert the log to OCEL 2.0 JSON, or open it with the command line.',
    })
  const problems = new Problems()
  let database: Sqlite | null = null
  try {
    database = await options.openSqlite(source)
    const sql = new SqlTables(database, options.platform)
    const found = sql.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')", 1)
    const tables = new Set(Array.from(found, row => String(row[0])))
    const values = new ValueReader(problems, options.timeZone)
    if (!tables.has('event') && tables.has('EVENTS')) {
      const filler: Filler = { builder: new ObjectLogBuilder(problems, { strict: false }), values, problems }
      readOcel1Tables(filler, sql, tables)
      tellMalformed(sql, problems)
      return { log: filler.builder.finish(baseName(source.name)), problems: problems.list() }
    }
    const filler: Filler = { builder: new ObjectLogBuilder(problems, { strict: true }), values, problems }
    await new Ocel2Tables(filler, sql, tables, options).read()
    tellMalformed(sql, problems)
    return { log: filler.builder.finish(baseName(source.name)), problems: problems.list() }
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: source.name }) : error
  } finally {
    database?.close()
  }
}

function tellMalformed(sql: SqlTables, problems: Problems): void {
  if (sql.malformed > 0)
    problems.add(
      'malformed-text',
      'Texts do not fit the encoding of the database; each was read as best it could be.',
      {},
      'warning',
      sql.malformed,
    )
}

/** A table with the columns that OCEL names and the attributes, in their order. */
interface TypeTable {
  readonly type: string
  readonly table: string
  readonly attributes: readonly { readonly name: string; readonly declared: AttributeType }[]
  readonly hasTime: boolean
  readonly hasChange: boolean
}

class Ocel2Tables {
  private readonly filler: Filler
  private readonly database: SqlTables
  private readonly tables: ReadonlySet<string>
  private readonly options: ObjectReadOptions
  private paused: number

  constructor(filler: Filler, database: SqlTables, tables: ReadonlySet<string>, options: ObjectReadOptions) {
    this.filler = filler
    this.database = database
    this.tables = tables
    this.options = options
    this.paused = options.platform.now()
  }

  async read(): Promise<void> {
    for (const table of ['event', 'object', 'event_map_type', 'object_map_type', 'event_object'])
      if (!this.tables.has(table))
        throw new FormatError(`The database has no table "${table}".`, {
          fix: 'An OCEL 2.0 database has it: export the log again.',
        })
    const eventTables = this.declare('event')
    const objectTables = this.declare('object')
    await this.objects(objectTables)
    await this.events(eventTables)
    const { builder, problems } = this.filler
    for await (const [event, object, qualifier] of this.rows('event_object', [
      'ocel_event_id',
      'ocel_object_id',
      'ocel_qualifier',
    ])) {
      const row = builder.eventRow(textOf(event) ?? '')
      if (row >= 0) builder.relateEvent(row, textOf(object) ?? '', textOf(qualifier) ?? '')
      else
        problems.add(
          'dangling-event',
          'A relation names an event that is not in the log; it was left out.',
          { value: String(event) },
          'loss',
        )
    }
    if (!this.tables.has('object_object')) return
    for await (const [from, to, qualifier] of this.rows('object_object', [
      'ocel_source_id',
      'ocel_target_id',
      'ocel_qualifier',
    ])) {
      const row = builder.objectRow(textOf(from) ?? '')
      if (builder.isDefined(row)) builder.relateObject(row, textOf(to) ?? '', textOf(qualifier) ?? '')
      else
        problems.add(
          'dangling-reference',
          'A relation names an object that is not in the log; it was left out.',
          { value: String(from) },
          'loss',
        )
    }
  }

  private declare(scope: 'event' | 'object'): TypeTable[] {
    const { builder, problems } = this.filler
    const found: TypeTable[] = []
    for (const [type, map] of this.database.rows(`SELECT "ocel_type", "ocel_type_map" FROM ${scope}_map_type`, 2)) {
      const name = textOf(type) ?? ''
      if (scope === 'event') builder.declareEventType(name)
      else builder.declareObjectType(name)
      const table = `${scope}_${textOf(map) ?? name}`
      if (!this.tables.has(table)) {
        problems.add(
          'missing-table',
          'The table of a type is missing; what it would hold is missing in the log.',
          { column: table },
          'loss',
        )
        continue
      }
      const columns = this.database.columns(table)
      const attributes = columns
        .filter(({ name: column }) => !/^ocel_(id|time|changed_field)$/i.test(column))
        .map(column => ({ name: column.name, declared: this.sqlType(column.type, table, column.name) }))
      for (const { name: key, declared } of attributes) {
        if (scope === 'event') builder.declareEventAttribute(name, key, declared)
        else builder.declareObjectAttribute(name, key, declared)
      }
      const has = (wanted: string) => columns.some(column => column.name.toLowerCase() === wanted)
      found.push({ type: name, table, attributes, hasTime: has('ocel_time'), hasChange: has('ocel_changed_field') })
    }
    return found
  }

  /** The type that a column's declaration means; NUMERIC and none go by the first value that is there. */
  private sqlType(declaration: string, table: string, column: string): AttributeType {
    const type = declaration.toUpperCase()
    if (/TIME|DATE/.test(type)) return 'date'
    if (/BOOL/.test(type)) return 'boolean'
    if (/INT/.test(type)) return 'int'
    if (/REAL|FLOA|DOUB|NUMERIC|DECIMAL/.test(type)) return 'float'
    if (type !== '') return 'string'
    const sql = `SELECT typeof(${quoted(column)}) FROM ${quoted(table)} WHERE ${quoted(column)} IS NOT NULL LIMIT 1`
    for (const [kind] of this.database.rows(sql, 1))
      return kind === 'integer' ? 'int' : kind === 'real' ? 'float' : 'string'
    return 'string'
  }

  private async objects(tables: readonly TypeTable[]): Promise<void> {
    const { builder, values, problems } = this.filler
    for await (const [id, type] of this.rows('object', ['ocel_id', 'ocel_type'])) {
      const text = textOf(id)
      if (text === null) problems.add('object-without-id', 'An object has no id; it was left out.', {}, 'loss')
      else builder.object(text, textOf(type) ?? '')
    }
    for (const { table, type, attributes, hasTime, hasChange } of tables) {
      const names = attributes.map(a => a.name)
      const special = [...(hasTime ? ['ocel_time'] : []), ...(hasChange ? ['ocel_changed_field'] : [])]
      for await (const row of this.rows(table, ['ocel_id', ...names, ...special])) {
        const id = textOf(row[0]) ?? ''
        const object = builder.objectRow(id)
        if (!builder.isDefined(object) || builder.typeOfObject(id) !== type) {
          problems.add(
            'row-without-object',
            'A row of a type is about no object of that type; it was left out.',
            { column: table, value: id },
            'loss',
          )
          continue
        }
        const time = hasTime ? values.time(row[1 + names.length], `${table}.ocel_time`) : 0
        const field = hasChange ? textOf(row[row.length - 1]) : null
        for (const [i, name] of names.entries())
          if (field === null || field === '' || field === name)
            setObjectAttribute(this.filler, object, name, time, row[i + 1])
      }
    }
  }

  private async events(tables: readonly TypeTable[]): Promise<void> {
    const { builder, values, problems } = this.filler
    // Times lie in the tables of the types, the order of the events in `event`.
    const times = new Map<string, { ms: number; nanoseconds: number }>()
    for (const { table, hasTime } of tables)
      if (hasTime)
        for await (const [id, time] of this.rows(table, ['ocel_id', 'ocel_time'])) {
          const ms = values.time(time, `${table}.ocel_time`)
          times.set(String(id), { ms, nanoseconds: Number.isNaN(ms) ? 0 : values.nanoseconds })
        }
    for await (const [id, type] of this.rows('event', ['ocel_id', 'ocel_type'])) {
      const text = textOf(id)
      if (text === null) problems.add('event-without-id', 'An event has no id; it was left out.', {}, 'loss')
      else builder.event(text, textOf(type) ?? '', times.get(text)?.ms ?? Number.NaN, times.get(text)?.nanoseconds ?? 0)
    }
    for (const { table, attributes } of tables) {
      const names = attributes.map(a => a.name)
      for await (const row of this.rows(table, ['ocel_id', ...names])) {
        const event = builder.eventRow(textOf(row[0]) ?? '')
        if (event < 0)
          problems.add(
            'row-without-event',
            'A row of a type is about no event; it was left out.',
            { column: table, value: String(row[0]) },
            'loss',
          )
        for (const [i, name] of names.entries()) setEventAttribute(this.filler, event, name, row[i + 1])
      }
    }
  }

  /** Rows of a table; heeds cancel and lets other work run. */
  private async *rows(table: string, columns: readonly string[]): AsyncGenerator<readonly (SqlCell | undefined)[]> {
    const { platform, cancel } = this.options
    let count = 0
    const has = new Set(this.database.columns(table).map(({ name }) => name.toLowerCase()))
    const missing = columns.find(column => !has.has(column.toLowerCase()) && column !== 'ocel_qualifier')
    if (missing !== undefined)
      throw new FormatError(`The table "${table}" has no column "${missing}".`, {
        fix: 'An OCEL 2.0 database has it: export the log again.',
      })
    // with the table's name before it: SQLite takes an unknown quoted name alone for a text
    const cells = columns.map(column => (has.has(column.toLowerCase()) ? `t.${quoted(column)}` : 'NULL'))
    const sql = `SELECT ${cells.join(', ')} FROM ${quoted(table)} AS t`
    for (const row of this.database.rows(sql, columns.length)) {
      if ((++count & 1023) === 0 && platform.now() - this.paused > 25) {
        cancel?.throwIfCancelled()
        await platform.pause()
        this.paused = platform.now()
      }
      yield row
    }
  }
}

const sqlTypes: Readonly<Record<AttributeType, string>> = {
  string: 'TEXT',
  id: 'TEXT',
  int: 'INTEGER',
  float: 'REAL',
  boolean: 'BOOLEAN',
  date: 'TIMESTAMP',
}

const sqlValue = (value: Value, type: AttributeType): SqlValue =>
  typeof value === 'boolean' ? (value ? 1 : 0) : type === 'date' ? printTime(value as number) : value

async function* writeOcel2Sqlite(
  log: ObjectLog,
  problems: Problems,
  options: ObjectWriteOptions,
): AsyncGenerator<Uint8Array> {
  if (!options.openSqlite)
    throw new FormatError('SQLite databases cannot be written here.', { fix: 'Write OCEL 2.0 JSON or XML instead.' })
  const database = await options.openSqlite(null)
  try {
    const eventTables = createTables(
      database,
      'event',
      log.eventTypes.map(t => ({ name: t.name, columns: t.attributes })),
      problems,
    )
    const objectTables = createTables(
      database,
      'object',
      log.objectTypes.map(t => ({ name: t.name, columns: t.attributes.map(a => a.values) })),
      problems,
    )
    database.run(`CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT, PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier),
      FOREIGN KEY (ocel_event_id) REFERENCES event (ocel_id), FOREIGN KEY (ocel_object_id) REFERENCES object (ocel_id))`)
    database.run(`CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT, PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier),
      FOREIGN KEY (ocel_source_id) REFERENCES object (ocel_id), FOREIGN KEY (ocel_target_id) REFERENCES object (ocel_id))`)
    fillObjects(database, log, objectTables)
    fillEvents(database, log, eventTables)
    yield* database.bytes()
  } finally {
    database.close()
  }
}

interface WrittenTable {
  readonly table: string
  /** Name in the table, by attribute. */
  readonly names: ReadonlyMap<string, string>
  readonly columns: readonly Column[]
}

/** The map of types, the list of all, and a table a type. Names of tables are letters and digits, unique in any case. */
function createTables(
  database: Sqlite,
  scope: 'event' | 'object',
  types: readonly { name: string; columns: readonly Column[] }[],
  problems: Problems,
): WrittenTable[] {
  database.run(`CREATE TABLE ${scope}_map_type (ocel_type TEXT, ocel_type_map TEXT, PRIMARY KEY (ocel_type))`)
  database.run(
    `CREATE TABLE ${scope} (ocel_id TEXT, ocel_type TEXT, PRIMARY KEY (ocel_id), FOREIGN KEY (ocel_type) REFERENCES ${scope}_map_type (ocel_type))`,
  )
  const used = new Set<string>(['map_type', 'object'])
  const made = types.map(({ name, columns }): WrittenTable => {
    const base = name.replace(/[^A-Za-z0-9]/g, '') || 'Type'
    const map = unique(base, used)
    const taken = new Set(['ocel_id', 'ocel_time', 'ocel_changed_field'])
    const names = new Map<string, string>()
    for (const { key } of columns) {
      names.set(key, unique(key, taken))
      if (names.get(key) !== key)
        problems.add(
          'renamed-attribute',
          'SQLite does not tell upper from lower case and OCEL uses some names itself: an attribute was renamed.',
          { column: key, value: names.get(key)! },
        )
    }
    const table = `${scope}_${map}`
    const attributes = columns.map(({ key, type }) => `, ${quoted(names.get(key)!)} ${sqlTypes[type]}`).join('')
    const extra = scope === 'event' ? ', PRIMARY KEY (ocel_id)' : ''
    const change = scope === 'object' ? ', ocel_changed_field TEXT' : ''
    database.run(
      `CREATE TABLE ${quoted(table)} (ocel_id TEXT, ocel_time TIMESTAMP${change}${attributes}${extra}, FOREIGN KEY (ocel_id) REFERENCES ${scope} (ocel_id))`,
    )
    database.insert(`${scope}_map_type`, [[name, map]])
    return { table, names, columns }
  })
  return made
}

function unique(name: string, used: Set<string>): string {
  let candidate = name
  for (let i = 2; used.has(candidate.toLowerCase()); i++) candidate = `${name}_${i}`
  used.add(candidate.toLowerCase())
  return candidate
}

function fillEvents(database: Sqlite, log: ObjectLog, tables: readonly WrittenTable[]): void {
  const all = Array.from({ length: log.eventCount }, (_, event) => event)
  const typeOf = (event: number) => log.eventTypes[log.eventType[event]!]!.name
  database.insert(
    'event',
    all.map(event => [log.eventIds.text(event), typeOf(event)]),
  )
  const valuesOf = eventValues(log)
  for (const [t, { table, columns }] of tables.entries()) {
    const rows = all
      .filter(event => log.eventType[event] === t)
      .map(event => {
        const values = new Map(valuesOf(event).map(v => [v.column.key, sqlValue(v.value, v.column.type)]))
        const time = log.eventTime[event]!
        return [
          log.eventIds.text(event),
          Number.isNaN(time) ? null : printTime(time),
          ...columns.map(c => values.get(c.key) ?? null),
        ]
      })
    database.insert(table, rows)
  }
  const relations = all.flatMap(event =>
    relationsOfEvent(log, event).map(r => [log.eventIds.text(event), r.object, r.qualifier]),
  )
  database.insert('event_object', relations)
}

/** A row with the values from the beginning for each object, and a row with `ocel_changed_field` for each later value. */
function fillObjects(database: Sqlite, log: ObjectLog, tables: readonly WrittenTable[]): void {
  const all = Array.from({ length: log.objectCount }, (_, object) => object)
  const typeOf = (object: number) => log.objectTypes[log.objectType[object]!]!.name
  database.insert(
    'object',
    all.map(object => [log.objectIds.text(object), typeOf(object)]),
  )
  const valuesOf = objectValues(log)
  for (const [t, { table, names, columns }] of tables.entries()) {
    const rows: SqlValue[][] = []
    for (const object of all) {
      if (log.objectType[object] !== t) continue
      const first = new Map<string, SqlValue>()
      const later: SqlValue[][] = []
      for (const { column, value, time } of valuesOf(object)) {
        const cell = sqlValue(value, column.type)
        if (time === 0 && !first.has(column.key)) first.set(column.key, cell)
        else
          later.push([
            log.objectIds.text(object),
            printTime(time),
            names.get(column.key)!,
            ...columns.map(c => (c.key === column.key ? cell : null)),
          ])
      }
      rows.push(
        [log.objectIds.text(object), printTime(0), null, ...columns.map(c => first.get(c.key) ?? null)],
        ...later,
      )
    }
    database.insert(table, rows)
  }
  const relations = all.flatMap(object =>
    relationsOfObject(log, object).map(r => [log.objectIds.text(object), r.object, r.qualifier]),
  )
  database.insert('object_object', relations)
}
