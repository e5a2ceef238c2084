import { useMemo } from 'react'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatInstantIn, formatNumber, formatShare } from '../../format/numbers.ts'
import { Card, Cards } from '../../parts/card.tsx'
import type { DataColumn } from '../../parts/data-table.tsx'
import { Duration } from '../../parts/facts.tsx'
import { SortedTable } from '../../parts/sorted-table.tsx'
import { useAsk, useFilter } from '../../state/place.ts'

/** Activities, arcs and rework as tables; a click keeps the cases behind a row. */
export function Activities() {
  return (
    <Cards>
      <ActivityTable />
      <ArcTable />
      <ReworkTable />
    </Cards>
  )
}

type ActivityRow = {
  activity: string
  frequency: number
  cases: number
  starts: number
  ends: number
  most: number
  service: number | null
  first: number | null
  last: number | null
}

function ActivityTable() {
  const ask = useAsk()
  const { add } = useFilter()
  const size = useAnswer('size', ask)
  const answer = useAnswer('activities', ask)
  const rows = useMemo(
    () =>
      (answer.data?.activity ?? []).map((activity, i): ActivityRow => {
        const data = answer.data!
        return {
          activity,
          frequency: data.frequency[i]!,
          cases: data.caseFrequency[i]!,
          starts: data.startFrequency[i]!,
          ends: data.endFrequency[i]!,
          most: data.maxRepetitions[i]!,
          service: data.service[i]?.median ?? null,
          first: data.first[i]!,
          last: data.last[i]!,
        }
      }),
    [answer.data],
  )
  const total = size.data?.cases ?? 0
  const columns = useMemo(
    (): readonly DataColumn<ActivityRow>[] => [
      { key: 'activity', label: 'Activity', width: 'minmax(160px, 1fr)', value: row => row.activity },
      number('frequency', 'Frequency', row => row.frequency),
      number('cases', 'Cases', row => row.cases),
      {
        key: 'share',
        label: 'Share of cases',
        width: '100px',
        align: 'right',
        value: row => row.cases / total,
        show: row => formatShare(row.cases, total),
      },
      number('starts', 'Starts', row => row.starts),
      number('ends', 'Ends', row => row.ends),
      number('most', 'Most in one case', row => row.most, '128px'),
      {
        key: 'service',
        label: 'Median service time',
        width: '148px',
        align: 'right',
        value: row => row.service,
        show: row => <Duration ms={row.service} />,
      },
      instant('first', 'First', row => row.first),
      instant('last', 'Last', row => row.last),
    ],
    [total],
  )
  return (
    <Card wide title="What is done, and how often?" note="A click keeps the cases that contain the activity.">
      <SortedTable
        first={{ by: 'frequency', descending: true }}
        label="Activities"
        rows={rows}
        columns={columns}
        rowKey={row => row.activity}
        onSelect={row => add([{ kind: 'activity', mode: 'mandatory', activities: [row.activity] }])}
        exportName="activities"
        footer={`${formatNumber(rows.length)} activities`}
      />
    </Card>
  )
}

type ArcRow = {
  key: string
  from: string
  to: string
  frequency: number
  cases: number
  mean: number | null
  median: number | null
  p90: number | null
  total: number | null
  overlaps: number
}

