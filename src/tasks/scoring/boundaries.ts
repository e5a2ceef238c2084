/** Precision, recall and their harmonic mean, 0..1; 1 where there was nothing to find and nothing was found. */
export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export function score(right: number, found: number, expected: number): Score {
  const precision = found === 0 ? (expected === 0 ? 1 : 0) : right / found
  const recall = expected === 0 ? (found === 0 ? 1 : 0) : right / expected
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

/**
 * Boundaries are the first rows of all segments but the first; found and expected ones match one-to-one where they lie
 * within the tolerance (rows). Matching from the left is a greatest matching, because all tolerances are equal.
 */
export function boundaryScore(found: readonly number[], expected: readonly number[], tolerance: number): Score {
  const a = boundariesOf(found)
  const b = boundariesOf(expected)
  let right = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (Math.abs(a[i]! - b[j]!) <= tolerance) {
      right++
      i++
      j++
    } else if (a[i]! < b[j]!) i++
    else j++
  }
  return score(right, a.length, b.length)
}

const boundariesOf = (firsts: readonly number[]) => [...new Set(firsts)].sort((x, y) => x - y).slice(1)
