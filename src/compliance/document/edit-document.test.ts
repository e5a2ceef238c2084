import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRules } from '../read-rules.ts'
import { withAllowance, withRule, withTables } from './edit-document.ts'

const rule = { id: 'new', name: 'N: "ü"', severity: 'high', owner: 'O', source: 'S', rule: '"A" before "B"' } as const
const folder = join(import.meta.dirname, '..', '..', '..', 'samples', 'rules')
const packs = readdirSync(folder).filter(name => name.endsWith('.yaml'))

describe('editing a rule file', () => {
  test.each(packs)('%s keeps every line of its own, and says what was added', name => {
    const text = readFileSync(join(folder, name), 'utf8')
    const before = readRules(text, name)
    const entry = {
      rule: before.rules[0]!.id,
      cases: ['0012', 'a: b'],
      reason: 'R #1',
      author: 'A',
      until: '2030-01-01',
    }
    const tables = { roles: [{ person: 'ada', role: 'boss', from: '2024-01-01' }], limits: [], substitutes: [] }
    const once = withAllowance(withTables(withRule(text, rule)!, tables)!, entry)!
    const after = withAllowance(once, { ...entry, cases: ['7'] })!
    const lines = (all: string) => all.split('\n').filter(line => line.trim() !== '')
    const added = lines(after)
    for (const line of lines(text)) expect(added).toContain(line)
    const read = readRules(after, name)
    expect(read.rules.map(({ id }) => id)).toEqual([...before.rules.map(({ id }) => id), 'new'])
    expect(read.rules.at(-1)).toMatchObject({ name: rule.name, text: rule.rule })
    expect(read.tables!.roles).toMatchObject([{ person: 'ada' }])
    expect(read.allow.map(({ cases }) => cases)).toEqual([['0012', 'a: b'], ['7']])
  })
  test('an empty file, a JSON file and one with comments around rules get theirs', () => {
    expect(withRule('', rule)).toMatch(/^rules:\n {2}- id: new\n/)
    const json = JSON.stringify({ parfocal: 'rules', version: 1, rules: [{ ...rule, id: 'old' }] })
    expect(readRules(withRule(json, rule)!, 'r').rules.map(({ id }) => id)).toEqual(['old', 'new'])
    const text = `parfocal: rules\nversion: 1\nrules: # all\n- id: old # first\n  name: N\n  severity: low\n  owner: O\n  source: S\n  rule: >-\n    "A"\n    is required\n# the end\nname: X\n`
    const after = withRule(text, rule)!
    expect(readRules(after, 'r').rules.map(({ id }) => id)).toEqual(['old', 'new'])
    for (const comment of ['# all', '# first', '# the end']) expect(after).toContain(comment)
    expect(
      readRules(
        withTables(withTables(after, { roles: [], limits: [], substitutes: [] })!, {
          roles: [{ person: 'p', role: 'r' }],
          limits: [],
          substitutes: [],
        })!,
        'r',
      ).tables!.roles,
    ).toHaveLength(1)
  })
  test('what is no map of members is left alone', () => {
    for (const text of ['- a', 'rules: [', 'rules: x']) expect(withRule(text, rule)).toBe(null)
  })
  test('any names and sentences come back as they were given', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 }).filter(one => one.trim() !== '')
    fc.assert(
      fc.property(text, text, fc.constantFrom(...packs), (name, owner, pack) => {
        const before = readFileSync(join(folder, pack), 'utf8')
        const read = readRules(withRule(before, { ...rule, name, owner })!, 'r').rules.at(-1)!
        expect([read.name, read.owner]).toEqual([name, owner])
      }),
      { numRuns: 60 },
    )
  })
})
