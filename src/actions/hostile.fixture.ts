import fc from 'fast-check'
import type { UiElement } from '../log/ui-log.ts'
import type { Procedure } from '../tasks/procedure/procedure.ts'
import { enterCustomer, step, textbox } from './procedure.fixture.ts'

/** Pieces that end a string, comment, cell, element, expression or block in one of the formats that outputs write. */
const PIECES = [
  '<script>alert(1)</script>',
  ']]>',
  '-->',
  '"',
  "'",
  "'''",
  '`',
  '```',
  ['$', '{x}'].join(''),
  '%x%',
  '{{ x }}',
  '{x:Null}',
  '[x]',
  '\\',
  '\\\\',
  '*/',
  '//',
  '#',
  '/#',
  '#/',
  '|',
  '\n',
  '\r\n',
  '\n# x',
  '\n*** Keywords ***\n',
  'END',
  '\t',
  '    ',
  '\u0000',
  '\u0007',
  '\ud800',
  '\u2028',
  '\u201c',
  '\u201d',
  '\u202e',
  '=',
  '-',
  '1.',
  '&amp;',
  '&',
  ';',
  ',',
  '=cmd()',
  '@x',
  '$x',
  'é',
  '漢字',
  'a',
  '../x',
  '/',
]

export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 6,
  })
  .map(parts => parts.join(''))

/** A procedure in which every text that a recording can bring is the given one. */
export function procedureOfTexts(texts: readonly string[]): Procedure {
  let at = 0
  const next = () => texts[at++ % texts.length]!
  const element = (role: string | null): UiElement => ({
    ...textbox(next(), next(), next()),
    application: next(),
    window: next(),
    group: next(),
    role,
    selectors: (['testid', 'id', 'aria', 'name', 'label', 'text', 'css', 'xpath'] as const).map(kind => ({
      kind,
      text: next(),
    })),
  })
  const parameter = next()
  return {
    ...enterCustomer('https://shop.test/'),
    name: next(),
    applications: [...new Set([next(), next()])],
    parameters: [
      { name: parameter, class: 'text', shape: next(), from: next(), byPerson: false },
      { name: `${parameter} 2`, class: 'text', shape: next(), from: next(), byPerson: true },
    ],
    steps: [
      step('s1', {
        label: next(),
        action: 'copy',
        reads: parameter,
        element: element('cell'),
        cell: { row: null, column: 2 },
      }),
      step('s2', {
        label: next(),
        action: 'enter',
        element: element('textbox'),
        value: { kind: 'parameter', name: parameter },
        because: next(),
      }),
      step('s3', {
        label: next(),
        action: 'enter',
        element: element('textbox'),
        value: { kind: 'constant', text: next() },
        share: 0.5,
        condition: { parameter, by: 'value', values: [next(), next()], agreement: 1 },
      }),
      step('s4', {
        label: next(),
        action: 'select',
        element: element(next()),
        value: { kind: 'unknown', name: `${parameter} 2`, because: next() },
        kind: 'judgement',
        because: next(),
        share: 0.5,
      }),
      step('s5', {
        label: next(),
        action: 'enter',
        element: element('textbox'),
        value: {
          kind: 'computed',
          program: {
            op: 'join',
            parts: [
              { op: 'input', index: 0 },
              { op: 'constant', text: next() },
            ],
          },
          from: [{ kind: 'parameter', name: parameter }],
          confidence: 0.9,
        },
      }),
      step('s6', { label: next(), action: 'read', element: element('textbox') }),
      step('s7', {
        label: next(),
        action: 'enter',
        element: element('textbox'),
        value: { kind: 'read', step: 's6' },
      }),
      step('s8', { label: next(), action: 'navigate', element: element(null) }),
      step('s9', { label: next(), action: 'check', element: element('checkbox') }),
      step('s10', { label: next(), element: element('button'), irreversible: true }),
      step('s11', { label: next(), action: 'hotkey', element: null, value: { kind: 'constant', text: next() } }),
      step('s12', {
        label: next(),
        action: 'enter',
        element: element('password'),
        value: { kind: 'secret', name: 'PASSWORD' },
      }),
    ],
    exceptions: [{ label: next(), instances: 1, share: 0.05 }],
  }
}

export const hostileProcedure: fc.Arbitrary<Procedure> = fc
  .array(hostileText, { minLength: 3, maxLength: 12 })
  .map(procedureOfTexts)
