import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readRules } from '../../src/compliance/index.ts'
import { runRuleTests } from '../../src/compliance/rule-tests.ts'

const packs = readdirSync(import.meta.dirname).filter(name => name.endsWith('.yaml'))

test('the packs are there', () => {
  expect(packs).toEqual([
    'duplicate-payment.yaml',
    'four-eyes.yaml',
    'late-approval.yaml',
    'order-to-cash.yaml',
    'three-way-match.yaml',
  ])
})

for (const pack of packs)
  test(`${pack}: every rule has traces that pass and traces that fail, and they do`, async () => {
    const file = readRules(readFileSync(`${import.meta.dirname}/${pack}`, 'utf8'), pack)
    for (const { id, tests } of file.rules) {
      const kinds = tests.map(one => one.expect)
      expect([id, kinds.includes('pass'), kinds.includes('fail')]).toEqual([id, true, true])
    }
    const results = await runRuleTests(file)
    expect(results.filter(({ because }) => because !== null)).toEqual([])
    expect(results.length).toBeGreaterThanOrEqual(file.rules.length * 2)
  })
