import { isoInstant } from '../../format/csv.ts'
import { formatInstantIn, formatNumber } from '../../format/numbers.ts'
import type { DataColumn } from '../../parts/data-table.tsx'
import { Duration } from '../../parts/facts.tsx'

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
export const instant = <R,>(key: string, label: string, value: (row: R) => number | null): DataColumn<R> => ({
  key,
  label,
  width: '132px',
  align: 'right',
  value: row => isoInstant(value(row)),
  show: row => <span className="number">{formatInstantIn(value(row))}</span>,
})
