import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uiLog } from '../../log/ui-notation.ts'
import { Cleaning } from './cleaning.ts'
import { layers } from './layers.ts'
import { printCleaning } from './print-cleaning.ts'
import { pictures } from './random-ui-log.fixture.ts'
import { measure, rewrite } from './rewriting.ts'
import type { CleaningRule } from './rule.ts'

const cleanUntil = (picture: string, layer: number) => {
  const cleaning = new Cleaning(uiLog(picture))
  for (const { rules } of layers.slice(0, layer)) rewrite(cleaning, rules)
  return cleaning
}

/** Printed by name where a property fails. */
const named = (rule: CleaningRule) => ({ ...rule, toString: () => rule.id, [fc.toStringMethod]: () => rule.id })
const anyRule = fc.constantFrom(...layers.flatMap(({ rules }) => rules).map(named))
const ordersOf = (rules: readonly CleaningRule[]) => fc.shuffledSubarray(rules.map(named), { minLength: rules.length })

test('every rewrite lowers the measure, so that rewriting ends', () => {
  fc.assert(
    fc.property(pictures, fc.array(anyRule, { maxLength: 12 }), (picture, rules) => {
      const cleaning = new Cleaning(uiLog(picture))
      for (const rule of rules) {
        const before = measure(cleaning)
        const rewrites = rule.apply(cleaning)
        expect(measure(cleaning), rule.id).toBeLessThanOrEqual(before - rewrites)
      }
    }),
    { numRuns: 200 },
  )
})

describe.each(layers.map((layer, at) => ({ ...layer, at })).filter(({ rules }) => rules.length > 1))(
  'layer "$id"',
  ({ rules, at }) => {
    test('the order of its rules does not matter', () => {
      fc.assert(
        fc.property(pictures, ordersOf(rules), (picture, shuffled) => {
          const one = cleanUntil(picture, at)
          const other = cleanUntil(picture, at)
          rewrite(one, rules)
          rewrite(other, shuffled)
          const order = shuffled.map(({ id }) => id).join(' ')
          expect(printCleaning(other), `${picture}\nin the order ${order}`).toBe(printCleaning(one))
        }),
        { numRuns: 200 },
      )
    })
  },
)
