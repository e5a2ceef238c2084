import { execFileSync, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { caseFeatures } from '../../tasks/transformations/features.ts'
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
      [{ op: 'part', of: a, by: ',', from: 0, to: 0, count: 2 }, ['a, b, c']],
      [{ op: 'part', of: a, by: 'hump', from: -1, to: -1 }, ['orderLineXMLItem7']],
      [{ op: 'slice', of: a, from: 0, to: 5, clips: true }, ['Abel']],
      [{ op: 'replace', of: a, text: ',', by: ';', lenient: true }, ['a']],
      [{ op: 'each', of: a, by: 'word', take: 1, case: 'upper', between: ' ', behind: '.' }, ['ann élan lee']],
      [{ op: 'each', of: a, by: '_', take: null, case: 'capital', between: '', behind: '' }, ['a_b__c']],
      [{ op: 'group', of: a, size: 4, between: ' ' }, ['DE1234567']],
      [{ op: 'group', of: a, size: 4, between: ' ' }, ['DE-1234']],
      [{ op: 'fold', of: a, to: 'german' }, ['Größe Żółć Ångström']],
      [{ op: 'fold', of: a, to: 'plain' }, ['Größe Øre']],
      [{ op: 'squeeze', of: a }, ['  a \t b ']],
      [{ op: 'count', of: a, by: ',' }, ['a,b,c']],
      [date('d. MMMM yyyy [de]', 'yyyy-MM-dd'), ['5. März 2024']],
      [date("d 'de' MMMM 'de' yyyy [es]", "EEEE d 'de' MMMM [es]"), ['5 de marzo de 2024']],
      [date('yyyy-MM-dd', "'Q'Q/yyyy EEE"), ['2024-02-29']],
      [
        { op: 'date', of: a, from: 'dd.MM.yyyy', to: 'dd.MM.yyyy', shift: { unit: 'months', count: 13 } },
        ['31.01.2023'],
      ],
      [{ op: 'date', of: a, from: 'dd.MM.yyyy', to: 'd/M/yy', shift: { unit: 'days', count: -31 } }, ['01.03.2024']],
      [
        { op: 'date', of: a, from: 'dd.MM.yyyy', to: 'd/M/yy', shift: { unit: 'to end of month', count: 0 } },
        ['01.02.2024'],
      ],
      [{ op: 'time', of: a, from: 'h:mm a', to: 'HH:mm', shift: 90 }, ['11:05 PM']],
      [{ op: 'time', of: a, from: 'minutes', to: 'h:mma' }, ['725']],
      [{ op: 'time', of: a, from: 'H:mm', to: 'hours' }, ['10:20']],
      [{ op: 'time', of: a, from: 'hours', to: 'H:mm' }, ['1.33']],
      [{ op: 'number', of: a, from: style(',', '.', null), to: style('.', '', null), asWritten: true }, ['1.234,50']],
      [{ op: 'number', of: a, from: style(',', ' ', null), to: style('.', '', null) }, ['1\u00a0234,5']],
      [
        {
          op: 'arithmetic',
          of: a,
          factor: 1,
          divisor: 1.19,
          term: 0,
          style: style(',', '.', null),
          to: style('.', '', 2),
        },
        ['1.190,50'],
      ],
      [{ op: 'combine', left: a, right: { op: 'input', index: 1 }, by: '÷', style: style('.', '', 2) }, ['10', '3']],
      ...caseFeatures.map((by): [Expression, string[]] => [
        {
          op: 'switch',
          index: 0,
          by,
          cases: [
            { value: '2 words', program: a },
            { value: 'digit', program: { op: 'constant', text: 'ends' } },
            { value: 'Lée-4', program: { op: 'constant', text: 'last' } },
            { value: 'Ann', program: { op: 'constant', text: 'start' } },
          ],
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
