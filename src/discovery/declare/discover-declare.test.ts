import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared } from '../../../test/shared.ts'
import { variantLog, variantLogOf } from '../../log/variant-log.ts'
import { holdsNaively, isActivatedNaively } from '../../model/declare.fixture.ts'
import { type DeclareConstraint, type DeclareTemplate, declareTemplates, printConstraint } from '../../model/declare.ts'
import { logOf, oracleNames, readMinedOracle } from '../oracle.fixture.ts'
import { type DeclareOptions, defaultTemplates, discoverDeclare } from './discover-declare.ts'
import { measure } from './measure.ts'
import { pairCounts } from './pair-counts.ts'

const all = Object.keys(declareTemplates) as DeclareTemplate[]
const found = (notation: string, options?: DeclareOptions) =>
  discoverDeclare(variantLog(notation), options).map(printConstraint)

describe('Declare constraints of a log', () => {
  test('support is how often a constraint matters, confidence how often it then holds', () => {
    const [one] = discoverDeclare(variantLog('a b *6 | a c *2 | c *2'), { templates: ['Response'], minConfidence: 0.7 })
    expect(one).toEqual({
      template: 'Response',
      activities: ['a', 'b'],
      activated: 8,
      satisfied: 6,
      support: 0.8,
      confidence: 0.75,
    })
  })
  test('what a constraint that is broken as often implies is left out', () => {
    const templates = ['Responded Existence', 'Response', 'Chain Response'] as const
    expect(found('a b *5 | c', { minConfidence: 1, templates, withImplied: true })).toEqual([
      'Responded Existence(a, b)',
      'Responded Existence(b, a)',
      'Response(a, b)',
      'Chain Response(a, b)',
    ])
    expect(found('a b *5 | c', { minConfidence: 1, templates })).toEqual([
      'Responded Existence(b, a)',
      'Chain Response(a, b)',
    ])
    // Chain Response(a, b) is broken once, Response(a, b) never: both say something
    expect(found('a b *5 | a c b', { minConfidence: 0.5, templates })).toEqual([
      'Responded Existence(b, a)',
      'Responded Existence(c, a)',
      'Response(a, b)',
      'Chain Response(a, b)',
      'Chain Response(c, b)',
    ])
  })
  test('Alternate is left out where what must not repeat occurs at most once', () => {
    const templates = ['Absence2', 'Precedence', 'Alternate Precedence'] as const
    expect(found('a b | a', { minConfidence: 1, templates })).toEqual([
      'Absence2(a)',
      'Absence2(b)',
      'Precedence(a, b)',
    ])
    expect(found('a b a b | a', { minConfidence: 1, templates })).toEqual(['Alternate Precedence(a, b)'])
  })
  test('what follows over a third activity is left out', () => {
    expect(found('a x b x c | x a b c | a b c', { minConfidence: 1, templates: ['Succession'] })).toEqual([
      'Succession(a, b)',
      'Succession(b, c)',
    ])
    expect(found('a b c | c a b | b c a', { minConfidence: 1, templates: ['Co-Existence'] })).toEqual([
      'Co-Existence(a, b)',
      'Co-Existence(a, c)',
    ])
  })
  test('a log of one sequence is told in few words', () => {
    expect(found('a b c *10')).toEqual([
      'Exactly1(a)',
      'Exactly1(b)',
      'Exactly1(c)',
      'Init(a)',
      'End(c)',
      'Chain Succession(a, b)',
      'Chain Succession(b, c)',
      'Not Succession(b, a)',
      'Not Succession(c, a)',
      'Not Succession(c, b)',
    ])
  })
  test('nothing is found in an empty log', () => {
    expect(found('')).toEqual([])
  })
})

const activities = ['a', 'b', 'c'] as const
const trace = fc.array(fc.constantFrom(...activities), { maxLength: 7 })
const traces = fc.array(trace, { minLength: 1, maxLength: 6 })

const constraintsOver = (names: readonly string[]): DeclareConstraint[] =>
  all.flatMap(template =>
    names.flatMap(a =>
      declareTemplates[template] === 1
        ? [{ template, activities: [a] }]
        : names.filter(b => b !== a).map(b => ({ template, activities: [a, b] })),
    ),
  )

