import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormatError } from '../../../base/errors.ts'
import { encodeUtf8 } from '../../../base/utf8.ts'
import {
  type DeclareModel,
  type DeclareTemplate,
  declareConstraint,
  declareTemplates,
  printDeclare,
} from '../../../model/declare.ts'
import { modelJson } from '../model-json.ts'
import { openModel, writeModel } from '../open-model.ts'
import { readDeclare } from './read.ts'
import { writeDeclare } from './write.ts'

describe('Declare files', () => {
  test('activities and constraints', () => {
    const { model, problems } = readDeclare(
      'activity Send bill\r\nactivity Pay\n# a remark\n\nInit[Send bill] | |\nResponse[Send bill, Pay] | | |\nExistence2[Pay] | |\nExactly1[Pay]\nNot Co-Existence[Pay, Cancel] | | |\n',
    )
    expect(printDeclare(model)).toBe(
      'Init(Send bill); Response(Send bill, Pay); Existence2(Pay); Exactly1(Pay); Not Co-Existence(Pay, Cancel)',
    )
    expect(model.activities).toEqual(['Send bill', 'Pay', 'Cancel'])
    expect(problems).toEqual([])
  })
  test('what is not kept is told', () => {
    const { model, problems } = readDeclare(
      'activity A\nbind A: amount\namount: integer between 0 and 10\nResponse[A, B] |A.amount > 5 | |0,3,d\n',
    )
    expect(printDeclare(model)).toBe('Response(A, B)')
    expect(problems.map(({ kind, count, severity }) => [kind, count, severity])).toEqual([
      ['declare-attribute', 2, 'loss'],
      ['declare-condition', 1, 'loss'],
    ])
  })
  test('templates are known however a tool spells them', () => {
    const { model } = readDeclare(
      'bind A: amount\nexistence[A]\nRespondedExistence[A, B]\nCHAIN_RESPONSE[A, B]\nNot Co-Existence[A, C]\nnotcoexistence[B, C]\nAtMost1[B]\nLast[B]',
    )
    expect(printDeclare(model)).toBe(
      'Existence(A); Responded Existence(A, B); Chain Response(A, B); Not Co-Existence(A, C); Not Co-Existence(B, C); Absence2(B); End(B)',
    )
  })
  test('a file that begins with what is known of activities, and the JSON of MINERful, are Declare', () => {
    const minerful =
      '{"name":"m","tasks":["A","B","C"],"constraints":[{"template":"NotChainSuccession","parameters":[["A"],["B"]],"support":0.4}]}'
    for (const [text, print] of [
      [
        '\n# about\nbind ER Triage: group, age\nage: integer between 0 and 90\nResponse[ER Triage, B]',
        'Response(ER Triage, B)',
      ],
      [minerful, 'Not Chain Succession(A, B)'],
    ] as const) {
      const { model, format } = openModel(encodeUtf8(text), 'x')
      expect([format, model.kind === 'declare' && printDeclare(model.declare)]).toEqual(['declare', print])
    }
    expect(readDeclare(minerful).model.activities).toEqual(['A', 'B', 'C'])
  })
  test.each([
    [
      '{"constraints":[{"template":"Response","parameters":[["A","B"],["C"]]}]}',
      'constraints[0] speaks of one of several activities (A, B)',
    ],
    [
      '{"constraints":[{"template":"Respond","parameters":[["A"],["B"]]}]}',
      'constraints[0]: "Respond" is no template of Declare',
    ],
    ['{"constraints":[{"template":"Init","parameters":[[7]]}]}', 'constraints[0] has a parameter without a name'],
    ['{"constraints":[{"template":"Init","parameters":', 'no whole JSON'],
    ['{"constraints":[{"template":7,"parameters":[]}]}', 'constraints[0] has no "template"'],
  ])('%j of MINERful says what is wrong and where', (text, message) => {
    expect(() => readDeclare(text)).toThrow(message)
  })
  test.each([
    ['activity A\nRespond[A, B]', 'line 2: "Respond" is no template of Declare.'],
    ['Response[A]', 'line 1: Response takes 2 activities, found 1.'],
    ['Response[A, A]', 'line 1: Response needs two different activities'],
    ['\n\n<xml/>', 'line 3: Expected an activity or a constraint'],
  ])('%j says what is wrong and where', (text, message) => {
    expect(() => readDeclare(text)).toThrow(FormatError)
    expect(() => readDeclare(text)).toThrow(message)
  })
  test('a name that the format cannot hold is refused', () => {
    const model: DeclareModel = { activities: ['a, b'], constraints: [] }
    expect(writeDeclare(model)).toMatchObject({
      ok: false,
      because: expect.stringContaining('"a, b" cannot be written'),
    })
  })
  test('reads what it writes', () => {
    const templates = Object.keys(declareTemplates) as DeclareTemplate[]
    const name = fc.stringMatching(/^[A-Za-zäß0-9_:-]{1,4}( [A-Za-zäß0-9]{1,3})?$/)
    const constraint = fc
      .tuple(fc.constantFrom(...templates), fc.uniqueArray(name, { minLength: 2, maxLength: 2 }))
      .map(([template, names]) => declareConstraint(template, ...names.slice(0, declareTemplates[template])))
    fc.assert(
      fc.property(fc.array(constraint, { maxLength: 6 }), constraints => {
        const model: DeclareModel = {
          activities: [...new Set(constraints.flatMap(one => one.activities))],
          constraints,
        }
        const written = writeDeclare(model)
        expect(written.ok && readDeclare(written.value)).toEqual({ model, problems: [] })
      }),
      { numRuns: 200, seed: 12 },
    )
  })
})

describe('Declare as JSON', () => {
  const open = (value: object) => openModel(encodeUtf8(JSON.stringify(value)), 'model')
  test('reads what it writes, whatever the names', () => {
    const templates = Object.keys(declareTemplates) as DeclareTemplate[]
    const models = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 4 }).chain(activities =>
      fc.array(fc.constantFrom(...templates)).map(
        (list): DeclareModel => ({
          activities,
          constraints: list.map(template =>
            declareConstraint(template, ...activities.slice(0, declareTemplates[template])),
          ),
        }),
      ),
    )
    fc.assert(
      fc.property(models, declare => {
        const { bytes } = writeModel({ kind: 'declare', declare }, modelJson)
        expect(openModel(bytes, 'x')).toEqual({ model: { kind: 'declare', declare }, problems: [], format: 'json' })
      }),
      { numRuns: 30 },
    )
  })
  test('is refused with the constraint that is wrong', () => {
    const one = (constraint: unknown) => () =>
      open({ format: 'parfocal-model', version: 1, kind: 'declare', constraints: [constraint] }).model
    const model = one({ template: 'Response', activities: ['a', 'b'] })()
    expect(model).toEqual({
      kind: 'declare',
      declare: { activities: ['a', 'b'], constraints: [declareConstraint('Response', 'a', 'b')] },
    })
    expect(one({ template: 'Answer', activities: ['a'] })).toThrow('constraints[0]: "Answer" is no template of Declare')
    expect(one({ template: 'Init', activities: ['a', 'b'] })).toThrow(
      'constraints[0]: Init takes 1 activities, found 2',
    )
    expect(one({ template: 'Response', activities: ['a', 'a'] })).toThrow(
      'constraints[0]: Response needs two different',
    )
    expect(one({ template: 'Init', activities: [7] })).toThrow('constraints[0].activities[0] must be a text')
  })
})
