import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { FormatError } from '../../base/errors.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { textAt, type UiLog } from '../../log/ui-log.ts'
import { type OpenUiOptions, openUiLog } from './open-ui-log.ts'

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content
const open = (content: string | Uint8Array, options: Partial<OpenUiOptions> = {}, name = 'recording') =>
  openUiLog(bytesSource(name, bytesOf(content)), { platform: nodePlatform, key: new Uint8Array(32), ...options })
/** The sentence with which a file is refused. */
const refusal = async (content: string | Uint8Array, options: Partial<OpenUiOptions> = {}) => {
  try {
    await open(content, options)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return error.message
  }
  return 'was read'
}
const kinds = ({ problems }: Awaited<ReturnType<typeof open>>) => problems.map(({ kind }) => kind)

const HEADER =
  'timeStamp,userID,targetApp,eventType,url,content,target.id,target.tagName,target.type,target.name,target.value'
const at = (s: number) => new Date(Date.UTC(2025, 2, 3, 8) + s * 1000).toISOString()
const row = (s: number, value = 'x', user = 'ann', app = 'Chrome') =>
  `${at(s)},${user},${app},editField,https://a.test/f,,name,INPUT,text,name,${value}`
const csv = (...rows: readonly string[]) => `${[HEADER, ...rows].join('\n')}\n`
const step = (n: number) => ({ type: 'click', selectors: [[`#b${n}`]] })

