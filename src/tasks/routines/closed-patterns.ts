/** A sequence of symbols, and in how many of the given sequences it comes, anything in between. */
export interface ClosedPattern {
  readonly symbols: readonly number[]
  readonly support: number
}

export interface ClosedPatterns {
  readonly patterns: readonly ClosedPattern[]
  /** False where the search was given up: after `most` patterns, after `effort`, or at patterns of `longest` symbols. */
  readonly complete: boolean
}

export interface ClosedPatternsOptions {
  /** Patterns at most. Default 10 000. */
  readonly most?: number
  /** Symbols looked at, in all. Default 2e7. */
  readonly effort?: number
  /** Symbols of a pattern at most. Default 1000. */
  readonly longest?: number
  /** How often each sequence counts. */
  readonly weights?: readonly number[]
}

/**
 * Closed sequential patterns with gaps: no longer pattern comes in as many sequences. BIDE (Wang & Han, 2004): depth first by
 * projection, each prefix checked for extensions forward and backward, and given up where BackScan shows that all that
 * grows from it can be made longer in front. Worst case exponential in the length; the options bound it. Most supported
 * first, then longer ones, then by symbols.
 */
export function closedPatterns(
  sequences: readonly (readonly number[])[],
  leastSupport: number,
  { most = 10_000, effort = 2e7, longest = 1000, weights }: ClosedPatternsOptions = {},
): ClosedPatterns {
  const patterns: ClosedPattern[] = []
  let complete = true
  let left = effort
  const weight = (s: number) => weights?.[s] ?? 1
  const grow = (prefix: readonly number[], projected: ReadonlyMap<number, number>) => {
    for (const s of projected.keys()) left -= sequences[s]!.length
    if (patterns.length >= most || left < 0 || prefix.length > longest) {
      complete = false
      return
    }
    const support = [...projected.keys()].reduce((sum, s) => sum + weight(s), 0)
    const local = new Map<number, { weight: number; at: Map<number, number> }>()
    for (const [s, from] of projected) {
      const sequence = sequences[s]!
      const seen = new Set<number>()
      for (let k = from; k < sequence.length; k++) {
        const symbol = sequence[k]!
        if (seen.has(symbol)) continue
        seen.add(symbol)
        let found = local.get(symbol)
        if (!found) local.set(symbol, (found = { weight: 0, at: new Map() }))
        found.weight += weight(s)
        found.at.set(s, k + 1)
      }
    }
    if (prefix.length > 0) {
      if (extendsBackward(sequences, prefix, projected, 'semi')) return
      const forward = [...local.values()].some(found => found.weight === support)
      if (!forward && !extendsBackward(sequences, prefix, projected, 'maximum'))
        patterns.push({ symbols: prefix, support })
    }
    for (const symbol of [...local.keys()].sort((a, b) => a - b)) {
      const found = local.get(symbol)!
      if (found.weight >= leastSupport) grow([...prefix, symbol], found.at)
    }
  }
  grow([], new Map(sequences.map((_, s) => [s, 0])))
  return { patterns: patterns.sort(byWorth), complete }
}

const byWorth = (a: ClosedPattern, b: ClosedPattern) =>
  b.support - a.support || b.symbols.length - a.symbols.length || compare(a.symbols, b.symbols)

function compare(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < Math.min(a.length, b.length); k++) if (a[k] !== b[k]) return a[k]! - b[k]!
  return a.length - b.length
}

/**
 * Whether some symbol comes in every supporting sequence in the i-th period of the prefix, for some i: between the earliest
 * end of its first i symbols and the last place where the (i + 1)-th may stand; of all instances (`maximum`, backward
 * extension), or of the first one (`semi`, BackScan).
 */
function extendsBackward(
  sequences: readonly (readonly number[])[],
  prefix: readonly number[],
  projected: ReadonlyMap<number, number>,
  period: 'maximum' | 'semi',
): boolean {
  const shared: (Set<number> | null)[] = prefix.map(() => null)
  for (const s of projected.keys()) {
    const sequence = sequences[s]!
    const earliest: number[] = []
    for (let k = 0, i = 0; i < prefix.length; k++) if (sequence[k] === prefix[i]) earliest[i++] = k
    const latest: number[] = new Array(prefix.length)
    let k = period === 'maximum' ? sequence.length - 1 : earliest.at(-1)!
    for (let i = prefix.length - 1; i >= 0; k--) if (sequence[k] === prefix[i]) latest[i--] = k
    let open = false
    for (let i = 0; i < prefix.length; i++) {
      const own = new Set(sequence.slice(i === 0 ? 0 : earliest[i - 1]! + 1, latest[i]!))
      const before = shared[i]
      shared[i] = before ? new Set([...before].filter(symbol => own.has(symbol))) : own
      open = open || shared[i]!.size > 0
    }
    if (!open) return false
  }
  return shared.some(symbols => symbols !== null && symbols.size > 0)
}
