import type { LocalGraph } from './traces.ts'

/**
 * A graph as lists of places: what follows and what comes before each, once each. Cuts are looked for in it, since lists of
 * numbers are many times quicker than maps, and one activity is taken out without copying the arcs of all others.
 */
export interface ArcLists {
  /** Symbols by place, ascending. */
  readonly activities: readonly number[]
  /** Places that belong to the graph, ascending; lists may name others, which do not count. */
  readonly nodes: readonly number[]
  readonly inside: Uint8Array
  readonly out: readonly (readonly number[])[]
  readonly into: readonly (readonly number[])[]
  /** 1 for places that traces begin (end) with. */
  readonly starts: Uint8Array
  readonly ends: Uint8Array
}

/** O(activities + arcs). */
export function arcLists({ activities, successors, starts, ends }: LocalGraph): ArcLists {
  const place = new Map(activities.map((symbol, at) => [symbol, at]))
  const out: number[][] = activities.map(() => [])
  const into: number[][] = activities.map(() => [])
  for (const [a, row] of successors) {
    const from = place.get(a)
    if (from === undefined) continue
    for (const b of row.keys()) {
      const to = place.get(b)
      if (to === undefined) continue
      out[from]!.push(to)
      into[to]!.push(from)
    }
  }
  return {
    activities,
    nodes: [...activities.keys()],
    inside: new Uint8Array(activities.length).fill(1),
    out,
    into,
    starts: Uint8Array.from(activities, symbol => (starts.has(symbol) ? 1 : 0)),
    ends: Uint8Array.from(activities, symbol => (ends.has(symbol) ? 1 : 0)),
  }
}

/** Symbols of places, ascending. */
export const symbolsOf = ({ activities }: ArcLists, places: readonly number[]): number[] =>
  places.map(place => activities[place]!).sort((a, b) => a - b)

/** Whether every place is reached from every other: there is neither a choice nor a sequence then. Ends early in dense graphs. */
export function isStronglyConnected({ nodes, inside, out, into }: ArcLists): boolean {
  const reachesAll = (rows: readonly (readonly number[])[]) => {
    const seen = new Uint8Array(inside.length)
    const open = nodes.slice(0, 1)
    if (open.length > 0) seen[open[0]!] = 1
    let left = nodes.length - open.length
    for (let at = open.pop(); at !== undefined && left > 0; at = open.pop())
      for (const to of rows[at]!) {
        if (seen[to] === 1 || inside[to] === 0) continue
        seen[to] = 1
        left--
        open.push(to)
      }
    return left === 0
  }
  return reachesAll(out) && reachesAll(into)
}

/** Parts of those places that are marked, connected by arcs in either direction: by their smallest place, each ascending. */
export function connectedParts({ nodes, out, into }: ArcLists, marked: Uint8Array): number[][] {
  const left = Uint8Array.from(marked)
  const parts: number[][] = []
  for (const first of nodes) {
    if (left[first] === 0) continue
    left[first] = 0
    const part = [first]
    for (let i = 0; i < part.length; i++)
      for (const rows of [out, into])
        for (const to of rows[part[i]!]!) {
          if (left[to] === 0) continue
          left[to] = 0
          part.push(to)
        }
    parts.push(part.sort((a, b) => a - b))
  }
  return parts
}
