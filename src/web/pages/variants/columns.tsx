import { formatNumber, formatShare } from '../../format/numbers.ts'
import type { DataColumn } from '../../parts/data-table.tsx'
import { Duration } from '../../parts/facts.tsx'
import { Strip } from '../../parts/strip.tsx'
import type { Words } from '../../state/words.ts'
import type { Row } from './rows.ts'

/** Columns of the table; `measure` is the attribute whose numbers are summed up, `due` whether it is a due date. */
export function columnsOf(
  total: number,
  measure: string | null,
  due: boolean,
  words: Words,
): readonly DataColumn<Row>[] {
  return [
    {
      key: 'number',
      label: '#',
      width: '52px',
      align: 'right',
      value: row => row.number,
      title: 'Rank in the whole log; it stays the same under every filter',
    },
    {
      key: 'strip',
      label: 'Activities',
      width: 'minmax(260px, 1fr)',
      sorts: false,
      value: row => row.variant.activities.join(' → '),
      show: row => <Strip activities={row.variant.activities} />,
    },
    {
      key: 'cases',
      label: words('Cases'),
      width: '84px',
      align: 'right',
      value: row => row.variant.cases,
      show: row => formatNumber(row.variant.cases),
    },
    {
      key: 'share',
      label: 'Share',
      width: '76px',
      optional: true,
      align: 'right',
      value: row => row.variant.cases / total,
      show: row => formatShare(row.variant.cases, total),
    },
    {
      key: 'coverage',
      label: 'Together',
      width: '80px',
      align: 'right',
      sorts: false,
      value: row => row.coverage / total,
      show: row => formatShare(row.coverage, total),
      title: words('Share of cases of this and all more common variants'),
    },
    {
      key: 'events',
      label: 'Events',
      width: '70px',
      optional: true,
      align: 'right',
      value: row => row.variant.activities.length,
      show: row => formatNumber(row.variant.activities.length),
    },
    {
      key: 'median',
      label: 'Median time',
      width: '104px',
      align: 'right',
      value: row => row.variant.throughput.median,
      show: row => <Duration ms={row.variant.throughput.median} />,
    },
    {
      key: 'mean',
      label: 'Mean time',
      width: '104px',
      optional: true,
      align: 'right',
      value: row => row.variant.throughput.mean,
      show: row => <Duration ms={row.variant.throughput.mean} />,
    },
    ...(measure === null ? [] : due ? onTimeColumns(measure) : sumColumns(measure)),
  ]
}

const sumColumns = (measure: string): readonly DataColumn<Row>[] =>
  (['total', 'mean', 'median'] as const).map(figure => ({
    key: `measure.${figure}`,
    label: `${figure === 'total' ? 'Sum of' : figure === 'mean' ? 'Mean' : 'Median'} ${measure}`,
    width: '120px',
    align: 'right',
    value: row => row.measure?.[figure],
    show: row => formatNumber(row.measure?.[figure], 2),
  }))

const onTimeColumns = (measure: string): readonly DataColumn<Row>[] => [
  {
    key: 'onTime',
    label: `On time by ${measure}`,
    width: '150px',
    align: 'right',
    value: row => (row.onTime && row.onTime[1] > 0 ? row.onTime[0] / row.onTime[1] : null),
    show: row => (row.onTime ? `${formatShare(row.onTime[0], row.onTime[1])} of ${formatNumber(row.onTime[1])}` : '–'),
    title: 'Share of the cases with a due date whose end is not after it',
  },
]
