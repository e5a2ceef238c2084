import type { Arcs } from '../../../log/engine.ts'
import { useWords } from '../../state/words.ts'
import css from './map.module.css'
import { isRework, type Metric, printMetric } from './metrics.ts'
import { timeName } from './model.ts'
import { gradient, type Ranges, type Theme } from './scale.ts'

interface Props {
  readonly metric: Metric
  readonly ranges: Ranges
  readonly theme: Theme
  readonly timeMeaning: Arcs['timeMeaning']
}

/** What colours and widths stand for, with the smallest and largest number. */
export function Legend({ metric, ranges, theme, timeMeaning }: Props) {
  const words = useWords()
  const time = metric.kind === 'time'
  const rows = [
    { title: time ? 'Activities: service time' : 'Activities', range: ranges.nodes },
    ...(metric.amount || isRework(metric)
      ? []
      : [{ title: time ? `Paths: ${timeName(timeMeaning)}` : 'Paths', range: ranges.arcs }]),
  ]
  return (
    <div className={css.legend} data-control>
      <div className={css.legendTitle}>{metric.amount ? metric.title : words(metric.title)}</div>
      {rows.map(({ title, range }) => (
        <div key={title}>
          <div className="small">{title}</div>
          {range ? (
            <>
              <div className={css.ramp} style={{ background: gradient(metric.kind, theme) }} />
              <div className={css.rampEnds}>
                <span>{printMetric(metric, Math.min(0, range.min))}</span>
                <span>{printMetric(metric, range.max)}</span>
              </div>
            </>
          ) : (
            <div className="small muted">
              {time && title.startsWith('Activities') ? 'not known: the log has no start times' : 'no numbers'}
            </div>
          )}
        </div>
      ))}
      <div className="small muted">
        {isRework(metric) && words('Times an activity was done again in the same case. ')}
        {metric.amount?.scope === 'case' && words('Of the cases that contain the activity. ')}
        {metric.amount || isRework(metric) ? 'Paths: width by frequency' : 'Width: frequency'}
      </div>
    </div>
  )
}
