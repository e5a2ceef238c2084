import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { bytesSource } from '../../base/platform.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { Problems } from '../../log/problems.ts'
import { openLog } from '../open.ts'
import { proposeMapping } from '../propose-mapping.ts'
import { platform, printLog, printProblems, tableRows, textSource } from '../table/reading.fixture.ts'
import { openJson } from './table.ts'

async function rowsOf(text: string, settings = {}, chunk?: number) {
  const problems = new Problems()
  const table = await openJson(textSource(text, 'test.json', chunk), { platform, settings })
  const rows = await tableRows(table, problems)
  return {
    columns: [...table.columns],
    rows: rows.map(row => table.columns.map((_, c) => row[c] ?? null)),
    problems: printProblems(problems.list()),
    table,
  }
}
const at = (rows: Awaited<ReturnType<typeof rowsOf>>) =>
  rows.rows.map(row =>
    Object.fromEntries(row.map((cell, c) => [rows.columns[c], cell]).filter(([, cell]) => cell !== null)),
  )

describe('shapes', () => {
  const expected = [
    { case: '1', step: 'a' },
    { case: '2', step: 'b' },
  ]
  test.each([
    ['lines', '{"case":1,"step":"a"}\n{"case":2,"step":"b"}\n', 'Each line is a JSON value of its own.'],
    [
      'lines with CRLF and blank ones',
      '{"case":1,"step":"a"}\r\n\r\n{"case":2,"step":"b"}',
      'Each line is a JSON value of its own.',
    ],
    ['an array', '[{"case":1,"step":"a"},\n {"case":2,"step":"b"}]', 'The text is an array; each element is a row.'],
    [
      'an object with one array inside',
      '{"total":2,"page":[1,2],"data":{"events":[{"case":1,"step":"a"},{"case":2,"step":"b"}]},"more":{}}',
      'The text is one object; its array "data.events" holds the rows.',
    ],
    [
      'objects over several lines',
      '{\n "case": 1,\n "step": "a"\n}\n{\n "case": 2,\n "step": "b"\n}\n',
      'JSON values stand one behind the other; each is a row.',
    ],
  ])('%s', async (_, text, reason) => {
    for (const chunk of [1, 7, 1000]) {
      const read = await rowsOf(text, {}, chunk)
      expect(at(read)).toEqual(expected)
      expect(read.table.reasons).toContain(reason)
    }
  })

  test('of several arrays the usual name wins, and the mapping can name another', async () => {
    const text = '{"users":[{"id":1}],"events":[{"case":1,"step":"a"}]}'
    expect(at(await rowsOf(text))).toEqual([{ case: '1', step: 'a' }])
    expect(at(await rowsOf(text, { rows: 'users' }))).toEqual([{ id: '1' }])
    await expect(rowsOf(text, { rows: 'nothing' })).rejects.toThrow(
      'test.json: The text has no array "nothing" with rows. Name the array in the mapping (table.rows).',
    )
  })
})

describe('values', () => {
  test('nested keys are dotted columns; arrays stay JSON; null is missing; later rows may bring new columns', async () => {
    const read = await rowsOf('{"a":{"b":1,"c":{"d":"x"}},"e":[1,{"f":"]"}],"g":null}\n{"h":true,"a":{"b":-1.5e3}}\n')
    expect(at(read)).toEqual([
      { 'a.b': '1', 'a.c.d': 'x', e: '[1,{"f":"]"}]' },
      { h: 'true', 'a.b': '-1.5e3' },
    ])
  })

  test('escapes are undone, surrogates joined, lone ones replaced', async () => {
    const read = await rowsOf(String.raw`{"t":"a\"b\\c\/\n\t\u00e9\ud83d\ude00\ud83d!","k\u0065y":1}`)
    expect(at(read)).toEqual([{ t: 'a"b\\c/\n\té😀\ufffd!', key: '1' }])
  })

  test('a key with a dot and a nested key are two columns', async () => {
    expect(await rowsOf('{"a.b":1,"a":{"b":2}}')).toMatchObject({ columns: ['a.b', 'a.b (2)'], rows: [['1', '2']] })
  })

  test('any JSON is read as JSON.parse reads it', async () => {
    const flat = fc.array(
      fc.dictionary(
        fc.string({ minLength: 1, maxLength: 4 }).filter(key => !key.includes('.') && key !== '__proto__'),
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null)),
        { maxKeys: 4 },
      ),
      { minLength: 1, maxLength: 5 },
    )
    await fc.assert(
      fc.asyncProperty(flat, fc.integer({ min: 1, max: 9 }), async (rows, chunk) => {
        const want = rows.map(row =>
          Object.fromEntries(
            Object.entries(row)
              .filter(([, value]) => value !== null)
              .map(([key, value]) => [key, String(value)]),
          ),
        )
        expect(at(await rowsOf(JSON.stringify(rows), {}, chunk))).toEqual(want)
        expect(
          at(await rowsOf(rows.map(row => JSON.stringify(row)).join('\n'), { rows: undefined }, chunk)).length,
        ).toBe(rows.length)
      }),
    )
  })
})

