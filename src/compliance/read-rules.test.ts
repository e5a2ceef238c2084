import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormatError } from '../base/errors.ts'
import { LARGEST_FILE } from './document/yaml.ts'
import { printSentence } from './print-sentence.ts'
import { readRules } from './read-rules.ts'
import { readAllowlist, readRoles } from './read-tables.ts'

const head = 'parfocal: rules\nversion: 1\n'
const rule = (said: string, more = '') =>
  `rules:\n  - id: r\n    name: R\n    severity: low\n    owner: O\n    source: S\n    ${said}\n${more}`
const read = (text: string) => readRules(text, 'policy.yaml')
const trouble = (text: string): string => {
  try {
    read(text)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'no trouble'
}

describe('a rule file', () => {
  test('YAML and its JSON twin are the same', () => {
    const json = {
      parfocal: 'rules',
      version: 1,
      activities: { pay: ['Pay', 'Pay by hand'] },
      ends: 'pay',
      rules: [
        {
          id: 'r',
          name: 'R',
          severity: 'low',
          owner: 'O',
          source: 'S',
          rule: 'amount > 10000 requires "Approve by manager" before pay',
          tests: [{ pass: 'c: a' }],
        },
      ],
    }
    const yaml = `${head}activities: {pay: [Pay, Pay by hand]}\nends: pay\n${rule(`rule: amount > 10000 requires "Approve by manager" before pay`, "    tests:\n      - pass: 'c: a'\n")}`
    const lines = ({ tests, ...rest }: ReturnType<typeof read>['rules'][number]) => ({
      ...rest,
      tests: tests.map(one => ({ ...one, line: 0 })),
    })
    const [a, b] = [read(yaml), read(JSON.stringify(json))]
    expect(a.rules.map(lines)).toEqual(b.rules.map(lines))
    expect(a.ends).toEqual({ activities: ['Pay', 'Pay by hand'], where: null })
    expect(printSentence(a.rules[0]!.statement)).toBe(
      'amount > 10000 requires "Approve by manager" before "Pay" or "Pay by hand"',
    )
  })
  test('every sentence is read as what it says', () => {
    const said = [
      '"A" is required',
      '"A" is forbidden',
      '"A" at most 1 time',
      '"A" at least 2 times',
      '"A" exactly 3 times',
      '"A" before "B" within 30 days',
      '"A" leads to "B"',
      '"A" leads to "B" within 16 working hours of office',
      '"A" never after "B"',
      '"A" not within 10 years after "B"',
      '"A" between "B" and "C"',
      '"A" due by `due date`',
      '"A" and "B" and "C" by different people',
      '"A" and "B" by the same org:group',
      '"A" only by role "manager" or "director"',
      '"A" only up to the limit of amount',
      '"A" only if region = "East" and created >= 2025-01-01',
      '"A" only once per vendor, reference',
      'the case within 90 days',
      'amount of "A" > 1.02 * amount of "B" requires "A" where (flag = true) before "B"',
    ]
    const office = 'calendars: {office: {timeZone: UTC, hours: Mon-Fri 09:00-17:00}}\n'
    for (const sentence of said)
      expect(printSentence(read(`${head}${office}${rule(`rule: '${sentence}'`)}`).rules[0]!.statement)).toBe(sentence)
  })
  test('“within … after” is another way to say “leads to … within”', () => {
    const [a, b] = ['"B" within 2 weeks after "A"', '"A" leads to "B" within 14 days'].map(
      said => read(head + rule(`rule: '${said}'`)).rules[0]!.statement,
    )
    expect(a).toEqual(b)
  })
  test('working hours are said in words', () => {
    const calendar = (hours: string) =>
      [
        ...read(
          `${head}calendars:\n  office: {timeZone: Europe/Berlin, hours: "${hours}", holidays: ["2025-12-25"]}\n${rule(`rule: '"A" is required'`)}`,
        ).calendars,
      ][0]![1]
    expect(calendar('Mon-Thu 08:00-12:00, 13:00-17:00, Fri 08:00-12:00').week).toEqual([
      ...Array.from({ length: 4 }, () => [
        [480, 720],
        [780, 1020],
      ]),
      [[480, 720]],
      [],
      [],
    ])
    expect(() => calendar('Mon-Fri 9-5')).toThrow(/"Mon-Fri 9-5" is no working time/)
    expect(() => calendar('Fri-Mon 09:00-17:00')).toThrow(/wrong order/)
    expect(() => calendar('Mon 09:00-12:00, 11:00-13:00')).toThrow(/overlaps/)
  })
})

describe('trouble with a rule file', () => {
  test('names the file, the line, the column, the rule, and what to do', () => {
    expect(trouble(head + rule(`rule: '"A" before'`))).toBe(
      'policy.yaml, line 9: Column 22: Rule r: An activity is expected, but here the sentence ends. Write its name in double quotes, or declare the word under "activities".',
    )
    expect(trouble(head + rule(`rule: >-\n      amount > 5 requires\n      "A" befor "B"`))).toMatch(
      /^policy.yaml, line 11: Column 11: Rule r: What is claimed of the activity is expected .* but here it says "befor"\./,
    )
    expect(trouble(head + rule('rule: pay is required'))).toMatch(
      /line 9: Column 11: Rule r: An activity is expected, but here it says "pay"/,
    )
    expect(trouble(head + rule(`formula: 'G ("A" -> F'`))).toMatch(/line 9: .*Rule r: An activity is expected/)
    expect(trouble(head + rule(`rule: '"A" within 2 working days after "B"'`))).toMatch(
      /Rule r: Working time is counted in hours and minutes/,
    )
    expect(trouble(head + rule(`rule: '"A" within 8 working hours after "B"'`))).toMatch(
      /Working hours need a calendar/,
    )
    expect(trouble(head + rule(`rule: '"A" only if created > 2025-13-01'`))).toMatch(/There is no date 2025-13-01/)
    expect(trouble(head + rule(`rule: '"A" only if created > 2025-02-30'`))).toMatch(/There is no date 2025-02-30/)
  })
  test('an unknown key, a missing one and a wrong value are told at their place', () => {
    expect(trouble(`${head}${rule(`rule: '"A" is required'`)}    priority: 1\n`)).toMatch(
      /^policy.yaml, line 10: .*"rules\.0\.priority" is no key that is known here/,
    )
    expect(trouble(head + rule(`rule: '"A" is required'`).replace('    owner: O\n', ''))).toMatch(/"rules.0.owner"/)
    expect(trouble(head + rule(`rule: '"A" is required'`).replace('low', 'enormous'))).toMatch(
      /^policy.yaml, line 6: Column 15: "rules.0.severity"/,
    )
    expect(trouble(`parfocal: rules\nversion: 2\n${rule(`rule: '"A" is required'`)}`)).toMatch(/line 2: .*version 2/)
    expect(trouble(head + rule('measure: x'))).toMatch(/Rule r: it must have either "rule" or "formula"/)
  })
  test('a name with a colon that breaks the YAML is told as YAML', () => {
    expect(trouble(head + rule(`rule: '"A" is required'`).replace('name: R', 'name: R: S'))).toMatch(
      /^policy.yaml, line 5: Column \d+: .*quotes/,
    )
  })
  test('ids and keys that come twice are told', () => {
    expect(trouble(head + rule(`rule: '"A" is required'`, '    name: again\n'))).toMatch(/"name" is given twice/)
    const twice = rule(`rule: '"A" is required'`)
    expect(trouble(head + twice + twice.replace('rules:\n', ''))).toMatch(/Rule r: rule 1 has the same id/)
  })
  test('a word of the sentences cannot be declared', () => {
    expect(trouble(`${head}activities: {before: [A]}\n${rule(`rule: '"A" is required'`)}`)).toMatch(
      /"before" is a word of the sentences/,
    )
  })
  test('a pending test needs to know what ends a case', () => {
    expect(trouble(head + rule(`rule: '"A" is required'`, `    tests: [{pending: 'c: b'}]\n`))).toMatch(
      /Rule r: no case is still running/,
    )
  })
  test('whatever is written, it is a rule file or a FormatError', () => {
    const pieces = fc.constantFrom(
      '"A"',
      'before',
      'requires',
      'amount',
      '>',
      '5',
      '(',
      ')',
      'and',
      'or',
      'not',
      'within',
      'days',
      '`x`',
      'is',
      'required',
      'G',
      'U',
      '->',
      '"',
      '\\',
      'only',
      'if',
      '2025-01-01',
      '*',
      ',',
      '“',
      '\n',
      ': ',
      '- ',
      '{',
      '[',
      '&a',
      '*a',
      '!!x',
      '|',
      '>-',
    )
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 14 }),
        fc.constantFrom('rule: ', 'formula: ', 'rule: >-\n      ', ''),
        (words, key) => {
          expect(trouble(head + rule(key + words.join(' ')))).toMatch(/./)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('a hostile rule file', () => {
  // what would take for ever runs into the timeout of the test
  test('aliases that multiply are refused', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 10 }, () => `*a${i}`).join(', ')}]`,
    )
    expect(trouble(`a0: &a0 [x]\n${levels.join('\n')}\n`)).toMatch(/aliases stand for too much/)
    expect(trouble('a: &a [*a]\n')).toMatch(/./)
    expect(trouble('a: *nothing\n')).toMatch(/./)
  })
  test('a file of any depth is refused, however it is nested', () => {
    for (const text of [
      `${'['.repeat(200_000)}`,
      `a: ${'{a: '.repeat(100_000)}`,
      `${'- '.repeat(200_000)}x`,
      `${'? '.repeat(100_000)}x`,
      Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ])
      expect(trouble(text)).toMatch(/nested/)
  })
  test('many keys, many rules and a huge file end soon', () => {
    expect(trouble(`${Array.from({ length: 40_000 }, (_, i) => `k${i}: 1`).join('\n')}\n`)).toMatch(/policy.yaml/)
    expect(trouble('x'.repeat(LARGEST_FILE + 1))).toMatch(/larger than/)
    expect(trouble(`a: "${'\\n'.repeat(300_000)}"`)).toMatch(/policy.yaml/)
  })
  test('tags, several documents and keys of prototypes do nothing', () => {
    expect(trouble('parfocal: !!js/function "x"\n')).toMatch(/tag/)
    expect(trouble('a: !mine x\n')).toMatch(/tag/)
    expect(trouble('a: 1\n---\nb: 1\n')).toMatch(/second document/)
    expect(
      trouble(`${head}activities: {__proto__: [x], constructor: [y]}\n${rule(`rule: '"A" is required'`)}`),
    ).toMatch(/./)
    expect(({} as { x?: unknown }).x).toBe(undefined)
  })
  test('sentences of any length and depth, and strings that hurt regular expressions, end soon', () => {
    expect(trouble(head + rule(`rule: '${'('.repeat(3000)}amount'`))).toMatch(/Rule r/)
    expect(trouble(head + rule(`rule: 'amount = 1 ${'and not '.repeat(400)} x'`))).toMatch(/nested too deeply|Rule r/)
    expect(trouble(head + rule(`rule: '"${'a\\\\'.repeat(900)}'`))).toMatch(/Rule r/)
    expect(trouble(head + rule(`rule: '${'a-'.repeat(1900)}'`))).toMatch(/Rule r/)
    expect(trouble(head + rule(`rule: '${'x'.repeat(5000)}'`))).toMatch(/longer than/)
    expect(trouble(head + rule(`formula: '${'! '.repeat(1900)}"A"'`))).toMatch(/nested too deeply/)
  })
  test('so many formulas that their automata would take minutes are refused', () => {
    const one = rule(`formula: 'G "a"'`).replace('rules:\n', '')
    const many = Array.from({ length: 101 }, (_, i) => one.replace('id: r', `id: r${i}`)).join('')
    expect(trouble(`${head}rules:\n${many}`)).toMatch(/more than 100 formulas/)
  })
  test('a formula whose automaton would be too large is refused', () => {
    const far = Array.from({ length: 7 }, (_, i) => `F ("a${i}" & X F ("b${i}" & X F "c${i}"))`).join(' & ')
    expect(trouble(head + rule(`formula: '${far}'`))).toMatch(/Rule r: The formula is too large/)
    const same = Array.from({ length: 60 }, () => '"a"').join(' <-> ')
    expect(trouble(head + rule(`formula: '${same}'`))).toMatch(/more than 8 “<->”/)
    const late = (atom: string) =>
      `(${Array.from({ length: 20 }, (_, i) => `${'X '.repeat(i + 1)}"${atom}"`).join(' | ')})`
    const wide = `(${late('a')} & ${late('b')}) & (${late('c')} & ${late('d')})`
    expect(trouble(head + rule(`formula: '${wide}'`))).toMatch(/It branches too widely/)
    const near = `G ("a" | ${'X '.repeat(14)}"b")`
    expect(trouble(head + rule(`formula: '${near}'`))).toMatch(/too large|no trouble/)
  })
})

describe('tables and lists', () => {
  test('roles, limits and substitutes hold from and to their dates', () => {
    const tables = readRoles(
      'parfocal: roles\nversion: 1\nroles:\n  - {person: ada, role: boss, from: 2024-01-01, to: 2024-07-01T00:00:00+02:00}\nlimits:\n  - {role: boss, limit: 5000}\nsubstitutes:\n  - {person: ben, for: ada}\n',
      'roles.yaml',
    )
    expect(tables.roles).toEqual([
      { person: 'ada', role: 'boss', from: Date.UTC(2024, 0, 1), to: Date.UTC(2024, 5, 30, 22) },
    ])
    expect(tables.limits[0]).toMatchObject({ person: null, role: 'boss', activity: null, limit: 5000 })
    expect(tables.substitutes[0]).toMatchObject({ person: 'ben', of: 'ada', from: Number.NEGATIVE_INFINITY })
  })
  test('dates that are none, and spans that end before they begin, are told with their place', () => {
    const roles = (row: string) => () => readRoles(`parfocal: roles\nversion: 1\nroles:\n  - ${row}\n`, 'roles.yaml')
    expect(roles('{person: ada, role: boss, from: 2024-02-30}')).toThrow(
      /roles.yaml, line 4: Column \d+: "2024-02-30" is no date/,
    )
    expect(roles('{person: ada, role: boss, from: 2024-02-01, to: 2024-01-01}')).toThrow(/ends before it begins/)
    expect(() => readRoles('parfocal: roles\nversion: 1\nlimits: [{limit: 5}]\n', 'roles.yaml')).toThrow(
      /of a person or of a role/,
    )
  })
  test('an entry of the allowlist has rule, cases, reason, author and expiry', () => {
    const text =
      'parfocal: allowlist\nversion: 1\nentries:\n  - {rule: r, cases: ["1"], reason: Migration, author: Ada, until: 2025-01-01}\n'
    expect(readAllowlist(text, 'a.yaml')).toEqual([
      { rule: 'r', cases: ['1'], reason: 'Migration', author: 'Ada', until: Date.UTC(2025, 0, 1) },
    ])
    expect(() => readAllowlist(text.replace('reason: Migration, ', ''), 'a.yaml')).toThrow(/reason/)
    expect(() => readAllowlist(text.replace('["1"]', '[0012]'), 'a.yaml')).toThrow(/a.yaml, line 4.*cases/)
  })
})
