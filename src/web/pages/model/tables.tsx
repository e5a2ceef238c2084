import { useMemo } from 'react'
import type { MinedModel } from '../../../analyses/models/mined-model.ts'
import type { PartDeviations } from '../../../analyses/models/model-deviations.ts'
import type { PartTimes } from '../../../analyses/models/model-times.ts'
import { own } from '../../../base/own.ts'
import { formatDuration, formatNumber, formatShare } from '../../format/numbers.ts'
import type { DataTableProps } from '../../parts/data-table.tsx'
import { SortedTable } from '../../parts/sorted-table.tsx'
import { useWords, type Words } from '../../state/words.ts'
import css from './model.module.css'
import { type Figures, statisticNames, timeAsked, timeNames } from './overlay.ts'
import { type ModelState, timeStatistics } from './state.ts'
import { frequencyOf, kindName, type Part, partNames, type Structure } from './structure.ts'

interface PartRow {
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly cases: number | null
  readonly times: number | null
  readonly next: string
  readonly durations: PartTimes | null
  readonly deviations: PartDeviations | null
}

/** The picture in words: every part, how often it is taken, and what comes next. */
export function PartTable(props: {
  readonly structure: Structure
  readonly figures: Figures
  readonly state: ModelState
  readonly name: string
  readonly selected: string | null
  readonly select: (key: string) => void
}) {
  const { structure, figures, state } = props
  const { frequency, deviations, times } = figures
  const words = useWords()
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
      const [cases, n] = [counts?.cases ?? null, counts?.times ?? null]
      const at = part.count ?? ''
      return {
        ...{ key: part.key, name: names.get(part.key)!, kind: kindName(part), cases, times: n, next: next.join(', ') },
        durations: own(times?.parts, at) ?? null,
        deviations: own(deviations?.parts, at) ?? (isWhere(part) ? noDeviations : null),
      }
    })
  }, [structure, frequency, deviations, times])
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
        columns={inWords(
          [
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
            ...(state.show === 'time' ? timeColumns(state, figures.hasStarts) : []),
            ...(state.show === 'deviations' ? deviationColumns(deviations?.cases ?? 0) : []),
            { key: 'next', label: 'Leads to', value: row => row.next, width: 'minmax(180px, 3fr)' },
          ],
          words,
        )}
      />
    </div>
  )
}

const none = { cases: 0, times: 0 }
const noDeviations: PartDeviations = { skipped: none, inserted: none, cases: 0, insertedActivities: [] }
const isWhere = ({ kind }: Part) => kind === 'task' || kind === 'start'
const ratio = (cases: number | undefined, all: number) => (cases === undefined ? null : cases / all)

type Column = DataTableProps<PartRow>['columns'][number]
const inWords = (columns: readonly Column[], words: Words): readonly Column[] =>
  columns.map(column => ({
    ...column,
    label: words(column.label),
    ...(column.title === undefined ? {} : { title: words(column.title) }),
  }))
const amount = (
  key: string,
  label: string,
  title: string,
  value: (row: PartRow) => number | null,
  show: (value: number | null | undefined) => string = formatNumber,
): Column => ({
  ...{ key, label, title, value, align: 'right', width: '132px' },
  show: row => show(value(row)),
})

/** Every figure of the time that is shown; exact ms go into the file. */
function timeColumns(state: ModelState, hasStarts: boolean): Column[] {
  const asked = timeAsked(state, hasStarts)
  const name = timeNames(hasStarts)[asked]
  const short = { waiting: hasStarts ? 'Waiting' : 'Between', service: 'Service', sojourn: 'Sojourn' }[asked]
  const shown = (value: number | null | undefined) => (value == null ? '–' : formatDuration(value))
  // on places cases wait, whatever is asked of activities
  const at = ({ durations }: PartRow) => durations?.[asked] ?? (asked === 'waiting' ? durations?.sojourn : null) ?? null
  return [
    ...timeStatistics.map(figure =>
      amount(
        figure,
        `${short}, ${statisticNames[figure]}`,
        `${name}, ${statisticNames[figure]}; in files in ms`,
        row => at(row)?.[figure] ?? null,
        shown,
      ),
    ),
    amount('known', `${short}, times`, `How often the ${name.toLowerCase()} is known`, row => at(row)?.n ?? null),
  ]
}

function deviationColumns(all: number): Column[] {
  const share = (value: number | null | undefined) => (value == null ? '–' : formatShare(value, 1))
  const of = (kind: 'skipped' | 'inserted') => (row: PartRow) => row.deviations?.[kind] ?? null
  return (['skipped', 'inserted'] as const).flatMap(kind => {
    const name = kind === 'skipped' ? 'Skipped' : 'Inserted'
    const says =
      kind === 'skipped'
        ? 'the case lacks the activity'
        : 'the case has something behind it that the model does not allow'
    return [
      amount(`${kind} cases`, `${name}, cases`, `Cases: ${says}`, row => of(kind)(row)?.cases ?? null),
      amount(
        `${kind} share`,
        `${name}, share`,
        `Share of cases: ${says}`,
        row => (all > 0 ? ratio(of(kind)(row)?.cases, all) : null),
        share,
      ),
      amount(`${kind} times`, `${name}, times`, `Times: ${says}`, row => of(kind)(row)?.times ?? null),
    ]
  })
}

/** Declare: what nearly all cases keep, with how many it concerns. */
export function ConstraintTable({ mined, name }: { readonly mined: MinedModel; readonly name: string }) {
  const words = useWords()
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
            <p className="muted">
              {words('No rule matters in so many cases and holds in so many of them. Lower a threshold.')}
            </p>
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
            title: words('Share of the cases in which it matters'),
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
            width: '132px',
          },
          {
            key: 'broken',
            label: 'Broken in',
            title: words('Cases in which it matters and does not hold'),
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
