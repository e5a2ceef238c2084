import { useMemo } from 'react'
import type { MinedModel } from '../../../analyses/models/mined-model.ts'
import type { ModelFrequency } from '../../../analyses/models/model-frequency.ts'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { SortedTable } from '../../parts/sorted-table.tsx'
import css from './model.module.css'
import { frequencyOf, kindName, partNames, type Structure } from './structure.ts'

interface PartRow {
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly cases: number | null
  readonly times: number | null
  readonly next: string
}

/** The picture in words: every part, how often it is taken, and what comes next. */
export function PartTable(props: {
  readonly structure: Structure
  readonly frequency: ModelFrequency | null
  readonly name: string
  readonly selected: string | null
  readonly select: (key: string) => void
}) {
  const { structure, frequency } = props
  const rows = useMemo(() => {
    const names = partNames(structure)
    return structure.parts.map((part): PartRow => {
      const counts = frequencyOf(frequency, part.count)
      const next = structure.flows
        .filter(({ from }) => from === part.key)
        .map(flow => {
          const cases = flow.isBranch ? frequencyOf(frequency, flow.count)?.cases : undefined
          return `${names.get(flow.to)}${cases === undefined ? '' : ` (${formatNumber(cases)})`}`
        })
      const [cases, times] = [counts?.cases ?? null, counts?.times ?? null]
      return { key: part.key, name: names.get(part.key)!, kind: kindName(part), cases, times, next: next.join(', ') }
    })
  }, [structure, frequency])
  return (
    <div className={css.table}>
      <SortedTable
        label="Parts of the model"
        rows={rows}
        rowKey={({ key }) => key}
        most={100_000}
        selected={props.selected}
        onSelect={({ key }) => props.select(key)}
        exportName={`${props.name} model`}
        columns={[
          { key: 'name', label: 'Part', value: row => row.name, width: 'minmax(160px, 2fr)' },
          { key: 'kind', label: 'Kind', value: row => row.kind, width: '150px' },
          {
            key: 'cases',
            label: 'Cases',
            value: row => row.cases,
            show: row => formatNumber(row.cases),
            align: 'right',
            width: '90px',
          },
          {
            key: 'times',
            label: 'Times',
            value: row => row.times,
            show: row => formatNumber(row.times),
            align: 'right',
            width: '90px',
          },
          { key: 'next', label: 'Leads to', value: row => row.next, width: 'minmax(180px, 3fr)' },
        ]}
      />
    </div>
  )
}

/** Declare: what nearly all cases keep, with how many it concerns. */
export function ConstraintTable({ mined, name }: { readonly mined: MinedModel; readonly name: string }) {
  return (
    <div className={css.table}>
      <SortedTable
        label="Constraints"
        rows={mined.constraints}
        rowKey={({ template, activities }) => JSON.stringify([template, ...activities])}
        most={100_000}
        exportName={`${name} constraints`}
        empty={
          mined.constraints.length === 0 && (
            <p className="muted">No rule matters in so many cases and holds in so many of them. Lower a threshold.</p>
          )
        }
        columns={[
          { key: 'template', label: 'Constraint', value: row => row.template, width: '150px' },
          { key: 'first', label: 'Activity', value: row => row.activities[0]!, width: 'minmax(110px, 1fr)' },
          {
            key: 'second',
            label: 'Other activity',
            value: row => row.activities[1] ?? '',
            width: 'minmax(110px, 1fr)',
          },
          {
            key: 'support',
            label: 'Support',
            title: 'Share of the cases in which it matters',
            value: row => row.support,
            show: row => formatShare(row.support, 1),
            align: 'right',
            width: '76px',
          },
          {
            key: 'confidence',
            label: 'Confidence',
            title: 'Share of those in which it holds',
            value: row => row.confidence,
            show: row => formatShare(row.confidence, 1),
            align: 'right',
            width: '96px',
          },
          {
            key: 'broken',
            label: 'Broken in',
            title: 'Cases in which it matters and does not hold',
            value: row => row.activated - row.satisfied,
            show: row => formatNumber(row.activated - row.satisfied),
            align: 'right',
            width: '86px',
          },
        ]}
      />
    </div>
  )
}
