import { useMemo } from 'react'
import type { CheckedStatement, StatementsCheck } from '../../../analyses/models/statements-check.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { activityBackground } from '../../parts/activity-color.ts'
import { type DataColumn, DataTable } from '../../parts/data-table.tsx'
import { useActivityColors } from '../../parts/use-activity-colors.ts'
import page from '../page.module.css'
import css from './conformance.module.css'
import { type ConformanceState, type SetState, sortingOf } from './state.ts'
import { kindName, meaning, statementNames, timesText, usualText } from './statement-words.ts'

type Column = DataColumn<CheckedStatement>

/** Every statement with how often it matters and is broken; a click selects. */
export function StatementList(props: {
  readonly check: StatementsCheck
  readonly rows: readonly CheckedStatement[]
  readonly state: ConformanceState
  readonly set: SetState
  readonly name: string
}) {
  const { check, rows, state, set } = props
  const { one, many, title } = statementNames[check.kind]
  const columns = useColumns(check)
  const broken = rows.filter(({ violated }) => violated > 0).length
  return (
    <DataTable
      label={title}
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      sorting={sortingOf(state)}
      onSort={({ by, descending }) =>
        set({ by: by === 'cases' ? undefined : by, ascending: descending ? undefined : true })
      }
      selected={state.deviation ?? null}
      onSelect={({ id }) => set({ deviation: id })}
      exportName={`${props.name} ${title.toLowerCase()}`}
      footer={`${plural(rows.length, one, many)}, ${formatNumber(broken)} of them broken by some case. Support: share of the cases in which it matters; confidence: share of those that keep it.`}
    />
  )
}

function useColumns({ kind, cases }: StatementsCheck): readonly Column[] {
  const colors = useActivityColors()
  return useMemo(() => {
    const activity = (name: string | null) =>
      name === null ? (
        ''
      ) : (
        <span className={css.activity}>
          <span className={page.swatch} style={{ background: activityBackground(colors(name)) }} />
          <span className="ellipsis" dir="auto">
            {name}
          </span>
        </span>
      )
    const amount = (key: string, label: string, title: string, value: Column['value'], width: string): Column => ({
      ...{ key, label, title, value, width, align: 'right' },
      show: row => formatNumber(value(row) as number),
    })
    const share = (
      key: string,
      label: string,
      title: string,
      value: (row: CheckedStatement) => number | null,
    ): Column => ({
      ...{ key, label, title, value, width: '92px', align: 'right', optional: key !== 'share' },
      show: row => (value(row) === null ? '–' : formatShare(value(row)!, 1)),
    })
    return [
      ...(kind === 'temporal-profile' ? [] : [kindColumn(kind)]),
      {
        key: 'first',
        label: 'Activity',
        value: row => row.first,
        show: row => activity(row.first),
        width: 'minmax(130px, 2fr)',
      },
      {
        key: 'second',
        label: kind === 'temporal-profile' ? 'Later activity' : 'Other activity',
        value: row => row.second ?? row.counts?.join(', ') ?? '',
        show: row => (row.counts ? <span className="muted">{timesText(row.counts)}</span> : activity(row.second)),
        width: 'minmax(130px, 2fr)',
      },
      ...(kind === 'temporal-profile' ? [usualColumn] : []),
      share('share', '% of cases', 'Share of all cases that break it', row => row.violated / cases),
      amount('cases', 'Broken in', 'Cases that break it', row => row.violated, '88px'),
      amount('activated', 'Matters in', 'Cases in which it matters', row => row.activated, '88px'),
      share('support', 'Support', 'Share of the cases in which it matters', row => row.support),
      share('confidence', 'Confidence', 'Share of those that keep it', row => row.confidence),
    ]
  }, [colors, kind, cases])
}

const kindColumn = (kind: StatementsCheck['kind']): Column => ({
  key: 'kind',
  label: kind === 'declare' ? 'Constraint' : 'Statement',
  value: row => kindName(row.kind),
  show: row => <span title={meaning(row)}>{kindName(row.kind)}</span>,
  width: '170px',
})

const usualColumn: Column = {
  key: 'usual',
  label: 'Usually',
  title: 'Mean ± standard deviation; in files the mean in ms',
  value: row => row.usual?.mean ?? null,
  show: row => (row.usual ? usualText(row.usual) : '–'),
  width: '180px',
  optional: true,
}
