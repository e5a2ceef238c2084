import type { GatewayGraphBuilder } from './gateway-graph.ts'

/** A way out of a node: what it leads to at once (`cover`), and what happens beside that (`future`). */
interface Way {
  readonly node: number
  readonly cover: ReadonlySet<number>
  readonly future: ReadonlySet<number>
}

/**
 * Puts gateways behind a node with several successors, from the innermost out: ways with the same future exclude one
 * another, ways of which each is the other's future run together (Augusto et al. 2019, section 3.4, algorithms 3 to 5).
 * Where neither is left, the two ways that agree most are joined, exclusively unless they are concurrent.
 */
export function discoverSplits(
  builder: GatewayGraphBuilder,
  node: number,
  isConcurrent: (a: number, b: number) => boolean,
): void {
  const successors = builder.out(node)
  if (successors.length < 2) return
  let ways: readonly Way[] = successors.map(successor => ({
    node: successor,
    cover: new Set([successor]),
    future: new Set(successors.filter(other => other !== successor && isConcurrent(successor, other))),
  }))
  const gate = (kind: 'xor' | 'and', members: readonly Way[]): Way => {
    const gateway = builder.node(kind)
    for (const member of members) builder.edge(gateway, member.node)
    return {
      node: gateway,
      cover: union(members.map(way => way.cover)),
      future: common(members.map(way => way.future)),
    }
  }
  while (ways.length > 1) {
    const exclusive = firstGroup(ways, way => textOf(way.future))
    const parallel = exclusive ?? firstGroup(ways, way => textOf(union([way.cover, way.future])))
    const members = parallel ?? nearest(ways)
    const kind = exclusive !== null ? 'xor' : parallel !== null || areParallel(members, isConcurrent) ? 'and' : 'xor'
    const first = ways.indexOf(members[0]!)
    ways = ways.flatMap((way, w) => (w === first ? [gate(kind, members)] : members.includes(way) ? [] : [way]))
  }
  builder.replaceOut(node, [ways[0]!.node])
}

const union = (sets: readonly ReadonlySet<number>[]): ReadonlySet<number> => new Set(sets.flatMap(set => [...set]))
const common = (sets: readonly ReadonlySet<number>[]): ReadonlySet<number> =>
  new Set([...sets[0]!].filter(one => sets.every(set => set.has(one))))
const textOf = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b).join(',')

/** The first ways with an equal key, at least two. */
function firstGroup(ways: readonly Way[], key: (way: Way) => string): readonly Way[] | null {
  const keys = ways.map(key)
  for (const [w, text] of keys.entries()) {
    const members = ways.filter((_, other) => keys[other] === text)
    if (members.length > 1 && keys.indexOf(text) === w) return members
  }
  return null
}

/** The two ways whose cover and future differ in the fewest activities. */
function nearest(ways: readonly Way[]): readonly Way[] {
  const sets = ways.map(way => union([way.cover, way.future]))
  let best: readonly [number, number] = [0, 1]
  let least = Number.POSITIVE_INFINITY
  for (let a = 0; a < ways.length; a++)
    for (let b = a + 1; b < ways.length; b++) {
      const shared = common([sets[a]!, sets[b]!]).size
      const differing = sets[a]!.size + sets[b]!.size - 2 * shared
      if (differing < least) [least, best] = [differing, [a, b]]
    }
  return best.map(w => ways[w]!)
}

const areParallel = ([a, b]: readonly Way[], isConcurrent: (a: number, b: number) => boolean) =>
  [...a!.cover].every(one => [...b!.cover].every(other => isConcurrent(one, other)))
