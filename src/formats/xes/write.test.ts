import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import type { AttributeNode } from '../../log/column.ts'
import type { EventLog } from '../../log/event-log.ts'
import { EventLogBuilder } from '../../log/event-log-builder.ts'
import { Problems } from '../../log/problems.ts'
import { printClassifierKeys } from './classifiers.ts'
import { linesOf, plainOf } from './reference.fixture.ts'
import { xesText } from './texts.fixture.ts'
import { xes } from './xes.ts'

async function written(log: EventLog): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of xes.write!(log, nodePlatform)) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}
const read = (bytes: Uint8Array) => xes.read(bytesSource('log.xes', bytes), { platform: nodePlatform })

/** Everything of a log that a file carries, in a form that can be compared. */
const picture = (log: EventLog) => ({
  lines: linesOf(plainOf(log)),
  name: log.name,
  classifiers: log.classifiers,
  extensions: log.extensions,
  globals: log.globals,
  types: [...log.eventAttributes.values(), ...log.caseAttributes.values()].map(c => `${c.key} ${c.type}`).sort(),
})

const letters = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '<b>',
      '"',
      "'",
      '&amp;',
      ']]>',
      '\n',
      '\r\n',
      '\t',
      ' a ',
      '=cmd()',
      '\u0001\u001f',
      '\u0085',
      '\u202e',
      '😀',
    ),
  },
)
const text = letters.map(t => t.replace(/[\0\ufffe\uffff]|\p{Surrogate}/gu, ''))
const value = fc.oneof(
  text.map(v => ['string', v] as const),
  fc.integer().map(v => ['int', v] as const),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(v => ['float', v === 0 ? 0 : v] as const),
  fc.boolean().map(v => ['boolean', v] as const),
  fc.integer({ min: -62135596800000, max: 253402300799999 }).map(v => ['date', v] as const),
  text.map(v => ['id', v] as const),
)
const leaf = fc.tuple(text, value).map(([key, [type, v]]): AttributeNode => ({ key, type, value: v, children: [] }))
const { node } = fc.letrec<{ node: AttributeNode; children: AttributeNode[] }>(tie => ({
  children: fc.array(tie('node') as fc.Arbitrary<AttributeNode>, { maxLength: 3, depthIdentifier: 'tree' }),
  node: fc.oneof(
    { depthIdentifier: 'tree', maxDepth: 3 },
    leaf,
    fc
      .tuple(text, tie('children') as fc.Arbitrary<AttributeNode[]>)
      .map(([key, children]): AttributeNode => ({ key: `c${key}`, type: 'container', value: null, children })),
    fc
      .tuple(text, tie('children') as fc.Arbitrary<AttributeNode[]>)
      .map(([key, children]): AttributeNode => ({ key, type: 'list', value: null, children })),
    fc
      .tuple(leaf, tie('children') as fc.Arbitrary<AttributeNode[]>)
      .map(([own, children]): AttributeNode => ({ ...own, children })),
  ),
}))

