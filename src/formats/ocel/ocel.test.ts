import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { describeShared, hasShared, sharedPath } from '../../../test/shared.ts'
import { fileSource, nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { flatten } from '../../log/count/flatten.ts'
import type { ObjectLog } from '../../log/object-log.ts'
import { relationCount } from '../../log/object-log.ts'
import { Problems } from '../../log/problems.ts'
import { openLog } from '../open.ts'
import type { ObjectLogFormat, ObjectReading } from './object-format.ts'
import { buildObjectLog, plainObjectLog, randomObjectLog } from './object-log.fixture.ts'
import { ocelFormatOf, ocelFormats } from './ocel-formats.ts'
import { ocel1Csv } from './ocel1-csv.ts'
import { ocel1Json } from './ocel1-json.ts'
import { ocel1Xml } from './ocel1-xml.ts'
import { ocel2Json } from './ocel2-json.ts'
import { ocel2Sqlite } from './ocel2-sqlite.ts'
import { ocel2Xml } from './ocel2-xml.ts'
import { openSqlite } from './sqlite.node.ts'

const options = { platform: nodePlatform, openSqlite }

async function written(format: ObjectLogFormat, log: ObjectLog, problems = new Problems()): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of format.write(log, problems, options)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
/** Read from chunks of 7 bytes, so that everything is cut everywhere; a database is but copied from its chunks. */
const read = (format: ObjectLogFormat, bytes: Uint8Array, name = 'log'): Promise<ObjectReading> =>
  format.read(bytesSource(name, bytes, format === ocel2Sqlite ? 1021 : 7), options)
const readText = (format: ObjectLogFormat, text: string): Promise<ObjectReading> => read(format, Buffer.from(text))
const kinds = ({ problems }: ObjectReading) => Object.fromEntries(problems.map(p => [p.kind, p.count]))

describe('OCEL 2.0', () => {
  test.each([
    [ocel2Json, 200],
    [ocel2Xml, 200],
    [ocel2Sqlite, 10],
  ])('$title gives back what was written', async (format, numRuns) => {
    await fc.assert(
      fc.asyncProperty(randomObjectLog, async random => {
        const log = buildObjectLog(random)
        const lost = new Problems()
        const bytes = await written(format, log, lost)
        const again = await read(format, bytes)
        expect(lost.list()).toEqual([])
        expect(plainObjectLog(again.log)).toEqual(plainObjectLog(log))
        expect(
          again.problems.filter(p => !['out-of-order', 'missing-time', 'event-without-object'].includes(p.kind)),
        ).toEqual([])
        expect(ocelFormatOf(bytes)).toBe(format)
      }),
      { numRuns },
    )
  })

  test.each([[ocel2Json], [ocel2Xml]])('$title keeps -0, which SQLite does not have', async format => {
    const random = { events: [], objects: [{ type: 0, values: [[2, 0, -0] as const], targets: [] }], ids: ['x'] }
    const { log } = await read(format, await written(format, buildObjectLog(random)))
    expect(plainObjectLog(log).objects[0]!.values).toEqual([['ratio', 0, -0]])
  })

  test('is the same log in any order of its formats', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomObjectLog,
        fc.shuffledSubarray([ocel2Json, ocel2Xml, ocel2Sqlite], { minLength: 2 }),
        async (random, chain) => {
          const log = buildObjectLog(random)
          let now = log
          for (const format of chain) now = (await read(format, await written(format, now))).log
          expect(plainObjectLog(now)).toEqual(plainObjectLog(log))
        },
      ),
      { numRuns: 10 },
    )
  })
})

