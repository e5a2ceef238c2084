import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdsNaively } from './declare.fixture.ts'
import {
  type DeclareModel,
  type DeclareTemplate,
  declareConstraint,
  declareTemplates,
  parseDeclare,
  printDeclare,
} from './declare.ts'
import { declareAutomaton } from './declare-automaton.ts'

const templates = Object.keys(declareTemplates) as DeclareTemplate[]

describe('the notation of Declare', () => {
  test('a model on one line', () => {
    const text = 'Init(a); Response(a, send it); Not Co-Existence("x, y", "(z)")'
    expect(parseDeclare(text)).toEqual({
      activities: ['a', 'send it', 'x, y', '(z)'],
      constraints: [
        { template: 'Init', activities: ['a'] },
        { template: 'Response', activities: ['a', 'send it'] },
        { template: 'Not Co-Existence', activities: ['x, y', '(z)'] },
      ],
    })
    expect(printDeclare(parseDeclare(text))).toBe(text)
    expect(parseDeclare('')).toEqual({ activities: [], constraints: [] })
  })
  test('names of signs alone stand in quotes', () => {
    expect(parseDeclare('Succession(" ", ", ")').constraints[0]!.activities).toEqual([' ', ', '])
  })
  test('reads what it prints, whatever the names', () => {
    const name = fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' })
    const constraint = fc
      .tuple(fc.constantFrom(...templates), fc.uniqueArray(name, { minLength: 2, maxLength: 2 }))
      .map(([template, names]) => declareConstraint(template, ...names.slice(0, declareTemplates[template])))
    fc.assert(
      fc.property(fc.array(constraint, { maxLength: 4 }), constraints => {
        const model: DeclareModel = {
          activities: [...new Set(constraints.flatMap(one => one.activities))],
          constraints,
        }
        expect(parseDeclare(printDeclare(model))).toEqual(model)
      }),
      { numRuns: 300, seed: 2 },
    )
  })
  test('says what is wrong and where', () => {
    expect(() => parseDeclare('Init(a); Respond(a, b)')).toThrow('"Respond" is no template of Declare.')
    expect(() => parseDeclare('Response(a)')).toThrow('Response takes 2 activities, found 1.')
    expect(() => parseDeclare('Response(a, a)')).toThrow('Response needs two different activities')
    expect(() => parseDeclare('Init("\\x")')).toThrow('"\\x" is no name in quotes.')
    expect(() => parseDeclare('Init(a) Init(b')).toThrow('Expected a constraint such as Response(a, b)')
  })
})

describe('the automaton of every template', () => {
  test.each(templates)('%s accepts what its definition holds for', template => {
    const automaton = declareAutomaton(template)
    const names = declareTemplates[template] === 1 ? ['a'] : ['a', 'b']
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'x'), { maxLength: 8 }), fc.nat(8), (trace, cut) => {
        const stateOf = (events: readonly string[]) => {
          let state = 0
          for (const event of events)
            state = automaton.next[names.includes(event) ? (event as 'a' | 'b') : 'other'][state]!
          return state
        }
        const holds = holdsNaively(template, trace, names)
        expect(automaton.accepting[stateOf(trace)]).toBe(holds)
        // lost and won are said of prefixes
        const prefix = stateOf(trace.slice(0, cut))
        if (automaton.lost[prefix]) expect(holds).toBe(false)
        if (automaton.won[prefix]) expect(holds).toBe(true)
      }),
      { numRuns: 300, seed: 4 },
    )
  })
})
