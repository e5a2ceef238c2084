import { useState } from 'react'
import { activityBackground } from './activity-color.ts'
import css from './strip.module.css'
import { useActivityColors } from './use-activity-colors.ts'

const FIRST = 20

/** Which colour and letters stand for which activity. `dots`: as they are on a chart of small dots. */
export function ActivityLegend(props: { readonly activities: readonly string[]; readonly dots?: boolean }) {
  const colors = useActivityColors()
  const [whole, setWhole] = useState(false)
  const { activities, dots = false } = props
  const shown = whole ? activities : activities.slice(0, FIRST)
  const more = activities.length - shown.length
  return (
    <ul className={css.legend} aria-label="Colours of the activities">
      {shown.map(activity => {
        const color = colors(activity)
        return (
          <li key={activity} title={activity}>
            {dots ? (
              <span className={css.dot} style={{ background: color.dot }} aria-hidden="true" />
            ) : (
              <span
                className={css.cell}
                style={{ background: activityBackground(color), color: color.text }}
                aria-hidden="true"
              >
                {color.letters}
              </span>
            )}
            <span className="ellipsis" dir="auto">
              {activity || '(missing)'}
            </span>
          </li>
        )
      })}
      {more > 0 && (
        <li>
          <button type="button" className={css.more} onClick={() => setWhole(true)}>
            and {more} more…
          </button>
        </li>
      )}
    </ul>
  )
}
