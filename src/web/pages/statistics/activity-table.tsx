import { useMemo } from 'react'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { Card } from '../../parts/card.tsx'
import type { DataColumn } from '../../parts/data-table.tsx'
import { Duration } from '../../parts/facts.tsx'
import { SortedTable } from '../../parts/sorted-table.tsx'
import { useAsk, useFilter } from '../../state/place.ts'
import { instant, number } from './columns.tsx'

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

export function ActivityTable() {
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
