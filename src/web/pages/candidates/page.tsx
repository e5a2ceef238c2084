import { Button, NumberInput, Slider } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { CandidateAnswer } from '../../../analyses/index.ts'
import { type Assumptions, leastBase } from '../../../tasks/index.ts'
import type { TaskEdits } from '../../engine/task-edits.ts'
import { useEditsReadOnly, useTaskEdits, useTasks } from '../../engine/use-tasks.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { formatPeople } from '../../format/people.ts'
import { type DataColumn, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useGo, usePageState } from '../../state/place.ts'
import css from '../page.module.css'
import { CandidateInspector } from './breakdown.tsx'
import own from './candidates.module.css'
import { Range } from './range.tsx'
import { assumptionsOf, type CandidatesState, inputsOver, readCandidatesState, withInput } from './state.ts'

/** What state is written as: sorting lies flat in the address. */
export type Written = CandidatesState & {
  readonly by?: string
  readonly descending?: boolean
  readonly assume?: CandidatesState['assumptions']
}

/** Which routines are worth automating, with everything that the score is made of. */
export default function CandidatesPage() {
  const [state, set] = usePageState<Written>('candidates', readCandidatesState)
  const [edits, setEdits] = useTaskEdits()
  const assumptions = useMemo(() => assumptionsOf(state, edits.assumptions), [state, edits])
  const inputs = useMemo(() => inputsOver(edits.candidates, state.inputs), [state, edits])
  const answer = useTasks('candidates', [assumptions, inputs])
  const readOnly = useEditsReadOnly()
  const go = useGo()
  const rows = useMemo(() => answer.data ?? [], [answer.data])
  const most = Math.max(0, ...rows.map(({ score }) => (score.ok ? score.value.hoursSaved.high : 0)))
  const columns = useMemo(() => columnsOf(most), [most])
  if (answer.error) return <ErrorNote error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return null
  if (rows.length === 0)
    return (
      <EmptyState
        icon="candidates"
        title="Nothing can be a candidate before routines are known"
        action={<Button onClick={() => go({ page: 'routines' })}>Go to the routines</Button>}
      >
        Every routine would stand here with the hours a month it takes, how much of it follows rules, what speaks for
        and against automating it, and what it can be made into.
      </EmptyState>
    )
  const selected = rows.find(({ id }) => id === state.selected)
  const scored = rows.filter(({ score }) => score.ok).length
  return (
    <div className={css.page} aria-busy={answer.isPlaceholderData}>
      <div className={css.bar}>
        <h1>{plural(rows.length, 'candidate')}</h1>
        <span className="muted small">
          {scored === rows.length
            ? 'with a monthly figure'
            : `${formatNumber(scored)} with a monthly figure: it needs times in order, and at least 10 runs on 3 days`}
        </span>
        <div className={css.spacer} />
        <WhatIf
          state={state}
          edits={edits}
          assumptions={assumptions}
          set={assumptions => set({ assume: assumptions }, { replace: true })}
          keep={async () => {
            const kept = await setEdits(before => keeping(before, state))
            if (kept) set({ assume: undefined, inputs: undefined }, { replace: true })
          }}
          reset={async () => {
            if (isKept(edits) && readOnly === null)
              await setEdits(before => ({ ...before, assumptions: {}, candidates: {} }))
            set({ assume: undefined, inputs: undefined }, { replace: true })
          }}
        />
      </div>
      <div className={css.fill}>
        <DataTable
          label="Candidates"
          rows={rows}
          columns={columns}
          rowKey={({ id }) => id}
          sorting={state.sort}
          onSort={sort => set({ by: sort.by, descending: sort.descending })}
          selected={state.selected}
          onSelect={row => set({ selected: row.id })}
          rowHeight={44}
          exportName="candidates"
          footer={`Bars: hours saved a month, with the range they may lie in (90 %). ${assumptions.currency} ${formatNumber(assumptions.hourlyCost)} an hour, ${formatShare(assumptions.adoption, 1)} adoption.`}
        />
      </div>
      {selected && (
        <CandidateInspector
          candidate={selected}
          edits={inputs[selected.id] ?? {}}
          inputs={state.inputs}
          readOnly={readOnly}
          set={inputs => set({ inputs }, { replace: true })}
          forget={name =>
            void setEdits(before => ({
              ...before,
              candidates: withInput(before.candidates, selected.id, name, null),
            }))
          }
          close={() => set({ selected: undefined })}
        />
      )}
    </div>
  )
}

const isKept = ({ assumptions, candidates }: TaskEdits): boolean =>
  Object.keys(assumptions).length + Object.keys(candidates).length > 0

/** The edits with what was tried out on the board. */
const keeping = (edits: TaskEdits, { assumptions, inputs }: CandidatesState): TaskEdits => ({
  ...edits,
  assumptions: { ...edits.assumptions, ...assumptions },
  candidates: inputsOver(edits.candidates, inputs),
})