describe('bad input', () => {
  test('a broken line is left out and told; the others are read', async () => {
    const { rows, problems } = await rowsOf('{"a":1}\n{"a":2\n{"a":tru}\n{"a":4} x\n{"a":5}\n')
    expect(rows).toEqual([['1'], ['5']])
    expect(problems).toEqual(['broken-json ×3 (row 2 A comma or } is missing. {"a":2)'])
  })

  test.each([
    ['an empty file', '', 'test.json: The file is empty. Give JSON lines, or an array of objects'],
    [
      'a text that is cut off',
      '[{"a":1},{"a"',
      'test.json, row 2: The JSON text is cut off: the array or object is not closed.',
    ],
    ['an array that is not closed', '[{"a":1}', 'test.json, row 2: The JSON text is cut off'],
    [
      'a value that is none',
      '[{"a":1},{"a":zwei}]',
      '"zwei" is no JSON value. The text is no valid JSON; export it again.',
    ],
    ['depth without end', `[${'{"a":'.repeat(100)}`, 'Values are nested more than 64 deep.'],
    ['arrays without end', `[{"a":${'['.repeat(100)}`, 'Values are nested more than 64 deep.'],
  ])('%s is an error that says where and what', async (_, text, message) => {
    await expect(rowsOf(text)).rejects.toThrow(message)
  })

  test('any bytes at all are read without an exception but a FormatError', async () => {
    const piece = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'a', '1', 'null', '\n', ' ', '\u0000', 'é')
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), async (pieces, chunk) => {
        try {
          const { rows, columns } = await rowsOf(pieces.join(''), {}, chunk)
          expect(rows.every(row => row.length === columns.length)).toBe(true)
        } catch (error) {
          expect((error as Error).name).toBe('FormatError')
        }
      }),
      { numRuns: 300 },
    )
  })
})

test('events as JSON lines become a log, with a mapping proposed', async () => {
  const text =
    '{"order":{"id":"A","region":"EU"},"step":"create","at":"2021-01-01T10:00:00Z","by":{"user":"ann"}}\n{"order":{"id":"A","region":"EU"},"step":"pay","at":"2021-01-02T10:00:00Z","by":{"user":"bob"},"cost":2.5}\n{"order":{"id":"B","region":"US"},"step":"create","at":"2021-01-03T10:00:00Z","by":{"user":"ann"}}\n'
  const { mapping, format } = await proposeMapping(textSource(text, 'x.jsonl'), { platform })
  expect(format).toBe('json')
  expect([mapping.caseId.columns, mapping.activity.columns, mapping.complete, mapping.resource]).toEqual([
    ['order.id'],
    ['step'],
    { columns: ['at'], format: 'iso' },
    'by.user',
  ])
  const { log } = await openLog(textSource(text, 'x.jsonl'), { platform })
  expect(printLog(log, 'org:resource', 'order.region', 'cost')).toEqual([
    'A: create@2021-01-01T10:00 org:resource=ann order.region=EU cost=null, pay@2021-01-02T10:00 org:resource=bob order.region=EU cost=2.5',
    'B: create@2021-01-03T10:00 org:resource=ann order.region=US cost=null',
  ])
})

test('UTF-16 JSON is read', async () => {
  const text = '[{"case":1,"activity":"é"}]'
  const bytes = Uint8Array.from([0xff, 0xfe, ...[...text].flatMap(c => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])])
  const table = await openJson(bytesSource('x.json', bytes), { platform })
  expect(await tableRows(table)).toEqual([['1', 'é']])
  expect(encodeUtf8('é').length).toBe(2)
})

