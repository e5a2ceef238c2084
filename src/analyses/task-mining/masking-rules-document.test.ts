import { expect, test } from 'vitest'
import { checkMaskingRules, readMaskingRules } from './masking-rules-document.ts'

const first = 'version: 1\nrules:\n  - id: a\n    action: blocklist\n'

test('good rules are read as they are written', () => {
  const rules = [{ id: 'a', action: 'blocklist' }]
  expect(checkMaskingRules(first)).toEqual({ rules, problems: [] })
  expect(readMaskingRules(`\ufeff${first}`, 'ours.yaml')).toEqual(rules)
})

test('every rule that is wrong is told by line, with what to do', () => {
  const { rules, problems } = checkMaskingRules(`${first}  - id: b\n    action: mask\n  - id: a\n    action: keep\n`)
  expect(rules).toBeNull()
  expect(problems.map(({ line, what }) => [line, what])).toEqual([
    [6, 'Rule 2, "action": must be one of replace, keep-only-match, blocklist, keep.'],
    [7, 'Rule 3, "id": "a" is given twice.'],
  ])
  expect(problems[0]!.fix).toContain('docs/concepts/masking.md')
})

test.each([
  ['version: 1\nrules:\n  - id: "a\n', 4],
  ['nothing', 1],
  ['~', 1],
  ['', 1],
  ['version: 1\nrules: []\n', 2],
  ['version: 1\nversion: 1\n', 2],
])('%j is no document of rules', (text, line) => {
  const { rules, problems } = checkMaskingRules(text)
  expect(rules).toBeNull()
  expect(problems[0]!.line).toBe(line)
  expect(() => readMaskingRules(text, 'ours.yaml')).toThrow(`ours.yaml, line ${line}`)
})
