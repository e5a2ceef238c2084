import { DAY, formatDuration } from '../../../base/time.ts'
import type { CaseDetail } from '../../../log/engine.ts'
import { formatInstantIn, formatValue } from '../../format/numbers.ts'
import { activityBackground, activityColor } from '../../parts/activity-color.ts'
import css from './timeline.module.css'

/**
 * The course of one case from top to bottom: when each entry started and completed, how long the wait before it was,
 * which entries overlap, and what they carry. The bars at the right share one time axis, weekends shaded.
 */
export function CaseTimeline(props: {
  readonly detail: CaseDetail
  readonly zone: string
  readonly isDate: (key: string) => boolean
}) {
  const { detail, zone, isDate } = props
  const times = [...detail.start, ...detail.complete].filter(time => time !== null)
  const first = times.length ? times.reduce((a, b) => Math.min(a, b)) : 0
  const last = times.length ? times.reduce((a, b) => Math.max(a, b)) : 0
  const span = Math.max(1, last - first)
  const at = (time: number) => `${((time - first) / span) * 100}%`
  const keys = Object.keys(detail.eventAttributes)
  return (
    <ol className={css.line} aria-label="Course of the case">
      {detail.activity.map((activity, i) => {
        const complete = detail.complete[i] ?? null
        const start = detail.start[i] ?? null
        const before = i > 0 ? (detail.complete[i - 1] ?? null) : null
        const begins = start ?? complete
        const gap = before !== null && begins !== null ? begins - before : null
        return (
          <li key={`${i}:${activity}`} className={css.entry}>
            {gap !== null && gap !== 0 && (
              <div className={css.gap} data-overlap={gap < 0 || undefined}>
                {gap < 0
                  ? `overlaps by ${formatDuration(-gap)}`
                  : `${formatDuration(gap)} ${start === null ? 'between completions' : 'waiting'}`}
              </div>
            )}
            <div className={css.head}>
              <span
                className={css.swatch}
                style={{ background: activityBackground(activityColor(activity)) }}
                aria-hidden="true"
              />
              <strong dir="auto">{activity || '(missing)'}</strong>
              <span className="muted small number">{formatInstantIn(complete, zone, true)}</span>
            </div>
            <div className={css.track} aria-hidden="true">
              {weekends(first, last).map(([from, to]) => (
                <span
                  key={from}
                  className={css.weekend}
                  style={{ left: at(from), right: `${100 - ((to - first) / span) * 100}%` }}
                />
              ))}
              {complete !== null && (
                <span
                  className={css.bar}
                  style={{
                    left: at(Math.min(begins!, complete)),
                    width: `max(4px, ${((complete - Math.min(begins!, complete)) / span) * 100}%)`,
                    background: activityColor(activity).fill,
                  }}
                />
              )}
            </div>
            <div className="muted small">
              {start !== null && complete !== null && <span>took {formatDuration(complete - start)}; </span>}
              {keys
                .flatMap(key => {
                  const value = detail.eventAttributes[key]![i] ?? null
                  return value === null ? [] : [`${key}: ${formatValue(value, isDate(key))}`]
                })
                .join(' · ')}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

/** Weekends between two instants, in UTC, at most 200 of them. */
function weekends(from: number, to: number): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  // 1970-01-03 was a Saturday
  const saturday = 2 * DAY + Math.floor((from - 2 * DAY) / (7 * DAY)) * 7 * DAY
  for (let day = saturday; day < to && found.length < 200; day += 7 * DAY) {
    const start = Math.max(from, day)
    const end = Math.min(to, day + 2 * DAY)
    if (end > start) found.push([start, end])
  }
  return found
}
