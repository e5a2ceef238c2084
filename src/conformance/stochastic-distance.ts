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
    for (let j = 0; j < b.traces.length; j++) {
      cost[i * b.traces.length + j] = editShare(a.traces[i]!.activities, b.traces[j]!.activities)
      await pace.step()
    }
  }
  const transport = new Transport(left!, right!, cost)
  while (transport.carry()) await pace.step()
  return { similarity: Math.max(0, 1 - transport.value), mass: [a.mass, b.mass] }
}

/** Levenshtein's distance by the length of the longer, 0..1; two empty traces are equal. */
export function editShare(a: readonly string[], b: readonly string[]): number {
  const [long, short] = a.length < b.length ? [b, a] : [a, b]
  if (long.length === 0) return 0
  let from = 0
  while (from < short.length && short[from] === long[from]) from++
  let [end, longEnd] = [short.length, long.length]
  while (end > from && short[end - 1] === long[longEnd - 1]) [end, longEnd] = [end - 1, longEnd - 1]
  const width = end - from
  const row = Int32Array.from({ length: width + 1 }, (_, j) => j)
  for (let i = from; i < longEnd; i++) {
    let before = row[0]!++
    for (let j = 1; j <= width; j++) {
      const replaced = before + (long[i] === short[from + j - 1] ? 0 : 1)
      before = row[j]!
      row[j] = Math.min(before + 1, row[j - 1]! + 1, replaced)
    }
  }
  return row[width]! / long.length
}
