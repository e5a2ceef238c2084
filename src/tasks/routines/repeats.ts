/** A stretch that comes more than once: symbols[at, at + length) at each of `places`, ascending. */
export interface Repeat {
  readonly length: number
  readonly places: readonly number[]
}

/** Places told in all: where one stretch holds itself again and again, repeats have as many places as the log squared. */
const MOST_PLACES = 1_000_000

/**
 * Maximal repeats: stretches that come at least `least` times and cannot be made longer, to the left or to the right,
 * without losing an occurrence (Gusfield, 1997, section 7.12). By suffix array (prefix doubling) and longest common
 * prefixes (Kasai et al., 2001): O(n log² n) time, O(n) space. Longest first, then by first place, as many as have
 * `mostPlaces` places together. Symbols are >= 0; a stretch never runs across a -1.
 */
export function maximalRepeats(
  symbols: Int32Array,
  shortest: number,
  least = 2,
  mostPlaces: number = MOST_PLACES,
): Repeat[] {
  const n = symbols.length
  const order = suffixArray(symbols)
  const common = commonPrefixes(symbols, order)
  const changes = leftChanges(symbols, order)
  const found: { length: number; from: number; to: number; first: number }[] = []
  const stack: { length: number; from: number; first: number }[] = []
  for (let k = 1; k <= n; k++) {
    const length = k < n ? common[k]! : 0
    let [from, first] = [k - 1, order[k - 1]!]
    while (stack.length > 0 && stack.at(-1)!.length > length) {
      const top = stack.pop()!
      from = top.from
      first = Math.min(first, top.first)
      // behind `from`, the next suffix with another symbol to its left; a suffix without one is apart from all
      const differs = order[from] === 0 || symbols[order[from]! - 1]! < 0 || changes[from]! < k
      if (top.length >= shortest && k - from >= least && differs) found.push({ length: top.length, from, to: k, first })
    }
    if (stack.length > 0) stack.at(-1)!.first = Math.min(stack.at(-1)!.first, first)
    if (length > 0 && (stack.length === 0 || stack.at(-1)!.length < length)) stack.push({ length, from, first })
  }
  let left = mostPlaces
  return found
    .sort((a, b) => b.length - a.length || a.first - b.first)
    .filter(({ from, to }) => {
      left -= to - from
      return left >= 0
    })
    .map(({ length, from, to }) => ({ length, places: Array.from(order.subarray(from, to)).sort((a, b) => a - b) }))
}

/** By place in the suffix array: the first one behind it whose suffix has another symbol to its left. */
function leftChanges(symbols: Int32Array, order: Int32Array): Int32Array {
  const n = order.length
  const left = (k: number) => (order[k] === 0 ? -1 : symbols[order[k]! - 1]!)
  const changes = new Int32Array(n)
  for (let k = n - 1; k >= 0; k--) changes[k] = k + 1 < n && left(k) === left(k + 1) ? changes[k + 1]! : k + 1
  return changes
}

/** Starts of the suffixes in their order; a -1 is different from every other one. */
function suffixArray(symbols: Int32Array): Int32Array {
  const n = symbols.length
  let rank = new Int32Array(n)
  let most = 0
  for (const s of symbols) most = Math.max(most, s)
  let ends = 0
  for (let i = 0; i < n; i++) rank[i] = symbols[i]! < 0 ? most + 1 + ends++ : symbols[i]!
  const order = Int32Array.from({ length: n }, (_, i) => i)
  let next = new Int32Array(n)
  const key = new Float64Array(n)
  for (let width = 1; ; width *= 2) {
    for (let i = 0; i < n; i++) key[i] = rank[i]! * (n + most + 2) + (i + width < n ? rank[i + width]! + 1 : 0)
    order.sort((a, b) => key[a]! - key[b]! || a - b)
    let last = 0
    for (let k = 0; k < n; k++) {
      if (k > 0 && key[order[k]!] !== key[order[k - 1]!]) last++
      next[order[k]!] = last
    }
    ;[rank, next] = [next, rank]
    if (last === n - 1 || width >= n) return order
  }
}

/** By place in the suffix array, symbols in common with the suffix before it. */
function commonPrefixes(symbols: Int32Array, order: Int32Array): Int32Array {
  const n = symbols.length
  const place = new Int32Array(n)
  order.forEach((i, k) => {
    place[i] = k
  })
  const common = new Int32Array(n)
  for (let i = 0, length = 0; i < n; i++) {
    if (place[i] === 0) {
      length = 0
      continue
    }
    const other = order[place[i]! - 1]!
    while (
      i + length < n &&
      other + length < n &&
      symbols[i + length]! >= 0 &&
      symbols[i + length] === symbols[other + length]
    )
      length++
    common[place[i]!] = length
    if (length > 0) length--
  }
  return common
}
