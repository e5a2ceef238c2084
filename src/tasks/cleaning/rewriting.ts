import { atOnce, type Pieces } from '../../base/pieces.ts'
import type { Cleaning } from './cleaning.ts'
import { is } from './cleaning.ts'
import type { CleaningRule } from './rule.ts'

/** Rules that may be applied in any order: within a layer the outcome does not depend on it. Layers go in their order. */
export interface Layer {
  readonly id: string
  readonly rules: readonly CleaningRule[]
}

/**
 * Applies rules until none finds anything. Terminates: each rewrite lowers `measure`, which is a natural number.
 * Returns the number of passes over the log, the last one without a rewrite.
 */
export const rewrite = (cleaning: Cleaning, rules: readonly CleaningRule[]): number =>
  atOnce(rewriteInPieces(cleaning, rules))

export function* rewriteInPieces(cleaning: Cleaning, rules: readonly CleaningRule[]): Pieces<number> {
  for (let passes = 1; ; passes++) {
    let rewrites = 0
    for (const [r, rule] of rules.entries()) {
      rewrites += rule.apply(cleaning)
      // most passes are the first or second one, and which is the last one only the last one tells
      yield 1 - 2 ** -(passes - 1) * (1 - (0.5 * (r + 1)) / rules.length)
    }
    if (rewrites === 0) return passes
  }
}

/** Three times the standing events, and one for each that may still become a paste or a copy from somewhere. */
export function measure(cleaning: Cleaning): number {
  let left = 0
  for (let row = 0; row < cleaning.ui.eventCount; row++) {
    if (!cleaning.stands(row)) continue
    left += 3
    const action = cleaning.action[row]!
    const element = cleaning.element[row]!
    if (action === is.enter) left++
    else if (action === is.copy && (element < 0 || cleaning.bare[element] === 1)) left++
  }
  return left
}
