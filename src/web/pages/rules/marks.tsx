import { type RuleSummary, severities } from '../../../compliance/index.ts'
import { monthSeries } from './months.ts'
import css from './rules.module.css'

/** How severe a breach is: a word, and as many steps. */
export function Severity({ of }: { readonly of: RuleSummary['severity'] }) {
  const level = severities.indexOf(of)
  return (
    <span className={css.severity}>
      <span className={css.steps} aria-hidden="true">
        {severities.map((one, i) => (
          <i key={one} data-on={i <= level || undefined} />
        ))}
      </span>
      {of}
    </span>
  )
}

const [WIDTH, HEIGHT] = [92, 20]

/** Violations by month, without axes: the panel of the rule has them. */
export function Spark({ months }: { readonly months: RuleSummary['months'] }) {
  const { value } = monthSeries(months)
  const most = Math.max(...value, 0)
  if (most === 0) return null
  const x = (i: number) => (value.length === 1 ? WIDTH / 2 : 1 + (i / (value.length - 1)) * (WIDTH - 2))
  const y = (n: number) => HEIGHT - 2 - (n / most) * (HEIGHT - 4)
  const points = value.map((n, i) => `${x(i).toFixed(1)} ${y(n).toFixed(1)}`)
  const path = value.length === 1 ? `M${WIDTH / 2 - 4} ${y(value[0]!)}h8` : `M${points.join('L')}`
  return (
    <svg className={css.spark} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
