import { activityBackground } from './activity-color.ts'
import css from './strip.module.css'
import { useActivityColors } from './use-activity-colors.ts'

const SHOWN = 60

/** A variant as coloured cells, one an activity; the names are in the tooltips and in the label for those who cannot see it. */
export function Strip({
  activities,
  wide = false,
}: {
  readonly activities: readonly string[]
  readonly wide?: boolean
}) {
  const colors = useActivityColors()
  if (activities.length === 0) return <span className="muted small">no event</span>
  const shown = activities.length > SHOWN ? activities.slice(0, SHOWN - 1) : activities
  return (
    <span className={css.strip} role="img" aria-label={activities.join(', then ')}>
      {shown.map((activity, i) => {
        const color = colors(activity)
        return (
          <span
            key={i}
            className={wide ? css.wide : css.cell}
            style={{ background: activityBackground(color), color: color.text }}
            title={`${i + 1}. ${activity}`}
            dir="auto"
          >
            {wide ? activity || '(missing)' : color.letters}
          </span>
        )
      })}
      {shown.length < activities.length && <span className={css.rest}>+{activities.length - shown.length}</span>}
    </span>
  )
}
