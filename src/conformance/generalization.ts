import type { VariantLog } from '../log/variant-log.ts'
import type { TokenReplay } from './token-counts.ts'

/**
 * 1 - the mean over transitions of 1 / sqrt(times fired in replay), 0..1: a transition that was hardly ever used may be chance; one
 * that never fired counts 1. J. Buijs, B. van Dongen, W. van der Aalst, Quality dimensions in process discovery, 2014, section 4.4,
 * over the transitions of the net.
 */
export function generalization(log: VariantLog, replay: TokenReplay): number {
  const times = new Float64Array(replay.transitions)
  replay.variants.forEach(({ fired }, v) => {
    for (const [transition, count] of fired) times[transition]! += count * log.cases[v]!
  })
  if (times.length === 0) return 1
  return 1 - times.reduce((sum, count) => sum + (count > 0 ? 1 / Math.sqrt(count) : 1), 0) / times.length
}
