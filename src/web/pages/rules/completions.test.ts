import { describe, expect, test } from 'vitest'
import { readRules } from '../../../compliance/index.ts'
import { reserved } from '../../../compliance/parse-condition.ts'
import { completionsAt } from './completions.ts'
import { kinds, sentenceOf } from './kinds.ts'

const words = {
  activities: ['Approve order', "Clerk's check", 'Pay "now"'],
  attributes: ['amount', 'Total amount'],
  roles: ['manager'],
  timeZones: ['Europe/Berlin', 'UTC'],
}
/** Completes at ‸: what would be written for each label. */
const at = (marked: string) => {
  const place = marked.indexOf('‸')
  const text = marked.replace('‸', '')
  const found = completionsAt(text, place, words)
  if (!found) return null
  const typed = text.slice(found.from, place)
  return { typed, of: new Map(found.options.map(one => [one.label, one.apply ?? one.label])) }
}
const labels = (marked: string) => [...(at(marked)?.of.keys() ?? [])]

const head = 'parfocal: rules\nversion: 1\nactivities:\n  pay: Pay\n'
const inRule = `${head}rules:\n  - id: one\n    name: R\n`

describe('completion in a rule document', () => {
  test('keys are those of the place that are not there yet', () => {
    expect(labels(`${head}‸`)).toEqual([
      'name',
      'attributes',
      'calendars',
      'ends',
      'tables',
      'test-tables',
      'allow',
      'rules',
    ])
    expect(labels(`${inRule}    s‸`)).toEqual(['severity', 'owner', 'source', 'rule', 'formula', 'measure', 'tests'])
    expect(labels(`${inRule}    ‸\n    owner: O\n    rule: x\n  - id: two\n    source: S`)).toEqual([
      'severity',
      'source',
      'formula',
      'measure',
      'tests',
    ])
    expect(labels(`${inRule}  - ‸\n    owner: O`)).not.toContain('owner')
    expect(at(`${inRule}    sev‸`)!.typed).toBe('sev')
    expect(labels(`${inRule}    tests:\n      - ‸`)).toEqual(['pass', 'fail', 'pending', 'at'])
    expect(labels(`${head}tables:\n  ‸`)).toEqual(['roles', 'limits', 'substitutes'])
    expect(labels(`${head}tables:\n  limits:\n    - person: x\n      ‸`)).toEqual([
      'role',
      'activity',
      'limit',
      'from',
      'to',
    ])
    expect(labels(`${head}calendars:\n  office:\n    ‸`)).toEqual(['timeZone', 'hours', 'holidays'])
    expect(labels(`${head}activities2:\n  ‸`)).toEqual([])
  })
  test('values are severities, attributes, activities, roles, ids and time zones', () => {
    expect(labels(`${inRule}    severity: ‸`)).toEqual(['low', 'medium', 'high', 'critical'])
    expect(at(`${inRule}    measure: t‸`)).toMatchObject({ typed: 't' })
    expect(labels(`${inRule}    measure: t‸`)).toEqual(['throughput', 'amount', 'Total amount'])
    expect(labels(`${inRule}allow:\n  - rule: ‸`)).toEqual(['one'])
    expect(labels(`${head}tables:\n  roles:\n    - role: ‸`)).toEqual(['manager'])
    expect(labels(`${head}calendars:\n  office:\n    timeZone: ‸`)).toEqual(['Europe/Berlin', 'UTC'])
    expect(at('activities:\n  x: ‸')!.of.get('Pay "now"')).toBe('"Pay \\"now\\""')
  })
  test('an empty sentence offers every kind, in quotes where YAML needs them', () => {
    expect(at(`${inRule}    rule: ‸`)!.of.get('"A" before "B"')).toBe(`'"#{A}" before "#{B}"'`)
    expect(at(`${inRule}    rule: >-\n      ‸`)!.of.get('"A" before "B"')).toBe('"#{A}" before "#{B}"')
    expect(at(`${inRule}    rule: '‸`)!.of.get('"A" is required')).toBe('"#{A}" is required')
  })
  test('in a sentence stand activities, attributes, declared words and phrases', () => {
    const open = at(`${inRule}    rule: '"Appr‸`)!
    expect([open.typed, open.of.get('Approve order')]).toEqual(['Appr', 'Approve order"'])
    expect(open.of.get("Clerk's check")).toBe(`Clerk''s check"`)
    const after = at(`${inRule}    rule: '"Approve order" bef‸`)!
    expect([after.typed, after.of.get('before'), after.of.get('pay'), after.of.get('Total amount')]).toEqual([
      'bef',
      'before',
      'pay',
      '`Total amount`',
    ])
    expect(at(`${inRule}    rule: >-\n      "A" bef‸`)!.of.has('before')).toBe(true)
    expect(at(`${inRule}    tests:\n      - pass: 'c: "‸`)!.of.get('Approve order')).toBe('Approve order"')
  })
  test('where a person writes what only they know, nothing is offered', () => {
    for (const text of [`${inRule}    owner: H‸`, `${inRule}    tests:\n      - pass: c‸`, 'a comment # x‸'])
      expect(at(text)).toBe(null)
  })
})

describe('kinds of rules', () => {
  const filled = {
    A: ['Approve order', 'Pay "now"'],
    B: ['B'],
    C: ['C'],
    n: '1',
    limit: '5 days',
    attribute: ['Total amount'],
    roles: ['manager', 'boss'],
    condition: 'amount > 0',
    if: 'amount > 10',
  }
  test.each(kinds.map(kind => [kind.id, kind] as const))('%s is a sentence that is understood', (_, kind) => {
    for (const values of [filled, { ...filled, if: '' }]) {
      const said = sentenceOf(kind, values, reserved)!
      const text = JSON.stringify({
        ...{ parfocal: 'rules', version: 1 },
        rules: [{ id: 'r', name: 'R', severity: 'low', owner: 'O', source: 'S', rule: said }],
      })
      const { statement } = readRules(text, 'r').rules[0]!
      expect(statement.guard === null).toBe(values.if === '')
      expect(statement.claim.claim).toBe(kind.id === 'within' ? 'leads-to' : kind.id)
    }
    expect(sentenceOf(kind, {}, reserved)).toBe(null)
  })
})
