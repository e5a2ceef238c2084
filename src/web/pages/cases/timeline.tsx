import { formatDuration } from '../../../base/time.ts'
import type { CaseDetail } from '../../../log/engine.ts'
import { formatInstantIn, formatValue } from '../../format/numbers.ts'
import { activityBackground } from '../../parts/activity-color.ts'
import { useActivityColors } from '../../parts/use-activity-colors.ts'
import { type Course, type Step, weekends } from './course.ts'
import css from './timeline.module.css'

/**
 * The course of one case from top to bottom: when each entry started and completed, how long the wait before it was,
 * which entries overlap, and what they carry. The bars share one time axis, weekends shaded.
 */
export function CaseTimeline(props: {
  readonly detail: CaseDetail
  readonly course: Course
  readonly zone: string
  readonly isDate: (key: string) => boolean
}) {
  const { detail, course, zone, isDate } = props
  const colors = useActivityColors()
  const { first, last } = course
  const span = Math.max(1, last - first)
  const at = (time: number) => `${((time - first) / span) * 100}%`
  const shaded = weekends(first, last, zone)
  const keys = Object.keys(detail.eventAttributes)
  return (
    <ol className={css.line} aria-label="Course of the case">
      {course.steps.map((step, i) => {
        const color = colors(step.activity)
        const end = step.complete ?? step.start
        const begin = end === null ? null : Math.min(step.start ?? end, end)
        return (
          <li key={`${i}:${step.activity}`} className={css.entry}>
            <Gap step={step} />
            <div className={css.head}>
              <span className={css.swatch} style={{ background: activityBackground(color) }} aria-hidden="true" />
              <strong dir="auto">{step.activity || '(missing)'}</strong>
              <span className="muted small number">{formatInstantIn(end, zone, true)}</span>
            </div>
            <div className={css.track} aria-hidden="true">
              {shaded.map(([from, to]) => (
                <span
                  key={from}
                  className={css.weekend}
                  style={{ left: at(from), right: `${100 - ((to - first) / span) * 100}%` }}
                />
              ))}
              {begin !== null && (
                <span
                  className={css.bar}
                  style={{
                    left: at(begin),
                    width: `max(4px, ${((end! - begin) / span) * 100}%)`,
                    background: color.fill,
                  }}
                />
              )}
            </div>
            <div className="muted small">
              {[
                ...(step.took === null ? [] : [`took ${formatDuration(step.took)}`]),
                ...keys.flatMap(key => {
                  const value = detail.eventAttributes[key]![i] ?? null
                  return value === null ? [] : [`${key}: ${formatValue(value, isDate(key))}`]
                }),
              ].join(' · ')}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function Gap({ step }: { readonly step: Step }) {
  if (step.gap === null || (step.gap === 0 && !step.overlaps)) return null
  return (
    <div className={css.gap} data-overlap={step.overlaps || undefined}>
      {step.overlaps
        ? `overlaps by ${formatDuration(-step.gap)}`
        : `${formatDuration(step.gap)} ${step.start === null ? 'between completions' : 'waiting'}`}
    </div>
  )
}