const keys = fc.uniqueArray(
  text.filter(key => !/^(concept:name|time:timestamp|start_timestamp)$/.test(key)),
  { minLength: 6, maxLength: 6 },
)
const types = ['string', 'int', 'float', 'boolean', 'date', 'id'] as const
const typed = {
  string: text,
  int: fc.integer(),
  float: fc.double({ noNaN: true, noDefaultInfinity: true }).map(v => (v === 0 ? 0.5 : v)),
  boolean: fc.boolean(),
  date: fc.date({ noInvalidDate: true, min: new Date(-62135596800000), max: new Date(253402300799999) }).map(Number),
  id: text,
}
const rowValues = fc.tuple(...types.map(type => fc.option(typed[type] as fc.Arbitrary<string | number | boolean>)))
const event = fc.record({
  activity: fc.option(text),
  complete: fc.option(typed.date),
  start: fc.option(typed.date),
  row: rowValues,
  nested: fc.array(node, { maxLength: 2 }),
})
const generated = fc.record({
  keys,
  cases: fc.uniqueArray(
    fc.record({
      id: text,
      row: rowValues,
      nested: fc.array(node, { maxLength: 2 }),
      events: fc.array(event, { maxLength: 4 }),
    }),
    { maxLength: 4, selector: c => c.id },
  ),
  attributes: fc.array(node, { maxLength: 3 }),
  classifiers: fc.uniqueArray(
    fc.record({
      name: text,
      keys: fc.array(
        text.filter(k => k.trim() !== '' && !/['"\s]/.test(k)),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { maxLength: 2, selector: c => c.name },
  ),
  extensions: fc.array(fc.record({ name: text, prefix: text, uri: text }), { minLength: 1, maxLength: 2 }),
  globals: fc.array(
    leaf.map(({ key, type, value }) => ({ scope: 'event' as const, key, type: type as 'string', value })),
    { maxLength: 2 },
  ),
})

type Description = typeof generated extends fc.Arbitrary<infer T> ? T : never

/** The log that a generated description says; nested values stand in their column too, as a reader would put them. */
function build({ keys, cases, ...header }: Description): EventLog {
  const builder = new EventLogBuilder()
  for (const { id, row, nested, events } of cases) {
    const code = builder.cases.addText(id)
    for (const [i, v] of row.entries()) builder.caseColumn(keys[i]!).set(code, v, types[i]!)
    for (const child of nested) if (child.type === 'list' || child.type === 'container') builder.nestCase(code, child)
    for (const { activity, complete, start, row: values, nested: trees } of events) {
      const at = builder.nextEvent(code)
      if (activity !== null) builder.activity.setText(at, activity)
      if (complete !== null) builder.setComplete(at, complete)
      if (start !== null) builder.setStart(at, start)
      for (const [i, v] of values.entries()) builder.eventColumn(keys[i]!).set(at, v, types[i]!)
      for (const child of trees) if (child.type === 'list' || child.type === 'container') builder.nestEvent(at, child)
    }
  }
  return builder.finish(new Problems(), header)
}

describe('writing XES', () => {
  test('a log is written and read back the same, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(generated, async description => {
        const first = (await read(await written(build(description)))).log
        const second = (await read(await written(first))).log
        expect(picture(second)).toEqual(picture(first))
        expect(linesOf({ ...plainOf(first), attributes: [] })).toEqual(
          linesOf({ ...plainOf(build(description)), attributes: [] }),
        )
        expect(first.attributes).toEqual(description.attributes)
        expect([first.extensions, first.globals, first.classifiers]).toEqual([
          description.extensions,
          description.globals,
          description.classifiers,
        ])
      }),
      { numRuns: 200 },
    )
  })

  test('what was read from any text is written and read back the same', async () => {
    await fc.assert(
      fc.asyncProperty(xesText, async source => {
        const first = (await read(new TextEncoder().encode(source))).log
        const { log, problems } = await read(await written(first))
        const extensions = first.extensions.length ? first.extensions : log.extensions
        expect(picture(log)).toEqual({ ...picture(first), extensions })
        expect(log.extensions.length).toBeGreaterThan(0)
        expect(problems.filter(p => p.severity === 'loss' && p.kind !== 'duplicate-key')).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  test('what is written is well-formed XML, of version 1.1 only where control characters need it', async () => {
    const log = (name: string) => {
      const builder = new EventLogBuilder()
      builder.activity.setText(builder.nextEvent(builder.cases.addText('1')), name)
      return builder.finish(new Problems())
    }
    for (const [name, version] of [
      ['a <b> & "c" \' \n\r\t \u0085 😀', '1.0'],
      ['bell \u0007', '1.1'],
    ] as const) {
      const document = new TextDecoder().decode(await written(log(name)))
      expect(document).toContain(`<?xml version="${version}"`)
      const names: string[] = []
      const parser = new SaxesParser()
      parser.on('error', error => {
        throw error
      })
      parser.on(
        'opentag',
        tag => void (tag.attributes['key'] === 'concept:name' && names.push(String(tag.attributes['value']))),
      )
      parser.write(document).close()
      expect(names).toEqual(['1', name])
    }
  })

  test('an interval log keeps its starts', async () => {
    const builder = new EventLogBuilder()
    const row = builder.nextEvent(builder.cases.addText('1'))
    builder.setComplete(row, 2000)
    builder.setStart(row, 1000)
    const bytes = await written(builder.finish(new Problems()))
    expect(new TextDecoder().decode(bytes)).toContain(
      '<date key="start_timestamp" value="1970-01-01T00:00:01.000+00:00"/>',
    )
    expect((await read(bytes)).log.start).toEqual(Float64Array.of(1000))
  })

  test('keys of classifiers are quoted where they need it', () => {
    expect(printClassifierKeys({ name: 'x', keys: ['concept:name', 'a b', "it's c"] })).toBe(
      `concept:name 'a b' "it's c"`,
    )
  })
})

describeShared('real logs', 'data/logs', () => {
  test.each([
    'augusto-SEPSIS/SEPSIS.xes.gz',
    'pm4py-reviewing/04_reviewing.xes.gz',
    'kirchmann-BPI_2020_PrepaidTravelCost/BPI_2020_PrepaidTravelCost.xes.gz',
  ])('%s is read, written and read the same', async path => {
    const first = (await read(new Uint8Array(gunzipSync(readFileSync(sharedPath('data', 'logs', path)))))).log
    expect(first.extensions.length).toBeGreaterThan(0)
    expect(picture((await read(await written(first))).log)).toEqual(picture(first))
  })
})