describe('OCEL 1.0', () => {
  const finite = (value: unknown) => typeof value !== 'number' || Number.isFinite(value)
  /** What OCEL 1.0 can say: no qualifiers, no O2O, one value an attribute, no dates and no infinite numbers. */
  const reduced = randomObjectLog.map(random => ({
    ...random,
    events: random.events.map(e => ({
      ...e,
      values: e.values.filter(([i, v]) => i !== 3 && finite(v)),
      objects: e.objects.map(([o]) => [o, ''] as const),
    })),
    objects: random.objects.map(o => ({
      ...o,
      values: o.values
        .filter(([i, , v], n) => i !== 3 && finite(v) && o.values.findIndex(([j]) => i === j) === n)
        .map(([i, , v]) => [i, 0, v] as const),
      targets: [],
    })),
  }))
  /** The same log without what OCEL 1.0 does not declare: types without attributes of their own, types of events. */
  const said = (log: ObjectLog) => {
    const plain = plainObjectLog(log, true)
    const used = new Set(plain.events.map(e => e.type))
    return {
      events: plain.events.map(e => ({ ...e, values: [...e.values].sort() })),
      objects: plain.objects.map(o => ({ ...o, values: [...o.values].sort() })),
      types: [plain.objectTypes.map(t => t.name), plain.eventTypes.map(t => t.name).filter(name => used.has(name))],
    }
  }

  test.each([[ocel1Json], [ocel1Xml]])('$title gives back what it can hold', async format => {
    await fc.assert(
      fc.asyncProperty(reduced, async random => {
        const log = buildObjectLog(random)
        const bytes = await written(format, log)
        const again = (await read(format, bytes)).log
        expect(said(again)).toEqual(said(log))
        expect(ocelFormatOf(bytes)).toBe(format)
        expect(plainObjectLog((await read(format, await written(format, again))).log)).toEqual(plainObjectLog(again))
      }),
      { numRuns: 100 },
    )
  })

  test('as a table gives back events and relations, and the second reading what the first gave', async () => {
    await fc.assert(
      fc.asyncProperty(reduced, async random => {
        const log = buildObjectLog(random)
        const bytes = await written(ocel1Csv, log)
        const again = (await read(ocel1Csv, bytes)).log
        const seen = (l: ObjectLog) =>
          plainObjectLog(l).events.map(({ values, ...event }) => ({
            ...event,
            keys: values.map(([key]) => key).sort(),
          }))
        expect(seen(again)).toEqual(seen(log))
        expect(ocelFormatOf(bytes)).toBe(ocel1Csv)
        expect(said((await read(ocel1Csv, await written(ocel1Csv, again))).log)).toEqual(said(again))
      }),
      { numRuns: 100 },
    )
  })

  test('says what it cannot hold', async () => {
    const { log } = await readText(
      ocel2Json,
      `{"objectTypes":[{"name":"o","attributes":[{"name":"p","type":"float"},{"name":"d","type":"time"}]}],"eventTypes":[{"name":"a","attributes":[]}],
       "objects":[{"id":"x","type":"o","attributes":[{"name":"p","time":"1970-01-01T00:00:00Z","value":1},{"name":"p","time":"2024-01-01T00:00:00Z","value":2},{"name":"d","time":"2024-01-01T00:00:00Z","value":"2024-01-01T00:00:00Z"}],"relationships":[{"objectId":"y","qualifier":"q"}]},{"id":"y","type":"o"}],
       "events":[{"id":"e","type":"a","time":"2024-01-01T00:00:00Z","relationships":[{"objectId":"x","qualifier":"q"},{"objectId":"x","qualifier":"r"}]}]}`,
    )
    const lost = new Problems()
    await written(ocel1Json, log, lost)
    expect(Object.fromEntries(lost.list().map(p => [p.kind, p.count]))).toEqual({
      'lost-qualifiers': 2,
      'lost-relations': 1,
      'lost-object-relations': 1,
      'lost-changes': 1,
      'lost-value-times': 1,
      'lost-types': 1,
    })
  })
})

