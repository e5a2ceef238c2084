/** Cells of a table of common subsequences; above it each class takes the next place that fits. */
const MOST_CELLS = 2 ** 24

/**
 * For each class its place in the canonical sequence, -1 for none: a longest common subsequence, earlier places first.
 * Time and space: classes × canonical behind what both begin with; where that is too much, places are taken greedily.
 */
export function placesIn(classes: readonly string[], canonical: readonly string[]): readonly number[] {
  let same = 0
  while (same < classes.length && same < canonical.length && classes[same] === canonical[same]) same++
  const places: number[] = Array.from({ length: classes.length }, (_, i) => (i < same ? i : -1))
  const [n, m] = [classes.length - same, canonical.length - same]
  if (n === 0 || m === 0) return places
  if ((n + 1) * (m + 1) > MOST_CELLS) return greedy(classes, canonical, same, places)
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
