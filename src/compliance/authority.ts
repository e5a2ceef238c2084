import type { AuthorityTables, Validity } from './rule.ts'

/** Who may do what at an instant; one step of substitution counts, a substitute's substitute does not. */
export interface Authority {
  hasRole(person: string, roles: readonly string[], at: number): boolean
  /** The highest limit of the person for the activity; null: none at all. */
  limit(person: string, activity: string, at: number): number | null
}

interface Held extends Validity {
  readonly role: string
}
interface Bound extends Validity {
  readonly activity: string | null
  readonly limit: number
}

const holds = ({ from, to }: Validity, at: number) => at >= from && at < to
const both = (a: Validity, b: Validity): Validity => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })

/** The tables resolved for each person once. */
export function authorityOf(tables: AuthorityTables): Authority {
  const substitutes = groupBy(tables.substitutes, ({ person }) => person)
  const rolesBy = groupBy(tables.roles, ({ person }) => person)
  const limitsBy = groupBy(tables.limits, ({ person }) => person ?? '')
  const limitsOf = groupBy(tables.limits, ({ role }) => role ?? '')
  const roles = new Map<string, Held[]>()
  const limits = new Map<string, Bound[]>()
  const own = (person: string, during: Validity): Held[] =>
    (rolesBy.get(person) ?? []).map(row => ({ role: row.role, ...both(row, during) }))
  const during = (person: string): readonly (readonly [string, Validity])[] => [
    [person, always],
    ...(substitutes.get(person) ?? []).map(row => [row.of, row] as const),
  ]
  const rolesOf = (person: string) => {
    let held = roles.get(person)
    if (held === undefined) roles.set(person, (held = during(person).flatMap(([one, when]) => own(one, when))))
    return held
  }
  const boundsOf = (person: string) => {
    let bounds = limits.get(person)
    if (bounds !== undefined) return bounds
    bounds = during(person).flatMap(([one, when]) => [
      ...(limitsBy.get(one) ?? []).filter(row => row.person !== null).map(row => ({ ...row, ...both(row, when) })),
      ...own(one, when).flatMap(held =>
        (limitsOf.get(held.role) ?? []).filter(row => row.role !== null).map(row => ({ ...row, ...both(row, held) })),
      ),
    ])
    limits.set(person, bounds)
    return bounds
  }
  return {
    hasRole: (person, wanted, at) => rolesOf(person).some(held => wanted.includes(held.role) && holds(held, at)),
    limit(person, activity, at) {
      let highest: number | null = null
      for (const bound of boundsOf(person))
        if (
          (bound.activity === null || bound.activity === activity) &&
          holds(bound, at) &&
          (highest === null || bound.limit > highest)
        )
          highest = bound.limit
      return highest
    },
  }
}

const always: Validity = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}
