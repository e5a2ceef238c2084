import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource, Cancelled, cancellable } from '../../base/platform.ts'
import { eventColumn } from '../../log/event-log.ts'
import type { Limits, Reading } from '../format.ts'
import { linesOf, plainOf } from './reference.fixture.ts'
import { xes } from './xes.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (input: string | Uint8Array, limits: Partial<Limits> = {}, chunk?: number): Promise<Reading> =>
  xes.read(bytesSource('log.xes', typeof input === 'string' ? bytesOf(input) : input, chunk), {
    platform: nodePlatform,
    limits,
  })

/** The log as lines, then its problems as `kind count`, those that sorting reports left out. */
async function picture(input: string | Uint8Array): Promise<string[]> {
  const { log, problems } = await read(input)
  const [, ...lines] = linesOf(plainOf(log))
  return [...lines, ...problems.filter(p => !sorting.has(p.kind)).map(p => `! ${p.kind} ${p.count}`)]
}
const sorting = new Set(['missing-time', 'equal-times', 'out-of-order'])

const message = (input: string | Uint8Array, limits?: Partial<Limits>) =>
  read(input, limits).then(
    () => 'was read',
    (error: Error) => `${error.name}: ${error.message}`,
  )

const at = (day: number) => `<date key="time:timestamp" value="2024-01-0${day}T00:00:00Z"/>`
const ms = (day: number) => Date.UTC(2024, 0, day)
const activity = (name: string) => `<string key="concept:name" value="${name}"/>`

describe('cases and events', () => {
  test('traces are cases, events are rows in order of time', async () => {
    const { log, problems } = await read(
      `<log><trace>${activity('1')}<event>${activity('b')}${at(2)}</event><event>${activity('a')}${at(1)}</event></trace></log>`,
    )
    expect(linesOf(plainOf(log)).slice(1)).toEqual([
      'case "1"  []',
      `  ${ms(1)} "concept:name"="a" []`,
      `  ${ms(2)} "concept:name"="b" []`,
    ])
    expect(log.ordinal).toEqual(Int32Array.of(1, 0))
    expect(problems.map(p => p.kind)).toEqual(['out-of-order'])
  })

  test('empty logs, empty traces and empty events are kept', async () => {
    expect(await picture('<log/>')).toEqual([])
    expect(await picture('<log></log>')).toEqual([])
    expect(await picture(`<log><trace/><trace>${activity('x')}<event/><event></event></trace></log>`)).toEqual([
      'case "case 1"  []',
      'case "x"  []',
      '  null  []',
      '  null  []',
      '! missing-case-id 1',
      '! missing-activity 2',
    ])
  })

  test('a trace without a name gets an id by its position, also where another has that id', async () => {
    expect(await picture(`<log><trace>${activity('case 2')}</trace><trace/></log>`)).toEqual([
      'case "case 2"  []',
      'case "case 2 #2"  []',
      '! missing-case-id 1',
    ])
  })

  test('traces with the same id stay cases of their own', async () => {
    const same = `<trace>${activity('A')}<event>${activity('a')}</event></trace>`
    const { log, problems } = await read(`<log>${same}${same}<trace>${activity('A #2')}</trace>${same}</log>`)
    expect([0, 1, 2, 3].map(c => log.caseIds.text(c))).toEqual(['A', 'A #2', 'A #2 #2', 'A #3'])
    expect(problems.find(p => p.kind === 'duplicate-case-id')).toMatchObject({
      count: 3,
      places: [{ line: 1, value: 'A' }, { value: 'A #2' }, { value: 'A' }],
    })
  })

  test('events outside any trace share one case', async () => {
    const event = `<event>${activity('a')}</event>`
    expect(await picture(`<log>${event}<trace>${activity('1')}${event}</trace>${event}</log>`)).toEqual([
      'case "events outside any trace"  []',
      '  null "concept:name"="a" []',
      '  null "concept:name"="a" []',
      'case "1"  []',
      '  null "concept:name"="a" []',
      '! event-without-trace 2',
    ])
  })

  test('attributes of a trace may follow its events', async () => {
    expect(
      await picture(
        `<log><trace><event>${activity('a')}</event>${activity('1')}<int key="n" value="3"/></trace></log>`,
      ),
    ).toEqual(['case "1" "n"=3 []', '  null "concept:name"="a" []'])
  })
})

