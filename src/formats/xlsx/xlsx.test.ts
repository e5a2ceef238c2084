import ExcelJS from 'exceljs'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { bytesSource } from '../../base/platform.ts'
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts'
import { Problems } from '../../log/problems.ts'
import { openLog } from '../open.ts'
import { proposeMapping } from '../propose-mapping.ts'
import { textCells } from '../table/cells.ts'
import { platform, printLog, printProblems, tableRows } from '../table/reading.fixture.ts'
import { printSerial } from './sheet.ts'
import { openXlsx } from './table.ts'

type Cell = string | number | boolean | Date | null | object

async function book(fill: (workbook: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  fill(workbook)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}
const sheet = (rows: Cell[][], name = 'Log') => book(workbook => workbook.addWorksheet(name).addRows(rows))
const open = (bytes: Uint8Array, settings = {}) => openXlsx(bytesSource('log.xlsx', bytes), { platform, settings })

const ROWS: Cell[][] = [
  ['Case ID', 'Activity', 'Timestamp', 'Cost', 'Ok'],
  ['A', 'create', new Date('2021-01-01T10:00:00Z'), 1.5, true],
  ['A', 'pay & send', new Date('2021-01-02T11:30:15.250Z'), null, false],
  ['B', '<b>ü😀</b>', new Date('2021-03-01T00:00:00Z'), 0.1, null],
]

describe('cells', () => {
  test('texts, numbers, dates, truth values and empty cells, as exceljs wrote them', async () => {
    const table = await open(await sheet(ROWS))
    expect(table.columns).toEqual(['Case ID', 'Activity', 'Timestamp', 'Cost', 'Ok'])
    expect(await tableRows(table)).toEqual([
      ['A', 'create', '2021-01-01 10:00:00', '1.5', 'true'],
      ['A', 'pay & send', '2021-01-02 11:30:15.250', null, 'false'],
      ['B', '<b>ü😀</b>', '2021-03-01', '0.1', null],
    ])
  })

  test('rich text, formulas, links, errors, custom date formats and inline strings', async () => {
    const bytes = await book(workbook => {
      const page = workbook.addWorksheet('x')
      page.addRow(['case', 'activity', 'time', 'more'])
      page.addRow([
        { richText: [{ text: 'A' }, { font: { bold: true }, text: '1' }] },
        { formula: '1+1', result: 'two' },
        44197.5,
        { error: '#N/A' },
      ])
      page.addRow(['B', { text: 'site', hyperlink: 'http://x' }, 44197, { formula: '1+1', result: 2 }])
      page.getCell('C2').numFmt = 'dd/mm/yyyy hh:mm'
      page.getCell('C3').numFmt = '[$-407]d. mmmm yyyy'
    })
    expect(await tableRows(await open(bytes))).toEqual([
      ['A1', 'two', '2021-01-01 12:00:00', '#N/A'],
      ['B', 'site', '2021-01-01', '2'],
    ])
  })

  test('a number format with colours, quotes or amounts is no date', async () => {
    const bytes = await book(workbook => {
      const page = workbook.addWorksheet('x')
      page.addRow(['case', 'a', 'b', 'c'])
      page.addRow(['A', 44197, 44197, 44197])
      for (const [cell, format] of [
        ['B2', '[Red]0.00'],
        ['C2', '0 "days"'],
        ['D2', '#,##0.00 [$EUR]'],
      ] as const)
        page.getCell(cell).numFmt = format
    })
    expect(await tableRows(await open(bytes))).toEqual([['A', '44197', '44197', '44197']])
  })

  test('dates of workbooks that count from 1904', async () => {
    const bytes = await book(workbook => {
      workbook.properties.date1904 = true
      workbook.addWorksheet('x').addRows([
        ['case', 'activity', 'time'],
        ['A', 'a', new Date('2021-01-01T10:00:00Z')],
      ])
    })
    expect(await tableRows(await open(bytes))).toEqual([['A', 'a', '2021-01-01 10:00:00']])
  })

  test('serial dates: both epochs, the leap day that never was, times of the day, and what is none', () => {
    expect([
      printSerial(1, false),
      printSerial(59, false),
      printSerial(61, false),
      printSerial(0.5, false),
      printSerial(44197.25, false),
      printSerial(0, true),
      printSerial(42735, true),
      printSerial(-1, false),
      printSerial(1e9, false),
    ]).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '12:00:00',
      '2021-01-01 06:00:00',
      '00:00:00',
      '2021-01-01',
      '-1',
      '1000000000',
    ])
  })

  test('a thousand rows of every kind are read as exceljs reads them', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => [
      `c${i % 50}`,
      ['a', 'b é', ' x '][i % 3]!,
      new Date(1.6e12 + i * 86_399_999),
      i % 7 === 0 ? null : i / 8,
      i % 2 === 0,
    ])
    const bytes = await sheet([['case', 'activity', 'time', 'n', 'ok'], ...rows])
    const read = new ExcelJS.Workbook()
    await read.xlsx.load(bytes.buffer as ArrayBuffer)
    const theirs: (string | null)[][] = []
    read.worksheets[0]!.eachRow((row, number) => {
      if (number === 1) return
      theirs.push(
        [1, 2, 3, 4, 5].map(c => {
          const { value } = row.getCell(c)
          return value === null
            ? null
            : value instanceof Date
              ? value
                  .toISOString()
                  .replace('T', ' ')
                  .replace(/(\.000)?Z$/, '')
              : String(value)
        }),
      )
    })
    expect(await tableRows(await open(bytes))).toEqual(theirs)
  })
})

