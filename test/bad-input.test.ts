import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../src/base/platform.node.ts'
import { bytesSource } from '../src/base/platform.ts'
import { createMemoryEngine } from '../src/engine/index.ts'
import { openLog } from '../src/formats/index.ts'
import { defaultView } from '../src/log/engine.ts'

/** What a person is told about every kind of bad input, through the one door that all others read files by. */

const open = (name: string, content: string | Uint8Array) =>
  openLog(bytesSource(name, typeof content === 'string' ? Buffer.from(content) : content), { platform: nodePlatform })

async function message(name: string, content: string | Uint8Array): Promise<string> {
  const outcome = await open(name, content).then(
    ({ log }) => new Error(`was read: ${log.caseCount} cases, ${log.eventCount} events`),
    (error: unknown) => error as Error,
  )
  return `${outcome.name}: ${outcome.message}`
}

/** Cases, events, variants and problems of what could be read, and the engine that answers about it. */
async function look(name: string, content: string | Uint8Array) {
  const { log, problems } = await open(name, content)
  const engine = createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log, problems }]]) })
  const ask = { log: 'log', view: defaultView, filter: [] }
  const summary = await engine.summary(ask)
  const told = problems.map(({ kind, count }) => `${kind} ×${count}`)
  return { engine, ask, summary, told, problems, read: [summary.cases, summary.events, summary.variants] }
}

const HEAD = 'case,activity,timestamp\n'
const at = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 60_000).toISOString()
const GOOD = `${HEAD}1,a,${at(0)}\n1,b,${at(1)}\n2,a,${at(2)}\n`

describe('what is no log', () => {
  test.each([
    ['empty.csv', '', 'FormatError: empty.csv: The file is empty (0 bytes). Export or copy it again.'],
    [
      'blank.csv',
      '  \n \n',
      'FormatError: blank.csv: The file is empty. Give a table with a row for each event: a case, an activity and a time.',
    ],
    [
      'head.csv',
      HEAD,
      'FormatError: head.csv: The table has no rows below its header. Give a table with a row for each event.',
    ],
    ['one.csv', 'name\nann\nbob\n', 'FormatError: one.csv, row 1: The table has only one column'],
    ['page.xes', '<!doctype html><html></html>', 'FormatError: page.xes: The content is in no format that can be read'],
    [
      'cut.xes',
      '<log><trace><event>',
      'FormatError: cut.xes, line 1: The file ends inside <event>, after 1 traces and 1 events: it is cut off.',
    ],
    ['cut.json', '[{"case":"1","activity":"a"},{"ca', 'FormatError: cut.json, row 2: The JSON text is cut off'],
  ])('%s', async (name, content, wanted) => {
    expect(await message(name, content)).toContain(wanted)
  })

  test('a wrong extension does not matter', async () => {
    for (const name of ['log.xes', 'log.parquet', 'log.xlsx', 'log.json', 'log.gz'])
      expect((await look(name, GOOD)).read, name).toEqual([2, 3, 2])
    expect((await look('log.csv', '<log><trace><event/></trace></log>')).read).toEqual([1, 1, 1])
  })
})

describe('packed files', () => {
  test('cut gzip says so and how to check it, wherever it is cut', async () => {
    const packed = gzipSync(HEAD + `1,a,${at(0)}\n`.repeat(5000))
    for (const bytes of [2, 5, 12, packed.length >> 1, packed.length - 4])
      expect(await message('log.csv.gz', packed.subarray(0, bytes)), `${bytes} bytes`).toBe(
        'FormatError: log.csv.gz: The gzip data is cut off or damaged (unexpected end of file). Copy or download the file again and check that it unpacks with `gzip -t`.',
      )
  })

  test('bombs of gzip and zip are stopped', async () => {
    const bomb = Buffer.alloc(96 << 20, GOOD)
    const wanted = /The file unpacks to more than 200 times its size .* If you trust it, unpack it yourself/
    expect(await message('bomb.csv.gz', gzipSync(bomb, { level: 9 }))).toMatch(wanted)
    const zeros = new Uint8Array(256 << 20)
    expect(await message('zeros.csv.gz', gzipSync(zeros, { level: 9 }))).toContain('in no format that can be read')
    expect(await message('bomb.zip', zipSync({ 'bomb.csv': bomb }, { level: 9 }))).toMatch(wanted)
  })
})