describe('bombs are refused before they are large', () => {
  test('a gzip that unpacks to hundreds of times its size', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(csv()), Buffer.alloc(96 << 20, 'a')]))
    expect(bomb.length).toBeLessThan(1 << 20)
    expect(await refusal(bomb)).toMatch(/unpacks to more than|longer than|larger than/)
  })

  test('zips in zips in zips', async () => {
    let packed = zipSync({ 'a.csv': strToU8(csv(row(0))) })
    expect((await open(packed)).log.eventCount).toBe(1)
    for (let i = 0; i < 6; i++) packed = zipSync({ [`${i}.zip`]: packed })
    expect(await refusal(packed)).toMatch(/packed more than 3 times/)
  })

  test('a zip of thousands of files', async () => {
    const files = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`${i}.csv`, strToU8(csv(row(0)))]))
    expect(await refusal(zipSync(files))).toMatch(/600 files/)
  })

  test('seventeen million lists', async () => {
    const text = `{"title":"x","steps":[${'[],'.repeat(2 ** 24)}[]]}`
    expect(await refusal(text, { format: 'chrome-recorder' })).toMatch(/more than 16777216 objects and lists/)
  })

  test('nesting without end, in JSON and in lines', async () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`
    expect(await refusal(`{"title":"x","steps":${deep}}`, { format: 'chrome-recorder' })).toMatch(
      /nested deeper than 4096/,
    )
    const lines = `{"time_stamp":1,"action":"click","x":1,"axtree":${deep}}\n`
    expect(await refusal(lines, { format: 'agent-net' })).toMatch(/nested deeper than 4096/)
  })

  test('four thousand levels are a deep page, and are read', async () => {
    let node: object = { type: 2, id: 9999, tagName: 'button', childNodes: [] }
    for (let id = 1; id < 2000; id++) node = { type: 2, id, tagName: 'div', childNodes: [node] }
    const events = [
      { type: 2, timestamp: 1740988800001, data: { node: { type: 0, id: 10_000, childNodes: [node] } } },
      { type: 3, timestamp: 1740988800003, data: { source: 2, type: 2, id: 9999 } },
    ]
    expect((await open(JSON.stringify(events))).log.eventCount).toBe(1)
  })
})

describe('a field of many megabytes', () => {
  test('is refused where it is beyond the limit of a value, with its place', async () => {
    const value = 'v'.repeat(17 << 20)
    expect(await refusal(csv(row(0), row(1, value)))).toMatch(/16777216|longer|larger/)
    const line = JSON.stringify({ time_stamp: 1, action: 'type', text: value.repeat(4) })
    expect(await refusal(`{"time_stamp":0,"action":"click","x":1,"y":1}\n${line}\n`, { format: 'agent-net' })).toMatch(
      /line is longer than/,
    )
  })

  test('below it leaves a form and nothing else', async () => {
    const { log } = await open(csv(row(0, 'secret '.repeat(1 << 20))))
    expect(log.eventCount).toBe(1)
    expect(textAt(log.values.shape, 0)!.length).toBeLessThan(64)
  })

  test('that comes in many pieces is put together once', async () => {
    const line = JSON.stringify({ time_stamp: 1, action: 'type', text: 'x'.repeat(8 << 20) })
    const source = bytesSource('a.jsonl', bytesOf(`${line}\n${line}\n`), 4096)
    const { log } = await openUiLog(source, { platform: nodePlatform, key: new Uint8Array(32), format: 'agent-net' })
    expect(log.eventCount).toBe(2)
  })
})

describe('texts that are not what they should be', () => {
  const latin = (text: string) => Buffer.from(text, 'latin1')

  test('NUL bytes stand in values, and nothing else changes', async () => {
    const { log } = await open(csv(row(0, 'a\0b'), row(1), '\0,\0,\0,\0,\0,\0,\0,\0,\0,\0,\0'))
    expect(log.eventCount).toBe(3)
    const flow = JSON.stringify({
      title: 'x\0',
      steps: [step(1), { type: 'change', value: 'a\0b', selectors: [['#b']] }],
    })
    expect((await open(flow)).log.eventCount).toBe(2)
    expect(await refusal('\0'.repeat(5000))).toMatch(/no format|no table|empty|not|no /i)
  })

  test('another encoding is read and told, in tables, JSON and lines', async () => {
    const title = 'Größe ändern'
    for (const text of [
      csv(row(0, title)),
      JSON.stringify({ title, steps: [step(1)] }),
      `{"time_stamp":0,"action":"type","text":"${title}"}\n{"time_stamp":1,"action":"click","x":1,"y":1}\n`,
    ]) {
      expect(kinds(await open(latin(text)))).toContain('encoding-assumed')
      expect(kinds(await open(text))).not.toContain('encoding-assumed')
    }
  })

  test('UTF-16 with and without its mark is read', async () => {
    const text = csv(row(0), row(1))
    const plain = Buffer.from(text, 'utf16le')
    for (const bytes of [plain, Buffer.concat([Buffer.from([0xff, 0xfe]), plain])])
      expect((await open(bytes)).log.eventCount).toBe(2)
  })

  test('half a character at the end of a file is told', async () => {
    const bytes = bytesOf(JSON.stringify({ title: 'Ä'.repeat(50), steps: [step(1)] }))
    const broken = Buffer.from(bytes)
    broken[11] = 0xc3
    expect(kinds(await open(broken))).toContain('malformed-encoding')
  })

  test('the names of the columns again and again, where files were put together', async () => {
    const reading = await open(csv(row(0), HEADER, row(1), HEADER, row(2)))
    expect(reading.log.eventCount).toBe(3)
    expect(reading.problems.find(({ kind }) => kind === 'repeated-header')?.count).toBe(2)
  })

  test('rows of another recorder between its own are kept, and what cannot be read of them is told', async () => {
    const other = '2025-03-03 08:00:01:120000,bob,Browser,Chrome,click,,,,"[1,2]",,'
    const reading = await open(csv(row(0), other, row(2), 'no time at all,x,y,z,,,,,,,'))
    expect(reading.log.eventCount).toBe(4)
    expect(kinds(reading)).toEqual(expect.arrayContaining(['zone-assumed', 'unreadable-time']))
  })

  test('rows that are too short or too long are told', async () => {
    const reading = await open(csv(row(0), `${row(1)},a,b,c`, 'x'))
    expect(kinds(reading)).toEqual(expect.arrayContaining(['long-row', 'short-row']))
  })
})

describe('people, places and times', () => {
  test('missing users are told where others are named', async () => {
    const reading = await open(csv(row(0), row(1, 'x', ''), row(2, 'x', '')))
    expect(reading.problems.find(({ kind }) => kind === 'missing-user')?.count).toBe(2)
    expect(kinds(await open(csv(row(0), row(1))))).not.toContain('missing-user')
  })

  test('time that goes back is put in order, or the rows stay and it is told', async () => {
    const seconds = Array.from({ length: 300 }, (_, i) => i * 10)
    const late = [...seconds]
    ;[late[100], late[101]] = [late[101]!, late[100]!]
    expect(kinds(await open(csv(...late.map(s => row(s)))))).toContain('events-moved')
    const shuffled = seconds.map((_, i) => seconds[(i * 77) % seconds.length]!)
    const reading = await open(csv(...shuffled.map(s => row(s))))
    expect(kinds(reading)).toContain('times-run-back')
    expect([...reading.log.ordinal]).toEqual(seconds.map((_, i) => i))
  })

  test('pointers and cells beyond all screens and sheets are missing, and told', async () => {
    const table = [
      'Time,User,Action,Application,Window title,Element type,Element name,X,Y,Row,Column',
      `${at(0)},ann,click,A,W,button,B,1e308,-1e308,1,1`,
      `${at(1)},ann,click,A,W,button,B,12,-4,9999999999,-3`,
      `${at(2)},ann,click,A,W,button,B,NaN,Infinity,1.5,2`,
    ].join('\n')
    const reading = await open(table, {
      mapping: {
        version: 1,
        time: 'Time',
        user: 'User',
        action: 'Action',
        x: 'X',
        y: 'Y',
        row: 'Row',
        column: 'Column',
        element: { application: 'Application', window: 'Window title', role: 'Element type', name: 'Element name' },
      },
    })
    expect(kinds(reading)).toEqual(expect.arrayContaining(['unreadable-pointer', 'unreadable-place']))
    expect([...reading.log.x!]).toEqual([Number.NaN, 12, Number.NaN])
    expect([...reading.log.y!]).toEqual([Number.NaN, -4, Number.NaN])
    expect([...reading.log.position.row]).toEqual([1, 0, 0])
    expect([...reading.log.position.column]).toEqual([1, 0, 2])
  })
})

describe('two recordings whose rows alternate', () => {
  const SESSIONS = 'Time,User,Action,Application,Window title,Element type,Element name,Value,Session'
  const event = (s: number, session: string, value: string) =>
    `${at(s)},${session},enter,App ${session},W,textbox,Field,${value},${session}`
  const mapping = {
    version: 1,
    time: 'Time',
    user: 'User',
    action: 'Action',
    value: 'Value',
    recording: 'Session',
    element: { application: 'Application', window: 'Window title', role: 'Element type', name: 'Element name' },
  }
  const linesOf = (log: UiLog) =>
    log.recordings.map(({ id, first, last }) => [
      id,
      ...Array.from({ length: last - first + 1 }, (_, i) => {
        const r = first + i
        return [
          log.ordinal[r],
          log.time[r],
          textAt(log.user, r),
          textAt(log.values.hash, log.value[r]!),
          log.recording[r],
        ]
      }),
    ])

  test('are the same two as one after the other', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('p', 'q', 'r'), { minLength: 1, maxLength: 30 }), async sessions => {
        const rows = sessions.map((session, s) => event(s * 5, session, `v${s % 4}`))
        const { log } = await open([SESSIONS, ...rows].join('\n'), { mapping })
        const order = [...new Set(sessions)]
        const sorted = sessions
          .map((session, s) => ({ session, s }))
          .sort((a, b) => order.indexOf(a.session) - order.indexOf(b.session) || a.s - b.s)
        const apart = (await open([SESSIONS, ...sorted.map(({ s }) => rows[s]!)].join('\n'), { mapping })).log
        const renumbered = { ...apart, ordinal: apart.ordinal.map(row => sorted[row]!.s) }
        expect(linesOf(log)).toEqual(linesOf(renumbered))
        expect(log.recordings.map(({ last, first }) => last - first + 1)).toEqual(
          order.map(session => sessions.filter(one => one === session).length),
        )
      }),
      { numRuns: 60 },
    ))
})
