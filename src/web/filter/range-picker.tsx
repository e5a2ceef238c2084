import { NumberInput, RangeSlider, Select, TextInput } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { DAY, formatDuration, HOUR, MINUTE, SECOND } from '../../base/time.ts'
import type { Ask, Measured } from '../../log/engine.ts'
import { useAnswer } from '../engine/use-answer.ts'
import { formatDay, formatNumber } from '../format/numbers.ts'
import css from './filter.module.css'

/** Bars to choose a range on. */
export interface Bars {
  readonly edges: readonly number[]
  readonly counts: readonly number[]
  readonly min: number
  readonly max: number
}

export function useHistogramOf(ask: Ask, measured: Measured): Bars | null {
  const { data } = useAnswer('histogram', { ...ask, measured, bins: 60 })
  return useMemo(() => {
    if (!data || data.stats.min === null || data.stats.max === null) return null
    return { edges: data.edges, counts: data.counts, min: data.stats.min, max: data.stats.max }
  }, [data])
}

interface Props {
  readonly kind: 'number' | 'duration' | 'date'
  readonly histogram: Bars | null
  readonly from: number | undefined
  readonly to: number | undefined
  readonly set: (from: number | undefined, to: number | undefined) => void
}
const STEPS = 400

/** A half-open range, chosen on the distribution with two handles, or typed exactly. */
export function RangePicker({ kind, histogram, from, to, set }: Props) {
  if (!histogram) return <p className="muted small">There are no values to choose a range of.</p>
  const { min, max } = histogram
  const span = max - min
  const place = (value: number) =>
    span > 0 ? Math.min(STEPS, Math.max(0, Math.round(((value - min) / span) * STEPS))) : 0
  const rounded = (step: number) => tidy(min + (span * step) / STEPS, span, kind)
  const inside = (a: number, b: number) => (from === undefined || b > from) && (to === undefined || a < to)
  return (
    <div>
      <div className={css.bars} aria-hidden="true">
        {histogram.counts.map((count, i) => {
          const [a, b] = [histogram.edges[i]!, histogram.edges[i + 1]!]
          const most = Math.max(1, ...histogram.counts)
          return (
            <i
              key={a}
              data-in={inside(a, b) || undefined}
              style={{ height: `${count ? Math.max(3, (100 * count) / most) : 0}%` }}
            />
          )
        })}
      </div>
      <RangeSlider
        min={0}
        max={STEPS}
        minRange={1}
        label={null}
        thumbFromLabel="From"
        thumbToLabel="To"
        value={[from === undefined ? 0 : place(from), to === undefined ? STEPS : place(to)]}
        onChange={([low, high]) => set(low <= 0 ? undefined : rounded(low), high >= STEPS ? undefined : rounded(high))}
      />
      <div className="small muted number" style={{ display: 'flex', justifyContent: 'space-between' }}>
        <span>{print(min, kind)}</span>
        <span>{print(max, kind)}</span>
      </div>
      <div className={css.two} style={{ marginTop: 8 }}>
        <Exact kind={kind} label="From (included)" value={from} set={value => set(value, to)} />
        <Exact kind={kind} label="To (not included)" value={to} set={value => set(from, value)} />
      </div>
    </div>
  )
}

function Exact({
  kind,
  label,
  value,
  set,
}: {
  readonly kind: Props['kind']
  readonly label: string
  readonly value: number | undefined
  readonly set: (value: number | undefined) => void
}) {
  if (kind === 'duration') return <DurationInput label={label} value={value} set={set} />
  if (kind === 'date') return <InstantInput label={label} value={value} set={set} />
  return (
    <NumberInput label={label} value={value ?? ''} onChange={next => set(next === '' ? undefined : Number(next))} />
  )
}

const units = [
  ['s', SECOND],
  ['min', MINUTE],
  ['h', HOUR],
  ['d', DAY],
] as const

/** A duration as a number and a unit; empty is undefined. */
export function DurationInput({
  label,
  value,
  set,
}: {
  readonly label: string
  readonly value: number | undefined
  readonly set: (value: number | undefined) => void
}) {
  const fitting =
    value === undefined || value === 0
      ? 'd'
      : ([...units]
          .reverse()
          .find(([, size]) => value >= size && (value / size) * 100 === Math.round((value / size) * 100))?.[0] ?? 's')
  const [unit, setUnit] = useState<string>(fitting)
  const size = units.find(([name]) => name === unit)?.[1] ?? DAY
  return (
    <div style={{ display: 'flex', gap: 4, alignItems: 'flex-end' }}>
      <NumberInput
        label={label}
        min={0}
        style={{ flex: 1 }}
        value={value === undefined ? '' : Math.round((value / size) * 1000) / 1000}
        onChange={next => set(next === '' ? undefined : Math.round(Number(next) * size))}
      />
      <Select
        aria-label={`Unit of: ${label}`}
        w={66}
        data={units.map(([name]) => name)}
        value={unit}
        allowDeselect={false}
        onChange={next => next && setUnit(next)}
      />
    </div>
  )
}

/** An instant typed as `2024-03-05` or `2024-03-05 14:00`, UTC. */
function InstantInput({
  label,
  value,
  set,
}: {
  readonly label: string
  readonly value: number | undefined
  readonly set: (value: number | undefined) => void
}) {
  const shown =
    value === undefined
      ? ''
      : new Date(value)
          .toISOString()
          .replace('T', ' ')
          .replace(/( 00:00)?(:00)?(\.000)?Z$/, '')
          .replace(/ 00:00$/, '')
  const [text, setText] = useState(shown)
  useEffect(() => setText(shown), [shown])
  const read = (raw: string): number | undefined | null => {
    if (raw.trim() === '') return undefined
    if (!/^\d{4}-\d\d?-\d\d?([ T]\d\d?:\d\d(:\d\d)?)?$/.test(raw.trim())) return null
    const ms = Date.parse(`${raw.trim().replace(' ', 'T')}${raw.includes(':') ? 'Z' : ''}`)
    return Number.isNaN(ms) ? null : ms
  }
  const bad = read(text) === null
  return (
    <TextInput
      label={label}
      placeholder="2024-03-05 14:00"
      value={text}
      error={bad ? 'Like 2024-03-05' : null}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={() => {
        const next = read(text)
        if (next !== null && next !== value) set(next)
      }}
      onKeyDown={event => {
        const next = read(text)
        if (event.key === 'Enter' && next !== null && next !== value) {
          event.preventDefault()
          set(next)
        }
      }}
    />
  )
}

function print(value: number, kind: Props['kind']): string {
  return kind === 'date' ? formatDay(value) : kind === 'duration' ? formatDuration(value) : formatNumber(value)
}

/** Handles move in round steps: whole days, hours or minutes, or three digits. */
function tidy(value: number, span: number, kind: Props['kind']): number {
  if (kind === 'number') {
    const step = 10 ** Math.floor(Math.log10(Math.max(span, 1e-9)) - 2)
    return step >= 1 ? Math.round(value / step) * step : Number(value.toPrecision(6))
  }
  const step = [DAY, HOUR, MINUTE, SECOND, 1].find(size => span / size > 60) ?? 1
  return Math.round(value / step) * step
}
