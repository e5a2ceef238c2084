import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesSource } from '../../base/platform.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import type { EventLog } from '../../log/event-log.ts'
import { json } from '../json/json.ts'
import { platform, printLog, textSource } from '../table/reading.fixture.ts'
import { csv } from './csv.ts'
import { csvCell } from './write.ts'

const MAPPING = { version: 1, caseId: 'case', activity: 'activity', complete: { columns: ['time'], format: 'iso' } }

async function written(format: typeof csv, log: EventLog): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of format.write!(log, platform)) chunks.push(chunk)
  return Uint8Array.from(chunks.flatMap(chunk => [...chunk]))
}

describe('cells that a spreadsheet would run', () => {
  test.each([
    ['=cmd|/c calc!A1', "'=cmd|/c calc!A1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ["'=x", "''=x"],
    ["it's", "it's"],
    ['a "b"', '"a ""b"""'],
    ['a\nb', '"a\nb"'],
    ['1', '1'],
  ])('%j is written %j', (text, cell) => expect(csvCell(text)).toBe(cell))

  test('numbers stay numbers', async () => {
    const { log } = await csv.read(textSource('case,activity,time,n\n1,-a,2021-01-01T00:00Z,-5\n'), {
      platform,
      mapping: { ...MAPPING, columns: [{ column: 'n', type: 'int' }] },
    })
    expect(decodeUtf8(await written(csv, log))).toBe(
      "case:concept:name,concept:name,time:timestamp,n\r\n1,'-a,2021-01-01T00:00:00.000Z,-5\r\n",
    )
  })
})

const TEXT = `case,activity,time,start,user,amount,n,ok,when,region,note
A,create,2021-01-01T10:00:00Z,2021-01-01T09:00:00Z,ann,1.5,1,true,2021-05-05,EU,"two
lines"
A,"pay, ""now""",2021-01-02T10:00:00.123Z,2021-01-02T09:00:00Z,bob,-2.25,,false,,EU,=1+1
B,=cmd,2021-01-03T10:00:00Z,,ann,,3,,2021-06-06,US,'=x
`
const ALL = ['org:resource', 'amount', 'n', 'ok', 'when', 'region', 'note']

describe.each([
  ['CSV', csv],
  ['JSON lines', json],
] as const)('%s', (_, format) => {
  test('read, written and read again is the same log', async () => {
    const { log } = await csv.read(textSource(TEXT), { platform })
    const bytes = await written(format, log)
    const again = await format.read(bytesSource('again', bytes), { platform })
    expect(printLog(again.log, ...ALL)).toEqual(printLog(log, ...ALL))
    expect([...again.log.caseAttributes.keys()]).toEqual([...log.caseAttributes.keys()])
    expect([...again.log.start!]).toEqual([...log.start!])
    expect([...again.log.eventAttributes].map(([key, { type }]) => `${key} ${type}`).sort()).toEqual(
      [...log.eventAttributes].map(([key, { type }]) => `${key} ${type}`).sort(),
    )
    expect(await written(format, again.log)).toEqual(bytes)
  })

  test('whatever texts a log has, they come back', async () => {
    const text = fc.oneof(
      fc.constantFrom('=1', "'=1", "''", '-', '+49', '@', '\t', ' a ', 'a,b', '"', '\r\n', "'"),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 }), async rows => {
        const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
        const source = textSource(
          `case,activity,note\n${rows.map(([activity, note]) => `1,${quote(activity)},${quote(note)}`).join('\n')}\n`,
        )
        const table = { delimiter: ',', quote: '"', header: true, encoding: 'utf-8' }
        const { log } = await csv.read(source, { platform, mapping: { ...MAPPING, complete: null, table } })
        const settings = format === csv ? { ...table, guarded: true } : {}
        const mapping = {
          version: 1,
          table: settings,
          caseId: 'case:concept:name',
          activity: 'concept:name',
          complete: null,
        }
        const again = await format.read(bytesSource('again', await written(format, log)), { platform, mapping })
        expect(Array.from(again.log.activity.codes, code => again.log.activity.dictionary.text(code))).toEqual(
          Array.from(log.activity.codes, code => log.activity.dictionary.text(code)),
        )
        expect(printLog(again.log, 'note')).toEqual(printLog(log, 'note'))
      }),
    )
  })
})
