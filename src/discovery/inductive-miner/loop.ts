import { Groups } from './components.ts'
import { arcsOf, follows, type LocalGraph, TraceBag, type WeightedTraces } from './traces.ts'

/**
 * A part that is done, and parts after which it is done again (Leemans 2013, definition 4): the first holds all start
 * and end activities; every other begins after each end activity and leads to each start activity. null where there is
 * nothing to redo.
 */
export function loopCut(graph: LocalGraph): number[][] | null {
  const { activities, starts, ends } = graph
  const body = new Set(activities.filter(symbol => starts.has(symbol) || ends.has(symbol)))
  const rest = activities.filter(symbol => !body.has(symbol))
  const groups = new Groups(rest)
  for (const [a, b] of arcsOf(graph)) if (!body.has(a) && !body.has(b)) groups.join(a, b)
  const redo: number[][] = []
  for (const part of groups.list()) {
    if (isRedo(part, graph)) redo.push(part)
    else for (const symbol of part) body.add(symbol)
  }
  // without a start and an end nothing is done before a redo: what parallel parts leave of a graph may be so
  if (redo.length === 0 || body.size === 0) return null
  return [[...body].sort((a, b) => a - b), ...redo]
}

function isRedo(part: readonly number[], graph: LocalGraph): boolean {
  const { starts, ends } = graph
  for (const symbol of part) {
    for (const start of starts.keys()) {
      // entered from a start that is no end: then it belongs to the body
      if (!ends.has(start) && follows(graph, start, symbol)) return false
    }
    for (const end of ends.keys()) if (!starts.has(end) && follows(graph, symbol, end)) return false
    const toStarts = [...starts.keys()].filter(start => follows(graph, symbol, start)).length
    if (toStarts > 0 && toStarts < starts.size) return false
    const fromEnds = [...ends.keys()].filter(end => follows(graph, end, symbol)).length
    if (fromEnds > 0 && fromEnds < ends.size) return false
  }
  return true
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
