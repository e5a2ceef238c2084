import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cancel, cancellable } from '../../base/platform.ts'
import type { NumberColumn } from '../../log/column.ts'
import { csv } from '../csv/csv.ts'
import type { LogFormat, ReadOptions } from '../format.ts'
import { openLog } from '../open.ts'
import { proposeMapping } from '../propose-mapping.ts'
import { platform, printLog, printProblems, textSource } from './reading.fixture.ts'

const read = (text: string, mapping?: unknown, more: Partial<ReadOptions> = {}) =>
  csv.read(textSource(text), { platform, ...(mapping === undefined ? {} : { mapping }), ...more })
const short = { version: 1, caseId: 'case', activity: 'activity', complete: 'time' }

describe('a mapping', () => {
  test('in its shortest form names three columns; formats are found, other columns kept as text', async () => {
    const { log, problems } = await read(
      'case,activity,time,who\n1,a,03.01.2021 10:00,x\n2,a,13.01.2021 10:00,y\n1,b,03.01.2021 09:00,x\n',
      short,
    )
    expect(printLog(log, 'who')).toEqual([
      '1: b@2021-01-03T09:00 who=x, a@2021-01-03T10:00 who=x',
      '2: a@2021-01-13T10:00 who=y',
    ])
    expect(printProblems(problems)).toEqual(['zone-assumed ×3', 'out-of-order ×1'])
  })

  test('joins columns to a case, an activity and a time', async () => {
    const text =
      'org,no,step,part,day,clock\nX,1,Check,A,2021-01-03,10:00\nX,1,Check,,2021-01-04,11:30:15\nY,1,Pay,B,2021-01-05,12:00\n'
    const { log } = await read(text, {
      version: 1,
      caseId: { columns: ['org', 'no'], separator: '-' },
      activity: { columns: ['step', 'part'], separator: ' / ' },
      complete: { columns: ['day', 'clock'], format: 'yyyy-MM-dd H:mm[:ss]' },
    })
    expect(printLog(log)).toEqual([
      'X-1: Check / A@2021-01-03T10:00, Check / @2021-01-04T11:30:15.000Z',
      'Y-1: Pay / B@2021-01-05T12:00',
    ])
  })

  test('says what becomes of each column', async () => {
    const text =
      'case;activity;time;start;who;paid;n;ok;due;region;secret\n1;a;02.01.2021;01.01.2021;x;1.234,50;3;ja;05.01.2021;EU;s\n1;b;04.01.2021;03.01.2021;y;?;;nein;;EU;s\n'
    const { log, problems } = await read(text, {
      version: 1,
      table: { delimiter: ';', decimal: ',', missing: ['?'] },
      caseId: 'case',
      activity: 'activity',
      complete: { columns: ['time'], format: 'dd.MM.yyyy' },
      start: { columns: ['start'], format: 'dd.MM.yyyy' },
      resource: 'who',
      timeZone: 'Europe/Berlin',
      columns: [
        { column: 'paid', key: 'amount', type: 'float', meaning: { kind: 'money', unit: 'EUR' } },
        { column: 'n', type: 'int' },
        { column: 'ok', type: 'boolean' },
        { column: 'due', type: 'date', format: 'dd.MM.yyyy', meaning: { kind: 'due' } },
        { column: 'region', scope: 'case' },
        { column: 'secret', action: 'drop' },
      ],
    })
    expect(printLog(log, 'org:resource', 'amount', 'n', 'ok', 'due', 'region')).toEqual([
      '1: a@2021-01-01T23:00 org:resource=x amount=1234.5 n=3 ok=true due=1609801200000 region=EU, b@2021-01-03T23:00 org:resource=y amount=null n=null ok=false due=null region=EU',
    ])
    expect([...log.start!]).toEqual([Date.parse('2020-12-31T23:00Z'), Date.parse('2021-01-02T23:00Z')])
    expect(log.eventAttributes.get('amount')).toMatchObject({
      type: 'float',
      meaning: { kind: 'money', unit: 'EUR' },
      personal: 'none',
    })
    expect(log.resourceKey).toBe('org:resource')
    expect(printProblems(problems)).toEqual(['column-left-out ×1 ("secret")', 'zone-assumed ×5'])
  })

  test('that does not fit is refused with what is wrong', async () => {
    const text = 'case,activity,time\n1,a,2021-01-01\n'
    const wrong = async (mapping: unknown) =>
      read(text, mapping).then(
        () => 'read',
        error => `${error.name}: ${error.message}`,
      )
    expect(await wrong({ ...short, caseId: 'order' })).toBe(
      'RequestError: The mapping names the column "order", which test.csv does not have. Its columns are: "case", "activity", "time".',
    )
    expect(await wrong({ ...short, version: 2 })).toBe('RequestError: Mapping: version must be 1, not 2.')
    expect(await wrong({ ...short, activity: undefined })).toBe(
      'RequestError: Mapping: activity is missing: name the column.',
    )
    expect(await wrong({ ...short, timeZone: 'Mars/Olympus' })).toBe(
      'RequestError: Mapping: timeZone "Mars/Olympus" is no time zone; give an IANA name such as "Europe/Berlin".',
    )
    expect(await wrong({ ...short, extra: 1 })).toMatch(
      'RequestError: Mapping: the mapping has an unknown entry "extra"',
    )
    expect(await wrong({ ...short, columns: [{ column: 'x', action: 'hide' }] })).toBe(
      'RequestError: Mapping: columns[0].action must be one of "keep", "drop", "pseudonymise", not "hide".',
    )
    expect(await wrong({ ...short, complete: { columns: ['time'], format: 'QQ' } })).toMatch(
      'Date format "QQ": "QQ" is unknown.',
    )
    expect(await wrong('case')).toBe('RequestError: Mapping: the mapping must be an object.')
  })

  test('names columns that a new file lacks, and a new file has columns that it does not name: both are told', async () => {
    const mapping = { ...short, columns: [{ column: 'gone' }] }
    const { problems, log } = await read('case,activity,time,new\n1,a,2021-01-01T00:00Z,x\n', mapping)
    expect(printProblems(problems)).toEqual(['column-not-mapped ×1 ("new")', 'column-missing ×1 ("gone")'])
    expect(printLog(log, 'new')).toEqual(['1: a@2021-01-01 new=x'])
    const dropped = await read('case,activity,time,new\n1,a,2021-01-01T00:00Z,x\n', { ...mapping, others: 'drop' })
    expect(printProblems(dropped.problems)).toEqual(['column-left-out ×1 ("new")', 'column-missing ×1 ("gone")'])
    expect(dropped.problems[0]!.severity).toBe('loss')
  })

  test('the one that is proposed reads the same log as none at all', async () => {
    const text = 'case,activity,time,cost,region\n1,a,03/04/2021,1.5,EU\n1,b,13/04/2021,2,EU\n2,a,14/04/2021,,US\n'
    const { proposeMapping } = await import('../propose-mapping.ts')
    const { mapping } = await proposeMapping(textSource(text), { platform })
    const given = await read(text, JSON.parse(JSON.stringify(mapping)))
    expect(printLog(given.log, 'cost', 'region')).toEqual(printLog((await read(text)).log, 'cost', 'region'))
    expect(printLog(given.log, 'cost', 'region')).toEqual([
      '1: a@2021-04-03 cost=1.5 region=EU, b@2021-04-13 cost=2 region=EU',
      '2: a@2021-04-14 cost=null region=US',
    ])
  })
})

