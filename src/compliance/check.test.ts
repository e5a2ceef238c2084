import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../base/time.ts'
import { eventLog, NOTATION_EPOCH } from '../log/notation.ts'
import { PersonGate } from '../privacy/person-gate.ts'
import { type CheckOptions, checkRules } from './check.ts'
import { readRules } from './read-rules.ts'
import { runRuleTests } from './rule-tests.ts'
import { caseStates } from './run.ts'
import { type SummaryOptions, summarise } from './summary.ts'

const file = (said: string | readonly string[], more = '') =>
  readRules(
    `parfocal: rules\nversion: 1\n${more}rules:\n${[said]
      .flat()
      .map(
        (one, i) =>
          `  - {id: r${i}, name: R${i}, severity: low, owner: O, source: S, ${one.startsWith('G ') ? 'formula' : 'rule'}: '${one}'}\n`,
      )
      .join('')}`,
    'r.yaml',
  )
const check = async (notation: string, said: string | readonly string[], options: CheckOptions = {}, more = '') => {
  const log = eventLog(notation)
  const checked = await checkRules(log, file(said, more), options)
  return {
    log,
    checked,
    states: Array.from(checked.outcomes[0]!.states, state => caseStates[state]!),
    summary: (given: Partial<SummaryOptions> = {}) => summarise(log, checked, { gate: null, ...given })[0]!,
  }
}

