import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { ACTIVITY } from '../../../log/event-log.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatNumber } from '../../format/numbers.ts'
import { Card, Cards } from '../../parts/card.tsx'
import type { DataColumn } from '../../parts/data-table.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { PeopleSwitch } from '../../parts/people-switch.tsx'
import { SortedTable } from '../../parts/sorted-table.tsx'
import { useAsk, useDescription, useFilter, usePageState } from '../../state/place.ts'
import css from '../page.module.css'
import { duration, number } from './columns.tsx'

const readState = (value: Record<string, unknown>) => ({ by: typeof value['by'] === 'string' ? value['by'] : null })

/** Who takes part, and how work moves between them: behind the person gate where resources are people. */
export function People() {
  const description = useDescription()
  const ask = useAsk()
  const [state, setState] = usePageState('statistics', readState)
  if (description && description.resourceKey === null)
    return (
      <p className="muted" style={{ padding: 16 }}>
        This log has no attribute that says who or what did the work.
      </p>
    )
  const groups = (description?.attributes ?? []).filter(
    a => a.scope === 'event' && a.type === 'string' && a.key !== ACTIVITY,
  )
  const by = groups.find(({ key }) => key === state.by)?.key ?? description?.resourceKey ?? null
  return (
    <Cards>
      <div className={css.controls}>
        <Select
          label="Whose work"
          data={groups.map(({ key }) => key)}
          value={by}
          allowDeselect={false}
          onChange={key => setState({ by: key ?? undefined })}
        />
        {ask && <PeopleSwitch log={ask.log} />}
      </div>
      {by !== null && <ResourceTable by={by} />}
      {by !== null && <HandoverTable by={by} />}
    </Cards>
  )
}

type Row = { resource: string; frequency: number; cases: number; activities: number }

function ResourceTable({ by }: { readonly by: string }) {
  const ask = useAsk()
  const { add } = useFilter()
  const answer = useAnswer('resources', ask && { ...ask, key: by })
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
      { key: 'resource', label: by, width: 'minmax(160px, 1fr)', value: row => row.resource },
      number('frequency', 'Events', row => row.frequency),
      number('cases', 'Cases', row => row.cases),
      number('activities', 'Activities', row => row.activities),
    ],
    [by],
  )
  return (
    <Card wide title="Who or what takes part?" note="A click keeps the cases in which the resource took part.">
      {answer.error ? (
        <ErrorNote error={answer.error} title="This is not shown." />
      ) : (
        <SortedTable
          empty={<Withheld suppressed={answer.data?.suppressed} shown={rows.length} />}
          first={{ by: 'resource', descending: false }}
          label="Resources"
          rows={rows}
          columns={columns}
          rowKey={row => row.resource}
          onSelect={row => add([{ kind: 'event-attribute', mode: 'mandatory', key: by, values: [row.resource] }])}
          exportName="resources"
          footer={heldBack(`${formatNumber(rows.length)} shown`, answer.data?.suppressed)}
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

function HandoverTable({ by }: { readonly by: string }) {
  const ask = useAsk()
  const answer = useAnswer('handovers', ask && { ...ask, key: by })
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
        <SortedTable
          empty={<Withheld suppressed={answer.data?.suppressed} shown={rows.length} />}
          first={{ by: 'frequency', descending: true }}
          label="Handovers"
          rows={rows}
          columns={columns}
          rowKey={row => row.key}
          exportName="handovers"
          footer={heldBack(`${formatNumber(rows.length)} pairs shown`, answer.data?.suppressed)}
        />
      )}
    </Card>
  )
}

/** Where nothing is left to show, what would show something. */
function Withheld({ suppressed = 0, shown }: { readonly suppressed: number | undefined; readonly shown: number }) {
  if (shown > 0 || suppressed === 0) return null
  return (
    <p className="muted">
      Every row is about too few people to be shown. Under “Whose work”, choose what names groups of people, such as a
      team or a department.
    </p>
  )
}

/** What the person gate held back is said, never silent. */
const heldBack = (shown: string, suppressed = 0): string =>
  suppressed > 0
    ? `${shown}; ${formatNumber(suppressed)} more are held back, because they are about too few people`
    : shown
