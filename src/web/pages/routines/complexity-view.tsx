import type { ComplexityAnswer } from '../../../analyses/index.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import type { DataColumn } from '../../parts/data-table.tsx'
import { Duration, Facts } from '../../parts/facts.tsx'
import { SortedTable } from '../../parts/sorted-table.tsx'

type Place = ComplexityAnswer['places'][number]
type StepTime = ComplexityAnswer['stepTimes'][number] & { readonly at: number }
const number = (key: string, label: string, of: (row: Place) => number): DataColumn<Place> => ({
  key,
  label,
  width: '72px',
  align: 'right',
  value: of,
  show: row => formatNumber(of(row), 2),
})
const placeColumns: readonly DataColumn<Place>[] = [
  { key: 'place', label: 'Screen', width: 'minmax(150px, 1.6fr)', value: row => row.place ?? '–' },
  { key: 'application', label: 'Application', width: 'minmax(90px, 0.7fr)', value: row => row.application ?? '–' },
  number('detours', 'Detours', row => row.detours),
  {
    key: 'detourMs',
    label: 'Their time',
    width: '76px',
    align: 'right',
    value: row => row.detourMs,
    show: row => <Duration ms={row.detourMs} />,
  },
  number('backSteps', 'Returns', row => row.backSteps),
  number('visits', 'Visits', row => row.visits),
  number('fields', 'Fields', row => row.fields),
  number('decisions', 'Decisions', row => row.decisions),
]
const stepColumns: readonly DataColumn<StepTime>[] = [
  { key: 'label', label: 'Step', width: 'minmax(220px, 2fr)', value: row => row.label },
  {
    key: 'medianMs',
    label: 'Median hands-on',
    width: '140px',
    align: 'right',
    value: row => row.medianMs,
    show: row => <Duration ms={row.medianMs} />,
  },
]

const wayText = (way: { readonly steps: number; readonly screens: number; readonly fields: number }) =>
  `${plural(way.steps, 'step')} on ${plural(way.screens, 'screen')}, ${plural(way.fields, 'field')}`

/** How far runs are from the shortest one that did the work, by screen; and where the time goes, by step. */
export function ComplexityView({ complexity }: { readonly complexity: ComplexityAnswer }) {
  const { shortest, instances, successful, lostness, places, stepTimes } = complexity
  return (
    <div style={{ padding: 16, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 20 }}>
      <div style={{ maxWidth: 560 }}>
        <Facts
          rows={[
            ['Shortest way', shortest === null ? '–' : wayText(shortest)],
            ['Its time', <Duration key="time" ms={shortest?.handsOnMs} />],
            ['Runs that did the work', `${formatNumber(successful)} of ${formatNumber(instances)}`],
            ['Median run', wayText(complexity)],
            ['Detours a run', `${formatNumber(complexity.detours, 2)} steps that the shortest way does not have`],
            ['Returns a run', `${formatNumber(complexity.backSteps, 2)} beyond those of the shortest way`],
            ['Decisions', formatNumber(complexity.decisions)],
            ['Lostness', lostness === null ? '–' : formatNumber(lostness, 2)],
          ]}
        />
      </div>
      <SortedTable
        label="Screens"
        rows={places}
        columns={placeColumns}
        rowKey={row => JSON.stringify([row.application, row.place])}
        first={{ by: 'detours', descending: true }}
        exportName="complexity"
        footer={`Means of a run; decisions are counted once for the routine. A detour may be needed: then it is a decision. Share of runs that did the work: ${formatShare(successful, instances)}.`}
      />
      <SortedTable
        label="Time by step"
        rows={stepTimes.map((step, at) => ({ ...step, at }))}
        columns={stepColumns}
        rowKey={row => String(row.at)}
        exportName="step-times"
        footer="From the step before to the end of this one, over the runs that have it."
      />
    </div>
  )
}
