import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR } from '../base/time.ts'
import { officeHours } from '../log/calendar.ts'
import { eventLog, NOTATION_EPOCH } from '../log/notation.ts'
import { checkRules } from './check.ts'
import { parseFormula } from './ltlf/parse-formula.ts'
import { breaks } from './monitors/monitor.ts'
import { naiveCheck } from './naive-rules.fixture.ts'
import type { Vocabulary } from './parse-condition.ts'
import { parseSentence } from './parse-sentence.ts'
import { printFormula, printSentence } from './print-sentence.ts'
import {
  type AuthorityTables,
  type Claim,
  type Condition,
  type Formula,
  type Limit,
  noTables,
  type Pattern,
  type Rule,
  type RuleFile,
  type Statement,
} from './rule.ts'
import { caseStates } from './run.ts'

const calendars = new Map([['office', officeHours('Europe/Berlin', ['2024-01-02'])]])
const words: Vocabulary = { activities: new Map(), attributes: new Map(), calendars: new Set(['office']) }

const activity = fc.constantFrom('a', 'b', 'c', 'd d')
/** Hours in steps of four, so that limits and deadlines are met to the millisecond. */
const slot = fc.integer({ min: 0, max: 15 }).map(four => four * 4)
const number = fc.integer({ min: 0, max: 5 })
const person = fc.constantFrom('x', 'y', 'z')
const eventText = fc
  .tuple(activity, fc.option(slot), fc.option(person), fc.option(number), fc.option(fc.constantFrom('s', 't')))
  .map(([name, at, who, amount, team]) => {
    const attributes = [amount === null ? '' : `amount=${amount}`, team === null ? '' : `team=${team}`].filter(Boolean)
    return `"${name}"${at === null ? '' : `@${at}h`}${who === null ? '' : `/${who}`}${attributes.length > 0 ? `{${attributes.join(' ')}}` : ''}`
  })
const caseText = fc
  .tuple(fc.array(eventText, { maxLength: 7 }), fc.option(slot), fc.option(fc.constantFrom('n', 'm')))
  .map(([events, due, region]) => ({
    events,
    head: [due === null ? '' : `due=@${due}h`, region === null ? '' : `region=${region}`].filter(Boolean).join(' '),
  }))
// the case `types` sees to it that the log has every attribute, whatever is drawn
const logs = fc
  .array(caseText, { minLength: 1, maxLength: 4 })
  .map(cases =>
    [
      ...cases.map(({ events, head }, i) => `c${i}${head ? `[${head}]` : ''}: ${events.join(' ')}`),
      'types[due=@1h region=n]: z@0/x{amount=1 team=s}',
    ].join(' | '),
  )

