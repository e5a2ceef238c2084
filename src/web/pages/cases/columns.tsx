import type { AttributeType } from '../../../log/column.ts'
import { isoInstant } from '../../format/csv.ts'
import { formatInstantIn, formatNumber, formatValue } from '../../format/numbers.ts'
import type { DataColumn } from '../../parts/data-table.tsx'
import { Duration } from '../../parts/facts.tsx'
import type { Row } from './rows.ts'

/** Columns of the table, an attribute each behind the numbers of the case. */
export function columnsOf(
  keys: readonly string[],
  types: ReadonlyMap<string, AttributeType>,
  zone: string,
): readonly DataColumn<Row>[] {
  return [
    { key: 'id', label: 'Case', width: 'minmax(120px, 1fr)', value: row => row.id },
    {
      key: 'events',
      label: 'Events',
      width: '72px',
      align: 'right',
      value: row => row.events,
      show: row => formatNumber(row.events),
    },
    {
      key: 'start',
      label: 'Start',
      width: '132px',
      align: 'right',
      value: row => isoInstant(row.start),
      show: row => <span className="number">{formatInstantIn(row.start, zone)}</span>,
    },
    {
      key: 'end',
      label: 'End',
      width: '132px',
      align: 'right',
      value: row => isoInstant(row.end),
      show: row => <span className="number">{formatInstantIn(row.end, zone)}</span>,
    },
    {
      key: 'throughput',
      label: 'Throughput time',
      width: '136px',
      align: 'right',
      value: row => row.throughput,
      show: row => <Duration ms={row.throughput} />,
    },
    ...keys.map((key, i) => ({
      key: `attribute:${key}`,
      label: key,
      width: 'minmax(90px, 160px)',
      sorts: false,
      ...(types.get(key) === 'int' || types.get(key) === 'float' ? { align: 'right' as const } : {}),
      value: (row: Row) => {
        const value = row.attributes[i]
        return types.get(key) === 'date' && typeof value === 'number' ? isoInstant(value) : value
      },
      show: (row: Row) => formatValue(row.attributes[i] ?? null, types.get(key) === 'date'),
    })),
  ]
}
