import { activityBackground, activityColor } from './activity-color.ts'
import css from './strip.module.css'

const SHOWN = 60

/** A variant as coloured cells, one an activity; the names are in the tooltips and in the label for those who cannot see it. */
export function Strip({
  activities,
  wide = false,
}: {
  readonly activities: readonly string[]
  readonly wide?: boolean
}) {
  if (activities.length === 0) return <span className="muted small">no event</span>
  const shown = activities.length > SHOWN ? activities.slice(0, SHOWN - 1) : activities
  return (
    <span className={css.strip} role="img" aria-label={activities.join(', then ')}>
      {shown.map((activity, i) => {
        const color = activityColor(activity)
        return (
          <span
            key={i}
            className={wide ? css.wide : css.cell}
            style={{ background: activityBackground(color), color: color.text }}
            title={`${i + 1}. ${activity}`}
            dir="auto"
          >
            {wide ? activity || '(missing)' : initials(activity)}
          </span>
        )
      })}
      {shown.length < activities.length && <span className={css.rest}>+{activities.length - shown.length}</span>}
    </span>
  )
}

/** Two letters that people can tell apart: first letters of the first two words, else the first two letters. */
export function initials(activity: string): string {
  const words = activity.split(/[\s_:+\-/.]+/u).filter(Boolean)
  const first = Array.from(words[0] ?? '')
  const second = Array.from(words[1] ?? '')
  return ((first[0] ?? '·') + (second[0] ?? first[1] ?? '')).slice(0, 4)
}
