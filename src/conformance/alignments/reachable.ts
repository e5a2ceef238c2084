import { growingInts } from '../../base/growing.ts'
import type { MarkingGraph } from '../marking-graph.ts'

/** What the whole reachability graph tells of each marking, where it is small enough to be known as a whole. */
export interface Reachability {
  readonly markings: number
  /** 1: a final marking can still be reached. */
  readonly alive: Uint8Array
  /** Fewest silent transitions on the way to a final marking, whatever the others cost; -1 where none leads there. */
  readonly silents: Int32Array
  /** Strongly connected component of each marking; a component's number is above those of the components it leads to. */
  readonly component: Int32Array
  /** Arcs backwards: sources of the arcs into m are `source[into[m]]` up to `source[into[m + 1]]`, with the arc. */
  readonly into: Int32Array
  readonly source: Int32Array
  readonly arc: Int32Array
}

/** Of a graph that has been explored to the end. Linear in its arcs. */
export function reachability(graph: MarkingGraph): Reachability {
  const markings = graph.store.count
  const back = reversed(graph, markings)
  const silents = backwards(graph, back, markings, label => (label < 0 ? 1 : 0))
  const alive = Uint8Array.from(silents, distance => (distance < 0 ? 0 : 1))
  return { markings, alive, silents, component: components(graph, markings), ...back }
}

type Backwards = Pick<Reachability, 'into' | 'source' | 'arc'>

function reversed(graph: MarkingGraph, markings: number): Backwards {
  const into = new Int32Array(markings + 1)
  let arcs = 0
  for (let m = 0; m < markings; m++)
    for (let arc = graph.firstArc(m); arc < graph.endArc(m); arc++, arcs++) into[graph.target(arc) + 1]!++
  for (let m = 0; m < markings; m++) into[m + 1]! += into[m]!
  const next = into.slice(0, markings)
  const source = new Int32Array(arcs)
  const arcNumber = new Int32Array(arcs)
  for (let m = 0; m < markings; m++)
    for (let arc = graph.firstArc(m); arc < graph.endArc(m); arc++) {
      const slot = next[graph.target(arc)]!++
      source[slot] = m
      arcNumber[slot] = arc
    }
  return { into, source, arc: arcNumber }
}

/** Least sum of `weight` (0 or 1, by label) from each marking to a final one: 0-1 breadth first, backwards; -1: none. */
export function backwards(
  graph: MarkingGraph,
  back: Backwards,
  markings: number,
  weight: (label: number) => 0 | 1,
): Int32Array {
  const distance = new Int32Array(markings).fill(-1)
  const weights = Uint8Array.from(graph.index.labelOf, weight)
  let level = [...graph.finals].filter(m => m < markings).sort((a, b) => a - b)
  for (let at = 0; level.length > 0; at++) {
    const next: number[] = []
    // the level grows while it is walked: arcs of weight 0 stay on it
    for (let i = 0; i < level.length; i++) {
      const m = level[i]!
      if (distance[m]! >= 0) continue
      distance[m] = at
      for (let slot = back.into[m]!; slot < back.into[m + 1]!; slot++) {
        const from = back.source[slot]!
        if (distance[from]! >= 0) continue
        if (weights[graph.transition(back.arc[slot]!)] === 0) level.push(from)
        else next.push(from)
      }
    }
    level = next
  }
  return distance
}

/** Strongly connected components (Tarjan 1972), without recursion; sinks come first. */
function components(graph: MarkingGraph, markings: number): Int32Array {
  const component = new Int32Array(markings).fill(-1)
  const order = new Int32Array(markings).fill(-1)
  const low = new Int32Array(markings)
  const nextArc = new Int32Array(markings)
  const open = growingStack()
  const path = growingStack()
  let visited = 0
  let found = 0
  const enter = (m: number) => {
    order[m] = low[m] = visited++
    nextArc[m] = graph.firstArc(m)
    open.push(m)
    path.push(m)
  }
  for (let root = 0; root < markings; root++) {
    if (order[root]! >= 0) continue
    enter(root)
    while (path.length > 0) {
      const m = path.top()
      if (nextArc[m]! < graph.endArc(m)) {
        const to = graph.target(nextArc[m]!++)
        if (order[to]! < 0) enter(to)
        else if (component[to]! < 0) low[m] = Math.min(low[m]!, order[to]!)
        continue
      }
      path.pop()
      if (path.length > 0) low[path.top()] = Math.min(low[path.top()]!, low[m]!)
      if (low[m] !== order[m]) continue
      let member: number
      do component[(member = open.pop())] = found
      while (member !== m)
      found++
    }
  }
  return component
}

function growingStack() {
  const values = growingInts()
  return {
    get length() {
      return values.length
    },
    push: (value: number) => values.push(value),
    top: () => values.at(values.length - 1),
    pop() {
      const value = values.at(values.length - 1)
      values.length--
      return value
    },
  }
}
