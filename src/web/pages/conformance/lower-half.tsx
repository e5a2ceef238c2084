import { SegmentedControl } from '@mantine/core'
import type { BaselineDocument } from '../../../analyses/models/baseline-document.ts'
import type { LabelMapping } from '../../../model/index.ts'
import { formatNumber } from '../../format/numbers.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { AllowTable } from './allowance.tsx'
import css from './conformance.module.css'
import { DeviationList, KindFilter } from './deviation-list.tsx'
import { LabelEditor, unmatched } from './labels.tsx'
import { storedMapping } from './mapping.ts'
import { NoAnswer } from './no-answer.tsx'
import { Notes } from './notes.tsx'
import type { Prepared } from './protocol.ts'
import type { ConformanceState, SetState, View } from './state.ts'
import { Trend } from './trend.tsx'
import type { TaskState } from './use-task.ts'

export interface LowerHalfProps {
  readonly state: ConformanceState
  readonly set: SetState
  readonly document: BaselineDocument
  readonly keep: (next: BaselineDocument) => void
  readonly prepared: Prepared | null
  /** null: of a mined model, whose labels are those of the log. */
  readonly mapping: LabelMapping | null
  readonly activities: readonly string[]
  readonly source: TaskState<'mine' | 'read'>
  readonly checking: TaskState<'check'>
  /** What is shown is the answer to another question; the new one is being computed. */
  readonly isOld: boolean
  readonly takeBack: (deviation: string) => void
  /** Why this person may not change the baseline; null where they may. */
  readonly locked: string | null
  readonly name: string
}

/** Below the model: the deviations, their course over time, what is allowed, and what the labels stand for. */
export function LowerHalf(props: LowerHalfProps) {
  const { state, set, document, prepared, mapping, activities, checking, isOld } = props
  const check = checking.answer?.ok ? checking.answer.value : null
  const isOfCheck = state.view !== 'labels'
  return (
    <section className={css.half} aria-label="Deviations and more">
      <div className={css.halfBar}>
        <SegmentedControl
          aria-label="What is shown below the model"
          size="xs"
          value={state.view ?? ''}
          data={[
            { value: '', label: 'Deviations' },
            { value: 'time', label: 'Over time' },
            { value: 'allowed', label: `Allowed (${formatNumber(document.allow.length)})` },
            ...(mapping ? [{ value: 'labels', label: labelsTitle(mapping, activities) }] : []),
          ]}
          onChange={view => set({ view: view === '' ? undefined : (view as View) })}
        />
        {check && !state.view && <KindFilter deviations={check.deviations} kind={state.kind} set={set} />}
        <Notes notes={[...(prepared?.model.notes ?? []), ...(check?.notes ?? [])]} />
      </div>
      <div className={css.fill} aria-busy={isOfCheck && isOld} data-old={(isOfCheck && isOld) || undefined}>
        {state.view === 'labels' && mapping ? <Labels {...props} mapping={mapping} /> : <OfCheck {...props} />}
      </div>
    </section>
  )
}

function Labels(props: LowerHalfProps & { readonly mapping: LabelMapping }) {
  const { mapping, prepared, document, keep } = props
  const isChanged = mapping.labels.some(({ by }) => by === 'person') || mapping.ignoredActivities.length > 0
  return (
    <LabelEditor
      mapping={mapping}
      activities={props.activities}
      name={props.name}
      locked={props.locked}
      set={next => keep({ ...document, labels: storedMapping(next) })}
      reset={isChanged ? () => keep({ ...document, labels: prepared && storedMapping(prepared.proposed) }) : null}
    />
  )
}

function OfCheck({ state, set, checking, source, takeBack, locked, name }: LowerHalfProps) {
  const { answer } = checking
  if (checking.error || !answer?.ok) return <NoAnswer source={source} checking={checking} />
  const check = answer.value
  if (state.view === 'time') return <Trend check={check} />
  if (state.view === 'allowed') return <AllowTable check={check} name={name} takeBack={takeBack} locked={locked} />
  if (check.deviations.length === 0)
    return (
      <EmptyState icon="conformance" title="Every case conforms">
        No case under the filter departs from this model.
      </EmptyState>
    )
  return <DeviationList check={check} state={state} set={set} name={name} />
}

function labelsTitle(mapping: LabelMapping, activities: readonly string[]): string {
  const { labels } = unmatched(mapping, activities)
  return labels.length === 0 ? 'Labels' : `Labels (${formatNumber(labels.length)} not matched)`
}