describe('tables in disorder', () => {
  test('ragged rows are kept as far as they go, and told with their rows', async () => {
    const { read, told, problems } = await look('log.csv', `${GOOD}3,c\n4,d,${at(3)},more\n\n,e,${at(4)}\n`)
    expect(read).toEqual([4, 5, 4])
    expect(told).toEqual(
      expect.arrayContaining(['short-row ×1', 'long-row ×1', 'blank-row ×1', 'missing-case-id ×1', 'missing-time ×1']),
    )
    expect(problems.find(({ kind }) => kind === 'long-row')?.places[0]).toMatchObject({ row: 6 })
  })

  test('line ends within quotes are part of the value', async () => {
    const { engine, ask } = await look('log.csv', `${HEAD}1,"first\nsecond",${at(0)}\n1,"a ""b"" c",${at(1)}\n`)
    expect((await engine.activities(ask)).activity).toEqual(['a "b" c', 'first\nsecond'])
  })

  test('a quote that is never closed does not swallow the file, and is told with its row', async () => {
    const { read, problems } = await look('log.csv', `${HEAD}1,"a,${at(0)}\n1,b,${at(1)}\n1,c,${at(2)}\n`)
    expect(read[1]).toBe(3)
    expect(problems.find(({ kind }) => kind === 'unclosed-quote')?.places[0]).toMatchObject({ row: 2 })
  })

  test('some NUL bytes are dirt in a text, nothing but NUL bytes is no table', async () => {
    const { engine, ask } = await look('log.csv', `${HEAD}1,a\0b,${at(0)}\n1,c\0,${at(1)}\n\0\0\0`)
    expect((await engine.activities(ask)).activity).toEqual(expect.arrayContaining(['a\0b', 'c\0']))
    expect(await message('log.csv', new Uint8Array(100_000))).toMatch(/^FormatError: log\.csv/)
  })

  test('a field of 10 MB is read', async () => {
    const { read } = await look('log.csv', `case,activity,timestamp,note\n1,a,${at(0)},${'x'.repeat(10 << 20)}\n`)
    expect(read).toEqual([1, 1, 1])
  })

  test('equal headers get numbers, and are told', async () => {
    const { told } = await look('log.csv', `case,activity,activity,timestamp\n1,a,b,${at(0)}\n1,b,c,${at(1)}\n`)
    expect(told).toContain('duplicate-header ×1')
  })

  test('line ends of CR, LF and CRLF are the same', async () => {
    for (const end of ['\r', '\n', '\r\n'])
      expect((await look('log.csv', GOOD.replaceAll('\n', end))).read, JSON.stringify(end)).toEqual([2, 3, 2])
  })
})

describe('times', () => {
  test('none at all: the order of the file counts, and no time is made up', async () => {
    const { summary, told, engine, ask } = await look('log.csv', `${HEAD}1,a,\n1,b,\n2,a,\n`)
    expect(told).toContain('missing-time ×3')
    expect(summary).toMatchObject({ cases: 2, events: 3, variants: 2, start: null, end: null })
    expect(summary.throughput).toMatchObject({ n: 0, mean: null })
    expect((await engine.timeSeries({ ...ask, of: 'events' })).at).toEqual([])
  })

  test('all equal: the order of the file counts, and the ties are told', async () => {
    const { summary, told } = await look('log.csv', `${HEAD}1,a,${at(0)}\n1,b,${at(0)}\n1,c,${at(0)}\n`)
    expect(told).toContain('equal-times ×2')
    expect(summary).toMatchObject({ variants: 1, throughput: { n: 1, total: 0 } })
  })

  test.each(['1948', '2999'])('of %s are times like others', async year => {
    const { summary, engine, ask } = await look('log.csv', GOOD.replaceAll('2024', year))
    expect(new Date(summary.start!).getUTCFullYear()).toBe(Number(year))
    expect((await engine.timeSeries({ ...ask, of: 'events' })).value.reduce((a, b) => a + b)).toBe(3)
  })

  test('of 1948 and 2999 in one log do not make a million bins', async () => {
    const { engine, ask } = await look('log.csv', `${HEAD}1,a,1948-01-01T00:00:00Z\n1,b,2999-01-01T00:00:00Z\n`)
    const series = await engine.timeSeries({ ...ask, of: 'events' })
    expect(series.unit).toBe('year')
    expect(series.at.length).toBe(1052)
  })
})

describe('names and sizes at the edge', () => {
  const odd = [
    '😀 👩‍👩‍👧',
    '\u202eשלום',
    '<img src=x onerror=alert(1)>',
    "=cmd|' /C calc'!A0",
    '__proto__',
    'constructor',
  ]

  test('emoji, right-to-left text, HTML, formulas and names of JavaScript stay as they are', async () => {
    const { engine, ask, summary } = await look(
      'log.csv',
      HEAD + odd.map((name, i) => `__proto__,${name},${at(i)}\n`).join(''),
    )
    expect(summary).toMatchObject({ cases: 1, events: odd.length, activities: odd.length })
    expect([...(await engine.activities(ask)).activity].sort()).toEqual([...odd].sort())
    expect((await engine.caseDetail({ ...ask, id: '__proto__' })).activity).toEqual(odd)
  })

  test('a million events of one case, a million cases of one event, 5 000 activities', async () => {
    const rows = (line: (i: number) => string, count: number) => {
      const lines = [HEAD.trim()]
      for (let i = 0; i < count; i++) lines.push(line(i))
      return lines.join('\n')
    }
    const second = (i: number) => new Date(Date.UTC(2024, 0, 1) + i * 1000).toISOString()
    const long = await look(
      'long.csv',
      rows(i => `1,a${i % 7},${second(i)}`, 1_000_000),
    )
    expect(long.read).toEqual([1, 1_000_000, 1])
    const arcs = await long.engine.arcs(long.ask)
    expect(arcs.frequency.reduce((a, b) => a + b)).toBe(1_000_001)
    const wide = await look(
      'wide.csv',
      rows(i => `c${i},a,${second(i)}`, 1_000_000),
    )
    expect(wide.read).toEqual([1_000_000, 1_000_000, 1])
    expect((await wide.engine.cases({ ...wide.ask, limit: 3 })).total).toBe(1_000_000)
    const many = await look(
      'many.csv',
      rows(i => `c${Math.floor(i / 10)},act ${(i * 7919) % 5000},${second(i)}`, 25_000),
    )
    expect(many.summary).toMatchObject({ cases: 2500, activities: 5000 })
  })
})
