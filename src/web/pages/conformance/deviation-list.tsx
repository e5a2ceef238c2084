import { Select } from '@mantine/core'
import { useMemo } from 'react'
import type { CheckedDeviation, ConformanceCheck } from '../../../analyses/models/conformance-check.ts'
import type { DeviationKind } from '../../../conformance/index.ts'
import { formatDay, formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { activityBackground } from '../../parts/activity-color.ts'
import { type DataColumn, DataTable } from '../../parts/data-table.tsx'
import { useActivityColors } from '../../parts/use-activity-colors.ts'
import page from '../page.module.css'
import css from './conformance.module.css'
import { type ConformanceState, type SetState, sortingOf } from './state.ts'
import { chanceText, kindNames, LEVEL, signed, timeImpactText } from './words.ts'

/** The deviations of a kind, or of all kinds. */
export const shownDeviations = (deviations: readonly CheckedDeviation[], kind: DeviationKind | undefined) =>
  kind === undefined ? deviations : deviations.filter(one => one.kind === kind)

export function KindFilter(props: {
  readonly deviations: readonly CheckedDeviation[]
  readonly kind: DeviationKind | undefined
  readonly set: SetState
}) {
  const kinds = (Object.keys(kindNames) as DeviationKind[]).map(kind => ({
    kind,
    count: props.deviations.filter(one => one.kind === kind).length,
  }))
  return (
    <Select
      aria-label="Kind of deviation"
      size="xs"
      w={200}
      allowDeselect={false}
      checkIconPosition="right"
      value={props.kind ?? ''}
      data={[
        { value: '', label: `All kinds (${formatNumber(props.deviations.length)})` },
        ...kinds.map(({ kind, count }) => ({ value: kind, label: `${kindNames[kind]} (${formatNumber(count)})` })),
      ]}
      onChange={value => props.set({ kind: value === '' ? undefined : (value as DeviationKind), deviation: undefined })}
    />
  )
}

/** Every deviation with how often it is and what it costs; a click selects. */
export function DeviationList(props: {
  readonly check: ConformanceCheck
  readonly state: ConformanceState
  readonly set: SetState
  readonly name: string
}) {
  const { check, state, set } = props
  const rows = useMemo(() => shownDeviations(check.deviations, state.kind), [check, state.kind])
  const columns = useColumns(check)
  const allowed = rows.filter(one => one.allowed !== null).length
  return (
    <DataTable
      label="Deviations"
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      sorting={sortingOf(state)}
      onSort={({ by, descending }) =>
        set({ by: by === 'cases' ? undefined : by, ascending: descending ? undefined : true })
      }
      selected={state.deviation ?? null}
      onSelect={({ id }) => set({ deviation: id, part: undefined })}
      exportName={`${props.name} deviations`}
      footer={`${plural(rows.length, 'deviation')}${allowed > 0 ? `, ${formatNumber(allowed)} of them allowed` : ''}. Impact: beside the cases without it; grey: may be chance.`}
    />
  )
}

function useColumns(check: ConformanceCheck): readonly DataColumn<CheckedDeviation>[] {
  const colors = useActivityColors()
  const { cases } = check
  const measure = check.measure?.ok ? check.measure.value : null
  const isAllowed = check.deviations.some(one => one.allowed !== null)
  return useMemo(
    () => [
      { key: 'kind', label: 'Deviation', value: row => kindNames[row.kind], width: '120px' },
      {
        key: 'activity',
        label: 'Activity',
        value: row => row.activity,
        show: row => (
          <span className={css.activity}>
            <span className={page.swatch} style={{ background: activityBackground(colors(row.activity)) }} />
            <span className="ellipsis">{row.activity}</span>
          </span>
        ),
        width: 'minmax(160px, 2fr)',
      },
      {
        key: 'share',
        label: '% of cases',
        value: row => row.share,
        show: row => formatShare(row.cases, cases),
        align: 'right',
        width: '88px',
      },
      {
        key: 'cases',
        label: 'Cases',
        value: row => row.cases,
        show: row => formatNumber(row.cases),
        align: 'right',
        width: '80px',
      },
      {
        key: 'occurrences',
        label: 'Times',
        value: row => row.occurrences,
        show: row => formatNumber(row.occurrences),
        align: 'right',
        width: '80px',
      },
      {
        key: 'time',
        label: 'Throughput time',
        title: 'Median throughput time of the cases with it, minus that of the cases without it',
        value: row => row.time?.differenceMs ?? null,
        show: row => <Impact text={timeImpactText(row.time)} q={row.time?.q} />,
        align: 'right',
        width: '132px',
      },
      ...(measure
        ? [
            {
              key: 'measure',
              label: measure.key,
              title: `Mean ${measure.key} of the cases with it, minus that of the cases without it`,
              value: (row: CheckedDeviation) => row.measure?.difference ?? null,
              show: (row: CheckedDeviation) => <Impact text={signed(row.measure?.difference)} q={row.measure?.q} />,
              align: 'right' as const,
              width: '132px',
            },
          ]
        : []),
      ...(isAllowed
        ? [
            {
              key: 'allowed',
              label: 'Allowed until',
              value: (row: CheckedDeviation) => (row.allowed ? new Date(row.allowed.until).toISOString() : null),
              show: (row: CheckedDeviation) => (row.allowed ? formatDay(row.allowed.until) : ''),
              width: '112px',
            },
          ]
        : []),
    ],
    [colors, cases, measure, isAllowed],
  )
}

/** A difference, grey where it may be chance. */
function Impact({ text, q }: { readonly text: string; readonly q: number | null | undefined }) {
  const isChance = q === null || q === undefined || q >= LEVEL
  return (
    <span className={isChance ? css.chance : undefined} title={chanceText(q)}>
      {text}
    </span>
  )
}
