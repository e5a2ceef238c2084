import { Graphviz } from '@hpcc-js/wasm-graphviz'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { mapAscii } from './ascii.ts'
import { dotString, mapDot } from './dot.ts'
import { mapParts } from './example.fixture.ts'
import { type MapJson, mapJson } from './json.ts'
import { layoutMap, wrap } from './layout.ts'
import { formatNumber } from './metric.ts'
import { mapSvg } from './svg.ts'

const graphviz = await Graphviz.load()
const layout = (dot: string) => graphviz.layout(dot, 'json', 'dot')
const orders = mapJson(
  mapParts([
    { activities: ['Create', 'Check', 'Ship'], cases: 900 },
    { activities: ['Create', 'Check', 'Check', 'Create', 'Ship'], cases: 300 },
    { activities: [], cases: 2 },
  ]),
)
const nasty = [
  '<script>alert(1)</script>',
  '"quoted" \\N \\l &amp; {a|b}',
  'two\nlines\u0000\u001b[31m',
  '▶',
  '■',
  'مرحبا بالعالم',
  '🚀 lone \ud800 surrogate',
  ']]> -->',
  '',
  'x'.repeat(300),
]
const nastyMap = mapJson(mapParts([{ activities: nasty, cases: 3 }]))

/** Names and texts of an XML document; throws where it is not well-formed. */
function parseXml(xml: string): { elements: Set<string>; text: string } {
  const elements = new Set<string>()
  let text = ''
  const parser = new SaxesParser()
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', tag => elements.add(tag.name))
  parser.on('text', piece => {
    text += piece
  })
  parser.write(xml).close()
  return { elements, text }
}

describe('JSON', () => {
  test('marks the arcs of start and end', () => {
    expect(orders.arcs.map(({ from, to, kind, frequency }) => `${kind} ${from}→${to} ${frequency}`).sort()).toEqual([
      'activity Check→Check 300',
      'activity Check→Create 300',
      'activity Check→Ship 900',
      'activity Create→Check 1200',
      'activity Create→Ship 300',
      'empty ▶→■ 2',
      'end Ship→■ 1200',
      'start ▶→Create 1200',
    ])
    expect(orders.arcs.find(arc => arc.kind === 'empty')).toMatchObject({
      from: '▶',
      to: '■',
      frequency: 2,
      meanMs: null,
    })
    expect(orders.arcs.find(arc => arc.kind === 'start')).toMatchObject({ from: '▶', to: 'Create', frequency: 1200 })
  })
  test('tells activities called like the ends from the ends', () => {
    const odd = mapJson(mapParts([{ activities: ['▶', '■'], cases: 1 }]))
    expect(odd.arcs.map(arc => `${arc.kind} ${arc.from}${arc.to}`).sort()).toEqual([
      'activity ▶■',
      'end ■■',
      'start ▶▶',
    ])
  })
})

describe('DOT', () => {
  test('names every node and arc once', () => {
    const dot = mapDot(orders)
    expect(dot).toContain('n0 [label="Check\\n1\u202f500"];')
    expect(dot).toContain('start -> n1 [label="1\u202f200"')
    expect(dot.match(/->/g)).toHaveLength(orders.arcs.length)
  })
  test('a label stays the text that it is, whatever it holds', () => {
    const text = (label: string) => {
      const svg = graphviz.layout(`digraph { a [label=${dotString(label)}] }`, 'svg', 'dot')
      return [...svg.matchAll(/<text [^>]*>([^<]*)/g)].map(found => found[1]!.replace(/&#160;/g, ' '))
    }
    expect(text('a \\N "b" &lt; <b>')).toEqual(['a \\N &quot;b&quot; &amp;lt; &lt;b&gt;'])
    expect(text('one\ntwo')).toEqual(['one', 'two'])
    expect(text('\nsecond')).toEqual([' ', 'second'])
  })
  test('Graphviz reads what is written', () => {
    for (const map of [orders, nastyMap]) expect(JSON.parse(layout(mapDot(map)))).toHaveProperty('bb')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name => {
        const map = mapJson(mapParts([{ activities: [name], cases: 1 }]))
        const { objects } = JSON.parse(layout(mapDot(map))) as { objects: unknown[] }
        expect(objects).toHaveLength(3)
      }),
      { numRuns: 50 },
    )
  })
})