describe('problems', () => {
  test('of an OCEL 2.0 log are all reported, and nothing else is lost', async () => {
    const reading = await readText(
      ocel2Json,
      `{"eventTypes":[{"name":"a","attributes":[{"name":"n","type":"integer"},{"name":"w","type":"weight"}]}],"objectTypes":[{"name":"o","attributes":[]}],
       "extra":{"x":1},
       "events":[
        {"id":"1","type":"a","time":"2024-01-02T00:00:00Z","attributes":[{"name":"n","value":"many"},{"name":"m","value":true}],"relationships":[{"objectId":"x","qualifier":""},{"objectId":"ghost","qualifier":"q"},{"objectId":"x","qualifier":""}]},
        {"id":"1","type":"a","time":"2024-01-01T00:00:00Z"},
        {"id":"2","type":"b","time":"soon","attributes":[{"name":"n","value":1},{"name":"n","value":2}]},
        {"id":"3","type":"a","time":"2024-01-01 00:00:00","relationships":[{"qualifier":"q"}]},
        {"type":"a"}],
       "objects":[{"id":"x","type":"o"},{"id":"x","type":"o"},{"id":"x","type":"p"},{"id":"y","type":"q","attributes":[{"name":"z","value":{"a":1}}]}]}`,
    )
    expect(kinds(reading)).toEqual({
      'unknown-type': 1,
      'unknown-part': 1,
      'undeclared-attribute': 3,
      'duplicate-event': 1,
      'undeclared-type': 2,
      'bad-time': 1,
      'time-without-zone': 1,
      'malformed-relation': 1,
      'event-without-id': 1,
      'duplicate-object': 1,
      'object-with-two-types': 1,
      'structured-value': 1,
      'out-of-order': 1,
      'missing-time': 1,
      'dangling-reference': 1,
      'duplicate-relation': 1,
      'event-without-object': 2,
      'duplicate-value': 1,
      'mixed-types': 1,
    })
    expect(plainObjectLog(reading.log).events).toEqual([
      { id: '3', type: 'a', time: Date.UTC(2024, 0, 1), values: [], objects: [] },
      {
        id: '1',
        type: 'a',
        time: Date.UTC(2024, 0, 2),
        values: [
          ['n', 'many'],
          ['m', true],
        ],
        objects: ['x '],
      },
      { id: '2', type: 'b', time: Number.NaN, values: [['n', 2]], objects: [] },
    ])
  })

  test.each([
    ['', ocel2Json, /log: The file is empty/],
    ['[1]', ocel2Json, /byte 0: The JSON does not begin with an object/],
    ['{"events":[{"id":"1"', ocel2Json, /The JSON ends in the middle.*cut off/],
    ['{"events":[{"id":1 2}]}', ocel2Json, /byte 11: This is no JSON/],
    [`{"events":${'['.repeat(100)}`, ocel2Json, /nested deeper than 64/],
    ['<log><events></log>', ocel2Xml, /line 1: <\/log> stands where <\/events> must/],
    ['<log>\n<events>', ocel2Xml, /line 2: The XML ends in the middle/],
    ['<log a="1" b></log>', ocel1Xml, /attributes of <log> are malformed/],
    ['ocel:eid,ocel:activity\n', ocel1Csv, /column "ocel:timestamp" is missing/],
    ['ocel:eid,ocel:activity,ocel:timestamp\n"1,', ocel1Csv, /quoted cell does not end/],
    ['SQLite format 3\0rubbish', ocel2Sqlite, /SQLite database cannot be read/],
  ])('hopeless input %j is a clear error', async (text, format, message) => {
    await expect(readText(format, text)).rejects.toThrow(message)
  })

  test('a DOCTYPE cannot make anything grow', async () => {
    const reading = await readText(
      ocel2Xml,
      '<!DOCTYPE log [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><log><object-types/><event-types/><objects/><events><event id="&c;" type="&#65;" time="2024-01-01T00:00:00Z"/></events></log>',
    )
    expect(reading.log.eventIds.text(0)).toBe('&c;')
    expect(reading.log.eventTypes.map(t => t.name)).toEqual(['A'])
    expect(kinds(reading)['unknown-entity']).toBe(1)
  })

  test('without SQLite the format says what to do', async () => {
    await expect(ocel2Sqlite.read(bytesSource('x.db', new Uint8Array(9)), { platform: nodePlatform })).rejects.toThrow(
      /x\.db: SQLite databases cannot be opened here.*JSON/,
    )
  })
})

