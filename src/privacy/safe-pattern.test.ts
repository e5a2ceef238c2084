import { describe, expect, test } from 'vitest'
import { safePattern } from './safe-pattern.ts'

describe('patterns of users', () => {
  test.each([
    'PO-\\d{6}',
    '[A-Z]{2,4}\\d{4,8}',
    '(?:\\d{1,3}\\.)+\\d{1,3}',
    '(?:\\d+,)*\\d+',
    'RE-20\\d\\d-\\d+',
    '\\b[A-Z]{3}\\b',
    '(?:foo|bar)+',
    '(?<year>\\d{4})-\\d{2}',
    'a?b*c+',
    '[^;]+;[^;]+',
    '\\p{Lu}\\p{Ll}+',
    'Müller',
    '.',
  ])('%s may run', pattern => {
    expect(safePattern(pattern, 'x').source).toBe(pattern)
  })

  test.each([
    ['(a+)+', 'many ways'],
    ['(a*)*', 'many ways'],
    ['(a|a)*', 'many ways'],
    ['(a|ab|b)*c', 'many ways'],
    ['a*a*', 'many ways'],
    ['\\d+\\w+', 'many ways'],
    ['(?:a?){20}', 'many ways'],
    ['(?:\\w{1,20}){1,20}', 'many ways'],
    ['(?:x|\\w)+y', 'many ways'],
    ['.*.*', 'many ways'],
    ['(\\w+\\s?)*', 'many ways'],
    ['(?=a)', 'looks ahead'],
    ['(?<!a)b', 'looks behind'],
    ['(a)\\1', 'refers back'],
    ['a{1,999}', 'counts beyond'],
    ['a(', 'no regular expression'],
    ['a'.repeat(201), 'longer than'],
  ])('%s is refused', (pattern, why) => {
    expect(() => safePattern(pattern, 'rule "r"')).toThrow(`pattern of rule "r" cannot be used`)
    expect(() => safePattern(pattern, 'rule "r"')).toThrow(why)
  })
})

test('what may run comes back from hostile texts', () => {
  const hostile = ['a'.repeat(4096), '1'.repeat(4096), 'a1'.repeat(2048), '1.'.repeat(2048), 'PO-'.repeat(1365)]
  for (const pattern of ['PO-\\d{6}', '(?:\\d+,)*\\d+x', '[^;]+;[^;]+', '[A-Z]{2,4}\\d{4,8}x', 'a?b*c+'])
    for (const text of hostile)
      expect([...text.matchAll(new RegExp(safePattern(pattern, 'x'), 'giu'))].length).toBeLessThanOrEqual(4096)
})
