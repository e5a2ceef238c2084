import type { Value } from '../log/column.ts'
import type { CaseDetail } from '../log/engine.ts'

/** Who did what in one case: names in the place of pseudonyms, by the attribute that they stand in. */
export interface Revealed {
  readonly case: string
  /** What the id of the case stands for, where that is a pseudonym too. */
  readonly caseName: string | null
  readonly steps: readonly {
    readonly activity: string
    /** Epoch ms. */
    readonly complete: number | null
    readonly people: { readonly [key: string]: string }
  }[]
  /** Of the case itself. */
  readonly people: { readonly [key: string]: string }
}

/** `detail` is the engine's answer to `caseDetail`. */
export function revealedSteps(detail: unknown, names: ReadonlyMap<string, string>): Revealed {
  const { id, activity, complete, eventAttributes, caseAttributes } = detail as CaseDetail
  const nameOf = (value: Value | undefined) => (typeof value === 'string' ? names.get(value) : undefined)
  const named = (pairs: readonly (readonly [string, Value | undefined])[]) =>
    Object.fromEntries(pairs.flatMap(([key, value]) => (nameOf(value) === undefined ? [] : [[key, nameOf(value)!]])))
  return {
    case: id,
    caseName: nameOf(id) ?? null,
    steps: activity.map((one, i) => ({
      activity: one,
      complete: complete[i] ?? null,
      people: named(Object.entries(eventAttributes).map(([key, values]) => [key, values[i]])),
    })),
    people: named(Object.entries(caseAttributes)),
  }
}