const ocel = (folder: string, file: string) => sharedPath('data/logs', folder, file)
async function shared(folder: string, file: string, timeZone?: string): Promise<ObjectReading> {
  const source = await fileSource(ocel(folder, file))
  const format = ocelFormatOf(await source.slice!(0, 1 << 16))
  expect(format).not.toBeNull()
  return format!.read(source, { ...options, ...(timeZone ? { timeZone } : {}) })
}

describeShared(
  'shared OCEL logs',
  ['data/logs/pm4py-ocel', 'data/logs/ocpa-ocel', 'data/logs/ocalign-ocel', 'oracle/ocel20_example.json'],
  () => {
    test('one log as JSON, XML and SQLite is one log', async () => {
      // Its XML and SQLite forms carry local times of Germany without saying so.
      const json = await shared('pm4py-ocel', 'ocel20_example.jsonocel')
      const xml = await shared('pm4py-ocel', 'ocel20_example.xmlocel', 'Europe/Berlin')
      const sqlite = await shared('pm4py-ocel', 'ocel20_example.sqlite', 'Europe/Berlin')
      expect(json.problems).toEqual([])
      expect(plainObjectLog(xml.log, true)).toEqual(plainObjectLog(json.log, true))
      expect(plainObjectLog(sqlite.log, true)).toEqual(plainObjectLog(json.log, true))
    })

    test('OCEL 1.0 as JSON, XML, SQLite and CSV has the same events and relations', async () => {
      const seen = async (file: string) => {
        const { events, objects } = plainObjectLog((await shared('pm4py-ocel', file)).log, true)
        return { events: events.map(({ values: _, ...event }) => event), objects: objects.map(o => [o.id, o.type]) }
      }
      const json = await seen('example_log.jsonocel')
      expect(json.events).toHaveLength(23)
      for (const file of ['example_log.xmlocel', 'example_log.sqlite', 'example_log.csv'])
        expect(await seen(file)).toEqual(json)
      const values = async (file: string) => plainObjectLog((await shared('pm4py-ocel', file)).log, true)
      const fromJson = await values('example_log.jsonocel')
      const fromSqlite = await values('example_log.sqlite')
      expect(fromSqlite.events).toEqual(fromJson.events)
      expect(fromSqlite.objects).toEqual(fromJson.objects)
    })

    const all = ['pm4py-ocel', 'ocpa-ocel/jsonocel', 'ocpa-ocel/ocel2/sqlite', 'ocalign-ocel']
      .filter(folder => hasShared('data/logs', folder))
      .flatMap(folder =>
        readdirSync(sharedPath('data/logs', folder))
          .filter(f => /ocel$|sqlite$|csv$/.test(f))
          .map(f => [folder, f] as const),
      )
    test.each(all)('%s/%s is the same after being written in every format of OCEL 2.0', async (folder, file) => {
      const { log, problems } = await shared(folder, file)
      expect(log.eventCount).toBeGreaterThan(0)
      const losses = problems.filter(p => p.severity === 'loss').map(p => p.kind)
      expect(losses.every(kind => kind === 'dangling-reference')).toBe(true)
      for (const format of [ocel2Json, ocel2Xml, ocel2Sqlite]) {
        const bytes = await written(format, log)
        const again = await format.read(bytesSource('log', bytes), options)
        expect(plainObjectLog(again.log)).toEqual(plainObjectLog(log))
      }
    })

    test('the logistics log has its size', async () => {
      const { log, problems } = await shared('ocpa-ocel', 'ocel2/sqlite/logistics.sqlite')
      expect([log.eventCount, log.objectCount, relationCount(log.objectsOfEvents)]).toEqual([8727, 970, 11658])
      // Its 16 738 rows name 5 080 times handling units, which are not among its objects.
      const dangling = problems.find(p => p.kind === 'dangling-reference')
      expect(dangling).toMatchObject({ severity: 'loss' })
      expect(dangling!.count).toBeGreaterThanOrEqual(16738 - 11658)
    })
  },
)

