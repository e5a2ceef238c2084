import { expect, test } from 'vitest'
import { inspectMaskingRules, type MaskingRuleError, maskingRulesFrom } from './masking-rules-from.ts'

const one = (rule: object) => ({ version: 1, rules: [{ id: 'r', ...rule }] })

test('rules are read as they are written', () => {
  const rules = [
    { id: 'a', action: 'replace', find: 'INV-\\d+', with: '' },
    { id: 'b', action: 'keep-only-match', find: '45\\d{8}', target: { application: 'sap*', field: 'note*' } },
    { id: 'c', action: 'blocklist', target: { page: '*/salary*' } },
    { id: 'd', action: 'keep', target: { role: 'combobox' } },
  ]
  expect(maskingRulesFrom({ version: 1, rules })).toEqual(rules)
})

test.each([
  [[], [], 'must be an object with "version" and "rules"'],
  [{ rules: [] }, ['version'], 'must be 1, not nothing'],
  [{ version: 1, rules: [] }, ['rules'], 'at least one'],
  [{ version: 1, rules: Array(101).fill({}) }, ['rules'], 'at most 100'],
  [{ version: 1, rules: [], rule: 1 }, ['rule'], 'not known'],
  [one({ action: 'mask' }), ['rules', 0, 'action'], 'must be one of replace, keep-only-match'],
  [one({ action: 'replace' }), ['rules', 0, 'find'], 'must be a text'],
  [one({ action: 'replace', find: 'a', with: 1 }), ['rules', 0, 'with'], 'must be a text'],
  [one({ action: 'keep-only-match', find: 'a', with: 'b' }), ['rules', 0, 'with'], 'known: id, action, target, find'],
  [one({ action: 'keep', target: { window: 'x' } }), ['rules', 0, 'target', 'window'], 'known: application, page'],
  [one({ action: 'keep', target: [] }), ['rules', 0, 'target'], 'must be an object'],
  [one({ action: 'replace', find: '(a+)+' }), ['rules', 0, 'find'], 'many ways'],
  [one({ action: 'replace', find: 'a*' }), ['rules', 0, 'find'], 'empty text'],
  [one({ action: 'keep', id: ' ' }), ['rules', 0, 'id'], 'must be a text'],
])('%j is refused at its place', (document, path, said) => {
  try {
    maskingRulesFrom(document)
  } catch (error) {
    expect((error as MaskingRuleError).path).toEqual(path)
    expect((error as MaskingRuleError).what).toContain(said)
    expect((error as MaskingRuleError).code).toBe('bad-request')
    return
  }
  throw new Error('It was read.')
})

test('two rules of one name are refused', () => {
  const rule = { id: 'r', action: 'keep' }
  expect(() => maskingRulesFrom({ version: 1, rules: [rule, rule] })).toThrow('rules[1].id: "r" is given twice')
})

test('whoever writes rules is told the trouble of each at once', () => {
  const document = (...rules: object[]) => ({ version: 1, rules })
  const good = { id: 'r', action: 'keep' }
  expect(inspectMaskingRules(document(good))).toEqual({ rules: [good], troubles: [] })
  const { rules, troubles } = inspectMaskingRules(document({ id: 'a' }, good, { id: 'b', action: 'replace' }, good))
  expect(rules).toBeNull()
  expect(troubles.map(({ path }) => path)).toEqual([
    ['rules', 0, 'action'],
    ['rules', 2, 'find'],
    ['rules', 3, 'id'],
  ])
})
