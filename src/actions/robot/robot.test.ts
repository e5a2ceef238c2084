import { execFileSync, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Expression, evaluate } from '../../tasks/transformations/index.ts'
import { enterCustomer } from '../procedure.fixture.ts'
import { robot } from './robot.ts'

const content = (path: string) =>
  String(robot.make(enterCustomer('https://shop.test/new')).files.find(file => file.path === path)!.content)

test('a suite does every row, asks before what cannot be taken back, and escapes what Robot would read as syntax', () => {
  const suite = content('bot.robot')
  expect(suite).toContain('    Ask Before    click Save')
  expect(suite).toContain('    IF    $row["kind"] in ["company"]')
  expect(suite).toContain('Fill Text    role\\=textbox[name\\="Last name"]    ${value}')
  const evil = enterCustomer('https://shop.test/${evil}')
  const made = robot.make({ ...evil, name: '${OUTPUT}    *** Keywords ***\n# x' }).files[0]!.content
  expect(String(made)).toContain('\\${OUTPUT} *** Keywords *** # x')
  expect(String(made)).not.toMatch(/^\*\*\* Keywords \*\*\* #/m)
})

const python = spawnSync('python3', ['--version']).status === 0
if (!python) process.stderr.write('skipped "transformations in Python": python3 is not installed\n')

describe.skipIf(!python)('transformations in Python', () => {
  test('make what the programs make', () => {
    const style = (decimal: '.' | ',', group: '' | ',' | '.' | ' ', digits: number | null) => ({
      decimal,
      group,
      digits,
    })
    const a: Expression = { op: 'input', index: 0 }
    const date = (from: string, to: string): Expression => ({ op: 'date', of: a, from, to })
    const cases: [Expression, string[]][] = [
      [{ op: 'part', of: a, by: 'chunk', from: 1, to: -1 }, ['Ann  Lee Ray']],
      [{ op: 'part', of: a, by: ',', from: -1, to: -1 }, ['12 High St, Town , VIC 3000']],
      [{ op: 'part', of: a, by: 'word', from: 5, to: 5 }, ['too short']],
      [{ op: 'slice', of: a, from: -3, to: null }, ['Ünïcode']],
      [{ op: 'slice', of: a, from: 4, to: 2 }, ['abc']],
      [{ op: 'case', of: a, to: 'title' }, ["o'neil SÖREN élan"]],
      [{ op: 'case', of: a, to: 'capital' }, ['hELLO World']],
      [{ op: 'only', of: a, keep: 'digits' }, ['+49 (30) 12-34']],
      [{ op: 'only', of: a, keep: 'alphanumeric' }, ['A-1 é_2']],
      [{ op: 'replace', of: a, text: ' ', by: '-' }, ['a b c']],
      [{ op: 'replace', of: a, text: '|', by: '-' }, ['a b c']],
      [{ op: 'pad', of: a, width: 6 }, ['42']],
      [{ op: 'unpad', of: a }, ['000042']],
      [date('d/M/yyyy', 'dd-MM-yyyy'), ['3/11/1986']],
      [date('dd/MM/yyyy', 'MMMM d, yyyy'), ['30/02/1986']],
      [date('MMM d, yyyy', 'yyyy-MM-dd'), ['feb 28, 1990']],
      [{ op: 'number', of: a, from: style('.', '', null), to: style(',', '.', 2) }, ['1234567.005']],
      [{ op: 'number', of: a, from: style(',', '.', null), to: style('.', '', null) }, ['1.234,50']],
      [{ op: 'number', of: a, from: style('.', '', null), to: style('.', ' ', 0) }, ['-0.4']],
      [{ op: 'arithmetic', of: a, factor: 1.19, term: 0, style: style('.', '', 2) }, ['99.95']],
      [
        { op: 'combine', left: a, right: { op: 'input', index: 1 }, by: '×', style: style('.', '', null) },
        ['1.1', '3'],
      ],
      [{ op: 'lookup', of: [a], table: [{ from: ['DE'], to: 'Germany' }] }, ['DE']],
      [{ op: 'lookup', of: [a], table: [{ from: ['DE'], to: 'Germany' }] }, ['FR']],
      [
        {
          op: 'join',
          parts: [
            { op: 'case', of: a, to: 'upper' },
            { op: 'constant', text: ' #' },
          ],
        },
        ['straße'],
      ],
      ...(['words', 'numbers', 'separators', 'first', 'length', 'shape'] as const).map((by): [Expression, string[]] => [
        {
          op: 'switch',
          index: 0,
          by,
          cases: [{ value: '2 words', program: a }],
          otherwise: { op: 'constant', text: by },
        },
        ['Ann Lée-4'],
      ]),
    ]
    const script =
      'import json,sys,transformations as t\nprint(json.dumps([t.evaluate(p,i) for p,i in json.load(sys.stdin)]))'
    const output = execFileSync('python3', ['-c', script], {
      cwd: resolve(import.meta.dirname, '..', '..', '..', 'templates', 'robot'),
      input: JSON.stringify(cases),
      encoding: 'utf8',
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf8' },
    })
    expect(JSON.parse(output)).toEqual(cases.map(([program, inputs]) => evaluate(program, inputs)))
    expect(content('transformations.py')).toContain('def transform(program, inputs):')
  })
})
