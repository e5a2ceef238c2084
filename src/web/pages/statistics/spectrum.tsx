import { ActionIcon, Select } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { quantileSorted } from '../../../base/statistics.ts'
import type { Arcs, Segments } from '../../../log/engine.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { toCsv } from '../../format/csv.ts'
import { downloadCsv } from '../../format/download.ts'
import { formatNumber } from '../../format/numbers.ts'
import { Card, Cards } from '../../parts/card.tsx'
import { Chart, frame, type Ink, type Option } from '../../parts/chart.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { Icon } from '../../parts/icon.tsx'
import { useAsk, useFilter, usePageState } from '../../state/place.ts'
import { Nothing } from './overview.tsx'

const LIMIT = 5000
const readState = (value: Record<string, unknown>) => ({ arc: typeof value['arc'] === 'string' ? value['arc'] : null })

/** One arc over time: a line a case, from when the first activity completed to when the second began (Denisov, Fahland & van der Aalst 2018). */
export function Spectrum() {
  const ask = useAsk()
  const [state, setState] = usePageState('statistics', readState)
  const arcs = useAnswer('arcs', ask)
  const options = useMemo(() => optionsOf(arcs.data), [arcs.data])
  // It opens where the most time goes in the whole log, and stays there under every filter.
  const all = useAnswer('arcs', ask && { ...ask, filter: [] })
  const first = useMemo(() => slowest(optionsOf(all.data))?.value, [all.data])
  const chosen =
    options.find(option => option.value === state.arc) ??
    options.find(option => option.value === first) ??
    slowest(options)
  return (
    <Cards>
      <Card
        wide
        title={
          chosen
            ? `How does the way from “${chosen.pair[0]}” to “${chosen.pair[1]}” change over time?`
            : 'How does one arc change over time?'
        }
        note="Each line is a case: steep where it passed quickly, flat where it waited; parallel lines keep their order, crossing ones overtake. Drag over the chart to filter by time."
        controls={
          <Select
            aria-label="Arc"
            data={options.map(({ value, label }) => ({ value, label }))}
            value={chosen?.value ?? null}
            searchable
            allowDeselect={false}
            w={320}
            onChange={value => setState({ arc: value ?? undefined })}
          />
        }
      >
        {arcs.error && <ErrorNote error={arcs.error} />}
        {arcs.data && !chosen && <Nothing>No activity follows another in this log.</Nothing>}
        {chosen && <Lines from={chosen.pair[0]} to={chosen.pair[1]} />}
      </Card>
    </Cards>
  )
}

interface ArcOption {
  readonly value: string
  readonly label: string
  readonly pair: readonly [string, string]
  /** ms of all passages. */
  readonly total: number
}

/** The most frequent arcs between activities. */
function optionsOf(data: Arcs | undefined): readonly ArcOption[] {
  if (!data) return []
  return data.from
    .map((from, i) => ({ from, to: data.to[i]!, frequency: data.frequency[i]!, total: data.time[i]?.total ?? 0 }))
    .filter(({ from, to }) => from >= 0 && to >= 0)
    .slice(0, 300)
    .map(({ from, to, frequency, total }) => {
      const pair = [data.activities[from]!, data.activities[to]!] as const
      return { value: JSON.stringify(pair), label: `${pair[0]} → ${pair[1]} (${formatNumber(frequency)})`, pair, total }
    })
}

const slowest = (options: readonly ArcOption[]): ArcOption | undefined =>
  options.reduce<ArcOption | undefined>((most, one) => (most && most.total >= one.total ? most : one), undefined)

function Lines({ from, to }: { readonly from: string; readonly to: string }) {
  const ask = useAsk()
  const { add } = useFilter()
  const answer = useAnswer('segments', ask && { ...ask, from, to, limit: LIMIT })
  const quartiles = useMemo(() => (answer.data ? quartilesOf(answer.data) : []), [answer.data])
  const { data } = answer
  const option = useCallback(
    (colors: Ink): Option => {
      const { axis, grid, xName } = frame(colors, { x: 'time (UTC)' })
      const shades = [colors.accent, colors.accent, colors.token, colors.token]
      const opacity = [0.25, 0.35, 0.35, 0.55]
      return {
        useUTC: true,
        grid: { ...grid, top: 8, bottom: 40 },
        xAxis: { type: 'time', ...axis, ...xName, splitLine: { show: false } },
        yAxis: { type: 'value', min: 0, max: 1, show: false },
        series: [
          {
            type: 'custom',
            clip: true,
            data: (data?.from ?? []).map((at, i) => [at, data!.to[i], quartiles[i]]),
            encode: { x: [0, 1] },
            progressive: 2000,
            renderItem: (
              _: unknown,
              api: { value(i: number): number; coord(point: readonly number[]): readonly number[] },
            ) => {
              const [x1, y1] = api.coord([api.value(0), 1])
              const [x2, y2] = api.coord([api.value(1), 0])
              const q = api.value(2)
              return {
                type: 'line',
                shape: { x1, y1, x2, y2 },
                style: { stroke: shades[q], lineWidth: 1, opacity: opacity[q] },
              }
            },
          },
        ],
      }
    },
    [data, quartiles],
  )
  const brush = useCallback(
    (start: number, end: number) =>
      add([
        { kind: 'follows', relation: 'directly', from: [from], to: [to] },
        { kind: 'time', mode: 'intersecting', from: Math.floor(start), to: Math.ceil(end) },
      ]),
    [add, from, to],
  )
  if (answer.error) return <ErrorNote error={answer.error} />
  if (!data) return null
  if (data.from.length === 0) return <Nothing>No pair of this arc has both times.</Nothing>
  return (
    <>
      <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }} className="small">
        <strong dir="auto">{from}</strong>
        <span className="muted" style={{ display: 'flex', alignItems: 'center', gap: 4 }}>
          {formatNumber(data.from.length)} of {formatNumber(data.total)} drawn; those slower than the median in amber{' '}
          <ActionIcon aria-label="Save “Performance spectrum” as CSV" size={24} onClick={() => save(from, to, data)}>
            <Icon name="download" size={16} />
          </ActionIcon>
        </span>
      </div>
      <Chart label={`Performance spectrum from ${from} to ${to}`} option={option} height={360} onRange={brush} />
      <strong className="small" dir="auto">
        {to}
      </strong>
    </>
  )
}

function save(from: string, to: string, data: Segments): void {
  const at = (ms: number) => new Date(ms).toISOString()
  const rows = data.from.map((start, i) => [data.caseId[i], at(start), at(data.to[i]!)])
  downloadCsv(`${from} to ${to}`, toCsv(['case', from, to], rows))
}

/** 0 for the fastest quarter of the pairs, 3 for the slowest; equal lengths are never told apart. */
function quartilesOf(segments: Segments): number[] {
  const lengths = segments.from.map((from, i) => segments.to[i]! - from)
  const sorted = [...lengths].sort((a, b) => a - b)
  const limits = [0.25, 0.5, 0.75].map(p => quantileSorted(sorted, p))
  return lengths.map(length => limits.filter(limit => length > limit).length)
}
