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