describe('a check', () => {
  test('tells the event that breaks a rule and the one that makes it so', async () => {
    const { summary } = await check('c1: a@0 b@1h c@2h b@3h', '"b" never after "c"')
    expect(summary().shown).toEqual([
      {
        case: 'c1',
        kind: 'event',
        event: { number: 4, activity: 'b', at: NOTATION_EPOCH + 3 * HOUR },
        because: { number: 3, activity: 'c', at: NOTATION_EPOCH + 2 * HOUR },
        at: NOTATION_EPOCH + 3 * HOUR,
        overMs: null,
        allowed: false,
      },
    ])
  })
  test('what may still come is never missing: a running case is pending, and overdue behind its deadline', async () => {
    const late = '"b" within 2 days after "a"'
    const running = (hours: number) =>
      check(
        'c1: a@0 | c2: a@0 b@1d end@2d | c3: a@0 end@1d',
        late,
        { now: NOTATION_EPOCH + hours * HOUR },
        'ends: \'"end"\'\n',
      )
    const [before, after] = [await running(47), await running(49)]
    expect(before.states).toEqual(['pending', 'satisfied', 'violated'])
    expect(before.summary({ dueWithin: HOUR })).toMatchObject({ dueSoon: 1, nextDue: NOTATION_EPOCH + 2 * DAY })
    expect(before.summary({ dueWithin: HOUR - 1 })).toMatchObject({ dueSoon: 0 })
    expect(after.states).toEqual(['violated', 'satisfied', 'violated'])
    expect(after.summary().shown.map(({ kind, overMs }) => [kind, overMs])).toEqual([
      ['overdue', HOUR],
      ['missing', null],
    ])
    expect((await check('c1: a@0', late)).states).toEqual(['violated'])
  })
  test('a formula is lost at the entry behind which nothing can mend it', async () => {
    const { summary, states } = await check('c1: a b a c | c2: a b | c3: b', 'G ("a" -> F "c" & G ! "d")')
    expect(states).toEqual(['satisfied', 'violated', 'satisfied'])
    expect(summary().shown.map(({ kind }) => kind)).toEqual(['missing'])
    const lost = await check('c1: a d c', 'G ("a" -> F "c" & G ! "d")')
    expect(lost.summary().shown[0]!.event!.number).toBe(2)
  })
  test('level instance counts completes alone', async () => {
    const notation = 'c1: a+start@0 a+complete@1h | c2: a+start@0 a+complete@1h a+start@2h a+Complete@3h'
    expect((await check(notation, '"a" at most 1 time')).states).toEqual(['violated', 'violated'])
    expect((await check(notation, '"a" at most 1 time', { level: 'instance' })).states).toEqual([
      'satisfied',
      'violated',
    ])
  })
  test('level instance takes values from completes alone', async () => {
    const notation = 'c1[v=1]: a+start@0{n=9} a+complete@1h b@2h | c2[v=1]: a+start@0 b@1h'
    const both = async (said: string) => [
      (await check(notation, said)).states,
      (await check(notation, said, { level: 'instance' })).states,
    ]
    expect(await both('n > 5 requires "b" is forbidden')).toEqual([
      ['violated', 'not-applicable'],
      ['not-applicable', 'not-applicable'],
    ])
    expect(await both('v of "a" = 1 requires "b" is forbidden')).toEqual([
      ['violated', 'violated'],
      ['violated', 'not-applicable'],
    ])
  })
  test('what decides and is missing leaves a case undecided, not innocent', async () => {
    expect((await check('c1: a/x b | c2: a/x b/x', '"a" and "b" by different people')).states).toEqual([
      'undecided',
      'violated',
    ])
    expect((await check('c1: a b@1h', '"b" within 2 hours after "a"')).states).toEqual(['undecided'])
  })
  test('whoever has no limit at all breaks it, known amount or not; without an amount a limit decides nothing', async () => {
    const limits = '  limits: [{person: ada, limit: 100}, {person: ben, limit: 100, from: 2030-01-01}]\n'
    const { tables } = file('"a" is required', `tables:\n${limits}`)
    const said = '"a" only up to the limit of amount'
    const notation =
      'c1: a@0/ada{amount=99} | c2: a@0/ada{amount=101} | c3: a@0/ada | c4: a@0/ben | c5: a@0/cleo{amount=1}'
    const { states } = await check(notation, said, { tables })
    expect(states).toEqual(['satisfied', 'violated', 'undecided', 'violated', 'violated'])
  })
  test('a rule is not answered where the log lacks what it speaks of, and says so', async () => {
    const because = async (said: string, notation = 'c1: a@0/x{n=1 t=x}') =>
      (await check(notation, said)).summary().because
    expect(await because('amount > 5 requires "a" is forbidden')).toBe('the log has no attribute "amount"')
    expect(await because('n = "x" requires "a" is forbidden')).toBe(
      '"n" is a number in this log and is compared with a text',
    )
    expect(await because('t > "x" requires "a" is forbidden')).toBe(
      '"t" is a text in this log, and texts have no order',
    )
    expect(await because('n = t requires "a" is forbidden')).toBe('"n" is a number in this log and "t" is a text')
    expect(await because('"a" due by n')).toBe('"n" is no date in this log')
    expect(await because('"a" only by role "boss"')).toBe('no table of roles and limits was given')
    expect(await because('"a" and "b" by different people', 'c1: a@0')).toBe('the log does not say who did what')
    expect(await because('"a" and "b" by different region', 'c1[region=EU]: a@0')).toMatch(/of the whole case/)
    expect((await check('c1: a', '"zz" before "a"')).summary().unknownActivities).toEqual(['zz'])
  })
  test('a rule that no case could break, because the log lacks an activity, is not judged; one that is broken or kept is', async () => {
    const lacking = async (said: string, notation = 'c1: a@0/x b@1h/y') =>
      (await check(notation, said)).summary().unjudgedFor
    expect(await lacking('"zz" is forbidden')).toEqual(['zz'])
    expect(await lacking('"zz" or "a" at most 2 times')).toEqual([])
    expect(await lacking('"zz" is required')).toEqual([])
    expect(await lacking('"a" before "zz"')).toEqual(['zz'])
    expect(await lacking('"zz" before "a"')).toEqual([])
    expect(await lacking('"zz" leads to "a"')).toEqual(['zz'])
    expect(await lacking('"a" leads to "zz"')).toEqual([])
    expect(await lacking('"a" never after "zz"')).toEqual(['zz'])
    expect(await lacking('"zz" between "a" and "b"')).toEqual([])
    expect(await lacking('"a" between "yy" and "zz"')).toEqual(['yy', 'zz'])
    expect(await lacking('"a" and "zz" by different people')).toEqual(['zz'])
    expect(await lacking('"a" and "b" and "zz" by different people')).toEqual([])
    expect(await lacking('"a" is required', '')).toEqual([])
  })
  test('an end of cases that the log does not know, or cannot tell, is said', async () => {
    expect((await check('c1: a', '"a" is required', {}, 'ends: \'"never"\'\n')).checked).toMatchObject({
      unknownEnds: ['never'],
      runningCases: 1,
    })
    await expect(check('c1: a', '"a" is required', {}, 'ends: \'"a" where (amount > 5)\'\n')).rejects.toThrow(
      /What ends a case cannot be told: the log has no attribute "amount"/,
    )
  })
  test('repetitions are found across cases, the first by time being the witness', async () => {
    const { summary } = await check(
      'c1[v=V r=1]: pay@2h | c2[v=V r=1]: pay@1h | c3[v=W r=1]: pay@3h',
      '"pay" only once per v, r',
    )
    expect(summary().shown.map(one => [one.case, one.because!.at])).toEqual([['c1', NOTATION_EPOCH + HOUR]])
    const tied = await check('c1[v=V]: pay@1h | c2[v=V]: pay@1h', '"pay" only once per v')
    expect(tied.summary().shown.map(one => one.case)).toEqual(['c2'])
  })
  test('an empty log and empty cases are answered', async () => {
    const { summary, states } = await check('c1:', ['"a" is required', 'the case within 2 days'])
    expect(states).toEqual(['violated'])
    expect(summary()).toMatchObject({ violations: 1, first: null, months: [] })
    const none = await checkRules(eventLog(''), file('"a" is required'))
    expect(summarise(eventLog(''), none, { gate: new PersonGate() })[0]!.cases.applicable).toBe(0)
  })
})