describe('rows inside rows', () => {
  const issues = JSON.stringify({
    total: 2,
    issues: [
      {
        key: 'P-1',
        changelog: {
          total: 2,
          histories: [
            {
              created: '2023-01-02T08:00:00.000+0100',
              author: { name: 'ann' },
              items: [
                { field: 'status', toString: 'Done' },
                { field: 'who', toString: 'x' },
              ],
            },
          ],
        },
      },
      { key: 'P-2', changelog: { total: 0, histories: [] } },
      {
        key: 'P-3',
        changelog: {
          histories: [
            {
              created: '2023-01-03T08:00:00.000+0100',
              author: { name: 'bob' },
              items: [{ field: 'status', toString: 'Open' }],
            },
          ],
        },
      },
    ],
  })

  test('the history of each issue is unfolded, with what lies around it; an issue without one is told', async () => {
    for (const chunk of [1, 50, 10_000]) {
      const read = await rowsOf(issues, {}, chunk)
      expect(read.table.settings.rows).toBe('issues[].changelog.histories[].items[]')
      expect(read.table.reasons.at(-1)).toBe(
        'The text is one object; its array "issues" holds the rows. Each holds its history in changelog.histories[].items[]; each entry of it is a row.',
      )
      expect(at(read)).toEqual([
        {
          'issues.key': 'P-1',
          'issues.changelog.total': '2',
          'histories.created': '2023-01-02T08:00:00.000+0100',
          'histories.author.name': 'ann',
          'items.field': 'status',
          'items.toString': 'Done',
        },
        {
          'issues.key': 'P-1',
          'issues.changelog.total': '2',
          'histories.created': '2023-01-02T08:00:00.000+0100',
          'histories.author.name': 'ann',
          'items.field': 'who',
          'items.toString': 'x',
        },
        {
          'issues.key': 'P-3',
          'histories.created': '2023-01-03T08:00:00.000+0100',
          'histories.author.name': 'bob',
          'items.field': 'status',
          'items.toString': 'Open',
        },
      ])
      expect(read.problems).toEqual(['no-history ×1 (row 3)'])
    }
  })

  test('the path can be given, also for lines', async () => {
    expect(at(await rowsOf(issues, { rows: 'issues[].changelog.histories[]' })).length).toBe(2)
    const lines = '{"id":1,"steps":[{"s":"a"},{"s":"b"}]}\n\n{"id":2,"steps":[{"s":"c"}]}\n'
    expect(at(await rowsOf(lines, { rows: '[].steps[]' }))).toEqual([
      { id: '1', 'steps.s': 'a' },
      { id: '1', 'steps.s': 'b' },
      { id: '2', 'steps.s': 'c' },
    ])
    expect(at(await rowsOf(lines)).length).toBe(2)
  })
})

describeShared('an export of Jira', 'data/logs/jira-a2a/data/json/jira-issues-request.ts', () => {
  test('becomes a log of status changes by issue', async () => {
    const text = readFileSync(sharedPath('data/logs/jira-a2a/data/json/jira-issues-request.ts'), 'utf8')
      .replace(/^export default /, '')
      .replace(/;\s*$/, '')
    const source = textSource(text, 'jira.json')
    const { mapping } = await proposeMapping(source, { platform })
    expect([mapping.caseId.columns, mapping.activity.columns, mapping.complete, mapping.resource]).toEqual([
      ['issues.key'],
      ['items.toString'],
      { columns: ['histories.created'], format: 'iso' },
      'histories.author.name',
    ])
    const { log } = await openLog(source, { platform, mapping: { ...mapping, columns: [], others: 'drop' } })
    const issues = (JSON.parse(text) as { issues: { key: string; changelog: { histories: { items: unknown[] }[] } }[] })
      .issues
    expect(log.caseCount).toBe(
      issues.filter(({ changelog }) => changelog.histories.some(({ items }) => items.length > 0)).length,
    )
    expect(log.eventCount).toBe(
      issues.flatMap(({ changelog }) => changelog.histories).flatMap(({ items }) => items).length,
    )
  })
})
