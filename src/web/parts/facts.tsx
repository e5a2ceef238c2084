import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Durations } from '../../log/engine.ts'
import { formatDuration, formatNumber } from '../format/numbers.ts'
import css from '../pages/page.module.css'

/** Names and numbers, one pair a line. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={css.facts}>
      {rows.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A duration in two units, with the exact ms where one looks closer. */
export function Duration({ ms }: { readonly ms: number | null | undefined }) {
  if (ms === null || ms === undefined) return <span className="number">–</span>
  return (
    <Tooltip label={`${formatNumber(ms, 3)} ms`}>
      <span className="number">{formatDuration(ms)}</span>
    </Tooltip>
  )
}

/** All figures of durations, each by its name. */
export const durationFacts = (stats: Durations): readonly (readonly [string, ReactNode])[] => [
  ['median', <Duration key="median" ms={stats.median} />],
  ['mean', <Duration key="mean" ms={stats.mean} />],
  ['90th percentile', <Duration key="p90" ms={stats.p90} />],
  ['shortest', <Duration key="min" ms={stats.min} />],
  ['longest', <Duration key="max" ms={stats.max} />],
  ['standard deviation', <Duration key="sd" ms={stats.standardDeviation} />],
]