describe('an allowlist', () => {
  const entry = { rule: 'r0', cases: ['c1'], reason: 'migration', author: 'Ada' }
  const notation = 'c1: b@0 b@2d | c2: b@0'
  test('accepts violations before its expiry, and no later ones', async () => {
    const all = await check(notation, '"b" is forbidden', { allow: [{ ...entry, until: NOTATION_EPOCH + 3 * DAY }] })
    expect(all.states).toEqual(['allowed', 'violated'])
    expect(all.summary()).toMatchObject({ violations: 1, allowedViolations: 2 })
    const expired = await check(notation, '"b" is forbidden', { allow: [{ ...entry, until: NOTATION_EPOCH + DAY }] })
    expect(expired.states).toEqual(['violated', 'violated'])
    expect(expired.summary()).toMatchObject({ violations: 2, allowedViolations: 1 })
  })
  test('tells entries that nothing needs', async () => {
    const idle = { ...entry, cases: ['c9'], until: NOTATION_EPOCH + DAY }
    expect((await check(notation, '"b" is forbidden', { allow: [idle] })).checked.idle).toEqual([idle])
  })
})

describe('a summary', () => {
  test('sums up the measure, by hand', async () => {
    const { summary } = await check('c1[n=5]: a@0 b@1h | c2[n=7]: a@0 | c3[n=9]: a@0 | c4: b@0', '"a" leads to "b"')
    const measured = file('"a" leads to "b"')
    const log = eventLog('c1[n=5]: a@0 b@1h | c2[n=7]: a@0 | c3[n=9]: a@0 | c4: b@0')
    const rules = { ...measured, rules: measured.rules.map(rule => ({ ...rule, measure: 'n' })) }
    const [one] = summarise(log, await checkRules(log, rules), { gate: null })
    expect(one!.measure).toEqual({ attribute: 'n', unit: 'number', total: 16, mean: 8, otherMean: 5 })
    expect(summary().cases).toEqual({ applicable: 3, satisfied: 1, undecided: 0, allowed: 0, pending: 0, violated: 2 })
  })
  test('counts months of violations and of begun cases', async () => {
    const { summary } = await check('c1: a@0 b@40d | c2: a@0 | c3: a@32d b@33d', '"b" is forbidden')
    expect(summary().months).toEqual([
      { month: '2024-01', violations: 0, cases: 2, violated: 1 },
      { month: '2024-02', violations: 2, cases: 1, violated: 1 },
    ])
  })
  test('finds the value in which violations concentrate, and not chance', async () => {
    const cases = Array.from(
      { length: 80 },
      (_, i) =>
        `c${i}[region=${i % 2 === 0 ? 'EU' : 'US'} team=${i % 3 === 0 ? 'x' : 'y'}]: a${i % 2 === 0 && i % 5 !== 0 ? ' b' : ''}`,
    )
    const { summary } = await check(cases.join(' | '), '"b" is forbidden')
    expect(summary().concentrations.map(c => [c.attribute, c.value, c.cases, c.violated, c.otherViolated])).toEqual([
      ['region', 'EU', 40, 32, 0],
    ])
    expect(summary().concentrations[0]!.p).toBeLessThan(1e-9)
  })
  test('people are counted as a group of at least five, never named; below, cases that point at them are not listed', async () => {
    const own = (people: number) => Array.from({ length: people }, (_, i) => `c${i}: a@0/p${i} b@1h/p${i}`).join(' | ')
    const rule = '"a" and "b" by different people'
    const five = (await check(own(5), rule)).summary({ gate: new PersonGate() })
    expect(five).toMatchObject({ people: { people: 5, aboutPeople: true }, withheld: false })
    expect(JSON.stringify(five)).not.toContain('p0')
    const four = (await check(own(4), rule)).summary({ gate: new PersonGate() })
    expect(four).toMatchObject({
      people: { people: null },
      withheld: true,
      shown: [],
      months: [],
      concentrations: [],
      omitted: 4,
    })
    expect((await check(own(4), rule)).summary({ gate: null })).toMatchObject({
      people: { people: 4 },
      withheld: false,
    })
    const neutral = (await check(own(4), '"b" is forbidden')).summary({ gate: new PersonGate() })
    expect(neutral).toMatchObject({ people: { people: null, aboutPeople: false }, withheld: false })
  })
  test('two rules whose people differ by fewer than five are not both counted', async () => {
    const log = eventLog(Array.from({ length: 12 }, (_, i) => `c${i}: a/p${i}${i < 10 ? ` b/p${i}` : ''}`).join(' | '))
    const checked = await checkRules(log, file(['"a" is forbidden', '"b" is forbidden']))
    const counts = summarise(log, checked, { gate: new PersonGate() }).map(({ people }) => people!.people)
    expect(counts.filter(count => count !== null)).toHaveLength(1)
  })
  test('a rule about few people hides no other rule', async () => {
    const log = eventLog(
      Array.from({ length: 24 }, (_, i) => `c${i}: ${i < 12 ? 'a' : i < 15 ? 'b' : 'c'}/p${i}`).join(' | '),
    )
    const checked = await checkRules(log, file(['"a" is forbidden', '"b" is forbidden']))
    const counts = summarise(log, checked, { gate: new PersonGate() }).map(({ people }) => people!.people)
    expect(counts).toEqual([12, null])
  })
  test('is the same when asked twice', async () => {
    const { log, checked } = await check(
      'c2: b@0 a@1h | c1: b@0',
      ['"a" before "b"', '"a" only once per x'].slice(0, 1),
    )
    expect(summarise(log, checked, { gate: new PersonGate() })).toEqual(
      summarise(log, checked, { gate: new PersonGate() }),
    )
  })
})