/** Assumptions about all candidates, under the hand. */
function WhatIf(props: {
  readonly state: CandidatesState
  readonly edits: TaskEdits
  readonly assumptions: Assumptions
  readonly set: (assumptions: CandidatesState['assumptions'] | undefined) => void
  readonly keep: () => Promise<void>
  readonly reset: () => Promise<void>
}) {
  const given = props.state.assumptions
  const readOnly = useEditsReadOnly()
  const { adoption, hourlyCost, currency } = props.assumptions
  /** The field that is left shows again what counts. */
  const [left, setLeft] = useState(0)
  const tried = Object.keys(given).length > 0 || Object.keys(props.state.inputs).length > 0
  return (
    <section className={own.whatIf} aria-label="What if">
      <span id="what-if-adoption" className="small">
        What if <b className="number">{formatShare(adoption, 1)}</b> goes through it
      </span>
      <Slider
        w={130}
        size="sm"
        min={0}
        max={100}
        value={Math.round(adoption * 100)}
        label={null}
        thumbLabel="Adoption"
        thumbProps={{ 'aria-labelledby': 'what-if-adoption' }}
        onChange={value => props.set({ ...given, adoption: value / 100 })}
      />
      <label htmlFor="what-if-cost" className="small">
        and an hour costs
      </label>
      <Slider
        w={110}
        size="sm"
        min={5}
        max={200}
        step={5}
        value={Math.min(200, hourlyCost)}
        label={null}
        thumbLabel="Cost of an hour"
        onChange={value => props.set({ ...given, hourlyCost: value })}
      />
      <NumberInput
        key={left}
        id="what-if-cost"
        aria-label="Cost of an hour"
        w={96}
        min={0}
        value={hourlyCost}
        suffix={` ${currency}`}
        hideControls
        onChange={value => typeof value === 'number' && props.set({ ...given, hourlyCost: value })}
        onBlur={() => setLeft(left + 1)}
      />
      <span className={own.buttons}>
        <Button
          variant="subtle"
          disabled={!tried || readOnly !== null}
          title={readOnly ?? 'Keeps these figures with the recordings; until then they stand in the address alone'}
          onClick={() => void props.keep()}
        >
          Keep
        </Button>
        <Button
          variant="subtle"
          disabled={!tried && (readOnly !== null || !isKept(props.edits))}
          title={
            readOnly === null
              ? 'Back to what was measured, and to the usual assumptions'
              : 'Back to the figures that are kept with the recordings'
          }
          onClick={() => void props.reset()}
        >
          Reset
        </Button>
      </span>
    </section>
  )
}

const hours = ({ score }: CandidateAnswer) => (score.ok ? score.value.hoursSaved : null)
const steps = ({ steps }: CandidateAnswer) => steps.rule + steps.checkable + steps.judgement

const columnsOf = (most: number): readonly DataColumn<CandidateAnswer>[] => [
  {
    key: 'name',
    label: 'Routine',
    width: 'minmax(150px, 1.3fr)',
    value: row => row.name,
    show: row => (
      <span>
        <strong>{row.name}</strong>
        <span className="muted small" style={{ display: 'block' }}>
          {row.applications.join(', ')}
        </span>
      </span>
    ),
  },
  {
    key: 'recommendation',
    label: 'Best done by',
    width: 'minmax(130px, 0.6fr)',
    value: row => row.recommendation,
    show: row => <span className={own.best}>{recommendations[row.recommendation]}</span>,
    title: 'By what its steps need: rules make a bot or an API, results that can be checked an agent with a person',
  },
  {
    key: 'hours',
    label: 'Hours saved a month',
    width: 'minmax(160px, 1.2fr)',
    value: row => hours(row)?.value ?? null,
    show: row => {
      const saved = hours(row)
      return saved ? <Range estimate={saved} most={most} /> : <span className="muted small">{whyNone(row)}</span>
    },
  },
  {
    key: 'capacity',
    label: 'Capacity a month',
    width: '120px',
    align: 'right',
    value: row => (row.score.ok ? row.score.value.capacity.value : null),
    show: row => (row.score.ok ? `${formatNumber(row.score.value.capacity.value, 0)} ${row.inputs.currency}` : '–'),
    title: 'What the freed hours cost in full; only the cash share of it leaves the books',
  },
  {
    key: 'rules',
    label: 'Rule steps',
    width: '88px',
    align: 'right',
    value: row => row.automatability,
    show: row => `${row.steps.rule} of ${steps(row)}`,
    title: 'Steps whose value and place follow from earlier ones (automatability index, Leno et al., 2021)',
  },
  {
    key: 'stability',
    label: 'Alike',
    width: '60px',
    optional: true,
    align: 'right',
    value: row => row.inputs.stability.value,
    show: row => formatShare(row.inputs.stability.value, 1),
    title: '1 − entropy of its variants: 100 % where every run goes the same way',
  },
  {
    key: 'instances',
    label: 'Runs',
    width: '56px',
    optional: true,
    align: 'right',
    value: row => row.instances,
    show: row => formatNumber(row.instances),
  },
  {
    key: 'days',
    label: 'Days',
    width: '52px',
    optional: true,
    align: 'right',
    value: row => row.days,
    show: row => formatNumber(row.days),
  },
  {
    key: 'people',
    label: 'People',
    width: '92px',
    optional: true,
    align: 'right',
    value: row => row.people,
    show: row => formatPeople(row.people),
  },
]

/** What is missing for a monthly figure. */
function whyNone({ inputs, days, instances }: CandidateAnswer): string {
  if (inputs.minutesPerInstance === null) return 'no times'
  if (days < leastBase.days) return `${plural(days, 'day')} of the ${leastBase.days} it needs`
  return `${plural(instances, 'run')} of the ${leastBase.instances} it needs`
}

export const recommendations: Readonly<Record<CandidateAnswer['recommendation'], string>> = {
  api: 'an API',
  bot: 'a bot',
  'agent with a check': 'an agent, checked',
  leave: 'people: leave it',
}
