/** Places between sets of activities: after one of `inputs`, one of `outputs` must come. */
export interface CausalSets {
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
}

/**
 * The largest pairs of sets such that each input is a cause of each output, and inputs, like outputs, are unrelated among
 * themselves: the maximal cliques with both sides in the graph of what may stand together (C. Bron, J. Kerbosch, Finding
 * all cliques of an undirected graph, 1973, with pivot). null beyond `limit` pairs looked at: there may be exponentially many.
 */
export function maximalPlaces(
  activities: number,
  isCause: (a: number, b: number) => boolean,
  isUnrelated: (a: number, b: number) => boolean,
  limit: number,
): CausalSets[] | null {
  // vertex a < activities stands for an input, a + activities for an output
  const joined = (u: number, v: number) => {
    const [a, b] = u < v ? [u, v] : [v, u]
    if (a < activities && b >= activities) return isCause(a, b - activities)
    return isUnrelated(a % activities, b % activities)
  }
  const vertices = Array.from({ length: 2 * activities }, (_, v) => v).filter(v =>
    isUnrelated(v % activities, v % activities),
  )
  if (vertices.length ** 2 >= limit) return null
  const neighbours = new Map(vertices.map(v => [v, new Set(vertices.filter(u => u !== v && joined(u, v)))]))
  const found: CausalSets[] = []
  let looked = 0
  const isInput = (v: number) => v < activities

  const expand = (clique: readonly number[], open: readonly number[], closed: readonly number[]): boolean => {
    looked += 1 + open.length * (open.length + closed.length)
    if (looked > limit) return false
    const all = [...clique, ...open]
    if (!all.some(isInput) || all.every(isInput)) return true
    if (open.length === 0 && closed.length === 0) {
      const sorted = [...clique].sort((a, b) => a - b)
      found.push({
        inputs: sorted.filter(isInput),
        outputs: sorted.filter(v => !isInput(v)).map(v => v - activities),
      })
      return true
    }
    const pivot = pivotOf(open, closed, neighbours)
    let left = [...open]
    const done = [...closed]
    for (const v of open.filter(one => !neighbours.get(pivot)!.has(one))) {
      const near = neighbours.get(v)!
      const isNear = (u: number) => near.has(u)
      if (!expand([...clique, v], left.filter(isNear), done.filter(isNear))) return false
      left = left.filter(u => u !== v)
      done.push(v)
    }
    return true
  }
  if (!expand([], vertices, [])) return null
  return found.sort((a, b) => compare(a.inputs, b.inputs) || compare(a.outputs, b.outputs))
}

/** The vertex beside most of the open ones: it leaves the fewest to try. */
function pivotOf(
  open: readonly number[],
  closed: readonly number[],
  neighbours: ReadonlyMap<number, ReadonlySet<number>>,
): number {
  let best = -1
  let most = -1
  for (const v of [...open, ...closed]) {
    const near = neighbours.get(v)!
    let count = 0
    for (const u of open) if (near.has(u)) count++
    if (count > most) [best, most] = [v, count]
  }
  return best
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}