interface Oracle {
  readonly _meta: { readonly events: number; readonly objects: number; readonly e2o: number; readonly o2o: number }
  readonly activity_counts: Record<string, number>
  readonly object_type_counts: Record<string, number>
  readonly object_type_activities: Record<string, string[]>
  readonly flattened_dfg: Record<
    string,
    { dfg: [string, string, number][]; start: Record<string, number>; end: Record<string, number> }
  >
}
const oracle = (name: string) => JSON.parse(readFileSync(sharedPath('oracle', `${name}.json`), 'utf8')) as Oracle

function expectOracle(
  log: ObjectLog,
  { activity_counts, object_type_counts, object_type_activities, flattened_dfg, _meta }: Oracle,
): void {
  // The oracle leaves out objects without events, and the relations between objects that name one of them.
  const seen = (object: number) => log.eventsOfObjects.offsets[object] !== log.eventsOfObjects.offsets[object + 1]
  const { offsets: starts, others } = log.targetsOfObjects
  let objectRelations = 0
  for (let o = 0; o < log.objectCount; o++)
    for (let i = starts[o]!; i < starts[o + 1]!; i++) if (seen(o) && seen(others[i]!)) objectRelations++
  expect([log.eventCount, relationCount(log.objectsOfEvents), objectRelations]).toEqual([
    _meta.events,
    _meta.e2o,
    _meta.o2o,
  ])
  const events: Record<string, number> = {}
  for (const type of log.eventType) events[log.eventTypes[type]!.name] = (events[log.eventTypes[type]!.name] ?? 0) + 1
  expect(events).toEqual(activity_counts)
  const { offsets } = log.eventsOfObjects
  for (const [type, count] of Object.entries(object_type_counts)) {
    // The oracle counts objects that have events, as a flattened log has cases.
    const flat = flatten(log, type)
    expect(flat.log.caseCount).toBe(count)
    expect(
      [...new Set(Array.from(flat.log.activity.codes, code => flat.log.activity.dictionary.text(code)))].sort(),
    ).toEqual(object_type_activities[type])
    expect(flat.report.sourceEvents + flat.report.deficientEvents).toBe(log.eventCount)
    expect(arcs(flat.log)).toEqual(sortedArcs(flattened_dfg[type]!))
  }
  const withEvents = Array.from({ length: log.objectCount }, (_, o) => offsets[o] !== offsets[o + 1]).filter(
    Boolean,
  ).length
  expect(withEvents).toBe(Object.values(object_type_counts).reduce((a, b) => a + b, 0))
}

function sortedArcs({ dfg, start, end }: Oracle['flattened_dfg'][string]) {
  return { dfg: Object.fromEntries(dfg.map(([a, b, n]) => [`${a} > ${b}`, n])), start, end }
}

function arcs(log: ReturnType<typeof flatten>['log']) {
  const found: { dfg: Record<string, number>; start: Record<string, number>; end: Record<string, number> } = {
    dfg: {},
    start: {},
    end: {},
  }
  const add = (counts: Record<string, number>, key: string) => {
    counts[key] = (counts[key] ?? 0) + 1
  }
  const name = (row: number) => log.activity.dictionary.text(log.activity.codes[row]!)
  for (let c = 0; c < log.caseCount; c++) {
    const [from, to] = [log.caseOffsets[c]!, log.caseOffsets[c + 1]!]
    add(found.start, name(from))
    add(found.end, name(to - 1))
    for (let row = from + 1; row < to; row++) add(found.dfg, `${name(row - 1)} > ${name(row)}`)
  }
  return found
}

describeShared(
  'flattened logs',
  ['oracle/ocel20_example.json', 'oracle/recruiting-red.json', 'data/logs/pm4py-ocel'],
  () => {
    test.each([['ocel20_example.jsonocel'], ['recruiting-red.jsonocel']])('of %s equal the oracle', async file => {
      expectOracle((await shared('pm4py-ocel', file)).log, oracle(file.replace('.jsonocel', '')))
    })
  },
)

