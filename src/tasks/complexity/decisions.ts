import { type Path, screenKey } from './paths.ts'

/** A way out of a step counts where this share of the instances that have the step take it, and at least so many. */
const SHARE = 0.05
const FEWEST = 2

/** What stands behind the last step. */
const END = '\u0000end'

/** Steps behind which instances part, by screen: at least two different steps follow, each often enough. */
export function decisionsOf(paths: readonly Path[]): ReadonlyMap<string, number> {
  const ways = new Map<string, { readonly screen: string; readonly next: Map<string, number>; instances: number }>()
  for (const { classes, screens } of paths) {
    const met = new Set<string>()
    classes.forEach((one, i) => {
      // a step that comes twice is decided on once
      if (met.has(one)) return
      met.add(one)
      const way = ways.get(one) ?? { screen: screenKey(screens[i]!), next: new Map(), instances: 0 }
      ways.set(one, way)
      way.instances++
      const next = classes[i + 1] ?? END
      way.next.set(next, (way.next.get(next) ?? 0) + 1)
    })
  }
  const found = new Map<string, number>()
  for (const { screen, next, instances } of ways.values()) {
    const taken = [...next.values()].filter(count => count >= FEWEST && count >= SHARE * instances)
    if (taken.length >= 2) found.set(screen, (found.get(screen) ?? 0) + 1)
  }
  return found
}
