import { Tooltip } from '@mantine/core'
import type { Durations } from '../../../log/engine.ts'
import { formatDuration, formatNumber, plural } from '../../format/numbers.ts'
import css from './map.module.css'

export function Figures({ rows }: { readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className={css.figures}>
      {rows.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Durations with their exact ms in the tooltip. */
export function TimeFigures({ time }: { readonly time: Durations }) {
  const rows: readonly (readonly [string, number | null])[] = [
    ['Median', time.median],
    ['Mean', time.mean],
    ['90 % are faster than', time.p90],
    ['Shortest', time.min],
    ['Longest', time.max],
    ['Standard deviation', time.standardDeviation],
    ['Total', time.n ? time.total : null],
  ]
  return (
    <dl className={css.figures}>
      {rows
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>
              <Tooltip label={`${formatNumber(value, 3)} ms`}>
                <span>{formatDuration(value)}</span>
              </Tooltip>
            </dd>
          </div>
        ))}
      <dt>Measured</dt>
      <dd>{plural(time.n, 'time')}</dd>
    </dl>
  )
}