describe('attributes', () => {
  const event = (inside: string) =>
    picture(`<log><trace>${activity('1')}<event>${inside}</event></trace></log>`).then(lines => lines.slice(1))

  test('every type has its column', async () => {
    const { log } = await read(`<log><trace>${activity('1')}<event>
      <string key="s" value="x"/><int key="i" value="-7"/><float key="f" value="1.5"/><boolean key="b" value="true"/>
      <id key="u" value="550e8400-e29b-41d4-a716-446655440000"/><date key="d" value="2024-01-01T00:00:00+01:00"/></event></trace></log>`)
    expect([...log.eventAttributes.values()].map(c => `${c.key} ${c.type}`)).toEqual([
      's string',
      'i int',
      'f float',
      'b boolean',
      'u id',
      'd date',
    ])
  })

  test('lifecycle:transition keeps its case', async () => {
    const { log } = await read(
      `<log><trace><event><string key="lifecycle:transition" value="COMPLETE"/></event></trace></log>`,
    )
    expect(log.eventAttributes.get('lifecycle:transition')).toMatchObject({ type: 'string' })
    expect(await event('<string key="lifecycle:transition" value="COMPLETE"/>')).toContain(
      '  null "lifecycle:transition"="COMPLETE" []',
    )
  })

  test('start_timestamp is the start of an interval', async () => {
    const { log } = await read(
      `<log><trace><event><date key="start_timestamp" value="2024-01-01T00:00:00Z"/>${at(2)}</event></trace></log>`,
    )
    expect(log.start).toEqual(Float64Array.of(ms(1)))
    expect(log.complete).toEqual(Float64Array.of(ms(2)))
    expect(eventColumn(log, 'start_timestamp')?.type).toBe('date')
  })

  test('a key that comes twice keeps the last value, and is reported', async () => {
    expect(await event(`${activity('a')}${activity('b')}<int key="n" value="1"/><int key="n" value="2"/>`)).toEqual([
      '  null "concept:name"="b" "n"=2 []',
      '! duplicate-key 2',
    ])
  })

  test('nested attributes are in their column and in a tree', async () => {
    expect(
      await event('<string key="a" value="x"><int key="b" value="1"><boolean key="c" value="false"/></int></string>'),
    ).toEqual([
      '  null "a"="x" [{"key":"a","type":"string","value":"x","children":[{"key":"b","type":"int","value":1,"children":[{"key":"c","type":"boolean","value":false,"children":[]}]}]}]',
      '! missing-activity 1',
    ])
  })

  test('lists hold values, and attributes of their own beside them', async () => {
    const tree = async (inside: string) => (await read(`<log>${inside}</log>`)).log.attributes
    const x = { key: 'x', type: 'int', value: 1, children: [] }
    const list = (children: unknown[]) => [{ key: 'l', type: 'list', value: null, children }]
    expect(await tree('<list key="l"><values><int key="x" value="1"/></values></list>')).toEqual(list([x]))
    expect(await tree('<list key="l"><int key="x" value="1"/></list>')).toEqual(list([x]))
    expect(await tree('<list key="l"><values/></list>')).toEqual(list([]))
    expect(await tree('<list key="l"><values/><int key="x" value="1"/></list>')).toEqual(
      list([{ key: '', type: 'container', value: null, children: [] }, x]),
    )
    expect(await tree('<container key="l"><int key="x" value="1"/></container>')).toEqual([
      { key: 'l', type: 'container', value: null, children: [x] },
    ])
  })

  test('values that cannot be read are left out and reported with their place', async () => {
    const { problems } = await read(`<log>
<trace><event><int key="i" value="many"/><float key="f" value="NaN"/><boolean key="b" value="yes"/><date key="d" value="soon"/>
<id key="u" value="7"/><string key="e"/></event></trace></log>`)
    expect(problems.filter(p => p.kind !== 'missing-time').map(p => [p.kind, p.count, p.places[0]])).toEqual([
      ['unreadable-number', 1, { line: 2, column: 'i', value: 'many' }],
      ['not-finite', 1, { line: 2, column: 'f', value: 'NaN' }],
      ['unreadable-boolean', 1, { line: 2, column: 'b', value: 'yes' }],
      ['unreadable-date', 1, { line: 2, column: 'd', value: 'soon' }],
      ['not-a-uuid', 1, { line: 3, column: 'u', value: '7' }],
      ['attribute-without-value', 1, { line: 3, column: 'e' }],
      ['missing-case-id', 1, { line: 3 }],
      ['missing-activity', 1, undefined],
    ])
  })

  test('whole numbers that are not whole, or too large, are reported', async () => {
    expect(await event('<int key="i" value="2.5"/><int key="j" value="9007199254740993"/>')).toEqual([
      '  null "i"=2.5 "j"=9007199254740992 []',
      '! int-with-fraction 1',
      '! imprecise-integer 1',
      '! missing-activity 1',
    ])
  })

  test('missing and unreadable times are counted, texts that are dates are used', async () => {
    const { log, problems } = await read(`<log><trace><event/><event><string key="time:timestamp" value="?"/></event>
      <event><string key="time:timestamp" value="2024-01-01 00:00:00"/></event></trace></log>`)
    expect(log.complete).toEqual(Float64Array.of(Number.NaN, Number.NaN, ms(1)))
    const counts = Object.fromEntries(problems.map(p => [p.kind, p.count]))
    expect(counts).toMatchObject({ 'unreadable-date': 1, 'date-as-text': 1, 'missing-zone': 1, 'missing-time': 2 })
  })

  test('times below the millisecond decide the order', async () => {
    const time = (fraction: string) => `<date key="time:timestamp" value="2024-01-01T00:00:00.000${fraction}Z"/>`
    const { log, problems } = await read(
      `<log><trace><event>${activity('b')}${time('002')}</event><event>${activity('a')}${time('001')}</event></trace></log>`,
    )
    expect(log.activity.codes).toEqual(Int32Array.of(1, 0))
    expect(problems.map(p => p.kind)).toContain('below-millisecond')
  })

  test('numbers after texts of the same key make a column of text', async () => {
    const { log, problems } = await read(
      '<log><trace><event><string key="k" value="x"/></event><event><int key="k" value="7"/></event></trace></log>',
    )
    const column = log.eventAttributes.get('k')
    expect(column?.type === 'string' && [column.dictionary.text(0), column.dictionary.text(1)]).toEqual(['x', '7'])
    expect(problems.map(p => p.kind)).toContain('mixed-types')
  })
})

