import { useMemo } from 'react'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatNumber } from '../../format/numbers.ts'
import { Card } from '../../parts/card.tsx'
import type { DataColumn } from '../../parts/data-table.tsx'
import { SortedTable } from '../../parts/sorted-table.tsx'
import { useAsk, useFilter } from '../../state/place.ts'
import { duration, number } from './columns.tsx'

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

export function ArcTable() {
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
