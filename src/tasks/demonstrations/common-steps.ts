import { cellsEach, placesIn } from '../places-in.ts'

/** Share of instances below which a step is an exception, not a part of the routine. */
const LEAST_SHARE = 0.1

/**
 * One order of steps that all sequences fit into as well as they can: the commonest sequence, into which the steps that
 * others have besides are put where they stand there (progressive alignment by longest common subsequences). Steps that
 * fewer than a tenth of the instances have are left out. Ties: the sequence given first. Time: sequences × steps², within
 * the bounds of `cellsEach`.
 */
export function commonSteps(
  sequences: readonly { readonly classes: readonly string[]; readonly instances: number }[],
): readonly string[] {
  const ordered = sequences
    .map((sequence, i) => ({ ...sequence, i }))
    .sort((a, b) => b.instances - a.instances || a.i - b.i)
  const most = cellsEach(2 * ordered.length)
  let common: readonly string[] = ordered[0]?.classes ?? []
  for (const { classes } of ordered.slice(1)) common = joined(common, classes, most)
  const all = sequences.reduce((sum, { instances }) => sum + instances, 0)
  const having = new Int32Array(common.length)
  for (const { classes, instances } of sequences)
    for (const place of placesIn(classes, common, most)) if (place >= 0) having[place]! += instances
  return common.filter((_, at) => having[at]! >= LEAST_SHARE * all)
}

/** Both in one: what `other` has besides stands behind the shared step before it. */
function joined(common: readonly string[], other: readonly string[], most: number): readonly string[] {
  const places = placesIn(other, common, most)
  const made: string[] = []
  let next = 0
  other.forEach((step, i) => {
    const place = places[i]!
    if (place < 0) {
      made.push(step)
      return
    }
    while (next <= place) made.push(common[next++]!)
  })
  while (next < common.length) made.push(common[next++]!)
  return made
}
