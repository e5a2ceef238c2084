import type { ArcLists } from './arc-lists.ts'
import { follows, type LocalGraph, type WeightedTraces } from './traces.ts'

/** Stands before and behind every trace. */
const EDGE = -1

/**
 * The graph of the same traces without one activity, by its place in `lists`, which are of `graph`: its arcs go, and what
 * stood before it is followed by what stood behind it. O(occurrences of it) and the arcs of what it changes, where making
 * the graph anew would pass over all traces for each activity.
 */
export function leaveOut(log: WeightedTraces, graph: LocalGraph, lists: ArcLists): (place: number) => ArcLists {
  const { activities } = lists
  const size = activities.length
  const { places, at, of } = occurrences(log, activities)
  return gone => {
    const [out, into] = [[...lists.out], [...lists.into]]
    const [inside, starts, ends] = [lists.inside.slice(), lists.starts.slice(), lists.ends.slice()]
    inside[gone] = starts[gone] = ends[gone] = 0
    const added = new Set<number>()
    for (let i = at[gone]!; i < at[gone + 1]!; i++) {
      const before = places[of[i]! - 1]!
      if (before === gone) continue
      let next = of[i]! + 1
      while (places[next] === gone) next++
      const behind = places[next]!
      if (before === EDGE && behind !== EDGE) starts[behind] = 1
      if (behind === EDGE && before !== EDGE) ends[before] = 1
      if (before === EDGE || behind === EDGE || added.has(before * size + behind)) continue
      added.add(before * size + behind)
      if (follows(graph, activities[before]!, activities[behind]!)) continue
      out[before] = [...out[before]!, behind]
      into[behind] = [...into[behind]!, before]
    }
    return { activities, nodes: lists.nodes.filter(place => place !== gone), inside, out, into, starts, ends }
  }
}

/** All traces one behind the other as places, and where each place stands: `of[at[place]]` to before `of[at[place + 1]]`. */
function occurrences({ traces }: WeightedTraces, activities: readonly number[]) {
  const placeOf = new Map(activities.map((symbol, place) => [symbol, place]))
  const places = new Int32Array(traces.reduce((sum, { length }) => sum + length + 1, 1)).fill(EDGE)
  const at = new Int32Array(activities.length + 1)
  let end = 1
  for (const trace of traces) {
    for (const symbol of trace) {
      const place = placeOf.get(symbol)!
      places[end++] = place
      at[place + 1]!++
    }
    end++
  }
  for (let place = 0; place < activities.length; place++) at[place + 1]! += at[place]!
  const of = new Int32Array(at[activities.length]!)
  const next = at.slice()
  places.forEach((place, i) => {
    if (place !== EDGE) of[next[place]!++] = i
  })
  return { places, at, of }
}
