/** Cells of a table of common subsequences; above it each class takes the next place that fits. */
const MOST_CELLS = 2 ** 24
/** Cells of all tables of one routine together. */
const ALL_CELLS = 2 ** 30

/** Cells that each of so many alignments may take, so that all together stay in bounds: with 64 or fewer `MOST_CELLS`. */
export const cellsEach = (alignments: number): number =>
  Math.min(MOST_CELLS, Math.floor(ALL_CELLS / Math.max(1, alignments)))

/**
 * For each class its place in the canonical sequence, -1 for none: a longest common subsequence, earlier places first.
 * Time and space: classes × canonical behind what both begin with; where that is more than `most` cells, each class takes the
 * next place that fits.
 */
export function placesIn(
  classes: readonly string[],
  canonical: readonly string[],
  most: number = MOST_CELLS,
): readonly number[] {
  let same = 0
  while (same < classes.length && same < canonical.length && classes[same] === canonical[same]) same++
  const places: number[] = Array.from({ length: classes.length }, (_, i) => (i < same ? i : -1))
  const [n, m] = [classes.length - same, canonical.length - same]
  if (n === 0 || m === 0) return places
  if ((n + 1) * (m + 1) > most) return greedy(classes, canonical, same, places)
  const width = m + 1
  const length = new Int32Array((n + 1) * width)
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      length[i * width + j] =
        classes[same + i] === canonical[same + j]
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!)
  for (let i = 0, j = 0; i < n && j < m; )
    if (classes[same + i] === canonical[same + j]) places[same + i++] = same + j++
    else if (length[(i + 1) * width + j]! >= length[i * width + j + 1]!) i++
    else j++
  return places
}

/** How far a class looks ahead for its place. */
const AHEAD = 64

function greedy(classes: readonly string[], canonical: readonly string[], from: number, places: number[]) {
  let next = from
  for (let i = from; i < classes.length; i++) {
    const limit = Math.min(canonical.length, next + AHEAD)
    let at = next
    while (at < limit && canonical[at] !== classes[i]) at++
    if (at < limit) {
      places[i] = at
      next = at + 1
    }
  }
  return places
}