describe('sheets', () => {
  const two = () =>
    book(workbook => {
      workbook.addWorksheet('Notes').addRow(['only one column'])
      workbook.addWorksheet('First').addRows([['Order report'], [], ['case', 'activity'], ['A', 'a'], [], ['A', 'b']])
      workbook.addWorksheet('Second').addRows([
        ['case', 'activity'],
        ['Z', 'z'],
      ])
    })
  test('the first that holds a table is read, from its header on; rows keep their numbers', async () => {
    const table = await open(await two())
    expect(table.settings.sheet).toBe('First')
    expect(table.reasons).toContain('The sheets are "Notes", "First", "Second"; "First" is read.')
    const numbers: number[] = []
    for await (const { firstRow, rowCount } of table.batches({ problems: new Problems() }))
      for (let r = 0; r < rowCount; r++) numbers.push(firstRow + r)
    expect([await tableRows(table), numbers]).toEqual([
      [
        ['A', 'a'],
        ['A', 'b'],
      ],
      [4, 6],
    ])
  })
  test('another can be named; one that is not there is told', async () => {
    expect(await tableRows(await open(await two(), { sheet: 'Second' }))).toEqual([['Z', 'z']])
    await expect(open(await two(), { sheet: 'Third' })).rejects.toThrow(
      'log.xlsx: The workbook has no sheet "Third". Its sheets are: "Notes", "First", "Second".',
    )
    await expect(open(await two(), { sheet: 'Notes' })).rejects.toThrow('The sheet "Notes" holds no table.')
  })
  test('names twice, and cells without a name above them, are read and told', async () => {
    const table = await open(
      await sheet([
        ['case', 'activity', 'activity'],
        ['A', 'a', 'b', 'beyond'],
      ]),
    )
    const problems = new Problems()
    expect(await tableRows(table, problems)).toEqual([['A', 'a', 'b', 'beyond']])
    expect(table.columns).toEqual(['case', 'activity', 'activity (2)', 'column 4'])
    expect(printProblems(problems.list())).toEqual([
      'duplicate-header ×1 (row 1 "activity")',
      'unnamed-column ×1 (row 1)',
    ])
  })
})

test('a workbook becomes a log, with a mapping proposed', async () => {
  const bytes = await sheet(ROWS)
  const { mapping, format } = await proposeMapping(bytesSource('log.xlsx', bytes), { platform })
  expect([format, mapping.caseId.columns, mapping.activity.columns, mapping.complete, mapping.table.sheet]).toEqual([
    'xlsx',
    ['Case ID'],
    ['Activity'],
    { columns: ['Timestamp'], format: 'iso' },
    'Log',
  ])
  const { log } = await openLog(bytesSource('log.xlsx', bytes), { platform, mapping })
  expect(printLog(log, 'Cost')).toEqual([
    'A: create@2021-01-01T10:00 Cost=1.5, pay & send@2021-01-02T11:30:15.250Z Cost=null',
    'B: <b>ü😀</b>@2021-03-01 Cost=0.1',
  ])
})

