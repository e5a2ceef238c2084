/** Share of instances below which a step is an exception, not a part of the routine. */
const LEAST_SHARE = 0.1

/**
 * One order of steps that all sequences fit into as well as they can: the commonest sequence, into which the steps that
 * others have besides are put where they stand there (progressive alignment by longest common subsequences). Steps that
 * fewer than a tenth of the instances have are left out. Ties: the sequence given first. Time: sequences × steps².
 */
export function commonSteps(
  sequences: readonly { readonly classes: readonly string[]; readonly instances: number }[],
): readonly string[] {
  const ordered = sequences
    .map((sequence, i) => ({ ...sequence, i }))
    .sort((a, b) => b.instances - a.instances || a.i - b.i)
  let common: readonly string[] = ordered[0]?.classes ?? []
  for (const { classes } of ordered.slice(1)) common = joined(common, classes)
  const all = sequences.reduce((sum, { instances }) => sum + instances, 0)
  const having = new Int32Array(common.length)
  for (const { classes, instances } of sequences)
    for (const place of placesIn(classes, common)) if (place >= 0) having[place]! += instances
  return common.filter((_, at) => having[at]! >= LEAST_SHARE * all)
}

/** Both in one: what `other` has besides stands behind the shared step before it. */
function joined(common: readonly string[], other: readonly string[]): readonly string[] {
  const places = placesIn(other, common)
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

/** For each class its place in the common sequence, -1 for none: a longest common subsequence, earlier places first. */
export function placesIn(classes: readonly string[], common: readonly string[]): readonly number[] {
  const [n, m] = [classes.length, common.length]
  const length = new Int32Array((n + 1) * (m + 1))
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      length[i * (m + 1) + j] =
        classes[i] === common[j]
          ? length[(i + 1) * (m + 1) + j + 1]! + 1
          : Math.max(length[(i + 1) * (m + 1) + j]!, length[i * (m + 1) + j + 1]!)
  const places: number[] = new Array(n).fill(-1)
  for (let i = 0, j = 0; i < n && j < m; )
    if (classes[i] === common[j]) places[i++] = j++
    else if (length[(i + 1) * (m + 1) + j]! >= length[i * (m + 1) + j + 1]!) i++
    else j++
  return places
}
