import { is, visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/** Redirects, and a new tab with its first page: where one arrives counts. */
export const navigationChain: CleaningRule = {
  id: 'navigation-chain',
  does: 'Pages gone through without doing anything there are one way to the last of them.',
  examples: [
    {
      before: `ann | Chrome | open
ann | Chrome | navigate on https://shop.test
ann | Chrome | navigate on https://shop.test/orders
ann | Chrome | click button New on https://shop.test/orders`,
      after: `1+2+3 ann | Chrome | navigate on https://shop.test/orders
4 ann | Chrome | click button New on https://shop.test/orders`,
    },
  ],
  apply(cleaning) {
    const { action, application } = cleaning
    let rewrites = 0
    visit(cleaning, (row, before) => {
      if (before < 0 || application[row] !== application[before] || action[row] !== is.navigate) return
      if (action[before] !== is.navigate && action[before] !== is.open) return
      cleaning.take(before, row)
      rewrites++
    })
    return rewrites
  },
}