describe('bad input', () => {
  test.each([
    ['no zip', encodeUtf8('PK\u0003\u0004 nothing'), 'The workbook cannot be unpacked'],
    [
      'a zip that is no workbook',
      zipSync({ 'a.txt': encodeUtf8('x') }),
      'The workbook has no part "xl/workbook.xml". Open it in a spreadsheet program and save it again as .xlsx.',
    ],
    [
      'a workbook without sheets',
      zipSync({ 'xl/workbook.xml': encodeUtf8('<workbook/>') }),
      'The workbook has no sheet with cells.',
    ],
  ])('%s', async (_, bytes, message) => {
    await expect(open(bytes)).rejects.toThrow(message)
  })
  test('a sheet that unpacks to a thousand times its size is refused', async () => {
    const part = (xml: string) => encodeUtf8(xml)
    const bytes = zipSync({
      'xl/workbook.xml': part('<workbook><sheets><sheet name="x" r:id="r1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': part(
        '<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="sheet.xml"/></Relationships>',
      ),
      'xl/sheet.xml': new Uint8Array(65 << 20).fill(32),
    })
    await expect(open(bytes)).rejects.toThrow(/"xl\/sheet.xml" in the workbook would unpack to 68157440 bytes/)
  })
  test('a sheet that unpacks to more than it says is refused while it unpacks', async () => {
    const bytes = zipSync({
      'xl/workbook.xml': encodeUtf8('<workbook><sheets><sheet name="x" r:id="r1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': encodeUtf8(
        '<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="sheet.xml"/></Relationships>',
      ),
      'xl/sheet.xml': new Uint8Array(65 << 20).fill(32),
    })
    const view = new DataView(bytes.buffer)
    let lies = 0
    for (let at = 0; at + 4 <= bytes.length; at++)
      if (view.getUint32(at, true) === 65 << 20) {
        view.setUint32(at, 1000, true)
        lies++
      }
    expect(lies).toBe(2)
    const said = await open(bytes).then(String, String)
    const found =
      /"xl\/sheet.xml" in the workbook says that it unpacks to 1000 bytes, but has more \((\d+) so far\)/.exec(said)
    expect(Number(found?.[1])).toBeGreaterThan(1000)
    expect(Number(found?.[1])).toBeLessThan(20 << 20)
  })

  test('elements that never close do not cost a look at all of the rest each', async () => {
    const many = 400_000
    const start = '<worksheet><sheetData>'
    const table = `${start}<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>`
    const none = 'No sheet of the workbook holds a table.'
    for (const [part, xml, wanted] of [
      ['sheet.xml', `${start}<row>${'<c>'.repeat(many)}</row>`, none],
      ['sheet.xml', `${start}<row><c>${'<v>'.repeat(many)}</c></row>`, none],
      ['strings.xml', `<sst><si><t>a</t></si><si><t>b</t>${'<t>'.repeat(many)}</si></sst>`, null],
      ['strings.xml', `<sst><si><t>a</t></si><si><t>b</t>${'<rPh>'.repeat(many)}</si></sst>`, null],
      ['styles.xml', `<styleSheet>${'<cellXfs>'.repeat(many)}</styleSheet>`, null],
      ['styles.xml', `<styleSheet><numFmt numFmtId="200" formatCode="${'['.repeat(many)}"/></styleSheet>`, null],
      ['workbook.xml', `<workbook>${'<sheet '.repeat(many)}</workbook>`, 'The workbook has no sheet with cells.'],
    ] as const) {
      const relation = (id: number, type: string) =>
        `<Relationship Id="r${id}" Type="http://x/${type}" Target="${['sheet', 'styles', 'strings'][id - 1]}.xml"/>`
      const parts = {
        'workbook.xml': '<workbook><sheets><sheet name="x" r:id="r1"/></sheets></workbook>',
        '_rels/workbook.xml.rels': `<Relationships>${relation(1, 'worksheet')}${relation(2, 'styles')}${relation(3, 'sharedStrings')}</Relationships>`,
        'sheet.xml': table,
        'styles.xml': '<styleSheet/>',
        'strings.xml': '<sst><si><t>a</t></si><si><t>b</t></si></sst>',
        [part]: xml,
      }
      const entries = Object.entries(parts).map(([name, text]) => [`xl/${name}`, encodeUtf8(text)] as const)
      const opened = open(zipSync(Object.fromEntries(entries)))
      if (wanted === null) expect((await opened).columns, `${part} ${xml.slice(0, 40)}`).toEqual(['a', 'b'])
      else await expect(opened, `${part} ${xml.slice(0, 40)}`).rejects.toThrow(wanted)
    }
  })
  test('an empty sheet holds no table', async () => {
    await expect(open(await sheet([]))).rejects.toThrow('log.xlsx: No sheet of the workbook holds a table.')
  })
})

test('cells as batches point into one run of bytes', async () => {
  const table = await open(await sheet(ROWS))
  for await (const { cells, rowCount } of table.batches({ problems: new Problems() })) {
    const { bytes, from, to } = textCells(cells[1]!, rowCount)
    expect(Array.from({ length: rowCount }, (_, r) => decodeUtf8(bytes, from[r]!, to[r]!))).toEqual([
      'create',
      'pay & send',
      '<b>ü😀</b>',
    ])
  }
})
