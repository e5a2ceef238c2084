/** Two names that may mean one thing, and why. */
export interface SimilarNames {
  readonly a: string
  readonly b: string
  readonly because: string
}

/**
 * Pairs of names that differ only in case, blanks and punctuation, in word order, or by a small number of typing errors
 * (Damerau 1964: insert, delete, replace, swap neighbours; at most one error per six letters, one swap from five letters
 * on; digits must agree).
 * At most `limit` names are compared, O(names² · length²).
 */
export function similarNames(names: readonly string[], limit = 1500): SimilarNames[] {
  const taken = names.slice(0, limit).map(name => {
    const plain = name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    return { name, plain, words: plain.split(' ').sort().join(' '), digits: plain.replace(/[^\p{N}]/gu, '') }
  })
  const found: SimilarNames[] = []
  for (let i = 0; i < taken.length; i++)
    for (let j = i + 1; j < taken.length; j++) {
      const a = taken[i]!
      const b = taken[j]!
      if (a.plain === '' || b.plain === '') continue
      const because =
        a.plain === b.plain
          ? 'they differ only in case, blanks or punctuation'
          : a.words === b.words
            ? 'they have the same words in another order'
            : a.digits === b.digits && withinErrors(a.plain, b.plain)
              ? 'they differ by a typing error'
              : null
      if (because) found.push({ a: a.name, b: b.name, because })
    }
  return found
}

function withinErrors(a: string, b: string): boolean {
  if (a.length >= 5 && isSwap(a, b)) return true
  const allowed = Math.floor(Math.min(a.length, b.length) / 6)
  if (allowed === 0 || Math.abs(a.length - b.length) > allowed) return false
  return distance(a, b) <= allowed
}

/** Whether two neighbouring letters changed places, and nothing else. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2)
}

function distance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
