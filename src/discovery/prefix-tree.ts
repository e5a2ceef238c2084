import { compareText } from '../base/sort.ts'
import { type VariantLog, variantCount } from '../log/variant-log.ts'
import type { PrefixTree } from '../model/prefix-tree.ts'

/** The prefix tree of a log (a trie of its variants), with cases. O(symbols · log symbols). */
export function prefixTree(log: VariantLog): PrefixTree {
  const rank = new Int32Array(log.activities.length)
  ;[...log.activities.keys()]
    .sort((a, b) => compareText(log.activities[a]!, log.activities[b]!))
    .forEach((activity, at) => {
      rank[activity] = at
    })
  const parent: number[] = [-1]
  const activity: number[] = [-1]
  const cases: number[] = [0]
  const ending: number[] = [0]
  // variants in order of names: a node's traces stand together, so the way to the last trace is all that is needed
  const order = Array.from({ length: variantCount(log) }, (_, v) => v).sort((a, b) => compareVariants(log, rank, a, b))
  const way: number[] = [0]
  for (const v of order) {
    const trace = log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!)
    let depth = 0
    while (depth < trace.length && depth + 1 < way.length && activity[way[depth + 1]!] === trace[depth]) depth++
    way.length = depth + 1
    for (; depth < trace.length; depth++) {
      parent.push(way[depth]!)
      activity.push(trace[depth]!)
      cases.push(0)
      ending.push(0)
      way.push(parent.length - 1)
    }
    for (const node of way) cases[node]! += log.cases[v]!
    ending[way.at(-1)!]! += log.cases[v]!
  }
  return {
    activities: log.activities,
    parent: Int32Array.from(parent),
    activity: Int32Array.from(activity),
    cases: Float64Array.from(cases),
    ending: Float64Array.from(ending),
  }
}

function compareVariants(log: VariantLog, rank: Int32Array, v: number, w: number): number {
  const [a, b] = [log.offsets[v]!, log.offsets[w]!]
  const [lengthA, lengthB] = [log.offsets[v + 1]! - a, log.offsets[w + 1]! - b]
  for (let i = 0; i < lengthA && i < lengthB; i++) {
    const order = rank[log.symbols[a + i]!]! - rank[log.symbols[b + i]!]!
    if (order !== 0) return order
  }
  return lengthA - lengthB
}
