/** A number with what is known of it. `low` and `high` enclose it (90 %); equal to `value` where it is exact or set by hand. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
  /** `measured` in recordings, `assumed` as a stated default, `given` by the analyst. */
  readonly source: 'measured' | 'assumed' | 'given'
}

export const measured = (value: number, low = value, high = value): Estimate => ({
  value,
  low,
  high,
  source: 'measured',
})
export const assumed = (value: number): Estimate => ({ value, low: value, high: value, source: 'assumed' })
export const given = (value: number): Estimate => ({ value, low: value, high: value, source: 'given' })

/** z of 90 %. */
const Z = 1.6448536269514722

/** A share with Wilson's score interval (1927): it does not shrink to nothing where none, or all, were seen. */
export function measuredShare(count: number, of: number): Estimate {
  if (of === 0) return measured(0)
  const p = count / of
  const middle = (p + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of)
  const half = (Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of))) / (1 + (Z * Z) / of)
  return measured(p, Math.max(0, Math.min(p, middle - half)), Math.min(1, Math.max(p, middle + half)))
}

/** The product; its interval is that of non-negative factors at their ends, so it is wide rather than narrow. */
export function product(...factors: readonly Estimate[]): Estimate {
  const of = (end: 'value' | 'low' | 'high') => factors.reduce((all, factor) => all * factor[end], 1)
  return { value: of('value'), low: of('low'), high: of('high'), source: sourceOf(factors) }
}

/** 1 - x. */
export const complement = ({ value, low, high, source }: Estimate): Estimate => ({
  value: 1 - value,
  low: 1 - high,
  high: 1 - low,
  source,
})

/** A result is measured only where all that it comes from is. */
function sourceOf(parts: readonly Estimate[]): Estimate['source'] {
  for (const source of ['given', 'assumed'] as const) if (parts.some(part => part.source === source)) return source
  return 'measured'
}
