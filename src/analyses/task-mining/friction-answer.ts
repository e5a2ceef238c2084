import { frictionKinds, frictions } from '../../tasks/index.ts'
import { type MinedTasks, type PeopleRule, peopleShown } from './mined-tasks.ts'

export interface FrictionAnswer {
  readonly kinds: readonly {
    readonly id: string
    readonly title: string
    readonly definition: string
    readonly source: string
    readonly suggestion: string
    /** Why nobody can know of these recordings whether they have any; null where it was looked for. */
    readonly unknown: string | null
  }[]
  readonly found: readonly FrictionRow[]
}
export interface FrictionRow {
  readonly kind: string
  readonly title: string
  readonly application: string | null
  readonly page: string | null
  readonly element: string | null
  readonly occurrences: number
  /** null where the log has no times. */
  readonly costMs: number | null
  readonly people: number | null
  readonly suggestion: string
  /** Where it can be seen, the first few: data rows of the input, and the place of the first one in the order of the log. */
  readonly examples: readonly { readonly first: number; readonly last: number; readonly at: number }[]
}

const SHOWN = 5

export function frictionAnswer({ ui, steps, names }: MinedTasks, rule: PeopleRule): FrictionAnswer {
  return {
    kinds: frictionKinds.map(({ id, title, definition, source, suggestion, unknown }) => ({
      id,
      title,
      definition,
      source,
      suggestion,
      unknown: unknown?.(ui) ?? null,
    })),
    found: frictions(steps, names).map(({ occurrences, cost, people, ...friction }) => ({
      ...friction,
      occurrences: occurrences.length,
      costMs: Number.isNaN(cost) ? null : cost,
      people: peopleShown(people, rule),
      examples: occurrences
        .slice(0, SHOWN)
        .map(({ first, last }) => ({ first: ui.ordinal[first]!, last: ui.ordinal[last]!, at: first })),
    })),
  }
}