describe('SVG', () => {
  test('shows every activity, number and arc', () => {
    const { elements, text } = parseXml(mapSvg(orders, 'frequency', layout))
    for (const shown of ['Create', 'Check', 'Ship', '1\u202f500', '1\u202f200', '3 of 3 activities, 100 % of events'])
      expect(text).toContain(shown)
    expect([...elements].sort()).toEqual(['circle', 'g', 'path', 'rect', 'svg', 'text', 'title'])
  })
  test('is well-formed and holds no element but its own, whatever the labels are', () => {
    const { elements, text } = parseXml(mapSvg(nastyMap, 'frequency', layout))
    expect(elements.has('script')).toBe(false)
    expect(text).toContain('<script>alert(1)</script>')
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 3 }), names => {
        const svg = mapSvg(mapJson(mapParts([{ activities: names, cases: 1 }])), 'mean', layout)
        expect([...parseXml(svg).elements].sort()).toEqual(
          expect.arrayContaining(['circle', 'g', 'path', 'rect', 'svg', 'text', 'title']),
        )
      }),
      { numRuns: 50 },
    )
  })
  test('under a time the arcs say durations and the ends nothing', () => {
    const { text } = parseXml(mapSvg(orders, 'max', layout))
    expect(text).toContain('2 h')
    expect(text).toContain('Longest waiting time')
  })
  test('labels and nodes do not overlap', () => {
    const { nodes, arcs } = layoutMap(orders, 'frequency', layout)
    const boxes = [
      ...nodes.map(({ x, y, width, height }) => ({ x, y, width, height })),
      ...arcs.filter(arc => arc.text !== '').map(({ label }) => ({ ...label, width: 30, height: 18 })),
    ]
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1)) {
        const apart =
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 - 1 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2 - 1
        expect(apart, JSON.stringify([a, b])).toBe(true)
      }
  })
  test('of no activity at all is a start and an end', () => {
    const empty = mapJson(mapParts([]))
    expect(parseXml(mapSvg(empty, 'frequency', layout)).text).toContain('0 of 0 activities, 100 % of events')
  })
})

describe('text', () => {
  test('lists activities from the start on with the arcs that leave them', () => {
    expect(mapAscii(orders)).toBe(`3 of 3 activities, 100 % of events; 8 of 8 paths drawn · Frequency (occurrences)

▶
  ├─ 1\u202f200 → Create
  └─ 2 → ■

[Create]  1\u202f500  ██████████
  ├─ 1\u202f200 → Check
  └─ 300 → Ship

[Check]  1\u202f500  ██████████
  ├─ 900 → Ship
  ├─ 300 → ↺ Check
  └─ 300 → ↑ Create

[Ship]  1\u202f200  ████████
  └─ 1\u202f200 → ■
`)
  })
  test('never sends a control character to the terminal', () => {
    expect(mapAscii(nastyMap).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })
  test('says how many activities it leaves out', () => {
    const many: MapJson = mapJson(mapParts([{ activities: Array.from({ length: 45 }, (_, i) => `a${i}`), cases: 1 }]))
    expect(mapAscii(many)).toContain('… and 5 more activities')
  })
})

test('long labels are wrapped to two lines and cut', () => {
  expect(wrap('Check credit')).toEqual(['Check credit'])
  expect(wrap('Wait for the confirmation of the customer by mail or by telephone')).toEqual([
    expect.stringMatching(/^Wait for the/),
    expect.stringMatching(/…$/),
  ])
  expect(wrap('x'.repeat(100))).toHaveLength(1)
})

test('thousands stand apart', () => {
  expect([0, 999, 1000, -1234567, 1234.5678].map(formatNumber)).toEqual([
    '0',
    '999',
    '1\u202f000',
    '-1\u202f234\u202f567',
    '1\u202f234.5678',
  ])
})