describe('what a log says about itself', () => {
  test('extensions, globals, classifiers and attributes', async () => {
    const { log, problems } =
      await read(`<log xes.version="2.0" xmlns="http://www.xes-standard.org/" xmlns:x="y" openxes.version="1">
      <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
      <global scope="event"><string key="Activity Name" value="?"/><int key="n" value="1"/></global>
      <global scope="trace"><date key="d" value="1970-01-01T00:00:00Z"/></global>
      <classifier name="quoted" keys="'Activity Name' lifecycle:transition"/>
      <classifier name="forgotten" keys="Activity Name n"/>
      <string key="concept:name" value="My log"/></log>`)
    expect(log.name).toBe('My log')
    expect(log.extensions).toEqual([
      { name: 'Concept', prefix: 'concept', uri: 'http://www.xes-standard.org/concept.xesext' },
    ])
    expect(log.globals).toEqual([
      { scope: 'event', key: 'Activity Name', type: 'string', value: '?' },
      { scope: 'event', key: 'n', type: 'int', value: 1 },
      { scope: 'trace', key: 'd', type: 'date', value: 0 },
    ])
    expect(log.classifiers).toEqual([
      { name: 'quoted', keys: ['Activity Name', 'lifecycle:transition'] },
      { name: 'forgotten', keys: ['Activity Name', 'n'] },
    ])
    expect(problems.map(p => p.kind)).toEqual(['classifier-unknown-key'])
  })

  test('what is not XES is left out with all it contains, and reported', async () => {
    expect(
      await picture(
        `<log><other><event/></other><trace>${activity('1')}<trace/>text<event>${activity('a')}<log/></event></trace><string value="x"/></log>`,
      ),
    ).toEqual([
      'case "1"  []',
      '  null "concept:name"="a" []',
      '! unknown-element 1',
      '! misplaced-element 2',
      '! stray-text 1',
      '! attribute-without-key 1',
    ])
  })
})

