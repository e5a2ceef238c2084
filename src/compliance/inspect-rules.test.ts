import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormatError } from '../base/errors.ts'
import { inspectRules, readRules } from './read-rules.ts'
import { runRuleTests } from './rule-tests.ts'

const rule = (id: string, said: string, more = '') =>
  `  - id: ${id}\n    name: R\n    severity: low\n    owner: O\n    source: S\n    rule: ${said}\n${more}`
const head = 'parfocal: rules\nversion: 1\n'
const told = (text: string) => inspectRules(text).problems.map(({ line, column, what }) => `${line}:${column} ${what}`)

describe('all troubles of a rule file', () => {
  test('are told at once, each at its line and column, in the order of the document', () => {
    const text = `${head}colour: red
rules:
${rule('a', `'"A" befor "B"'`)}${rule('a', `'"A" is required'`, "    tests: [{pass: 'c: A', fail: 'c: B'}]\n")}${rule('c', `'nowhere is required'`).replace('    owner: O\n', '')}`
    expect(told(text)).toEqual([
      '3:9 "colour" is no key that is known here.',
      expect.stringMatching(/^10:16 Rule a: .*"befor"/),
      expect.stringMatching(/^11:9 Rule a: rule 1 has the same id/),
      expect.stringMatching(/^17:13 Rule a: a test has one of/),
      '18:5 "rules.2.owner" is missing.',
      expect.stringMatching(/^22:12 Rule c: An activity is expected/),
    ])
    expect(inspectRules(text).problems.every(({ fix }) => fix !== null && fix !== '')).toBe(true)
  })
  test('of shape are told in words: what is missing, of another kind, not known, empty', () => {
    const first = (text: string) => {
      try {
        return String(readRules(text, 'r.yaml'))
      } catch (error) {
        return (error as Error).message.replace(/^.*?Column \d+: /, '')
      }
    }
    const one = rule('a', `'"A" is required'`)
    expect(first(`${head}rule:\n${one}`)).toMatch(/^"rule" is no key that is known here\. Correct or remove it\./)
    expect(first(`${head}`)).toMatch(/^"rules" is missing\. Write it\./)
    expect(first(`${head}rules: []`)).toBe('"rules" is an empty list. Write at least one.')
    expect(first(`${head}rules:\n${one.replace('owner: O', 'owner: 7')}`)).toBe(
      '"rules.0.owner" must be a text, and is a number. Put it in quotes.',
    )
    expect(first(`${head}rules:\n${one.replace('low', 'urgent')}`)).toMatch(
      /^"rules\.0\.severity" must be one of "low", "medium", "high", "critical"\./,
    )
    expect(first('case,activity\n1,a')).toMatch(/^The document must be keys with values, and is a text\./)
  })
  test('of YAML are all told, and nothing else is', () => {
    expect(told('rules: [\na: "\n')).toHaveLength(2)
    expect(told('')).toEqual(['1:1 The file is empty.'])
    expect(told('- a')).toHaveLength(1)
  })
  test('a file without trouble has its rules, whoever reads it', () => {
    const text = `${head}rules:\n${rule('a', `'"A" is required'`)}`
    expect(inspectRules(text, 'r.yaml')).toEqual({ rules: readRules(text, 'r.yaml'), problems: [] })
  })
  test('there is one exactly where reading refuses the file', () => {
    const whole = `${head}activities: {pay: [Pay]}\ncalendars: {office: {timeZone: UTC, hours: "Mon-Fri 09:00-17:00"}}\nrules:\n${rule('a', 'pay within 3 working hours after "A"', "    tests: [{pass: 'c: A'}]\n")}`
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(12),
        fc.constantFrom('', '"', ':', '  ', '\n', 'x', '{'),
        (at, cut, put) => {
          const text = whole.slice(0, at) + put + whole.slice(at + cut)
          const { rules, problems } = inspectRules(text, 'r')
          try {
            expect(rules).toEqual(readRules(text, 'r'))
            expect(problems).toEqual([])
          } catch (error) {
            if (!(error instanceof FormatError)) throw error
            expect(rules).toBe(null)
            expect(problems.length).toBeGreaterThan(0)
            for (const { offset, line } of problems) {
              expect(offset).toBeLessThanOrEqual(text.length)
              expect(line).toBeLessThanOrEqual(text.split('\n').length)
            }
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('tables and accepted violations in the file itself', () => {
  const own = `${head}tables:
  roles: [{person: ada, role: boss, from: 2024-01-01}]
allow:
  - {rule: a, cases: ["1"], reason: Migration, author: Ada, until: 2025-01-01}
rules:
${rule('a', `'"A" only by role "boss"'`, "    tests: [{pass: 'c: A@1d/ada', fail: 'c: A@1d/ben'}]\n").replace("pass: 'c: A@1d/ada', fail", "pass: 'c: A@1d/ada'}, {fail")}`
  test('are read with their dates, and the tests use the tables where they have none of their own', async () => {
    const file = readRules(own, 'r')
    expect(file.tables!.roles).toEqual([
      { person: 'ada', role: 'boss', from: Date.UTC(2024, 0, 1), to: Number.POSITIVE_INFINITY },
    ])
    expect(file.allow).toEqual([
      { rule: 'a', cases: ['1'], reason: 'Migration', author: 'Ada', until: Date.UTC(2025, 0, 1) },
    ])
    const results = await runRuleTests(file)
    expect(results.map(({ expect: wanted, because, states }) => [wanted, because, states])).toEqual([
      ['pass', null, [{ case: 'c', state: 'satisfied' }]],
      ['fail', null, [{ case: 'c', state: 'violated' }]],
    ])
  })
  test('an entry for a rule that is not there is told', () => {
    expect(told(own.replace('rule: a, cases', 'rule: b, cases'))).toEqual([
      expect.stringMatching(/^6:12 There is no rule "b" in this file/),
    ])
  })
})
