import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { bytesSource } from '../../base/platform.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { Problems } from '../../log/problems.ts'
import { platform, printProblems, tableRows, textSource } from '../table/reading.fixture.ts'
import { cutRows, sniffDialect } from './sniff.ts'
import { openCsv } from './table.ts'

const SETTINGS = { delimiter: ',', quote: '"', encoding: 'utf-8', header: false }

async function rowsOf(text: string, settings = {}, chunk?: number) {
  const problems = new Problems()
  const table = await openCsv(textSource(text, 'test.csv', chunk), { platform, settings, single: true })
  return {
    columns: table.columns,
    rows: await tableRows(table, problems),
    problems: printProblems(problems.list()),
    table,
  }
}

describe('cutting rows', () => {
  test('quotes, doubled quotes and line ends inside them', async () => {
    const { rows } = await rowsOf('case,activity\n1,"a ""quoted"" step"\n2,"two\nlines"\n3,""\n', {
      ...SETTINGS,
      header: true,
    })
    expect(rows).toEqual([
      ['1', 'a "quoted" step'],
      ['2', 'two\nlines'],
      ['3', ''],
    ])
  })

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('%s ends a line, with and without one at the end', async (_, end) => {
    for (const tail of ['', end]) {
      const { rows } = await rowsOf(['a,b', '1,2', '3,4'].join(end) + tail, { ...SETTINGS, header: true })
      expect(rows).toEqual([
        ['1', '2'],
        ['3', '4'],
      ])
    }
  })

  test('rows with too few and too many cells are read and told with their rows', async () => {
    const { rows, problems } = await rowsOf('case,activity,time\n1,a\n2,b,t,x,y\n3,c,t\n', {
      ...SETTINGS,
      header: true,
    })
    expect(rows).toEqual([
      ['1', 'a', null],
      ['2', 'b', 't'],
      ['3', 'c', 't'],
    ])
    expect(problems).toEqual(['long-row ×1 (row 3 5 cells, first beyond: x)', 'short-row ×1 (row 2 2 cells)'])
  })

  test('a quote that is never closed is plain text, and no row behind it is lost', async () => {
    const { rows, problems } = await rowsOf('case,activity\n1,a\n2,"b\n3,c\n', { ...SETTINGS, header: true })
    expect(rows).toEqual([
      ['1', 'a'],
      ['2', '"b'],
      ['3', 'c'],
    ])
    expect(problems).toEqual(['unclosed-quote ×1 (row 3)'])
  })

  test('text behind a closing quote is joined to the cell and told', async () => {
    const { rows, problems } = await rowsOf('case,activity\n1,"a"b\n2,"a ""x"""c\n', { ...SETTINGS, header: true })
    expect(rows).toEqual([
      ['1', 'ab'],
      ['2', 'a "x"c'],
    ])
    expect(problems).toEqual(['text-after-quote ×2 (row 2)'])
  })

  test('a NUL byte is a character like any other', async () => {
    const { rows } = await rowsOf('case,activity\n1,a\0b\n', { ...SETTINGS, header: true })
    expect(rows).toEqual([['1', 'a\0b']])
  })

  test('equal names of columns get a number, empty ones their place, and both are told', async () => {
    const { columns, problems } = await rowsOf('case,activity,activity,\n1,a,b,c\n', { ...SETTINGS, header: true })
    expect(columns).toEqual(['case', 'activity', 'activity (2)', 'column 4'])
    expect(problems).toEqual(['duplicate-header ×1 (row 1 "activity")', 'unnamed-column ×1 (row 1)'])
  })

  test('blank lines are left out and counted, and rows keep their numbers', async () => {
    const { rows, problems } = await rowsOf('case,activity\n1,a\n\n\n2\n', { ...SETTINGS, header: true })
    expect(rows).toEqual([
      ['1', 'a'],
      ['2', null],
    ])
    expect(problems).toEqual(['blank-row ×2 (row 4)', 'short-row ×1 (row 5 1 cells)'])
  })

  test('a cell of 10 MB is read; one beyond the limit is an error that names the row', async () => {
    const long = 'x'.repeat(10_000_000)
    const { rows } = await rowsOf(`case,activity\n1,"${long}"\n2,b\n`, { ...SETTINGS, header: true })
    expect(rows[0]![1]!.length).toBe(10_000_000)
    expect(rows[1]).toEqual(['2', 'b'])
    const table = await openCsv(textSource(`case,activity\n1,a\n2,"${long}`), {
      platform,
      settings: { ...SETTINGS, header: true },
      limits: { valueBytes: 1 << 20 },
    })
    await expect(tableRows(table)).rejects.toThrow(
      'test.csv, row 3: A cell is longer than 1048576 bytes. Check that the quotes of this row are closed',
    )
  })

  test('how the bytes come in chunks makes no difference', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom('"', '""', 'a"b', '\n', '\r\n', ',', 'é', '😀', ' x '),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (cells, chunk, end) => {
          const text =
            cells.map(row => row.map(c => `"${c.replaceAll('"', '""')}"`).join(',')).join('\n') + (end ? '\n' : '')
          expect((await rowsOf(text, SETTINGS, chunk)).rows).toEqual(cells)
        },
      ),
    )
  })

  test('any text at all is cut as papaparse cuts it', async () => {
    // papaparse looks for quotes and line ends of its own; blank lines and rows wider than the first differ by design.
    const piece = fc.constantFrom('a', 'b1', ',', '\n', '"x"', '"p,q"', '"r\ns"', '"t""u"', 'é', ' ')
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 14 }), async pieces => {
        const text = pieces.join('')
        if (
          /[^,\n]"|"[^,\n"]/.test(
            text
              .replaceAll(/"(?:x|p,q|r\ns|t""u)"/g, m => `"${'z'.repeat(m.length - 2)}"`)
              .replaceAll(/(?<=^|[,\n])"z+"(?=$|[,\n])/g, 'q'),
          )
        )
          return
        const expected = Papa.parse<string[]>(text, {
          delimiter: ',',
          newline: '\n',
          quoteChar: '"',
          skipEmptyLines: true,
        }).data
        if (expected.length === 0 || text.trim() === '') return
        const width = expected[0]!.length
        const { rows } = await rowsOf(text, SETTINGS)
        const want = expected.map(row => Array.from({ length: width }, (_, i) => row[i] ?? null))
        const visible = (row: (string | null)[]) => width > 1 || row[0] !== ''
        expect(rows.filter(visible)).toEqual(want.filter(visible))
      }),
      { numRuns: 500 },
    )
  })

  test('any bytes at all are read without an exception but a FormatError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 64 }), async (bytes, chunk) => {
        try {
          const table = await openCsv(bytesSource('x.csv', bytes, chunk), { platform })
          const rows = await tableRows(table)
          expect(rows.every(row => row.length === table.columns.length)).toBe(true)
        } catch (error) {
          expect((error as Error).name).toBe('FormatError')
        }
      }),
    )
  })
})

