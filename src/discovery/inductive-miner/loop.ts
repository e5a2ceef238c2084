import { type ArcLists, connectedParts, symbolsOf } from './arc-lists.ts'
import { TraceBag, type WeightedTraces } from './traces.ts'

/**
 * A part that is done, and parts after which it is done again (Leemans 2013, definition 4): the first holds all start
 * and end activities; every other begins after each end activity and leads to each start activity. null where there is
 * nothing to redo. O(activities + arcs).
 */
export function loopCut(graph: ArcLists): number[][] | null {
  const { nodes, inside, starts, ends } = graph
  const isRest = Uint8Array.from(inside, (is, place) => (is === 1 && starts[place] === 0 && ends[place] === 0 ? 1 : 0))
  const body = nodes.filter(place => isRest[place] === 0)
  const redo: number[][] = []
  const isRedo = redoTest(graph)
  for (const part of connectedParts(graph, isRest)) {
    if (part.every(isRedo)) redo.push(symbolsOf(graph, part))
    else body.push(...part)
  }
  // where filtering, or a cut before, left neither start nor end, all would be done again after nothing
  return redo.length === 0 || body.length === 0 ? null : [symbolsOf(graph, body), ...redo]
}

/** Whether the activity at a place may stand in a part that is done before the body is done again. */
function redoTest({ nodes, inside, out, into, starts, ends }: ArcLists): (place: number) => boolean {
  const count = (marks: Uint8Array) => nodes.reduce((sum, place) => sum + marks[place]!, 0)
  const [startCount, endCount] = [count(starts), count(ends)]
  return place => {
    let toStarts = 0
    for (const to of out[place]!) {
      if (inside[to] === 0) continue
      // leads to an end that is no start: then it belongs to the body
      if (ends[to] === 1 && starts[to] === 0) return false
      toStarts += starts[to]!
    }
    if (toStarts > 0 && toStarts < startCount) return false
    let fromEnds = 0
    for (const from of into[place]!) {
      if (inside[from] === 0) continue
      if (starts[from] === 1 && ends[from] === 0) return false
      fromEnds += ends[from]!
    }
    return fromEnds === 0 || fromEnds === endCount
  }
}

/** Every trace is cut into runs of the body and of redo parts; a redo run goes to the part that has most of it. */
export function splitLoop({ traces, cases }: WeightedTraces, cut: readonly (readonly number[])[]): WeightedTraces[] {
  const [body, ...redo] = cut.map(group => new Set(group))
  const bags = cut.map(() => new TraceBag())
  traces.forEach((trace, t) => {
    let run: number[] = []
    let inBody = true
    const close = () => {
      if (inBody) bags[0]!.add(run, cases[t]!)
      else bags[1 + mostOf(run, redo)]!.add(run, cases[t]!)
      run = []
    }
    for (const symbol of trace) {
      if (body!.has(symbol) !== inBody) {
        // a trace that begins with a redo has an empty body before it
        close()
        inBody = !inBody
      }
      run.push(symbol)
    }
    close()
    // it ends with the body, empty if need be
    if (!inBody) bags[0]!.add([], cases[t]!)
  })
  return bags
}

function mostOf(run: readonly number[], parts: readonly ReadonlySet<number>[]): number {
  let best = 0
  let most = -1
  parts.forEach((part, p) => {
    const count = run.filter(symbol => part.has(symbol)).length
    if (count > most) [best, most] = [p, count]
  })
  return best
}
