import { assert } from '../../base/errors.ts'
import type { Clause, Filter } from '../../log/filter.ts'
import { type VariantLog, variantLogOf } from '../../log/variant-log.ts'
import type { ConformanceFacts } from './conformance-facts.ts'

/** Cases of some units. */
export interface UnitCases {
  readonly cases: number
  readonly running: number
  readonly share: number
  readonly evidence: Filter | null
}

/**
 * What is aligned: the cases of a variant that have ended are one unit, those of it that still run another. Numbers are those of
 * variants in the facts.
 */
export interface Units {
  readonly rows: readonly { readonly activities: readonly string[]; readonly cases: number }[]
  readonly isRunning: (unit: number) => boolean
  /** The unit of a case. */
  of(variant: number, isRunning: boolean): number
  idOf(unit: number): string
  /** How many variants these units belong to. */
  variantsIn(units: ReadonlySet<number>): number
  counted(units: ReadonlySet<number>): UnitCases
  /** What a baseline is mined from: cases that have ended, where there are any. */
  toMine(): VariantLog
}

export function unitsOf({ variants, ended, running, cases }: ConformanceFacts): Units {
  const units: { variant: number; isRunning: boolean }[] = []
  const numbers = [new Int32Array(variants.length).fill(-1), new Int32Array(variants.length).fill(-1)] as const
  for (const isRunning of [false, true])
    variants.forEach((_, variant) => {
      if ((isRunning ? running : ended)[variant]! === 0) return
      numbers[isRunning ? 1 : 0][variant] = units.length
      units.push({ variant, isRunning })
    })
  const rows = units.map(({ variant, isRunning }) => ({
    activities: variants[variant]!.activities,
    cases: (isRunning ? running : ended)[variant]!,
  }))
  const total = rows.reduce((sum, row) => sum + row.cases, 0)
  const ids = variants.map(({ id }) => id)
  const of = (variant: number, isRunning: boolean) => {
    const unit = numbers[isRunning ? 1 : 0][variant]!
    assert(unit >= 0, 'a case of no unit')
    return unit
  }
  const variantsOf = (set: ReadonlySet<number>) => new Set(Array.from(set, unit => units[unit]!.variant))
  /** A clause of variants where all cases of each are meant, else one of the cases. */
  const evidenceOf = (set: ReadonlySet<number>): Filter | null => {
    const touched = variantsOf(set)
    const whole = [...touched].every(variant => numbers.every(list => list[variant]! < 0 || set.has(list[variant]!)))
    if (whole) return [variantsClause(ids, touched)]
    if (!cases.ok) return null
    const { id, variant, running: runs } = cases.value
    return [{ kind: 'cases', ids: id.filter((_, c) => set.has(of(variant[c]!, runs[c] === 1))) }]
  }
  return {
    rows,
    isRunning: unit => units[unit]!.isRunning,
    of,
    idOf: unit => ids[units[unit]!.variant]!,
    variantsIn: set => variantsOf(set).size,
    counted(set) {
      const sum = (list: readonly number[]) => list.reduce((all, unit) => all + rows[unit]!.cases, 0)
      const of = sum([...set])
      return {
        cases: of,
        running: sum([...set].filter(unit => units[unit]!.isRunning)),
        share: total === 0 ? 0 : of / total,
        evidence: evidenceOf(set),
      }
    },
    toMine() {
      const done = rows.filter((_, unit) => !units[unit]!.isRunning)
      return variantLogOf(done.length > 0 ? done : rows)
    },
  }
}

/** Exactly the cases of these variants, by whichever list is shorter. */
export function variantsClause(ids: readonly string[], of: ReadonlySet<number>): Clause {
  if (of.size * 2 <= ids.length) return { kind: 'variant', ids: ids.filter((_, v) => of.has(v)) }
  return { kind: 'variant', ids: ids.filter((_, v) => !of.has(v)), not: true }
}
