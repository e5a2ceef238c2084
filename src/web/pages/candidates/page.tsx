import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { TaskEdits } from '../../engine/task-edits.ts'
import { useEditsReadOnly, useTaskEdits, useTasks } from '../../engine/use-tasks.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useGo, usePageState } from '../../state/place.ts'
import css from '../page.module.css'
import { CandidateInspector } from './breakdown.tsx'
import { columnsOf } from './columns.tsx'
import { assumptionsOf, type CandidatesState, inputsOver, readCandidatesState, withInput } from './state.ts'
import { isKept, WhatIf } from './what-if.tsx'

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

/** The edits with what was tried out on the board. */
const keeping = (edits: TaskEdits, { assumptions, inputs }: CandidatesState): TaskEdits => ({
  ...edits,
  assumptions: { ...edits.assumptions, ...assumptions },
  candidates: inputsOver(edits.candidates, inputs),
})