describe('XML', () => {
  const one = (value: string, quote = '"') =>
    `<log><trace>${activity('1')}<event><string key="concept:name" value=${quote}${value}${quote}/></event></trace></log>`

  test('references are resolved, unknown ones kept and never expanded', async () => {
    expect(await picture(one('&lt;&amp;&#233;&#x1F600;&gt;'))).toContain('  null "concept:name"="<&é😀>" []')
    const bomb = `<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>${one('&b;&c; R & D &#xD800;')}`
    expect(await picture(bomb)).toEqual([
      'case "1"  []',
      '  null "concept:name"="&b;&c; R & D &#xD800;" []',
      '! document-type 1',
      '! unknown-entity 1',
    ])
  })

  test('single quotes, any order of attributes, prefixes, comments, instructions and CDATA', async () => {
    expect(
      await picture(`<?xml version='1.0'?><?style a="<b>"?><!-- <log> --><x:log xmlns:x='u'><x:trace><![CDATA[ <event/> ]]><x:string value = 'say "hi"'
        key='concept:name'></x:string><!-- a -> b --><x:event ></x:event
        ></x:trace></x:log><!-- end -->`),
    ).toEqual(['case "say \\"hi\\""  []', '  null  []', '! stray-text 1', '! missing-activity 1'])
  })

  test('what looks like a tag inside a comment, an instruction or CDATA is none, wherever chunks end', async () => {
    const event = '<event></event>'
    const decoys = `<!-- ${event} --><?a ${event} ?><![CDATA[ ${event} ]]>text`
    const log = `<log><trace>${`${event} ${decoys} ${event}`.repeat(5)}</trace></log>`
    for (let chunk = 1; chunk < 60; chunk++) expect((await read(log, {}, chunk)).log.eventCount).toBe(10)
  })

  test('control characters are kept and reported', async () => {
    expect(await picture(one('a\u0001b&#2;c'))).toEqual([
      'case "1"  []',
      '  null "concept:name"="a\\u0001b\\u0002c" []',
      '! forbidden-character 1',
    ])
  })

  test.each([
    ['<log><trace></log>', 'line 1: </log> closes nothing: <trace> is open (byte 13 of the line).'],
    [
      '<log>\n<trace>\n</trace>\n</trace></log>',
      'line 4: </trace> closes nothing: <log> is open (byte 1 of the line).',
    ],
    [
      '<log>\n  <string key=a value="b"/></log>',
      'line 2: The value of an attribute is not quoted (byte 15 of the line).',
    ],
    ['<log><string key="a" value="b<c"/></log>', 'line 1: "<" stands in a quoted value'],
    ['<log><string key="a"value="b"/></log>', 'space is missing between two attributes'],
    ['<log><string key="a" key="b"/></log>', 'A tag has the same attribute twice'],
    ['<log><string key/></log>', 'An attribute of a tag has no value'],
    ['<log>< trace/></log>', '"<" is not followed by the name of an element'],
    ['<log/><log/>', 'A second element follows the end of <log>'],
    ['<log/>rest', 'Text stands outside the <log> element'],
    ['rest', 'Text stands outside the <log> element'],
    ['<pnml></pnml>', 'begins with <pnml>, not <log>'],
    ['<log><!ELEMENT a></log>', '"<!" begins nothing that is known'],
    ['', 'The file holds no XML element.'],
    ['<?xml version="1.0"?>\n', 'The file holds no XML element.'],
    [
      `<log>\n<trace>${activity('1')}<event/></trace>\n<trace><event>`,
      'line 3: The file ends inside <event>, after 2 traces and 2 events: it is cut off.',
    ],
    ['<log><string key="a" val', 'The file ends inside <log>, after 0 traces and 0 events: it is cut off.'],
    ['<log><!-- never ends', 'The file ends inside <log>'],
  ])('%s is refused with its place', async (text, expected) => {
    const found = await message(text)
    expect(found).toContain('FormatError: log.xes')
    expect(found).toContain(expected)
  })
})