const ofEvents = fc.record({
  attribute: fc.constantFrom('amount'),
  of: fc.option(fc.constantFrom(['a'], ['d d'])),
  factor: fc.constant(1),
})
const comparison = fc.constantFrom(
  '=' as const,
  '!=' as const,
  '<' as const,
  '<=' as const,
  '>' as const,
  '>=' as const,
)
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ is: fc.constant('compare' as const), left: ofEvents, op: comparison, right: number }),
  fc.record({
    is: fc.constant('relate' as const),
    left: ofEvents,
    op: comparison,
    right: fc.tuple(ofEvents, fc.constantFrom(1, 2, 0.5)).map(([value, factor]) => ({ ...value, factor })),
  }),
  fc.record({ is: fc.constantFrom('missing' as const, 'present' as const), left: ofEvents }),
  fc.record({
    is: fc.constant('in' as const),
    left: fc.constant({ attribute: 'team', of: null, factor: 1 }),
    values: fc.constantFrom(['s'], ['s', 't']),
  }),
  fc.record({
    is: fc.constant('compare' as const),
    left: fc.record({ attribute: fc.constant('region'), of: fc.option(fc.constant(['b'])), factor: fc.constant(1) }),
    op: fc.constantFrom('=' as const, '!=' as const),
    right: fc.constant('n'),
  }),
)
const conditions: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: leaf },
  fc.record({ is: fc.constant('not' as const), part: leaf }),
  fc.record({
    is: fc.constantFrom('and' as const, 'or' as const),
    parts: fc.array(leaf, { minLength: 2, maxLength: 3 }),
  }),
)
const patterns: fc.Arbitrary<Pattern> = fc.record({
  activities: fc.uniqueArray(activity, { minLength: 1, maxLength: 2 }),
  where: fc.option(conditions, { freq: 4 }),
})
const limits: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({ ms: fc.integer({ min: 1, max: 8 }).map(four => four * 4 * HOUR), calendar: fc.constant(null) }),
  fc.record({
    ms: fc.integer({ min: 1, max: 5 }).map(four => four * 4 * HOUR),
    calendar: fc.constant('office'),
  }),
)
const by = fc.option(fc.constant('team'))
const claims: fc.Arbitrary<Claim> = fc.oneof(
  fc.record({ claim: fc.constantFrom('required' as const, 'forbidden' as const), of: patterns }),
  fc.record({
    claim: fc.constantFrom('at-most' as const, 'at-least' as const, 'exactly' as const),
    of: patterns,
    times: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({ claim: fc.constant('before' as const), first: patterns, of: patterns, within: fc.option(limits) }),
  fc.record({ claim: fc.constant('leads-to' as const), of: patterns, to: patterns, within: fc.option(limits) }),
  fc.record({ claim: fc.constant('never-after' as const), of: patterns, after: patterns }),
  fc.record({ claim: fc.constant('not-within' as const), of: patterns, after: patterns, within: limits }),
  fc.record({ claim: fc.constant('between' as const), of: patterns, from: patterns, to: patterns }),
  fc.record({ claim: fc.constant('due-by' as const), of: patterns, attribute: fc.constant('due') }),
  fc.record({
    claim: fc.constantFrom('different' as const, 'same' as const),
    of: fc.array(patterns, { minLength: 2, maxLength: 3 }),
    by,
  }),
  fc.record({
    claim: fc.constant('by-role' as const),
    of: patterns,
    roles: fc.constantFrom(['boss'], ['boss', 'clerk']),
  }),
  fc.record({ claim: fc.constant('up-to-limit' as const), of: patterns, attribute: fc.constant('amount') }),
  fc.record({ claim: fc.constant('only-if' as const), of: patterns, condition: conditions }),
  fc.record({
    claim: fc.constant('once-per' as const),
    of: patterns,
    keys: fc.constantFrom(['team'], ['team', 'amount'], ['region', 'amount']),
  }),
  fc.record({ claim: fc.constant('case-within' as const), within: limits }),
)
const atoms = fc.oneof({ weight: 3, arbitrary: activity.map(name => ({ activities: [name], where: null })) }, patterns)
const { formula: formulas } = fc.letrec<{ formula: Formula }>(tie => ({
  formula: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.record({ op: fc.constant('atom' as const), of: atoms }),
    fc.record({ op: fc.constantFrom('true' as const, 'last' as const) }),
    fc.record({
      op: fc.constantFrom(
        'not' as const,
        'next' as const,
        'weak-next' as const,
        'eventually' as const,
        'always' as const,
      ),
      part: tie('formula'),
    }),
    fc.record({
      op: fc.constantFrom('until' as const, 'weak-until' as const, 'release' as const),
      left: tie('formula'),
      right: tie('formula'),
    }),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('formula'), { minLength: 2, maxLength: 2 }),
    }),
  ),
}))

const validity = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 1, max: 60 })).map(([from, length]) => ({
  from: from < 0 ? Number.NEGATIVE_INFINITY : NOTATION_EPOCH + from * HOUR,
  to: from < 0 ? Number.POSITIVE_INFINITY : NOTATION_EPOCH + (from + length) * HOUR,
}))
const role = fc.constantFrom('boss', 'clerk')
const tables: fc.Arbitrary<AuthorityTables> = fc.record({
  roles: fc.array(
    fc.tuple(person, role, validity).map(([person, role, valid]) => ({ person, role, ...valid })),
    { maxLength: 4 },
  ),
  limits: fc.array(
    fc
      .tuple(fc.boolean(), person, role, fc.option(activity), number, validity)
      .map(([own, person, role, activity, limit, valid]) => ({
        person: own ? person : null,
        role: own ? null : role,
        activity,
        limit,
        ...valid,
      })),
    { maxLength: 5 },
  ),
  substitutes: fc.array(
    fc.tuple(person, person, validity).map(([person, of, valid]) => ({ person, of, ...valid })),
    { maxLength: 3 },
  ),
})

const ruleOf = (statement: Statement): Rule => ({
  ...{ id: 'r', name: 'r', severity: 'low', owner: 'o', source: 's', text: '', measure: null, tests: [] },
  statement,
})
const fileOf = (statement: Statement, ends: Pattern | null): RuleFile => ({
  ...{ name: 'f', calendars, ends, testTables: noTables, tables: null, allow: [] },
  rules: [ruleOf(statement)],
})
const statements = fc.record({ guard: fc.option(conditions, { freq: 3 }), claim: claims })
const ends = fc.option(fc.constant({ activities: ['c'], where: null }))
const now = fc.integer({ min: 14, max: 18 }).map(four => NOTATION_EPOCH + four * 4 * HOUR)

