import type { SequenceEncoding } from './sequence-encoding.ts'

export type ActivityPair = readonly [from: number, to: number]

/**
 * What causes what in the kept behaviour: b comes right after a and a never right after b, but for loops of length one
 * and two (the footprints of the alpha plus miner, de Medeiros et al. 2004). An activity that nothing causes, or that causes
 * nothing, is tied to start or end, so that it has a place on either side.
 */
export function causalPairs(graph: SequenceEncoding, start: number, end: number): ActivityPair[] {
  const { size, last, next } = graph
  const follows = new Uint8Array(size * size)
  const isLoop = new Uint8Array(size * size)
  next.forEach((ways, v) => {
    const a = last[v]!
    for (const way of ways) {
      const b = last[way]!
      follows[a * size + b] = 1
      if (next[way]!.some(third => last[third] === a)) isLoop[a * size + b] = 1
    }
  })
  const pairs: ActivityPair[] = []
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) {
      const isTwo = isLoop[a * size + b] === 1 || isLoop[b * size + a] === 1
      if (follows[a * size + b] === 1 && (a === b || follows[b * size + a] === 0 || isTwo)) pairs.push([a, b])
    }
  const happens = new Set(last)
  const ties: ActivityPair[] = []
  for (const a of happens) {
    if (a !== start && !pairs.some(([, to]) => to === a)) ties.push([start, a])
    if (a !== end && !pairs.some(([from]) => from === a)) ties.push([a, end])
  }
  return [...pairs, ...ties].sort(([a, b], [c, d]) => a - c || b - d)
}
