import { useMemo, useState } from 'react'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatNumber } from '../../format/numbers.ts'
import { Card, Cards } from '../../parts/card.tsx'
import { type DataColumn, DataTable, type Sorting } from '../../parts/data-table.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { PeopleSwitch } from '../../parts/people-switch.tsx'
import { useAsk, useDescription, useFilter } from '../../state/place.ts'
import { duration, number } from './activities.tsx'

/** Who takes part, and how work moves between them: behind the person gate where resources are people. */
export function People() {
  const description = useDescription()
  const ask = useAsk()
  if (description && description.resourceKey === null)
    return (
      <p className="muted" style={{ padding: 16 }}>
        This log has no attribute that says who or what did the work.
      </p>
    )
  return (
    <Cards>
      {ask && <PeopleSwitch log={ask.log} />}
      <ResourceTable />
      <HandoverTable />
    </Cards>
  )
}

type Row = { resource: string; frequency: number; cases: number; activities: number }

function ResourceTable() {
  const ask = useAsk()
  const { add } = useFilter()
  const description = useDescription()
  const answer = useAnswer('resources', ask)
  const [sorting, setSorting] = useState<Sorting>({ by: 'resource', descending: false })
  const rows = useMemo(
    () =>
      (answer.data?.resource ?? []).map(
        (resource, i): Row => ({
          resource,
          frequency: answer.data!.frequency[i]!,
          cases: answer.data!.caseFrequency[i]!,
          activities: answer.data!.activities[i]!,
        }),
      ),
    [answer.data],
  )
  const columns = useMemo(
    (): readonly DataColumn<Row>[] => [
      { key: 'resource', label: 'Resource', width: 'minmax(160px, 1fr)', value: row => row.resource },
      number('frequency', 'Events', row => row.frequency),
      number('cases', 'Cases', row => row.cases),
      number('activities', 'Activities', row => row.activities),
    ],
    [],
  )
  const key = description?.resourceKey
  return (
    <Card wide title="Who or what takes part?" note="A click keeps the cases in which the resource took part.">
      {answer.error ? (
        <ErrorNote error={answer.error} title="This is not shown." />
      ) : (
        <DataTable
          label="Resources"
          rows={rows}
          columns={columns}
          rowKey={row => row.resource}
          sorting={sorting}
          onSort={setSorting}
          onSelect={row => key && add([{ kind: 'event-attribute', mode: 'mandatory', key, values: [row.resource] }])}
          exportName="resources"
          height={Math.min(420, 84 + rows.length * 32)}
          footer={heldBack(`${formatNumber(rows.length)} resources`, answer.data?.suppressed)}
        />
      )}
    </Card>
  )
}

type Handover = {
  key: string
  from: string
  to: string
  frequency: number
  cases: number
  mean: number | null
  total: number
}

function HandoverTable() {
  const ask = useAsk()
  const answer = useAnswer('handovers', ask)
  const [sorting, setSorting] = useState<Sorting>({ by: 'frequency', descending: true })
  const rows = useMemo(() => {
    const data = answer.data
    if (!data) return []
    return data.from.flatMap((from, i): Handover[] => {
      const to = data.to[i]!
      if (from === to) return []
      const names = { from: data.resources[from]!, to: data.resources[to]! }
      const frequency = data.frequency[i]!
      const total = data.totalMs[i]!
      return [
        {
          ...names,
          key: JSON.stringify(names),
          frequency,
          cases: data.caseFrequency[i]!,
          total,
          mean: frequency > 0 ? total / frequency : null,
        },
      ]
    })
  }, [answer.data])
  const columns = useMemo(
    (): readonly DataColumn<Handover>[] => [
      { key: 'from', label: 'From', width: 'minmax(140px, 1fr)', value: row => row.from },
      { key: 'to', label: 'To', width: 'minmax(140px, 1fr)', value: row => row.to },
      number('frequency', 'Handovers', row => row.frequency),
      number('cases', 'Cases', row => row.cases),
      duration('mean', 'Mean time', row => row.mean),
      duration('total', 'Total time', row => row.total),
    ],
    [],
  )
  return (
    <Card wide title="How does work change hands?">
      {answer.error ? (
        <ErrorNote error={answer.error} title="This is not shown." />
      ) : (
        <DataTable
          label="Handovers"
          rows={rows}
          columns={columns}
          rowKey={row => row.key}
          sorting={sorting}
          onSort={setSorting}
          exportName="handovers"
          height={Math.min(420, 84 + rows.length * 32)}
          footer={heldBack(`${formatNumber(rows.length)} pairs`, answer.data?.suppressed)}
        />
      )}
    </Card>
  )
}

/** What the person gate held back is said, never silent. */
const heldBack = (shown: string, suppressed = 0): string =>
  suppressed > 0
    ? `${shown}; ${formatNumber(suppressed)} more are held back, because they are about too few people`
    : shown