describe('bad rows', () => {
  test('a missing case id leaves the row out, a missing activity and an unreadable time keep it; all are told with row, column and value', async () => {
    const { log, problems } = await read(
      'case,activity,time\n1,a,2021-01-01\n,b,2021-01-02\n1,,2021-01-03\n1,c,soon\n1,d,\n',
      {
        ...short,
        complete: { columns: ['time'], format: 'iso' },
      },
    )
    expect(printLog(log)).toEqual(['1: a@2021-01-01, ∅@2021-01-03, c@, d@'])
    expect(
      problems.map(({ kind, count, severity, message, places }) => [
        kind,
        count,
        severity,
        message,
        JSON.stringify(places[0] ?? null),
      ]),
    ).toEqual([
      [
        'missing-case-id',
        1,
        'loss',
        'Rows have no case id; they were left out.',
        '{"row":3,"column":"case","value":""}',
      ],
      [
        'missing-activity',
        1,
        'warning',
        'Rows have no activity; the events are kept without one.',
        '{"row":4,"column":"activity"}',
      ],
      [
        'unreadable-time',
        1,
        'loss',
        'Cells are no date of the given format; the events are kept without it.',
        '{"row":5,"column":"time","value":"soon"}',
      ],
      [
        'missing-time',
        2,
        'warning',
        'Events have no time; they keep their place behind the event before them.',
        '{"row":5,"column":"time"}',
      ],
      ['zone-assumed', 2, 'info', 'Times name no zone; they were read as UTC.', 'null'],
    ])
  })

  test('numbers and truth values that are none are left empty and told', async () => {
    const { log, problems } = await read('case,activity,n,x,b\n1,a,1,1.5,true\n1,b,one,1.5.2,maybe\n', {
      ...short,
      complete: null,
      columns: [
        { column: 'n', type: 'int' },
        { column: 'x', type: 'float' },
        { column: 'b', type: 'boolean' },
      ],
    })
    expect(printLog(log, 'n', 'x', 'b')).toEqual(['1: a@ n=1 x=1.5 b=true, b@ n=null x=null b=null'])
    expect(printProblems(problems)).toEqual([
      'unreadable-number ×2 (row 3 "n" one)',
      'unreadable-boolean ×1 (row 3 "b" maybe)',
      'missing-time ×2',
    ])
  })

  test('numbers too large to be held are never rounded or made infinite: identifiers stay text, digit for digit', async () => {
    const rows = ['99999999999999999999,1e999,9007199254740991', '-9007199254740993,2.5,-1']
    const text = `case,activity,time,n,x,safe\n${rows.map((row, i) => `1,${i},2021-01-0${i + 1}T00:00Z,${row}\n`).join('')}`
    const proposed = await proposeMapping(textSource(text), { platform })
    expect(proposed.mapping.columns.map(({ column, type }) => `${column} ${type}`)).toEqual([
      'n string',
      'x string',
      'safe int',
    ])
    expect(proposed.reasons.find(({ column }) => column === 'n')?.text).toContain('beyond 2^53')
    expect(printLog((await read(text)).log, 'n', 'x', 'safe')).toEqual([
      '1: 0@2021-01-01 n=99999999999999999999 x=1e999 safe=9007199254740991, 1@2021-01-02 n=-9007199254740993 x=2.5 safe=-1',
    ])
    const forced = await read(text, {
      ...short,
      columns: [
        { column: 'n', type: 'int' },
        { column: 'x', type: 'float' },
      ],
    })
    expect([...(forced.log.eventAttributes.get('x') as NumberColumn).values]).toEqual([Number.NaN, 2.5])
    expect(printProblems(forced.problems)).toContain('unreadable-number ×3 (row 2 "n" 99999999999999999999)')
  })

  test('a column named like a time without one time in it is told with its name and values', async () => {
    const text = 'case,activity,timestamp\n1,a,soon\n1,b,later\n2,a,soon\n2,b,later\n'
    const { log, problems } = await read(text)
    expect(printProblems(problems)).toEqual(['unreadable-time-column ×1 ("timestamp" soon, later)', 'missing-time ×4'])
    expect(printLog(log, 'timestamp')[0]).toBe('1: a@ timestamp=soon, b@ timestamp=later')
    expect((await proposeMapping(textSource(text), { platform })).warnings).toContain(
      '"timestamp" is named like a time, but no date format reads most of its values: soon, later.',
    )
  })

  test.each([
    ['with a fraction', 'time', ['45292.5', '45293', '45294.25'], '2024-01-01T12:00:00.000Z', 'excel'],
    ['with a decimal comma', 'Zeit', ['"45292,5"', '"45293"', '"45294,25"'], '2024-01-01T12:00:00.000Z', 'excel'],
    ['whole days by name', 'event_date', ['45292', '45293', '45294'], '2024-01-01T00:00:00.000Z', 'excel'],
    ['whole numbers that may be seconds', 'time', ['45292', '45293', '45294'], null, undefined],
    ['a number outside of 1990 to 2100', 'time', ['45292.5', '12.5', '45294.25'], null, undefined],
  ])('days as spreadsheets count them: %s', async (_, name, [a, b, c], first, format) => {
    const text = `case,activity,${name}\n1,a,${a}\n1,b,${b}\n2,a,${c}\n`
    const { log, mapping } = await read(text)
    expect(mapping?.complete?.format).toBe(format)
    expect(Number.isNaN(log.complete[0]!) ? null : new Date(log.complete[0]!).toISOString()).toBe(first)
  })

  test('an attribute of the case that varies keeps its first value and is told', async () => {
    const { log, problems } = await read('case,activity,c,n\n1,a,x,1\n1,b,y,2\n1,d,x,1\n', {
      ...short,
      complete: null,
      columns: [
        { column: 'c', scope: 'case' },
        { column: 'n', scope: 'case', type: 'int' },
      ],
    })
    expect(printLog(log, 'c', 'n')).toEqual(['1: a@ c=x n=1, b@ c=x n=1, d@ c=x n=1'])
    expect(printProblems(problems)[0]).toBe('case-attribute-varies ×2 (row 3 "c" y)')
  })

  test('a table without times, with equal times, and with times of 1948 and 2999', async () => {
    const none = await read('case,activity,time\n1,a,\n1,b,\n', {
      ...short,
      complete: { columns: ['time'], format: 'iso' },
    })
    expect(printLog(none.log)).toEqual(['1: a@, b@'])
    expect(printProblems(none.problems)).toEqual(['missing-time ×2 (row 2 "time")'])
    const equal = await read('case,activity,time\n1,b,2021-01-01T00:00Z\n1,a,2021-01-01T00:00Z\n', short)
    expect(printLog(equal.log)).toEqual(['1: b@2021-01-01, a@2021-01-01'])
    expect(printProblems(equal.problems)).toEqual(['equal-times ×1'])
    const far = await read('case,activity,time\n1,a,2999-12-31T00:00Z\n1,b,1948-01-01T00:00Z\n', short)
    expect(printLog(far.log)).toEqual(['1: b@1948-01-01, a@2999-12-31'])
  })

  test('activities with emoji, right-to-left text, HTML, formulas and line ends stay as they are', async () => {
    const names = ['🚚 sent', 'إرسال', '<script>alert(1)</script>', '=cmd|/c calc!A1', 'two\nlines', "it's"]
    const { log } = await read(`case,activity\n${names.map(name => `1,"${name}"`).join('\n')}\n`, {
      ...short,
      complete: null,
    })
    expect(Array.from(log.activity.codes, code => log.activity.dictionary.text(code))).toEqual(names)
  })

  test('one case of many events, many cases of one event, and many activities', async () => {
    const n = 20_000
    const one = await read(`case,activity\n${Array.from({ length: n }, () => '1,a').join('\n')}`, {
      ...short,
      complete: null,
    })
    expect([one.log.caseCount, one.log.eventCount]).toEqual([1, n])
    const many = await read(`case,activity\n${Array.from({ length: n }, (_, i) => `${i},a${i % 5000}`).join('\n')}`, {
      ...short,
      complete: null,
    })
    expect([many.log.caseCount, many.log.eventCount, many.log.activity.dictionary.size]).toEqual([n, n, 5000])
  })

  test('a table in which nothing looks like a case is refused with what to do', async () => {
    await expect(read('alpha,beta\n1.5,2.5\n2.5,3.5\n')).rejects.toThrow(
      'test.csv: No column is clearly the case of an event log (columns: "alpha", "beta"). Give a mapping that names the columns for case, activity and time.',
    )
  })

  test('a table without rows is told, and is an empty log under a mapping', async () => {
    await expect(read('case,activity,time\n')).rejects.toThrow(
      'test.csv: The table has no rows below its header. Give a table with a row for each event.',
    )
    expect((await read('case,activity,time\n', short)).log).toMatchObject({ caseCount: 0, eventCount: 0 })
  })

  test('a date that could be either way round is told when nobody was asked', async () => {
    const { problems } = await read('case,activity,time\n1,a,03/04/2021\n1,b,05/06/2021\n')
    expect(problems.find(({ kind }) => kind === 'ambiguous-date')?.message).toBe(
      'Day or month first? No value of "time" decides: "03/04/2021" is 2021-04-03 or 2021-03-04. It was read as dd/MM/yyyy; a mapping can say otherwise.',
    )
  })

  test('a wrong extension does not matter, and an empty file is told', async () => {
    const { log } = await openLog(textSource('case,activity,time\n1,a,2021-01-01\n1,b,2021-01-02\n', 'log.xes'), {
      platform,
    })
    expect(log.eventCount).toBe(2)
    await expect(openLog(textSource('', 'log.csv'), { platform })).rejects.toThrow('log.csv: The file is empty')
  })
})