describe('tests of a rule file', () => {
  test('say which case is not as expected, and where', async () => {
    const text = `parfocal: rules\nversion: 1\nends: '"end"'\nrules:\n  - id: r\n    name: R\n    severity: low\n    owner: O\n    source: S\n    rule: '"b" within 1 day after "a"'\n    tests:\n      - pass: 'c1: a@0 b@1h end@2h | c2: a@0 end@2h'\n      - fail: 'c1: a@0 b@2d'\n      - pending: 'c1: a@0'\n        at: 23h\n      - fail: 'c1: a@0'\n        at: 25h\n      - pass: 'c1: a@@'\n      - pass: ' '\n`
    const results = await runRuleTests(readRules(text, 'r.yaml'))
    expect(results.map(({ line, because }) => [line, because])).toEqual([
      [12, 'Case c2 is violated, not satisfied or not-applicable.'],
      [13, null],
      [14, null],
      [16, null],
      [18, expect.stringMatching(/^The traces cannot be read: byte 6: Expected a time/)],
      [19, 'There is no case in these traces.'],
    ])
  })
  test('a rule that the traces cannot answer fails its test', async () => {
    const text = `parfocal: rules\nversion: 1\nrules: [{id: r, name: R, severity: low, owner: O, source: S, rule: 'amount > 5 requires "b" is forbidden', tests: [{pass: 'c: a'}]}]\n`
    expect((await runRuleTests(readRules(text, 'r.yaml')))[0]!.because).toBe(
      'The rule cannot be answered on these traces: the log has no attribute "amount".',
    )
  })
})
