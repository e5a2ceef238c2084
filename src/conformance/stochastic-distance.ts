import { noPace } from '../log/count/pace.ts'
import type { StochasticLanguage } from './stochastic-language.ts'
import { Transport } from './transport.ts'

export interface EarthMovers {
  /** 0..1: 1 - the least mean share of a trace that has to change for one language to become the other. */
  readonly similarity: number
  /** How much of the probability of each language the answer is about; the rest was left out and what is kept counts as whole. */
  readonly mass: readonly [number, number]
}

/**
 * Earth movers' stochastic conformance, of two logs or a log and a net: S. Leemans, A. Syring, W. van der Aalst, Earth movers'
 * stochastic conformance checking, 2019, truncated to the traces that are given, with the edit distance by the longer trace.
 * Frequencies count, order within traces counts.
 */
export async function earthMovers(a: StochasticLanguage, b: StochasticLanguage, pace = noPace): Promise<EarthMovers> {
  const [left, right] = [a, b].map(({ traces, mass }) => traces.map(({ probability }) => probability / mass))
  const cost = new Float64Array(a.traces.length * b.traces.length)
  for (let i = 0; i < a.traces.length; i++) {
    for (let j = 0; j < b.traces.length; j++)
      cost[i * b.traces.length + j] = editShare(a.traces[i]!.activities, b.traces[j]!.activities)
    await pace.step()
  }
  const transport = new Transport(left!, right!, cost)
  while (transport.carry()) await pace.step()
  return { similarity: Math.max(0, 1 - transport.value), mass: [a.mass, b.mass] }
}

/** Levenshtein's distance by the length of the longer, 0..1; two empty traces are equal. */
export function editShare(a: readonly string[], b: readonly string[]): number {
  const longer = Math.max(a.length, b.length)
  if (longer === 0) return 0
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]! / longer
}