describe('encodings', () => {
  const text = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?>\n<log><trace>${activity('Größe ü')}</trace></log>`
  const expected = ['case "Größe ü"  []']
  const utf16 = (s: string, little: boolean) => {
    const bytes = new Uint8Array(s.length * 2)
    for (let i = 0; i < s.length; i++) new DataView(bytes.buffer).setUint16(2 * i, s.charCodeAt(i), little)
    return bytes
  }
  const latin1 = (s: string) => Uint8Array.from(s, c => c.charCodeAt(0))

  test.each([
    ['UTF-8', bytesOf(text('UTF-8'))],
    ['UTF-8 with a mark', bytesOf(`\ufeff${text('UTF-8')}`)],
    ['UTF-16LE with a mark', utf16(`\ufeff${text('UTF-16')}`, true)],
    ['UTF-16BE with a mark', utf16(`\ufeff${text('UTF-16')}`, false)],
    ['UTF-16LE without', utf16(text('UTF-16'), true)],
    ['UTF-16BE without', utf16(text('UTF-16'), false)],
    ['Latin-1', latin1(text('ISO-8859-1'))],
    ['Windows-1252', latin1(text('windows-1252'))],
    ['UTF-8 that calls itself UTF-16', bytesOf(text('UTF-16'))],
  ])('%s', async (_, bytes) => {
    expect(await picture(bytes)).toEqual(expected)
    expect(linesOf(plainOf((await read(bytes, {}, 1)).log)).slice(1)).toEqual(expected)
  })

  test('Shift JIS in chunks of one byte', async () => {
    const before = bytesOf('<?xml version="1.0" encoding="Shift_JIS"?>\n<log><trace><string key="concept:name" value="')
    const bytes = new Uint8Array([...before, 0x93, 0xfa, 0x96, 0x7b, 0x83, 0x5c, ...bytesOf('"/></trace></log>')])
    expect(linesOf(plainOf((await read(bytes, {}, 1)).log)).slice(1)).toEqual(['case "日本ソ"  []'])
  })

  test('a character outside the first plane in UTF-16 in chunks of one byte', async () => {
    const bytes = utf16(`\ufeff<log><trace>${activity('😀')}</trace></log>`, false)
    expect(linesOf(plainOf((await read(bytes, {}, 1)).log)).slice(1)).toEqual(['case "😀"  []'])
  })

  test('Latin-1 that calls itself UTF-8 is read and reported', async () => {
    expect(await picture(latin1(text('UTF-8')))).toEqual([...expected, '! malformed-encoding 3'])
  })

  test('dashes, quotes and the euro of Windows-1252, whatever it calls itself', async () => {
    const wide = (encoding: string) => latin1(text(encoding).replace('Größe ü', 'a \x96 \x93b\x94 \x80'))
    for (const encoding of ['windows-1252', 'ISO-8859-1', 'cp1252'])
      expect(await picture(wide(encoding))).toEqual(['case "a – “b” €"  []'])
    expect(await picture(wide('UTF-8'))).toEqual(['case "a – “b” €"  []', '! malformed-encoding 4'])
  })

  test('an unknown encoding and UTF-32 are refused', async () => {
    expect(await message(text('klingon'))).toContain('encoded in "klingon", which is not known here')
    expect(await message(new Uint8Array([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]))).toContain('UTF-32')
  })
})

describe('bounds', () => {
  test('depth, values and keys have limits', async () => {
    const deep = (n: number) => `<log>${'<string key="a" value="b">'.repeat(n)}${'</string>'.repeat(n)}</log>`
    expect((await read(deep(60))).log.attributes).toHaveLength(1)
    expect(await message(deep(100))).toContain('nested deeper than the limit of 64')
    expect(await message(deep(1_000_000).slice(0, 20_000_000))).toContain('nested deeper')
    const long = `<log><string key="a" value="${'x'.repeat(3000)}"/></log>`
    expect(await message(long, { valueBytes: 2000 })).toContain('longer than the limit of 2000 bytes')
    expect(await message(`<log><string key="${'k'.repeat(9000)}`, { valueBytes: 2000 })).toContain(
      'One tag is longer than',
    )
    const keys = Array.from({ length: 30 }, (_, i) => `<int key="k${i}" value="1"/>`).join('')
    expect(await message(`<log><trace><event>${keys}</event></trace></log>`, { keys: 20 })).toContain(
      'more than 20 different attribute keys',
    )
  })

  test('a log of 3 000 keys is read, the later ones sparse', async () => {
    const event = (from: number) =>
      `<event>${Array.from({ length: 1500 }, (_, i) => `<int key="k${from + i}" value="${from + i}"/>`).join('')}</event>`
    const { log } = await read(`<log><trace>${activity('1')}${event(0)}${event(1500)}</trace></log>`)
    expect(log.eventAttributes.size).toBe(3000)
    expect(log.eventAttributes.get('k10')?.rows).toBeNull()
    expect(log.eventAttributes.get('k2999')?.rows).toEqual(Int32Array.of(1))
  })

  test('a giant comment, text or document type is passed over', async () => {
    const filler = 'x '.repeat(1_000_000)
    expect(
      await picture(
        `<!DOCTYPE log [<!-- ${filler} -->]><log><!-- ${filler} --><?a ${filler}?><trace>${activity('1')}</trace></log>`,
      ),
    ).toEqual(['case "1"  []', '! document-type 1'])
  })
})

