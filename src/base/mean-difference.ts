import { logGamma } from './significance.ts'

/** Of a sample of numbers. */
export interface Moments {
  readonly n: number
  readonly mean: number
  /** n − 1 in the denominator; NaN where n < 2. */
  readonly variance: number
}

/** How far the mean of y lies above that of x: the difference, its 95 % interval and a two-sided p-value. */
export interface MeanDifference {
  readonly difference: number
  /** null where a sample has fewer than two values: then nothing is known of its spread. */
  readonly low: number | null
  readonly high: number | null
  readonly p: number
}

/** Two passes over the values. */
export function momentsOf(values: ArrayLike<number>): Moments {
  const n = values.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]!
  const mean = sum / n
  let squares = 0
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2
  return { n, mean, variance: n < 2 ? Number.NaN : squares / (n - 1) }
}

/**
 * Welch (1947): means of two samples of unlike spread, degrees of freedom by Satterthwaite (1946). Samples without any spread
 * differ for sure or not at all. null where one is empty.
 */
export function meanDifference(x: Moments, y: Moments): MeanDifference | null {
  if (x.n === 0 || y.n === 0) return null
  const difference = y.mean - x.mean
  if (x.n < 2 || y.n < 2) return { difference, low: null, high: null, p: 1 }
  const [a, b] = [x.variance / x.n, y.variance / y.n]
  const error = Math.sqrt(a + b)
  if (error === 0) return { difference, low: difference, high: difference, p: difference === 0 ? 1 : 0 }
  const freedom = (a + b) ** 2 / (a ** 2 / (x.n - 1) + b ** 2 / (y.n - 1))
  const margin = studentQuantile(freedom) * error
  return {
    difference,
    low: difference - margin,
    high: difference + margin,
    p: studentTwoSided(difference / error, freedom),
  }
}

/** P(|T| > |t|) of Student's t with so many degrees of freedom. */
export const studentTwoSided = (t: number, freedom: number): number =>
  Number.isFinite(t) ? incompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t), (t * t) / (freedom + t * t)) : 0

/** The t that |T| exceeds in `share` of samples, by bisection. */
export function studentQuantile(freedom: number, share = 0.05): number {
  let [low, high] = [0, 1]
  while (studentTwoSided(high, freedom) > share) high *= 2
  for (let i = 0; i < 100 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2
    if (studentTwoSided(middle, freedom) > share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Regularised, by its continued fraction (modified Lentz; Numerical Recipes, 3rd ed., 6.4). y is 1 − x, where x near 1 has lost it. */
function incompleteBeta(a: number, b: number, x: number, y: number): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, y, x)
  const logOf = (value: number, rest: number) => (value < rest ? Math.log(value) : Math.log1p(-rest))
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * logOf(x, y) + b * logOf(y, x))
  const tiny = 1e-300
  const safe = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / safe(1 + even * d)
    c = safe(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / safe(1 + odd * d)
    c = safe(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return (front * fraction) / a
}
