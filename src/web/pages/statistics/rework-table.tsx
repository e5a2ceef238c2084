import { useMemo } from 'react'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatShare } from '../../format/numbers.ts'
import { Card } from '../../parts/card.tsx'
import type { DataColumn } from '../../parts/data-table.tsx'
import { SortedTable } from '../../parts/sorted-table.tsx'
import { useAsk, useFilter } from '../../state/place.ts'
import { number } from './columns.tsx'

type ReworkRow = {
  activity: string
  frequency: number
  selfLoops: number
  loops: number
  rework: number
  cases: number
}

export function ReworkTable() {
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