describe('a long read', () => {
  const long = bytesOf(
    `<log>${`<trace>${activity('1')}${`<event>${activity('a')}${at(1)}</event>\n`.repeat(50)}</trace>`.repeat(400)}</log>`,
  )

  test('tells how far it is', async () => {
    const seen: number[] = []
    await xes.read(bytesSource('log.xes', long), { platform: nodePlatform, progress: report => seen.push(report.done) })
    expect(seen.at(-1)).toBe(long.length)
  })

  test('can be cancelled', async () => {
    const { cancel, stop } = cancellable()
    stop()
    await expect(xes.read(bytesSource('log.xes', long), { platform: nodePlatform, cancel })).rejects.toBeInstanceOf(
      Cancelled,
    )
  })
})

describe('the samples', () => {
  const sample = (name: string) => readFileSync(join(import.meta.dirname, '..', '..', '..', 'samples', name))

  test('starts and completes stay events of their own', async () => {
    const { log } = await read(sample('xes-start-and-complete.xes'))
    expect(log.classifiers.map(c => c.keys.length)).toEqual([1, 2])
    expect([log.caseCount, log.eventCount, log.activity.dictionary.size]).toEqual([1, 5, 2])
  })

  test('events are ordered by all digits of their time', async () => {
    const { log } = await read(sample('xes-out-of-order.xes'))
    expect([...log.activity.codes].map(code => log.activity.dictionary.text(code))).toEqual(['a', 'a2', 'b', 'c', 'd'])
    expect(log.order).toEqual({ moved: 3, ties: 1, withoutTime: 1 })
  })

  test('nested attributes and lists come whole', async () => {
    const { log, problems } = await read(sample('xes-nested-and-lists.xes'))
    expect(problems).toEqual([])
    expect([log.name, log.attributes.length, log.nestedOfCases.nodes.length, log.nestedOfEvents.nodes.length]).toEqual([
      'Nested & lists',
      2,
      1,
      3,
    ])
    expect(log.classifiers[0]?.keys).toEqual(['Step of work', 'concept:name'])
  })

  test('faults are reported, each with its kind', async () => {
    const { log, problems } = await read(sample('xes-faults.xes'))
    expect([log.caseCount, log.eventCount]).toEqual([4, 5])
    expect(problems.map(p => `${p.kind} ${p.count}`)).toEqual([
      'incomplete-classifier 1',
      'event-without-trace 1',
      'missing-case-id 1',
      'duplicate-key 1',
      'unreadable-date 1',
      'unknown-entity 1',
      'missing-zone 1',
      'unreadable-number 1',
      'unknown-element 1',
      'attribute-without-key 1',
      'duplicate-case-id 1',
      'missing-activity 1',
      'missing-time 4',
    ])
  })
})