describe('people', () => {
  const text =
    'case,activity,time,user,group\n1,a,2021-01-01T00:00Z,Ann,g\n1,b,2021-01-02T00:00Z,Bob,g\n2,a,2021-01-03T00:00Z,Ann,h\n'
  const key = Uint8Array.of(1, 2, 3)

  test('are pseudonymised by default under the key of the importer: equal names equal, other keys other', async () => {
    const { log, problems } = await read(text, undefined, { pseudonymKey: key })
    const column = log.eventAttributes.get('org:resource')!
    expect(column.personal).toBe('pseudonym')
    const names = printLog(log, 'org:resource')
      .join()
      .match(/P-[a-z2-7]{10}/g)!
    expect(names[0]).toBe(names[2])
    expect(names[0]).not.toBe(names[1])
    expect(JSON.stringify([...(column as { dictionary: { bytes: Uint8Array } }).dictionary.bytes])).not.toContain(
      JSON.stringify([65, 110, 110]).slice(1, -1),
    )
    expect(printProblems(problems)).toContain('pseudonymised ×2')
    const other = await read(text, undefined, { pseudonymKey: Uint8Array.of(9) })
    expect(printLog(other.log, 'org:resource').join()).not.toContain(names[0])
  })

  test('without a key stay as they are, marked and told', async () => {
    const { log, problems } = await read(text)
    expect(log.eventAttributes.get('org:resource')).toMatchObject({ personal: 'direct' })
    expect(printProblems(problems)).toContain('personal-kept ×1 ("user")')
  })

  test('a mapping that pseudonymises needs a key; keep and drop do not', async () => {
    const mapping = (action: string) => ({
      ...short,
      resource: 'user',
      columns: [{ column: 'user', action, personal: true }],
    })
    await expect(read(text, mapping('pseudonymise'))).rejects.toThrow(
      'The mapping pseudonymises "user", but no key was given: give one, or keep or drop the columns.',
    )
    expect((await read(text, mapping('keep'))).log.eventAttributes.get('org:resource')).toMatchObject({
      personal: 'direct',
    })
    expect((await read(text, mapping('drop'))).log.eventAttributes.has('org:resource')).toBe(false)
  })

  test('the case id itself can be hidden', async () => {
    const { log } = await read(
      text,
      { ...short, columns: [{ column: 'case', action: 'pseudonymise' }] },
      { pseudonymKey: key },
    )
    expect(log.caseIds.text(0)).toMatch(/^P-[a-z2-7]{10}$/)
    expect(log.caseCount).toBe(2)
  })
})

