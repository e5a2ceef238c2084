/** These columns together fix the target: rows that agree in all of them agree in it, in `agreement` of the rows. */
export interface FunctionalDependency {
  /** Column numbers, ascending; empty: the target is constant. */
  readonly determinants: readonly number[]
  /** 1 - g3: the largest share of rows in which the dependency holds exactly (Kivinen & Mannila, 1995). */
  readonly agreement: number
}

/**
 * Minimal approximate functional dependencies of one target column, smallest sets first, then by column number. A set is
 * not extended once it holds, nor where it is a key (every row its own group: it would determine anything).
 * Levelwise with partitions, as TANE (Huhtala et al., 1999). Missing values are codes like others. Time: sets × rows.
 */
export function functionalDependencies(
  columns: readonly Int32Array[],
  target: Int32Array,
  options: { readonly mostColumns: number; readonly leastAgreement: number },
): readonly FunctionalDependency[] {
  const found: FunctionalDependency[] = []
  const rows = target.length
  if (rows === 0) return found
  let level: { determinants: number[]; groups: Int32Array; size: number }[] = [
    { determinants: [], groups: new Int32Array(rows), size: 1 },
  ]
  for (let width = 0; width <= options.mostColumns && level.length > 0; width++) {
    const open: typeof level = []
    for (const set of level) {
      if (set.size === rows && rows > 1) continue
      const agreement = agreementOf(set.groups, set.size, target)
      if (agreement >= options.leastAgreement) found.push({ determinants: set.determinants, agreement })
      else open.push(set)
    }
    level = width === options.mostColumns ? [] : extended(open, columns, found)
  }
  return found
}

function extended(
  open: readonly { determinants: number[]; groups: Int32Array }[],
  columns: readonly Int32Array[],
  found: readonly FunctionalDependency[],
) {
  const next: { determinants: number[]; groups: Int32Array; size: number }[] = []
  for (const { determinants, groups } of open)
    for (let column = (determinants.at(-1) ?? -1) + 1; column < columns.length; column++) {
      const wider = [...determinants, column]
      if (found.some(known => known.determinants.every(one => wider.includes(one)))) continue
      next.push({ determinants: wider, ...refined(groups, columns[column]!) })
    }
  return next
}

/** The partition by both: rows in one group agree in the old group and in the column. */
function refined(groups: Int32Array, column: Int32Array): { groups: Int32Array; size: number } {
  const known = new Map<number, number>()
  const made = new Int32Array(groups.length)
  for (let r = 0; r < groups.length; r++) {
    const key = groups[r]! * 2 ** 26 + column[r]!
    let code = known.get(key)
    if (code === undefined) {
      code = known.size
      known.set(key, code)
    }
    made[r] = code
  }
  return { groups: made, size: known.size }
}

function agreementOf(groups: Int32Array, size: number, target: Int32Array): number {
  const counts = new Map<number, number>()
  const most = new Int32Array(size)
  for (let r = 0; r < groups.length; r++) {
    const key = groups[r]! * 2 ** 26 + target[r]!
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    if (count > most[groups[r]!]!) most[groups[r]!] = count
  }
  let agreeing = 0
  for (const count of most) agreeing += count
  return agreeing / groups.length
}
