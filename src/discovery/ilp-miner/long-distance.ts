import type { ActivityPair } from './causal-pairs.ts'
import type { Region } from './region-program.ts'
import type { SequenceEncoding } from './sequence-encoding.ts'

/**
 * Pairs whose second activity takes, in every kept trace, just what the first one put, told where they say something new: in a
 * situation of the log the places so far let the second happen, it never did, and the first had not put anything.
 */
export function longDistances(graph: SequenceEncoding, regions: readonly Region[], end: number): ActivityPair[] {
  const { size, last } = graph
  const places = [...regions]
  const found: ActivityPair[] = []
  const happens = [...new Set(last)].sort((a, b) => a - b)
  for (const from of happens)
    for (const to of happens) {
      if (from === to || from === end || !isMatched(graph, from, to, end)) continue
      if (!isNews(graph, places, from, to)) continue
      found.push([from, to])
      places.push({ puts: unit(size, from), takes: unit(size, to) })
    }
  return found
}

export const unit = (size: number, at: number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => +(i === at))

/** As often `from` as `to` in every trace, and never more of `to` than of `from` before. */
function isMatched({ size, before, last }: SequenceEncoding, from: number, to: number, end: number): boolean {
  return last.every((activity, v) => {
    const balance = before[v * size + from]! - before[v * size + to]!
    if (activity === end) return balance - (to === end ? 1 : 0) === 0
    return activity !== to || balance > 0
  })
}

function isNews(graph: SequenceEncoding, places: readonly Region[], from: number, to: number): boolean {
  const { size, before, last, next } = graph
  const inputs = places.filter(({ takes }) => takes[to] === 1)
  for (let v = 0; v < last.length; v++) {
    const now = (a: number) => before[v * size + a]! + (last[v] === a ? 1 : 0)
    if (now(from) > now(to) || next[v]!.some(way => last[way] === to)) continue
    if (next[v]!.length === 0) continue // the end: nothing happens any more
    const isLet = inputs.every(({ puts, takes }) => {
      let tokens = 0
      for (let a = 0; a < size; a++) tokens += now(a) * (puts[a]! - takes[a]!)
      return tokens > 0
    })
    if (isLet) return true
  }
  return false
}