describe('long imports', () => {
  const rows = `case,activity,time\n${Array.from({ length: 60_000 }, (_, i) => `${i % 100},a${i % 7},2021-01-01T00:00:00Z`).join('\n')}\n`

  test('tell how far they are, let others run, and stop when asked', async () => {
    let now = 0
    let pauses = 0
    const slow = { ...platform, now: () => (now += 30), pause: async () => void pauses++ }
    const reports: string[] = []
    await read(
      rows,
      { ...short, complete: { columns: ['time'], format: 'iso' } },
      { platform: slow, progress: ({ phase, unit, events }) => reports.push(`${phase} ${unit} ${events! > 0}`) },
    )
    expect(pauses).toBeGreaterThan(2)
    expect(new Set(reports)).toEqual(new Set(['reading bytes true', 'reading events true']))
    const { cancel, stop } = cancellable()
    const work = read(rows, short, { platform: { ...slow, pause: async () => stop() }, cancel: cancel as Cancel })
    await expect(work).rejects.toThrow('The work was cancelled.')
  })
})

test('any small table gives a log whose events are its rows with a case id', async () => {
  const cell = fc.constantFrom('', 'a', 'b', '2021-01-01', '2021-01-02T10:00Z', 'x', '1', '2.5')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell, cell), { maxLength: 12 }), async rows => {
      const text = `case,activity,time,more\n${rows.map(row => row.join(',')).join('\n')}\n`
      const { log, problems } = await (csv as LogFormat).read(textSource(text), {
        platform,
        mapping: { ...short, complete: { columns: ['time'], format: 'iso' } },
      })
      const kept = rows.filter(([id]) => id !== '')
      expect(log.eventCount).toBe(kept.length)
      expect(log.caseCount).toBe(new Set(kept.map(([id]) => id)).size)
      expect(problems.find(({ kind }) => kind === 'missing-case-id')?.count ?? 0).toBe(rows.length - kept.length)
    }),
  )
})