describe('finding the settings', () => {
  test.each([
    ['comma', 'a,b\n1,2\n', ','],
    ['semicolon with decimal commas', 'case;cost;act\n1;2,5;x\n2;3,5;y\n', ';'],
    ['tab', 'a\tb, c\n1\t2\n', '\t'],
    ['bar', 'a|b\n1|2\n', '|'],
    ['a sep= line of a spreadsheet', 'sep=^\na^b\n1^2\n', '^'],
    ['commas inside quotes', 'a;b\n"x, y, z";1\n"x, y";2\n', ';'],
  ])('%s', async (_, text, delimiter) => {
    const { table, rows } = await rowsOf(text)
    expect(table.settings.delimiter).toBe(delimiter)
    expect(rows.length).toBe(text.startsWith('sep') ? 1 : text.trim().split('\n').length - 1)
  })

  test('single quotes, and quotes that are none', async () => {
    expect(sniffDialect("a,b\n'x, y','z'\n'u','v, w'\n", true, {}).quote).toBe("'")
    expect(sniffDialect('a\tb\n5" disk\tx\n"half\ty\n"third\tz\n', true, {}).quote).toBeNull()
    expect(sniffDialect("a,b\nit's,1\nit's,2\n", true, {}).quote).toBe('"')
  })

  test.each([
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, ...encodeUtf8('case,step\n1,é\n')], 'utf-8', 'é'],
    ['UTF-8', [...encodeUtf8('case,step\n1,😀é\n')], 'utf-8', '😀é'],
    ['Windows-1252', [...encodeUtf8('case,step\n1,'), 0xe9, 0x80, 0x0a], 'windows-1252', 'é€'],
    ['UTF-16 LE with a mark', [0xff, 0xfe, ...utf16('case,step\n1,😀é\n', false)], 'utf-16le', '😀é'],
    ['UTF-16 BE with a mark', [0xfe, 0xff, ...utf16('case,step\n1,😀é\n', true)], 'utf-16be', '😀é'],
    ['UTF-16 LE without a mark', utf16('case,step\n1,abc\n2,abc\n', false), 'utf-16le', 'abc'],
  ])('encoding: %s', async (_, bytes, encoding, value) => {
    for (const chunk of [1, 3, 1000]) {
      const table = await openCsv(bytesSource('x.csv', Uint8Array.from(bytes), chunk), { platform })
      expect(table.settings.encoding).toBe(encoding)
      expect(table.columns).toEqual(['case', 'step'])
      expect((await tableRows(table))[0]).toEqual(['1', value])
    }
  })

  test.each([
    [
      'UTF-8 and Windows-1252 in one file',
      [...encodeUtf8('case,step\n1,Prüfung\n2,Pr'), 0xfc, ...encodeUtf8('fung\n')],
      ['Prüfung', 'Prüfung'],
      ['malformed-encoding ×1 (byte 25)'],
    ],
    [
      'UTF-8 that is cut in a character',
      [...encodeUtf8('case,step\n1,é\n2,a'), 0xc3],
      ['é', 'aÃ'],
      ['malformed-encoding ×1 (byte 18)'],
    ],
    ['Windows-1252', [...encodeUtf8('case,step\n1,'), 0xe9, 0x80, 0x0a], ['é€'], ['encoding-assumed ×1']],
    ['UTF-8', [...encodeUtf8('case,step\n1,é\n')], ['é'], []],
  ])('what does not fit the encoding is mended and told: %s', async (_, bytes, steps, told) => {
    for (const chunk of [1, 3, 1000]) {
      const problems = new Problems()
      const table = await openCsv(bytesSource('x.csv', Uint8Array.from(bytes), chunk), { platform })
      expect((await tableRows(table, problems)).map(row => row[1])).toEqual(steps)
      expect(
        problems.list().map(p => `${p.kind} ×${p.count}${p.places.map(({ byte }) => ` (byte ${byte})`).join('')}`),
      ).toEqual(told)
    }
  })

  test.each([
    ['utf-8', [...encodeUtf8('1,a'), 0xfc, 0x0a], '1,aü'],
    ['utf-16le', [...utf16('1,a', false), 0x00, 0xdc, 0x0a, 0], '1,a\ufffd'],
    ['shift_jis', [...encodeUtf8('1,a'), 0xff, 0x0a], '1,a\ufffd'],
    ['iso-8859-8', [...encodeUtf8('1,a'), 0xa1, 0x0a], '1,a\ufffd'],
  ])('bytes that do not fit a named encoding are counted: %s', async (encoding, bytes, row) => {
    const problems = new Problems()
    const settings = { ...SETTINGS, encoding }
    const table = await openCsv(bytesSource('x.csv', Uint8Array.from(bytes), 2), { platform, settings })
    expect((await tableRows(table, problems)).map(cells => cells.join(','))).toEqual([row])
    expect(printProblems(problems.list()).map(text => text.replace(/ \(.*/, ''))).toEqual(['malformed-encoding ×1'])
  })

  test('a named encoding of several bytes a character', async () => {
    const bytes = Uint8Array.from([
      ...encodeUtf8('case,step\n1,'),
      0x83,
      0x65,
      0x0a,
      ...encodeUtf8('2,'),
      0x83,
      0x5c,
      0x0a,
    ])
    const table = await openCsv(bytesSource('x.csv', bytes, 2), { platform, settings: { encoding: 'shift_jis' } })
    expect(await tableRows(table)).toEqual([
      ['1', 'テ'],
      ['2', 'ソ'],
    ])
    await expect(openCsv(bytesSource('x.csv', bytes), { platform, settings: { encoding: 'klingon' } })).rejects.toThrow(
      'The encoding "klingon" is not known.',
    )
  })

  test.each([
    ['known names', 'CaseID,ActivityID\n1,2\n', true],
    ['values in the first row', '17,order,2020-01-02\n18,pay,2020-01-03\n', false],
    ['texts above numbers', 'foo,bar\n1,2\n3,4\n', true],
    ['a value of the first row comes again', 'x,red\ny,red\nz,blue\n', false],
  ])('header: %s', async (_, text, header) => expect((await rowsOf(text)).table.settings.header).toBe(header))

  test('an empty file and a table of one column are refused with what is needed', async () => {
    await expect(openCsv(textSource(''), { platform })).rejects.toThrow(
      'test.csv: The file is empty. Give a table with a row for each event',
    )
    await expect(openCsv(textSource('activity\na\nb\n'), { platform })).rejects.toThrow(
      'test.csv, row 1: The table has only one column (comma, semicolon, tab and bar were tried). An event log needs at least a column for the case and one for the activity',
    )
  })

  test('rows cut as strings for looking equal the rows cut as bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.string({ maxLength: 5 }), { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
        async cells => {
          const text = cells.map(row => row.map(c => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n')
          expect(cutRows(text, ',', '"', 100, true).map(row => row.cells)).toEqual((await rowsOf(text, SETTINGS)).rows)
        },
      ),
    )
  })
})

function utf16(text: string, big: boolean): number[] {
  return [...text]
    .flatMap(c => Array.from({ length: c.length }, (_, i) => c.charCodeAt(i)))
    .flatMap(unit => (big ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8]))
}
