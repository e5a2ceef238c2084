/** One look at the place of a step. */
export interface Sighting {
  /** What it can be found by; two looks that share one saw the same. Without any it tells nothing. */
  readonly ways: readonly string[]
  readonly person: number
  readonly run: number
}

/** Chance above which an order of looks is none that speaks of a change. */
const CHANCE = 0.05

/**
 * The change that sightings in the order of time show: those that have no way in common fall into groups, of which one ends
 * before the next begins. null where they are one group, where groups take turns (then people choose, and nothing changed),
 * and where chance would give such an order in more than 1 of 20 cases: by the orders that are possible within each person
 * (a permutation test; Fisher, 1935), so that two people who each have their own way are no change.
 */
export function changeIn(
  sightings: readonly Sighting[],
): { readonly before: string; readonly after: string; readonly fromRun: number } | null {
  const seen = sightings.filter(({ ways }) => ways.length > 0)
  const group = groupsOf(seen)
  const turns = seen.flatMap((_, i) => (i > 0 && group[i] !== group[i - 1] ? [i] : []))
  if (turns.length === 0 || turns.length !== new Set(group).size - 1) return null
  if (chanceOf(seen, group, turns.length + 1) > CHANCE) return null
  const at = turns.at(-1)!
  return { before: seen[at - 1]!.ways[0]!, after: seen[at]!.ways[0]!, fromRun: seen[at]!.run }
}

/** Sightings that share a way, also by others between them, are one group; its number is that of its first. */
function groupsOf(seen: readonly Sighting[]): readonly number[] {
  const parent = seen.map((_, i) => i)
  const root = (i: number): number => {
    let at = i
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!
    return at
  }
  const first = new Map<string, number>()
  seen.forEach(({ ways }, i) => {
    for (const way of ways) {
      const known = first.get(way)
      if (known === undefined) first.set(way, i)
      else {
        const [a, b] = [root(known), root(i)]
        parent[Math.max(a, b)] = Math.min(a, b)
      }
    }
  })
  return seen.map((_, i) => root(i))
}

/** At most the share of orders, each person's own looks put in any order, in which the groups follow one another. */
function chanceOf(seen: readonly Sighting[], group: readonly number[], groups: number): number {
  const counts = new Map<number, Map<number, number>>()
  seen.forEach(({ person }, i) => {
    const own = counts.get(person) ?? new Map<number, number>()
    own.set(group[i]!, (own.get(group[i]!) ?? 0) + 1)
    counts.set(person, own)
  })
  // the groups may follow one another in any order
  let log = logFactorial(groups)
  for (const own of counts.values()) {
    const sizes = [...own.values()]
    log += sizes.reduce((sum, size) => sum + logFactorial(size), 0) - logFactorial(sizes.reduce((a, b) => a + b, 0))
  }
  return Math.exp(log)
}

function logFactorial(n: number): number {
  let sum = 0
  for (let i = 2; i <= n; i++) sum += Math.log(i)
  return sum
}
