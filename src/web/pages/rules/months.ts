import type { RuleSummary } from '../../../compliance/index.ts'
import type { TimeSeries } from '../../../log/engine.ts'

/** Violations of each month from the first to the last, those without any included. */
export function monthSeries(months: RuleSummary['months']): TimeSeries {
  const number = (month: string) => Number(month.slice(0, -3)) * 12 + Number(month.slice(-2)) - 1
  const found = new Map(months.map(({ month, violations }) => [number(month), violations]))
  const all = [...found.keys()]
  if (all.length === 0) return { at: [], value: [], unit: 'month' }
  const [first, last] = [Math.min(...all), Math.max(...all)]
  // a few absurd dates must not make a point for every month of a thousand years
  const list =
    last - first > 2400 ? all.sort((a, b) => a - b) : Array.from({ length: last - first + 1 }, (_, i) => first + i)
  return {
    at: list.map(n => Date.UTC(Math.floor(n / 12), n % 12)),
    value: list.map(n => found.get(n) ?? 0),
    unit: 'month',
  }
}