describe('counts of constraints', () => {
  test('equal those of a checker written from the definitions', () => {
    fc.assert(
      fc.property(traces, given => {
        const log = logOf(given.map((one, i) => [one, i + 1]))
        const counts = pairCounts(log)
        for (const { template, activities: names } of constraintsOver(log.activities)) {
          let activated = 0
          let satisfied = 0
          given.forEach((one, i) => {
            if (!isActivatedNaively(template, one, names)) return
            activated += i + 1
            if (holdsNaively(template, one, names)) satisfied += i + 1
          })
          const [a, b] = names.map(name => log.activities.indexOf(name))
          expect([template, names, measure(counts, template, a!, b)]).toEqual([
            template,
            names,
            { activated, satisfied },
          ])
        }
      }),
      { numRuns: 150, seed: 17 },
    )
  })
  test('what is found with confidence 1 is broken by no trace', () => {
    fc.assert(
      fc.property(traces, given => {
        const log = logOf(given.map(one => [one, 1]))
        for (const { template, activities: names } of discoverDeclare(log, { minConfidence: 1, minSupport: 0 }))
          for (const one of given)
            expect([template, names, one, holdsNaively(template, one, names)]).toEqual([template, names, one, true])
      }),
      { numRuns: 150, seed: 18 },
    )
  })
  test('a trace keeps the constraints that are not implied exactly where it keeps all of them', () => {
    fc.assert(
      fc.property(traces, trace, (given, other) => {
        const log = logOf(given.map(one => [one, 1]))
        const keeps = (withImplied: boolean) =>
          discoverDeclare(log, { minConfidence: 1, minSupport: 0, withImplied, templates: all }).every(
            ({ template, activities: names }) => holdsNaively(template, other, names),
          )
        expect(keeps(false)).toBe(keeps(true))
      }),
      { numRuns: 400, seed: 19 },
    )
  })
})

/** Names of the other tool, and where it counts otherwise. */
const theirs: Readonly<Record<string, DeclareTemplate>> = {
  existence: 'Existence',
  absence: 'Absence',
  exactly_one: 'Exactly1',
  init: 'Init',
  responded_existence: 'Responded Existence',
  coexistence: 'Co-Existence',
  response: 'Response',
  precedence: 'Precedence',
  succession: 'Succession',
  altresponse: 'Alternate Response',
  altprecedence: 'Alternate Precedence',
  altsuccession: 'Alternate Succession',
  chainresponse: 'Chain Response',
  chainprecedence: 'Chain Precedence',
  chainsuccession: 'Chain Succession',
}
/** Exactly1 matters there only where the activity occurs, Precedence and Succession not where b comes without a. */
const fewerActivations = new Set([
  'exactly_one',
  'precedence',
  'succession',
  'altprecedence',
  'altsuccession',
  'chainprecedence',
  'chainsuccession',
])
/** Alternate and Chain demand there that both activities occur equally often: a → b b is no Chain Response of a to b. */
const fewerHold = /^(alt|chain)/

describeShared('constraints of another tool', 'oracle/sepsis.json', () => {
  test.each(oracleNames)('%s', name => {
    const oracle = readMinedOracle(name)
    const log = logOf(oracle.variants)
    const counts = pairCounts(log)
    let compared = 0
    for (const [template, constraints] of Object.entries(oracle.declare ?? {}))
      for (const [key, { support, confidence }] of Object.entries(constraints)) {
        const names = key.startsWith('[') ? (JSON.parse(key) as string[]) : [key]
        const [a, b] = names.map(one => log.activities.indexOf(one))
        const ours = measure(counts, theirs[template]!, a!, b)
        const what = `${template} ${key}`
        if (fewerActivations.has(template)) expect([what, ours.activated >= support]).toEqual([what, true])
        else expect([what, ours.activated]).toEqual([what, support])
        if (fewerHold.test(template)) expect([what, ours.satisfied >= confidence]).toEqual([what, true])
        else expect([what, ours.satisfied]).toEqual([what, confidence])
        compared++
      }
    expect(compared > 0).toBe(oracle.declare !== undefined)
  })
})

test('templates that say the same as another one, or next to nothing, are not looked for unless named', () => {
  expect(all.filter(template => !defaultTemplates.includes(template))).toEqual([
    'Not Responded Existence',
    'Not Response',
    'Not Precedence',
    'Not Chain Response',
    'Not Chain Precedence',
    'Not Chain Succession',
  ])
})

describe('very many activities', () => {
  const sequence = (length: number) =>
    variantLogOf([{ activities: Array.from({ length }, (_, i) => `a${String(i).padStart(4, '0')}`), cases: 2 }])
  test('of a sequence the steps stay, not what follows over them', () => {
    const found = discoverDeclare(sequence(60), { templates: ['Response', 'Precedence', 'Succession', 'Co-Existence'] })
    expect(found.map(printConstraint)).toEqual(
      Array.from(
        { length: 59 },
        (_, i) => `Succession(a${String(i).padStart(4, '0')}, a${String(i + 1).padStart(4, '0')})`,
      ),
    )
  })
  test('more than a million constraints are refused', () => {
    expect(() => discoverDeclare(sequence(900), { templates: ['Response', 'Precedence', 'Succession'] })).toThrow(
      'More than 1000000 constraints hold of these 900 activities',
    )
  })
})
