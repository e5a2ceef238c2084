import type { ArcLists } from './arc-lists.ts'

/**
 * Places in parts that come one after the other: of two parts, all of the one reach all of the other, and never back. They
 * are the parts between which the order of strongly connected components (R. Tarjan, 1972) is a series composition: all
 * that ends what stands before leads at once to all that begins what stands behind. O(places + arcs).
 */
export function chain(graph: ArcLists): number[][] {
  const components = componentsInOrder(graph)
  const { before, behind } = arcsBetween(components, graph)
  const parts: number[][] = []
  let part: number[] = []
  // arcs from each component to those that nothing behind the border leads to; `met` is their sum over `lasts`
  const toFirsts = new Int32Array(components.length)
  const isLast = new Uint8Array(components.length)
  const waiting = Int32Array.from(before, ({ length }) => length)
  let firsts = waiting.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0)
  let [lasts, met] = [0, 0]
  components.forEach((places, at) => {
    for (const from of before[at]!) {
      if (isLast[from] === 1) {
        met -= toFirsts[from]!
        lasts--
        isLast[from] = 0
      }
      toFirsts[from]!--
    }
    firsts--
    isLast[at] = 1
    lasts++
    for (const to of behind[at]!) {
      if (--waiting[to]! > 0) continue
      firsts++
      for (const from of before[to]!) {
        toFirsts[from]!++
        if (isLast[from] === 1) met++
      }
    }
    for (const place of places) part.push(place)
    if (firsts > 0 && met < firsts * lasts) return
    parts.push(part.sort((a, b) => a - b))
    part = []
  })
  return parts
}

/** Strongly connected components, each before those that it leads to. */
function componentsInOrder({ nodes, inside, out }: ArcLists): number[][] {
  const found: number[][] = []
  const [index, low] = [new Int32Array(inside.length), new Int32Array(inside.length)]
  const next = new Int32Array(inside.length)
  const isOpen = new Uint8Array(inside.length)
  const open: number[] = []
  let seen = 0
  for (const root of nodes) {
    if (index[root]! > 0) continue
    const path = [root]
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      if (index[at] === 0) {
        low[at] = index[at] = ++seen
        isOpen[at] = 1
        open.push(at)
      }
      const to = out[at]![next[at]!++]
      if (to !== undefined) {
        if (inside[to] === 0) continue
        if (index[to] === 0) path.push(to)
        else if (isOpen[to] === 1) low[at] = Math.min(low[at]!, index[to]!)
        continue
      }
      path.pop()
      const above = path.at(-1)
      if (above !== undefined) low[above] = Math.min(low[above]!, low[at]!)
      if (low[at] !== index[at]) continue
      const component = open.splice(open.lastIndexOf(at))
      for (const place of component) isOpen[place] = 0
      found.push(component)
    }
  }
  return found.reverse()
}

/** For each component those that lead to it, and those that it leads to, once each. */
function arcsBetween(components: readonly (readonly number[])[], { inside, out }: ArcLists) {
  const of = new Int32Array(inside.length)
  components.forEach((places, at) => {
    for (const place of places) of[place] = at
  })
  const before: number[][] = components.map(() => [])
  const behind: number[][] = components.map(() => [])
  const last = new Int32Array(components.length).fill(-1)
  components.forEach((places, at) => {
    for (const place of places)
      for (const next of out[place]!) {
        const to = of[next]!
        if (inside[next] === 0 || to === at || last[to] === at) continue
        last[to] = at
        before[to]!.push(at)
        behind[at]!.push(to)
      }
  })
  return { before, behind }
}