async function compared(notation: string, statement: Statement, end: Pattern | null, at: number, who: AuthorityTables) {
  const log = eventLog(notation)
  const { outcomes } = await checkRules(log, fileOf(statement, end), { now: at, tables: who })
  const { because, states, violations } = outcomes[0]!
  const naive = naiveCheck(log, statement, { now: at, ends: end, tables: who, calendars })
  const found = Array.from(violations.case, (c, i) => ({
    ...{
      case: c,
      row: violations.row[i]!,
      witness: violations.witness[i]!,
      kind: breaks[violations.kind[i]!]!,
      over: violations.over[i]!,
    },
  }))
  const order = (list: readonly { case: number; row: number; witness: number }[]) =>
    [...list].sort((a, b) => a.case - b.case || a.row - b.row || a.witness - b.witness)
  return {
    because,
    mine: { states: Array.from(states, s => caseStates[s]!), violations: order(found) },
    naive: { states: naive.states, violations: order(naive.violations) },
  }
}

describe('monitors', () => {
  test('agree with the definitions on every sentence, log, date and table', async () => {
    await fc.assert(
      fc.asyncProperty(logs, statements, ends, now, tables, async (notation, statement, end, at, who) => {
        const { because, mine, naive } = await compared(notation, statement, end, at, who)
        expect(because).toBe(null)
        expect(mine).toEqual(naive)
      }),
      { numRuns: 1500 },
    )
  })
  test('formulas agree with the definition of their logic', async () => {
    await fc.assert(
      fc.asyncProperty(logs, formulas, ends, async (notation, formula, end) => {
        const { mine, naive } = await compared(
          notation,
          { guard: null, claim: { claim: 'formula', formula } },
          end,
          NOTATION_EPOCH,
          { roles: [], limits: [], substitutes: [] },
        )
        // a running case may be lost already where the definition still waits
        mine.states.forEach((state, c) => {
          if (naive.states[c] === 'pending') expect(['pending', 'violated']).toContain(state)
          else expect(state).toBe(naive.states[c])
        })
      }),
      { numRuns: 600 },
    )
  })
  test('a formula that is broken for good stays broken, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(activity, { maxLength: 5 }),
        fc.array(activity, { maxLength: 4 }),
        formulas,
        async (start, more, formula) => {
          const statement: Statement = { guard: null, claim: { claim: 'formula', formula } }
          const text = (names: readonly string[]) =>
            `c: ${names.map(name => JSON.stringify(name)).join(' ')} | types[due=@1h region=n]: z@0/x{amount=1 team=s}`
          const none = { activities: ['never'], where: null }
          const tables = { roles: [], limits: [], substitutes: [] }
          const before = await compared(text(start), statement, none, 0, tables)
          const after = await compared(text([...start, ...more]), statement, null, 0, tables)
          if (before.mine.states[0] === 'violated') expect(after.mine.states[0]).toBe('violated')
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a formula that says the same as a sentence', () => {
  const twins = [
    ['"a" before "b"', '! "b" W "a"'],
    ['"a" leads to "b"', 'G ("a" -> X F "b")'],
    ['"a" never after "b"', 'G ("b" -> N G ! "a")'],
    ['"a" between "b" and "c"', 'G ("b" -> N (! "c" W ("a" | "b")))'],
    ['"a" at most 1 time', 'G ("a" -> N G ! "a")'],
    ['"a" at least 2 times', 'F ("a" & X F "a")'],
    ['"a" is required', 'F "a"'],
    ['"a" is forbidden', 'G ! "a"'],
  ] as const
  for (const [sentence, formula] of twins)
    test(`${sentence} is ${formula}`, async () => {
      const parsed = parseFormula(formula, words)
      await fc.assert(
        fc.asyncProperty(logs, ends, async (notation, end) => {
          const none: AuthorityTables = { roles: [], limits: [], substitutes: [] }
          const one = await compared(notation, parseSentence(sentence, words), end, NOTATION_EPOCH, none)
          const twin = await compared(
            notation,
            { guard: null, claim: { claim: 'formula', formula: parsed } },
            end,
            NOTATION_EPOCH,
            none,
          )
          const said = (state: string) => (state === 'not-applicable' ? 'satisfied' : state)
          expect(twin.mine.states.map(said)).toEqual(one.mine.states.map(said))
        }),
        { numRuns: 60 },
      )
    })
})

describe('sentences', () => {
  test('what is printed is read as the same', () => {
    fc.assert(
      fc.property(statements, statement => {
        expect(parseSentence(printSentence(statement), words)).toEqual(statement)
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(formulas, formula => {
        expect(printFormula(parseFormula(printFormula(formula), words))).toBe(printFormula(formula))
      }),
      { numRuns: 300 },
    )
  })
})
