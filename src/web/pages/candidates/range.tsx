import type { Estimate } from '../../../tasks/index.ts'
import { formatNumber } from '../../format/numbers.ts'
import own from './candidates.module.css'

/** An estimate as a bar with its interval. */
export function Range({ estimate, most }: { readonly estimate: Estimate; readonly most: number }) {
  const { value, low, high } = estimate
  const at = (x: number) => `${most <= 0 ? 0 : Math.min(100, (100 * x) / most)}%`
  const digits = value < 1 ? 2 : value < 10 ? 1 : 0
  const text =
    low === high
      ? `${formatNumber(value, digits)} h`
      : `${formatNumber(value, digits)} h (${formatNumber(low, digits)} to ${formatNumber(high, digits)})`
  return (
    <span className={own.range} title={`${value} hours a month, from ${low} to ${high}`}>
      <span className={own.track} aria-hidden="true">
        <span className={own.value} style={{ width: at(value) }} />
        {low !== high && (
          <span className={own.interval} style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }} />
        )}
      </span>
      <span className="number">{text}</span>
    </span>
  )
}