const work = mkdtempSync(join(tmpdir(), 'parfocal-ocel-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

describeShared('the generated order log', ['oracle/om_1k.json', 'tools/gen_ocel.py'], () => {
  const python = process.env['PARFOCAL_PYTHON'] ?? 'python3'
  const file = join(work, 'om_1k.json')
  try {
    execFileSync(python, [sharedPath('tools/gen_ocel.py'), '1000', file], { stdio: 'ignore' })
  } catch {
    process.stderr.write(
      `skipped "the generated order log": ${python} cannot run its generator (set PARFOCAL_PYTHON)\n`,
    )
  }
  test.skipIf(!existsSync(file))('equals the oracle, and says what flattening costs', async () => {
    const { log } = await ocel2Json.read(await fileSource(file), options)
    expectOracle(log, oracle('om_1k'))
    const { report, problems } = flatten(log, 'items')
    expect(report).toMatchObject({ cases: 2605, deficientEvents: 1000 + 1000 + 345 + 138, divergentCases: 0 })
    expect(report.events).toBeGreaterThan(report.sourceEvents)
    expect(report.convergentEvents).toBeGreaterThan(0)
    expect(problems.list().map(p => p.kind)).toEqual(expect.arrayContaining(['convergence', 'deficiency']))
    expect(flatten(log, 'customers').report.divergentCases).toBeGreaterThan(0)
  })
})

describe('an object-centric file opened as an event log', () => {
  const text = `{"objectTypes":[{"name":"order","attributes":[]},{"name":"item","attributes":[]}],"eventTypes":[{"name":"place","attributes":[]}],
    "objects":[{"id":"o1","type":"order"},{"id":"i1","type":"item"},{"id":"i2","type":"item"}],
    "events":[{"id":"e","type":"place","time":"2024-01-01T00:00:00Z","relationships":[{"objectId":"o1","qualifier":""},{"objectId":"i1","qualifier":""},{"objectId":"i2","qualifier":""}]}]}`
  const open = (bytes: Uint8Array, more: object, name = 'log.json') =>
    openLog(bytesSource(name, bytes), { ...options, ...more })

  test('has the objects of the commonest type as cases, and says so', async () => {
    const { log, problems, objects, format } = await open(Buffer.from(text), {})
    expect([format, log.caseCount, log.caseIds.text(1)]).toEqual(['ocel2-json', 2, 'i2'])
    expect(objects).toEqual({
      objectType: 'item',
      objectTypes: [
        { name: 'order', objects: 1 },
        { name: 'item', objects: 2 },
      ],
    })
    expect(problems.map(p => [p.kind, p.count])).toEqual([
      ['chosen-object-type', 1],
      ['convergence', 1],
    ])
    expect(problems[0]!.message).toContain('Others: order (1).')
  })

  test('tells each kind of problem once, of the events as read', async () => {
    const timeless = text.replace('"time":"2024-01-01T00:00:00Z",', '"time":"soon",')
    const { problems } = await open(Buffer.from(timeless), { objectType: 'item' })
    expect(problems.map(p => [p.kind, p.count])).toEqual([
      ['bad-time', 1],
      ['missing-time', 1],
      ['convergence', 1],
    ])
  })

  test('has those of the type that was asked for, in every format, whatever the name', async () => {
    const { log } = await readText(ocel2Json, text)
    for (const format of ocelFormats) {
      const reading = await open(await written(format, log), { objectType: 'order' }, 'log.xes')
      expect([reading.format, reading.log.caseCount, reading.problems.map(p => p.kind)]).toEqual([format.id, 1, []])
    }
    await expect(open(Buffer.from(text), { objectType: 'lorry' })).rejects.toThrow(
      'no object type "lorry". It has: order, item.',
    )
  })
})

describe('a file damaged anywhere', () => {
  const files = [
    'ocel-parcels.json',
    'ocel-parcels.xml',
    'ocel1-parcels.jsonocel',
    'ocel1-parcels.xmlocel',
    'ocel1-parcels.csv',
    'ocel-parcels.sqlite',
  ]
  test.each(files)('%s is a clear error or a log, never a crash', async file => {
    const whole = readFileSync(join(import.meta.dirname, '../../../samples', file))
    const format = ocelFormatOf(whole)!
    const change = fc.record({
      at: fc.nat(whole.length - 1),
      bytes: fc.uint8Array({ maxLength: 3 }),
      skip: fc.nat(3),
      cut: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, bytes, skip, cut }) => {
        const rest = cut ? Buffer.alloc(0) : whole.subarray(at + skip)
        const damaged = Buffer.concat([whole.subarray(0, at), bytes, rest])
        let outcome: string
        try {
          const { log } = await format.read(bytesSource(file, damaged, 500), options)
          outcome = plainObjectLog(log).events.length === log.eventCount ? 'log' : 'wrong'
        } catch (error) {
          outcome = (error as Error).name
        }
        expect(['log', 'FormatError']).toContain(outcome)
      }),
      { numRuns: file.endsWith('sqlite') ? 60 : 300 },
    )
  })
})

