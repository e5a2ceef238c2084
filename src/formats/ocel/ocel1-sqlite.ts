import { FormatError } from '../../base/errors.ts'
import { type Filler, setEventAttribute, setObjectAttribute, textOf } from './filler.ts'
import type { SqlCell, SqlTables } from './sql-tables.ts'
import { quoted } from './sqlite.ts'

/** The tables EVENTS, OBJECTS and RELATIONS that pm4py writes for OCEL 1.0, into the builder. */
export function readOcel1Tables(filler: Filler, database: SqlTables, tables: ReadonlySet<string>): void {
  for (const table of ['OBJECTS', 'RELATIONS'])
    if (!tables.has(table))
      throw new FormatError(`The database has no table "${table}".`, {
        fix: 'An OCEL 1.0 database has it: export the log again.',
      })
  const { builder, values, problems } = filler
  for (const row of records(database, 'OBJECTS')) {
    const id = textOf(row.get('ocel:oid'))
    if (id === null) problems.add('object-without-id', 'An object has no id; it was left out.', {}, 'loss')
    else {
      const object = builder.object(id, textOf(row.get('ocel:type')) ?? '')
      for (const [key, value] of attributesOf(row)) setObjectAttribute(filler, object, key, 0, value)
    }
  }
  for (const row of records(database, 'EVENTS')) {
    const id = textOf(row.get('ocel:eid'))
    if (id === null) {
      problems.add('event-without-id', 'An event has no id; it was left out.', {}, 'loss')
      continue
    }
    const ms = values.time(row.get('ocel:timestamp'), 'ocel:timestamp')
    const event = builder.event(
      id,
      textOf(row.get('ocel:activity')) ?? '',
      ms,
      Number.isNaN(ms) ? 0 : values.nanoseconds,
    )
    for (const [key, value] of attributesOf(row)) setEventAttribute(filler, event, key, value)
  }
  for (const row of records(database, 'RELATIONS')) {
    const event = builder.eventRow(textOf(row.get('ocel:eid')) ?? '')
    if (event >= 0)
      builder.relateEvent(event, textOf(row.get('ocel:oid')) ?? '', textOf(row.get('ocel:qualifier')) ?? '')
    else
      problems.add(
        'dangling-event',
        'A relation names an event that is not in the log; it was left out.',
        { value: String(row.get('ocel:eid')) },
        'loss',
      )
  }
}

function* records(database: SqlTables, table: string): Generator<ReadonlyMap<string, SqlCell>> {
  const names = database.columns(table).map(({ name }) => name)
  for (const row of database.rows(
    `SELECT ${names.map(name => `t.${quoted(name)}`).join(', ')} FROM ${quoted(table)} AS t`,
    names.length,
  ))
    yield new Map(names.map((name, i) => [name, row[i] ?? null]))
}

const attributesOf = (row: ReadonlyMap<string, SqlCell>) => [...row].filter(([key]) => !key.startsWith('ocel:'))
