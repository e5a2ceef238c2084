import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { uiLog } from '../../log/ui-notation.ts'
import { Cleaning } from './cleaning.ts'
import { layers } from './layers.ts'
import { printCleaning } from './print-cleaning.ts'
import { rewrite } from './rewriting.ts'

describe.each(layers.flatMap(({ rules }) => rules))('$id: $does', rule => {
  test.each(rule.examples)('$before', ({ before, after }) => {
    const cleaning = new Cleaning(uiLog(before))
    rewrite(cleaning, [rule])
    expect(printCleaning(cleaning)).toBe(after)
  })
})

test('the page on cleaning shows every layer and rule with its examples', () => {
  const page = readFileSync(new URL('../../../docs/concepts/cleaning.md', import.meta.url), 'utf8')
  const shown = layers.flatMap(({ id, rules }) => [
    `### ${id}`,
    ...rules.flatMap(rule => [
      `**\`${rule.id}\`** ${rule.does}`,
      ...rule.examples.map(({ before, after }) => `\`\`\`\n${before}\n=>\n${after}\n\`\`\``),
    ]),
  ])
  expect(shown.filter(part => !page.includes(part))).toEqual([])
})