describe('the sample', () => {
  const sample = async (file: string) => {
    const source = await fileSource(join(import.meta.dirname, '../../../samples', file))
    const format = ocelFormatOf(await source.slice!(0, 1 << 16))!
    return { format: format.id, ...(await format.read(source, options)) }
  }

  test('is the same log in the three formats of OCEL 2.0', async () => {
    const json = await sample('ocel-parcels.json')
    const xml = await sample('ocel-parcels.xml')
    const sqlite = await sample('ocel-parcels.sqlite')
    expect([json, xml, sqlite].map(reading => [reading.format, reading.problems])).toEqual([
      ['ocel2-json', []],
      ['ocel2-xml', []],
      ['ocel2-sqlite', []],
    ])
    expect(plainObjectLog(xml.log)).toEqual(plainObjectLog(json.log))
    expect(plainObjectLog(sqlite.log)).toEqual(plainObjectLog(json.log))
    expect(json.log.objectTypes.find(type => type.name === 'orders')!.attributes[1]!.times).toHaveLength(3)
  })

  test('has the same events and objects in the three formats of OCEL 1.0', async () => {
    const seen = async (file: string) => {
      const { events, objects } = plainObjectLog((await sample(file)).log, true)
      return [
        events.map(({ objects: of, ...event }) => [event, of.map(o => o.trim())]),
        objects.map(o => [o.id, o.type]),
      ]
    }
    const json = await seen('ocel1-parcels.jsonocel')
    expect(await seen('ocel1-parcels.xmlocel')).toEqual(json)
    expect(await seen('ocel1-parcels.csv')).toEqual(json)
    expect((await sample('ocel-parcels.json')).log.eventCount).toBe(json[0]!.length)
  })
})

test('SQLite in the browser reads what Node wrote and the reverse', async () => {
  const { sqliteFor } = await import('./sqlite.web.ts')
  const web = sqliteFor(file => join(import.meta.dirname, '../../../node_modules/sql.js/dist', file))
  await fc.assert(
    fc.asyncProperty(randomObjectLog, async random => {
      const log = buildObjectLog(random)
      const chunks: Uint8Array[] = []
      for await (const chunk of ocel2Sqlite.write(log, new Problems(), { ...options, openSqlite: web }))
        chunks.push(chunk)
      const onNode = await read(ocel2Sqlite, Buffer.concat(chunks))
      const onWeb = await ocel2Sqlite.read(bytesSource('log', await written(ocel2Sqlite, log)), {
        ...options,
        openSqlite: web,
      })
      expect(plainObjectLog(onNode.log)).toEqual(plainObjectLog(log))
      expect(plainObjectLog(onWeb.log)).toEqual(plainObjectLog(log))
    }),
    { numRuns: 5 },
  )
  const broken = bytesSource('x.db', Buffer.from('SQLite format 3\0 and nothing'))
  await expect(ocel2Sqlite.read(broken, { ...options, openSqlite: web })).rejects.toThrow(
    /x\.db: .*SQLite database cannot be read/,
  )
})

test('every format has another id and its own title', () => {
  expect(new Set(ocelFormats.map(f => f.id)).size).toBe(ocelFormats.length)
  expect(new Set(ocelFormats.map(f => f.title)).size).toBe(ocelFormats.length)
  writeFileSync(join(work, 'plain.json'), '{"a": 1}')
  expect(ocelFormatOf(readFileSync(join(work, 'plain.json')))).toBeNull()
})