function ArcTable() {
  const ask = useAsk()
  const { add } = useFilter()
  const answer = useAnswer('arcs', ask && { ...ask, quantiles: true })
  const rows = useMemo(() => {
    const data = answer.data
    if (!data) return []
    return data.from.flatMap((from, i): ArcRow[] => {
      const to = data.to[i]!
      if (from < 0 || to < 0) return []
      const time = data.time[i] ?? null
      const names = { from: data.activities[from]!, to: data.activities[to]! }
      return [
        {
          ...names,
          key: JSON.stringify(names),
          frequency: data.frequency[i]!,
          cases: data.caseFrequency[i]!,
          mean: time?.mean ?? null,
          median: time?.median ?? null,
          p90: time?.p90 ?? null,
          total: time?.total ?? null,
          overlaps: data.overlaps[i]!,
        },
      ]
    })
  }, [answer.data])
  const title =
    answer.data?.timeMeaning === 'waiting'
      ? 'What follows what, and how long is the wait?'
      : 'What follows what, and how long is it between completions?'
  const columns = useMemo(
    (): readonly DataColumn<ArcRow>[] => [
      { key: 'from', label: 'From', width: 'minmax(140px, 1fr)', value: row => row.from },
      { key: 'to', label: 'To', width: 'minmax(140px, 1fr)', value: row => row.to },
      number('frequency', 'Frequency', row => row.frequency),
      number('cases', 'Cases', row => row.cases),
      duration('median', 'Median', row => row.median),
      duration('mean', 'Mean', row => row.mean),
      duration('p90', '90th percentile', row => row.p90),
      duration('total', 'Total', row => row.total),
      number('overlaps', 'Overlaps', row => row.overlaps),
    ],
    [],
  )
  return (
    <Card wide title={title} note="A click keeps the cases in which the second directly follows the first.">
      <SortedTable
        first={{ by: 'frequency', descending: true }}
        label="Arcs"
        rows={rows}
        columns={columns}
        rowKey={row => row.key}
        onSelect={row => add([{ kind: 'follows', relation: 'directly', from: [row.from], to: [row.to] }])}
        exportName="arcs"
        footer={`${formatNumber(rows.length)} arcs`}
      />
    </Card>
  )
}

type ReworkRow = {
  activity: string
  frequency: number
  selfLoops: number
  loops: number
  rework: number
  cases: number
}

function ReworkTable() {
  const ask = useAsk()
  const { add } = useFilter()
  const answer = useAnswer('rework', ask)
  const rows = useMemo(
    () =>
      (answer.data?.activity ?? [])
        .map((activity, i): ReworkRow => {
          const data = answer.data!
          return {
            activity,
            frequency: data.frequency[i]!,
            selfLoops: data.selfLoops[i]!,
            loops: data.loops[i]!,
            rework: data.rework[i]!,
            cases: data.reworkCases[i]!,
          }
        })
        .filter(row => row.rework > 0),
    [answer.data],
  )
  const columns = useMemo(
    (): readonly DataColumn<ReworkRow>[] => [
      { key: 'activity', label: 'Activity', width: 'minmax(160px, 1fr)', value: row => row.activity },
      number('rework', 'Rework', row => row.rework),
      number('selfLoops', 'Self-loops', row => row.selfLoops),
      number('loops', 'Loops', row => row.loops),
      {
        key: 'share',
        label: 'Share of its frequency',
        width: '150px',
        align: 'right',
        value: row => row.rework / row.frequency,
        show: row => formatShare(row.rework, row.frequency),
      },
      number('cases', 'Cases', row => row.cases),
    ],
    [],
  )
  const data = answer.data
  return (
    <Card
      wide
      title={data ? `${formatShare(data.cases, data.totalCases)} of cases do something twice` : 'What is done twice?'}
      note="A click keeps the cases with rework of the activity."
    >
      {data && rows.length === 0 ? (
        <p className="muted">No activity is done more than once in a case.</p>
      ) : (
        <SortedTable
          first={{ by: 'rework', descending: true }}
          label="Rework"
          rows={rows}
          columns={columns}
          rowKey={row => row.activity}
          onSelect={row => add([{ kind: 'rework', activity: row.activity, of: 'rework', atLeast: 1 }])}
          exportName="rework"
          most={360}
        />
      )}
    </Card>
  )
}

export const number = <R,>(key: string, label: string, value: (row: R) => number, width = '92px'): DataColumn<R> => ({
  key,
  label,
  width,
  align: 'right',
  value,
  show: row => formatNumber(value(row)),
})
export const duration = <R,>(key: string, label: string, value: (row: R) => number | null): DataColumn<R> => ({
  key,
  label,
  width: '116px',
  align: 'right',
  value,
  show: row => <Duration ms={value(row)} />,
})
const instant = <R,>(key: string, label: string, value: (row: R) => number | null): DataColumn<R> => ({
  key,
  label,
  width: '132px',
  align: 'right',
  value: row => {
    const ms = value(row)
    return ms === null ? null : new Date(ms).toISOString()
  },
  show: row => <span className="number">{formatInstantIn(value(row))}</span>,
})
