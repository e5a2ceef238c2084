import { Button } from '@mantine/core'
import type { PartDeviations } from '../../../analyses/models/model-deviations.ts'
import type { PartTimes } from '../../../analyses/models/model-times.ts'
import { own } from '../../../base/own.ts'
import type { Clause } from '../../../log/filter.ts'
import { Inspector, useEscape } from '../../app/inspector.tsx'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { Duration, Facts } from '../../parts/facts.tsx'
import { useFilter } from '../../state/place.ts'
import { useWords } from '../../state/words.ts'
import map from '../map/map.module.css'
import { ShowCases } from '../map/show-cases.tsx'
import { type Figures, type Overlay, timeNames } from './overlay.ts'
import { type TimeKind, timeKinds } from './state.ts'
import { frequencyOf, kindName, type PartFlow, type PartKind, partNames, type Structure } from './structure.ts'

/** What is known of the part that is selected, and where one goes from there. */
export function PartPanel(props: {
  readonly structure: Structure
  readonly figures: Figures
  readonly overlay: Overlay
  readonly part: string
  readonly select: (key: string | null) => void
}) {
  const { structure, figures, overlay, select } = props
  const { frequency, deviations, times } = figures
  const { add } = useFilter()
  const words = useWords()
  useEscape(() => select(null))
  const part = structure.parts.find(({ key }) => key === props.part)
  if (!part) return null
  const names = partNames(structure)
  const counts = frequencyOf(frequency, part.count)
  const only: Clause = { kind: 'activity', activities: [part.label], mode: 'mandatory' }
  const flowNumber = (flow: PartFlow) =>
    overlay.kind === 'time'
      ? valueText(overlay, overlay.flow(flow).value)
      : formatNumber(frequencyOf(frequency, flow.count)?.cases ?? null)
  const timesHere = part.count === null ? undefined : own(times?.parts, part.count)
  const departs = part.count === null ? undefined : own(deviations?.parts, part.count)
  const list = (title: string, side: 'from' | 'to') => {
    const other = side === 'from' ? 'to' : 'from'
    const flows = structure.flows.filter(flow => flow[side] === part.key)
    if (flows.length === 0) return null
    return (
      <>
        <div className={map.panelHead}>{title}</div>
        <ul className={map.list}>
          {flows.map(flow => (
            <li key={flow.key}>
              <button type="button" onClick={() => select(flow[other])}>
                <span className="ellipsis">{names.get(flow[other])}</span>
                <span className="number">{flowNumber(flow)}</span>
              </button>
            </li>
          ))}
        </ul>
      </>
    )
  }
  return (
    <Inspector title={names.get(part.key)!} kind={kindName(part)} close={() => select(null)}>
      {counts && frequency && (
        <Facts
          rows={[
            [
              words('Cases through it'),
              `${formatNumber(counts.cases)} (${formatShare(counts.cases, frequency.cases)})`,
            ],
            ['Times', formatNumber(counts.times)],
          ]}
        />
      )}
      {part.kind === 'task' && (
        <div className={map.actions}>
          <Button variant="default" onClick={() => add([only])}>
            {words('Keep the cases with it')}
          </Button>
          <ShowCases clauses={[only]} />
        </div>
      )}
      {departs && deviations && <Deviations at={departs} of={deviations.cases} kind={part.kind} />}
      {timesHere && <Times times={timesHere} names={timeNames(figures.hasStarts)} isPlace={part.kind === 'place'} />}
      {list('Comes from', 'to')}
      {list('Leads to', 'from')}
    </Inspector>
  )
}

const valueText = ({ print }: Overlay, value: number | null) => (value === null ? '–' : print(value))

/** All figures of each time that is known here. */
function Times(props: {
  readonly times: PartTimes
  readonly names: { readonly [K in TimeKind]: string }
  readonly isPlace: boolean
}) {
  const { times, names, isPlace } = props
  // without start times to wait and to lie there are one and the same
  const kinds = timeKinds.filter(
    kind => times[kind] !== null && (kind !== 'sojourn' || isPlace || times.service !== null),
  )
  return kinds.map(kind => {
    const stats = times[kind]!
    return (
      <section key={kind} aria-label={names[kind]}>
        <div className={map.panelHead}>
          {isPlace ? 'Time in it' : names[kind]} ({formatNumber(stats.n)} times)
        </div>
        <Facts
          rows={[
            ['median', <Duration key="median" ms={stats.median} />],
            ['mean', <Duration key="mean" ms={stats.mean} />],
            ['90th percentile', <Duration key="p90" ms={stats.p90} />],
            ['longest', <Duration key="max" ms={stats.max} />],
            ['total', <Duration key="total" ms={stats.total} />],
          ]}
        />
      </section>
    )
  })
}

function Deviations(props: { readonly at: PartDeviations; readonly of: number; readonly kind: PartKind }) {
  const { at, of } = props
  const { skipped, inserted, insertedActivities } = at
  const words = useWords()
  const told = ({ cases, times }: { readonly cases: number; readonly times: number }) =>
    `${formatNumber(cases)} (${formatShare(cases, of)})${times > cases ? `, ${formatNumber(times)} times` : ''}`
  const facts = [
    ...(skipped.cases > 0 ? [['Skipped', told(skipped)] as const] : []),
    ...(inserted.cases > 0
      ? [[props.kind === 'task' ? 'Inserted behind it' : 'Inserted here', told(inserted)] as const]
      : []),
  ]
  return (
    <section aria-label="Deviations">
      <div className={map.panelHead}>{words('Deviations, in cases')}</div>
      <Facts rows={facts} />
      {insertedActivities.length > 0 && (
        <>
          <div className={map.panelHead}>{words('What is inserted, in cases')}</div>
          <Facts rows={insertedActivities.map(one => [one.activity, formatNumber(one.cases)] as const)} />
        </>
      )}
    </section>
  )
}
