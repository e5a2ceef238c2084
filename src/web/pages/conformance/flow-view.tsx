import type { ReactNode } from 'react'
import type { Ask } from '../../../log/engine.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useDescription } from '../../state/place.ts'
import { sentence } from '../model/numbers.tsx'
import { MeasureChoice, RunningChoice } from './choices.tsx'
import css from './conformance.module.css'
import { shownDeviations } from './deviation-list.tsx'
import { DeviationPanel } from './deviation-panel.tsx'
import { HeadNumbers } from './head-numbers.tsx'
import { LowerHalf, type LowerHalfProps } from './lower-half.tsx'
import { ModelHalf } from './model-half.tsx'
import { SECONDS } from './state.ts'

/** The cases under the filter held against a flow: the numbers, the model with its deviations, and everything about one of them. */
export function FlowView(
  props: Omit<LowerHalfProps, 'isOld' | 'takeBack'> & {
    readonly ask: Ask
    /** Where to go where cases cannot be held against this. */
    readonly reset: ReactNode
  },
) {
  const { ask, state, set, document, keep, prepared, mapping, activities, source, checking, locked, reset, name } =
    props
  const description = useDescription()
  const check = checking.answer?.ok ? checking.answer.value : null
  const deviation = check?.deviations.find(({ id }) => id === state.deviation) ?? null
  const unallowed = (id: string) => keep({ ...document, allow: document.allow.filter(one => one.deviation !== id) })
  const isOld = checking.isOld || source.isOld
  return (
    <>
      <HeadNumbers
        check={check}
        checking={checking}
        source={source}
        isOld={isOld}
        refusal={state.view === 'labels' && checking.answer?.ok === false ? checking.answer.because : null}
        longer={() => set({ seconds: Math.min(3600, (state.seconds ?? SECONDS) * 10) }, { replace: true })}
      >
        <MeasureChoice state={state} set={set} attributes={description?.attributes ?? []} />
        <RunningChoice state={state} set={set} activities={activities} />
      </HeadNumbers>
      {source.error ? (
        <ErrorNote error={source.error} retry={source.retry} />
      ) : source.answer && !source.answer.ok ? (
        <EmptyState icon="conformance" title="Cases cannot be held against this model" action={reset}>
          {sentence(source.answer.because)}
        </EmptyState>
      ) : (
        <div className={css.halves} data-of={state.view}>
          <ModelHalf
            prepared={prepared}
            check={check}
            isOld={isOld}
            deviations={shownDeviations(check?.deviations ?? [], state.kind)}
            state={state}
            set={set}
            name={name}
          />
          <LowerHalf
            state={state}
            set={set}
            document={document}
            keep={keep}
            prepared={prepared}
            mapping={mapping}
            activities={activities}
            source={source}
            checking={checking}
            isOld={isOld}
            takeBack={unallowed}
            locked={locked}
            name={name}
          />
        </div>
      )}
      {check && deviation && (
        <DeviationPanel
          ask={ask}
          check={check}
          deviation={deviation}
          allow={entry =>
            keep({ ...document, allow: [...document.allow.filter(one => one.deviation !== entry.deviation), entry] })
          }
          takeBack={unallowed}
          locked={locked}
          close={() => set({ deviation: undefined })}
        />
      )}
    </>
  )
}
