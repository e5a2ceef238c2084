import { Select } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import type { Value } from '../../../log/column.ts'
import type { AttributeDescription, Durations } from '../../../log/engine.ts'
import type { Clause } from '../../../log/filter.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatNumber, formatShare, formatValue } from '../../format/numbers.ts'
import { Card, Cards } from '../../parts/card.tsx'
import type { DataColumn } from '../../parts/data-table.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { durationFacts, Facts } from '../../parts/facts.tsx'
import { HistogramChart } from '../../parts/histogram-chart.tsx'
import { histogramCsv } from '../../parts/histogram-csv.ts'
import { inWholeNumbers, type Stretch } from '../../parts/histogram-stretch.ts'
import { SortedTable } from '../../parts/sorted-table.tsx'
import { useAsk, useDescription, useFilter, usePageState } from '../../state/place.ts'
import { number } from './columns.tsx'

const readState = (value: Record<string, unknown>) => ({
  attribute: typeof value['attribute'] === 'string' ? value['attribute'] : null,
})
const idOf = (a: AttributeDescription) => `${a.scope}:${a.key}`

/** One attribute: its values with their frequency, or the spread of its numbers; both lead to a filter. */
export function Attributes() {
  const description = useDescription()
  const [state, setState] = usePageState('statistics', readState)
  const attributes = description?.attributes ?? []
  const chosen =
    attributes.find(a => idOf(a) === state.attribute) ?? attributes.find(a => a.scope === 'case') ?? attributes[0]
  const data = useMemo(
    () =>
      (['case', 'event'] as const).map(scope => ({
        group: `${scope} attributes`,
        items: (description?.attributes ?? [])
          .filter(a => a.scope === scope)
          .map(a => ({ value: idOf(a), label: a.key })),
      })),
    [description],
  )
  if (!chosen) return <p className="muted">This log has no attributes.</p>
  const numeric = chosen.type === 'int' || chosen.type === 'float' || chosen.type === 'date'
  return (
    <Cards>
      <Card
        wide
        title={`What values does “${chosen.key}” have?`}
        note={note(chosen, description?.cases ?? 0, description?.events ?? 0)}
        controls={
          <Select
            aria-label="Attribute"
            data={data}
            value={idOf(chosen)}
            searchable
            allowDeselect={false}
            onChange={value => setState({ attribute: value ?? undefined })}
          />
        }
      >
        {numeric && <Spread attribute={chosen} />}
        <ValueTable attribute={chosen} />
      </Card>
    </Cards>
  )
}

function note(a: AttributeDescription, cases: number, events: number): string {
  const of = a.scope === 'case' ? cases : events
  const about = {
    none: '',
    pseudonym: ' It tells about people, by pseudonyms.',
    direct: ' It tells about people directly.',
  }[a.personal]
  return `${a.type}, present in ${formatShare(a.present, of)} of ${a.scope === 'case' ? 'cases' : 'events'}.${about} A click on a value keeps its cases.`
}

function Spread({ attribute }: { readonly attribute: AttributeDescription }) {
  const ask = useAsk()
  const { add } = useFilter()
  const { scope, key, type } = attribute
  const answer = useAnswer('histogram', ask && { ...ask, measured: { of: 'attribute', scope, key }, bins: 40 })
  const brush = useCallback(
    (stretch: Stretch) => add([clauseOf(scope, { key, ...(type === 'int' ? inWholeNumbers(stretch) : stretch) })]),
    [add, scope, key, type],
  )
  if (answer.error) return <ErrorNote error={answer.error} />
  if (!answer.data || answer.data.counts.length === 0) return null
  const title = `How is “${key}” spread?`
  return (
    <Card title={title} note="Drag over the chart, or click a bar, to filter." csv={() => histogramCsv(answer.data)}>
      <HistogramChart
        label={title}
        histogram={answer.data}
        unit={type === 'date' ? 'instant' : 'number'}
        xName={key}
        yName={scope === 'case' ? 'cases' : 'events'}
        onRange={brush}
      />
      {type !== 'date' && (
        <Facts
          rows={durationFacts(answer.data.stats).map(
            ([name], i) =>
              [
                name.replace('shortest', 'smallest').replace('longest', 'largest'),
                formatNumber(figures(answer.data.stats)[i], 3),
              ] as const,
          )}
        />
      )}
    </Card>
  )
}
const figures = (s: Durations) => [s.median, s.mean, s.p90, s.min, s.max, s.standardDeviation]

const clauseOf = (
  scope: 'event' | 'case',
  match: { key: string; from?: number; to?: number; values?: readonly Value[]; missing?: boolean },
): Clause =>
  scope === 'case' ? { kind: 'case-attribute', ...match } : { kind: 'event-attribute', mode: 'mandatory', ...match }

type Row = { value: Value; frequency: number; cases: number }

function ValueTable({ attribute }: { readonly attribute: AttributeDescription }) {
  const ask = useAsk()
  const { add } = useFilter()
  const { scope, key, type } = attribute
  const answer = useAnswer('values', ask && { ...ask, scope, key, limit: 2000 })
  const rows = useMemo(
    () =>
      (answer.data?.value ?? []).map(
        (value, i): Row => ({ value, frequency: answer.data!.frequency[i]!, cases: answer.data!.caseFrequency[i]! }),
      ),
    [answer.data],
  )
  const total = rows.reduce((sum, row) => sum + row.frequency, 0) + (answer.data?.missing ?? 0)
  const columns = useMemo(
    (): readonly DataColumn<Row>[] => [
      {
        key: 'value',
        label: key,
        width: 'minmax(180px, 1fr)',
        value: row =>
          typeof row.value === 'number' && type === 'date' ? new Date(row.value).toISOString() : row.value,
        show: row => formatValue(row.value, type === 'date'),
      },
      number('frequency', scope === 'case' ? 'Cases' : 'Events', row => row.frequency),
      {
        key: 'share',
        label: 'Share',
        width: '84px',
        align: 'right',
        value: row => row.frequency / total,
        show: row => formatShare(row.frequency, total),
      },
      ...(scope === 'event' ? [number<Row>('cases', 'Cases', row => row.cases)] : []),
    ],
    [key, type, scope, total],
  )
  if (answer.error) return <ErrorNote error={answer.error} title="The values cannot be shown." />
  const data = answer.data
  return (
    <SortedTable
      first={{ by: 'frequency', descending: true }}
      label={`Values of ${key}`}
      rows={rows}
      columns={columns}
      rowKey={row => `${typeof row.value}:${row.value}`}
      onSelect={row => add([clauseOf(scope, { key, values: [row.value] })])}
      exportName={`values of ${key}`}
      most={480}
      footer={
        data
          ? `${formatNumber(data.distinct)} values${data.omitted > 0 ? `, ${formatNumber(data.omitted)} not listed` : ''}; ${formatNumber(data.missing)} missing${data.suppressed ? `; ${formatNumber(data.suppressed)} held back, because they are about too few people` : ''}`
          : ''
      }
    />
  )
}
