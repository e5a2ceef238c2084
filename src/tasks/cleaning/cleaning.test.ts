import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { uiLog } from '../../log/ui-notation.ts'
import { cleanUiLog } from './clean-ui-log.ts'
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

test('without times a page of the same site is what a click led to, a page of another site and a switch are not', () => {
  const cleaned = (line: string) =>
    cleanUiLog(uiLog(`ann | Chrome | click button Save on https://shop.test/1 @?\n${line} @?`)).stepCount
  expect(cleaned('ann | Chrome | navigate on https://shop.test/2')).toBe(1)
  expect(cleaned('ann | Chrome | navigate on https://mail.test/')).toBe(2)
  expect(cleaned('ann | Chrome | switch on https://shop.test/2')).toBe(2)
  expect(cleaned('ann | Chrome | open @?\nann | Chrome | navigate on https://mail.test/')).toBe(1)
})

test('entries into fields whose labels were masked whole correct each other nowhere: they may be different fields', () => {
  const into = (label: string) =>
    cleanUiLog(uiLog(`- | ERP | enter textbox "${label}" = 1\n- | ERP | enter textbox "${label}" = 2`))
  expect(into('{text}').stepCount).toBe(2)
  expect(into('Amount').stepCount).toBe(1)
})
