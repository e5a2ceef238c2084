import { assert } from './errors.ts'

/** Upper tail of the standard normal, P(Z > z); Cody-style rational erfc (Numerical Recipes, 3rd ed., 6.2.2), error < 1.2e-7 relative. */
export function normalUpperTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 2 / (2 + x)
  const ty = 4 * t - 2
  let d = 0
  let dd = 0
  for (let j = erfcCoefficients.length - 1; j > 0; j--) {
    const next = ty * d - dd + erfcCoefficients[j]!
    dd = d
    d = next
  }
  const erfc = t * Math.exp(-x * x + 0.5 * (erfcCoefficients[0]! + ty * d) - dd)
  return z >= 0 ? erfc / 2 : 1 - erfc / 2
}
const erfcCoefficients = [
  -1.3026537197817094, 0.6419697923564902, 1.9476473204185836e-2, -9.561514786808631e-3, -9.46595344482036e-4,
  3.66839497852761e-4, 4.2523324806907e-5, -2.0278578112534e-5, -1.624290004647e-6, 1.30365583558e-6, 1.5626441722e-8,
  -8.5238095915e-8, 6.529054439e-9, 5.059343495e-9, -9.91364156e-10, -2.27365122e-10, 9.6467911e-11, 2.394038e-12,
  -6.886027e-12, 8.94487e-13, 3.13092e-13, -1.12708e-13, 3.81e-16, 7.106e-15,
]

/** ln Γ(x) for x > 0 (Lanczos 1964, g = 7, n = 9). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  let sum = lanczos[0]!
  for (let i = 1; i < lanczos.length; i++) sum += lanczos[i]! / (x - 1 + i)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** Two groups with a hit rate each: the difference, Cohen's h (1988) as effect size, and a two-sided p-value. */
export interface Proportions {
  readonly difference: number
  readonly effect: number
  readonly p: number
}

/**
 * Are two rates a/n and b/m different? Pooled z-test; Fisher's exact test (1922) where an expected count is below 5.
 * Two-sided. NaN-free: an empty group gives p = 1.
 */
export function compareProportions(a: number, n: number, b: number, m: number): Proportions {
  assert(a <= n && b <= m, 'more hits than trials')
  if (n === 0 || m === 0) return { difference: 0, effect: 0, p: 1 }
  const x = a / n
  const y = b / m
  const effect = 2 * Math.asin(Math.sqrt(y)) - 2 * Math.asin(Math.sqrt(x))
  const pooled = (a + b) / (n + m)
  const smallest = Math.min(n, m) * Math.min(pooled, 1 - pooled)
  if (smallest < 5) return { difference: y - x, effect, p: fisher(a, n, b, m) }
  const z = (y - x) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
  return { difference: y - x, effect, p: Math.min(1, 2 * normalUpperTail(Math.abs(z))) }
}

/** Two-sided Fisher: the sum of all tables at most as likely as the one seen. O(hits). */
function fisher(a: number, n: number, b: number, m: number): number {
  const hits = a + b
  const choose = (from: number, k: number) => logGamma(from + 1) - logGamma(k + 1) - logGamma(from - k + 1)
  const all = choose(n + m, hits)
  const log = (k: number) => choose(n, k) + choose(m, hits - k) - all
  const seen = log(a)
  let p = 0
  for (let k = Math.max(0, hits - m); k <= Math.min(n, hits); k++) {
    const likelihood = log(k)
    if (likelihood <= seen + 1e-9) p += Math.exp(likelihood)
  }
  return Math.min(1, p)
}

/** How two samples of numbers differ in place. */
export interface Shift {
  /** Cliff's delta (1993): P(y > x) − P(y < x), −1..1. */
  readonly delta: number
  readonly p: number
}

/**
 * Mann & Whitney (1947) on two ascending samples, normal approximation with ties and continuity corrected, two-sided.
 * Below 8 values a side the approximation is poor and p is 1. O(n + m).
 */
export function compareSamples(x: ArrayLike<number>, y: ArrayLike<number>): Shift {
  const n = x.length
  const m = y.length
  if (n === 0 || m === 0) return { delta: 0, p: 1 }
  let i = 0
  let j = 0
  let above = 0 // pairs with y > x, ties half
  let tieTerm = 0
  while (i < n || j < m) {
    const value = j >= m || (i < n && x[i]! <= y[j]!) ? x[i]! : y[j]!
    let equalX = 0
    let equalY = 0
    while (i < n && x[i] === value) {
      i++
      equalX++
    }
    while (j < m && y[j] === value) {
      j++
      equalY++
    }
    assert(equalX + equalY > 0, 'samples are not ascending')
    above += equalY * (i - equalX) + (equalX * equalY) / 2
    const tied = equalX + equalY
    tieTerm += tied ** 3 - tied
  }
  const delta = (2 * above) / (n * m) - 1
  const total = n + m
  const variance = ((n * m) / 12) * (total + 1 - tieTerm / (total * (total - 1)))
  if (n < 8 || m < 8 || variance <= 0) return { delta, p: 1 }
  const z = Math.max(0, Math.abs(above - (n * m) / 2) - 0.5) / Math.sqrt(variance)
  return { delta, p: Math.min(1, 2 * normalUpperTail(z)) }
}

/** Benjamini & Hochberg (1995): p-values corrected for many tests at once (false discovery rate), in the given order. */
export function correctedForMany(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[b]! - p[a]! || b - a)
  const corrected = new Array<number>(p.length)
  let smallest = 1
  order.forEach((index, rank) => {
    smallest = Math.min(smallest, (p[index]! * p.length) / (p.length - rank))
    corrected[index] = smallest
  })
  return corrected
}
