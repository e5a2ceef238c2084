import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { plainObjectLog } from './object-log.fixture.ts'
import { ocel2Sqlite } from './ocel2-sqlite.ts'
import { openSqlite as onNode } from './sqlite.node.ts'
import type { OpenSqlite } from './sqlite.ts'
import { sqliteFor } from './sqlite.web.ts'

const inBrowser = sqliteFor(file => join(import.meta.dirname, '../../../node_modules/sql.js/dist', file))

/** Tables of OCEL 2.0 with one event of one object, as SQL with places to go wrong at. */
const schema = ({
  activity = "'pay'",
  qualifier = ', ocel_qualifier TEXT',
  objectId = "'o1'",
  relation = "'o1', 'q'",
}) => `
  CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT); INSERT INTO event_map_type VALUES (${activity}, 'Pay');
  CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT); INSERT INTO object_map_type VALUES ('order', 'Order');
  CREATE TABLE event (ocel_id TEXT, ocel_type TEXT); INSERT INTO event VALUES ('e1', ${activity});
  CREATE TABLE object (ocel_id TEXT, ocel_type TEXT); INSERT INTO object VALUES (${objectId}, 'order');
  CREATE TABLE event_Pay (ocel_id TEXT, ocel_time TIMESTAMP, "größe" TEXT); INSERT INTO event_Pay VALUES ('e1', '2024-01-01T00:00:00Z', 'a' || char(0) || 'é');
  CREATE TABLE object_Order (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT);
  CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT${qualifier}); INSERT INTO event_object VALUES ('e1', ${relation});`

async function database(sql: string): Promise<Uint8Array> {
  const made = await onNode(null)
  made.run(sql)
  const chunks: Uint8Array[] = []
  for await (const chunk of made.bytes()) chunks.push(chunk)
  return Buffer.concat(chunks)
}
async function read(openSqlite: OpenSqlite, sql: string) {
  const source = bytesSource('log.sqlite', await database(sql))
  const { log, problems } = await ocel2Sqlite.read(source, { platform: nodePlatform, openSqlite })
  const { events, objects } = plainObjectLog(log)
  return { events, objects, told: problems.map(({ kind, count }) => `${kind} ×${count}`) }
}

describe.each([
  ['on Node', onNode],
  ['in the browser', inBrowser],
])('a database of any origin %s', (_, openSqlite) => {
  const event = { id: 'e1', type: 'pay', time: Date.UTC(2024, 0, 1), objects: ['o1 q'], values: [['größe', 'a\0é']] }

  test('is read as it is', async () => {
    expect(await read(openSqlite, schema({}))).toMatchObject({ events: [event], told: [] })
  })

  test('with text that is no UTF-8 is read and told, and does not end the process', async () => {
    const { events, told } = await read(openSqlite, schema({ activity: "CAST(x'7061fc96' AS TEXT)" }))
    expect([events[0]!.type, told]).toEqual(['paü–', ['malformed-text ×2']])
  })

  test('in UTF-16 is read as it is', async () => {
    const { events, told } = await read(openSqlite, `PRAGMA encoding = 'UTF-16le'; ${schema({})}`)
    expect([events, told]).toEqual([[event], []])
  })

  test('with U+FFFD in a text is not taken for damaged', async () => {
    const { events, told } = await read(openSqlite, schema({ activity: "'a' || char(65533)" }))
    expect([events[0]!.type, told]).toEqual(['a\ufffd', []])
  })

  test('with bytes for an id has their hexadecimal text', async () => {
    const { objects, events } = await read(openSqlite, schema({ objectId: "x'00AB'", relation: "x'00AB', ''" }))
    expect([objects[0]!.id, events[0]!.objects]).toEqual(['00ab', ['00ab ']])
  })

  test('without a column of qualifiers has empty ones', async () => {
    const { events } = await read(openSqlite, schema({ qualifier: '', relation: "'o1'" }))
    expect(events[0]!.objects).toEqual(['o1 '])
  })

  test('without a column that must be there is refused with its name', async () => {
    const sql = schema({}).replaceAll('ocel_event_id TEXT', 'other TEXT')
    await expect(read(openSqlite, sql)).rejects.toThrow(
      'log.sqlite: The table "event_object" has no column "ocel_event_id". An OCEL 2.0 database has it',
    )
  })
})
