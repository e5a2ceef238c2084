import { compareText } from '../../base/sort.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { DrawnNet } from './flow-net.ts'
import type { PartFrequency } from './model-frequency.ts'
import type { KnownWalk } from './walks.ts'

/** What departs from the model at one part. Cases: with at least one such move; times: all of them. */
export interface PartDeviations {
  /** Model moves: the model wants the activity, the case has none. */
  readonly skipped: PartFrequency
  /** Log moves: the case has an event that the model does not allow there. */
  readonly inserted: PartFrequency
  /** Cases with the one or the other. */
  readonly cases: number
  /** The activities inserted, most cases first, then by name. */
  readonly insertedActivities: readonly (PartFrequency & { readonly activity: string })[]
}

/** By part; parts without deviations are absent. Shares are of `cases`: those whose alignment is known. */
export interface ModelDeviations {
  readonly parts: Readonly<Record<string, PartDeviations>>
  readonly cases: number
}

class Tally {
  private readonly found = new Map<string, { cases: number; times: number }>()
  private readonly seen = new Set<string>()
  /** Once for each move; a case counts once. */
  add(key: string, cases: number): void {
    const count = this.found.get(key) ?? { cases: 0, times: 0 }
    this.found.set(key, count)
    if (!this.seen.has(key)) count.cases += cases
    this.seen.add(key)
    count.times += cases
  }
  nextVariant = (): void => this.seen.clear()
  get = (key: string): PartFrequency => this.found.get(key) ?? { cases: 0, times: 0 }
  get all(): ReadonlyMap<string, PartFrequency> {
    return this.found
  }
}

/**
 * Where cases depart from a picture. A skipped activity stands at its own part; an inserted one behind the activity of the model's
 * run right before it, or at the start where there is none, as in `DeviationReader`. Walks that are not known are left out.
 */
export function modelDeviations(
  log: VariantLog,
  { net, nodes, start }: DrawnNet,
  walks: readonly (KnownWalk | null)[],
): ModelDeviations {
  const [skipped, inserted, any, activities] = [new Tally(), new Tally(), new Tally(), new Tally()]
  let counted = 0
  walks.forEach((known, v) => {
    if (known === null) return
    const cases = log.cases[v]!
    counted += cases
    for (const tally of [skipped, inserted, any, activities]) tally.nextVariant()
    const shown: number[] = []
    known.walk.firings.forEach((transition, i) => {
      if (net.transitions[transition]!.label === null) return
      shown.push(transition)
      const part = nodes[transition]!
      if (known.walk.events[i]! >= 0 || part === null) return
      skipped.add(part, cases)
      any.add(part, cases)
    })
    for (const { position, after } of known.walk.inserted) {
      const part = after === 0 ? start : (nodes[shown[after - 1]!] ?? start)
      inserted.add(part, cases)
      any.add(part, cases)
      activities.add(JSON.stringify([part, log.activities[log.symbols[log.offsets[v]! + position]!]!]), cases)
    }
  })
  const byPart = new Map<string, (PartFrequency & { activity: string })[]>()
  for (const [key, count] of activities.all) {
    const [part, activity] = JSON.parse(key) as [string, string]
    byPart.set(part, [...(byPart.get(part) ?? []), { activity, ...count }])
  }
  const parts = Array.from(any.all, ([part, { cases }]): [string, PartDeviations] => {
    const insertedActivities = (byPart.get(part) ?? []).sort(
      (a, b) => b.cases - a.cases || compareText(a.activity, b.activity),
    )
    return [part, { skipped: skipped.get(part), inserted: inserted.get(part), cases, insertedActivities }]
  })
  return { parts: Object.fromEntries(parts.sort(([a], [b]) => compareText(a, b))), cases: counted }
}
