import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RecordingsAnswer } from '../../../analyses/index.ts'
import { useTaskLog, useTasks } from '../../engine/use-tasks.ts'
import { formatNumber, plural } from '../../format/numbers.ts'
import { formatPeople } from '../../format/people.ts'
import { Card, Cards } from '../../parts/card.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { PeopleSwitch } from '../../parts/people-switch.tsx'
import { usePageState } from '../../state/place.ts'
import css from '../page.module.css'
import { ApplicationsCard } from './applications.tsx'
import { Capture } from './capture.tsx'
import { EventsTable } from './events-table.tsx'
import { ProblemsCard } from './problems.tsx'
import own from './recordings.module.css'
import { RecordingsCard } from './recordings-card.tsx'
import { SwitchGraph } from './switch-graph.tsx'

type Part = 'overview' | 'events'
interface State {
  readonly part: Part
  readonly first: number
}
const readState = ({ part, first }: Record<string, unknown>): State => ({
  part: part === 'events' ? 'events' : 'overview',
  first: typeof first === 'number' && first >= 0 ? Math.floor(first) : 0,
})

/** What came in: recordings, applications, classes of values, noise, problems, and every event as it is kept. */
export default function RecordingsPage() {
  const answer = useTasks('recordings', [])
  const [state, set] = usePageState('recordings', readState)
  if (answer.error) return <ErrorNote error={answer.error} retry={() => void answer.refetch()} />
  const { data } = answer
  if (!data) return null
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1>What came in</h1>
        <SegmentedControl
          aria-label="Part"
          value={state.part}
          data={[
            { value: 'overview', label: 'Overview' },
            { value: 'events', label: `Events (${formatNumber(data.events)})` },
          ]}
          onChange={part => set({ part: part === 'events' ? 'events' : undefined })}
        />
        <div className={css.spacer} />
        <Capture capture={data.capture} />
      </div>
      {state.part === 'events' ? (
        <EventsTable total={data.events} first={state.first} go={first => set({ first: first || undefined })} />
      ) : (
        <Overview data={data} />
      )}
    </div>
  )
}

function Overview({ data }: { readonly data: RecordingsAnswer }) {
  const log = useTaskLog()
  if (data.events === 0) return <NoEvents data={data} />
  const steps = `${plural(data.events, 'event')} became ${plural(data.steps, 'step')}`
  return (
    <div className={css.scroll}>
      <div className={css.figures}>
        <Figure value={formatNumber(data.events)} name={nameOf(data.events, 'event')} />
        <Figure value={formatNumber(data.steps)} name={nameOf(data.steps, 'step')} title={steps} />
        <Figure value={formatNumber(data.recordings.length)} name={nameOf(data.recordings.length, 'recording')} />
        <Figure value={formatPeople(data.people)} name="people" />
        <Figure value={formatNumber(data.applications.length)} name={nameOf(data.applications.length, 'application')} />
        <div className={css.spacer} />
        {log !== null && <PeopleSwitch log={log} />}
      </div>
      <Cards>
        <RecordingsCard data={data} />
        <ProblemsCard problems={data.problems} order={data.order} />
        <ApplicationsCard applications={data.applications} />
        <Card
          title="Where does work go from one application to another?"
          note="Changes from one event to the next within a recording. Pairs with many of them are candidates for an interface or a shared form."
          csv={() => ({
            header: ['from', 'to', 'switches'],
            rows: data.switches.map(({ from, to, times }) => [from, to, times]),
          })}
        >
          <SwitchGraph switches={data.switches} />
        </Card>
        <CountsCard
          title="What kinds of values were entered or copied?"
          note="Values are masked as they are read: only their class, shape and length are kept, and hashes that tell equal ones of one person and day."
          rows={data.values.map(row => [row.class, row.events])}
          empty="No event carries a value."
        />
        <CountsCard
          title="Which events are no progress of the work?"
          note="They are marked and kept, and belong to no step."
          rows={data.noise.map(row => [noiseNames[row.kind] ?? row.kind, row.events])}
          empty="Every event belongs to a step."
        />
      </Cards>
    </div>
  )
}

const nameOf = (n: number, one: string) => (n === 1 ? one : `${one}s`)

/** Nothing came in: what reading the files met, and nothing that would speak of events. */
function NoEvents({ data }: { readonly data: RecordingsAnswer }) {
  return (
    <div className={css.scroll}>
      <EmptyState icon="record" title="There is no event in these recordings">
        The files were read as {data.recordings.map(({ source }) => source).join(', ') || 'recordings'} and hold nothing
        that was done. Open others from the menu with their name.
      </EmptyState>
      {data.problems.length > 0 && (
        <Cards>
          <ProblemsCard problems={data.problems} order={data.order} />
        </Cards>
      )}
    </div>
  )
}

const noiseNames: Readonly<Record<string, string>> = {
  redundant: 'redundant: another event says the same',
  unfocused: 'unfocused: a click that reached nothing',
  aborted: 'aborted: begun and not finished',
  corrected: 'corrected: replaced by a later input',
  repeated: 'repeated: done again without effect',
  overhead: 'overhead: windows, focus, scrolling',
}

const Figure = ({
  value,
  name,
  title,
}: {
  readonly value: ReactNode
  readonly name: string
  readonly title?: string
}) => (
  <div title={title}>
    <strong className={own.figure}>{value}</strong>
    <span className="muted small">{name}</span>
  </div>
)

function CountsCard(props: {
  readonly title: string
  readonly note: string
  readonly rows: readonly (readonly [string, number])[]
  readonly empty: string
}) {
  const most = Math.max(1, ...props.rows.map(([, count]) => count))
  return (
    <Card
      title={props.title}
      note={props.note}
      csv={() => ({ header: ['kind', 'events'], rows: props.rows.map(row => [...row]) })}
    >
      {props.rows.length === 0 && <p className="muted small">{props.empty}</p>}
      <ul className={own.bars}>
        {props.rows.map(([name, count]) => (
          <li key={name}>
            <span>{name}</span>
            <span className={own.track} aria-hidden="true">
              <span style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <span className="number">{formatNumber(count)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
