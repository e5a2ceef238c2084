import { expect, test } from 'vitest'
import { bpmn } from './bpmn.ts'
import { n8n } from './n8n.ts'
import { outputs } from './outputs.ts'
import { playwright } from './playwright/bot.ts'
import { enterCustomer, step, textbox } from './procedure.fixture.ts'
import { robot } from './robot/robot.ts'

const EVIL = [
  'a\tEvaluate\t__import__("os").system("id")',
  'a\u000b    Evaluate    1',
  'a\u0085    Evaluate    1',
  'a\u001c    Evaluate    1',
  'a\u2028    Evaluate    1',
  '*** Keywords ***',
  '={{ $env.SECRET }}',
  ['%{HOME} $', '{CURDIR} @{x1} &{y1}'].join(''),
  "]]><script>alert('1')</script><!--",
  '\u0000\u0007\ud800',
  '{{constructor.constructor("return process")()}}',
  '[x](javascript:alert(1)) `code` <img src=x onerror=alert(1)>',
  '$(touch planted-file) `touch planted-file` ; touch planted-file',
]
/** Where Python, and so Robot Framework, ends a line. */
const linesOf = (text: unknown) => String(text).split(/(?!\t)[\p{Cc}\u2028\u2029]/u)
const made = (text: string) => {
  const bad = enterCustomer('https://x.test/')
  return {
    ...bad,
    name: text,
    parameters: bad.parameters.map(parameter => ({ ...parameter, name: text, from: text })),
    steps: [
      step('s1', {
        label: text,
        action: 'enter',
        element: textbox(text, text, 'https://x.test/'),
        value: { kind: 'constant', text },
      }),
      step('s2', {
        label: text,
        action: 'select',
        element: textbox(text, text, text),
        value: { kind: 'unknown', name: text, because: text },
      }),
      step('s3', {
        label: text,
        condition: { parameter: text, by: 'value', values: [text], agreement: 1 },
        share: 0.5,
        irreversible: true,
      }),
    ],
    exceptions: [{ label: text, instances: 1, share: 0.1 }],
  }
}

test('a suite of Robot Framework has the same lines and cells, whatever a recording holds', () => {
  const cells = (text: string) =>
    linesOf(robot.make(made(text)).files[0]!.content)
      .filter(line => !/^\s*#/.test(line))
      .map(line => line.split(/ {2,}|\t+/).length)
  for (const evil of EVIL) expect({ evil, cells: cells(evil) }).toEqual({ evil, cells: cells('harmless text') })
  const suite = linesOf(robot.make(made('*** Keywords ***')).files[0]!.content)
  expect(suite.filter(line => /^\*\*\*/.test(line))).toHaveLength(4)
})

test('letters beyond the first plane stay whole in Python', () => {
  const suite = String(robot.make(made('\u{1f984}')).files[0]!.content)
  expect(suite).toContain('\\\\U0001f984')
  expect(suite).not.toContain('\\\\ud83e')
})

test('no text of a recording is an expression of n8n', () => {
  const expressions = (value: unknown): readonly string[] =>
    typeof value === 'string' ? (value.startsWith('=') ? [value] : []) : Object.values(value ?? {}).flatMap(expressions)
  const of = (text: string) => expressions(JSON.parse(String(n8n.make(made(text)).files[0]!.content)).nodes)
  for (const evil of EVIL) expect(of(evil)).toEqual(of('harmless'))
})

test('who says no to n8n stops the row', () => {
  const { nodes, connections } = JSON.parse(String(n8n.make(enterCustomer('https://x.test/')).files[0]!.content))
  const asked = connections['A person agrees'].main[0][0].node
  const { type, parameters } = nodes.find(({ name }: { name: string }) => name === asked)
  expect(type).toBe('n8n-nodes-base.if')
  expect(parameters.conditions.conditions[0]).toMatchObject({ leftValue: '={{ $json["Go on"] }}', rightValue: 'yes' })
  const to = (branch: number) => connections[asked].main[branch].map(({ node }: { node: string }) => node)
  expect([to(0), to(1)]).toEqual([['Run the bot'], ['Left to a person']])
})

test('no output holds markup or control characters of a recording', () => {
  for (const evil of EVIL) {
    const readme = playwright.make(made(evil)).files.find(({ path }) => path === 'README.md')!
    expect(String(readme.content)).not.toMatch(/<script|<img|\]\(javascript/)
    expect(String(bpmn.make(made(evil)).files[0]!.content).replaceAll('\n', '')).not.toMatch(/<script|<img|\p{Cs}/u)
    for (const { make } of outputs)
      for (const { path } of make(made(evil)).files) expect(path).toMatch(/^(?:bot\/)?[\w.-]+$/)
  }
})
