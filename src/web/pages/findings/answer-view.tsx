import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { Answer, Finding, Quantity, Table } from '../../../analyses/index.ts'
import { formatDuration, formatInstantIn, formatNumber, formatShare } from '../../format/numbers.ts'
import { Card } from '../../parts/card.tsx'
import type { DataColumn } from '../../parts/data-table.tsx'
import { SortedTable } from '../../parts/sorted-table.tsx'
import { useFilter } from '../../state/place.ts'
import own from './findings.module.css'

/** Findings as sentences with their numbers and the cases behind them, then tables, then what limits the answer. */
export function AnswerView({ answer }: { readonly answer: Answer }) {
  return (
    <div className={own.answer}>
      {answer.notes.map(note => (
        <p key={note} className="muted" style={{ margin: 0 }}>
          {note}
        </p>
      ))}
      {answer.findings.map(finding => (
        <FindingView key={finding.id} finding={finding} />
      ))}
      {answer.tables.map(table => table.rows.length > 0 && <TableView key={table.id} table={table} />)}
    </div>
  )
}

function FindingView({ finding }: { readonly finding: Finding }) {
  const { add } = useFilter()
  return (
    <article className={own.finding}>
      <span
        className={own.weight}
        style={{ opacity: 0.2 + 0.8 * Math.min(1, Math.max(0, finding.importance)) }}
        aria-hidden="true"
      />
      <p className={own.sentence} dir="auto">
        {emphasised(finding.sentence)}
      </p>
      {finding.evidence.length > 0 ? (
        <Button variant="default" size="compact-xs" onClick={() => add(finding.evidence, 'cases')}>
          Show the cases
        </Button>
      ) : (
        <span />
      )}
      <div className={`${own.quantities} muted small`}>
        {finding.quantities.map(({ label, value, unit }) => (
          <span key={label} className="number">
            {label} {quantity(value, unit)}
          </span>
        ))}
      </div>
    </article>
  )
}

/** `*name*` is set strong; everything is text. */
function emphasised(sentence: string) {
  return sentence
    .split(/(\*[^*]+\*)/)
    .map((part, i) =>
      part.length > 2 && part.startsWith('*') && part.endsWith('*') ? (
        <strong key={`${i}:${part}`}>{part.slice(1, -1)}</strong>
      ) : (
        part
      ),
    )
}

type Unit = Quantity['unit'] | 'instant' | undefined

export function quantity(value: number | null, unit: Unit): string {
  if (value === null) return '–'
  switch (unit) {
    case 'ms':
      return formatDuration(value)
    case 'ratio':
      return formatShare(value, 1)
    case 'instant':
      return formatInstantIn(value)
    case undefined:
    case 'cases':
    case 'events':
      return formatNumber(value)
    case 'number':
      return value !== 0 && Math.abs(value) < 0.1 ? value.toPrecision(2) : formatNumber(value, 2)
    default:
      return `${formatNumber(value, 2)} ${unit.slice('money:'.length)}`.trim()
  }
}

function TableView({ table }: { readonly table: Table }) {
  const rows = useMemo(() => table.rows.map((cells, at) => ({ cells, at })), [table])
  const columns = useMemo(
    () =>
      table.columns.map((column, i): DataColumn<{ cells: Table['rows'][number]; at: number }> => {
        const numeric = column.unit !== undefined
        return {
          key: column.key,
          label: column.label,
          width: numeric ? 'minmax(96px, 160px)' : 'minmax(140px, 1fr)',
          ...(numeric ? { align: 'right' as const } : {}),
          value: row => {
            const cell = row.cells[i] ?? null
            return column.unit === 'instant' && typeof cell === 'number' ? new Date(cell).toISOString() : cell
          },
          show: row => {
            const cell = row.cells[i] ?? null
            return typeof cell === 'number' ? quantity(cell, column.unit) : (cell ?? '–')
          },
        }
      }),
    [table],
  )
  return (
    <Card title={table.title} wide>
      <SortedTable
        label={table.title}
        rows={rows}
        columns={columns}
        rowKey={row => String(row.at)}
        exportName={table.title}
        most={360}
        footer={`${formatNumber(rows.length)} rows`}
      />
    </Card>
  )
}
